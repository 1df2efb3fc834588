# SPDX-License-Identifier: EUPL-1.2
"""The linear relaxation: parts of pairs, at most one together at a place, by HiGHS.

It is solved in what pairs have left above the prices so far, not in their scores. Prices come out
that change the prices so far, so that every next solution is finer than the last one, until the
rounding of floating point makes no difference (Gleixner, Steffy, Wolter 2016).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from samenspel.analysis.matching.duals import UNIT, FloatVector, Prices
from samenspel.analysis.matching.pairings import IntMatrix, IntVector

if TYPE_CHECKING:
    from scipy.sparse import csr_array


FARTHEST = 2
"""Prices change by at most so many times what they leave open."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """Pairs that are looked at, by their ends, shape (m,); the lower end first, each pair once."""

    ones: IntVector
    others: IntVector
    number: int

    @staticmethod
    def of(ones: IntVector, others: IntVector, number: int) -> Candidates:
        """From pairs in any order and direction, of ``number`` places; each pair once."""
        keys = np.unique(np.minimum(ones, others) * number + np.maximum(ones, others))
        return Candidates(keys // number, keys % number, number)

    def joined(self, ones: IntVector, others: IntVector) -> Candidates:
        """These and more pairs, each once."""
        return Candidates.of(
            np.concatenate((self.ones, ones)), np.concatenate((self.others, others)), self.number
        )

    def left(self, worth: IntMatrix, prices: Prices) -> IntVector:
        """What each pair scores above its prices, in 1/UNIT, shape (m,); below 0: too dear."""
        found: IntVector = worth[self.ones, self.others] * UNIT
        found = found - prices.places[self.ones] - prices.places[self.others]
        for odd, price in zip(prices.sets, prices.of_sets.tolist(), strict=True):
            if price:
                found[self.inside(odd.members)] -= price
        return found

    def inside(self, members: IntVector) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which pairs have both ends among the members, shape (m,)."""
        belongs = np.zeros(self.number, dtype=np.bool_)
        belongs[members] = True
        return belongs[self.ones] & belongs[self.others]

    def kept(self, which: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Candidates:
        """Only those for which ``which``, shape (m,), is true."""
        return Candidates(self.ones[which], self.others[which], self.number)


@dataclass(frozen=True, eq=False)
class Relaxed:
    """How much of each candidate is taken, in [0, 1], and the prices that belong to it."""

    taken: FloatVector
    prices: Prices


def relaxed(candidates: Candidates, worth: IntMatrix, prices: Prices, reach: int) -> Relaxed:
    """The best parts of pairs, with the sets of the prices as constraints.

    Parameters
    ----------
    candidates
        Those that :func:`near_enough` keeps.
    prices
        So far; all zero at first.
    reach
        What a solution is away from its bound at most, in 1/UNIT. No price changes by more than
        :data:`FARTHEST` times that: leaving something that costs more unused never pays.
    """
    left = candidates.left(worth, prices)
    costs = np.concatenate((prices.places, prices.of_sets))
    leaving = np.minimum(costs, FARTHEST * reach)
    # Numbers around one suit the solver best.
    scale = float(max(1, int(leaving.max(initial=0)), int(np.abs(left).max(initial=0))))
    found = _solved(
        np.concatenate((-left, leaving)) / scale,
        _constraints(candidates, prices),
        np.concatenate((np.ones(candidates.number), [odd.pairs for odd in prices.sets])),
    )
    change = np.rint(-found.eqlin.marginals * scale).astype(np.int64)
    new = np.maximum(costs + change, 0)
    return Relaxed(
        np.clip(found.x[: len(left)], 0.0, 1.0),
        Prices(new[: candidates.number], prices.sets, new[candidates.number :]),
    )


def near_enough(candidates: Candidates, worth: IntMatrix, prices: Prices, reach: int) -> Candidates:
    """Those that are not so far below their prices that new prices pay for them anyhow."""
    return candidates.kept(candidates.left(worth, prices) >= -2 * FARTHEST * reach)


def _solved(costs: FloatVector, rows: csr_array, room: FloatVector) -> Any:
    from scipy.optimize import linprog

    # The interior point is many times faster here; its vertex is found by crossover.
    return linprog(costs, A_eq=rows, b_eq=room, bounds=(0.0, None), method="highs-ipm")


def _constraints(candidates: Candidates, prices: Prices) -> csr_array:
    """A row for each place and each set, a column for each pair, then what each row leaves over."""
    from scipy.sparse import coo_array

    pairs, number = len(candidates.ones), candidates.number
    columns = [np.arange(pairs), np.arange(pairs)]
    rows = [candidates.ones, candidates.others]
    for place, odd in enumerate(prices.sets):
        inside = np.flatnonzero(candidates.inside(odd.members))
        columns.append(inside)
        rows.append(np.full(len(inside), number + place))
    height = number + len(prices.sets)
    columns.append(pairs + np.arange(height))
    rows.append(np.arange(height))
    where = (np.concatenate(rows), np.concatenate(columns))
    return coo_array((np.ones(len(where[0])), where), shape=(height, pairs + height)).tocsr()
