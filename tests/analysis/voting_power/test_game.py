# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from hypothesis import given, settings

from samenspel.analysis.voting_power import Game, majority
from tests.analysis.voting_power import enumerated
from tests.analysis.voting_power.enumerated import games


def test_more_than_half_decides_unless_a_quota_is_given() -> None:
    assert (majority(6), majority(7)) == (4, 4)
    assert Game.of([3, 2, 1]).quota == 4
    assert Game.of([3, 2, 1], 6).quota == 6


def test_who_can_block_and_who_decides_alone() -> None:
    assert Game((3, 2, 1), 4).vetoers == (0,)
    assert Game((3, 2, 1), 4).dictator is None
    assert Game((3, 2, 1), 6).vetoers == (0, 1, 2)
    assert Game((5, 2, 1), 5).dictator == 0
    assert Game((3, 3), 3).dictator is None


def test_the_law_forbids_one_member_more_than_half_of_the_votes() -> None:
    assert Game((4, 2, 1), 4).majority_holder == 0
    assert Game((3, 2, 1), 4).majority_holder is None
    assert Game((50, 49, 1), 51).majority_holder is None


def test_a_quota_of_half_or_less_lets_opposites_both_pass() -> None:
    assert Game((3, 2, 1), 4).is_over_half
    assert not Game((3, 2, 1), 3).is_over_half


@given(games())
@settings(max_examples=60, deadline=None)
def test_vetoers_and_dictator_are_those_of_enumeration(game: Game) -> None:
    won = enumerated.winning(game)
    members = range(len(game.weights))
    assert game.vetoers == tuple(m for m in members if all(m in found for found in won))
    alone = [m for m in members if all((m in s) == (s in won) for s in enumerated.sets(game))]
    assert game.dictator == (alone[0] if alone else None)
    if game.is_over_half:
        assert all(one & other for one in won for other in won)
