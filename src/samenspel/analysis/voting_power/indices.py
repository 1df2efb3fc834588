# SPDX-License-Identifier: EUPL-1.2
"""The power of every member of a board: Banzhaf, Shapley-Shubik and Coleman, exactly.

- A **swing** of a member is a set of others that loses without the member and wins with it.
- **Banzhaf, absolute**: the swings divided by all 2^(n-1) sets of others; in [0, 1]. The chance to
  be decisive when everybody else votes for or against like the toss of a coin.
- **Banzhaf, normalised**: the swings divided by those of all members together; adds up to 1.
- **Shapley-Shubik**: of all orders in which the n members can vote for, the part in which this
  member brings the votes to the quota; adds up to 1.
- **Coleman**: of the collectivity to act, the part of all 2^n sets that win; to prevent, the swings
  divided by the winning sets; to initiate, divided by the losing ones. All in [0, 1].

Members with as many votes have as much power, so that each number of votes is counted once.

References
----------
Banzhaf (1965), Weighted voting doesn't work, Rutgers Law Review 19, 317-343. Penrose (1946), The
elementary statistics of majority voting, J. Royal Stat. Soc. 109, 53-57. Shapley, Shubik (1954), A
method for evaluating the distribution of power in a committee system, Am. Pol. Sci. Rev. 48,
787-792. Coleman (1971), Control of collectivities and the power of a collectivity to act, in
Lieberman (ed.), Social Choice, 269-300.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import factorial

from samenspel.analysis.voting_power.counting import MOST_BITS, SetCounts, table_bits
from samenspel.analysis.voting_power.game import Game


@dataclass(frozen=True)
class MemberPower:
    """The power of one member; ``share`` is its part of all votes, in [0, 1].

    ``swings`` counts sets of the other members, from 0 to 2^(n-1). The other figures are as the
    module says; ``prevent`` and ``initiate`` are Coleman's.
    """

    votes: int
    share: Fraction
    swings: int
    banzhaf_absolute: Fraction
    banzhaf: Fraction
    shapley_shubik: Fraction
    prevent: Fraction
    initiate: Fraction

    @property
    def is_dummy(self) -> bool:
        """Whether the votes of this member never decide anything."""
        return self.swings == 0


@dataclass(frozen=True)
class Power:
    """The power in a board; ``members`` in the order of the weights of ``game``.

    ``winning`` counts the sets of members that reach the quota, of 2^n; ``swings`` is the sum of
    those of all members; ``act`` is Coleman's power of the collectivity to act, in (0, 1).
    """

    game: Game
    members: tuple[MemberPower, ...]
    winning: int
    swings: int
    act: Fraction

    @property
    def dummies(self) -> tuple[int, ...]:
        """Places of the members whose votes never decide anything."""
        return tuple(i for i, member in enumerate(self.members) if member.is_dummy)

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Places of members with equal power, the most powerful group first.

        In a game of weights equal swings mean that two members can always take each other's
        place, so that every measure of power is equal for them.
        """
        places: dict[int, list[int]] = defaultdict(list)
        for place, member in enumerate(self.members):
            places[member.swings].append(place)
        return tuple(tuple(places[swings]) for swings in sorted(places, reverse=True))


@dataclass(frozen=True)
class _Counted:
    """By weight of the reduced game: swings, and Shapley-Shubik in orders of all n! orders."""

    swings: Mapping[int, int]
    orders: Mapping[int, int]
    losing: int


def power_of(game: Game, *, most_bits: int = MOST_BITS) -> Power:
    """The power of every member of a board; see the module for the definitions.

    Raises
    ------
    TooLargeError
        The board has too many members and votes to count within ``most_bits`` of memory.
    """
    reduced = game.reduced
    counted = _count(reduced.weights, _near(reduced), most_bits)
    return _power(game, counted)


def powers_of(
    weights: Iterable[int], quotas: Iterable[int], *, most_bits: int = MOST_BITS
) -> tuple[Power, ...]:
    """The power at each of several quotas, from one count of the sets.

    Raises
    ------
    QuotaError
        One of the quotas is out of reach, or needs nobody.
    TooLargeError
        As for ``power_of``.
    """
    votes = tuple(weights)
    games = [Game(votes, quota) for quota in quotas]
    if not games:
        return ()
    upto = max(_near(game.reduced) for game in games) - 1
    members = games[0].reduced.weights
    counts = SetCounts(members, upto, by_size=True, most_bits=most_bits)
    return tuple(_power(game, _counted(members, _near(game.reduced), counts)) for game in games)


def bits_needed(game: Game) -> int:
    """Memory in bits that the power of this board takes to count; time goes with it."""
    reduced = game.reduced
    return table_bits(len(reduced.weights), _near(reduced), by_size=True)


def _near(game: Game) -> int:
    """The quota of the game or of its dual, the smaller one: both have the same swings."""
    return min(game.quota, game.blocking)


@lru_cache(maxsize=512)
def _count(weights: tuple[int, ...], quota: int, most_bits: int) -> _Counted:
    counts = SetCounts(weights, quota - 1, by_size=True, most_bits=most_bits)
    return _counted(weights, quota, counts)


def _counted(weights: tuple[int, ...], quota: int, counts: SetCounts) -> _Counted:
    last = len(weights) - 1
    orders = [factorial(size) * factorial(last - size) for size in range(last + 1)]
    swings, pivots = {}, {}
    for weight in set(weights):
        turned = counts.turned(weight, quota)
        swings[weight] = sum(turned)
        pivots[weight] = sum(many * way for many, way in zip(turned, orders, strict=True))
    below, one = counts.at_most(quota - 1), (1 << counts.slot) - 1
    losing = sum(below >> size * counts.slot & one for size in range(counts.sizes))
    return _Counted(swings, pivots, losing)


def _power(game: Game, counted: _Counted) -> Power:
    reduced = game.reduced
    idle = len(game.weights) - len(reduced.weights)
    unit = game.total // reduced.total
    sets = 1 << len(game.weights)
    losing = counted.losing << idle
    # The counts are of the dual game where that is the smaller one: there the sets that lose are
    # the complements of those that win here.
    winning = sets - losing if reduced.quota <= reduced.blocking else losing
    orders = factorial(len(reduced.weights))
    every = sum(counted.swings[weight] for weight in reduced.weights) << idle

    def member(weight: int) -> MemberPower:
        swings = counted.swings[weight // unit] << idle if weight else 0
        pivots = counted.orders[weight // unit] if weight else 0
        return MemberPower(
            votes=weight,
            share=Fraction(weight, game.total),
            swings=swings,
            banzhaf_absolute=Fraction(swings, sets // 2),
            banzhaf=Fraction(swings, every),
            shapley_shubik=Fraction(pivots, orders),
            prevent=Fraction(swings, winning),
            initiate=Fraction(swings, sets - winning),
        )

    kinds = {weight: member(weight) for weight in set(game.weights)}
    members = tuple(kinds[weight] for weight in game.weights)
    return Power(game, members, winning, every, Fraction(winning, sets))
