# SPDX-License-Identifier: EUPL-1.2
"""Many scores at once in floating point, with a bound on the error.

Where the bound leaves doubt (two scores that hardly differ, a score beside a whole step) the exact
numbers decide, so what comes out is exact and the same on every machine. See J. R. Shewchuk (1997),
Adaptive Precision Floating-Point Arithmetic, Discrete & Computational Geometry 18, 305-363.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.complementarity.scores import Exponents

FloatArray = NDArray[np.float64]

ERROR = 2.0**-47
"""Relative error of an approximate score, at most.

Sums are whole and below 2^53, so exact. With exponents of 3 a score takes at most 24 operations,
each with an error of 2^-53 at most: less than 2^-48 together.
"""


class SumArrays(NamedTuple):
    """The sums of many pairs (see ``Sums``), whole numbers below 2^53, arrays of one shape."""

    shared: FloatArray
    either: FloatArray
    gain: FloatArray
    back: FloatArray
    whole: FloatArray


def approximate_scores(sums: SumArrays, exponents: Exponents) -> FloatArray:
    """Scores from 0 to 8, in the shape of the sums, with a relative error of at most ``ERROR``.

    Exactly 0 where the score (:func:`~samenspel.analysis.complementarity.scores.score_of`) is 0.
    """
    alike, unlike, reciprocity = exponents
    whole = np.maximum(sums.whole, 1.0)
    both = sums.gain + sums.back
    score = np.ones_like(both)
    if alike:
        score *= _power(sums.shared / np.maximum(sums.either, 1.0), alike)
    if unlike:
        score *= _power(both / whole, unlike)
    if reciprocity:
        mean = (2.0 * sums.gain * sums.back) / (np.maximum(both, 1.0) * whole)
        score *= _power(mean, reciprocity)
    return score


def _power(base: FloatArray, exponent: int) -> FloatArray:
    """By multiplying: powers of libraries differ between machines."""
    found = base
    for _ in range(exponent - 1):
        found = found * base
    return found
