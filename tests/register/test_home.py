# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samenspel.places.models import Municipality
from samenspel.register.models import Collection
from samenspel.register.queries.home import shades

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client() -> Client:
    """A visitor by https, as behind the proxy of a real site."""
    return Client(headers={"X-Forwarded-Proto": "https"})


def _text(client: Client, url: str, **headers: Any) -> str:
    response = client.get(url, **headers)
    assert response.status_code == 200
    return response.content.decode()


# Home


def test_home_asks_one_question_and_works_as_a_plain_form(
    example: None, db: Any, client: Client
) -> None:
    page = _text(client, "/")
    assert page.count("<h1") == 1
    assert 'action="/gemeenten/"' in page
    assert 'name="zoek"' in page


def test_every_municipality_of_the_map_leads_to_its_page_with_the_date(
    example: None, db: Any, client: Client
) -> None:
    page = _text(client, "/?peildatum=2016-01-01")
    assert 'href="/gemeenten/delfzijl-gm0010/?peildatum=2016-01-01"' in page


def test_home_says_that_an_example_is_an_example(example: None, db: Any, client: Client) -> None:
    assert "Dit is een voorbeeld" in _text(client, "/")
    assert "This is an example" in _text(client, "/en/")


def test_an_impossible_date_is_refused_with_the_page_of_today(
    example: None, db: Any, client: Client
) -> None:
    response = client.get("/?peildatum=2016-02-31")
    assert response.status_code == 400
    assert "2016-01-01" in response.content.decode()


@pytest.mark.parametrize("query", ["land=xx", "bron=niets", "land=" + "x" * 10_000, "peildatum="])
def test_nonsense_in_the_address_is_ignored(
    example: None, db: Any, client: Client, query: str
) -> None:
    assert client.get(f"/?{query}").status_code == 200


def test_home_takes_few_queries(
    example: None, db: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        client.get("/")


def test_shades_hatch_the_unknown_and_keep_zero_apart() -> None:
    css, legend = shades([None, 0, 1, 5])
    assert css == ["shade-none", "shade-0", "shade-4", "shade-5"]
    assert [item.css for item in legend] == ["shade-0", "shade-4", "shade-5", "shade-none"]


# Finding a municipality


def test_one_exact_answer_leads_to_the_page_and_keeps_the_date(
    example: None, db: Any, client: Client
) -> None:
    response = client.get("/gemeenten/?zoek=delfzijl&peildatum=2016-01-01")
    assert response.status_code == 302
    assert response["Location"] == "/gemeenten/delfzijl-gm0010/?peildatum=2016-01-01"


def test_half_a_name_lists_what_was_found(example: None, db: Any, client: Client) -> None:
    page = _text(client, "/gemeenten/?zoek=amst")
    assert "/gemeenten/amsterdam-gm0363/" in page
    assert "/gemeenten/amstelveen-gm0362/" in page


def test_while_typing_only_the_answers_come_and_never_a_redirect(
    example: None, db: Any, client: Client
) -> None:
    response = client.get("/gemeenten/?zoek=delfzijl", headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert "HX-Request" in response["Vary"]
    assert "<html" not in page
    assert "bestaat niet meer sinds" in page
    assert "/gemeenten/eemsdelta-gm1979/" in page


def test_an_empty_field_gives_an_empty_answer_while_typing(
    example: None, db: Any, client: Client
) -> None:
    assert client.get("/gemeenten/?zoek=", headers=HTMX).content.strip() == b""


def test_nothing_found_comes_with_tips_and_the_query_escaped(
    example: None, db: Any, client: Client
) -> None:
    page = _text(client, "/gemeenten/?zoek=<script>alert(1)</script>")
    assert "Geen gemeente gevonden" in page
    assert "<script>alert" not in page


def test_without_a_query_all_municipalities_of_the_date_are_listed(
    example: None, db: Any, client: Client
) -> None:
    then, now = (
        _text(client, f"/gemeenten/?peildatum={on}") for on in ("2016-01-01", "2026-01-01")
    )
    assert "delfzijl-gm0010" in then
    assert "delfzijl-gm0010" not in now


@pytest.mark.parametrize("query", ["x" * 10_000, "%00", "%F0%9F%98%80", "a b c d " * 500])
def test_long_and_strange_queries_are_answered(
    example: None, db: Any, client: Client, query: str
) -> None:
    assert client.get(f"/gemeenten/?zoek={query}").status_code == 200


def test_finding_takes_few_queries(
    example: None, db: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    for url in ("/gemeenten/", "/gemeenten/?zoek=a"):
        with django_assert_max_num_queries(12):
            client.get(url)


def test_only_reading_is_possible(example: None, db: Any, client: Client) -> None:
    assert client.post("/").status_code == 405
    assert client.post("/gemeenten/").status_code == 405
    assert (Municipality.objects.exists(), Collection.objects.count()) == (True, 1)
