# SPDX-License-Identifier: EUPL-1.2
"""The nucleolus: published values, laws, and the test of Kohlberg."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from samenspel.analysis.cost_sharing import CostGame, NoAgreementError, nucleolus
from tests.analysis.cost_sharing.small_games import THREE, game_of, games

few = settings(max_examples=40, deadline=None)


def test_equal_advantages_where_pairs_hold_each_other_back() -> None:
    third = Fraction(550, 3)
    assert nucleolus(game_of(THREE)) == {"a": third, "b": third, "c": third}


def test_airport_costs_by_the_nucleolus() -> None:
    # Littlechild (1974): the first piece halves, 12 / 2; of the second (20 - 6) / 2; then the rest.
    needs = {"a": 12, "b": 20, "c": 33}
    game = game_of({names: max(needs[name] for name in names) for names in THREE})
    assert nucleolus(game) == {"a": 6, "b": 7, "c": 20}


def test_one_player_pays_everything() -> None:
    assert nucleolus(game_of({"a": 5})) == {"a": 5}


def test_two_players_share_what_they_save() -> None:
    assert nucleolus(game_of({"a": 100, "b": 60, "ab": 120})) == {"a": 80, "b": 40}


def test_together_dearer_than_alone_has_no_division() -> None:
    with pytest.raises(NoAgreementError):
        nucleolus(game_of({"a": 1, "b": 1, "ab": 3}))


def test_nobody_pays_more_than_alone_even_where_that_would_favour_the_others() -> None:
    # Without that limit a would pay 5 or more, to make up for the cheap pair of b and c.
    game = game_of({"a": 1, "b": 9, "c": 9, "ab": 20, "ac": 20, "bc": 1, "abc": 12})
    found = nucleolus(game)
    assert found["a"] <= 1
    assert found == {"a": 1, "b": Fraction(11, 2), "c": Fraction(11, 2)}


@few
@given(games(most=5, agreeable=True))
def test_everything_is_paid_and_nobody_pays_more_than_alone(game: CostGame) -> None:
    found = nucleolus(game)
    assert game.is_efficient(found)
    assert all(found[p] <= game.costs[1 << place] for place, p in enumerate(game.players))


@few
@given(games(most=4, agreeable=True))
def test_it_lies_in_the_core_when_there_is_one(game: CostGame) -> None:
    assert game.in_core(nucleolus(game)) == (_smallest_advantage(game) >= -1e-7)


def _smallest_advantage(game: CostGame) -> float:
    """The largest smallest advantage that a division can have, by another way of solving."""
    number = len(game.players)
    rows = [[c >> place & 1 for place in range(number)] + [1] for c in range(1, game.everybody)]
    found = linprog(
        [0.0] * number + [-1.0],
        A_ub=np.array(rows, dtype=float),
        b_ub=np.array([float(cost) for cost in game.costs[1:-1]]),
        A_eq=np.array([[1.0] * number + [0.0]]),
        b_eq=np.array([float(game.total)]),
        bounds=[(None, None)] * (number + 1),
        method="highs",
    )
    return float(-found.fun)


@few
@given(games(most=5, agreeable=True))
def test_kohlberg_coalitions_up_to_every_level_are_balanced(game: CostGame) -> None:
    """At each level, whatever helps one of the worst off coalitions hurts another of them.

    With coalitions of advantage at most t and players that pay as much as alone: every change of
    the division that hurts none of them leaves the advantage of each such coalition the same.
    """
    found = nucleolus(game)
    advantages = game.advantages(found)
    proper = range(1, game.everybody)
    bound = [1 << p for p, name in enumerate(game.players) if found[name] == game.costs[1 << p]]
    for level in sorted({advantages[coalition] for coalition in proper}):
        worst = [coalition for coalition in proper if advantages[coalition] <= level]
        assert _largest_help(worst, bound, len(game.players)) == pytest.approx(0, abs=1e-7)


def _largest_help(worst: list[int], bound: list[int], players: int) -> float:
    def row(coalition: int) -> list[float]:
        return [float(coalition >> place & 1) for place in range(players)]

    rows = np.array([row(coalition) for coalition in (*worst, *bound)])
    found = linprog(
        np.sum([row(coalition) for coalition in worst], axis=0),
        A_ub=rows,
        b_ub=np.zeros(len(rows)),
        A_eq=np.ones((1, players)),
        b_eq=np.zeros(1),
        bounds=[(-1, 1)] * players,
        method="highs",
    )
    return float(found.fun)


@few
@given(games(most=4, agreeable=True), st.permutations("abcd"))
def test_it_is_blind_to_names(game: CostGame, names: list[str]) -> None:
    renamed = dict(zip("abcd", names, strict=True))
    costs = {
        frozenset(renamed[member] for member in game.members(coalition)): cost
        for coalition, cost in enumerate(game.costs)
        if coalition
    }
    found = nucleolus(CostGame.of(costs))
    assert {renamed[player]: amount for player, amount in nucleolus(game).items()} == found


@few
@given(games(most=4, agreeable=True), st.integers(1, 9), st.integers(-20, 20))
def test_other_units_and_own_costs_change_it_along(game: CostGame, times: int, own: int) -> None:
    # Every coalition with the first player pays some more, and everything is counted in cents.
    costs = tuple(
        times * cost + (own if coalition & 1 else 0) for coalition, cost in enumerate(game.costs)
    )
    expected = {player: times * amount for player, amount in nucleolus(game).items()}
    expected[game.players[0]] += own
    assert nucleolus(CostGame(game.players, costs)) == expected


def test_ten_players_are_exact_too() -> None:
    # A game of equal players, of whom one has own costs of 3 more.
    players = "abcdefghij"
    costs = tuple(
        Fraction(10 * number.bit_count() - number.bit_count() ** 2 // 2 + 3 * (number & 1))
        for number in range(1 << 10)
    )
    found = nucleolus(CostGame(tuple(players), costs))
    assert found == {"a": 8, **dict.fromkeys(players[1:], Fraction(5))}
