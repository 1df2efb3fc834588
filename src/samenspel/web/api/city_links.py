# SPDX-License-Identifier: EUPL-1.2
"""Reading city links by the API: what everybody sees. No log-in needed, none looked at.

A link that is not public is not there. People, contacts, photos and who said what are in no answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router

from samenspel.citylinks.models import CityLink, Party
from samenspel.citylinks.queries.look_backs import look_backs_of
from samenspel.citylinks.queries.public_data import LinkFilter, find_links
from samenspel.citylinks.queries.public_page import PublicPage, Thing, public_page
from samenspel.places.models import Municipality
from samenspel.places.reference_dates import EARLIEST, LATEST
from samenspel.web.api import city_link_shapes as shapes
from samenspel.web.api.city_link_look_backs import Bandsleutel, link_at, look_back_line
from samenspel.web.api.reading import GemeenteCode, Pagina, PaginaGrootte, Part, page_address

Dag = Annotated[
    date | None,
    Query(
        ge=EARLIEST,
        le=LATEST,
        description="Alleen wat op deze dag liep, met wie er toen meedeed; zonder: alles",
    ),
]
Gemeente = Annotated[
    str, Query(pattern=r"^(|GM[0-9]{4}|[0-9]{5})$", description="Code; zonder: alle")
]

router = Router(by_alias=True)


def key_of(words: Mapping[str, str], word: str | None) -> str:
    """The code behind a word of the API; empty where none was asked for."""
    return next((key for key, its in words.items() if its == word), "")


@router.get("/stedenbanden", response=shapes.Stedenbanden, summary="Stedenbanden")
def city_links(
    request: HttpRequest,
    gemeente: Gemeente = "",
    land: Annotated[
        str, Query(pattern=r"^(|[A-Z]{2})$", description="Van een partij: ISO 3166-1")
    ] = "",
    fase: shapes.Fase | None = None,
    soort: shapes.Soort | None = None,
    peildatum: Dag = None,
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.Stedenbanden:
    """De openbare stedenbanden, op naam; ook die zijn beëindigd, met wat zij leerden."""
    asked = LinkFilter(
        gemeente, land, key_of(shapes.STAGES, fase), key_of(shapes.KINDS, soort), peildatum
    )
    return _listed(request, asked, Part(pagina, pagina_grootte))


@router.get(
    "/gemeenten/{code}/stedenbanden",
    response=shapes.Stedenbanden,
    summary="De stedenbanden van een gemeente",
)
def city_links_of_municipality(
    request: HttpRequest,
    code: GemeenteCode,
    peildatum: Dag = None,
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.Stedenbanden:
    """De openbare stedenbanden waaraan de gemeente meedoet of meedeed."""
    if not Municipality.objects.filter(code=code).exists():
        raise Http404(code)
    return _listed(request, LinkFilter(code, on=peildatum), Part(pagina, pagina_grootte))


def _listed(request: HttpRequest, asked: LinkFilter, part: Part) -> shapes.Stedenbanden:
    today = timezone.localdate()
    found = find_links(asked, today=today)
    return shapes.Stedenbanden(
        aantal=len(found),
        pagina=part.number,
        pagina_grootte=part.size,
        resultaten=[
            shapes.StedenbandKort(
                **_short(request, row.line.link, row.parties, asked.on or today),
                activiteiten=row.line.done,
            )
            for row in part.of(found)
        ],
    )


def _short(
    request: HttpRequest, link: CityLink, parties: tuple[Party, ...], on: date
) -> dict[str, Any]:
    return {
        "sleutel": link.slug,
        "naam": link.name,
        "soort": shapes.KINDS[link.kind],
        "fase": shapes.STAGES[link.stage],
        "doel": link.purpose,
        "begonnen_op": link.begun_on,
        "beeindigd_op": link.ended_on,
        "partijen": [
            shapes.Partij(
                naam=party.name,
                gemeente_code=party.municipality.code if party.municipality else "",
                land=party.country,
                doet_mee=party.takes_part(on),
                geldig_vanaf=party.valid_from,
                geldig_tot=party.valid_to,
            )
            for party in parties
        ],
        "samenwerking": link.arrangement_slug,
        "bron": link.source,
        "adres": page_address(request, "citylink", link.slug),
    }


@router.get("/stedenbanden/{sleutel}", response=shapes.Stedenband, summary="Een stedenband")
def city_link(
    request: HttpRequest,
    sleutel: Bandsleutel,
    peildatum: Annotated[
        date | None, Query(ge=EARLIEST, le=LATEST, description="Wie er dan meedoet; zonder: nu")
    ] = None,
) -> shapes.Stedenband:
    """Een stedenband zoals iedereen die ziet: wie, waarom, wat is afgesproken en wat komt."""
    link = link_at(sleutel)
    on = peildatum or timezone.localdate()
    page = public_page(link, on=on)
    kinds = Counter(one.kind for one in page.activities)
    return shapes.Stedenband(
        **_short(request, link, tuple(link.parties.all()), on),
        activiteiten=len(page.activities),
        waarom_beeindigd=link.ended_because,
        geleerd_bij_einde=link.ended_lesson,
        **_agreed(page),
        activiteiten_per_soort=[
            shapes.ActiviteitTelling(soort=word, aantal=kinds[key])
            for key, word in shapes.ACTIVITIES.items()
            if key in kinds
        ],
        gepland=[
            shapes.Gepland(dag=one.on, titel=one.title, plaats=one.place) for one in page.planned
        ],
        stukken=[_document(request, link, one) for one in page.documents],
        terugblikken=[
            shapes.TerugblikKort(**look_back_line(request, link, one))
            for one in look_backs_of(link, is_member=False)
        ],
    )


def _agreed(page: PublicPage) -> dict[str, Any]:
    agreement = page.agreement
    return {
        "overeenkomst": shapes.StedenbandOvereenkomst(
            titel=agreement.title,
            getekend_op=agreement.signed_on,
            laatste_dag=agreement.last_day,
        )
        if agreement
        else None,
        "doelen": [shapes.StedenbandDoel(titel=title, tekst=text) for title, text in page.aims],
        "besluiten": [
            shapes.StedenbandBesluit(
                dag=one.on,
                partij=one.party.name,
                orgaan=shapes.BODIES[one.body],
                onderwerp=shapes.ABOUT[one.about],
                aangenomen=one.is_adopted,
                stemmen_voor=one.votes_for,
                stemmen_tegen=one.votes_against,
            )
            for one in page.decisions
        ],
    }


def _document(request: HttpRequest, link: CityLink, one: Thing) -> shapes.Stuk:
    return shapes.Stuk(
        dag=one.on,
        titel=one.title,
        tekst=one.text,
        mediatype=one.kind,
        grootte=one.size,
        adres=page_address(request, "citylink-document-file", link.slug, one.pk),
    )


@router.get(
    "/stedenbanden/{sleutel}/activiteiten",
    response=shapes.StedenbandActiviteiten,
    summary="Wat zij samen deden",
)
def city_link_activities(
    request: HttpRequest,
    sleutel: Bandsleutel,
    soort: shapes.Activiteitsoort | None = None,
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.StedenbandActiviteiten:
    """De openbare activiteiten die zijn gedaan, de nieuwste eerst."""
    del request
    page = public_page(link_at(sleutel), on=timezone.localdate())
    kind = key_of(shapes.ACTIVITIES, soort)
    found = [one for one in page.activities if kind in ("", one.kind)]
    return shapes.StedenbandActiviteiten(
        aantal=len(found),
        pagina=pagina,
        pagina_grootte=pagina_grootte,
        resultaten=[
            shapes.StedenbandActiviteit(
                titel=one.title,
                soort=shapes.ACTIVITIES[one.kind],
                dag=one.on,
                plaats=one.place,
                tekst=one.text,
                bron=one.source,
            )
            for one in Part(pagina, pagina_grootte).of(found)
        ],
    )


@router.get(
    "/stedenbanden/{sleutel}/lessen", response=shapes.StedenbandLessen, summary="Wat zij leerden"
)
def city_link_lessons(
    request: HttpRequest,
    sleutel: Bandsleutel,
    pagina: Pagina = 1,
    pagina_grootte: PaginaGrootte = 50,
) -> shapes.StedenbandLessen:
    """De openbare lessen, de nieuwste eerst."""
    del request
    found = list(public_page(link_at(sleutel), on=timezone.localdate()).lessons)
    return shapes.StedenbandLessen(
        aantal=len(found),
        pagina=pagina,
        pagina_grootte=pagina_grootte,
        resultaten=[
            shapes.StedenbandLes(partij=one.place, dag=one.on, tekst=one.text)
            for one in Part(pagina, pagina_grootte).of(found)
        ],
    )
