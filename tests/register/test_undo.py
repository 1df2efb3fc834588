# SPDX-License-Identifier: EUPL-1.2
"""Undoing every kind of act, and refusing where others changed the same since."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Role
from samenspel.accounts.rules import operator, visitor
from samenspel.register.actions import (
    EditRefused,
    Ground,
    add_arrangement,
    add_participation,
    appoint_secretariat,
    confirm,
    correct_participation,
    correct_version,
    end_arrangement,
    set_board,
    undo,
    withdraw_arrangement,
    withdraw_participation,
)
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    ChangeSet,
    Collection,
    HeldValue,
    Participation,
)
from samenspel.register.queries.changes import undoable
from samenspel.register.queries.editing import token_of, values_of
from tests.register.small_register import (
    AT,
    GROUND,
    LATER,
    OLD,
    SAFETY,
    all_held,
    all_states,
    board,
    clerk,
    load,
    organisation_of,
    participation,
    person,
    said,
    secretariat,
    site,
    slug,
    small_package,
    version,
    without_participant,
    without_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load()


def correct(key: str = SAFETY, by: Any = None, **values: Any) -> ChangeSet:
    one = version(key)
    made = correct_version(
        version=one, values=values, seen=token_of(one), ground=GROUND, by=by or operator(), at=AT
    )
    assert made is not None
    return made


def undone(change_set: ChangeSet, by: Any = None) -> ChangeSet:
    return undo(change_set=change_set, ground=GROUND, by=by or operator(), at=LATER)


def add() -> ArrangementVersion:
    return add_arrangement(
        organisation=organisation_of("GM0439"), country="nl", values={"name": "Nieuw"},
        participants=[{"kind": "municipality", "municipality": "GM0439"}], ground=GROUND,
        by=clerk("GM0439"), at=AT,
    )  # fmt: skip


def acts() -> dict[str, Any]:
    """From the kind of act to what does it."""

    def end() -> None:
        one = version()
        end_arrangement(
            version=one, valid_to=date(2027, 1, 1), seen=token_of(one), ground=GROUND,
            by=operator(), at=AT,
        )  # fmt: skip

    def withdraw() -> None:
        one = participation("GM0394")
        withdraw_participation(
            participation=one, seen=token_of(one), ground=GROUND, by=operator(), at=AT
        )

    def imported() -> None:
        one = participation("GM0394")
        correct_participation(
            participation=one, values={"roles": "Burgemeester"}, seen=token_of(one),
            ground=GROUND, by=operator(), at=AT, kind=ChangeSet.Kind.IMPORT,
        )  # fmt: skip

    def rename() -> None:
        set_board(
            version=version(), board=board(), values={"name": "Anders"},
            seats=values_of(board())["seats"][:5], seen=token_of(board()), ground=GROUND,
            by=operator(), at=AT,
        )  # fmt: skip

    return {
        "correct": lambda: correct(name="Anders", policy_areas=("wonen",), themes=()),
        "end": end,
        "withdraw": withdraw,
        "import": imported,
        "board": rename,
        "add": add,
        "confirm": lambda: confirm(versions=[version()], by=operator(), at=AT),
        "participation": lambda: add_participation(
            version=version(), values={"kind": "municipality", "municipality": "GM0362"},
            ground=GROUND, by=operator(), at=AT,
        ),
        "load": lambda: load(
            without_participant(
                said(small_package(), SAFETY, name="Van hen", in_force_to=date(2040, 1, 1)),
                SAFETY, "GM0394",
            ), at=AT,
        ),
    }  # fmt: skip


KINDS = ("correct", "end", "withdraw", "import", "board", "add", "confirm", "participation")


@pytest.mark.parametrize("kind", KINDS)
def test_act_is_undone_and_done_again_whole(kind: str) -> None:
    loaded, nothing = all_states(), all_held()
    acts()[kind]()
    done, held = all_states(), all_held()
    assert done != loaded
    made = ChangeSet.objects.get()
    back = undone(made)
    assert (back.kind, back.undoes) == ("undo", made)
    assert (all_states(), all_held()) == (loaded, nothing)
    again = undone(back)
    assert (all_states(), all_held()) == (done, held)
    undone(again)
    assert (all_states(), all_held()) == (loaded, nothing)
    assert load().changes
    assert all_states() == loaded


def test_undoing_a_load_holds_what_was_against_the_source() -> None:
    loaded = all_states()
    acts()["load"]()
    made = ChangeSet.objects.get()
    back = undone(made)
    now = all_states()
    entered = {ref for ref, state in now.items() if state["is_entered"]}
    assert len(entered) == 3  # the participation that went, its seat and its contribution
    assert {r: {**s, "is_entered": False} for r, s in now.items()} == loaded
    assert set(HeldValue.objects.values_list("field", flat=True)) == {"name", "valid_to"}
    new = without_participant(
        said(small_package(), SAFETY, name="Van hen", in_force_to=date(2040, 1, 1)),
        SAFETY, "GM0394",
    )  # fmt: skip
    load(new, at=LATER)
    assert all_states() == now
    undone(back)
    assert version().name == "Van hen"
    assert not HeldValue.objects.exists()


def test_load_that_removed_a_whole_arrangement_is_undone() -> None:
    loaded = all_states()
    where = slug(OLD)
    new = without_version(small_package(), OLD)
    load(new, at=AT)
    assert not Arrangement.objects.filter(slug=where).exists()
    with pytest.raises(PermissionDenied):
        undone(ChangeSet.objects.get(), by=clerk("GM0439"))
    undone(ChangeSet.objects.get(), by=person(Role.Kind.ADMINISTRATOR.value, site()))
    assert slug(OLD) == where
    assert {r: {**s, "is_entered": False} for r, s in all_states().items()} == loaded
    before = all_states()
    load(new, at=LATER)
    assert all_states() == before


def test_load_that_settled_a_correction_is_undone() -> None:
    correct(name="Van ons")
    new = said(small_package(), SAFETY, name="Van ons")
    load(new, at=LATER)
    undone(ChangeSet.objects.get(kind="load"))
    assert HeldValue.objects.get().source_value == "Veiligheidsregio Kennemerland"
    load(new, at=LATER)
    assert not HeldValue.objects.exists()


def test_act_is_undone_once() -> None:
    made = correct(name="Anders")
    undone(made)
    with pytest.raises(EditRefused):
        undone(made)


def test_later_change_of_the_same_field_is_named() -> None:
    made = correct(name="Eerst", seat_place="Velsen")
    correct(by=clerk("GM0392"), name="Daarna")
    with pytest.raises(EditRefused) as found:
        undone(made)
    assert "Gemeente Haarlem" in found.value.message
    assert "Naam" in found.value.message
    assert "1 juli 2026" in found.value.message
    assert undoable(slug()) == {ChangeSet.objects.latest("pk").pk}


def test_later_change_of_another_field_does_not_stand_in_the_way() -> None:
    made = correct(name="Eerst")
    correct(seat_place="Velsen")
    confirm(versions=[version()], by=operator(), at=AT)
    assert undoable(slug()) == set(ChangeSet.objects.values_list("pk", flat=True))
    undone(made)
    assert version().seat_place == "Velsen"
    assert made.pk not in undoable(slug())


def test_what_the_source_said_since_stands_in_the_way() -> None:
    made = correct(name="Van ons")
    load(said(small_package(), SAFETY, name="Van hen"), at=LATER)
    with pytest.raises(EditRefused) as found:
        undone(made)
    assert "operator" in found.value.message
    assert made.pk not in undoable(slug())


def test_addition_on_which_somebody_built_is_not_undone() -> None:
    made = add()
    added = ChangeSet.objects.get()
    add_participation(
        version=made, values={"kind": "municipality", "municipality": "GM0385"}, ground=GROUND,
        by=clerk("GM0439"), at=AT,
    )  # fmt: skip
    assert undoable(made.arrangement.slug) == {ChangeSet.objects.latest("pk").pk}
    with pytest.raises(EditRefused) as found:
        undone(added)
    assert "Gemeente Purmerend" in found.value.message
    undone(ChangeSet.objects.latest("pk"))
    undone(added)
    assert not ArrangementVersion.objects.filter(pk=made.pk).exists()


def test_addition_that_somebody_withdrew_is_not_undone() -> None:
    made = add_participation(
        version=version(), values={"kind": "municipality", "municipality": "GM0362"},
        ground=GROUND, by=operator(), at=AT,
    )  # fmt: skip
    added = ChangeSet.objects.get()
    withdraw_participation(
        participation=made, seen=token_of(made), ground=GROUND, by=operator(), at=AT
    )
    assert undoable(slug()) == {added.pk + 1}
    with pytest.raises(EditRefused):
        undone(added)


def test_record_that_came_again_is_not_brought_back_twice() -> None:
    one = participation("GM0394")
    made = withdraw_participation(
        participation=one, seen=token_of(one), ground=GROUND, by=operator(), at=AT
    )
    add_participation(
        version=version(), values={"kind": "municipality", "municipality": "GM0394"},
        ground=GROUND, by=operator(), at=AT,
    )  # fmt: skip
    assert made.pk not in undoable(slug())
    with pytest.raises(EditRefused):
        undone(made)


def test_municipality_that_takes_part_under_another_name_stands_in_the_way() -> None:
    one = participation("GM0394")
    made = withdraw_participation(
        participation=one, seen=token_of(one), ground=GROUND, by=operator(), at=AT
    )
    add_participation(
        version=version(),
        values={"kind": "municipality", "municipality": "GM0394", "name": "Hoofddorp"},
        ground=GROUND, by=operator(), at=AT,
    )  # fmt: skip
    with pytest.raises(EditRefused):
        undone(made)


def test_seats_of_a_board_that_is_gone_stand_in_the_way() -> None:
    one = participation("GM0394")
    made = withdraw_participation(
        participation=one, seen=token_of(one), ground=GROUND, by=operator(), at=AT
    )
    acts()["board"]()
    with pytest.raises(EditRefused):
        undone(made)


def test_change_outside_of_history_is_told_without_a_name() -> None:
    made = correct(name="Eerst")
    ArrangementVersion.objects.filter(key=SAFETY).update(name="Buitenom")
    with pytest.raises(EditRefused) as found:
        undone(made)
    assert "operator" not in found.value.message


def test_added_record_that_was_changed_outside_of_history_is_not_removed() -> None:
    made = add()
    Participation.objects.filter(version=made).delete()
    with pytest.raises(EditRefused):
        undone(ChangeSet.objects.get())


def test_withdrawn_arrangement_comes_back_at_its_address_with_its_secretariat() -> None:
    made = add()
    arrangement = made.arrangement
    appoint_secretariat(arrangement=arrangement, organisation=secretariat(), by=operator(), at=AT)
    before = all_states()
    gone = withdraw_arrangement(
        arrangement=arrangement, seen=token_of(arrangement), ground=GROUND, at=AT,
        by=person(Role.Kind.SECRETARIAT.value, secretariat()),
    )  # fmt: skip
    load()
    for by in (visitor(), clerk("GM0439")):
        with pytest.raises(PermissionDenied):
            undone(gone, by=by)
    undone(gone, by=person(Role.Kind.SECRETARIAT.value, secretariat()))
    assert all_states() == before
    found = Arrangement.objects.get(slug=arrangement.slug)
    assert found.secretariat == secretariat()


def test_municipality_undoes_what_is_about_itself_where_a_secretariat_keeps_the_rest() -> None:
    appoint_secretariat(
        arrangement=version().arrangement, organisation=secretariat(), by=operator(), at=AT
    )
    own = clerk("GM0394")
    one = participation("GM0394")
    made = withdraw_participation(
        participation=one, seen=token_of(one), ground=GROUND, by=own, at=AT
    )
    with pytest.raises(PermissionDenied):
        undone(made, by=clerk("GM0392"))
    undone(made, by=own)
    about_all = correct(name="Anders")
    with pytest.raises(PermissionDenied):
        undone(about_all, by=own)
    fewer = values_of(board())["seats"][:-1]
    set_board(
        version=version(), board=board(), values={}, seats=fewer, seen=token_of(board()),
        ground=GROUND, by=operator(), at=AT,
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        undone(ChangeSet.objects.latest("pk"), by=own)


def test_undoing_needs_a_ground_and_the_collection() -> None:
    made = correct(name="Anders")
    with pytest.raises(EditRefused) as found:
        undo(change_set=made, ground=Ground("", ""), by=operator(), at=AT)
    assert found.value.field == "reason"
    Collection.objects.all().delete()
    with pytest.raises(EditRefused):
        undone(made)


def test_load_that_brought_a_participant_is_undone_and_it_stays_away() -> None:
    load(without_participant(small_package(), SAFETY, "GM0394"))
    load(at=LATER)
    undone(ChangeSet.objects.get(at=LATER))
    assert not Participation.objects.filter(version__key=SAFETY, code="GM0394").exists()
    assert load().is_unchanged
