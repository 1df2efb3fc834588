# SPDX-License-Identifier: EUPL-1.2
"""Which three signals are shown, and that it is always the same three."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.signals import (
    KINDS,
    Kind,
    Outside,
    Seat,
    Signal,
    Situation,
    Table,
    candidates,
    chosen,
    signals,
)

HALF, TENTH, FIFTH = Fraction(1, 2), Fraction(1, 10), Fraction(1, 5)


def kinds(found: tuple[Signal, ...]) -> list[Kind]:
    return [signal.kind for signal in found]


def only(situation: Situation, kind: Kind) -> Signal:
    return next(signal for signal in candidates(situation) if signal.kind == kind)


def quiet(key: str = "a") -> Seat:
    """A seat with nothing to ask about."""
    return Seat(key, has_council=True, is_represented=True)


def test_nothing_known_gives_nothing_to_ask() -> None:
    assert signals(Situation()) == ()
    assert signals(Situation(seats=(quiet(),), tables=(Table("a", 3),))) == ()


def test_votes_that_never_decide_come_first() -> None:
    seats = (replace(quiet("a"), votes=TENTH, power=Fraction(0)),)
    found = signals(Situation(seats=seats, doubled=(("zorg", ("a", "b")),)))
    assert kinds(found) == ["powerless", "doubled_task"]
    assert found[0].value == TENTH


def test_no_votes_at_all_is_no_powerless_vote() -> None:
    seats = (replace(quiet(), votes=Fraction(0), power=Fraction(0)),)
    assert candidates(Situation(seats=seats)) == ()


@pytest.mark.parametrize(
    ("payment", "is_signal"),
    [(Fraction(24, 100), False), (Fraction(25, 100), True), (None, False)],
    ids=["below", "at", "unknown"],
)
def test_payment_counts_from_five_points_above_the_power(
    payment: Fraction | None, is_signal: bool
) -> None:
    seats = (replace(quiet(), votes=FIFTH, power=FIFTH, payment=payment),)
    assert kinds(candidates(Situation(seats=seats))) == ["influence_below_payment"] * is_signal


def test_the_widest_gap_with_the_inhabitants_is_named() -> None:
    seats = (
        replace(quiet("a"), power=TENTH, inhabitants=FIFTH),
        replace(quiet("b"), power=TENTH, inhabitants=HALF),
    )
    found = only(Situation(seats=seats), "influence_below_inhabitants")
    assert (found.keys, found.value, found.reference) == (("b",), TENTH, HALF)


def test_the_oldest_record_is_named_from_two_years_on() -> None:
    fresh, old, older = Table("a", 2, 729), Table("b", 2, 730), Table("c", 2, 3000)
    assert kinds(candidates(Situation(tables=(fresh,)))) == []
    assert only(Situation(tables=(fresh, old, older)), "unconfirmed").keys == ("c",)


def test_the_largest_contribution_is_a_part_of_what_is_known() -> None:
    seats = (
        replace(quiet("a"), contribution=Fraction(300)),
        replace(quiet("b"), contribution=Fraction(100)),
        quiet("c"),
    )
    found = only(Situation(seats=seats), "largest_contribution")
    assert (found.keys, found.value, found.reference) == (("a",), Fraction(300), Fraction(3, 4))


def test_fit_is_held_against_three_quarters_of_what_is_usual() -> None:
    tables = (Table("a", 2, fit=Fraction(38, 100)), Table("b", 2, fit=Fraction(37, 100)))
    found = only(Situation(tables=tables, usual_fit=HALF), "low_fit")
    assert (found.keys, found.value, found.reference) == (("b",), Fraction(37, 100), HALF)
    assert kinds(candidates(Situation(tables=tables[:1]))) == []


def test_councils_and_people_that_are_missing_are_counted_over_all() -> None:
    seats = (
        Seat("a", has_council=False),
        Seat("b", has_council=True, is_represented=True),
        Seat("c"),
    )
    situation = Situation(seats=seats)
    absent, unknown = only(situation, "council_absent"), only(situation, "seats_unknown")
    assert (absent.value, absent.reference, absent.keys) == (Fraction(1), Fraction(2), ())
    assert (unknown.value, unknown.reference) == (Fraction(2), Fraction(3))


def test_largest_needs_something_to_be_larger_than() -> None:
    assert kinds(candidates(Situation(tables=(Table("a", 9),)))) == []
    assert only(Situation(tables=(Table("a", 9), Table("b", 11))), "largest").keys == ("b",)


def test_most_members_outside_the_province_as_a_share_counts() -> None:
    situation = Situation(outside=(Outside("a", 5, 20), Outside("b", 2, 4)))
    assert only(situation, "outside_province").keys == ("b",)


def test_of_equal_cases_the_first_key_counts() -> None:
    shared = (("c", "d"), ("b", "a"))
    assert only(Situation(shared=shared), "same_members").keys == ("a", "b")


def test_a_second_of_a_family_waits_for_the_first_of_another() -> None:
    ranked = [Signal(kind, Fraction(1)) for kind in ("doubled_task", "same_members", "largest")]
    assert kinds(chosen(ranked)) == ["doubled_task", "largest", "same_members"]
    assert kinds(chosen(ranked, number=1)) == ["doubled_task"]


# Laws.

shares = st.none() | st.fractions(0, 1, max_denominator=20)
keys = st.sampled_from("abcdef")
seats_strategy = st.lists(
    st.builds(
        Seat,
        key=keys,
        votes=shares,
        power=shares,
        payment=shares,
        inhabitants=shares,
        contribution=st.none() | st.fractions(0, 1000, max_denominator=4),
        has_council=st.none() | st.booleans(),
        is_represented=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda seat: seat.key,
)
tables_strategy = st.lists(
    st.builds(
        Table, key=keys, members=st.integers(1, 40),
        confirmed_days=st.none() | st.integers(0, 5000), fit=shares,
    ),
    max_size=6,
    unique_by=lambda table: table.key,
)  # fmt: skip
groups = st.lists(keys, min_size=2, max_size=4, unique=True).map(tuple)
situations = st.builds(
    Situation,
    seats=seats_strategy.map(tuple),
    tables=tables_strategy.map(tuple),
    doubled=st.lists(st.tuples(st.sampled_from(["zorg", "afval"]), groups), max_size=3).map(tuple),
    shared=st.lists(groups, max_size=3).map(tuple),
    outside=st.lists(
        st.builds(Outside, keys, st.integers(1, 3), st.integers(4, 9)),
        max_size=3,
        unique_by=lambda one: one.key,
    ).map(tuple),
    usual_fit=shares,
)
law = settings(max_examples=60, deadline=None)


@law
@given(situations)
def test_at_most_three_and_no_kind_twice(situation: Situation) -> None:
    found = signals(situation)
    assert len(found) <= 3
    assert len(set(kinds(found))) == len(found)


@law
@given(situations)
def test_no_family_twice_as_long_as_others_have_something_to_ask(situation: Situation) -> None:
    families = {signal.family for signal in candidates(situation)}
    found = signals(situation)
    assert len({signal.family for signal in found}) == min(len(families), len(found))


@law
@given(situations)
def test_the_order_in_which_things_are_told_does_not_matter(situation: Situation) -> None:
    turned = replace(
        situation,
        seats=situation.seats[::-1],
        tables=situation.tables[::-1],
        doubled=tuple((task, group[::-1]) for task, group in situation.doubled[::-1]),
        shared=tuple(group[::-1] for group in situation.shared[::-1]),
        outside=situation.outside[::-1],
    )
    found, again = signals(situation), signals(turned)
    assert kinds(found) == kinds(again)
    assert [s.value for s in found] == [s.value for s in again]


@law
@given(situations)
def test_candidates_stand_in_the_published_order(situation: Situation) -> None:
    order = list(KINDS)
    places = [order.index(kind) for kind in kinds(candidates(situation))]
    assert places == sorted(places)


@law
@given(situations, st.integers(2, 50))
def test_money_in_other_coins_changes_no_choice(situation: Situation, factor: int) -> None:
    scaled = replace(
        situation,
        seats=tuple(
            seat
            if seat.contribution is None
            else replace(seat, contribution=seat.contribution * factor)
            for seat in situation.seats
        ),
    )
    assert kinds(signals(scaled)) == kinds(signals(situation))


@law
@given(situations)
def test_a_quiet_seat_more_asks_nothing_new(situation: Situation) -> None:
    more = replace(situation, seats=(*situation.seats, quiet("z")))
    assert kinds(candidates(more)) == kinds(candidates(situation))


@law
@given(situations)
def test_what_is_named_was_told(situation: Situation) -> None:
    told = {
        *(seat.key for seat in situation.seats),
        *(table.key for table in situation.tables),
        *(key for _task, group in situation.doubled for key in group),
        *(key for group in situation.shared for key in group),
        *(one.key for one in situation.outside),
    }
    assert {key for signal in signals(situation) for key in signal.keys} <= told
