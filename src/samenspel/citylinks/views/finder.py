# SPDX-License-Identifier: EUPL-1.2
"""Finding a partner begins with the municipality that looks for one."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from samenspel.accounts.actors import actor_of
from samenspel.places.models import Municipality
from samenspel.places.queries.history import Place
from samenspel.places.queries.municipalities import (
    FoundMunicipality,
    MunicipalitySearch,
    municipalities_by_province,
    search_municipalities,
)
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import carried
from samenspel.register.views.reference import reference_of, render_dated

AT_ONCE = 8
ON_PAGE = 50
LONGEST_QUERY = 100


@dataclass(frozen=True)
class Hit:
    """A municipality to go on with, as ``web/components/search_results.html`` lists it."""

    url: str
    title: str
    note: str


def municipality_at(slug: str) -> Municipality:
    """The municipality at an address, or of the code that ends it; Http404 when there is none."""
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        found = Municipality.objects.filter(code=slug.rpartition("-")[2].upper()).first()
    if found is None:
        raise Http404(slug)
    return found


@require_safe
@vary_on_headers("HX-Request")
def finder(request: HttpRequest) -> HttpResponse:
    """Which municipality looks for a partner? Search results, or all of them by province."""
    reference, field = reference_of(request)
    query = request.GET.get("zoek", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    is_fragment = bool(getattr(request, "htmx", False))
    found = None
    if query:
        limit = AT_ONCE if is_fragment else ON_PAGE
        found = search_municipalities(query, on=reference.on, limit=limit)
    context = _results(query, found)
    if is_fragment:
        return render(request, "web/components/search_results.html", context)
    if found and found.only_exact and found.only_exact.exists and not field.error:
        return redirect(_address(found.only_exact.place) + carried(request))
    return render_dated(
        request,
        "citylinks/finder.html",
        None,
        reference,
        field,
        reference_note="",
        groups=() if query else municipalities_by_province(on=reference.on),
        countries=tuple(reference.leads),
        own=_own(request, reference),
        suffix=carried(request),
        breadcrumb=[*crumbs()[:-1], (_("Find a partner"), "")],
        **context,
    )


def crumbs() -> list[tuple[str, str]]:
    """The way to the pages of the finder, for their breadcrumb."""
    return [
        (_("City links"), reverse("citylinks")),
        (_("Find a partner"), reverse("citylinks-finder")),
    ]


def _address(place: Place) -> str:
    return reverse("citylinks-partners", args=[place.slug])


def _results(query: str, found: MunicipalitySearch | None) -> dict[str, object]:
    """What the search components need; municipalities that ended lead to those in their place."""
    hits = [hit for each in (found.found if found else ()) for hit in _hits(each)]
    results = tuple({hit.url: hit for hit in reversed(hits)}.values())[::-1]
    return {"value": query, "results": results}


def _hits(found: FoundMunicipality) -> list[Hit]:
    if not found.exists:
        note = _("in the place of %(name)s") % {"name": found.place.name}
        return [Hit(_address(heir.place), heir.place.name, note) for heir in found.heirs]
    note = found.province
    if found.matched_name:
        note = ". ".join(
            part
            for part in (note, _("Also known as “%(name)s”") % {"name": found.matched_name})
            if part
        )
    return [Hit(_address(found.place), found.place.name, note)]


def _own(request: HttpRequest, reference: Reference) -> tuple[Place, ...]:
    """The municipalities that the reader has a role in, on the day."""
    held = {r.municipality_id for r in actor_of(request).roles(reference.today)} - {None}
    if not held:
        return ()
    rows = Municipality.objects.filter(pk__in=[pk for pk in held if pk]).order_by("name", "code")
    return tuple(
        Place(m.code, m.name, m.slug, m.valid_from, m.valid_to)
        for m in rows
        if m.exists_on(reference.on)
    )
