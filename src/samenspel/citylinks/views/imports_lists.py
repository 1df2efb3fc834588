# SPDX-License-Identifier: EUPL-1.2
"""A list of city links that was sent: looked at, taken over, undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.citylinks.actions.imports import apply_list, discard_list, undo_list
from samenspel.citylinks.forms.imports import chosen_in
from samenspel.citylinks.models import LinkList
from samenspel.citylinks.queries.imports import dry_run, wrong_rows
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.views.imports import Desk, crumbs, desk_at, files
from samenspel.register.lists.mending import rows_to_mend

State = LinkList.State
Act = Callable[[HttpRequest, LinkList, Desk], HttpResponse]


def _list(desk: Desk, pk: int) -> LinkList:
    """The list, with the municipality of the desk.

    Raises
    ------
    Http404
        There is none, or it is of another municipality or thrown away.
    """
    rows = LinkList.objects.filter(municipality=desk.municipality)
    found = get_object_or_404(rows.exclude(state=State.DISCARDED), pk=pk)
    found.municipality = desk.municipality
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def imported(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a list would make, row by row; and taking it over, throwing it away, undoing."""
    desk = desk_at(request, slug)
    found = _list(desk, pk)
    if request.method != "POST":
        return _page(request, found, desk)
    act = _ACTS.get(request.POST.get("wat", ""))
    if act is None:
        return _page(request, found, desk, status=400)
    try:
        return act(request, found, desk)
    except LinkRefused as refusal:
        found.refresh_from_db(fields=["state", "decided_at", "decided_by_name"])
        return _page(request, found, desk, refusal=refusal, status=409)


def _apply(request: HttpRequest, found: LinkList, desk: Desk) -> HttpResponse:
    kept = apply_list(
        imported=found,
        seen=request.POST.get("seen", ""),
        chosen=chosen_in(request.POST),
        by=desk.actor,
        at=timezone.now(),
    )
    number = kept.links.count()
    told = ngettext(
        "%(number)s city link was imported. Only members see it, until you make its page public.",
        "%(number)s city links were imported. Only members see them, until you make their pages "
        "public.",
        number,
    )
    messages.success(request, told % {"number": number})
    return redirect("citylinks-imported", desk.municipality.slug, found.pk)


def _discard(request: HttpRequest, found: LinkList, desk: Desk) -> HttpResponse:
    discard_list(imported=found, by=desk.actor, at=timezone.now())
    messages.success(request, _("The list was thrown away. Nothing was changed."))
    return redirect("citylinks-import-list", desk.municipality.slug)


def _undo(request: HttpRequest, found: LinkList, desk: Desk) -> HttpResponse:
    undo_list(imported=found, by=desk.actor, at=timezone.now())
    messages.success(request, _("The city links that this list made were removed."))
    return redirect("citylinks-imported", desk.municipality.slug, found.pk)


_ACTS: Mapping[str, Act] = {"apply": _apply, "discard": _discard, "undo": _undo}


def _page(
    request: HttpRequest,
    found: LinkList,
    desk: Desk,
    *,
    refusal: LinkRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    slug = desk.municipality.slug
    context: dict[str, object] = {
        "municipality": desk.municipality,
        "list": found,
        "refusal": refusal,
        "is_open": found.state == State.CHECKED,
        "is_applied": found.state == State.APPLIED,
        "is_member": desk.is_member,
        "breadcrumb": crumbs(
            (desk.municipality.name, reverse("citylinks-import-list", args=[slug])),
            (found.filename or _("List"), ""),
        ),
        "downloads": files(
            lambda kind: reverse("citylinks-imported-errors", args=[slug, found.pk, kind])
        ),
    }
    if found.state == State.CHECKED:
        sees_all = desk.is_member
        context["run"] = dry_run(found, on=desk.on, actor=desk.actor, sees_all=sees_all)
        context["chosen"] = chosen_in(request.POST)
    elif found.state == State.APPLIED:
        context["links"] = list(found.links.order_by("name", "pk"))
        context["wrong"] = len(wrong_rows(found, on=desk.on))
    return render(request, "citylinks/import_list.html", context, status=status)


@require_safe
@never_cache
@login_required
def errors(request: HttpRequest, slug: str, pk: int, kind: str) -> HttpResponse:
    """The wrong rows of a list with what is wrong, to mend and send again."""
    desk = desk_at(request, slug)
    found = _list(desk, pk)
    wrong = [(row.cells, row.errors) for row in wrong_rows(found, on=desk.on)]
    return rows_to_mend(found.heads, wrong, kind, f"samenspel-stedenbanden-{slug}-fouten")
