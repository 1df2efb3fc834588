# SPDX-License-Identifier: EUPL-1.2
"""Where bodies stand on the clauses of a text: counts, agreement, spread, and who can still move.

A position is one of a scale: agree, agree with a wish, object. A body may also have answered
without taking a position on a clause, or not have answered at all: it is silent, and never counted
as agreeing. Everything is a ratio of whole numbers and is given as such.

Spread is the normalised mean difference between two bodies drawn at random (with replacement) along
the scale. With F the share of bodies at or below each step of a scale of k steps it is
4 / (k - 1) times the sum of F (1 - F): the dispersion 1 - l² of J. Blair and M. G. Lacy (2000),
Statistics of Ordinal Variation, Sociological Methods & Research 28(3), 251-280; K. J. Berry and
P. W. Mielke (1992), Perceptual and Motor Skills 74, call it the index of ordinal variation. It asks
for the order of the steps, not for how far apart they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samenspel.analysis.seriation import order_of

IntVector = NDArray[np.int64]
IntMatrix = NDArray[np.int64]
MOST_WEIGHT = 2**62
"""Above the sum of all weights: sums of 64 bits hold it."""


class Stand(IntEnum):
    """What a body says of a clause; the first three are a scale."""

    AGREE = 0
    WISH = 1
    OBJECT = 2
    NONE = 3
    SILENT = 4


SCALE = (Stand.AGREE, Stand.WISH, Stand.OBJECT)


@dataclass(frozen=True)
class Measure:
    """What is known of one clause, over a number of bodies or over their inhabitants.

    Attributes
    ----------
    counts
        Whole numbers by :class:`Stand`, of all bodies together.
    agreement
        Agree, with or without a wish, as a share of those that took a position; None without any.
    strict
        The same without those that have a wish.
    spread
        In [0, 1]: 0 when all say the same, 1 when half agrees and half objects. None without any.
    lowest, highest
        What agreement becomes when every silent body objects, or agrees; None when nobody took a
        position and nobody is silent.
    """

    counts: tuple[int, int, int, int, int]
    agreement: Fraction | None
    strict: Fraction | None
    spread: Fraction | None
    lowest: Fraction | None
    highest: Fraction | None

    @property
    def positions(self) -> int:
        """How many took a position."""
        return sum(self.counts[stand] for stand in SCALE)

    @property
    def total(self) -> int:
        """All together."""
        return sum(self.counts)

    @property
    def is_settled(self) -> bool:
        """Whether a majority agrees, or none does, whatever the silent ones will say."""
        if self.lowest is None or self.highest is None:
            return False
        half = Fraction(1, 2)
        return self.lowest > half or self.highest <= half


def ordinal_spread(counts: Sequence[int]) -> Fraction | None:
    """Spread over a scale of two or more steps, in [0, 1]; None when nothing is counted.

    Parameters
    ----------
    counts
        How many stand on each step, in the order of the scale; 0 or more each.

    Raises
    ------
    ValueError
        The scale has one step or none, or a number is below 0.
    """
    steps = [int(count) for count in counts]
    if len(steps) < 2 or min(steps) < 0:
        raise ValueError("a scale has two steps or more, with 0 or more on each")
    total = sum(steps)
    if not total:
        return None
    below, crossed = 0, 0
    for count in steps[:-1]:
        below += count
        crossed += below * (total - below)
    return Fraction(4 * crossed, (len(steps) - 1) * total * total)


def measure(counts: Sequence[int]) -> Measure:
    """All figures of one clause from its counts, by :class:`Stand`.

    Raises
    ------
    ValueError
        There are not five numbers of 0 or more.
    """
    agree, wish, against, none, silent = (int(count) for count in counts)
    if min(agree, wish, against, none, silent) < 0:
        raise ValueError("counts are 0 or more")
    taken = agree + wish + against
    at_most = taken + silent
    return Measure(
        counts=(agree, wish, against, none, silent),
        agreement=_share(agree + wish, taken),
        strict=_share(agree, taken),
        spread=ordinal_spread((agree, wish, against)),
        lowest=_share(agree + wish, at_most),
        highest=_share(agree + wish + silent, at_most),
    )


def measures(positions: ArrayLike, weights: ArrayLike | None = None) -> tuple[Measure, ...]:
    """The figures of each clause.

    Parameters
    ----------
    positions
        Values of :class:`Stand`, shape (bodies, clauses).
    weights
        Whole numbers of 0 or more, shape (bodies,): inhabitants. Without it each body counts once.

    Raises
    ------
    ValueError
        A shape or value is not as said.
    """
    table = _checked(positions)
    each = _weights(weights, len(table))
    counts = np.stack([each @ (table == stand) for stand in Stand])
    return tuple(measure(column) for column in counts.T.tolist())


def most_divided(found: Sequence[Measure]) -> tuple[int, ...]:
    """The clauses in order of spread, the most divided first.

    Of equal spread the one with least agreement comes first, then the one that stands first in the
    text; clauses on which nobody took a position are last.

    Parameters
    ----------
    found
        The figures of each clause in the order of the text, shape (clauses,).

    Returns
    -------
    Places in ``found``, shape (clauses,).
    """

    def key(place: int) -> tuple[bool, Fraction, Fraction, int]:
        spread, agreement = found[place].spread, found[place].agreement
        if spread is None or agreement is None:
            return True, Fraction(0), Fraction(0), place
        return False, -spread, agreement, place

    return tuple(sorted(range(len(found)), key=key))


def likeness(positions: ArrayLike) -> IntMatrix:
    """How much each two bodies say the same.

    Parameters
    ----------
    positions
        Values of :class:`Stand`, shape (bodies, clauses).

    Returns
    -------
    Whole numbers, shape (bodies, bodies): over the clauses on which both took a position the sum of
    2 for the same and 1 for one step apart. The diagonal means nothing.

    Raises
    ------
    ValueError
        A shape or value is not as said.
    """
    table = _checked(positions)
    # Sums below 2**53 are exact as doubles, and their products many times faster.
    agree, wish, against = ((table == stand).astype(np.float64) for stand in SCALE)
    near = (agree + against) @ wish.T
    same = agree @ agree.T + wish @ wish.T + against @ against.T
    found: IntMatrix = (2 * same + near + near.T).astype(np.int64)
    return found


def body_order(positions: ArrayLike) -> tuple[int, ...]:
    """Rows in an order in which bodies that say the same stand side by side.

    Bodies that took a position nowhere come last, in the order given. The end that agrees most
    comes first. What is equal goes by the order given: sort the rows beforehand.

    Parameters
    ----------
    positions
        Values of :class:`Stand`, shape (bodies, clauses).

    Returns
    -------
    Rows of ``positions``, shape (bodies,).

    Raises
    ------
    ValueError
        A shape or value is not as said.
    """
    table = _checked(positions)
    speaks = (table <= Stand.OBJECT).any(axis=1)
    rows = np.flatnonzero(speaks)
    found = rows[order_of(likeness(table[rows]))]
    said = table[found]
    # 2 for agree, 0 for object: what pulls a row up, seen from the middle of all rows.
    pull = np.where(said <= Stand.OBJECT, 1 - said, 0).sum(axis=1)
    place = 2 * np.arange(len(found)) - len(found) + 1
    if int((pull * place).sum()) > 0:
        found = found[::-1]
    return (*found.tolist(), *np.flatnonzero(~speaks).tolist())


def differing(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    """The clauses on which two bodies both took a position, and not the same one.

    Parameters
    ----------
    one, other
        Values of :class:`Stand` of each body, shape (clauses,).

    Returns
    -------
    Places of clauses, from 0, in order.

    Raises
    ------
    ValueError
        The two have different lengths.
    """
    return tuple(
        place
        for place, (here, there) in enumerate(zip(one, other, strict=True))
        if here != there and max(here, there) <= Stand.OBJECT
    )


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _checked(positions: ArrayLike) -> IntMatrix:
    table = np.asarray(positions)
    if table.ndim != 2:
        raise ValueError("positions have a row for each body and a column for each clause")
    if table.size and table.dtype.kind not in "iu":
        raise ValueError("positions are whole numbers")
    table = table.astype(np.int64)
    if table.size and (table.min() < Stand.AGREE or table.max() > Stand.SILENT):
        raise ValueError("a position is one of Stand")
    return table


def _weights(weights: ArrayLike | None, bodies: int) -> IntVector:
    if weights is None:
        return np.ones(bodies, dtype=np.int64)
    each = np.asarray(weights)
    if each.shape != (bodies,):
        raise ValueError("there is one weight for each body")
    if bodies and (each.dtype.kind not in "iu" or each.min() < 0):
        raise ValueError("weights are whole numbers of 0 or more")
    if sum(each.tolist()) >= MOST_WEIGHT:
        raise ValueError("the weights are too large to add up")
    return each.astype(np.int64)
