# SPDX-License-Identifier: EUPL-1.2
"""Reading by the API: open to all, the same figures as the pages, errors as problems."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
AMSTERDAM = "GM0363"


def read(client: Client, path: str, **query: Any) -> Any:
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def problem(client: Client, path: str, **query: Any) -> Any:
    response = client.get(f"/api/v1/{path}", query)
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["title"]
    assert body["detail"]
    return body


def test_municipalities_of_a_date_are_those_of_that_date(client: Client) -> None:
    then = {m["naam"] for m in read(client, "gemeenten", peildatum="2012-01-01")["resultaten"]}
    now = {m["naam"] for m in read(client, "gemeenten", peildatum="2026-01-01")["resultaten"]}
    assert "Zeevang" in then
    assert "Zeevang" not in now


def test_a_municipality_that_ended_can_be_read_by_its_code(client: Client) -> None:
    found = read(client, "gemeenten", peildatum="2012-01-01", zoek="Zeevang")["resultaten"][0]
    again = read(client, f"gemeenten/{found['code']}")
    assert again == found
    assert again["geldigTot"] == "2016-01-01"


def test_pages_of_a_list_give_every_row_once(client: Client) -> None:
    whole = read(client, "samenwerkingen", paginaGrootte=200)
    pages = [
        row["sleutel"]
        for page in range(1, 1 + -(-whole["aantal"] // 20))
        for row in read(client, "samenwerkingen", paginaGrootte=20, pagina=page)["resultaten"]
    ]
    assert pages == [row["sleutel"] for row in whole["resultaten"]]
    assert len(set(pages)) == whole["aantal"]


def test_a_page_after_the_last_one_is_empty(client: Client) -> None:
    assert read(client, "samenwerkingen", pagina=10_000)["resultaten"] == []


def test_arrangements_of_a_municipality_are_those_of_its_page(client: Client) -> None:
    found = read(client, f"gemeenten/{AMSTERDAM}/samenwerkingen", paginaGrootte=200)
    page = client.get(found["resultaten"][0]["adres"])
    assert page.status_code == 200
    listed = client.get(f"/gemeenten/amsterdam-{AMSTERDAM.lower()}/").content.decode()
    for row in found["resultaten"]:
        assert f"/samenwerkingen/{row['sleutel']}/" in listed


def test_an_arrangement_has_its_participants_boards_and_source(client: Client) -> None:
    rows = read(client, "samenwerkingen", peildatum="2012-06-01", zoek="stadsregio")["resultaten"]
    found = read(client, f"samenwerkingen/{rows[0]['sleutel']}", peildatum="2012-06-01")
    names = {p["naam"] for p in found["versie"]["deelnames"]}
    assert {"Amsterdam", "Zeevang", "Zaanstad"} <= names
    assert len(names) == 16
    assert found["versie"]["bron"]
    assert all(p["bron"] for p in found["versie"]["deelnames"])
    numbers = {p["nummer"] for p in found["versie"]["deelnames"]}
    for board in found["versie"]["besturen"]:
        assert {seat["deelname"] for seat in board["zetels"]} <= numbers


def test_a_version_can_be_asked_by_its_key(client: Client) -> None:
    slug = read(client, "samenwerkingen", paginaGrootte=1)["resultaten"][0]["sleutel"]
    found = read(client, f"samenwerkingen/{slug}")
    for version in found["versies"]:
        one = read(client, f"samenwerkingen/{slug}", versie=version["sleutel"])
        assert one["versie"]["sleutel"] == version["sleutel"]


@pytest.mark.parametrize(
    "path",
    [
        "gemeenten/GM9999",
        "gemeenten/GM9999/samenwerkingen",
        "samenwerkingen/bestaat-niet",
        "samenwerkingen/",
        "bestaat-niet",
    ],
)
def test_what_is_not_there_is_a_problem_of_404(client: Client, path: str) -> None:
    assert problem(client, path)["status"] == 404


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("gemeenten", {"peildatum": "2012-02-30"}, "peildatum"),
        ("gemeenten", {"peildatum": "1500-01-01"}, "peildatum"),
        ("gemeenten", {"pagina": "0"}, "pagina"),
        ("gemeenten", {"pagina": "10001"}, "pagina"),
        ("gemeenten", {"paginaGrootte": "201"}, "paginaGrootte"),
        ("gemeenten/geencode", {}, "code"),
        ("samenwerkingen", {"zoek": "x" * 201}, "zoek"),
        ("samenwerkingen", {"pagina": "9" * 400}, "pagina"),
    ],
)
def test_wrong_input_is_a_problem_that_names_the_parameter(
    client: Client, path: str, query: dict[str, str], name: str
) -> None:
    body = problem(client, path, **query)
    assert body["status"] == 400
    assert [item["name"] for item in body["invalidParams"]] == [name]


@pytest.mark.parametrize("text", ["\x00", "' OR 1=1 --", "((((", "é" * 200, "%"])
def test_strange_words_find_something_or_nothing_but_never_fail(client: Client, text: str) -> None:
    assert read(client, "samenwerkingen", zoek=text)["aantal"] >= 0
    assert read(client, "gemeenten", zoek=text)["aantal"] >= 0


def test_another_method_is_a_problem_of_405_that_names_the_right_one(client: Client) -> None:
    response = client.post("/api/v1/gemeenten")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert "GET" in response["Allow"]


@pytest.mark.parametrize(
    "path",
    ["gemeenten", f"gemeenten/{AMSTERDAM}", f"gemeenten/{AMSTERDAM}/samenwerkingen"],
)
def test_queries_do_not_grow_with_the_data(
    client: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    client.get(f"/api/v1/{path}")
    with django_assert_max_num_queries(12):
        read(client, path, paginaGrootte=200)


def test_an_arrangement_takes_few_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    slug = read(client, "samenwerkingen", paginaGrootte=1)["resultaten"][0]["sleutel"]
    with django_assert_max_num_queries(12):
        read(client, f"samenwerkingen/{slug}")
