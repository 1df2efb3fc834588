# SPDX-License-Identifier: EUPL-1.2
"""The pages of a country on the national data: the same figures everywhere, and few questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from samenspel.accounts.models import User
from samenspel.insight.queries.country.change import change_between
from samenspel.places.queries.maps import _stored_shapes
from samenspel.register.queries.facts import forget
from samenspel.register.queries.home import country_overview
from samenspel.register.queries.reference import reference
from tests.insight.small_country import ON

pytestmark = [pytest.mark.national, pytest.mark.django_db, pytest.mark.usefixtures("national")]

SINCE_COMPLETE = "/inzicht/verandering/?van=2018-01-01&tot=2026-05-16"
PAGES = (
    "/inzicht/?peildatum=2026-05-16&gemeente=GM0363",
    "/inzicht/?peildatum=2016-01-01&maat=partners",
    "/inzicht/?land=be&peildatum=2023-09-01&maat=congruentie",
    "/inzicht/?peildatum=2026-05-16&maat=uren-per-10000",
    SINCE_COMPLETE,
    "/inzicht/verandering/?van=2016-01-01&tot=2026-05-16",
    "/inzicht/verandering/?land=be",
)


@pytest.fixture(autouse=True)
def _nothing_at_hand() -> Iterator[None]:
    forget()
    yield
    forget()


def said(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200, path
    return json.loads(response.content)


def test_figures_are_those_of_the_home_page(client: Client) -> None:
    for country, day in (("nl", ON.replace(month=5, day=16)), ("nl", ON.replace(2016, 1, 1)),
                         ("be", ON)):  # fmt: skip
        overview = country_overview(reference(on=day, today=ON), country)
        rows = said(client, f"/inzicht/land/gemeenten.json?land={country}&peildatum={day}")["rows"]
        assert {r["municipality_code"]: r["arrangements"] for r in rows} == {
            m.code: m.number for p in overview.provinces for m in p.municipalities
        }


def test_arrangements_in_force_balance_with_what_began_and_ended(client: Client) -> None:
    changed = said(client, SINCE_COMPLETE.replace("/?", "/samenwerkingen.json?"))["rows"]
    kinds = [row["change"] for row in changed]
    assert 412 + kinds.count("began") - kinds.count("ended") == 451
    years = said(client, SINCE_COMPLETE.replace("/?", "/jaren.json?"))["rows"]
    assert [row["in_force"] for row in years][:2] == [412, 432]


def test_a_merger_is_no_growth(client: Client) -> None:
    """The register names new municipalities in versions of before they existed."""
    rows = said(client, SINCE_COMPLETE.replace("/?", "/gemeenten.json?"))["rows"]
    merged = [row["difference"] for row in rows if row["predecessors"]]
    others = [row["difference"] for row in rows if not row["predecessors"]]
    assert len(merged) > 10
    assert sum(merged) / len(merged) < sum(others) / len(others) + 1


def test_an_inventory_and_a_register_are_not_compared(client: Client) -> None:
    html = client.get("/inzicht/verandering/?van=2016-01-01&tot=2026-05-16").content.decode()
    assert "Deze data zijn niet te vergelijken" in html
    assert "bron=nl-2026" in html
    assert 'id="lijst"' not in html


def test_the_register_before_it_was_complete_comes_with_a_warning(client: Client) -> None:
    address = "/inzicht/verandering/?van=2016-01-01&tot=2026-05-16&bron=nl-2026"
    html = client.get(address).content.decode()
    assert "Het register werd nog gevuld" in html
    assert 'id="lijst"' in html


def test_flanders_has_the_same_page_and_knows_no_change(client: Client) -> None:
    html = client.get("/inzicht/?land=be").content.decode()
    assert "Vlaams-Brabant" in html
    assert "kent maar één dag" in client.get("/inzicht/verandering/?land=be").content.decode()


def test_no_page_asks_more_than_twelve_queries_of_a_process_that_just_started(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for address in PAGES:
        forget()
        _stored_shapes.cache_clear()
        change_between.cache_clear()
        with django_assert_max_num_queries(12, info=address):
            assert client.get(address).status_code == 200


def test_no_page_asks_more_than_twelve_queries_for_who_has_logged_in(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(User.objects.create_user("r@voorbeeld.example", None, name="Rana"))
    for address in (*PAGES, "/inzicht/?maat=uren", "/inzicht/?maat=uren-per-10000&land=be"):
        client.get(address)
        with django_assert_max_num_queries(12, info=address):
            assert client.get(address).status_code == 200
