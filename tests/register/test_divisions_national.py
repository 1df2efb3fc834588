# SPDX-License-Identifier: EUPL-1.2
"""Divisions of the country on national data: 34 of 2016, shown on other dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samenspel.places.queries.divisions import DivisionOnDate, division_on
from samenspel.register.queries.divisions import division_page
from samenspel.register.queries.reference import reference

PAGE = "/regios/safety-regions/"

pytestmark = [
    pytest.mark.national,
    pytest.mark.django_db,
    pytest.mark.usefixtures("national"),
]


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def _division(on: date, key: str = "safety-regions") -> DivisionOnDate:
    found = division_on(key=key, on=on, language="nl")
    assert found is not None
    return found


def test_every_division_is_in_the_list_with_a_small_map(client: Client) -> None:
    text = client.get("/regios/").content.decode()
    assert text.count('<li class="card division-card">') == 34
    assert text.count("small-map__borders") == 34


def test_queries_do_not_grow_with_the_data(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for address in ("/regios/", PAGE, f"{PAGE}?peildatum=2014-01-01"):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_in_2016_memberships_are_those_of_the_source() -> None:
    division = _division(date(2016, 1, 1))
    assert (len(division.regions), division.placed) == (25, 390)
    assert not division.passages
    assert not division.several


def test_population_of_the_regions_adds_up_to_that_of_the_country() -> None:
    division = _division(date(2016, 1, 1))
    assert division.population_on == date(2015, 1, 1)
    assert sum(r.population or 0 for r in division.regions) == 16_900_726


def test_safety_regions_have_arrangements_of_exactly_their_municipalities() -> None:
    on = date(2016, 1, 1)
    page = division_page(key="safety-regions", reference=reference(on=on, today=on), language="nl")
    assert page is not None
    assert page.exact == 25
    flevoland = next(r for r in page.regions if r.region.name == "Flevoland")
    exact = {a.name for a in flevoland.arrangements if a.is_exact}
    assert "Veiligheidsregio Flevoland" in exact
    assert "Gemeenschappelijke Gezondheidsdienst (GGD) Flevoland" in exact


def test_nearly_the_same_municipalities_are_told_apart_from_exactly_the_same() -> None:
    on = date(2016, 1, 1)
    page = division_page(key="safety-regions", reference=reference(on=on, today=on), language="nl")
    assert page is not None
    drenthe = next(r for r in page.regions if r.region.name == "Drenthe")
    recreation = next(a for a in drenthe.arrangements if a.name == "Recreatieschap Drenthe")
    assert (recreation.missing, recreation.more) == (0, 1)
    assert recreation.likeness == pytest.approx(12 / 13)


def test_a_municipality_formed_across_regions_is_named_now() -> None:
    division = _division(date(2026, 5, 16))
    assert [s.member.name for s in division.several] == ["Vijfheerenlanden"]
    assert {p.name for p in division.divided} == {"Haaren", "Littenseradiel", "Winsum"}
    assert "Weesp" in {p.name for p in division.absorbed}


def test_overlap_in_the_source_is_not_blamed_on_changes() -> None:
    several = {s.member.name: s for s in _division(date(2016, 1, 1), "corop").several}
    assert set(several) == {"Alkmaar", "De Fryske Marren", "Krimpenerwaard"}
    assert not any(item.by_changes for item in several.values())


def test_no_two_neighbouring_regions_share_a_colour_and_few_are_used() -> None:
    on = date(2026, 5, 16)
    for key in ("safety-regions", "sheltered-employment", "corop-plus"):
        page = division_page(key=key, reference=reference(on=on, today=on), language="nl")
        assert page is not None
        assert len({row.css for row in page.regions}) <= 6
