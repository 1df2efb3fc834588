# SPDX-License-Identifier: EUPL-1.2
"""Reciprocity: worked examples and laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.link_signals import (
    GiftFact,
    LessonFact,
    LinkFacts,
    balance_of,
    reciprocity,
)

DAY = date(2024, 5, 1)
PARTIES = (1, 2, 3)
GIFTS = st.lists(
    st.builds(
        GiftFact,
        giver=st.sampled_from(PARTIES),
        receiver=st.sampled_from(PARTIES),
        on=st.just(DAY),
        people=st.integers(0, 9),
        hours=st.fractions(0, 99, max_denominator=4),
        euros=st.integers(0, 5_000),
    ).filter(lambda gift: gift.giver != gift.receiver),
    max_size=8,
)


def link(*gifts: GiftFact, parties: tuple[int, ...] = PARTIES, **rest: object) -> LinkFacts:
    return LinkFacts(on=DAY, parties=parties, gifts=gifts, **rest)  # type: ignore[arg-type]


def hours(giver: int, receiver: int, amount: int) -> GiftFact:
    return GiftFact(giver, receiver, DAY, hours=Fraction(amount))


def test_two_partners_of_whom_one_gives_three_times_as_much() -> None:
    found = reciprocity(link(hours(1, 2, 30), hours(2, 1, 10), parties=(1, 2)))
    assert found.of("hours").balance == Fraction(1, 2)
    assert found.of("euros").balance is None


def test_giving_in_a_circle_is_balanced() -> None:
    found = reciprocity(link(hours(1, 2, 5), hours(2, 3, 5), hours(3, 1, 5)))
    assert found.of("hours").balance == 1


def test_a_gift_in_one_direction_is_no_reciprocity_however_large() -> None:
    for amount in (1, 10, 1_000):
        found = reciprocity(link(hours(1, 2, amount)))
        assert found.of("hours").balance == 0
        assert (found.only_giving, found.only_receiving, found.outside) == ((1,), (2,), (3,))


def test_a_lesson_from_nobody_in_particular_is_given_by_the_others_together() -> None:
    found = reciprocity(link(lessons=(LessonFact(1, DAY),))).of("lessons")
    assert [side.given for side in found.sides] == [0, Fraction(1, 2), Fraction(1, 2)]
    assert found.sides[0].received == 1


def test_a_lesson_from_a_partner_is_given_by_that_partner() -> None:
    found = reciprocity(link(lessons=(LessonFact(1, DAY, learned_from=2),))).of("lessons")
    assert [side.given for side in found.sides] == [0, 1, 0]


def test_gifts_of_who_takes_no_part_are_left_out() -> None:
    assert reciprocity(link(hours(9, 1, 5))).of("hours").balance is None


@settings(max_examples=60, deadline=None)
@given(GIFTS, st.integers(1, 500), st.data())
def test_more_of_the_same_gift_never_raises_reciprocity(
    gifts: list[GiftFact], more: int, data: st.DataObject
) -> None:
    """From who gave no less than it received, to who received no less than it gave."""
    before = reciprocity(link(*gifts)).of("hours")
    giver = data.draw(st.sampled_from([s.party for s in before.sides if s.given >= s.received]))
    others = [s.party for s in before.sides if s.received >= s.given and s.party != giver]
    if not others:
        return
    after = reciprocity(link(*gifts, hours(giver, data.draw(st.sampled_from(others)), more)))
    assert before.balance is None or after.of("hours").balance <= before.balance  # type: ignore[operator]


@settings(max_examples=40, deadline=None)
@given(GIFTS, st.randoms(use_true_random=False))
def test_the_order_of_entries_makes_no_difference(gifts: list[GiftFact], chance: object) -> None:
    shuffled = list(gifts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert reciprocity(link(*gifts)) == reciprocity(link(*shuffled))


@settings(max_examples=40, deadline=None)
@given(GIFTS, st.integers(2, 9))
def test_the_unit_makes_no_difference_and_balance_is_a_part(
    gifts: list[GiftFact], times: int
) -> None:
    found = reciprocity(link(*gifts)).of("hours").balance
    larger = [replace(gift, hours=gift.hours * times) for gift in gifts]
    assert reciprocity(link(*larger)).of("hours").balance == found
    assert found is None or 0 <= found <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=5))
def test_giving_and_receiving_change_places_without_a_change_of_balance(
    pairs: list[tuple[int, int]],
) -> None:
    there = [(Fraction(a), Fraction(b)) for a, b in pairs]
    assert balance_of(there) == balance_of((b, a) for a, b in there)
