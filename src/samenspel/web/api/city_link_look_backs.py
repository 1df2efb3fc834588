# SPDX-License-Identifier: EUPL-1.2
"""Look-backs of city links by the API: what was published last, without who said what."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Path, Router

from samenspel.citylinks.models import CityLink
from samenspel.citylinks.queries.activities_balance import Balance, Sums
from samenspel.citylinks.queries.look_back_shown import LookBackShown
from samenspel.citylinks.queries.look_backs import LookBackLine, look_backs_of, published_page
from samenspel.citylinks.queries.public_data import public_link
from samenspel.web.api import city_link_shapes as shapes
from samenspel.web.api.reading import page_address

Bandsleutel = Annotated[str, Path(max_length=120, pattern=r"^[-a-zA-Z0-9_]+$")]
Nummer = Annotated[int, Path(ge=1, le=2**31 - 1)]

router = Router(by_alias=True)


def link_at(slug: str) -> CityLink:
    """The public link with this key; Http404 when there is none, or it is not public."""
    found = public_link(slug)
    if found is None:
        raise Http404(slug)
    return found


@router.get(
    "/stedenbanden/{sleutel}/terugblikken/{nummer}",
    response=shapes.Terugblik,
    summary="Een terugblik",
)
def city_link_look_back(
    request: HttpRequest, sleutel: Bandsleutel, nummer: Nummer
) -> shapes.Terugblik:
    """De laatste editie van een terugblik, met de balans van geven en krijgen."""
    link = link_at(sleutel)
    line = next((one for one in look_backs_of(link, is_member=False) if one.pk == nummer), None)
    if line is None or line.edition is None:
        raise Http404(nummer)
    page = published_page(link, line.edition)
    return shapes.Terugblik(
        **look_back_line(request, link, line),
        **_told(page),
        activiteiten_per_jaar=[
            shapes.TerugblikTelling(soort=shapes.ACTIVITIES[kind], jaar=year, aantal=number)
            for kind, year, number in line.edition.content["counts"]
        ],
    )


def look_back_line(request: HttpRequest, link: CityLink, line: LookBackLine) -> dict[str, Any]:
    """The values of a published look-back in a list."""
    edition = line.edition
    assert edition is not None  # noqa: S101 - published ones only
    return {
        "nummer": line.pk,
        "titel": line.title,
        "eerste_dag": line.first_day,
        "laatste_dag": line.last_day,
        "editie": edition.number,
        "gepubliceerd_op": edition.on,
        "vervolg": shapes.VERDICTS[edition.content["verdict"]],
        "adres": page_address(request, "citylink-look-back", link.slug, line.pk),
    }


def _told(page: LookBackShown) -> dict[str, Any]:
    return {
        "inleiding": page.introduction,
        "doelen": [
            shapes.TerugblikDoel(
                titel=aim.title, tekst=aim.text, stand=shapes.AIMS[aim.state], uitleg=aim.became
            )
            for aim in page.aims
        ],
        "activiteiten": page.total,
        "totaal": _sums(page.given),
        "balans": _balance(page.balance),
        "veranderd": page.changed,
        "geleerd": page.learned,
        "lessen": [
            shapes.TerugblikLes(
                partij=one.party, geleerd_van=one.teacher, dag=one.on, tekst=one.text
            )
            for one in page.lessons
        ],
        "kosten": page.cost,
        "stemmen": len(page.voices),
        "vervolg_uitleg": page.verdict_text,
    }


def _balance(balance: Balance) -> list[shapes.PartijBalans]:
    return [
        shapes.PartijBalans(
            partij=one.name,
            gaf=_sums(one.gave),
            kreeg=_sums(one.received),
            lessen_geleerd=one.learned,
            lessen_gegeven=one.taught,
        )
        for one in balance.parties
    ]


def _sums(sums: Sums) -> shapes.Bijdragen:
    # Hours have two decimals: the number that is nearest is written as it was.
    return shapes.Bijdragen(uren=float(sums.hours), mensen=sums.people, euro=sums.euros)
