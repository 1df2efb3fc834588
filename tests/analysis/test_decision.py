# SPDX-License-Identifier: EUPL-1.2
"""Counting votes: hand-made boards, and laws that hold for every board."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.decision import (
    Cast,
    DecisionError,
    MajorityRule,
    Outcome,
    Quorum,
    decisive,
    least,
    majority_alone,
    quorum_count,
    tally,
)
from samenspel.analysis.voting_power import majority

SIMPLE = MajorityRule()
TWO_THIRDS = MajorityRule(2, of=3, is_strict=False)
FOR, AGAINST, ABSTAIN = (lambda n: Cast(n), lambda n: Cast(0, n), lambda n: Cast(0, 0, n))

casts = st.builds(
    Cast,
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(0, 40),
)
boards = st.lists(casts, max_size=12)
rules = st.one_of(
    st.builds(MajorityRule, st.integers(0, 99), st.none() | st.integers(0, 99)),
    st.builds(
        MajorityRule,
        st.integers(0, 7),
        st.none() | st.integers(0, 7),
        of=st.just(7),
        is_strict=st.just(False),
    ),
    st.just(MajorityRule(is_unanimous=True)),
)
quick = settings(max_examples=60, deadline=None)


def test_the_example_of_the_definition() -> None:
    board = [FOR(38), AGAINST(17), ABSTAIN(10), FOR(5)]
    counted = tally(board, SIMPLE)
    assert counted.outcome == Outcome.ADOPTED
    (condition,) = counted.conditions
    assert (condition.counted, condition.base, condition.needed) == (43, 60, 31)
    assert decisive(board, SIMPLE) == (True, False, False, False)


def test_half_is_not_enough_and_is_a_tie() -> None:
    assert tally([FOR(3), AGAINST(2), AGAINST(1)], SIMPLE).outcome == Outcome.TIED
    assert tally([FOR(3), AGAINST(2)], SIMPLE).outcome == Outcome.ADOPTED
    assert tally([FOR(3), AGAINST(4)], SIMPLE).outcome == Outcome.REJECTED


def test_at_least_half_is_enough_where_that_is_asked() -> None:
    rule = MajorityRule(50, is_strict=False)
    assert tally([FOR(3), AGAINST(3)], rule).outcome == Outcome.ADOPTED


@pytest.mark.parametrize(
    ("in_favour", "outcome"), [(200, Outcome.ADOPTED), (199, Outcome.REJECTED)], ids=["200", "199"]
)
def test_two_thirds_of_300_is_200_and_not_201(in_favour: int, outcome: Outcome) -> None:
    assert tally([FOR(in_favour), AGAINST(300 - in_favour)], TWO_THIRDS).outcome == outcome


def test_abstaining_lowers_what_is_needed() -> None:
    assert tally([FOR(2), AGAINST(1), ABSTAIN(97)], TWO_THIRDS).outcome == Outcome.ADOPTED


def test_as_many_against_is_no_tie_where_more_than_half_was_never_enough() -> None:
    assert tally([FOR(3), AGAINST(3)], TWO_THIRDS).outcome == Outcome.REJECTED


def test_votes_and_members_must_both_agree() -> None:
    rule = MajorityRule(50, members=50)
    board = [FOR(50), AGAINST(10), AGAINST(10)]
    assert tally(board, SIMPLE).outcome == Outcome.ADOPTED
    counted = tally(board, rule)
    assert counted.outcome == Outcome.REJECTED
    assert [condition.result for condition in counted.conditions] == ["met", "missed"]


def test_as_many_members_in_favour_as_against_is_a_tie_too() -> None:
    rule = MajorityRule(50, members=50)
    assert tally([FOR(50), AGAINST(10)], rule).outcome == Outcome.TIED


def test_a_split_member_counts_for_most_of_its_votes() -> None:
    counts = tally([Cast(3, 2), Cast(1, 4), Cast(2, 2), Cast(0, 0, 5)], SIMPLE).counts
    assert (counts.members_for, counts.members_against, counts.members_divided) == (1, 1, 1)
    assert (counts.members_abstained, counts.members_base, counts.votes_base) == (1, 3, 14)


def test_nobody_may_be_against_where_all_must_agree() -> None:
    rule = MajorityRule(is_unanimous=True)
    assert tally([FOR(1), ABSTAIN(9)], rule).outcome == Outcome.ADOPTED
    assert tally([FOR(99), AGAINST(1)], rule).outcome == Outcome.REJECTED


@pytest.mark.parametrize(
    "rule",
    [SIMPLE, TWO_THIRDS, MajorityRule(is_unanimous=True), MajorityRule(0, is_strict=False)],
    ids=["simple", "two thirds", "unanimous", "any"],
)
def test_nothing_is_adopted_without_a_vote_in_favour(rule: MajorityRule) -> None:
    assert tally([], rule).outcome == Outcome.REJECTED
    assert tally([ABSTAIN(5)], rule).outcome == Outcome.REJECTED


@pytest.mark.parametrize(
    ("present", "is_reached", "lacking"),
    [(8, False, 1), (9, True, 0)],
    ids=["half of sixteen", "one more"],
)
def test_more_than_half_of_the_members_must_be_there(
    present: int, *, is_reached: bool, lacking: int
) -> None:
    count = quorum_count([1] * 16, [place < present for place in range(16)])
    assert (count.is_reached, count.lacking, count.needed) == (is_reached, lacking, 9)


def test_votes_can_be_asked_to_be_there_as_well() -> None:
    quorum = Quorum(50, votes=66)
    count = quorum_count([60, 20, 20], [False, True, True], quorum)
    assert (count.lacking, count.votes_lacking, count.is_reached) == (0, 27, False)
    assert quorum_count([60, 20, 20], [True, True, False], quorum).is_reached


def test_who_has_the_majority_alone_is_named() -> None:
    assert majority_alone([10, 40, 29]) == 1
    assert majority_alone([10, 40, 30]) is None
    assert majority_alone([]) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: MajorityRule(101),
        lambda: MajorityRule(100),
        lambda: MajorityRule(50, members=101),
        lambda: MajorityRule(1, of=0),
        lambda: Quorum(100),
        lambda: Quorum(50, votes=-1),
        lambda: Cast(-1),
    ],
    ids=["over", "more than all", "members", "of nothing", "quorum", "quorum votes", "cast"],
)
def test_what_cannot_be_is_refused(make: object) -> None:
    with pytest.raises(DecisionError):
        make()  # type: ignore[operator]


def test_the_quota_is_what_a_proposal_needs_when_all_vote() -> None:
    assert SIMPLE.quota(70) == majority(70) == 36
    assert TWO_THIRDS.quota(70) == 47
    assert MajorityRule(is_unanimous=True).quota(70) == 70
    assert MajorityRule(0, is_strict=False).quota(70) == 1
    assert SIMPLE.is_simple
    assert not TWO_THIRDS.is_simple


@quick
@given(st.integers(0, 500), st.integers(0, 9), st.integers(1, 9), st.booleans())
def test_least_is_the_first_that_is_enough(base: int, share: int, of: int, strict: bool) -> None:
    found = least(base, share, of, is_strict=strict)
    part = Fraction(base * share, of)

    def enough(n: int) -> bool:
        return n > part if strict else n >= part

    assert enough(found)
    assert not enough(found - 1)


@quick
@given(boards, rules)
def test_the_order_of_members_does_not_matter(board: list[Cast], rule: MajorityRule) -> None:
    assert tally(board, rule) == tally(board[::-1], rule)


@quick
@given(boards, st.integers(1, 40), rules)
def test_who_abstains_changes_no_outcome(board: list[Cast], votes: int, rule: MajorityRule) -> None:
    assert tally([*board, ABSTAIN(votes)], rule).outcome == tally(board, rule).outcome


@quick
@given(boards, st.integers(1, 40), rules)
def test_more_in_favour_never_loses_a_proposal(
    board: list[Cast], votes: int, rule: MajorityRule
) -> None:
    if tally(board, rule).outcome == Outcome.ADOPTED:
        assert tally([*board, FOR(votes)], rule).outcome == Outcome.ADOPTED


@quick
@given(boards)
def test_a_proposal_and_its_opposite_are_never_both_adopted(board: list[Cast]) -> None:
    outcomes = {
        tally(board, SIMPLE).outcome,
        tally([cast.flipped for cast in board], SIMPLE).outcome,
    }
    assert outcomes != {Outcome.ADOPTED}
    tied = tally(board, SIMPLE).outcome == Outcome.TIED
    assert not tied or outcomes == {Outcome.TIED}


@quick
@given(boards)
def test_one_vote_each_makes_votes_and_heads_the_same(board: list[Cast]) -> None:
    single = [FOR(1) if cast.in_favour >= cast.against else AGAINST(1) for cast in board]
    both = MajorityRule(50, members=50)
    assert tally(single, SIMPLE).outcome == tally(single, both).outcome


@quick
@given(boards, rules)
def test_decisive_is_what_counting_again_says(board: list[Cast], rule: MajorityRule) -> None:
    outcome = tally(board, rule).outcome
    for place, turned in enumerate(decisive(board, rule)):
        other = [cast.flipped if n == place else cast for n, cast in enumerate(board)]
        assert turned == (tally(other, rule).outcome != outcome)
