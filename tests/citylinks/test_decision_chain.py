# SPDX-License-Identifier: EUPL-1.2
"""Decisions of parties stand in a chain: whoever changes one behind the product is found."""

from __future__ import annotations

from importlib import import_module

import pytest
from click.testing import CliRunner, Result
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from samenspel.accounts.append_only import BACKWARDS
from samenspel.accounts.chain_checks import Head, Verified
from samenspel.accounts.models import Event
from samenspel.citylinks.decision_chain import verify
from samenspel.citylinks.models import DecisionRecord, GroupVote, PartyDecision
from samenspel.cli import samenspel
from tests.citylinks.test_decisions_actions import Deciding

pytestmark = pytest.mark.django_db
TABLES = ("partydecision", "groupvote", "decisionrecord")


@pytest.fixture
def decided() -> Deciding:
    """Three decisions; the second was corrected by the third."""
    made = Deciding()
    made.record()
    wrong = made.record(party=2, note="Vergadering in Beekhuizen")
    made.record(party=2, note="Vergadering in Cadzande", replaces=wrong)
    return made


def spoil(statement: str) -> None:
    """Change what the database itself refuses to change, as who has the machine can."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for lift in BACKWARDS[connection.vendor]:
                cursor.execute(lift.format(table=f"citylinks_{table}"))
        cursor.execute(statement)


def found(decided: Deciding) -> Verified:
    return verify(decided.world.link)


def test_every_decision_has_a_record_and_the_log_has_its_digest(decided: Deciding) -> None:
    whole = found(decided)
    assert whole.is_whole
    assert (whole.records, whole.rows, whole.number) == (3, 3, 3)
    events = Event.objects.filter(action="record_decision").order_by("pk")
    said = [event.detail["digest"] for event in events]
    assert said == list(DecisionRecord.objects.values_list("digest", flat=True))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("partydecision", "note", "'Iets anders'"),
        ("partydecision", "source", "'Verzonnen'"),
        ("partydecision", "votes_for", "13"),
        ("partydecision", "votes_against", "0"),
        ("partydecision", "actor_name", "'Iemand anders'"),
        ("partydecision", "body", "'executive'"),
        ("groupvote", "seats", "seats + 1"),
        ("groupvote", "stance", "'absent'"),
        ("groupvote", "name", "name || '!'"),
    ],
)
def test_a_changed_value_is_found_and_named(
    decided: Deciding, table: str, column: str, value: str
) -> None:
    first = PartyDecision.objects.order_by("pk")[0]
    one = GroupVote.objects.filter(decision=first).exclude(stance="absent").order_by("pk")[0]
    pk = first.pk if table == "partydecision" else one.pk
    spoil(f"UPDATE citylinks_{table} SET {column} = {value} WHERE id = {pk}")
    fault = found(decided).first
    assert fault is not None
    assert (fault.number, fault.key, fault.what) == (1, str(first.pk), "changed")
    assert fault.fields[0].startswith(column if table == "partydecision" else "groups")


def test_a_decision_without_record_and_a_record_without_decision_are_found(
    decided: Deciding,
) -> None:
    last = PartyDecision.objects.order_by("-pk")[0]
    spoil(f"DELETE FROM citylinks_groupvote WHERE decision_id = {last.pk}")
    spoil(f"DELETE FROM citylinks_partydecision WHERE id = {last.pk}")
    (fault,) = found(decided).faults
    assert (fault.number, fault.what) == (3, "gone")
    slipped_in = PartyDecision.objects.create(
        link=decided.world.link, party=decided.world.parties[1], about="ending", body="executive",
        on="2025-05-01", is_adopted=True, at=last.at, actor_name="Niemand",
    )  # fmt: skip
    unrecorded = found(decided).faults[-1]
    assert (unrecorded.key, unrecorded.what) == (str(slipped_in.pk), "unrecorded")


def test_an_end_that_was_cut_off_is_found_through_the_log(decided: Deciding) -> None:
    last = PartyDecision.objects.order_by("-pk")[0]
    spoil("DELETE FROM citylinks_decisionrecord WHERE number = 3")
    spoil(f"DELETE FROM citylinks_groupvote WHERE decision_id = {last.pk}")
    spoil(f"DELETE FROM citylinks_partydecision WHERE id = {last.pk}")
    assert [(fault.number, fault.what) for fault in found(decided).faults] == [(3, "cut")]


def test_a_record_that_was_changed_breaks_the_link_after_it(decided: Deciding) -> None:
    spoil("UPDATE citylinks_decisionrecord SET digest = previous WHERE number = 2")
    told = {(fault.number, fault.what) for fault in found(decided).faults}
    assert {(2, "digest"), (3, "link"), (2, "cut")} <= told


def test_the_database_refuses_to_change_a_record(decided: Deciding) -> None:
    assert decided.world.link.chain.count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionRecord.objects.update(kind="other")


def test_what_somebody_wrote_down_is_compared(decided: Deciding) -> None:
    head = Head(3, found(decided).digest[:12])
    assert verify(decided.world.link, heads=[head]).is_whole
    assert not verify(decided.world.link, heads=[Head(3, "0" * 12)]).is_whole


def test_checking_takes_as_many_queries_for_one_as_for_three(
    decided: Deciding, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        found(decided)


def test_decisions_of_before_the_chain_are_recorded_by_the_migration(decided: Deciding) -> None:
    spoil("DELETE FROM citylinks_decisionrecord")
    migration = import_module("samenspel.citylinks.migrations.0009_decision_chain")
    before = found(decided)
    assert {fault.what for fault in before.faults} == {"unrecorded", "cut"}
    migration.record_decisions(apps, None)
    assert found(decided).is_whole


def run(*words: str) -> Result:
    return CliRunner().invoke(samenspel, ["verify", *words])


def test_the_command_checks_links_too(decided: Deciding, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("samenspel.cli.verify"), "migrate", lambda: None)
    slug = decided.world.link.slug
    whole = run(slug)
    assert whole.exit_code == 0
    assert f"{slug}: whole; 3 records, 3 rows, head 3:" in whole.output
    spoil("UPDATE citylinks_partydecision SET votes_for = 15")
    broken = run()
    assert broken.exit_code == 1
    assert "its row was changed: votes_for" in broken.output
