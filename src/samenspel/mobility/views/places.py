# SPDX-License-Identifier: EUPL-1.2
"""The page about the commuting of a municipality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.mobility.queries.place_flows import Partner
from samenspel.mobility.queries.place_page import CommutingPage, commuting_page
from samenspel.places.models import Municipality
from samenspel.places.notation import written
from samenspel.places.queries.history import Place
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import Choice, carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

INWARD = "in"
"""Value of ``?richting=`` for who works here; anything else is where residents work."""
ASKED = ("jaar", "richting", "peildatum", "bron")


@dataclass(frozen=True)
class FlowRow:
    """A flow in the chosen direction: a line of the table, its figures as a reader writes them.

    ``back`` is the flow the other way.
    """

    code: str
    name: str
    url: str
    amount: str
    share: float
    percent: str
    back: str


def municipality_at(slug: str) -> Municipality:
    """The municipality at an address, or of the code that ends it; Http404 when there is none."""
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        code = slug.rpartition("-")[2].upper()
        found = Municipality.objects.filter(code=code).first()
    if found is None:
        raise Http404(slug)
    return found


def asked_page(
    request: HttpRequest, chosen: Municipality, *, linked: bool = True
) -> tuple[CommutingPage, Reference, ReferenceDateField, str]:
    """The page that a request asks for, its reference, and what is wrong with the year.

    ``linked``: whether the map leads to other pages; a file of it cannot.
    """
    reference, field = reference_of(request)
    year, error = year_of_request(request)
    suffix = carried(request)
    page = commuting_page(
        chosen,
        reference,
        year=year,
        outward=request.GET.get("richting") != INWARD,
        address=lambda place: _address(place, suffix) if linked else "",
    )
    if year is not None and page.years and year not in page.years:
        error = _("There are no figures of this year. Shown is the latest year.")
    return page, reference, field, error


@require_safe
def commuting(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the people of a municipality work, and who works there."""
    chosen = municipality_at(slug)
    suffix = carried(request)
    if chosen.slug != slug:
        address = reverse("municipality-commuting", args=[chosen.slug])
        return redirect(address + suffix, permanent=True)
    page, reference, field, year_error = asked_page(request, chosen)
    rows = flow_rows(page, suffix)
    home = reverse("municipality", args=[chosen.slug]) + suffix
    response = render_dated(
        request,
        "mobility/place.html",
        page,
        reference,
        field,
        year_error=year_error,
        figures=_figures(page),
        rows=rows,
        top=rows[: len(page.named)],
        rest=_rest(page),
        years=_years(request, page),
        directions=_directions(request, page),
        downloads=_downloads(request, page),
        municipality_url=home,
        # For the many links to pages like this one: base, slug, suffix.
        municipalities_base=reverse("municipalities"),
        commuting_suffix=f"woon-werk/{suffix}",
        breadcrumb=[
            (_("Municipalities"), reverse("municipalities")),
            (chosen.name, home),
            (_("Commuting"), ""),
        ],
    )
    if year_error:
        response.status_code = 400
    return response


def _address(place: Place, suffix: str) -> str:
    return reverse("municipality-commuting", args=[place.slug]) + suffix if place.slug else ""


def year_of_request(request: HttpRequest) -> tuple[int | None, str]:
    """``?jaar=`` and what is wrong with it; empty when nothing is."""
    text = request.GET.get("jaar", "").strip()[:20]
    if not text:
        return None, ""
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        return None, _("Write the year as four digits. Shown is the latest year.")
    return int(text), ""


def flow_rows(page: CommutingPage, suffix: str) -> list[FlowRow]:
    """The flows in the chosen direction, the largest first."""
    base = reverse("municipalities")
    # Writing a figure takes longer than all the rest of a line, and most come many times.
    text = cache(written)

    def row(partner: Partner) -> FlowRow:
        place = partner.place
        amount, share, back = partner.there, partner.share_there, partner.back
        if not page.outward:
            amount, share, back = partner.back, partner.share_back, partner.there
        return FlowRow(
            code=place.code,
            name=place.name,
            url=f"{base}{place.slug}/woon-werk/{suffix}",
            amount=text(amount, 0),
            share=share,
            percent=f"{text(round(100 * share, 6), 1)}%",
            back=text(back or None, 0),
        )

    return [row(partner) for partner in page.shown]


def _rest(page: CommutingPage) -> Mapping[str, float | str] | None:
    """What goes to or comes from municipalities that are not named beside the map."""
    if page.year is None or not page.rest:
        return None
    whole = page.year.residents if page.outward else page.year.jobs
    return {"amount": written(page.rest, 0), "share": page.rest / whole}


def _figures(page: CommutingPage) -> list[dict[str, str]]:
    if page.year is None:
        return []
    year, name = page.year, {"name": page.place.name}
    return [
        {"value": written(year.residents, 0), "label": _("jobs of people from %(name)s") % name},
        {"value": written(year.jobs, 0), "label": _("jobs in %(name)s") % name},
        {
            "value": written(year.inside, 0),
            "label": _("jobs of people who live and work in %(name)s") % name,
            "note": _("%(residents)s%% of the residents’ jobs, %(jobs)s%% of the jobs there")
            % {
                "residents": written(None if year.stays is None else 100 * year.stays, 1),
                "jobs": written(None if year.own is None else 100 * year.own, 1),
            },
        },
    ]


def _choice(request: HttpRequest, name: str, value: str, label: str, **rest: object) -> Choice:
    """A link to this page with one parameter changed; an empty value leaves it out."""
    parameters = request.GET.copy()
    parameters.pop(name, None)
    if value:
        parameters[name] = value
    return Choice(label, f"?{parameters.urlencode()}{rest['at']}", bool(rest["current"]))


def _directions(request: HttpRequest, page: CommutingPage) -> tuple[Choice, ...]:
    name = {"name": page.place.name}
    return tuple(
        _choice(request, "richting", value, label, at="#stromen", current=outward == page.outward)
        for value, label, outward in (
            ("", _("Where people from %(name)s work") % name, True),
            (INWARD, _("Who works in %(name)s") % name, False),
        )
    )


def _years(request: HttpRequest, page: CommutingPage) -> tuple[Choice, ...]:
    shown = page.flow_set.year if page.flow_set else None
    return tuple(
        _choice(
            request,
            "jaar",
            "" if year == page.years[0] else str(year),
            str(year),
            at="",
            current=year == shown,
        )
        for year in reversed(page.years)
    )


def _downloads(request: HttpRequest, page: CommutingPage) -> list[tuple[str, str]]:
    asked = {key: request.GET[key] for key in ASKED if request.GET.get(key)}
    suffix = f"?{urlencode(asked)}" if asked else ""
    kinds = ("csv", "json", "svg") if page.picture is not None else ("csv", "json")
    view = "municipality-commuting-download"
    return [(kind.upper(), reverse(view, args=[page.place.slug, kind]) + suffix) for kind in kinds]
