# SPDX-License-Identifier: EUPL-1.2
"""The consideration of a page: of the own municipality, or a page that says it is not there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actors import actor_of
from samenspel.citylinks.models import Consideration
from samenspel.citylinks.rules import KEEP_CONSIDERATION, SEE_CONSIDERATION, may_for


def seen(request: HttpRequest, pk: int) -> Consideration:
    """The consideration, for people of its municipality.

    Raises
    ------
    Http404
        There is none, or it is of others: the same answer, so that nobody learns that it exists.
    """
    found = Consideration.objects.select_related("municipality").filter(pk=pk).first()
    on = timezone.localdate()
    if found is None or not may_for(
        SEE_CONSIDERATION, actor_of(request), found.municipality, on=on
    ):
        raise Http404(pk)
    return found


def keeps(request: HttpRequest, held: Consideration) -> bool:
    """Whether the person may change it."""
    on = timezone.localdate()
    return may_for(KEEP_CONSIDERATION, actor_of(request), held.municipality, on=on)


def kept(request: HttpRequest, pk: int) -> Consideration:
    """The same, for who may change it.

    Raises
    ------
    Http404
        As :func:`seen`.
    PermissionDenied
        Somebody who may only read it.
    """
    found = seen(request, pk)
    if not keeps(request, found):
        raise PermissionDenied("only advisers and clerks of the municipality change it")
    return found


def crumbs(*parts: tuple[str, str] | str) -> list[tuple[str, str]]:
    """The way to a page of considerations; a part is its words, or words and address."""
    way = [
        (_("City links"), reverse("citylinks")),
        (_("Considerations"), reverse("citylinks-considerations") if parts else ""),
    ]
    return way + [part if isinstance(part, tuple) else (part, "") for part in parts]


def crumbs_of(held: Consideration, *parts: tuple[str, str] | str) -> list[tuple[str, str]]:
    """The way to a page of one consideration."""
    return crumbs((held.title, held.get_absolute_url() if parts else ""), *parts)


def form_page(
    request: HttpRequest,
    form: Form,
    *,
    heading: str,
    back: str,
    breadcrumb: list[tuple[str, str]],
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A page with one form; 409 says that somebody else changed it meanwhile."""
    context = {
        "form": form,
        "heading": heading,
        "back": back,
        "is_meanwhile": status == 409,
        "breadcrumb": breadcrumb,
        **more,
    }
    return render(request, "citylinks/consideration_form.html", context, status=status)
