# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samenspel.register.queries.home import country_overview
from samenspel.register.queries.reference import reference

HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.national


@pytest.fixture
def client() -> Client:
    """A visitor by https, as behind the proxy of a real site."""
    return Client(headers={"X-Forwarded-Proto": "https"})


def _text(client: Client, url: str, **headers: Any) -> str:
    response = client.get(url, **headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("on", "country", "arrangements", "municipalities", "mean"),
    [
        (date(2026, 5, 16), "nl", 451, 342, 9.30),
        (date(2016, 1, 1), "nl", 464, 390, 8.62),
        (date(2023, 8, 29), "be", 156, 300, None),
    ],
)
def test_totals_are_those_of_the_source(
    national: None,
    db: Any,
    on: date,
    country: str,
    arrangements: int,
    municipalities: int,
    mean: float | None,
) -> None:
    page = country_overview(reference(on=on, today=on), country)
    assert (page.arrangements, page.municipalities) == (arrangements, municipalities)
    if mean:
        assert page.mean == pytest.approx(mean, abs=0.005)
    numbers = [row.number for province in page.provinces for row in province.municipalities]
    assert len(numbers) == municipalities
    assert page.mean == pytest.approx(sum(n or 0 for n in numbers) / page.known)


def test_the_table_has_the_same_numbers_as_the_map(national: None, db: Any) -> None:
    on = date(2026, 5, 16)
    page = country_overview(reference(on=on, today=on), "nl")
    table = {row.code: row.number for p in page.provinces for row in p.municipalities}
    drawn = {area.mark.code: int(area.mark.value) for area in page.picture.areas}
    assert drawn == table


def test_home_with_national_data_takes_few_queries_in_both_countries(
    national: None, db: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    for url in ("/", "/?land=be", "/en/?peildatum=2016-01-01"):
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200


def test_an_incomplete_source_is_announced(national: None, db: Any, client: Client) -> None:
    assert "Onvolledig voor deze datum" in _text(client, "/?peildatum=2012-01-01")


def test_what_a_source_never_names_is_hatched_and_not_zero(
    national: None, db: Any, client: Client
) -> None:
    page = _text(client, "/?land=be&peildatum=2026-01-01")
    assert 'fill="url(#country-hatch)"' in page
    assert "Beveren-Kruibeke-Zwijndrecht: geen gegevens" in page


def test_the_list_can_be_of_one_country(national: None, db: Any, client: Client) -> None:
    page = _text(client, "/gemeenten/?land=be&peildatum=2026-01-01")
    assert "herstappe-73028" in page
    assert "amsterdam-gm0363" not in page


def test_bergen_is_not_guessed(national: None, db: Any, client: Client) -> None:
    page = _text(client, "/gemeenten/?zoek=Bergen")
    assert "/gemeenten/bergen-nh-gm0373/" in page
    assert "/gemeenten/bergen-l-gm0893/" in page
