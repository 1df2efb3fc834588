# SPDX-License-Identifier: EUPL-1.2
"""How the values of places are spread: middle and extremes, bars of equal width, size classes.

Nothing depends on the order of the values, and sums are exact before they are rounded once, so
that every machine and database gives the same figures.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Number = int | float
# Lower bounds of the size classes after the first, in inhabitants.
SIZE_BOUNDS = (5_000, 10_000, 20_000, 50_000, 100_000, 150_000, 250_000)


@dataclass(frozen=True)
class Summary:
    """Some values in seven numbers; ``lower`` and ``upper`` are the quartiles."""

    number: int
    least: Number
    lower: Number
    median: Number
    upper: Number
    most: Number
    mean: float


def summary(values: Sequence[Number]) -> Summary | None:
    """The summary of values that are known; None when there are none.

    Source
    ------
    Quartiles and median by linear interpolation between the ordered values, definition 7 of
    R.J. Hyndman and Y. Fan (1996), The American Statistician 50(4), 361-365.
    """
    if not values:
        return None
    return Summary(
        number=len(values),
        least=min(values),
        lower=quantile(values, 1, 4),
        median=quantile(values, 1, 2),
        upper=quantile(values, 3, 4),
        most=max(values),
        mean=float(sum(map(Fraction, values)) / len(values)),
    )


def quantile(values: Sequence[Number], part: int, of: int) -> Number:
    """The value below which ``part / of`` of the values lie; a whole number where it is one.

    Raises
    ------
    ValueError
        There is no value, or the part is not between 0 and 1.
    """
    if not values or not 0 <= part <= of or of < 1:
        raise ValueError(f"no {part}/{of} of {len(values)} values")
    ordered = sorted(values)
    place, rest = divmod((len(ordered) - 1) * part, of)
    if not rest:
        return ordered[place]
    # Exact, and rounded once.
    low, high = Fraction(ordered[place]), Fraction(ordered[place + 1])
    found = (low * (of - rest) + high * rest) / of
    return int(found) if found.denominator == 1 else float(found)


def far_end(values: Sequence[Number]) -> Number | None:
    """Above which value a drawing should not follow the others; None where none is that far.

    The outer fence, upper quartile + 3 * (upper - lower quartile), when the greatest value is more
    than twice that: it would leave the others no room.

    Source
    ------
    J.W. Tukey (1977), Exploratory data analysis.
    """
    found = summary(values)
    if found is None:
        return None
    fence = found.upper + 3 * (found.upper - found.lower)
    return fence if found.most > 2 * fence else None


@dataclass(frozen=True)
class Bin:
    """Values from ``lower`` up to ``upper`` (see :func:`histogram`), ``number`` of them."""

    lower: Number
    upper: Number
    number: int


@dataclass(frozen=True)
class Histogram:
    """Bars of equal width that follow each other; ``is_whole``: upper ends are included.

    ``beyond`` counts values above the last bar, which are in none.
    """

    bins: tuple[Bin, ...]
    is_whole: bool
    beyond: int = 0

    def place(self, value: Number) -> int:
        """The bar that holds a value, one after the last for a value beyond.

        Raises
        ------
        ValueError
            The value lies outside, or beyond where nothing was.
        """
        found = bisect_right([one.lower for one in self.bins], value) - 1
        above = bool(self.bins) and (
            value > self.bins[-1].upper if self.is_whole else value >= self.bins[-1].upper
        )
        if found < 0 or (above and not self.beyond):
            raise ValueError(f"{value} lies outside the bars")
        return len(self.bins) if above else found


def histogram(
    values: Sequence[Number], *, most: int = 15, up_to: Number | None = None
) -> Histogram:
    """Bars of a round width (1, 2 or 5 and zeros), as narrow as ``most`` bars allow.

    Bars begin at multiples of their width. Of whole numbers a bar counts ``lower`` to ``upper``,
    both included; else from ``lower`` up to and not including ``upper``. Bars without a value in
    between are there, with 0; none for no values. No bar is drawn for values above ``up_to`` only.

    Raises
    ------
    ValueError
        ``most`` is below 2, a value is not finite, or all are above ``up_to``.
    """
    near = [value for value in values if up_to is None or value <= up_to]
    if values and not near:
        raise ValueError(f"all values lie above {up_to}")
    if most < 2 or not all(math.isfinite(value) for value in values):
        raise ValueError(f"no bars for these values, at most {most}")
    is_whole = all(isinstance(value, int) for value in values)
    if not values:
        return Histogram((), is_whole)
    least, greatest = Fraction(min(near)), Fraction(max(near))
    width = _round_width(least, greatest, most, is_whole=is_whole)
    first = _steps(least, width)
    number = _steps(greatest, width) - first + 1
    edges = [_plain((first + step) * width) for step in range(number + 1)]
    counts = [0] * number
    for value in values:
        place = bisect_right(edges, value) - 1
        if place < number:
            counts[place] += 1
    return Histogram(
        tuple(
            Bin(edges[at], edges[at + 1] - 1 if is_whole else edges[at + 1], counts[at])
            for at in range(number)
        ),
        is_whole,
        beyond=len(values) - sum(counts),
    )


def _steps(value: Fraction, width: Fraction) -> int:
    """The multiple of the width at or below a value, as edges are rounded."""
    step = math.floor(value / width)
    # 0.3 as a binary number lies just below three tenths, and the edge is rounded the same way.
    return step + 1 if float((step + 1) * width) <= float(value) else step


def _round_width(least: Fraction, greatest: Fraction, most: int, *, is_whole: bool) -> Fraction:
    span = greatest - least
    if is_whole:
        power = Fraction(1)
    elif not span:
        return Fraction(1)
    else:
        power = Fraction(10) ** (math.floor(math.log10(span / most)) - 1)
    while True:
        for factor in (1, 2, 5):
            width = power * factor
            if _steps(greatest, width) - _steps(least, width) < most:
                return width
        power *= 10


def _plain(value: Fraction) -> Number:
    return int(value) if value.denominator == 1 else float(value)


@dataclass(frozen=True)
class SizeClass:
    """Municipalities of ``lower`` up to and not including ``upper`` inhabitants; None is no end."""

    lower: int
    upper: int | None

    def holds(self, inhabitants: int) -> bool:
        """Whether a number of inhabitants is in the class."""
        return self.lower <= inhabitants and (self.upper is None or inhabitants < self.upper)


SIZE_CLASSES = tuple(
    SizeClass(lower, upper)
    for lower, upper in zip((0, *SIZE_BOUNDS), (*SIZE_BOUNDS, None), strict=True)
)
"""The classes of municipal size of Statistics Netherlands (CBS), eight of them."""


def size_class(inhabitants: int) -> int:
    """Place in :data:`SIZE_CLASSES`, 0 to 7; ValueError below 0."""
    if inhabitants < 0:
        raise ValueError(f"{inhabitants} inhabitants")
    return bisect_right(SIZE_BOUNDS, inhabitants)
