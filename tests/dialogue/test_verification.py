# SPDX-License-Identifier: EUPL-1.2
"""Tampering with anything that was fixed is found, and by whom it was not written either."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from samenspel.accounts.append_only import BACKWARDS
from samenspel.accounts.chain import BEGINNING, digest_of, plain
from samenspel.accounts.chain_checks import Head, Verified
from samenspel.dialogue.models import (
    Ballot,
    ChainRecord,
    Decision,
    Delegation,
    Mandate,
    Meeting,
    Proposal,
    Vote,
)
from samenspel.dialogue.payloads import PAYLOADS
from samenspel.dialogue.verification import verify
from tests.dialogue.meeting_world import AT, Board, begin, make_board
from tests.dialogue.test_meetings_planning import mandate

pytestmark = pytest.mark.django_db


def decided() -> Board:
    """A board that decided, with a mandate, a split vote and a second proposal."""
    board = make_board((4, 2, 1), allows_split=True, is_open=False)
    mandate(board)
    begin(board)
    ballot = board.open_ballot()
    board.vote(ballot, 0, 3, 1)
    board.vote(ballot, 1, 0, 2)
    board.vote(ballot, 2, 1)
    board.close(ballot)
    return board


@contextmanager
def unguarded() -> Iterator[None]:
    """Without the triggers that keep rows as they are, until the end of the block."""
    tables = [model._meta.db_table for model in apps.get_app_config("dialogue").get_models()]
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in tables:
                for statement in BACKWARDS[connection.vendor]:
                    cursor.execute(statement.format(table=table))
        yield
        transaction.set_rollback(True)


def found(board: Board) -> Verified:
    return verify(board.world.round)


def other(field: models.Field[Any, Any], value: Any) -> Any:
    """Another value for a field than it has."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, datetime):
        return value + timedelta(seconds=1)
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, int):
        return value + 1
    if isinstance(value, dict):
        return {**value, "erbij": 1}
    if isinstance(value, list):
        return [*value, 1]
    if field.choices:
        return next(code for code, _label in field.choices if code != value)
    if isinstance(value, str):
        return f"{value}x" if len(value) != field.max_length else f"{value[:-1]}x"
    return {"JSONField": {}, "DateTimeField": AT}.get(field.get_internal_type(), 1)


# What may change afterwards or is fixed by something else: who is there now; the state of a
# proposal and meeting, which follows from what is in the chain.
FREE = {
    Delegation: {"is_present"},
    Meeting: {"state"},
    Proposal: {"state"},
}
FIXED = [Mandate, Meeting, Delegation, Proposal, Ballot, Vote, Decision, ChainRecord]
FIELDS = [
    pytest.param(model, field.attname, id=f"{model.__name__} {field.attname}")
    for model in FIXED
    for field in model._meta.concrete_fields
    if not field.primary_key and field.attname not in FREE.get(model, set())
]


def test_what_was_not_touched_is_whole() -> None:
    board = decided()
    report = found(board)
    assert report.is_whole
    assert report.first is None
    assert report.records == ChainRecord.objects.count() == report.number
    assert report.rows == report.records
    assert report.as_values()["is_whole"]


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_every_field_of_every_row_that_is_changed_is_found(
    model: type[models.Model], name: str
) -> None:
    board = decided()
    with unguarded(), connection.constraint_checks_disabled():
        row = model._default_manager.order_by("-pk").first()
        assert row is not None
        field = next(f for f in model._meta.concrete_fields if f.attname == name)
        value = other(field, getattr(row, name))
        if not changed(model, row.pk, field, value):
            pytest.skip("the database refuses this change by itself")
        report = found(board)
        assert not report.is_whole
        assert report.first is not None


