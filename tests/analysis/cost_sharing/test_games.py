# SPDX-License-Identifier: EUPL-1.2
"""Cost games: what groups would pay by themselves, the Shapley value, and claims."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.cost_sharing import (
    CostGame,
    CostSharingError,
    claims_game,
    divided_estate,
    shapley,
)
from tests.analysis.cost_sharing.small_games import THREE, game_of, games

few = settings(max_examples=40, deadline=None)


def test_shapley_value_of_the_published_example() -> None:
    assert shapley(game_of(THREE)) == {
        "a": Fraction(575, 3),
        "b": Fraction(530, 3),
        "c": Fraction(545, 3),
    }


def test_airport_costs_are_shared_by_who_needs_each_piece() -> None:
    # Littlechild and Owen (1973): each piece of the runway is shared by the planes that need it.
    needs = {"a": 12, "b": 20, "c": 33}
    game = game_of({names: max(needs[name] for name in names) for names in THREE})
    assert shapley(game) == {"a": 4, "b": 8, "c": 21}


@few
@given(games())
def test_shapley_value_is_the_average_over_all_orders(game: CostGame) -> None:
    orders = list(permutations(range(len(game.players))))
    found = dict.fromkeys(game.players, Fraction(0))
    for order in orders:
        present = 0
        for place in order:
            added = game.costs[present | 1 << place] - game.costs[present]
            found[game.players[place]] += added / len(orders)
            present |= 1 << place
    assert shapley(game) == found


@few
@given(games(), games())
def test_shapley_values_of_two_tasks_add_up(one: CostGame, other: CostGame) -> None:
    if one.players != other.players:
        return
    both = CostGame(one.players, tuple(a + b for a, b in zip(one.costs, other.costs, strict=True)))
    first, second = shapley(one), shapley(other)
    assert shapley(both) == {player: first[player] + second[player] for player in one.players}


@few
@given(games())
def test_who_adds_only_its_own_costs_pays_just_those(game: CostGame) -> None:
    extra = 1 << len(game.players)
    more = CostGame((*game.players, "z"), (*game.costs, *(cost + 7 for cost in game.costs)))
    assert more.costs[extra] == 7
    value = shapley(more)
    assert value["z"] == 7
    assert {player: value[player] for player in game.players} == shapley(game)


@few
@given(games())
def test_shapley_value_pays_everything_and_is_blind_to_names(game: CostGame) -> None:
    value = shapley(game)
    assert game.is_efficient(value)
    turned = CostGame(
        game.players,
        tuple(
            game.costs[_mirrored(number, len(game.players))] for number in range(len(game.costs))
        ),
    )
    backwards = dict(zip(game.players, reversed(list(value.values())), strict=True))
    assert shapley(turned) == backwards


def _mirrored(number: int, players: int) -> int:
    return sum(1 << players - 1 - place for place in range(players) if number >> place & 1)


def test_a_group_without_costs_splits_up_as_cheaply_as_it_can() -> None:
    game = game_of({"a": 10, "b": 20, "c": 30, "d": 40, "ab": 25, "cd": 50})
    assert game.costs[game.number_of("abc")] == 25 + 30
    assert game.total == 75
    assert game.costs[game.number_of("ad")] == 50


def test_costs_that_are_given_stand_even_where_splitting_up_is_cheaper() -> None:
    game = game_of({"a": 10, "b": 10, "ab": 25})
    assert game.total == 25


def test_a_division_in_the_core_leaves_nobody_better_off_alone() -> None:
    game = game_of(THREE)
    fair = {"a": Fraction(190), "b": Fraction(180), "c": Fraction(180)}
    assert game.in_core(fair)
    assert game.better_alone(fair) == ()
    unfair = {"a": Fraction(290), "b": Fraction(130), "c": Fraction(130)}
    assert not game.in_core(unfair)
    assert game.better_alone(unfair) == (("a", "b"), ("a", "c"))
    assert not game.in_core({**fair, "a": Fraction(0)})


def test_the_members_and_numbers_of_coalitions_belong_together() -> None:
    game = game_of(THREE)
    assert [game.number_of(game.members(number)) for number in range(8)] == list(range(8))
    assert game.members(game.everybody) == ("a", "b", "c")


def test_games_that_cannot_be_are_refused() -> None:
    with pytest.raises(CostSharingError, match="1 to 10"):
        CostGame.of({})
    with pytest.raises(CostSharingError, match="1 to 10"):
        game_of(dict.fromkeys("abcdefghijk", 1))
    with pytest.raises(CostSharingError, match="nobody"):
        CostGame.of({frozenset(): 0, frozenset("a"): 1})
    with pytest.raises(CostSharingError, match="missing: b"):
        game_of({"a": 1, "ab": 2})


@pytest.mark.parametrize(
    ("estate", "parts"),
    [
        (100, ["100/3", "100/3", "100/3"]),
        (200, ["50", "75", "75"]),
        (300, ["50", "100", "150"]),
        (600, ["100", "200", "300"]),
        (0, ["0", "0", "0"]),
    ],
    ids=str,
)
def test_estates_are_divided_as_in_the_talmud(estate: int, parts: list[str]) -> None:
    found = divided_estate(estate, {"a": 100, "b": 200, "c": 300})
    assert [str(part) for part in found.values()] == parts


@few
@given(st.lists(st.integers(0, 60), min_size=1, max_size=5), st.integers(0, 300))
def test_every_estate_is_divided_by_the_rule_of_half_claims(claims: list[int], estate: int) -> None:
    # Aumann and Maschler (1985): equal gains up to half of each claim, then equal losses.
    named = {"abcde"[place]: claim for place, claim in enumerate(claims)}
    estate = min(estate, sum(claims))
    assert divided_estate(estate, named) == _half_claims(Fraction(estate), named)


def _half_claims(estate: Fraction, claims: dict[str, int]) -> dict[str, Fraction]:
    halves = {player: Fraction(claim, 2) for player, claim in claims.items()}
    total = sum(halves.values())
    if estate <= total:
        return _equal_gains(estate, halves)
    lost = _equal_gains(2 * total - estate, halves)
    return {player: claims[player] - lost[player] for player in claims}


def _equal_gains(estate: Fraction, most: dict[str, Fraction]) -> dict[str, Fraction]:
    found, left = {}, estate
    ordered = sorted(most, key=lambda player: most[player])
    for place, player in enumerate(ordered):
        found[player] = min(most[player], left / (len(ordered) - place))
        left -= found[player]
    return found


@pytest.mark.parametrize(
    ("estate", "claims", "said"),
    [
        (1, {}, "among 1 to 10"),
        (-1, {"a": 1}, "0 or more"),
        (1, {"a": 3, "b": -1}, "0 or more"),
        (4, {"a": 3}, "more than all claims"),
    ],
    ids=["nobody", "negative estate", "negative claim", "too much"],
)
def test_estates_that_cannot_be_divided_are_refused(
    estate: int, claims: dict[str, int], said: str
) -> None:
    with pytest.raises(CostSharingError, match=said):
        claims_game(estate, claims)
