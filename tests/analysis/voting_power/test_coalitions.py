# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given, settings

from samenspel.analysis.voting_power import (
    Game,
    Part,
    Pattern,
    TooLargeError,
    count_minimal_blocking,
    count_minimal_winning,
    minimal_blocking_patterns,
    minimal_blocking_sets,
    minimal_winning_coalitions,
    minimal_winning_patterns,
)
from tests.analysis.voting_power import enumerated
from tests.analysis.voting_power.enumerated import games

LAWS = settings(max_examples=60, deadline=None)
SIX = Game((4, 4, 4, 2, 2, 1), 12)


def test_the_six_of_1958_have_four_minimal_coalitions_in_two_patterns() -> None:
    found = minimal_winning_patterns(SIX, most=10)
    three, five = found.patterns
    assert found.is_complete
    assert three == Pattern((Part(4, 3, 3),))
    assert five == Pattern((Part(4, 2, 3), Part(2, 2, 2)))
    assert (five.size, five.votes, five.coalitions) == (4, 12, 3)
    assert count_minimal_winning(SIX) == 4


def test_two_large_or_a_large_and_a_small_one_could_block_in_1958() -> None:
    parts = [found.parts for found in minimal_blocking_patterns(SIX, most=10).patterns]
    assert parts == [(Part(4, 2, 3),), (Part(4, 1, 3), Part(2, 1, 2))]
    assert minimal_blocking_sets(SIX, most=3) == ((0, 1), (0, 2), (1, 2))


def test_only_so_many_are_listed_as_asked_for() -> None:
    found = minimal_winning_patterns(SIX, most=1)
    assert not found.is_complete
    assert len(found.patterns) == 1
    assert len(minimal_winning_coalitions(SIX, most=2)) == 2


@given(games())
@LAWS
def test_coalitions_listed_and_counted_are_those_of_enumeration(game: Game) -> None:
    winning, blocking = enumerated.minimal_winning(game), enumerated.minimal_blocking(game)
    assert count_minimal_winning(game) == len(winning)
    assert count_minimal_blocking(game) == len(blocking)
    listed = minimal_winning_coalitions(game, most=200)
    assert len(listed) == len(winning)
    assert {frozenset(found) for found in listed} == winning
    assert {frozenset(found) for found in minimal_blocking_sets(game, most=200)} == blocking


@given(games(most_members=15, most_votes=12))
@LAWS
def test_patterns_hold_every_coalition_once(game: Game) -> None:
    found = minimal_winning_patterns(game, most=100_000)
    assert found.is_complete
    assert len(set(found.patterns)) == len(found.patterns)
    assert sum(pattern.coalitions for pattern in found.patterns) == count_minimal_winning(game)
    smallest = [pattern.parts[-1].votes for pattern in found.patterns]
    for pattern, least in zip(found.patterns, smallest, strict=True):
        assert game.quota <= pattern.votes < game.quota + least


def test_hundreds_of_members_are_listed_and_counted_without_trying_them_all() -> None:
    game = Game(tuple(range(1, 201)), 10_051)
    assert len(minimal_winning_patterns(game, most=50).patterns) == 50
    assert count_minimal_winning(game) > 10**50


def test_counting_beyond_the_memory_allowed_is_refused() -> None:
    with pytest.raises(TooLargeError):
        count_minimal_winning(Game.of((10**12, 10**12, 10**12 + 1)))
