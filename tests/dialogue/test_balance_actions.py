# SPDX-License-Identifier: EUPL-1.2
"""Publishing the balance: who may, when, what is fixed, and what the chain knows of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from samenspel.accounts.models import Event
from samenspel.accounts.rules import operator
from samenspel.dialogue.actions.balance import LONGEST, publish_balance
from samenspel.dialogue.models import Balance, BalancePart, ChainRecord
from samenspel.dialogue.payloads import PAYLOADS
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import PUBLISH_BALANCE, Stage
from tests.dialogue.balanced import made
from tests.dialogue.small_round import AT, World, answered, make_world

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def published(world: World, **changes: Any) -> Balance:
    values: dict[str, Any] = {
        "introduction": "Zo staat het.",
        "public_from": None,
        "by": world.actor("secretariat"),
        "at": AT,
    }
    return publish_balance(round_=world.round, **{**values, **changes})


def test_a_version_fixes_everything_that_its_page_shows() -> None:
    world = made()
    balance = published(world)
    assert (balance.number, balance.public_from, balance.document) == (1, AT, world.document)
    assert balance.content["measures"][1]["agreement"] == "2/3"
    assert [part.key for part in balance.parts.all()] == [
        "",
        "artikel-1",
        "artikel-2",
        "artikel-3",
    ]
    assert balance.parts.get(key="artikel-3").content == {
        "points": [
            {"bodies": [1], "position": "o", "text": "Te duur."},
            {"bodies": [3], "position": "a", "text": "Prima."},
        ]
    }


def test_a_later_answer_changes_the_next_version_and_not_this_one() -> None:
    world = made()
    first = published(world)
    kept = json.dumps(first.content, sort_keys=True)
    answered(world, world.councils[3], {1: ("object", "")})
    second = published(world, at=AT + WEEK)
    again = Balance.objects.get(pk=first.pk).content
    assert json.dumps(again, sort_keys=True) == kept
    assert second.number == 2
    assert second.content["measures"][0]["counts"] == [2, 0, 2, 0, 0]
    assert second.content["on"] == "2026-03-09"


def test_an_embargo_ends_when_it_was_said_and_never_before_now() -> None:
    world = made()
    assert published(world, public_from=AT + WEEK).public_from == AT + WEEK
    assert published(world, public_from=AT - WEEK).public_from == AT


@pytest.mark.parametrize("kind", ["councillor", "clerk", "adviser"])
def test_only_who_asks_publishes(kind: str) -> None:
    world = made()
    with pytest.raises(PermissionDenied):
        published(world, by=world.actor(kind))
    assert not Balance.objects.exists()


def test_the_operator_may_publish_too() -> None:
    assert published(made(), by=operator()).actor is None


@pytest.mark.parametrize("stage", sorted(set(Stage) - PUBLISH_BALANCE.stages))
def test_it_is_published_only_while_answers_come_in_or_are_weighed(stage: str) -> None:
    world = made()
    world.round.stage = stage
    world.round.save()
    with pytest.raises(DialogueRefused):
        published(world)
    assert not Balance.objects.exists()


def test_without_any_opinion_there_is_nothing_to_publish() -> None:
    with pytest.raises(DialogueRefused, match="Niemand"):
        published(make_world())


def test_the_same_form_sent_twice_publishes_once() -> None:
    world = made()
    published(world, number=1)
    with pytest.raises(DialogueRefused) as refused:
        published(world, number=1)
    assert refused.value.field == "number"
    assert Balance.objects.count() == 1


def test_an_introduction_has_an_end() -> None:
    with pytest.raises(DialogueRefused) as refused:
        published(made(), introduction="x" * (LONGEST + 1))
    assert refused.value.field == "introduction"


def test_the_chain_proves_the_balance_and_tells_nothing_of_it() -> None:
    world = made()
    balance = published(world, introduction="Geheim tot maandag.", public_from=AT + WEEK)
    record = ChainRecord.objects.get(kind="balance")
    assert record.key == str(balance.pk)
    told = json.dumps(record.payload)
    assert "Geheim" not in told
    assert "Te duur" not in told
    assert "2/3" not in told
    stored = Balance.objects.get(pk=balance.pk)
    assert PAYLOADS["balance"].payload(stored) == record.payload


@pytest.mark.parametrize("what", ["introduction", "content", "part"])
def test_the_chain_notices_every_change(what: str) -> None:
    balance = published(made())
    record = ChainRecord.objects.get(kind="balance")
    changed = Balance.objects.prefetch_related("parts").get(pk=balance.pk)
    if what == "introduction":
        changed.introduction = "Iets anders."
    elif what == "content":
        changed.content["measures"][0]["agreement"] = "3/3"
    else:
        changed.parts.all()[1].content["points"][0]["text"] = "Iets anders."
    assert PAYLOADS["balance"].payload(changed) != record.payload


@pytest.mark.parametrize("table", [Balance, BalancePart])
def test_the_database_itself_refuses_a_change(table: type[Balance] | type[BalancePart]) -> None:
    published(made())
    name = connection.ops.quote_name(table._meta.db_table)
    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {name} SET content = '{{}}'")


def test_the_log_says_that_it_was_published_and_not_what() -> None:
    world = made()
    published(world, introduction="Geheim.")
    event = Event.objects.get(action="publish_balance")
    assert set(event.detail) == {"balance", "number", "digest"}
    assert "Geheim" not in str(event.detail)


def test_refusals_leave_nothing_behind() -> None:
    world = make_world()
    with pytest.raises(DialogueRefused):
        published(world)
    assert not Balance.objects.exists()
    assert not ChainRecord.objects.exists()
    assert not Event.objects.exists()
