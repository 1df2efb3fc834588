# SPDX-License-Identifier: EUPL-1.2
"""A partner for every municipality, on the example: page, conditions, files."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenspel.analysis.complementarity import PartnerWeights
from samenspel.analysis.matching import EdgeRule, blocking_pairs
from samenspel.citylinks.queries.country_map import pairs_picture
from samenspel.citylinks.queries.country_pairs import CountryQuestion, country_pairs
from samenspel.citylinks.queries.country_scores import scores_of
from samenspel.citylinks.queries.partners_conditions import Conditions, allowed_pairs
from samenspel.register.queries.reference import reference
from tests.citylinks.small_links import user
from tests.insight.small_country import LOADED

PAGE = "/stedenbanden/land/"
THEN = "?peildatum=2026-06-01"
EDGES = f"{THEN}&wie=randen&groot=250000&klein=200000&groei=1000"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def found(**asked: Any):
    on = LOADED.date()
    pairs = country_pairs(reference(on=on, today=on), "nl", CountryQuestion(**asked))
    assert pairs is not None
    return pairs


def rows_of(client: Client, asked: str) -> list[dict[str, str]]:
    response = client.get(f"/stedenbanden/land.csv{asked}")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_page_opens_with_the_pairs_on_the_map_and_says_that_they_are_proven(client):
    html = text(client, PAGE + THEN)
    pairs = found()
    assert "Als elke gemeente een partner had" in html
    assert f"vormen {len(pairs.rows)} paren" in html
    assert "Dit is bewezen: geen andere verdeling in paren heeft een hoger totaal." in html
    assert html.count('class="tie ') == len(pairs.rows)
    assert html.index('id="pairs-map-title"') < html.index('id="pairs"')
    assert "Wij hebben bewezen dat het niet beter kan." in html
    assert html.index("Zo bewijzen we dit") < html.index("Elke gemeente krijgt een prijs.")
    assert "Wie wil liever ruilen?" in html
    swap = pairs.both.swaps[0]
    for place in (pairs.place(swap.one), pairs.place(swap.other)):
        assert re.search(rf'<span class="nowrap">{place.name}: [\d,]+</span>', html)


def test_the_page_is_there_in_english(client):
    html = text(client, f"/en{PAGE}{THEN}")
    assert "If every municipality had a partner" in html
    assert "Who would rather swap?" in html


def test_stable_pairs_are_those_nobody_would_swap_from(client):
    html = text(client, f"{PAGE}{THEN}&soort=stabiel")
    assert "Er zijn geen twee gemeenten die liever elkaar hebben." in html
    assert "Bekijk de beste paren voor allen samen" in html
    assert "Ook het beste voor allen" in html
    rows = rows_of(client, f"{THEN}&soort=stabiel")
    assert len(rows) == len(found(kind="stable").rows)


def test_conditions_hold_for_every_pair(client):
    rows = rows_of(client, f"{THEN}&minkm=60&provincie=other&los=on")
    assert rows
    assert all(float(row["distance_km"]) >= 60 for row in rows)
    pairs = found(conditions=Conditions(least_km=60, province="other", is_apart=True))
    ends = [(pairs.place(row.one), pairs.place(row.other)) for row in pairs.rows]
    assert [(one.code, other.code) for one, other in ends] == [
        (row["code"], row["partner_code"]) for row in rows
    ]
    assert all(one.province != other.province for one, other in ends)


def test_large_cities_get_partners_at_the_edge_with_the_reason(client):
    html = text(client, PAGE + EDGES)
    assert "Als elke grote stad een partner aan de rand had" in html
    assert "Groot is: 250.000 inwoners of meer" in html
    assert "Waarom aan de rand" in html
    assert "aan de rand blijven over zonder grote partner" in html
    assert all(row["at_the_edge"] for row in rows_of(client, EDGES))
    pairs = found(rule=EdgeRule(large=250_000, small=200_000, growth=1000))
    for row in pairs.rows:
        assert (pairs.sides[row.one], pairs.sides[row.other]) == ("large", "edge")
        assert pairs.reasons(row.other)


def test_without_anybody_large_the_page_says_that_no_pair_can_be_made(client):
    html = text(client, f"{PAGE}{THEN}&wie=randen&groot=9000000")
    assert "Er kan geen paar worden gemaakt" in html
    assert "niemand is aan de rand" in html
    assert "Er zijn te weinig cijfers bekend" in text(client, f"{PAGE}{THEN}&minkm=900")
    assert client.get(f"/stedenbanden/land.csv{THEN}&minkm=900").status_code == 404


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("&groot=veel", "een heel getal"),
        ("&minkm=-1", "een heel getal"),
        ("&soort=mooi", "niet een van de keuzes"),
        ("&wie=x", "niet een van de keuzes"),
    ],
    ids=["number", "below-zero", "kind", "whom"],
)
def test_what_cannot_be_asked_is_said_and_nothing_typed_is_lost(client, asked, says):
    html = text(client, f"{PAGE}{THEN}{asked}", 400)
    assert "Dit kan zo niet" in html
    assert says in html
    assert "Dit is bewezen" in html
    name, value = asked[1:].split("=")
    assert name not in ("groot", "minkm") or f'value="{value}"' in html
    assert client.get(f"/stedenbanden/land.csv{THEN}{asked}").status_code == 400


def test_an_impossible_date_is_said(client):
    assert client.get(f"{PAGE}?peildatum=2016-02-31").status_code == 400


def test_files_have_the_pairs_and_say_where_they_come_from(client):
    pairs = found()
    rows = rows_of(client, THEN)
    assert [row["code"] for row in rows] == [pairs.place(row.one).code for row in pairs.rows]
    said = json.loads(client.get(f"/stedenbanden/land.json{THEN}").content)
    assert said["definitions"] == ["/methoden/#city-link-pairs", "/methoden/#city-link-score"]
    assert len(said["rows"]) == len(rows)
    noted = json.loads(client.get(f"/stedenbanden/land.json{EDGES}").content)["notes"]
    assert any("250000" in note for note in noted)
    assert client.get(f"/stedenbanden/land.xlsx{THEN}").status_code == 200
    assert client.get(f"/stedenbanden/land.doc{THEN}").status_code == 404


def test_the_map_is_a_drawing_that_stands_by_itself(client):
    response = client.get(f"/stedenbanden/land.svg{THEN}")
    assert response["Content-Type"].startswith("image/svg+xml")
    drawing = ET.fromstring(response.content)  # noqa: S314 - our own
    lines = [p for p in drawing.iter() if "tie " in f"{p.get('class', '')} "]
    assert len(lines) == len(found().rows)


def test_the_swaps_are_those_of_the_method_and_who_is_left_has_no_pair():
    pairs = found()
    scores = scores_of(pairs.table, PartnerWeights())
    allowed = allowed_pairs(pairs.ground, Conditions())
    assert pairs.both.swaps == blocking_pairs(pairs.both.optimal, scores, allowed)
    assert not {end for pair in pairs.pairing.pairs for end in pair} & set(pairs.alone)


def test_the_legend_says_what_is_on_the_map():
    def legend(pairs):
        drawn = pairs_picture(pairs, address=lambda _row: "")
        assert drawn is not None
        return [item.css for item in drawn.picture.legend]

    assert "shade-self" in legend(found(rule=EdgeRule(large=250_000, small=200_000, growth=1000)))
    assert "shade-self" not in legend(found())


def test_the_number_of_queries_stays_the_same(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.get(PAGE + THEN)
    with django_assert_max_num_queries(12):
        client.get(PAGE + THEN)
    client.force_login(user("adviser"))
    client.get(PAGE + THEN)
    with django_assert_max_num_queries(12):
        client.get(PAGE + THEN)
