# SPDX-License-Identifier: EUPL-1.2
"""Prices that prove how much a pairing can score at most, checked over all pairs.

Every place gets a price of zero or more, and so do some sets of an odd number of places. Where the
prices of the two ends of every pair, with those of the sets that hold both, add up to its score or
more, no pairing scores more than all prices together, that of a set of 2k + 1 places counted k
times: each place is in one pair at most, and a set holds k pairs at most (Edmonds 1965). Prices are
whole numbers of 1/:data:`UNIT`, so that all of this is checked without rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.matching.pairings import IntMatrix, IntVector

FloatVector: TypeAlias = NDArray[np.float64]

UNIT = 4096
"""Prices are in parts of a score this fine: rounding hundreds of them stays below one score."""
NOWHERE = 2**62
"""Less than nothing: what is left of pairs that are not made."""
_BLOCK = 256
_WARM_ROUNDS = 10


@dataclass(frozen=True, eq=False)
class OddSet:
    """An odd number of places, in order, of which at most ``pairs`` pairs can be made."""

    members: IntVector

    @property
    def pairs(self) -> int:
        """Half of the members, rounded down."""
        return len(self.members) // 2


@dataclass(frozen=True, eq=False)
class Prices:
    """Of places, shape (n,), and of sets, shape (m,); whole numbers of 1/UNIT, 0 or more."""

    places: IntVector
    sets: tuple[OddSet, ...]
    of_sets: IntVector

    @property
    def bound(self) -> int:
        """All prices together, in 1/UNIT: a bound where no pair has something left."""
        counted = zip(self.sets, self.of_sets.tolist(), strict=True)
        of_places: int = sum(self.places.tolist())
        return of_places + sum(int(price) * odd.pairs for odd, price in counted)

    def with_sets(self, sets: Sequence[OddSet]) -> Prices:
        """With more sets, at a price of 0: the bound stays what it is."""
        zeros = np.zeros(len(sets), dtype=np.int64)
        return Prices(self.places, (*self.sets, *sets), np.concatenate((self.of_sets, zeros)))


def no_prices(number: int) -> Prices:
    """Prices of 0 for so many places, without sets: they prove nothing yet."""
    return Prices(np.zeros(number, dtype=np.int64), (), np.zeros(0, dtype=np.int64))


def what_is_left(worth: IntMatrix, prices: Prices, rows: IntVector) -> IntMatrix:
    """What a pair scores above its prices, in 1/UNIT, for these rows, shape (rows, n)."""
    left: IntMatrix = worth[rows] * UNIT - prices.places[rows, None] - prices.places[None, :]
    for odd, price in zip(prices.sets, prices.of_sets.tolist(), strict=True):
        inside = np.flatnonzero(np.isin(rows, odd.members))
        if price and len(inside):
            left[np.ix_(inside, odd.members)] -= price
    return left


def blocks(number: int) -> Iterator[IntVector]:
    """Rows in pieces, so that nothing as large as the scores is made a second time."""
    for begin in range(0, number, _BLOCK):
        yield np.arange(begin, min(begin + _BLOCK, number), dtype=np.int64)


def best_left(
    worth: IntMatrix, prices: Prices, *, above: int, each: int
) -> tuple[IntVector, IntVector, int]:
    """For every place the pairs with most left, of those with more than ``above`` left.

    Returns
    -------
    The ends of at most ``each`` pairs a place, and the most that any pair has left. Only pairs that
    score above zero count.
    """
    ones, others, most = [], [], -NOWHERE
    number = len(worth)
    each = min(each, number)
    for rows in blocks(number):
        left = np.where(worth[rows] > 0, what_is_left(worth, prices, rows), -NOWHERE)
        most = max(most, int(left.max()))
        place = np.argpartition(-left, each - 1, axis=1)[:, :each]
        chosen = np.take_along_axis(left, place, axis=1) > above
        ones.append(np.broadcast_to(rows[:, None], place.shape)[chosen])
        others.append(place[chosen])
    return np.concatenate(ones), np.concatenate(others), most


def first_prices(worth: IntMatrix) -> Prices:
    """Prices to begin with: each place half of what it asks and what its best partner leaves.

    They need not prove anything; they say which pairs are worth looking at.
    """
    places = worth.max(axis=1) * (UNIT // 2)
    for _ in range(_WARM_ROUNDS):
        best = np.concatenate(
            [(worth[rows] * UNIT - places[None, :]).max(axis=1) for rows in blocks(len(worth))]
        )
        places = np.maximum((places + best) // 2, 0)
    return replace(no_prices(len(worth)), places=places)


def raised(worth: IntMatrix, prices: Prices) -> Prices:
    """The prices, with those of some places raised until no pair has anything left.

    Then ``bound`` is proved: no pairing scores more than that together.
    """
    places = prices.places.copy()
    for rows in blocks(len(worth)):
        left = what_is_left(worth, replace(prices, places=places), rows)
        short = (left > 0) & (worth[rows] > 0)
        for row in np.flatnonzero(short.any(axis=1)).tolist():
            place = int(rows[row])
            now = what_is_left(worth, replace(prices, places=places), rows[row : row + 1])[0]
            places[place] += max(0, int(now[worth[place] > 0].max()))
    return replace(prices, places=places)
