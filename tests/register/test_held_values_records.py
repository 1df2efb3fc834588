# SPDX-License-Identifier: EUPL-1.2
"""Records that people withdrew, entered, or keep though the source dropped them, in loads."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.rules import operator, visitor
from samenspel.register.actions import (
    EditRefused,
    add_participation,
    decide_incoming,
    set_board,
    undo,
)
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Board,
    ChangeSet,
    Competence,
    HeldValue,
    Participation,
    Seat,
    VersionDomain,
)
from samenspel.register.queries.editing import token_of, values_of
from tests.register.holding import correct, correct_member, decide, settled, waiting, withdraw
from tests.register.small_register import (
    AT,
    GROUND,
    LATER,
    LIGHT,
    OLD,
    SAFETY,
    SAFETY_BEFORE,
    board,
    clerk,
    load,
    participant_said,
    participation,
    said,
    small_package,
    version,
    with_table,
    without_participant,
    without_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load()


def test_withdrawn_record_that_the_source_changes_waits() -> None:
    withdraw("GM0394")
    new = participant_said(small_package(), SAFETY, "GM0394", role="Burgemeester")
    load(new, at=LATER)
    assert waiting().incoming_value["roles"] == "Burgemeester"
    settled(new)
    keep = decide(waiting(), keep=True)
    settled(new)
    undo(change_set=keep, ground=GROUND, by=operator(), at=LATER)
    made = decide(waiting(), keep=False)
    assert participation("GM0394").roles == "Burgemeester"
    assert not participation("GM0394").is_entered
    assert not HeldValue.objects.exists()
    load(new, at=LATER)
    assert Seat.objects.filter(participation__code="GM0394").exists()
    settled(new)
    with pytest.raises(EditRefused):
        undo(change_set=made, ground=GROUND, by=operator(), at=LATER)


def test_own_municipality_decides_on_its_own_withdrawn_participation() -> None:
    withdraw("GM0394")
    load(participant_said(small_package(), SAFETY, "GM0394", role="Burgemeester"), at=LATER)
    decide_incoming(held=waiting(), keep=False, ground=GROUND, by=clerk("GM0394"), at=LATER)
    assert participation("GM0394").roles == "Burgemeester"


def test_withdrawn_record_that_the_source_drops_is_settled() -> None:
    withdraw("GM0394")
    new = without_participant(small_package(), SAFETY, "GM0394")
    load(new, at=LATER)
    assert not HeldValue.objects.exists()
    settled(new)


def test_what_was_withdrawn_below_a_withdrawn_record_stays_withdrawn() -> None:
    correct_member("GM0394", contributions={})
    made = withdraw("GM0394")
    settled()
    undo(change_set=made, ground=GROUND, by=operator(), at=LATER)
    settled()
    assert not participation("GM0394").contributions.exists()


def test_participant_that_the_source_drops_stays_when_people_hold_something_on_it() -> None:
    correct_member("GM0394", roles="Burgemeester")
    new = without_participant(small_package(), SAFETY, "GM0394")
    load(new, at=LATER)
    held = waiting()
    assert (held.field, held.incoming_value, held.record_kind) == ("", None, "participation")
    assert held.source_value["roles"] != "Burgemeester"
    assert held.held_value["roles"] == "Burgemeester"
    assert participation("GM0394").contributions.exists()
    assert participation("GM0394").seats.exists()
    settled(new)
    load(at=LATER)
    assert HeldValue.objects.get().field == "roles"
    settled()


def test_keeping_what_the_source_dropped_makes_it_ours() -> None:
    correct_member("GM0394", roles="Burgemeester")
    new = without_participant(small_package(), SAFETY, "GM0394")
    load(new, at=LATER)
    made = decide(waiting(), keep=True)
    assert participation("GM0394").is_entered
    assert not HeldValue.objects.exists()
    settled(new)
    undo(change_set=made, ground=GROUND, by=operator(), at=LATER)
    assert not participation("GM0394").is_entered
    assert waiting().field == ""
    settled(new)


def test_taking_what_the_source_dropped_removes_it_whole() -> None:
    correct_member("GM0394", roles="Burgemeester", contributions={2020: (1, "")})
    new = without_participant(small_package(), SAFETY, "GM0394")
    load(new, at=LATER)
    made = decide(waiting(), keep=False)
    assert not Participation.objects.filter(version__key=SAFETY, code="GM0394").exists()
    assert not HeldValue.objects.exists()
    settled(new)
    undo(change_set=made, ground=GROUND, by=operator(), at=LATER)
    assert participation("GM0394").contributions.get().year == 2020
    settled(new)


def test_withdrawing_what_the_source_dropped_leaves_nothing_held() -> None:
    correct_member("GM0394", roles="Burgemeester")
    new = without_participant(small_package(), SAFETY, "GM0394")
    load(new, at=LATER)
    withdraw("GM0394")
    assert not HeldValue.objects.exists()
    settled(new)


def test_version_that_the_source_drops_stays_whole_when_people_entered_something() -> None:
    Competence.objects.create(version=version(OLD), position=1, text="Artikel")
    added = add_participation(
        version=version(OLD), values={"kind": "municipality", "municipality": "GM0392"},
        ground=GROUND, by=operator(), at=AT,
    )  # fmt: skip
    members = Participation.objects.filter(version__key=OLD).count()
    new = without_version(small_package(), OLD)
    load(new, at=LATER)
    assert Participation.objects.filter(version__key=OLD).count() == members
    assert VersionDomain.objects.filter(version__key=OLD).exists()
    assert Competence.objects.exists()
    assert waiting().record_kind == "version"
    settled(new)
    decide(waiting(), keep=True)
    assert version(OLD).is_entered
    assert not Participation.objects.filter(version__key=OLD, is_entered=False).exists()
    settled(new)
    assert added.pk


def test_version_that_the_source_drops_can_be_taken_away_and_brought_back() -> None:
    correct(OLD, name="Van ons")
    slug = version(OLD).arrangement.slug
    new = without_version(small_package(), OLD)
    load(new, at=LATER)
    made = decide(waiting(), keep=False)
    assert not ArrangementVersion.objects.filter(key=OLD).exists()
    settled(new)
    assert Arrangement.objects.filter(slug=slug).exists()
    undo(change_set=made, ground=GROUND, by=operator(), at=LATER)
    assert version(OLD).arrangement.slug == slug
    assert waiting().record_kind == "version"
    settled(new)


def test_kept_version_makes_room_in_the_chain() -> None:
    correct(SAFETY, name="Van ons")
    assert version().previous == version(SAFETY_BEFORE)
    new = without_version(small_package(), SAFETY)
    row = new.tables["arrangements"].filter(pl.col("id") == LIGHT)
    following = row.with_columns(
        id=pl.lit("vrk-2026"), previous_id=pl.lit(SAFETY_BEFORE), next_id=pl.lit(None, pl.String)
    )
    new = with_table(new, "arrangements", lambda t: pl.concat([t, following]))
    load(new, at=LATER)
    assert version("vrk-2026").previous == version(SAFETY_BEFORE)
    assert version().previous is None
    settled(new)


def test_entered_participant_is_adopted_with_what_differs_held() -> None:
    small = without_participant(small_package(), SAFETY, "GM0394")
    load(small)
    add_participation(
        version=version(), values={
            "kind": "municipality", "municipality": "GM0394", "roles": "Gemeenteraad",
            "contributions": {2026: (5, "")},
        }, ground=GROUND, by=operator(), at=AT,
    )  # fmt: skip
    load(at=LATER)
    one = participation("GM0394")
    assert not one.is_entered
    assert one.roles == "Gemeenteraad"
    assert one.valid_from == date(2008, 1, 1)
    assert str(one.contributions.get().amount_eur) == "5.00"
    assert set(HeldValue.objects.values_list("record_kind", "field")) == {
        ("participation", "roles"), ("contribution", "amount_eur"),
    }  # fmt: skip
    told = ChangeSet.objects.get(at=LATER, kind="load")
    assert told.changes.filter(after__is_entered=False, before__is_entered=True).count() == 2
    settled()


def test_participant_under_another_name_is_the_same_municipality() -> None:
    small = without_participant(small_package(), SAFETY, "GM0394")
    load(small)
    made = add_participation(
        version=version(),
        values={"kind": "municipality", "municipality": "GM0394", "name": "Gem. Haarlemmermeer",
                "contributions": {2025: (5, "")}},
        ground=GROUND, by=operator(), at=AT,
    )  # fmt: skip
    load(at=LATER)
    one = participation("GM0394")
    assert (one.pk, one.name, one.is_entered) == (made.pk, "Haarlemmermeer", False)
    assert one.contributions.count() == 2
    settled()


def test_held_values_follow_a_participant_that_the_source_renames() -> None:
    correct_member("GM0394", roles="Burgemeester", contributions={2026: (5, "")})
    other = [{**s, "votes": 4} if s["name"] == "Haarlemmermeer" else s
             for s in values_of(board())["seats"]]  # fmt: skip
    set_board(
        version=version(), board=board(), values={}, seats=other, seen=token_of(board()),
        ground=GROUND, by=operator(), at=AT,
    )  # fmt: skip
    new = small_package()
    for name in ("participations", "seats"):
        new = with_table(
            new,
            name,
            lambda t: t.with_columns(
                participant_name=pl.col("participant_name").replace("Haarlemmermeer", "Hoofddorp")
            ),
        )
    load(new, at=LATER)
    one = participation("GM0394")
    assert (one.name, one.roles) == ("Hoofddorp", "Burgemeester")
    assert one.seats.get().votes == 4
    assert str(one.contributions.get().amount_eur) == "5.00"
    keys = set(HeldValue.objects.values_list("record_key", flat=True))
    assert all("Hoofddorp" in key for key in keys)
    settled(new)


def test_version_that_people_hold_is_withdrawn_by_undoing_the_load_that_brought_it() -> None:
    load(without_version(small_package(), SAFETY))
    load(at=LATER)
    brought = ChangeSet.objects.filter(kind="load", at=LATER).get()
    undo(change_set=brought, ground=GROUND, by=operator(), at=LATER)
    assert not ArrangementVersion.objects.filter(key=SAFETY).exists()
    assert not Board.objects.exists()
    settled()
    new = said(small_package(), SAFETY, name="Van hen")
    load(new, at=LATER)
    assert waiting().incoming_value["name"] == "Van hen"
    settled(new)


def test_arrangement_that_people_kept_is_adopted_when_the_source_brings_it_again() -> None:
    load(without_version(small_package(), OLD))
    load(at=LATER)
    assert not ChangeSet.objects.filter(kind="load", at=LATER).exists()
    correct(OLD, name="Van ons")
    load(without_version(small_package(), OLD), at=LATER)
    decide(waiting(), keep=True)
    load(at=LATER)
    assert version(OLD).name == "Van ons"
    assert not version(OLD).is_entered
    assert HeldValue.objects.filter(field="name").exists()
    settled()


def test_withdrawn_version_that_the_source_changes_can_be_taken_again() -> None:
    load(without_version(small_package(), SAFETY))
    load(at=LATER)
    brought = ChangeSet.objects.filter(kind="load", at=LATER).get()
    undo(change_set=brought, ground=GROUND, by=operator(), at=LATER)
    new = said(small_package(), SAFETY, name="Van hen")
    load(new, at=LATER)
    with pytest.raises(PermissionDenied):
        decide_incoming(held=waiting(), keep=False, ground=GROUND, by=clerk("GM0439"), at=LATER)
    decide_incoming(held=waiting(), keep=False, ground=GROUND, by=clerk("GM0392"), at=LATER)
    assert version().name == "Van hen"
    load(new, at=LATER)
    assert board().seats.count() == 9
    settled(new)


def test_arrangement_of_which_every_version_was_withdrawn_is_for_administrators() -> None:
    gone = without_version(small_package(), LIGHT)
    load(gone, at=LATER)
    dropped = ChangeSet.objects.get(kind="load")
    back = undo(change_set=dropped, ground=GROUND, by=operator(), at=LATER)
    assert version(LIGHT).is_entered
    load(at=LATER)
    assert not version(LIGHT).is_entered
    where = version(LIGHT).arrangement.slug
    load(said(small_package(), LIGHT, name="Anders"), at=LATER)
    assert back.arrangement_slug == where
    # As after undoing the load that brought its only version.
    one = version(LIGHT)
    held = HeldValue.objects.create(
        collection=one.collection, arrangement_slug=where, record_kind="version",
        record_key=f'["{LIGHT}"]', field="", source_value={"name": "Was"},
        change_set=dropped, incoming_value=None, incoming_at=None,
    )  # fmt: skip
    one.delete()
    load(at=LATER)
    assert not ArrangementVersion.objects.filter(key=LIGHT).exists()
    settled()
    held = waiting()
    for by in (visitor(), clerk("GM0358")):
        with pytest.raises(PermissionDenied):
            decide_incoming(held=held, keep=False, ground=GROUND, by=by, at=LATER)
    decide(held, keep=False)
    assert version(LIGHT).arrangement.slug == where
    load(at=LATER)
    assert Participation.objects.filter(version__key=LIGHT).count() == 2
    settled()


def test_participant_with_a_date_of_ours_stays_when_the_source_drops_it() -> None:
    correct_member("GM0394", valid_to=date(2029, 1, 1))
    new = without_participant(small_package(), SAFETY, "GM0394")
    load(new, at=LATER)
    assert participation("GM0394").valid_to == date(2029, 1, 1)
    assert waiting().field == ""
    settled(new)


def test_adopted_period_that_contradicts_the_source_stays_and_waits() -> None:
    load(without_participant(small_package(), SAFETY, "GM0394"))
    add_participation(
        version=version(), values={
            "kind": "municipality", "municipality": "GM0394", "valid_from": date(2028, 1, 1),
        }, ground=GROUND, by=operator(), at=AT,
    )  # fmt: skip
    new = participant_said(small_package(), SAFETY, "GM0394", valid_to=date(2027, 1, 1))
    load(new, at=LATER)
    one = participation("GM0394")
    assert (one.valid_from, one.valid_to) == (date(2028, 1, 1), None)
    assert waiting().field == "valid_to"
    settled(new)
