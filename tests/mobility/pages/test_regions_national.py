# SPDX-License-Identifier: EUPL-1.2
"""Functional regions on the national figures: known outcomes, few queries, and sound drawings."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import shapely
from django.test import Client

from samenspel.accounts.models import User
from samenspel.mobility.models import FlowSet, Run
from samenspel.mobility.queries.flows import _flows
from samenspel.places.queries.maps import _stored_shapes

pytestmark = [pytest.mark.national, pytest.mark.django_db, pytest.mark.usefixtures("national")]
PAGE = "/woon-werk/regios/"
MOST = 12
PAGES = (
    PAGE,
    f"{PAGE}?schaal=klein&jaar=2006",
    f"{PAGE}?aaneengesloten=1",
    f"{PAGE}utrecht-gm0344/",
    f"{PAGE}vergelijken/",
    f"{PAGE}vergelijken/?indeling=provinces",
)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def doubts(client: Client) -> None:
    """Somebody asked how sure the borders are; two of the years, to keep it short."""
    FlowSet.objects.exclude(year__in=(2006, 2014)).delete()
    client.post(f"{PAGE}berekenen/", {"wat": "zekerheid"})


def test_the_usual_regions_of_2014(client: Client) -> None:
    html = text(client, PAGE)
    assert "In 2014 vormen 401 gemeenten 34 dagelijkse stedelijke systemen." in html
    assert "79% van de banen is in het systeem waar de werknemer woont." in html
    assert "Schiermonnikoog, Vlieland" in html


@pytest.mark.parametrize(("scale", "number"), [("klein", 56), ("gewoon", 34), ("groot", 12)])
def test_three_sizes(client: Client, scale: str, number: int) -> None:
    said = json.loads(client.get(f"{PAGE}regios.json?schaal={scale}&jaar=2014").content)
    assert len(said["regions"]) == number
    assert sum(len(region["municipalities"]) for region in said["regions"]) == 401


def test_requirements_that_nothing_meets_give_no_regions(client: Client) -> None:
    asked = "?minimum=900000&doel=1000000&aandeel=99,9&doelaandeel=99,99"
    response = client.get(f"{PAGE}{asked}")
    assert response.status_code == 422
    assert "Deze eisen leveren geen regio’s op" in response.content.decode()
    assert client.get(f"{PAGE}regios.svg{asked}").status_code == 404


def test_in_one_piece_moves_what_lay_apart_and_tells_what_it_cost(client: Client) -> None:
    html = text(client, f"{PAGE}?aaneengesloten=1")
    assert "<strong>Schouwen-Duiveland</strong>: van Goes naar" in html
    assert "4 gemeenten lagen los" in html
    assert "ging van 79,12% naar 79,21%" in html


def test_shapes_are_sound_and_do_not_overlap(client: Client) -> None:
    said = json.loads(client.get(f"{PAGE}regios.geojson").content)
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in said["features"]]
    assert len(shapes) == 34
    for shape in shapes:
        assert shape.is_valid
        outer = shape.geoms[0].exterior
        assert shapely.is_ccw(outer)
    whole = shapely.union_all(shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(whole.area, rel=1e-3)
    utrecht = next(s for s, f in zip(shapes, said["features"], strict=True) if f["id"] == "GM0344")
    assert utrecht.contains(shapely.Point(5.1214, 52.0907))


def test_neighbouring_regions_have_different_colours(client: Client) -> None:
    html = text(client, PAGE)
    rows = re.findall(
        r'<tr data-code="([^"]+)"> <th scope="row"><span class="[^"]*region-(\d)', html
    )
    colour = dict(rows)
    assert colour["utrecht-gm0344"] != colour["amsterdam-gm0363"]
    assert colour["s-gravenhage-gm0518"] != colour["rotterdam-gm0599"]


@pytest.mark.usefixtures("doubts")
def test_doubts_are_hatched_and_told(client: Client) -> None:
    html = text(client, PAGE)
    assert "54 keer gemaakt" in html
    assert "met de cijfers van 2 jaren van 2006 tot en met 2014" in html
    assert '<g class="doubt"' in html
    assert "map__outline--unsure" in html
    assert re.search(r"<strong>[^<]+</strong> hoort \d+% bij [^,<]+, \d+% bij [^,<]+</li>", html)
    assert Run.objects.filter(is_long=True, state="done").count() == 1


def test_most_labour_market_regions_are_no_commuting_regions(client: Client) -> None:
    html = text(client, f"{PAGE}vergelijken/?indeling=labour-market&jaar=2014")
    assert "18 van de 35 regio’s liggen helemaal binnen" in html
    assert "0,58" in html


@pytest.mark.parametrize("address", PAGES)
def test_no_page_asks_more_than_twelve_queries(
    client: Client, django_assert_max_num_queries: Any, address: str
) -> None:
    client.get(address)  # the regions are there
    _stored_shapes.cache_clear()
    _flows.cache_clear()
    with django_assert_max_num_queries(MOST):
        client.get(address)
    client.force_login(User.objects.create_user("raadslid@voorbeeld.example", None, name="Rana"))
    with django_assert_max_num_queries(MOST):
        client.get(address)
