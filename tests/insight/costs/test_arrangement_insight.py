# SPDX-License-Identifier: EUPL-1.2
"""One arrangement at a glance, on the example."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenspel.register.models import (
    ArrangementVersion,
    Board,
    Contribution,
    Participation,
    Seat,
    VersionDomain,
)
from samenspel.register.queries.facts import forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example", "_nothing_kept")]
SLUG = "stadsregio-amsterdam-voorbeeld"
THEN = "?peildatum=2012-06-26"
PAGE = f"/samenwerkingen/{SLUG}/inzicht/"
SAFETY = "veiligheidsregio-kennemerland-voorbeeld"


@pytest.fixture(name="_nothing_kept")
def nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def rows(client: Client, slug: str = SLUG, query: str = THEN) -> list[dict[str, Any]]:
    answer = client.get(f"/samenwerkingen/{slug}/inzicht.json{query}")
    found: list[dict[str, Any]] = json.loads(answer.content)["rows"]
    return found


def version() -> ArrangementVersion:
    return ArrangementVersion.objects.get(key="stadsregio-amsterdam")


def give_votes(**votes: int) -> None:
    """Votes in the general board by code; nobody else has a seat."""
    board = Board.objects.get(version=version(), kind=Board.Kind.GENERAL)
    for code, number in votes.items():
        participation = version().participations.get(municipality__code=code)
        Seat.objects.create(board=board, participation=participation, votes=number, source="proef")


def test_the_page_shows_who_is_large_and_says_what_is_unknown(client: Client) -> None:
    html = text(client, PAGE + THEN)
    assert "Hoe groot zijn de deelnemers?" in html
    assert "dus de invloed ook niet" in html
    assert "Wat de gemeenten betalen, is niet bekend." in html
    assert f'href="/samenwerkingen/{SLUG}/kosten/?peildatum=2012-06-26"' in html


def test_the_page_is_there_in_english(client: Client) -> None:
    assert "How large are the participants?" in text(client, f"/en{PAGE}{THEN}")


def test_shares_of_the_inhabitants_add_up_to_everybody(client: Client) -> None:
    found = rows(client)
    assert len(found) == 16
    assert found[0]["municipality"] == "Amsterdam"
    assert sum(row["population_share"] for row in found) == pytest.approx(1)
    assert {row["votes"] for row in found} == {None}
    assert {row["paid_eur"] for row in found} == {None}


def test_votes_and_influence_stand_beside_the_inhabitants(client: Client) -> None:
    give_votes(GM0363=50, GM0358=49, GM0362=1)
    html = text(client, PAGE + THEN)
    assert "van de invloed" in html
    assert "meeste: Amsterdam, 50" in html
    by_code = {row["municipality_code"]: row for row in rows(client)}
    assert [by_code[code]["banzhaf"] for code in ("GM0363", "GM0358", "GM0362")] == [0.6, 0.2, 0.2]
    assert by_code["GM0363"]["votes_share"] == 0.5
    assert by_code["GM0384"]["votes"] is None
    assert "geen stem" in html


def test_a_known_contribution_is_shown_and_the_others_stay_unknown(client: Client) -> None:
    html = text(client, f"/samenwerkingen/{SAFETY}/inzicht/?peildatum=2026-06-01")
    assert "€ 25.166.000" in html
    assert "elk 1" in html
    assert "Van 1 van de" in html
    assert "onbekend" in html
    paid = [row["paid_eur"] for row in rows(client, SAFETY, "?peildatum=2026-06-01")]
    assert sorted(map(str, paid))[0] == "25166000.0"
    assert paid.count(None) == len(paid) - 1


def test_payments_of_all_are_drawn_and_chosen_by_year(client: Client) -> None:
    for participation in version().participations.all():
        for year in (2011, 2012):
            Contribution.objects.create(
                participation=participation, year=year, amount_eur=Decimal(year), source="proef"
            )
    html = text(client, PAGE + THEN)
    assert "van de bijdragen" in html
    assert "De bijdragen zijn die van 2012." in html
    assert "?peildatum=2012-06-26&amp;jaar=2011" in html
    assert rows(client)[0]["paid_share"] == 1 / 16
    assert rows(client, query=f"{THEN}&jaar=2011")[0]["paid_eur"] == 2011
    assert rows(client, query=f"{THEN}&jaar=1812")[0]["paid_eur"] == 2012


def test_the_fit_is_the_figure_of_its_own_page(client: Client) -> None:
    fit = json.loads(client.get(f"/samenwerkingen/{SLUG}/woon-werk.json{THEN}").content)
    share = f"{100 * fit['share_inside']:.1f}".replace(".", ",")
    html = text(client, PAGE + THEN)
    assert f"<strong>{share}%</strong> binnen de samenwerking" in html
    assert f'href="/samenwerkingen/{SLUG}/woon-werk/?peildatum=2012-06-26"' in html


def test_without_commuting_the_page_says_so(client: Client) -> None:
    from samenspel.mobility.models import FlowSet

    FlowSet.objects.all().delete()
    assert "Er zijn geen cijfers over woon-werkverkeer" in text(client, PAGE + THEN)


def test_arrangements_with_the_same_members_and_tasks_are_named(client: Client) -> None:
    first = version()
    twin = ArrangementVersion.objects.exclude(arrangement=first.arrangement).filter(
        collection=first.collection, valid_from__lte="2012-01-01"
    )[0]
    twin.participations.all().delete()
    for old in first.participations.all():
        Participation.objects.create(
            version=twin, kind=old.kind, municipality=old.municipality,
            code=old.code, name=old.name, source="proef",
        )  # fmt: skip
    VersionDomain.objects.get_or_create(version=twin, scheme="policy_area", key="wonen")
    VersionDomain.objects.get_or_create(version=first, scheme="policy_area", key="wonen")
    forget()
    html = text(client, PAGE + THEN)
    assert "heeft precies dezelfde gemeenten" in html
    assert html.count(f"/samenwerkingen/{twin.arrangement.slug}/") >= 2
    assert "Samenwerkingen voor dezelfde taak" in html


def test_an_arrangement_without_a_task_says_that_nothing_can_be_compared(client: Client) -> None:
    VersionDomain.objects.filter(version=version()).delete()
    forget()
    assert "De bron zegt niet voor welke taak" in text(client, PAGE + THEN)


def test_outside_its_time_the_page_says_of_which_day_it_is(client: Client) -> None:
    html = text(client, f"{PAGE}?peildatum=2000-01-01")
    assert "geldt deze samenwerking niet" in html
    assert "Daarom vergelijken we niet." in html


def test_without_municipalities_there_is_nothing_to_compare(client: Client) -> None:
    version().participations.all().delete()
    forget()
    assert "Er doet geen gemeente mee" in text(client, PAGE + THEN)
    assert client.get(f"/samenwerkingen/{SLUG}/inzicht.svg{THEN}").status_code == 404


def test_who_is_no_municipality_is_said(client: Client) -> None:
    Participation.objects.create(
        version=version(), kind=Participation.Kind.PROVINCE, name="Noord-Holland", source="proef"
    )
    assert "zit niet in deze cijfers: 1 provincie." in text(client, PAGE + THEN)


def test_the_files_have_every_member(client: Client) -> None:
    base = f"/samenwerkingen/{SLUG}/inzicht"
    body = client.get(f"{base}.csv{THEN}").content.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(body)))
    assert [row["municipality_code"] for row in found] == [
        row["municipality_code"] for row in rows(client)
    ]
    assert "/methoden/#voting-power" in found[0]["definition"]
    drawn = ET.fromstring(client.get(f"{base}.svg{THEN}").content)  # noqa: S314 - our own
    assert drawn.tag.endswith("svg")


def test_bad_addresses(client: Client) -> None:
    assert client.get("/samenwerkingen/nergens/inzicht/").status_code == 404
    assert client.get(f"{PAGE}?peildatum=gisteren").status_code == 400
    assert client.get(f"/samenwerkingen/{SLUG}/inzicht.csv?peildatum=x").status_code == 400
    assert client.get(f"/samenwerkingen/{SLUG}/inzicht.pdf{THEN}").status_code == 404
    assert client.get(f"{PAGE}{THEN}&jaar=²²²²").status_code == 200


def test_the_page_asks_few_queries(client: Client) -> None:
    client.get(PAGE + THEN)
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE + THEN)
    assert len(queries) <= 10
