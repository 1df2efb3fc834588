# SPDX-License-Identifier: EUPL-1.2
"""Any sequence of edits: history tells every state, undo brings it back, loads respect it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samenspel.accounts.rules import operator
from samenspel.register.actions import (
    EditRefused,
    add_participation,
    confirm,
    correct_participation,
    correct_version,
    decide_incoming,
    end_arrangement,
    set_board,
    undo,
    withdraw_board,
    withdraw_participation,
)
from samenspel.register.actions.meanwhile import changes_of, history_backwards
from samenspel.register.models import (
    Arrangement,
    Board,
    ChangeSet,
    HeldValue,
    Participation,
)
from samenspel.register.queries.changes import undoable
from samenspel.register.queries.editing import token_of, values_of
from samenspel.register.records import CONTRIBUTION, SEAT, Ref, State, step_back
from tests.register.small_register import (
    AT,
    GROUND,
    SAFETY,
    all_held,
    all_states,
    load,
    participant_said,
    rolled_back,
    said,
    small_package,
    version,
    without_participant,
)

pytestmark = pytest.mark.django_db
WORDS = st.sampled_from(["Eerste", "Tweede", "Derde", "Veiligheidsregio Kennemerland"])
CODES = ("GM0392", "GM0394", "GM0362", "GM0439")
Step = tuple[Any, ...]
STEPS = st.one_of(
    st.tuples(st.just("name"), WORDS),
    st.tuples(st.just("areas"), st.sets(st.sampled_from(["wonen", "economie", "verkeer"]))),
    st.tuples(st.just("until"), st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1))),
    st.tuples(st.just("end"), st.dates(date(2026, 1, 1), date(2030, 1, 1))),
    st.tuples(st.just("roles"), st.sampled_from(CODES), WORDS),
    st.tuples(st.just("pays"), st.sampled_from(CODES), st.sampled_from([2025, 2026]) | st.none()),
    st.tuples(st.just("join"), st.sampled_from(CODES)),
    st.tuples(st.just("leave"), st.sampled_from(CODES)),
    st.tuples(st.just("board"), WORDS, st.integers(0, 9)),
    st.tuples(st.just("no board")),
    st.tuples(st.just("confirm")),
    st.tuples(st.just("undo"), st.integers(0, 5)),
)
SOURCE_STEPS = st.one_of(
    st.tuples(st.just("load"), st.sampled_from(["same", "name", "gone", "roles", "end"])),
    st.tuples(st.just("decide"), st.booleans()),
)
FEW = settings(
    max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@dataclass
class Editing:
    """The moment, which moves on with every step, and what the source says."""

    at: Any = AT
    package: Any = field(default_factory=small_package)

    def take(self, step: Step) -> None:
        """One step; what cannot be is refused, and then changes nothing."""
        self.at += timedelta(hours=7)
        before = all_states(), all_held()
        try:
            with transaction.atomic():
                DOING[step[0]](self, *step[1:])
        except (EditRefused, Participation.DoesNotExist, Board.DoesNotExist):
            assert (all_states(), all_held()) == before

    @property
    def common(self) -> dict[str, Any]:
        return {"ground": GROUND, "by": operator(), "at": self.at}

    def correct(self, **values: Any) -> None:
        one = version()
        correct_version(version=one, values=values, seen=token_of(one), **self.common)

    def member(self, code: str) -> Participation:
        return Participation.objects.select_related("version").get(version__key=SAFETY, code=code)

    def correct_member(self, code: str, **values: Any) -> None:
        one = self.member(code)
        correct_participation(participation=one, values=values, seen=token_of(one), **self.common)

    def leave(self, code: str) -> None:
        one = self.member(code)
        withdraw_participation(participation=one, seen=token_of(one), **self.common)

    def board(self) -> Board:
        return Board.objects.select_related("version").get(version__key=SAFETY)

    def set_board(self, name: str, number: int) -> None:
        one = Board.objects.select_related("version").filter(version__key=SAFETY).first()
        seats = values_of(one)["seats"][:number] if one else ()
        set_board(
            version=version(), board=one, seats=seats, seen=token_of(one) if one else None,
            values={"kind": "general", "name": name, "quota": None}, **self.common,
        )  # fmt: skip

    def withdraw_board(self) -> None:
        one = self.board()
        withdraw_board(board=one, seen=token_of(one), **self.common)

    def undo(self, back: int) -> None:
        """Undo one of the last acts; what the history says can be, can be, and the other way."""
        where = version().arrangement.slug
        acts = list(ChangeSet.objects.filter(arrangement_slug=where).order_by("-pk"))
        if not acts:
            return
        one = acts[back % len(acts)]
        may = one.pk in undoable(where)
        undo(change_set=one, **self.common)
        assert may

    def load(self, what: str) -> None:
        same = small_package()
        self.package = {
            "same": lambda: same,
            "name": lambda: said(same, SAFETY, name="Tweede"),
            "gone": lambda: without_participant(same, SAFETY, "GM0394"),
            "roles": lambda: participant_said(same, SAFETY, "GM0392", role="Derde"),
            "end": lambda: said(same, SAFETY, in_force_to=date(2028, 6, 1)),
        }[what]()
        load(self.package, at=self.at)

    def decide(self, keep: bool) -> None:
        held = HeldValue.objects.filter(incoming_at__isnull=False).order_by("pk").first()
        if held is not None:
            decide_incoming(held=held, keep=keep, **self.common)


DOING: dict[str, Callable[..., None]] = {
    "name": lambda e, name: e.correct(name=name),
    "areas": lambda e, areas: e.correct(policy_areas=tuple(areas)),
    "until": lambda e, day: e.correct(valid_to=day),
    "end": lambda e, day: end_arrangement(
        version=version(), valid_to=day, seen=token_of(version()), **e.common
    ),
    "roles": lambda e, code, word: e.correct_member(code, roles=word),
    "pays": lambda e, code, year: e.correct_member(
        code, contributions={year: (7, "")} if year else {}
    ),
    "join": lambda e, code: add_participation(
        version=version(), values={"kind": "municipality", "municipality": code}, **e.common
    ),
    "leave": lambda e, code: e.leave(code),
    "board": lambda e, name, number: e.set_board(name, number),
    "no board": lambda e: e.withdraw_board(),
    "confirm": lambda e: confirm(versions=[version()], by=operator(), at=e.at),
    "undo": lambda e, back: e.undo(back),
    "load": lambda e, what: e.load(what),
    "decide": lambda e, keep: e.decide(keep),
}


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load()


def earlier_states() -> list[dict[Ref, State]]:
    """The state after every act, the newest first, from the present state and the history."""
    states = all_states()
    found = [{ref: dict(state) for ref, state in states.items()}]
    where = Arrangement.objects.get(versions__key=SAFETY).slug
    for change_set in history_backwards(where):
        step_back(states, reversed(changes_of(change_set)))
        found.append({ref: dict(state) for ref, state in states.items()})
    return found


def in_effect(change_set: ChangeSet) -> bool:
    """Whether it stands and did something: not what was undone, nor the undoing of it."""
    depth, one = 0, change_set
    while one.undoes is not None:
        depth, one = depth + 1, one.undoes
    return depth % 2 == 0 and not ChangeSet.objects.filter(undoes=change_set).exists()


@FEW
@given(steps=st.lists(st.one_of(STEPS, SOURCE_STEPS), max_size=9))
def test_history_gives_every_earlier_state(steps: list[Step]) -> None:
    with rolled_back():
        editing = Editing()
        seen = [all_states()]
        for step in steps:
            acts = ChangeSet.objects.count()
            editing.take(step)
            if ChangeSet.objects.count() > acts:
                seen.append(all_states())
            else:
                assert all_states() == seen[-1]
        assert earlier_states() == seen[::-1]


@FEW
@given(steps=st.lists(STEPS, max_size=9))
def test_undoing_everything_gives_what_was_loaded(steps: list[Step]) -> None:
    with rolled_back():
        loaded = all_states()
        editing = Editing()
        for step in steps:
            editing.take(step)
        for change_set in list(ChangeSet.objects.order_by("-pk")):
            if in_effect(change_set):
                undo(change_set=change_set, **editing.common)
        assert all_states() == loaded
        assert all_held() == {}


@FEW
@given(steps=st.lists(st.one_of(STEPS, SOURCE_STEPS), max_size=9))
def test_the_same_package_leaves_every_edit_as_it_is(steps: list[Step]) -> None:
    with rolled_back():
        editing = Editing()
        for step in steps:
            editing.take(step)
        load(editing.package, at=editing.at)
        before, held, acts = all_states(), all_held(), ChangeSet.objects.count()
        assert load(editing.package, at=editing.at).is_unchanged
        assert (all_states(), all_held(), ChangeSet.objects.count()) == (before, held, acts)


@FEW
@given(steps=st.lists(STEPS.filter(lambda s: s[0] != "undo"), max_size=9))
def test_a_reload_after_edits_alone_changes_nothing_that_people_said(steps: list[Step]) -> None:
    with rolled_back():
        editing = Editing()
        for step in steps:
            editing.take(step)
        before = all_states()
        load(at=editing.at)
        # What hung on a participant that went and came back is the source's: nobody spoke of it.
        left = {step[1] for step in steps if step[0] == "leave"}
        now = {
            ref: state
            for ref, state in all_states().items()
            if ref in before or ref.kind not in (CONTRIBUTION, SEAT) or not left & {*ref.key}
        }
        # Only whose record it is may change: what was entered, and the source has, too, is adopted.
        assert {r: {**s, "is_entered": 0, "source": ""} for r, s in now.items()} == {
            r: {**s, "is_entered": 0, "source": ""} for r, s in before.items()
        }


def test_what_hung_on_a_participant_that_came_back_is_what_the_source_says() -> None:
    editing, loaded = Editing(), all_states()
    for step in (("leave", "GM0394"), ("join", "GM0394")):
        editing.take(step)
    gone = {ref for ref in loaded if ref not in all_states()}
    assert {ref.kind for ref in gone} == {CONTRIBUTION, SEAT}
    load(at=editing.at)
    now = all_states()
    assert {ref: now[ref] for ref in gone} == {ref: loaded[ref] for ref in gone}