def changed(model: type[models.Model], pk: Any, field: models.Field[Any, Any], value: Any) -> bool:
    """Change a column directly; False when a constraint refuses."""
    raw = field.get_db_prep_save(value, connection)
    table, column = (connection.ops.quote_name(n) for n in (model._meta.db_table, field.column))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [raw, pk])
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize("model", [Mandate, Vote, Decision], ids=lambda model: model.__name__)
def test_a_row_that_is_removed_is_found(model: type[models.Model]) -> None:
    board = decided()
    with unguarded():
        pk = model._default_manager.order_by("pk").values_list("pk", flat=True)[0]
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [pk])
        faults = {(fault.what, fault.key) for fault in found(board).faults}
        assert ("gone", str(pk)) in faults


def test_a_vote_that_is_put_in_is_found() -> None:
    board = decided()
    with unguarded():
        first = Vote.objects.order_by("pk")[0]
        ballot = Ballot.objects.create(
            proposal=board.ask(), number=1, opened_at=AT, closed_at=AT, outcome="adopted"
        )
        fields = {f.attname: getattr(first, f.attname) for f in Vote._meta.concrete_fields}
        put_in = Vote.objects.create(**{**fields, "id": None, "ballot_id": ballot.pk})
        faults = {(fault.what, fault.kind, fault.key) for fault in found(board).faults}
        assert ("unrecorded", "vote", str(put_in.pk)) in faults
        assert ("unrecorded", "ballot_closed", str(ballot.pk)) in faults


def remove_last(board: Board) -> ChainRecord:
    """Take away the decision with its record: what is left fits together."""
    last = ChainRecord.objects.order_by("number").last()
    assert last is not None
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dialogue_decision")
        cursor.execute("DELETE FROM dialogue_chainrecord WHERE id = %s", [last.pk])
    return last


def test_a_lost_end_is_found_by_the_log() -> None:
    board = decided()
    with unguarded():
        last = remove_last(board)
        fault = found(board).first
        assert fault is not None
        assert (fault.what, fault.number) == ("cut", last.number)


def test_a_lost_end_is_found_by_what_somebody_wrote_down() -> None:
    board = decided()
    head = Head(found(board).number, found(board).digest[:16])
    assert verify(board.world.round, heads=[head]).is_whole
    with unguarded():
        remove_last(board)
        with connection.cursor() as cursor:
            for statement in BACKWARDS[connection.vendor]:
                cursor.execute(statement.format(table="accounts_event"))
            cursor.execute("DELETE FROM accounts_event")
        assert found(board).is_whole
        assert not verify(board.world.round, heads=[head]).is_whole


@pytest.mark.parametrize("digest", ["", "0" * 64], ids=["empty", "other"])
def test_another_digest_than_was_written_down_is_found(digest: str) -> None:
    board = decided()
    report = verify(board.world.round, heads=[Head(1, digest)])
    assert [fault.what for fault in report.faults] == ["cut"]


def test_records_that_change_places_are_found() -> None:
    board = decided()
    with unguarded(), connection.cursor() as cursor:
        table = "dialogue_chainrecord"
        for new, old in ((900, 4), (4, 5), (5, 900)):
            cursor.execute(f"UPDATE {table} SET number = %s WHERE number = %s", [new, old])
        assert {fault.number for fault in found(board).faults} >= {4, 5}


def test_the_chain_made_anew_after_a_change_is_found_by_the_log() -> None:
    """Who can write everything but the log cannot hide a changed vote."""
    board = decided()
    with unguarded():
        vote = Vote.objects.order_by("pk")[0]
        field = Vote._meta.get_field("votes_for")
        assert changed(Vote, vote.pk, field, vote.votes_for + 1)
        remake(board)
        assert {fault.what for fault in found(board).faults} == {"cut"}


def remake(board: Board) -> None:
    """Write every record anew from the rows as they are."""
    previous = BEGINNING
    rows = list(ChainRecord.objects.filter(round=board.world.round).order_by("number"))
    with connection.cursor() as cursor:
        for record in rows:
            recipe = PAYLOADS[record.kind]
            payload = recipe.payload(recipe.model._default_manager.get(pk=record.key))
            values = {
                "number": record.number,
                "kind": record.kind,
                "key": record.key,
                "at": record.at,
            }
            digest = digest_of(**values, payload=payload, previous=previous)
            cursor.execute(
                "UPDATE dialogue_chainrecord SET payload = %s, previous = %s, digest = %s "
                "WHERE id = %s",
                [json.dumps(payload), previous, digest, record.pk],
            )
            previous = digest


