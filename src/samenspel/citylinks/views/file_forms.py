# SPDX-License-Identifier: EUPL-1.2
"""Doing what a form of the file asks, or showing the form again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samenspel.citylinks.access import Access
from samenspel.citylinks.forms.documents import SendingForm
from samenspel.citylinks.forms.file_fields import RowsForm
from samenspel.citylinks.models import CityLink
from samenspel.citylinks.queries.file_steps import address
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from samenspel.citylinks.rules import LinkRight
from samenspel.citylinks.views.shown import file_of

Row = TypeVar("Row", bound=Model)


def doing(request: HttpRequest, slug: str, right: LinkRight) -> Access:
    """The file for who may do something in it.

    Raises
    ------
    Http404
        There is no such link, or the person is not a member.
    PermissionDenied
        A member, who may not do this.
    """
    access = file_of(request, slug)
    if not access.holds(right):
        raise PermissionDenied(f"{right.action}: not for this person")
    return access


def attempt(form: Form, act: Callable[[], object], edition: Callable[[], int] | None = None) -> int:
    """Do it and return 0; else the status of the page that shows the form again.

    409 when somebody else changed the same thing meanwhile: the form then has their edition
    (``edition``), so that saving once more replaces what they wrote.
    """
    if not form.is_valid():
        return 400
    try:
        act()
    except ChangedMeanwhile as refusal:
        form.add_error(None, refusal.message)
        if edition is not None:
            with_edition(form, edition())
        return 409
    except LinkRefused as refusal:
        placed = form.placed(refusal.field) if isinstance(form, RowsForm) else (form, refusal.field)
        about, name = placed
        visible = {field.name for field in about.visible_fields()}
        about.add_error(name if name in visible else None, refusal.message)
        return 400
    return 0


def with_edition(form: Form, edition: int) -> None:
    """Let the form be about this edition from now on."""
    form.data = {**form.data.dict(), "edition": str(edition)}  # type: ignore[attr-defined]


def crumbs(link: CityLink, *parts: str | tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of a link; a part is its words, or words and address."""
    way = [(_("City links"), address("citylinks")), (link.name, address("citylink", link.slug))]
    return way + [part if isinstance(part, tuple) else (part, "") for part in parts]


def data_of(request: HttpRequest) -> Any:
    """What was sent, or None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def answered(
    request: HttpRequest,
    access: Access,
    form: Form,
    act: Callable[[], object],
    *,
    way: tuple[str, str],
    said: str = "",
    to: str = "",
    edition: Callable[[], int] | None = None,
    **page: Any,
) -> HttpResponse:
    """Do what was sent, say so and go to ``to`` (else the page above); or show the form.

    ``edition`` is that of :func:`attempt`; ``way`` and the others are those of :func:`form_page`.
    """
    status = attempt(form, act, edition) if form.is_bound else 200
    if form.is_bound and not status:
        messages.success(request, said or _("Saved."))
        return redirect(to or way[1])
    if isinstance(form, SendingForm):
        form.ask_again()
    return form_page(request, access, form, way=way, status=status, **page)


def form_page(
    request: HttpRequest,
    access: Access,
    form: Form,
    *,
    heading: str,
    way: tuple[str, str],
    status: int = 200,
    template: str = "citylinks/file_form.html",
    **more: Any,
) -> HttpResponse:
    """A page of the file with one form; ``way`` is the page above it: its words and address."""
    context = {
        "link": access.link,
        "form": form,
        "heading": heading,
        "back": way[1],
        "is_member": True,
        "is_meanwhile": status == 409,
        "breadcrumb": crumbs(access.link, way, heading),
        **more,
    }
    return render(request, template, context, status=status)


def one_of(rows: QuerySet[Row], pk: int) -> Row:
    """The row of this key.

    Raises
    ------
    Http404
        It is not among them.
    """
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found
