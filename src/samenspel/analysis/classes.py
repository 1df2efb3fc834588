# SPDX-License-Identifier: EUPL-1.2
"""Class intervals of counts, for the colours and the legend of a choropleth map.

Classes hold about equally many municipalities (quantiles) and start at round numbers where that
costs little. Equal values are never parted, no class is empty, and the classes follow each other
without a gap, so that a legend can say "5 to 9, 10 to 14" and mean exactly that.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

IntVector: TypeAlias = npt.NDArray[np.int64]

# A class start may be rounder if that moves no more than this part of a class to its neighbour.
_SLACK = 0.25


class ClassInterval(NamedTuple):
    """A class from ``lower`` to ``upper``, both included, with ``size`` values in it."""

    lower: int
    upper: int
    size: int


def class_intervals(values: Sequence[int], *, most: int = 5) -> tuple[ClassInterval, ...]:
    """Classes of whole numbers from the smallest to the greatest value.

    As many classes as there are different values, and at most ``most``; none for no values. The
    order of the values does not matter. Each class takes its part of the values that are left, so
    that one very frequent value does not use up several classes.

    Raises
    ------
    ValueError
        ``most`` is below 1.
    """
    if most < 1:
        raise ValueError(f"a map needs at least one class, not {most}")
    if not len(values):
        return ()
    distinct, counts = np.unique(np.asarray(values, dtype=np.int64), return_counts=True)
    # below[j]: how many values are smaller than distinct[j]; the last one is all of them.
    below = np.concatenate([[0], np.cumsum(counts)])
    classes = min(most, len(distinct))
    starts = [int(distinct[0])]
    first = 0
    for left in range(classes, 1, -1):
        first, start = _next_start(distinct, below, first, left)
        starts.append(start)
    uppers = [start - 1 for start in starts[1:]] + [int(distinct[-1])]
    edges = np.append(below[np.searchsorted(distinct, starts)], below[-1])
    return tuple(map(ClassInterval, starts, uppers, np.diff(edges).tolist()))


def _next_start(distinct: IntVector, below: IntVector, first: int, left: int) -> tuple[int, int]:
    """Where the class after the one from ``distinct[first]`` starts, ``left`` classes to go.

    Returns the place in ``distinct`` of its smallest value and the whole number it starts at.
    """
    # Keep a value for this class and one for each that follows.
    places = np.arange(first + 1, len(distinct) - left + 2)
    size = (below[-1] - below[first]) / left
    distance = np.abs(below[places] - below[first] - size)
    near = places[distance <= max(distance.min(), _SLACK * size)]
    start = _roundest(int(distinct[near[0] - 1]) + 1, int(distinct[near[-1]]))
    return int(np.searchsorted(distinct, start)), start


def _roundest(lowest: int, highest: int) -> int:
    """The whole number between the two, both included, that ends roundest (1, 2 or 5 and zeros).

    Of several equally round ones the one nearest the middle, and then the smaller.
    """
    power = 10 ** len(str(max(abs(lowest), abs(highest))))
    while True:
        for step in (power, power // 2, power // 5):
            multiples = range(-(-lowest // step) * step, highest + 1, step)
            if multiples:
                return min(multiples, key=lambda x: (abs(2 * x - lowest - highest), x))
        power //= 10


def classify(values: Sequence[int], classes: Sequence[ClassInterval]) -> IntVector:
    """Place of the class (0..k-1) that holds each value, shape (n,); -1 for outside all classes."""
    numbers = np.asarray(values, dtype=np.int64)
    if not classes:
        return np.full(len(numbers), -1, dtype=np.int64)
    place = np.searchsorted([interval.upper for interval in classes], numbers)
    outside = (numbers < classes[0].lower) | (numbers > classes[-1].upper)
    return np.where(outside, -1, place).astype(np.int64)
