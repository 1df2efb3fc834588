# SPDX-License-Identifier: EUPL-1.2
"""The scores of all pairs of a table at once, in whole steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.complementarity.approximate import (
    ERROR,
    SumArrays,
    approximate_scores,
)
from samenspel.analysis.complementarity.coverage import is_enough
from samenspel.analysis.complementarity.indicators import SIDES, Side
from samenspel.analysis.complementarity.ranks import RANK_ONE, UNKNOWN
from samenspel.analysis.complementarity.scores import Exponents, ratio_of
from samenspel.analysis.complementarity.table import PartnerTable
from samenspel.analysis.complementarity.terms import Sums
from samenspel.analysis.complementarity.weights import PartnerWeights

IntMatrix = NDArray[np.int64]
FloatMatrix = NDArray[np.float64]
BoolMatrix = NDArray[np.bool_]

SCORE_ONE = 10**12
"""Scores of the matrix are in so many parts of 1. The highest there can be is 2 (8 where factors
are multiplied three times), so sums of a million scores still fit."""
_AT_ONCE = 1 << 16


def score_matrix(table: PartnerTable, weights: PartnerWeights | None = None) -> IntMatrix:
    """The scores of all pairs, shape (codes, codes), in whole parts of ``SCORE_ONE``.

    Each is the exact score of ``pair_in`` rounded down; symmetric, and 0 on the diagonal and for
    pairs that cannot be compared. Conditions of a user are not in it.

    Raises
    ------
    WeightsError
        The weights leave nothing of a side that counts.
    """
    asked = weights or PartnerWeights()
    asked.check(table.indicators)
    number = len(table.codes)
    found = np.zeros((number, number), dtype=np.int64)
    sides = tuple(_Side.of(table, asked, side) for side in SIDES)
    complete = tuple(_Side.of(table, asked.complete, side) for side in SIDES)
    start = 0
    while start < number:
        stop = min(number, start + max(1, _AT_ONCE // (number - start)))
        # The triangle on and above the diagonal; the other one is the same.
        rows, columns = slice(start, stop), slice(start, number)
        block = _block(sides, rows, columns, asked)
        block[~_compared(complete, rows, columns, asked)] = 0
        found[start:stop, start:] = block
        found[start:, start:stop] = block.T
        start = stop
    np.fill_diagonal(found, 0)
    return found


@dataclass(frozen=True, eq=False)
class _Side:
    """A side of a table with its weights, whole numbers in doubles, shape (codes, columns).

    Of figures: ``heavy`` are weighted ranks, 0 where unknown; ``known`` is 1 or 0. Of what people
    entered: ``asked`` and ``told`` say for each theme who has it (both are challenges on the side
    of problems, needs and offers on that of means), ``spoke`` who entered anything.
    """

    heavy: FloatMatrix
    known: FloatMatrix
    weight: NDArray[np.float64]
    asked: FloatMatrix
    told: FloatMatrix
    spoke: NDArray[np.float64]
    entry_weight: NDArray[np.float64]

    @classmethod
    def of(cls, table: PartnerTable, weights: PartnerWeights, side: Side) -> _Side:
        """A side of the table; weights in whole parts, 0 for what is left out.

        Ranks are in millionths, 0 to ``RANK_ONE``. All sums of a row stay below 2^53, so that
        doubles hold them exactly.
        """
        entered = table.is_entered(side)
        ranks = (table.problems if side == "problem" else table.means)[:, ~entered]
        all_weights = weights.of(c.indicator for c in table.of_side(side)).astype(np.float64)
        weight, known, said = all_weights[~entered], ranks != UNKNOWN, table.said
        themes = slice(None) if entered.any() else slice(0)
        asked, told = (
            (said.challenges, said.challenges) if side == "problem" else (said.needs, said.offers)
        )
        return cls(
            heavy=np.where(known, ranks, 0) * weight,
            known=known.astype(np.float64),
            weight=weight,
            asked=asked[:, themes].astype(np.float64),
            told=told[:, themes].astype(np.float64),
            spoke=said.known.astype(np.float64),
            entry_weight=all_weights[entered],
        )

    def lesser(self, rows: slice, columns: slice) -> FloatMatrix:
        """Weighted sums of the smaller ranks of figures, shape (rows, columns); unknown is 0."""
        one, other = self.heavy[rows], self.heavy[columns]
        found = np.zeros((len(one), len(other)))
        spare = np.empty_like(found)
        for place in np.flatnonzero(self.weight):
            np.minimum.outer(one[:, place], other[:, place], out=spare)
            found += spare
        return found

    def own(self, rows: slice, columns: slice) -> FloatMatrix:
        """Weighted sums of the ranks of the rows, over figures known in both; (rows, columns)."""
        product: FloatMatrix = self.heavy[rows] @ self.known[columns].T
        return product

    def others(self, rows: slice, columns: slice) -> FloatMatrix:
        """Weighted sums of the ranks of the columns, over figures known in both; as ``own``."""
        product: FloatMatrix = self.known[rows] @ self.heavy[columns].T
        return product

    def met(self, rows: slice, columns: slice) -> FloatMatrix:
        """Weight of the themes that the rows ask for and the columns tell of; (rows, columns)."""
        product: FloatMatrix = (self.asked[rows] * self.entry_weight) @ self.told[columns].T
        return product

    def spoken(self, rows: slice, columns: slice) -> FloatMatrix:
        """Weight of the themes of what people entered, where both did, else 0; (rows, columns)."""
        product: FloatMatrix = np.outer(self.spoke[rows], self.spoke[columns])
        return product * float(self.entry_weight.sum())

    def wanted(self, rows: slice, columns: slice) -> FloatMatrix:
        """Weight of the themes that one of both asks for, 0 unless both entered something."""
        both = (self.asked[rows] * self.entry_weight) @ self.asked[columns].T
        named = (self.asked * self.entry_weight).sum(axis=1)
        found: FloatMatrix = (
            np.outer(named[rows], self.spoke[columns])
            + np.outer(self.spoke[rows], named[columns])
            - both
        )
        return found

    def known_weight(self, rows: slice, columns: slice) -> FloatMatrix:
        """Weight of figures known in both, shape (rows, columns)."""
        product: FloatMatrix = (self.known[rows] * self.weight) @ self.known[columns].T
        return product


def _block(
    sides: tuple[_Side, ...], rows: slice, columns: slice, weights: PartnerWeights
) -> IntMatrix:
    problems, means = sides
    shared = problems.lesser(rows, columns)
    either = problems.own(rows, columns) + problems.others(rows, columns) - shared
    lesser = means.lesser(rows, columns)
    gain, back = means.others(rows, columns) - lesser, means.own(rows, columns) - lesser
    whole = RANK_ONE * (means.known_weight(rows, columns) + means.wanted(rows, columns))
    if problems.entry_weight.any():
        shared += RANK_ONE * problems.met(rows, columns)
        either += RANK_ONE * problems.wanted(rows, columns)
    if means.entry_weight.any():
        gain += RANK_ONE * means.met(rows, columns)
        back += RANK_ONE * means.met(columns, rows).T
    return whole_scores(SumArrays(shared, either, gain, back, whole), weights.exponents)


def _compared(
    sides: tuple[_Side, ...], rows: slice, columns: slice, weights: PartnerWeights
) -> BoolMatrix:
    least = np.ones((1, 1), dtype=np.bool_)
    for side, arrays in zip(SIDES, sides, strict=True):
        if weights.counts(side):
            spoken = (arrays.spoken if side == "problem" else arrays.wanted)(rows, columns)
            known = (arrays.known_weight(rows, columns) + spoken).astype(np.int64)
            whole = np.maximum(arrays.weight.sum() + spoken, 1.0).astype(np.int64)
            least = least & is_enough(known, whole)
    return least


def whole_scores(sums: SumArrays, exponents: Exponents) -> IntMatrix:
    """Exact scores in whole parts of ``SCORE_ONE``, rounded down; shape of the sums.

    Worked out in doubles; where rounding could make a difference, in whole numbers.
    """
    scaled = approximate_scores(sums, exponents) * SCORE_ONE
    low, high = np.floor(scaled * (1 - 2 * ERROR)), np.floor(scaled * (1 + 2 * ERROR))
    found: IntMatrix = low.astype(np.int64)
    doubtful = np.nonzero(low != high)
    numbers = np.stack([one[doubtful] for one in sums], axis=1)
    # Many pairs may have the same numbers: each is worked out once.
    each, which = np.unique(numbers, axis=0, return_inverse=True)
    ratios = (ratio_of(Sums(*map(int, row)), exponents) for row in each.tolist())
    exact = [top * SCORE_ONE // bottom for top, bottom in ratios]
    found[doubtful] = np.array(exact, dtype=np.int64)[which.reshape(-1)]
    return found
