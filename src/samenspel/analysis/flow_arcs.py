# SPDX-License-Identifier: EUPL-1.2
"""Flows on a map: arrows with a curve, as wide as the flow is large, and circles cut by a share.

Pure geometry in the plane of the maps (integers, x to the east, y to the south; see
``analysis.cartography``). An arrow is one closed SVG path: a ribbon along a quadratic curve that
ends in a head. It bends to the left of who travels, so that the ways there and back lie beside
each other and never upon each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

# How far the curve stands off the straight line, as part of its length: half of it at its middle.
BEND = 0.36
# Head of an arrow: half its width and its length, as parts of the width of the ribbon; and the
# least of both, as part of the largest ribbon, so that a thin arrow has a direction as well.
HEAD_HALF_WIDTH, HEAD_LENGTH = 1.05, 1.7
LEAST_HEAD = 0.34
# Parts of the distance that the space at both ends and the head may take at most.
MOST_GAP, MOST_HEAD = 0.35, 0.3
# Halvings of an interval: less than a hundredth of a unit of the plane on the longest arrow.
HALVINGS = 24


class ArcError(ValueError):
    """An arrow or a sector that cannot be drawn; the message says why."""


class Point(NamedTuple):
    """A place in the plane, or a direction."""

    x: float
    y: float

    def __add__(self, other: Point) -> Point:  # type: ignore[override]
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other: Point) -> Point:
        return Point(self.x - other.x, self.y - other.y)

    def times(self, factor: float) -> Point:
        """The same direction, ``factor`` times as far."""
        return Point(self.x * factor, self.y * factor)

    @property
    def length(self) -> float:
        """The distance from the origin."""
        return math.sqrt(self.x * self.x + self.y * self.y)

    @property
    def left(self) -> Point:
        """The direction a quarter turn to the left on a map with y to the south; of length 1."""
        return Point(self.y / self.length, -self.x / self.length)


class Curve(NamedTuple):
    """A quadratic Bézier curve: begin, control point, end."""

    begin: Point
    control: Point
    end: Point

    def at(self, t: float, u: float | None = None) -> Point:
        """The point at ``t`` in [0, 1]; with ``u`` the control point of the part from t to u."""
        u = t if u is None else u
        first = self.begin.times(1 - t) + self.control.times(t)
        second = self.control.times(1 - t) + self.end.times(t)
        return first.times(1 - u) + second.times(u)

    def part(self, t: float, u: float) -> Curve:
        """The curve from ``t`` to ``u``."""
        return Curve(self.at(t), self.at(t, u), self.at(u))


def arrow(
    begin: tuple[int, int],
    end: tuple[int, int],
    *,
    width: float,
    largest: float,
    begin_gap: float = 0.0,
    end_gap: float = 0.0,
) -> str:
    """SVG path of an arrow from one place to another, in integers.

    Parameters
    ----------
    width, largest
        Width of the ribbon, and of the widest one on the map, in the unit of the plane.
    begin_gap, end_gap
        Space to keep free around both places, where something else is drawn. It and the head
        shrink where the places lie close together.

    Raises
    ------
    ArcError
        Both places are the same, or the width is not above 0.
    """
    start, target = Point(*begin), Point(*end)
    if start == target:
        raise ArcError("an arrow needs two places")
    if not 0 < width < math.inf:
        raise ArcError("an arrow needs a width above 0")
    way = target - start
    middle = (start + target).times(0.5)
    curve = Curve(start, middle + way.left.times(BEND * way.length), target)
    room = way.length
    tip = _before(curve, target, min(end_gap, MOST_GAP * room))
    begins = 1 - _before(
        Curve(curve.end, curve.control, curve.begin), start, min(begin_gap, MOST_GAP * room)
    )
    head = min(max(HEAD_LENGTH * width, LEAST_HEAD * largest), MOST_HEAD * room)
    shaft = curve.part(begins, tip)
    shaft_end = _before(shaft, shaft.end, head)
    half = max(HEAD_HALF_WIDTH * width, LEAST_HEAD * largest * 0.7)
    return _outline(shaft.part(0.0, shaft_end), shaft.end, width / 2, half)


def _before(curve: Curve, place: Point, distance: float) -> float:
    """The last ``t`` at which the curve is still at least ``distance`` away from its end."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        t = (low + high) / 2
        if (curve.at(t) - place).length >= distance:
            low = t
        else:
            high = t
    return low if distance > 0 else 1.0


def _outline(shaft: Curve, tip: Point, half: float, head: float) -> str:
    """The ribbon along the shaft, ``half`` of its width to both sides, and the head."""
    out, into = (shaft.control - shaft.begin).left, (shaft.end - shaft.control).left
    # The control points of the sides lie where the sides along both ends meet.
    both = out + into
    corner = both.times(2 / (both.x * both.x + both.y * both.y))
    begin, control, end = shaft
    points = (
        begin + out.times(half),
        control + corner.times(half),
        end + into.times(half),
        end + into.times(head),
        tip,
        end - into.times(head),
        end - into.times(half),
        control - corner.times(half),
        begin - out.times(half),
    )
    texts = [f"{round(p.x)} {round(p.y)}" for p in points]
    return f"M{texts[0]}Q{texts[1]} {texts[2]}L{' '.join(texts[3:7])}Q{texts[7]} {texts[8]}Z"


def arrow_widths(
    amounts: Sequence[float], *, largest: float, smallest: float = 0.0
) -> tuple[float, ...]:
    """Widths in proportion to amounts, the greatest amount having ``largest``; one decimal.

    None is below ``smallest``, which thereby stands for "a little".

    Raises
    ------
    ArcError
        An amount is not above 0.
    """
    if not all(0 < amount < math.inf for amount in amounts):
        raise ArcError("an arrow can only show an amount above 0")
    greatest = max(amounts, default=1.0)
    return tuple(max(round(largest * a / greatest, 1), smallest) for a in amounts)


def sector(centre: tuple[int, int], radius: float, share: float) -> str:
    """SVG path of the part of a circle that stands for a share, clockwise from the top.

    ``share`` is a fraction in [0, 1]; 0 gives an empty text, 1 the whole circle.

    Raises
    ------
    ArcError
        The share is not between 0 and 1, or the radius is not above 0.
    """
    if not 0 <= share <= 1:
        raise ArcError("a share lies between 0 and 1")
    if not 0 < radius < math.inf:
        raise ArcError("a circle needs a radius above 0")
    x, y = centre
    size = f"{round(radius)} {round(radius)}"
    top = f"{x} {round(y - radius)}"
    if share == 0:
        return ""
    if share == 1:
        return f"M{top}A{size} 0 0 1 {x} {round(y + radius)}A{size} 0 0 1 {top}Z"
    turn = 2 * math.pi * share
    end = f"{round(x + radius * math.sin(turn))} {round(y - radius * math.cos(turn))}"
    return f"M{x} {y}L{top}A{size} 0 {int(share > 0.5)} 1 {end}Z"
