# SPDX-License-Identifier: EUPL-1.2
"""A group of partners that complement each other, on the example."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenspel.analysis.complementarity import PartnerWeights
from samenspel.citylinks.queries.group_page import GroupPage, group_page
from samenspel.citylinks.queries.partners_conditions import Conditions
from samenspel.citylinks.queries.partners_page import start_of
from samenspel.places.models import Municipality
from samenspel.register.queries.reference import reference
from tests.citylinks.small_links import user
from tests.insight.small_country import LOADED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
PAGE = "/stedenbanden/vinden/haarlem-gm0392/groep/"
FILE = "/stedenbanden/vinden/haarlem-gm0392/groep"
THEN = "?peildatum=2026-06-01"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def found(*, size: int = 3, weight: int = 1, **asked: Any) -> GroupPage:
    on = LOADED.date()
    place = Municipality.objects.get(code="GM0392")
    conditions = Conditions(**asked)
    start = start_of(place, reference(on=on, today=on), conditions)
    weights = PartnerWeights()
    return group_page(start, start.table, weights, conditions, size=size, weight=weight)


def test_the_page_opens_with_the_group_on_the_map_and_in_a_table(client: Client) -> None:
    html = text(client, PAGE + THEN)
    page = found()
    assert "Welke partners passen samen bij Haarlem?" in html
    assert "geen andere groep heeft een hoger totaal" in html
    assert html.index('id="group-map-title"') < html.index('id="members"')
    assert html.count('class="tie ') == len(page.members) == 3
    assert all(row.place.name in html for row in page.members)
    assert "Wie brengt wat?" in html


def test_the_page_is_there_in_english(client: Client) -> None:
    html = text(client, f"/en{PAGE}{THEN}")
    assert "Which partners together suit Haarlem?" in html
    assert "Who brings what?" in html


def test_what_is_brought_counts_once_and_the_parts_add_up() -> None:
    page = found(size=4)
    assert page.group.total == sum(row.score for row in page.members) + page.group.gain
    assert page.group.gain == sum(row.counted for row in page.means)
    assert all(row.gains[row.best] == row.counted for row in page.means)
    assert sum(row.adds for row in page.members) <= page.group.gain


def test_the_size_and_the_weight_are_in_the_address(client: Client) -> None:
    html = text(client, f"{PAGE}{THEN}&aantal=5&samen=4")
    assert html.count('class="tie ') == 5
    assert "telt 4 keer" in html
    assert "Dat laatste telt nu niet mee." in text(client, f"{PAGE}{THEN}&samen=0")


def test_without_weight_the_group_is_the_first_of_the_list(client: Client) -> None:
    assert found(weight=0).is_first
    html = text(client, f"{PAGE}{THEN}&samen=0")
    assert "De groep is gelijk aan de eersten van de lijst" in html


def test_who_brings_nothing_of_its_own_is_said_to(client: Client) -> None:
    nothing = "brengt niets wat de anderen niet ook brengen"
    page = found(size=4, weight=0)
    idle = [row for row in page.members if not row.adds]
    html = text(client, f"{PAGE}{THEN}&samen=0&aantal=4")
    assert html.count(nothing) == len(idle)
    assert ("vullen elkaar al aan" in html) == (page.is_first and not idle)
    other = next(page for size in range(2, 7) if not (page := found(size=size, weight=4)).is_first)
    html = text(client, f"{PAGE}{THEN}&samen=4&aantal={other.size}")
    assert "meer van hetzelfde" in html
    assert other.group.gain > other.first.gain


def test_conditions_and_weights_of_the_finder_count_here_too(client: Client) -> None:
    html = text(client, f"{PAGE}{THEN}&minkm=60&ruimte=2")
    assert "minstens 60 km ver" in html
    assert "Ruimte × 2" in html
    assert all((row.distance_km or 0) >= 60 for row in found(least_km=60).members)
    assert 'href="/stedenbanden/vinden/haarlem-gm0392/?minkm=60&amp;ruimte=2' in html


def test_nobody_in_the_group_is_said_and_leads_to_the_partners(client: Client) -> None:
    html = text(client, f"{PAGE}{THEN}&minkm=900")
    assert "Niemand kan in de groep zitten" in html
    assert client.get(f"{FILE}.csv{THEN}&minkm=900").status_code == 404


@pytest.mark.parametrize("asked", ["&aantal=7", "&aantal=x", "&samen=3", "&minkm=-1"])
def test_what_cannot_be_asked_is_said(client: Client, asked: str) -> None:
    assert "Dit kan zo niet" in text(client, f"{PAGE}{THEN}{asked}", 400)
    assert client.get(f"{FILE}.csv{THEN}{asked}").status_code == 400


def test_a_municipality_that_is_not_there_leads_to_its_successor(client: Client) -> None:
    html = text(client, f"/stedenbanden/vinden/delfzijl-gm0010/groep/{THEN}")
    assert "Eemsdelta" in html
    assert client.get(f"/stedenbanden/vinden/delfzijl-gm0010/groep.csv{THEN}").status_code == 404
    assert client.get("/stedenbanden/vinden/nergens/groep/").status_code == 404
    response = client.get(f"/stedenbanden/vinden/x-gm0392/groep/{THEN}")
    assert (response.status_code, response["Location"]) == (301, PAGE + THEN)


def test_files_have_what_each_brings_and_keep_what_was_asked(client: Client) -> None:
    asked = f"{THEN}&aantal=2&minkm=50"
    response = client.get(f"{FILE}.csv{asked}")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    page = found(size=2, least_km=50)
    assert [row["code"] for row in rows] == [row.place.code for row in page.members]
    said = json.loads(client.get(f"{FILE}.json{asked}").content)
    assert said["definitions"] == ["/methoden/#city-link-group", "/methoden/#city-link-score"]
    kept = "minkm=50&amp;peildatum=2026-06-01&amp;aantal=2"
    assert f'href="{FILE}.csv?{kept}"' in text(client, PAGE + asked)
    drawing = ET.fromstring(client.get(f"{FILE}.svg{asked}").content)  # noqa: S314 - our own
    lines = [p for p in drawing.iter() if str(p.get("class", "")).startswith("tie ")]
    assert len(lines) == 2
    assert client.get(f"{FILE}.doc{asked}").status_code == 404


def test_the_number_of_queries_stays_the_same(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(PAGE + THEN)
    with django_assert_max_num_queries(12):
        client.get(PAGE + THEN)
    client.force_login(user("adviser"))
    client.get(PAGE + THEN)
    with django_assert_max_num_queries(12):
        client.get(PAGE + THEN)
