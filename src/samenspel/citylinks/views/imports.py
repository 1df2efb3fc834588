# SPDX-License-Identifier: EUPL-1.2
"""Importing city links begins with the municipality and its list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samenspel.accounts.actors import actor_of
from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.imports import MOST_LINKS, store_list
from samenspel.citylinks.queries.imports import (
    lists_of,
    may_import_for_all,
    places_to_import_for,
)
from samenspel.citylinks.queries.imports_columns import columns_shown
from samenspel.citylinks.queries.imports_written import template_table, written_links
from samenspel.citylinks.rules import IMPORT_LINKS, MAKE_LINK, may_for
from samenspel.citylinks.views.finder import LONGEST_QUERY, ON_PAGE, municipality_at
from samenspel.places.models import Municipality
from samenspel.places.queries.municipalities import search_municipalities
from samenspel.register.exports import table_response
from samenspel.register.forms.lists import UploadForm
from samenspel.register.lists.workbooks import ListRefused

EMPTY, FILLED = "sjabloon", "stedenbanden"
FORMATS = ("xlsx", "csv")


@dataclass(frozen=True)
class Desk:
    """Who works on the lists of which municipality, on which day."""

    municipality: Municipality
    actor: Actor
    on: date

    @cached_property
    def is_member(self) -> bool:
        """Whether the person may see the files of the links."""
        return may_for(MAKE_LINK, self.actor, self.municipality, on=self.on)


def desk_at(request: HttpRequest, slug: str) -> Desk:
    """The desk of a person who may import links of the municipality.

    Raises
    ------
    Http404
        There is no such municipality today.
    PermissionDenied
        The person may not.
    """
    place = municipality_at(slug)
    actor, on = actor_of(request), timezone.localdate()
    if place.slug != slug or not place.exists_on(on):
        raise Http404(slug)
    if not may_for(IMPORT_LINKS, actor, place, on=on):
        raise PermissionDenied("import_links: not for this municipality")
    return Desk(place, actor, on)


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to the pages of an import."""
    return [
        (_("City links"), reverse("citylinks")),
        (_("Import a list"), reverse("citylinks-import")),
        *more,
    ]


def files(address: Callable[[str], str]) -> list[tuple[str, str]]:
    """Label and address of a file in each format."""
    return [(kind.upper(), address(kind)) for kind in FORMATS]


@require_safe
@never_cache
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """For which municipality? Straight on when there is one."""
    actor, on = actor_of(request), timezone.localdate()
    for_all = may_import_for_all(actor, on=on)
    own = places_to_import_for(actor, on=on)
    if not (own or for_all):
        raise PermissionDenied("import_links: for no municipality")
    if len(own) == 1 and not for_all:
        return _to(own[0])
    query = request.GET.get("zoek", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    found = search_municipalities(query, on=on, limit=ON_PAGE).found if query and for_all else ()
    results = [
        {
            "url": reverse("citylinks-import-list", args=[hit.place.slug]),
            "title": hit.place.name,
            "note": hit.province,
        }
        for hit in found
        if hit.exists
    ]
    context = {
        "own": own,
        "for_all": for_all,
        "value": query if for_all else "",
        "results": results,
        "breadcrumb": [*crumbs()[:-1], (_("Import a list"), "")],
    }
    return render(request, "citylinks/import_choose.html", context)


def _to(place: Municipality) -> HttpResponseRedirect:
    return redirect("citylinks-import-list", place.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """The template, the columns, the way to send a list, and the lists sent before."""
    desk = desk_at(request, slug)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, most_rows=MOST_LINKS)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["bestand"]
        try:
            stored = store_list(
                municipality=desk.municipality,
                content=file.read(),
                filename=file.name or "",
                by=desk.actor,
                at=timezone.now(),
            )
        except ListRefused as refusal:
            form.add_error("bestand", str(refusal))
        else:
            return redirect("citylinks-imported", slug, stored.pk)

    def address(name: str) -> Callable[[str], str]:
        return lambda kind: reverse("citylinks-import-template", args=[slug, name, kind])

    context = {
        "municipality": desk.municipality,
        "form": form,
        "columns": columns_shown(),
        "lists": lists_of(desk.municipality),
        "templates": files(address(EMPTY)),
        "filled": files(address(FILLED)),
        "breadcrumb": crumbs((desk.municipality.name, "")),
    }
    return render(request, "citylinks/import.html", context, status=400 if form.errors else 200)


@require_safe
@never_cache
@login_required
def template(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """The empty template, or the same with the links that there are."""
    if name not in {EMPTY, FILLED} or kind not in FORMATS:
        raise Http404(name)
    desk = desk_at(request, slug)
    table = template_table(desk.municipality)
    if name == FILLED:
        rows = written_links(desk.municipality, sees_all=desk.is_member, on=desk.on)
        table = template_table(desk.municipality, rows)
    return table_response(table, kind, f"samenspel-{name}-{desk.municipality.slug}")
