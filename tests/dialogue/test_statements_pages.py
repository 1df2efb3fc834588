# SPDX-License-Identifier: EUPL-1.2
"""The page of statements: anybody reacts, sees their own choice, and only large groups show."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenspel.dialogue.actions.statements import put_statement, react_to_all
from samenspel.dialogue.models import OpinionMap, Reaction, Statement
from samenspel.dialogue.views import statements as view
from samenspel.dialogue.voters import voter_of_user
from tests.dialogue.small_round import AT, World, make_world

pytestmark = pytest.mark.django_db
PAGE = "/dialogen/proef/stellingen/"
KEEP = f"{PAGE}beheer/"


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> None:
    cache.clear()


def with_statements(number: int = 3, **options: Any) -> World:
    world = make_world(**options)
    for n in range(1, number + 1):
        Statement.objects.create(round=world.round, number=n, text=f"Stelling {n}.", made_at=AT)
    return world


def crowd(world: World, people: int, audience: str = "resident") -> None:
    numbers = list(world.round.statements.values_list("number", flat=True))
    for at in range(people):
        values = ("agree", "disagree")[:: 1 if at % 2 else -1]
        react_to_all(
            round_=world.round,
            values={n: values[n % 2] for n in numbers},
            voter=f"{audience}-{at}",
            audience=audience,
            at=AT,
        )


def text_of(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_reacts_one_at_a_time_without_an_account(client: Client) -> None:
    with_statements()
    page = text_of(client)
    assert "Stelling 1." in page
    assert "stellingen" not in client.cookies  # no cookie before somebody reacts
    response = client.post(PAGE, {"stelling-1": "agree"})
    assert response.status_code == 302
    assert response["Location"] == f"{PAGE}#reageren"
    cookie = response.cookies["stellingen"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    page = text_of(client)
    assert 'name="stelling-2"' in page
    assert "U reageerde op 1 van de 3." in page
    reaction = Reaction.objects.get()
    assert reaction.audience == "resident"
    assert cookie.value.split(":")[0] not in reaction.voter


def test_all_on_one_page_and_changing_ones_mind(client: Client) -> None:
    with_statements()
    told = {"stelling-1": "agree", "stelling-2": "pass", "stelling-3": "disagree", "alle": "ja"}
    assert client.post(PAGE, told)["Location"] == f"{PAGE}#uitkomst"
    client.post(PAGE, {"stelling-1": "disagree"})
    chosen = dict(Reaction.objects.values_list("statement__number", "value"))
    assert chosen == {1: "disagree", 2: "pass", 3: "disagree"}
    page = text_of(client, f"{PAGE}?alle=ja")
    assert 'name="stelling-2" value="pass" checked' in page
    assert "U hebt op alles gereageerd" in text_of(client)


def test_everybody_sees_only_their_own_choice(client: Client) -> None:
    with_statements()
    client.post(PAGE, {"stelling-1": "agree"})
    assert "Wat u zelf koos" in text_of(client)
    assert "Wat u zelf koos" not in text_of(Client())
    forged = Client()
    forged.cookies["stellingen"] = "verzonnen:waarde"
    assert "Wat u zelf koos" not in text_of(forged)


def test_all_own_reactions_are_removed(client: Client) -> None:
    with_statements()
    client.post(PAGE, {"stelling-1": "agree", "stelling-2": "agree"})
    Client().post(PAGE, {"stelling-1": "agree"})
    response = client.post(f"{PAGE}vergeten/", follow=True)
    assert "2 reacties van u zijn verwijderd." in response.content.decode()
    assert Reaction.objects.count() == 1
    assert "0 reacties van u" in Client().post(f"{PAGE}vergeten/", follow=True).content.decode()


def test_a_councillor_of_a_council_that_was_asked_reacts_as_one(client: Client) -> None:
    world = with_statements()
    councillor = world.user("councillor")
    client.force_login(councillor)
    assert "U reageert als raadslid." in text_of(client)
    client.post(PAGE, {"stelling-1": "agree"})
    assert "stellingen" not in client.cookies
    reaction = Reaction.objects.get()
    assert reaction.audience == "councillor"
    assert reaction.voter == voter_of_user(world.round, councillor)
    for user in (world.user("clerk"), world.user("councillor", 6)):
        other = Client()
        other.force_login(user)
        other.post(PAGE, {"stelling-1": "agree"})
    assert Reaction.objects.filter(audience="resident").count() == 2


@pytest.mark.parametrize(
    "told", [{}, {"stelling-1": "misschien"}, {"stelling-9": "agree"}, {"stelling-x": "agree"}]
)
def test_what_cannot_be_counted_is_said(client: Client, told: dict[str, str]) -> None:
    with_statements()
    response = client.post(PAGE, told)
    assert response.status_code == 400
    assert (
        "Dit is niet gelukt" in response.content.decode()
        or 'role="alert"' in response.content.decode()
    )
    assert not Reaction.objects.exists()


def test_one_network_does_not_bring_in_a_crowd(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_statements()
    monkeypatch.setattr(view, "NEW_PEOPLE", view.Limit("react-new", times=2, seconds=3600))
    for _person in range(2):
        assert Client().post(PAGE, {"stelling-1": "agree"}).status_code == 302
    assert Client().post(PAGE, {"stelling-1": "agree"}).status_code == 429
    # Another network, of which no address is kept.
    far = Client(REMOTE_ADDR="2001:db8:1:2::3")
    assert far.post(PAGE, {"stelling-1": "agree"}).status_code == 302
    assert (
        Client(REMOTE_ADDR="2001:db8:1:2::4").post(PAGE, {"stelling-1": "agree"}).status_code == 302
    )
    assert (
        Client(REMOTE_ADDR="2001:db8:1:2::5").post(PAGE, {"stelling-1": "agree"}).status_code == 429
    )
    monkeypatch.setattr(view, "REACTIONS", view.Limit("react", times=1, seconds=600))
    assert far.post(PAGE, {"stelling-1": "disagree"}).status_code == 429
    assert Reaction.objects.count() == 4


def test_nothing_is_shown_of_fewer_people_than_the_smallest_group(client: Client) -> None:
    world = with_statements()
    crowd(world, 9)
    page = text_of(client)
    assert "Er is nog niets te zien" in page
    assert json.loads(client.get("/dialogen/proef/stellingen.json").content)["rows"] == []
    react_to_all(
        round_=world.round, values={1: "agree"}, voter="tiende", audience="resident", at=AT
    )
    rows = json.loads(client.get("/dialogen/proef/stellingen.json").content)["rows"]
    assert [(row["statement"], row["total"]) for row in rows] == [(1, 10)]


def test_files_say_the_same_as_the_page(client: Client) -> None:
    world = with_statements(8)
    crowd(world, 24)
    page = text_of(client)
    assert "2 groepen mensen die op dezelfde manier reageren" in page
    found = client.get("/dialogen/proef/stellingen.csv")
    rows = list(csv.reader(io.StringIO(found.content.decode("utf-8-sig")), delimiter=";"))
    rows = (
        rows
        if len(rows[0]) > 1
        else list(csv.reader(io.StringIO(found.content.decode("utf-8-sig"))))
    )
    assert len(rows) == 9
    groups = json.loads(client.get(f"{PAGE}groepen.json").content)
    assert {row["group"] for row in groups["rows"]} == {"A", "B"}
    assert all(row["agree_pct"] % 5 == 0 for row in groups["rows"])
    for address in ("/dialogen/proef/stellingen.svg", f"{PAGE}groepen.svg"):
        response = client.get(address)
        assert response["Content-Type"].startswith("image/svg+xml")
        assert b"<style>" in response.content
    assert client.get("/dialogen/proef/stellingen.exe").status_code == 404
    assert client.get("/dialogen/proef/stellingen.xlsx").status_code == 200


def test_without_groups_the_page_says_why_and_there_is_no_drawing(client: Client) -> None:
    world = with_statements(2)
    assert client.get(f"{PAGE}groepen.svg").status_code == 404
    OpinionMap.objects.create(
        round=world.round,
        people=20,
        content={
            "people": 20,
            "placed": 0,
            "groups": [],
            "shared": [],
            "silhouettes": {},
            "explained": [0.0, 0.0],
            "why": "too_small",
        },
    )
    assert "Er zijn geen groepen te tonen." in text_of(client)
    assert json.loads(client.get(f"{PAGE}groepen.json").content)["rows"] == []


def test_after_the_answers_the_page_only_shows(client: Client) -> None:
    world = with_statements()
    crowd(world, 10)
    world.round.stage = "closed"
    world.round.save()
    page = text_of(client)
    assert "stelling-1" not in page
    assert "10 reacties" in page
    assert client.post(PAGE, {"stelling-1": "agree"}).status_code == 400


def test_a_round_without_statements_and_one_that_is_being_prepared(client: Client) -> None:
    make_world()
    assert "Er zijn geen stellingen" in text_of(client)
    with_statements(stage="preparing", slug="straks")
    assert client.get("/dialogen/straks/stellingen/").status_code == 404
    assert client.get("/dialogen/nergens/stellingen/").status_code == 404


def test_the_page_is_there_in_english(client: Client) -> None:
    world = with_statements()
    crowd(world, 10)
    page = text_of(client, f"/en{PAGE}")
    assert "What do you think?" in page
    assert "10 reactions" in page


def test_the_secretariat_puts_changes_closes_and_opens(client: Client) -> None:
    world = with_statements(1)
    client.force_login(world.user("secretariat"))
    assert client.post(KEEP, {"text": "Nieuwe stelling."}).status_code == 302
    assert client.post(f"{KEEP}2/", {"text": "Andere woorden."}).status_code == 302
    assert client.post(f"{KEEP}2/open/").status_code == 302
    held = Statement.objects.get(number=2)
    assert (held.text, held.is_open) == ("Andere woorden.", False)
    assert "Gesloten" in text_of(client, KEEP)
    client.post(f"{KEEP}2/open/", {"open": "ja"})
    assert Statement.objects.get(number=2).is_open
    refused = client.post(KEEP, {"text": "Andere woorden."})
    assert refused.status_code == 400
    assert "Deze stelling staat er al." in refused.content.decode()
    assert client.post(f"{KEEP}2/", {"text": ""}).status_code == 400
    assert "Andere woorden." in text_of(client, f"{KEEP}2/")
    assert client.get(f"{KEEP}9/").status_code == 404
    world.round.stage = "weighing"
    world.round.save()
    assert "geen stellingen meer plaatsen" in text_of(client, KEEP)
    client.post(f"{KEEP}2/open/")
    assert Statement.objects.get(number=2).is_open


def test_others_do_not_keep_statements(client: Client) -> None:
    world = with_statements()
    addresses = (KEEP, f"{KEEP}1/", f"{KEEP}1/open/")
    for kind in ("", "councillor", "clerk", "adviser"):
        if kind:
            client.force_login(world.user(kind))
        assert [client.post(address).status_code for address in addresses] == [403] * 3
        assert "Stellingen beheren" not in text_of(client)


def test_queries_do_not_grow_with_the_reactions(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = with_statements(9)
    put_statement(round_=world.round, text="Nog één.", by=world.actor("secretariat"), at=AT)
    crowd(world, 24)
    crowd(world, 12, "councillor")
    client.force_login(world.user("councillor"))
    text_of(client)
    with django_assert_max_num_queries(12):
        text_of(client)