def test_a_kind_that_nobody_knows_and_what_no_chain_holds_are_found() -> None:
    board = decided()
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("UPDATE dialogue_chainrecord SET kind = 'verzonnen' WHERE number = 1")
        cursor.execute(
            "UPDATE dialogue_chainrecord SET payload = %s WHERE number = 2",
            [json.dumps({"votes": 1.5})],
        )
        faults = {(fault.number, fault.what) for fault in found(board).faults}
        assert {(1, "kind"), (1, "digest"), (2, "digest"), (2, "changed")} <= faults


def test_a_row_that_holds_what_no_action_writes_is_found() -> None:
    board = decided()
    with unguarded():
        ballot = Ballot.objects.get()
        assert changed(Ballot, ballot.pk, Ballot._meta.get_field("tally"), {"votes_for": 1.5})
        faults = {(fault.what, fault.kind, fault.fields) for fault in found(board).faults}
        assert ("changed", "ballot_closed", ("",)) in faults


def test_a_field_that_is_gone_from_a_record_is_named() -> None:
    board = decided()
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dialogue_chainrecord SET payload = %s WHERE kind = 'decision'",
            [json.dumps({"outcome": "adopted"})],
        )
        fields = [fault.fields for fault in found(board).faults if fault.what == "changed"]
        assert "tally" in fields[0]
        assert "outcome" not in fields[0]


def test_the_fields_that_differ_are_named() -> None:
    board = decided()
    with unguarded():
        member = board.members[0]
        assert changed(Delegation, member.pk, Delegation._meta.get_field("votes"), 9)
        (fault,) = found(board).faults
        assert (fault.kind, fault.what, fault.fields) == (
            "meeting_opened",
            "changed",
            ("delegations.1.votes",),
        )


def test_a_number_with_decimals_is_no_plain_value() -> None:
    with pytest.raises(TypeError):
        plain(1.5)
    assert plain({"a": (1, None, True, date(2026, 1, 2), AT)}) == {
        "a": [1, None, True, "2026-01-02", "2026-03-02T09:00:00.000000+00:00"]
    }


def recomputed(record: dict[str, Any]) -> str:
    """The digest, by nothing but the published recipe."""
    told = {name: value for name, value in record.items() if name != "digest"}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_anybody_can_check_the_download(client: Client) -> None:
    board = decided()
    slug = board.world.round.slug
    values = json.loads(client.get(reverse("dialogue-chain-json", args=[slug])).content)
    previous = "0" * 64
    for place, record in enumerate(values["records"], start=1):
        assert (record["number"], record["previous"]) == (place, previous)
        assert record["digest"] == recomputed(record)
        previous = record["digest"]
    assert values["head"] == {"number": len(values["records"]), "digest": previous}


def test_the_chain_names_no_people(client: Client) -> None:
    board = decided()
    text = client.get(reverse("dialogue-chain-json", args=[board.world.round.slug])).content
    for who in (board.delegate(0), board.secretariat, board.world.actor("clerk", 0)):
        assert who.name.encode() not in text


def test_votes_of_an_open_ballot_wait_with_all_that_follows(client: Client) -> None:
    board = make_board()
    slug = board.world.round.slug
    ballot = board.open_ballot()
    board.vote(ballot, 0, 3)
    board.vote(ballot, 1, 2)
    values = json.loads(client.get(reverse("dialogue-chain-json", args=[slug])).content)
    assert values["withheld"] == 2
    assert [record["kind"] for record in values["records"]][-1] == "ballot_opened"
    page = client.get(reverse("dialogue-chain", args=[slug])).content.decode()
    secret = ChainRecord.objects.filter(kind="vote").values_list("digest", flat=True)
    assert not any(digest[:16] in page for digest in secret)
    assert "2 regels wachten" in page
    board.close(ballot)
    values = json.loads(client.get(reverse("dialogue-chain-json", args=[slug])).content)
    assert values["withheld"] == 0
