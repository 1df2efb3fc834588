# SPDX-License-Identifier: EUPL-1.2
"""Places in a country in whole numbers: only the order of figures counts, not their scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

IntVector = NDArray[np.int64]
FloatVector = NDArray[np.float64]

RANK_ONE = 1_000_000
"""The highest place: ranks are whole millionths."""
UNKNOWN = -1


def ranks_of(values: FloatVector, *, is_reversed: bool = False) -> IntVector:
    """The place of each figure among the known ones, 0 (lowest) to ``RANK_ONE`` (highest).

    Equal figures share the middle of their places (mid-rank), rounded down to a whole millionth;
    ``UNKNOWN`` where the figure is nan. Reversed, the lowest figure has the highest place. Shape of
    ``values``, (n,). A figure that only one has stands in the middle.
    """
    ranks = np.full(len(values), UNKNOWN, dtype=np.int64)
    known = np.isfinite(values)
    told = -values[known] if is_reversed else values[known]
    if not len(told):
        return ranks
    order = np.sort(told)
    below = np.searchsorted(order, told, side="left")
    not_above = np.searchsorted(order, told, side="right")
    steps = max(len(told) - 1, 1)
    twice = below + not_above - 1 if len(told) > 1 else np.ones(1, dtype=np.int64)
    ranks[known] = RANK_ONE * twice.astype(np.int64) // (2 * steps)
    return ranks
