# SPDX-License-Identifier: EUPL-1.2
"""Dialogues by the API: what the public pages show, to everybody alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from samenspel.dialogue.models import Round
from samenspel.web.api import dialogue_shapes as shapes
from tests.dialogue.small_round import answered, make_world
from tests.dialogue.test_public_pages import balanced, whole_story
from tests.dialogue.test_replies_actions import said, to_answer, weighed

pytestmark = pytest.mark.django_db
PATHS = (
    "dialogen/proef",
    "dialogen/proef/onderdelen",
    "dialogen/proef/zienswijzen",
    "dialogen/proef/tussenbalans",
    "dialogen/proef/antwoorden",
    "dialogen/proef/besluiten",
)


def read(client: Client, path: str, **query: Any) -> Any:
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def test_sent_rounds_are_listed_the_newest_first(client: Client) -> None:
    make_world(slug="eerste")
    make_world(slug="tweede")
    make_world(slug="geheim", stage="preparing")
    found = read(client, "dialogen")
    assert [one["sleutel"] for one in found["resultaten"]] == ["tweede", "eerste"]
    assert found["aantal"] == 2
    second = read(client, "dialogen", paginaGrootte=1, pagina=2)
    assert [one["sleutel"] for one in second["resultaten"]] == ["eerste"]


def test_a_round_says_what_is_asked_and_of_whom(client: Client) -> None:
    make_world(councils=2, executives=1)
    found = read(client, "dialogen/proef")
    assert found["vraag"] == "Wat vindt uw raad van de ontwerpregeling?"
    assert found["fase"] == "raden_antwoorden"
    assert sorted(one["orgaan"] for one in found["gevraagden"]) == ["college", "raad", "raad"]
    assert found["teksten"][0]["status"] == "ontwerp"
    assert client.get(found["adres"]).status_code == 200


def test_a_round_reads_from_question_to_decision(client: Client) -> None:
    whole_story()
    clauses = {
        one["sleutel"]: one for one in read(client, "dialogen/proef/onderdelen")["resultaten"]
    }
    assert clauses["artikel-1"]["standpunten"] == [{"soort": "bezwaar", "aantal": 2}]
    assert clauses["artikel-2"]["wijzigingen"] == 1
    opinions = read(client, "dialogen/proef/zienswijzen")
    assert [len(one["punten"]) for one in opinions["resultaten"]] == [2, 3]
    assert read(client, "dialogen/proef/tussenbalans")["inleiding"] == "Zo staat het ervoor."
    replies = read(client, "dialogen/proef/antwoorden")
    assert [one["antwoord"] for one in replies["resultaten"]] == [
        "overgenomen",
        "niet_overgenomen",
        "niet_overgenomen",
    ]
    board = read(client, "dialogen/proef/besluiten")["resultaten"][0]
    proposal = board["voorstellen"][0]
    assert proposal["uitslag"] == "aangenomen"
    assert proposal["stemmingen"][0]["stemmen"][0]["voor"] == 3


def test_parts_of_a_list_give_every_row_once(client: Client) -> None:
    whole_story()
    numbers = [
        one["punt"]
        for page in (1, 2, 3, 4)
        for one in read(client, "dialogen/proef/antwoorden", paginaGrootte=1, pagina=page)[
            "resultaten"
        ]
    ]
    whole = read(client, "dialogen/proef/antwoorden")["resultaten"]
    assert numbers == [one["punt"] for one in whole]


@pytest.mark.parametrize("kind", ["", "secretariat", "clerk", "councillor", "adviser"])
def test_nobody_reads_a_round_that_is_being_prepared(kind: str, client: Client) -> None:
    world = make_world(stage="preparing")
    if kind:
        client.force_login(world.user(kind))
    for path in PATHS:
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"
    assert read(client, "dialogen")["aantal"] == 0


@pytest.mark.parametrize("kind", ["", "secretariat", "clerk", "councillor", "adviser"])
def test_nobody_reads_replies_before_the_memo_or_a_balance_under_embargo(
    kind: str, client: Client
) -> None:
    world = weighed()
    said(world, to_answer(world)[0], reason="Nog geheim.")
    balanced(world, public_from=timezone.now() + timedelta(days=1))
    if kind:
        client.force_login(world.user(kind))
    assert client.get("/api/v1/dialogen/proef/antwoorden").status_code == 404
    assert client.get("/api/v1/dialogen/proef/tussenbalans").status_code == 404
    for path in ("dialogen/proef", "dialogen/proef/onderdelen", "dialogen/proef/zienswijzen"):
        assert "geheim" not in str(read(client, path))


def test_without_opinions_or_meetings_lists_are_empty(client: Client) -> None:
    make_world()
    assert read(client, "dialogen/proef/zienswijzen")["resultaten"] == []
    assert read(client, "dialogen/proef/besluiten")["resultaten"] == []


def test_wrong_pages_and_addresses_are_problems(client: Client) -> None:
    make_world()
    assert client.get("/api/v1/dialogen?pagina=0").status_code == 400
    assert client.get("/api/v1/dialogen/proef/zienswijzen?paginaGrootte=9999").status_code == 400
    assert client.get("/api/v1/dialogen/nergens").status_code == 404


def test_every_code_has_a_word() -> None:
    for stage in Round.Stage:
        assert stage == "preparing" or stage in shapes.STAGES
    assert set(shapes.KINDS) == set(Round.Kind)


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = make_world(councils=7, clauses=6)
    for council in world.councils:
        answered(world, council, dict.fromkeys(range(1, 7), ("wish", "Graag anders.")))
    for path in ("dialogen", *PATHS[:3], PATHS[-1]):
        with django_assert_max_num_queries(12):
            read(client, path)
