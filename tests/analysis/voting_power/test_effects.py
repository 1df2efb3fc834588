# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.voting_power import (
    Game,
    MemberError,
    joined,
    left,
    merged,
    merger_effect,
    power_of,
    quota_effects,
    usual_quotas,
)
from tests.analysis.voting_power.enumerated import games

LAWS = settings(max_examples=60, deadline=None)
BOARD = Game((3, 2, 2, 1), 5)


def test_merged_members_are_one_with_all_their_votes() -> None:
    change = merged(BOARD, (3, 1))
    assert change.game == Game((3, 3, 2), 5)
    assert change.origins == ((0,), (1, 3), (2,))


def test_a_merger_may_cost_power() -> None:
    # Two of a board of three that must all agree: together one of two.
    effect = merger_effect(Game((1, 1, 1), 3), (0, 1))
    assert effect.votes == 2
    assert (effect.banzhaf_apart, effect.banzhaf_merged) == (Fraction(2, 3), Fraction(1, 2))
    assert effect.shapley_shubik_apart == Fraction(2, 3)
    assert effect.shapley_shubik_merged == Fraction(1, 2)


def test_who_joins_comes_last_and_a_majority_stays_one() -> None:
    change = joined(BOARD, 4)
    assert change.game == Game((3, 2, 2, 1, 4), 7)
    assert change.origins == ((0,), (1,), (2,), (3,), ())


def test_another_quota_keeps_its_part_of_all_votes() -> None:
    assert joined(Game((3, 2, 1), 5), 2).game.quota == 7  # 5/6 of 8, rounded up
    assert left(Game((3, 2, 1), 5), 2).game == Game((3, 2), 5)
    assert left(Game((3, 2, 1), 5), 0, quota=2).game == Game((2, 1), 2)
    assert joined(Game((3, 2, 1), 5), 2, quota=4).game.quota == 4


def test_who_leaves_is_gone() -> None:
    change = left(BOARD, 1)
    assert change.game == Game((3, 2, 1), 4)
    assert change.origins == ((0,), (2,), (3,))


@pytest.mark.parametrize("members", [(), (1,), (1, 1), (1, 9)])
def test_a_merger_takes_two_members_that_are_there(members: tuple[int, ...]) -> None:
    with pytest.raises(MemberError) as refused:
        merged(BOARD, members)
    assert refused.value.members == ((9,) if 9 in members else tuple(sorted(set(members))))


def test_the_last_member_cannot_leave_nor_one_that_is_not_there() -> None:
    with pytest.raises(MemberError, match="the last member"):
        left(Game((1,), 1), 0)
    with pytest.raises(MemberError, match="no member at place -1"):
        left(BOARD, -1)


def test_usual_quotas_rise_from_a_majority_to_everybody() -> None:
    assert usual_quotas(28) == (15, 17, 19, 21, 28)
    assert usual_quotas(1) == (1,)


def test_power_by_quota_is_that_of_each_quota() -> None:
    found = quota_effects((3, 2, 1))
    assert [power.game.quota for power in found] == [4, 5, 6]
    assert found[2] == power_of(Game((3, 2, 1), 6))
    assert [power.game.quota for power in quota_effects((3, 2, 1), [2])] == [2]


@given(games(), st.data())
@LAWS
def test_what_joins_and_leaves_again_changes_nothing(game: Game, data: st.DataObject) -> None:
    votes = data.draw(st.integers(0, 9))
    there = joined(game, votes, quota=game.quota).game
    assert left(there, len(game.weights), quota=game.quota).game == game


@given(games().filter(lambda game: len(game.weights) > 1), st.data())
@LAWS
def test_a_merger_keeps_all_votes_and_decisions_of_the_others(
    game: Game, data: st.DataObject
) -> None:
    places = st.integers(0, len(game.weights) - 1)
    chosen = data.draw(st.sets(places, min_size=2))
    change = merged(game, chosen)
    assert change.game.total == game.total
    assert sorted(p for origin in change.origins for p in origin) == list(range(len(game.weights)))
    weights = [sum(game.weights[p] for p in origin) for origin in change.origins]
    assert weights == list(change.game.weights)
