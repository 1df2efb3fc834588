# SPDX-License-Identifier: EUPL-1.2
"""Power by trying every set of members: slow, and too plain to be wrong."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import factorial

from hypothesis import strategies as st

from samenspel.analysis.voting_power import Game


@st.composite
def games(draw: st.DrawFn, *, most_members: int = 7, most_votes: int = 9) -> Game:
    """Any small board."""
    votes = st.lists(st.integers(0, most_votes), min_size=1, max_size=most_members)
    weights = draw(votes.filter(any))
    return Game(tuple(weights), draw(st.integers(1, sum(weights))))


def sets(game: Game) -> list[frozenset[int]]:
    members = range(len(game.weights))
    return [frozenset(found) for size in range(len(members) + 1)
            for found in combinations(members, size)]  # fmt: skip


def wins(game: Game, found: frozenset[int]) -> bool:
    return sum(game.weights[place] for place in found) >= game.quota


def winning(game: Game) -> list[frozenset[int]]:
    return [found for found in sets(game) if wins(game, found)]


def swings(game: Game, member: int) -> list[frozenset[int]]:
    """Sets of others that lose without the member and win with it."""
    return [found - {member} for found in winning(game)
            if member in found and not wins(game, found - {member})]  # fmt: skip


def shapley_shubik(game: Game, member: int) -> Fraction:
    members = len(game.weights)
    orders = (
        factorial(len(found)) * factorial(members - 1 - len(found))
        for found in swings(game, member)
    )
    return Fraction(sum(orders), factorial(members))


def minimal_winning(game: Game) -> set[frozenset[int]]:
    return {found for found in winning(game)
            if not any(wins(game, found - {place}) for place in found)}  # fmt: skip


def minimal_blocking(game: Game) -> set[frozenset[int]]:
    everybody = frozenset(range(len(game.weights)))

    def blocks(found: frozenset[int]) -> bool:
        return not wins(game, everybody - found)

    return {found for found in sets(game)
            if blocks(found) and not any(blocks(found - {place}) for place in found)}  # fmt: skip
