# SPDX-License-Identifier: EUPL-1.2
"""Cost games: what every group of participants would pay if it did the task by itself.

A game has up to ten players and gives each coalition S of them a cost c(S). A **division** gives
each player an amount; together they pay c(N), the cost of all. The **advantage** of a coalition in
a division is c(S) less what its members pay: below 0 they are better off by themselves. A division
lies in the **core** when no coalition has an advantage below 0.

All amounts are exact fractions; costs may be below 0 (see :mod:`claims`).

References
----------
D. Gillies (1959), Contributions to the Theory of Games IV, 47-85: the core.
H. Young, ed. (1985), Cost Allocation: Methods, Principles, Applications.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from samenspel.analysis.cost_sharing.errors import CostSharingError
from samenspel.analysis.cost_sharing.keys import Number

MOST_PLAYERS = 10
Division = Mapping[str, Fraction]


@dataclass(frozen=True)
class CostGame:
    """Players (sorted) and the cost of each coalition.

    ``costs`` has the coalition of number s at place s: player i takes part when bit i of s is set;
    so ``costs[0]`` is 0, that of nobody, and the last one that of all.
    """

    players: tuple[str, ...]
    costs: tuple[Fraction, ...]

    @classmethod
    def of(cls, costs: Mapping[frozenset[str], Number]) -> CostGame:
        """The game in which coalitions that are not given do it in the cheapest way that is.

        A coalition without a cost splits up in those that have one, as cheaply as possible. Costs
        that are given stand, also where splitting up were cheaper.

        Parameters
        ----------
        costs
            Costs of coalitions of at least one player; those of each player alone have to be
            there. Exact: a float has no place here.

        Raises
        ------
        CostSharingError
            No player or more than ten, the empty coalition, or a player without own costs.
        """
        players = tuple(sorted({player for coalition in costs for player in coalition}))
        if not 1 <= len(players) <= MOST_PLAYERS:
            raise CostSharingError(f"a cost game has 1 to {MOST_PLAYERS} players")
        if frozenset() in costs:
            raise CostSharingError("nobody at all has no costs")
        if missing := [player for player in players if frozenset([player]) not in costs]:
            raise CostSharingError(f"costs alone are missing: {', '.join(missing)}")
        place = {player: 1 << number for number, player in enumerate(players)}
        given = {
            sum(place[player] for player in coalition): Fraction(cost)
            for coalition, cost in costs.items()
        }
        return cls(players, _completed(given, len(players)))

    @property
    def everybody(self) -> int:
        """The number of the coalition of all."""
        return len(self.costs) - 1

    @cached_property
    def total(self) -> Fraction:
        """What all pay together, c(N)."""
        return self.costs[-1]

    def members(self, coalition: int) -> tuple[str, ...]:
        """The players of a coalition, sorted."""
        return tuple(p for place, p in enumerate(self.players) if coalition >> place & 1)

    def number_of(self, members: Iterable[str]) -> int:
        """The number of a coalition; KeyError for somebody who is no player."""
        places = {player: place for place, player in enumerate(self.players)}
        return sum(1 << place for place in {places[member] for member in members})

    def advantages(self, division: Division) -> tuple[Fraction, ...]:
        """Cost less what the members pay, of each coalition by number; that of nobody is 0."""
        paid = sums([division[player] for player in self.players])
        return tuple(cost - amount for cost, amount in zip(self.costs, paid, strict=True))

    def is_efficient(self, division: Division) -> bool:
        """Whether the amounts add up to the cost of all."""
        return sum(division.values(), Fraction(0)) == self.total

    def in_core(self, division: Division) -> bool:
        """Whether all is paid and no coalition is better off by itself."""
        return self.is_efficient(division) and min(self.advantages(division)) >= 0

    def better_alone(self, division: Division) -> tuple[tuple[str, ...], ...]:
        """Coalitions that are better off by themselves, the largest difference first."""
        found = [(a, number) for number, a in enumerate(self.advantages(division)) if a < 0]
        return tuple(self.members(number) for _advantage, number in sorted(found))


def sums(amounts: list[Fraction]) -> list[Fraction]:
    """The sum over each coalition, by number."""
    found = [Fraction(0)]
    for amount in amounts:
        found += [before + amount for before in found]
    return found


def _completed(given: Mapping[int, Fraction], players: int) -> tuple[Fraction, ...]:
    costs = [Fraction(0)]
    for coalition in range(1, 1 << players):
        cost = given.get(coalition)
        costs.append(_cheapest(coalition, costs) if cost is None else cost)
    return tuple(costs)


def _cheapest(coalition: int, costs: list[Fraction]) -> Fraction:
    """The cheapest split in two; each half is done in its own cheapest way already."""
    first = coalition & -coalition
    rest = coalition ^ first
    found = []
    part = rest
    while part:
        found.append(costs[part] + costs[coalition ^ part])
        part = (part - 1) & rest
    return min(found)
