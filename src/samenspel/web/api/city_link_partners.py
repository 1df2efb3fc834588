# SPDX-License-Identifier: EUPL-1.2
"""Partners for a city link by the API: the ranking, a pair, and what municipalities share.

What the pages and the command line compute, with every factor as an exact fraction.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Query, Router

from samenspel.analysis.complementarity import RANK_ONE, Column, Pair, Part, Partner
from samenspel.analysis.policy_areas import THEMES
from samenspel.citylinks.forms.finder import FACTOR_FIELDS, THEME_FIELDS
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.pair import PairPage
from samenspel.citylinks.queries.partners_page import PartnersPage
from samenspel.citylinks.queries.public_data import shared_entries
from samenspel.citylinks.views.pair import asked_pair
from samenspel.citylinks.views.partners import Asked, asked
from samenspel.citylinks.views.partners_files import METHODS, credits_of
from samenspel.places.models import Municipality
from samenspel.register.queries.facts import MunicipalityFacts
from samenspel.web.api import city_link_partner_shapes as shapes
from samenspel.web.api import reading
from samenspel.web.api.city_link_questions import QUESTIONS, require_possible
from samenspel.web.api.city_link_shapes import ENTRIES, Profielpunt, Profielpunten, Puntsoort
from samenspel.web.api.city_links import Gemeente, key_of
from samenspel.web.api.reading import GemeenteCode, Pagina, PaginaGrootte, page_address

router = Router(by_alias=True)
ASKED = {"parameters": QUESTIONS}


def _municipality(code: str) -> Municipality:
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        raise Http404(code)
    return found


@router.get(
    "/gemeenten/{code}/partners",
    response=shapes.Partners,
    summary="Partners voor een stedenband",
    openapi_extra=ASKED,
)
def city_link_partners(
    request: HttpRequest,
    code: GemeenteCode,
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 10,
) -> shapes.Partners:
    """Alle vergeleken gemeenten, de beste partner eerst; wie een voorwaarde niet haalt scoort 0."""
    chosen = _municipality(code)
    found = asked(request, chosen)
    require_possible(found)
    page = found.page
    part = reading.Part(pagina, pagina_grootte)
    return shapes.Partners(
        **_question(request, found, chosen, (*METHODS, "city-link-robustness")),
        reden=shapes.REASONS[page.found.reason if page else found.start.reason],
        opvolgers=[heir.place.code for heir in found.start.heirs],
        **(_compared(page) if page else _NOBODY),
        aantal=len(page.found.places) if page else 0,
        pagina=pagina,
        pagina_grootte=pagina_grootte,
        resultaten=[_partner(request, page, one) for one in part.of(list(page.found.places))]
        if page
        else [],
    )


_NOBODY: dict[str, Any] = {
    "indicatoren": [],
    "zonder_cijfers": [],
    "deelden_iets": [],
    "niet_vergeleken": [],
    "toevallige_wegingen": 0,
}


def _compared(page: PartnersPage) -> dict[str, Any]:
    found = page.found
    table, row = found.table, found.table.row(found.code)
    weights = found.weights.of(table.indicators).tolist()
    return {
        "indicatoren": [
            shapes.EigenIndicator(
                **_indicator(column, weight),
                waarde=_value(float(column.values[row])),
                rang=int(column.ranks[row]) if column.ranks[row] >= 0 else None,
            )
            for column, weight in zip(table.columns, weights, strict=True)
        ],
        "zonder_cijfers": list(table.left_out),
        "deelden_iets": sorted(table.entries.codes),
        "niet_vergeleken": list(found.not_compared),
        "toevallige_wegingen": page.tried,
    }


def _value(value: float) -> float | None:
    return None if value != value else value  # nan is unknown


def _question(
    request: HttpRequest, found: Asked, chosen: Municipality, methods: tuple[str, ...]
) -> dict[str, Any]:
    """What was asked, and where the figures come from."""
    sources, licences = credits_of(found) if found.form else ((), ())
    weights = found.form.weights if found.form else None
    return {
        "peildatum": found.reference.on,
        "gemeente": _place(request, chosen),
        "wegingen": [
            shapes.Weging(naam=names[key], gewicht=number)
            for names, numbers in (
                ((THEME_FIELDS, weights.themes), (FACTOR_FIELDS, weights.factors))
                if weights
                else ()
            )
            for key, number in numbers.items()
        ],
        "gevraagd": found.form.asked if found.form else {},
        "hoogste_rang": RANK_ONE,
        "bronnen": list(sources),
        "licenties": list(licences),
        "methoden": [f"{request.build_absolute_uri(reverse('methods'))}#{key}" for key in methods],
    }


def _place(request: HttpRequest, row: Municipality | MunicipalityFacts) -> shapes.PartnerGemeente:
    return shapes.PartnerGemeente(
        code=row.code,
        naam=row.name,
        adres=page_address(request, "citylinks-partners", row.slug),
    )


def exact(number: Fraction) -> shapes.Breuk:
    """A fraction as it is, and the decimal nearest to it."""
    return shapes.Breuk(breuk=str(number), decimaal=float(number))


def _score(pair: Pair) -> dict[str, Any]:
    factors = pair.factors
    return {
        "gelijk_in_opgaven": exact(factors.alike),
        "verschil_in_middelen": exact(factors.unlike),
        "wederkerigheid": exact(factors.reciprocity),
        "winst": exact(factors.gain),
        "winst_van_partner": exact(factors.back),
        "bekend_van_beide": exact(pair.coverage),
        "cijfers": [
            shapes.Bijdrage(sleutel=key, bijdrage=exact(part))
            for key, part in pair.figure_contributions.items()
        ],
    }


def _shared(part: Part) -> dict[str, Any]:
    return {
        "gedeeld": part.shared,
        "zwaarste": part.either,
        "winst": part.gain,
        "winst_van_partner": part.back,
        "bijdrage": exact(part.contribution),
    }


def _partner(request: HttpRequest, page: PartnersPage, partner: Partner) -> shapes.GevondenPartner:
    pair, ground = partner.pair, page.start.ground
    place = ground.places[ground.rows[pair.other]]
    return shapes.GevondenPartner(
        **_score(pair),
        plaats=partner.rank,
        code=place.code,
        naam=place.name,
        score=exact(pair.score),
        score_zonder_voorwaarden=exact(pair.value),
        voldoet_niet_aan=[shapes.FAILURES[key] for key in pair.fails],
        blijft=partner.stays,
        hoogste_plaats=partner.best,
        laagste_plaats=partner.worst,
        afstand_km=_km(ground.distance_km(pair.code, pair.other)),
        indicatoren=[
            shapes.PartnerIndicator(
                sleutel=part.key, waarde=part.other_value, rang=part.other_rank, **_shared(part)
            )
            for part in pair.parts
        ],
        adres=page_address(request, "citylinks-pair", page.start.place.slug, place.slug),
    )


def _km(distance: float | None) -> float | None:
    return None if distance is None else round(distance, 1)


def _indicator(column: Column, weight: int) -> dict[str, Any]:
    indicator = column.indicator
    return {
        "sleutel": indicator.key,
        "naam": words.indicator_label(indicator.key),
        "zijde": shapes.SIDES[indicator.side],
        "thema": THEME_FIELDS[indicator.theme],
        "cijfer": indicator.figure,
        "omgekeerd": indicator.is_reversed,
        "gewicht": weight,
        "reden": words.reason(indicator.key),
        "edities": [
            shapes.CijferEditie(dag=edition.on, sinds=edition.since, bron=edition.source)
            for edition in column.editions.values()
        ],
    }


@router.get(
    "/gemeenten/{code}/partners/{partner}",
    response=shapes.Paar,
    summary="Twee gemeenten naast elkaar",
    openapi_extra=ASKED,
)
def city_link_pair(request: HttpRequest, code: GemeenteCode, partner: GemeenteCode) -> shapes.Paar:
    """Elk cijfer van beide, wat elk wint, en wat zij al samen doen."""
    chosen, other = _municipality(code), _municipality(partner)
    if chosen == other:
        raise Http404(partner)
    found = asked_pair(request, chosen, other)
    require_possible(found.asked)
    page = found.page
    if page is None:
        raise Http404(partner)
    return shapes.Paar(
        **_question(request, found.asked, chosen, METHODS),
        **_score(page.pair),
        **_pair(page),
        partner=_place(request, other),
        adres=page_address(request, "citylinks-pair", chosen.slug, other.slug),
    )


def _pair(page: PairPage) -> dict[str, Any]:
    pair = page.pair
    columns = pair.question.table.columns
    return {
        "vergelijkbaar": pair.is_compared,
        "score": exact(pair.value),
        "voldoet_niet_aan": [shapes.FAILURES[key] for key in page.fails],
        "plaats": page.own_rank,
        "vergeleken": page.own_compared,
        "plaats_omgekeerd": page.other_rank,
        "vergeleken_omgekeerd": page.other_compared,
        "afstand_km": _km(page.distance_km),
        "samen": [shapes.Samen(sleutel=one.slug, naam=one.name) for one in page.together],
        "samen_onbekend": page.together_unknown,
        "fusie": page.is_merger,
        "indicatoren": [
            shapes.PaarIndicator(
                **_indicator(column, part.weight),
                waarde=part.own_value,
                waarde_van_partner=part.other_value,
                rang=part.own_rank,
                rang_van_partner=part.other_rank,
                **_shared(part),
            )
            for column, part in zip(columns, pair.parts, strict=True)
        ],
        "passend": [
            shapes.Passend(
                thema=fit.theme,
                gever=fit.giver,
                nemer=fit.taker,
                biedt=list(fit.gives),
                vraagt=list(fit.wants),
                gedeelde_opgave=fit.is_shared,
            )
            for fit in page.fits
        ],
    }


@router.get("/profielpunten", response=Profielpunten, summary="Wat gemeenten delen")
def profile_entries(
    request: HttpRequest,
    gemeente: Gemeente = "",
    land: Annotated[str, Query(pattern=r"^(|nl|be)$", description="nl of be")] = "",
    soort: Puntsoort | None = None,
    thema: Annotated[
        str, Query(pattern=f"^(|{'|'.join(THEMES)})$", description="Sleutel van een thema")
    ] = "",
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> Profielpunten:
    """Aanbod, vraag, opgaven, sterke en zwakke punten die gemeenten zelf openbaar delen."""
    rows = shared_entries(
        municipality=gemeente, country=land, kind=key_of(ENTRIES, soort), theme=thema
    )
    first = (pagina - 1) * pagina_grootte
    return Profielpunten(
        aantal=rows.count(),
        pagina=pagina,
        pagina_grootte=pagina_grootte,
        resultaten=[
            Profielpunt(
                gemeente_code=row.municipality.code,
                gemeente=row.municipality.name,
                soort=ENTRIES[row.kind],
                thema=row.theme,
                beleidsterrein=row.domain,
                tekst=row.text,
                adres=page_address(request, "citylinks-profile", row.municipality.slug),
            )
            for row in rows[first : first + pagina_grootte]
        ],
    )
