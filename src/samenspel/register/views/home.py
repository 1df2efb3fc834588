# SPDX-License-Identifier: EUPL-1.2
"""The home page with its one question, and finding a municipality."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from samenspel.places.models import Country
from samenspel.places.notation import written
from samenspel.places.queries.municipalities import (
    MunicipalitySearch,
    municipalities_by_province,
    search_municipalities,
)
from samenspel.register.queries.collections import collection_label, lead_note
from samenspel.register.queries.home import CountryOverview, country_overview
from samenspel.register.queries.municipality.facts import KeyFigure
from samenspel.register.views.reference import reference_of, render_dated

AT_ONCE = 8
"""Hits while one types; the page itself lists more."""
ON_PAGE = 50
LONGEST_QUERY = 100


@dataclass(frozen=True)
class Choice:
    """A way to see the page for another country."""

    label: str
    url: str
    current: bool


def carried(request: HttpRequest) -> str:
    """The query string that links carry along: reference date and chosen source."""
    kept = [(k, request.GET[k][:100]) for k in ("peildatum", "bron") if request.GET.get(k)]
    return f"?{urlencode(kept)}" if kept else ""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One question, and a map of the country."""
    reference, field = reference_of(request)
    countries = [c for c in Country if c.value in reference.leads]
    asked = request.GET.get("land", "")
    if reference.chosen and asked not in reference.leads:
        asked = reference.chosen.country
    country = next((c for c in countries if c.value == asked), countries[0] if countries else None)
    if country is None:
        return render_dated(request, "register/home.html", None, reference, field)
    page = country_overview(reference, country.value, suffix=carried(request))
    return render_dated(
        request,
        "register/home.html",
        page,
        reference,
        field,
        reference_note=lead_note(page.lead),
        figures=_key_figures(page),
        source_title=collection_label(page.lead.collection),
        choices=_choices(request, countries, country) if len(countries) > 1 else (),
    )


def _key_figures(page: CountryOverview) -> tuple[KeyFigure, ...]:
    unknown = page.municipalities - page.known
    note = ngettext(
        "nothing is known of %(number)d of them", "nothing is known of %(number)d of them", unknown
    ) % {"number": unknown}
    return (
        KeyFigure(
            written(page.arrangements),
            _("arrangements in force"),
            url=reverse("arrangements"),
        ),
        KeyFigure(
            written(page.municipalities),
            _("municipalities"),
            note if unknown else "",
            reverse("municipalities"),
        ),
        KeyFigure(
            written(page.mean, 2),
            _("arrangements per municipality, on average"),
            _("from %(fewest)d to %(most)d") % {"fewest": page.fewest, "most": page.most}
            if page.known
            else "",
            f"{reverse('methods')}#mean",
        ),
    )


def _choices(
    request: HttpRequest, countries: list[Country], shown: Country | None
) -> tuple[Choice, ...]:
    found = []
    for country in countries:
        parameters = request.GET.copy()
        # A source is of one country; the other has its own.
        parameters.pop("bron", None)
        parameters["land"] = country.value
        label = str(country.label)
        found.append(Choice(label, f"?{parameters.urlencode()}", country == shown))
    return tuple(found)


@require_safe
@vary_on_headers("HX-Request")
def municipalities(request: HttpRequest) -> HttpResponse:
    """Search results, or without a query every municipality by province."""
    reference, field = reference_of(request)
    query = request.GET.get("zoek", "").strip()[:LONGEST_QUERY]
    is_fragment = bool(getattr(request, "htmx", False))
    found: MunicipalitySearch | None = None
    if query:
        found = search_municipalities(
            query, on=reference.on, limit=AT_ONCE if is_fragment else ON_PAGE
        )
    if is_fragment:
        context = {"found": found, "reference": reference, "is_fragment": True}
        return render(request, "register/municipalities_found.html", context)
    if found and found.only_exact and not field.error:
        slug = found.only_exact.place.slug
        return redirect(reverse("municipality", args=[slug]) + carried(request))
    land = request.GET.get("land", "")
    country = next((c for c in Country if c.value == land), None)
    groups = (
        ()
        if found
        else municipalities_by_province(on=reference.on, country=country.value if country else "")
    )
    everywhere = request.GET.copy()
    everywhere.pop("land", None)
    choices = (
        Choice(_("Both countries"), f"?{everywhere.urlencode()}", country is None),
        *_choices(request, list(Country), country),
    )
    return render_dated(
        request,
        "register/municipalities.html",
        groups,
        reference,
        field,
        reference_note="",
        found=found,
        query=query,
        number=sum(len(group.places) for group in groups),
        suffix=carried(request),
        choices=choices if len(reference.leads) > 1 else (),
        breadcrumb=[(_("Municipalities"), "")],
    )
