# SPDX-License-Identifier: EUPL-1.2
"""How much of the weight is known in both municipalities of a pair."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.complementarity.indicators import SIDES
from samenspel.analysis.complementarity.table import PartnerTable
from samenspel.analysis.complementarity.terms import Terms
from samenspel.analysis.complementarity.weights import PartnerWeights

IntVector = NDArray[np.int64]

LEAST_COVERAGE = Fraction(1, 2)
"""Pairs of which less is known are not compared."""


def coverage_of(
    table: PartnerTable, terms: Terms, weights: PartnerWeights
) -> tuple[IntVector, IntVector]:
    """Known weight and whole weight of one municipality with each other, shape (codes,).

    Of the side of which least is known; only sides that count for the score. What people entered
    counts only for two that both entered something: who is silent is not less well known. What is
    left out counts as before: who can be compared does not depend on it.
    """
    known = np.ones(len(table.codes), dtype=np.int64)
    whole = np.ones(len(table.codes), dtype=np.int64)
    of_side = {"problem": terms.known_problems, "means": terms.known_means}
    for side in SIDES:
        if not weights.counts(side):
            continue
        weight = weights.complete.of(column.indicator for column in table.of_side(side))
        its_known, its_whole = _side(of_side[side], weight, table.is_entered(side))
        lower = its_known * whole < known * its_whole
        known = np.where(lower, its_known, known)
        whole = np.where(lower, its_whole, whole)
    return known, whole


def _side(
    known: NDArray[np.bool_], weight: IntVector, entered: NDArray[np.bool_]
) -> tuple[IntVector, IntVector]:
    both: IntVector = known @ weight
    whole: IntVector = known[:, entered] @ weight[entered] + weight[~entered].sum()
    # Nothing of nothing is nothing known.
    return both, np.maximum(whole, 1)


def is_enough(known: IntVector, whole: IntVector) -> NDArray[np.bool_]:
    """Whether at least half of the weight is known; arguments as of :func:`coverage_of`."""
    enough: NDArray[np.bool_] = (
        known * LEAST_COVERAGE.denominator >= whole * LEAST_COVERAGE.numerator
    )
    return enough
