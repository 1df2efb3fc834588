# SPDX-License-Identifier: EUPL-1.2
"""The list of arrangements on the national packages."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from samenspel.register.queries.arrangements import municipality_named
from tests.register import reading

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.national,
    pytest.mark.usefixtures("national"),
]
LIST = "/samenwerkingen/"
ON = {"peildatum": "2026-05-16"}


def rows_of(client: Client, **parameters: str) -> list[dict[str, str]]:
    return reading.rows_of(client, f"{LIST}lijst.csv", **parameters)


def text_of(client: Client, path: str = LIST, **parameters: str) -> str:
    return reading.page_of(client, path, **parameters)


def test_number_in_force_is_that_of_the_registers(client: Client) -> None:
    rows = rows_of(client, land="nl", **ON)
    assert len(rows) == 451
    assert sum(row["vorm"] == "Bedrijfsvoeringsorganisatie" for row in rows) == 64


def test_the_inventory_leads_before_the_register_was_filled(client: Client) -> None:
    assert len(rows_of(client, land="nl", peildatum="2016-01-01")) == 464


def test_a_name_of_two_municipalities_is_not_guessed() -> None:
    named = municipality_named("Bergen", on=date(2026, 5, 16))
    assert named.outcome == "ambiguous"
    assert {"GM0373", "GM0893"} <= {hit.place.code for hit in named.candidates}


def test_a_popular_name_is_understood() -> None:
    named = municipality_named("Den Haag", on=date(2026, 5, 16))
    assert named.place is not None
    assert named.place.code == "GM0518"


def test_ambiguous_name_is_asked_about_on_the_page(client: Client) -> None:
    text = text_of(client, gemeente="Bergen", **ON)
    assert "Welke bedoelt u?" in text
    assert "gemeente=GM0373" in text


def test_municipality_of_words_is_offered(client: Client) -> None:
    assert "gemeente=GM1900" in text_of(client, zoek="sudwest fryslan", **ON)


def test_province_and_domain_narrow_the_list(client: Client) -> None:
    rows = rows_of(client, provincie="PV28", domein="natuur-en-milieu", **ON)
    assert rows
    assert {row["provincie"] for row in rows} == {"Zuid-Holland"}


def test_a_page_has_fifty_lines(client: Client) -> None:
    text = text_of(client, **ON)
    assert text.count('<th scope="row">\n              <a href="/samenwerkingen/') == 50
    assert 'rel="next"' in text


def test_guessed_domains_are_marked(client: Client) -> None:
    text = text_of(client, land="nl", peildatum="2016-01-01")
    assert "(geraden uit de naam)" in text


def test_incomplete_collections_are_named(client: Client) -> None:
    assert "Op deze datum ontbreken er samenwerkingen in" in text_of(client, peildatum="2014-01-01")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"status": "alle"},
        {
            "zoek": "jeugdzorg",
            "gemeente": "Zwolle",
            "vorm": "openbaar_lichaam",
            "provincie": "PV23",
        },
        {"zoek": "Bergen"},
        {"gemeente": "Delfzijl"},
    ],
)
def test_queries_do_not_grow(
    client: Client, asked: dict[str, str], django_assert_max_num_queries: object
) -> None:
    client.get(LIST, {**asked, **ON})  # fills what is kept per process
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert client.get(LIST, {**asked, **ON}).status_code == 200


def test_the_list_is_the_same_twice(client: Client) -> None:
    assert rows_of(client, status="alle", **ON) == rows_of(client, status="alle", **ON)
