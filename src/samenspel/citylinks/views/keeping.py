# SPDX-License-Identifier: EUPL-1.2
"""What the pages share that write activities, contacts, dates, documents and photos in the file."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samenspel.citylinks.access import Access
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from samenspel.citylinks.rules import KEEP_FILE
from samenspel.citylinks.views.file_forms import answered, crumbs
from samenspel.citylinks.views.shown import file_of

ONE_FORM = "citylinks/activities_form.html"
"""The page with one form; after a change by somebody else it shows the way (``again``) to that."""


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


def kept_form(
    request: HttpRequest,
    access: Access,
    form: Form,
    act: Callable[[], object],
    *,
    way: tuple[str, str],
    heading: str,
    lead: str = "",
    again: str = "",
) -> HttpResponse:
    """Do what was sent and go to the page above (``way``: its words and address); or show the form.

    ``again`` is where it stands as it is now, for when somebody else changed it meanwhile.
    """
    page: dict[str, Any] = {"heading": heading, "lead": lead, "again": again}
    return answered(request, access, form, act, way=way, template=ONE_FORM, **page)


def sent_edition(request: HttpRequest) -> int:
    """The edition that a button is about; -1, which no row has, when that is no number."""
    sent = request.POST.get("edition", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else -1


def pressed(request: HttpRequest, act: Callable[[int], object]) -> None:
    """Do what a button asks of the edition that was looked at, and say what came of it."""
    try:
        act(sent_edition(request))
    except LinkRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Saved."))


def confirmed(
    request: HttpRequest,
    access: Access,
    act: Callable[[int], object],
    *,
    edition: int,
    heading: str,
    what: str,
    warning: str,
    way: tuple[str, str],
) -> HttpResponse:
    """Ask once more before something goes; then do it and go to the page above (``way``).

    The page carries the edition that was looked at: who confirms an older one is told (409).
    """
    refused, status = "", 200
    if request.method == "POST":
        try:
            act(sent_edition(request))
        except LinkRefused as refusal:
            refused = refusal.message
            status = 409 if isinstance(refusal, ChangedMeanwhile) else 400
        else:
            messages.success(request, _("Removed."))
            return redirect(way[1])
    context = {
        "link": access.link,
        "is_member": True,
        "heading": heading,
        "what": what,
        "warning": warning,
        "refused": refused,
        "edition": edition,
        "back": way[1],
        "breadcrumb": crumbs(access.link, way, _("Remove")),
    }
    return render(request, "citylinks/activities_confirm.html", context, status=status)
