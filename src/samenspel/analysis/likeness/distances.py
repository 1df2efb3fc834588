# SPDX-License-Identifier: EUPL-1.2
"""How alike municipalities are: z-scores, weighted Euclidean distance, and what makes it up.

Everything after the z-scores is elementwise and in a fixed order, and the z-scores are rounded: the
outcome is the same, to the last bit, on every machine.

References
----------
Kaufman, Rousseeuw (1990), Finding Groups in Data, chapter 1 (standardising; distances with
unknown values over the variables known in both, rescaled).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatVector = NDArray[np.float64]
FloatMatrix = NDArray[np.float64]
IntVector = NDArray[np.int64]

MINIMUM_COVERAGE = 0.5
"""Part of all weight that must be known in both municipalities for them to be compared."""
_SCORE_DECIMALS = 10
# Distances that differ less than this are the same; then the code decides.
_TIE_DECIMALS = 12


def transformed(values: FloatMatrix, *, logarithm: Sequence[bool]) -> FloatMatrix:
    """Natural logarithms of some columns; a value without one (0 or less) becomes unknown.

    Parameters
    ----------
    values
        Municipalities by indicators, nan is unknown, shape (n, k).
    logarithm
        Which columns, length k.
    """
    found = np.array(values, dtype=np.float64)
    for column in np.flatnonzero(np.asarray(logarithm, dtype=bool)):
        here = found[:, column]
        positive = here > 0
        found[:, column] = np.where(positive, np.log(np.where(positive, here, 1.0)), np.nan)
    return found


def standardised(values: FloatMatrix) -> FloatMatrix:
    """Z-scores: how many standard deviations a value lies above the mean of its column.

    Over the known values (population standard deviation). A column whose known values are all the
    same tells nobody apart: its scores are 0. Unknown stays nan. Rounded to ten decimals, shape
    (n, k).
    """
    scores = np.full(values.shape, np.nan)
    for column in range(values.shape[1]):
        known = np.isfinite(values[:, column])
        there = values[known, column]
        if not len(there):
            continue
        # Exact sums: the order of the municipalities makes no difference.
        away = there - math.fsum(there.tolist()) / len(there)
        spread = math.sqrt(math.fsum((away * away).tolist()) / len(there))
        flat = there.max() == there.min() or spread == 0.0
        scores[known, column] = 0.0 if flat else np.round(away / spread, _SCORE_DECIMALS)
    return scores


@dataclass(frozen=True, eq=False)
class Distances:
    """From one municipality to all, itself included.

    ``squared`` (n,) is the sum of the ``parts`` (n, k), one per indicator, nan where the two know
    no indicator with weight together; an indicator unknown in one of them has part 0.
    ``coverage`` (n,) is the part of the weight that both know, in [0, 1].
    """

    squared: FloatVector
    parts: FloatMatrix
    coverage: FloatVector

    @property
    def distance(self) -> FloatVector:
        """The distance itself, 0 and more; with weights that add up to 1 in standard deviations."""
        return np.sqrt(self.squared)


def distances_from(row: int, scores: FloatMatrix, weights: FloatVector) -> Distances:
    """Weighted Euclidean distances from one municipality, by what both know, rescaled.

    ``sum of w (z_a - z_b)^2`` over the indicators known in both, times all weight over the weight
    of these. Where everything is known, an indicator that is dropped (weight 0) takes exactly its
    part off the squared distance.

    Parameters
    ----------
    row
        The municipality that is compared.
    scores
        Z-scores, nan is unknown, shape (n, k).
    weights
        0 or more, shape (k,).
    """
    away = scores - scores[row]
    known = np.isfinite(away)
    plain = np.where(known, weights * np.where(known, away, 0.0) ** 2, 0.0)
    whole = _in_order(np.broadcast_to(weights, known.shape))
    shared = _in_order(np.where(known, weights, 0.0))
    unknown = shared == 0.0
    factor = whole / np.where(unknown, 1.0, shared)
    parts = plain * factor[:, None]
    squared = np.where(unknown, np.nan, _in_order(parts))
    return Distances(squared, parts, np.where(whole > 0, shared / np.maximum(whole, 1e-300), 0.0))


def _in_order(parts: FloatMatrix) -> FloatVector:
    """Sums of rows, added from the first column to the last."""
    total = np.zeros(parts.shape[0])
    for column in range(parts.shape[1]):
        total = total + parts[:, column]
    return total


@dataclass(frozen=True, eq=False)
class Ranking:
    """All that can be compared with one municipality, the most alike first.

    ``order`` holds rows; ``left_out`` the rows that know too little in common with it.
    """

    row: int
    order: IntVector
    left_out: IntVector
    distances: Distances


def ranking(
    row: int,
    scores: FloatMatrix,
    weights: FloatVector,
    codes: Sequence[str],
    *,
    minimum_coverage: float = MINIMUM_COVERAGE,
) -> Ranking:
    """Who is most like one municipality; of equals the lowest code first.

    Parameters
    ----------
    row, scores, weights
        As for :func:`distances_from`.
    codes
        Of the municipalities, in their order, each once.
    minimum_coverage
        Part of the weight that both must know.
    """
    found = distances_from(row, scores, weights)
    comparable = ~np.isnan(found.squared) & (found.coverage >= minimum_coverage)
    comparable[row] = False
    rows = np.flatnonzero(comparable)
    by_code = np.argsort(
        np.array([codes[place] for place in rows.tolist()], dtype=object), kind="stable"
    )
    rows = rows[by_code]
    order = rows[np.argsort(rounded(found.squared[rows]), kind="stable")]
    others = np.flatnonzero(~comparable)
    return Ranking(row, order, others[others != row], found)


def rounded(squared: FloatMatrix) -> FloatMatrix:
    """Squared distances as they are ordered: those that hardly differ are the same."""
    found: FloatMatrix = np.round(squared, _TIE_DECIMALS)
    return found
