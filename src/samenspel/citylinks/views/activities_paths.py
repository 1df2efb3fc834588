# SPDX-License-Identifier: EUPL-1.2
"""What the pages of activities, contacts, calendar, documents and photos share.

Who may write in the file, where a page stands, and doing what a form asks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.citylinks.access import Access
from samenspel.citylinks.models import CityLink
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from samenspel.citylinks.rules import KEEP_FILE
from samenspel.citylinks.views.shown import file_of


def keeping(
    *, also_ended: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give the view the link, for who keeps its file; with ``also_ended`` after its end too."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inner(request: HttpRequest, slug: str, **keys: object) -> HttpResponse:
            access = file_of(request, slug)
            if not access.holds(KEEP_FILE):
                raise PermissionDenied("only who keeps the file writes in it")
            if request.method != "POST" and not (also_ended or access.keeps):
                messages.warning(request, _("This link has ended. Its file stays as it is."))
                return redirect("citylink-activities", slug)
            return view(request, access, **keys)

        return inner

    return decorate


def crumbs(link: CityLink, *parts: str | tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of a link; a part is its words, or words and address."""
    way = [(_("City links"), address("citylinks")), (link.name, address("citylink", link.slug))]
    return way + [part if isinstance(part, tuple) else (part, "") for part in parts]


def address(view: str, *keys: object) -> str:
    """The address of a view of this site, with ``keys`` in their order."""
    return reverse(view, args=keys or None)


def attempt(form: Form, act: Callable[[], object]) -> int:
    """Do what a form asks and return 0; else the status of the page that shows it again.

    409 when somebody else changed the same thing meanwhile.
    """
    if not form.is_valid():
        return 400
    try:
        act()
    except LinkRefused as refusal:
        visible = {field.name for field in form.visible_fields()}
        form.add_error(refusal.field if refusal.field in visible else None, refusal.message)
        return 409 if isinstance(refusal, ChangedMeanwhile) else 400
    return 0


def confirmed(
    request: HttpRequest,
    access: Access,
    act: Callable[[int], object],
    *,
    edition: int,
    heading: str,
    what: str,
    warning: str,
    back: str,
    way: list[tuple[str, str]],
) -> HttpResponse:
    """Ask once more before something goes; then do it and go ``back``.

    The page carries the edition that was looked at: who confirms an older one is told (409).
    """
    refused, status = "", 200
    if request.method == "POST":
        sent = request.POST.get("edition", "")
        try:
            act(int(sent) if sent.isdecimal() and len(sent) < 10 else -1)
        except LinkRefused as refusal:
            refused = refusal.message
            status = 409 if isinstance(refusal, ChangedMeanwhile) else 400
        else:
            messages.success(request, _("Removed."))
            return redirect(back)
    context = {
        "link": access.link,
        "is_member": True,
        "heading": heading,
        "what": what,
        "warning": warning,
        "refused": refused,
        "edition": edition,
        "back": back,
        "breadcrumb": way,
    }
    return render(request, "citylinks/activities_confirm.html", context, status=status)
