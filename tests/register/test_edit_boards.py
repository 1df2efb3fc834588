# SPDX-License-Identifier: EUPL-1.2
"""Setting and withdrawing boards, with their seats."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.rules import operator, visitor
from samenspel.register.actions import (
    ChangedMeanwhile,
    EditRefused,
    set_board,
    undo,
    withdraw_board,
)
from samenspel.register.models import Board, ChangeSet, HeldValue, Seat
from samenspel.register.queries.editing import board_to_edit, token_of, values_of
from tests.register.small_register import (
    AT,
    GROUND,
    OLD,
    SAFETY,
    all_states,
    board,
    clerk,
    load,
    participation,
    slug,
    version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load()


def put(one: Board | None = None, seats: Any = None, by: Any = None, **values: Any) -> Board:
    if seats is None:
        seats = values_of(one)["seats"] if one else ()
    return set_board(
        version=version(), board=one, values=values, seats=seats,
        seen=token_of(one) if one else None, ground=GROUND, by=by or operator(), at=AT,
    )  # fmt: skip


def seat(code: str, seats: Any = 1, votes: Any = None) -> dict[str, Any]:
    return {"participation": participation(code).pk, "seats": seats, "votes": votes}


def test_new_board_with_seats_is_entered_by_hand() -> None:
    made = put(
        kind="executive", name="Dagelijks bestuur", quota=2, total_seats=3,
        seats=[seat("GM0392", 1, 2), seat("GM0394")],
    )  # fmt: skip
    assert made.is_entered
    assert values_of(made)["seats"] == (
        {"participation": participation("GM0392").pk, "name": "Haarlem", "seats": 1, "votes": 2},
        {"participation": participation("GM0394").pk, "name": "Haarlemmermeer", "seats": 1,
         "votes": None},
    )  # fmt: skip
    assert not HeldValue.objects.exists()
    before = all_states()
    assert load().is_unchanged
    assert all_states() == before


def test_correction_of_a_board_is_held_and_survives_a_load() -> None:
    fewer = [s for s in values_of(board())["seats"] if s["name"] != "Velsen"]
    fewer[0] = {**fewer[0], "votes": 3}
    put(board(), seats=fewer, total_seats=10)
    assert Seat.objects.filter(board=board()).count() == 8
    assert set(HeldValue.objects.values_list("record_kind", "field")) == {
        ("board", "total_seats"), ("seat", ""), ("seat", "votes"),
    }  # fmt: skip
    before = all_states()
    assert load().is_unchanged
    assert all_states() == before


def test_renamed_board_keeps_its_seats_and_the_old_name_stays_away() -> None:
    put(board(), name="Veiligheidsbestuur")
    assert Board.objects.get(version__key=SAFETY).name == "Veiligheidsbestuur"
    assert Seat.objects.filter(board__name="Veiligheidsbestuur").count() == 9
    before = all_states()
    assert load().is_unchanged
    assert all_states() == before
    put(Board.objects.get(version__key=SAFETY), name="Algemeen bestuur")
    assert not HeldValue.objects.exists()
    assert not board().is_entered
    load()  # the seats, entered under the other name, are the source's again
    assert not Seat.objects.filter(is_entered=True).exists()
    assert load().is_unchanged


def test_unchanged_board_writes_nothing() -> None:
    assert put(board()) == board()
    assert not ChangeSet.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"), ({"kind": "hoog"}, "kind"), ({"quota": 0}, "quota"),
        ({"quota": 10}, "quota"), ({"quota": 2.5}, "quota"), ({"quota": True}, "quota"),
        ({"total_seats": 8}, "total_seats"), ({"total_seats": 10**7}, "total_seats"),
        ({"kleur": 1}, "kleur"),
    ],
)  # fmt: skip
def test_wrong_value_is_refused_with_its_field(values: dict[str, Any], field: str) -> None:
    before = all_states()
    with pytest.raises(EditRefused) as found:
        put(board(), **values)
    assert found.value.field == field
    assert all_states() == before


def test_two_boards_of_one_kind_and_name_are_refused() -> None:
    with pytest.raises(EditRefused) as found:
        put(kind="general", name="ALGEMEEN bestuur")
    assert found.value.field == "name"
    put(kind="executive", name="Algemeen bestuur")
    with pytest.raises(EditRefused):
        put(Board.objects.get(kind="executive", version__key=SAFETY), kind="general")


def test_seats_are_of_participants_of_the_version_once() -> None:
    stranger = participation("GM0439", OLD).pk
    for wrong, field in (
        ([{"participation": stranger}], "seats"), ([{}], "seats"),
        ([{"participation": [1]}], "seats"), ([seat("GM0392"), seat("GM0392")], "seats"),
        ([seat("GM0392", -1)], "seats"), ([seat("GM0392", 1, "veel")], "votes"),
        ([{**seat("GM0392"), "kleur": 1}], "kleur"),
    ):  # fmt: skip
        with pytest.raises(EditRefused) as found:
            put(kind="other", name="Overleg", seats=wrong)
        assert (found.value.field, found.value.row) == (field, len(wrong) - 1)


def test_quota_is_not_compared_with_votes_that_are_not_known() -> None:
    assert put(kind="other", name="A", quota=99, seats=[seat("GM0392")]).quota == 99
    assert put(kind="other", name="B", quota=99).quota == 99


def test_withdrawn_board_stays_away_until_it_is_undone() -> None:
    one = board()
    loaded = all_states()
    made = withdraw_board(board=one, seen=token_of(one), ground=GROUND, by=operator(), at=AT)
    assert load().is_unchanged
    assert not Board.objects.filter(version__key=SAFETY).exists()
    with pytest.raises(EditRefused):
        withdraw_board(board=one, seen="", ground=GROUND, by=operator(), at=AT)
    undo(change_set=made, ground=GROUND, by=operator(), at=AT)
    assert all_states() == loaded
    assert not HeldValue.objects.exists()


def test_second_to_save_sees_what_the_first_changed() -> None:
    one, seen = board(), token_of(board())
    put(one, seats=[s for s in values_of(one)["seats"] if s["name"] != "Velsen"])
    with pytest.raises(ChangedMeanwhile) as found:
        withdraw_board(board=one, seen=seen, ground=GROUND, by=operator(), at=AT)
    (difference,) = found.value.differences
    assert difference.field == "seats"
    assert len(difference.seen) == len(difference.now) + 1


def test_only_who_keeps_the_record_sets_boards() -> None:
    for by in (visitor(), clerk("GM0439")):
        with pytest.raises(PermissionDenied):
            put(board(), by=by, quota=4)
        with pytest.raises(PermissionDenied):
            put(kind="other", name="X", by=by, kleur="rood")
    assert put(board(), by=clerk("GM0392"), quota=4).quota == 4


def test_form_starts_from_the_board() -> None:
    found = board_to_edit(slug(), board().pk)
    assert (found.board, found.token, found.values) == (
        board(), token_of(board()), values_of(board()),
    )  # fmt: skip
    with pytest.raises(Board.DoesNotExist):
        board_to_edit(slug(OLD), board().pk)
