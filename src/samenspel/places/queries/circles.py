# SPDX-License-Identifier: EUPL-1.2
"""Circles that stand for municipalities without a boundary: side by side, and named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from samenspel.analysis.cartography import Box

FloatMatrix: TypeAlias = npt.NDArray[np.float64]
FloatVector: TypeAlias = npt.NDArray[np.float64]

# More circles than this stay where they are: moving them takes time that grows with the square.
MOVED_CIRCLES = 150
MOVES = 80
# Mean width of a letter, as a part of its size.
LETTER_WIDTH = 0.56


@dataclass(frozen=True)
class Circle:
    """A circle with its name; ``is_needed`` names are placed even over other circles."""

    name: str
    x: int
    y: int
    radius: float
    is_needed: bool = False


@dataclass(frozen=True)
class PlaceName:
    """A name on a map, centred on x with its baseline on y."""

    text: str
    x: int
    y: int


def moved_apart(
    centres: Sequence[tuple[int, int]], radii: Sequence[float]
) -> list[tuple[int, int]]:
    """Centres moved until the circles hardly overlap: near their place, and each to be seen.

    Deterministic, in the unit of the centres. More than ``MOVED_CIRCLES`` stay where they are.
    """
    if not centres or len(centres) > MOVED_CIRCLES:
        return list(centres)
    places = _apart(np.array(centres, dtype=np.float64), np.array(radii, dtype=np.float64))
    # Rounded, so that no machine draws another map.
    return [(round(x), round(y)) for x, y in places.tolist()]


def _apart(places: FloatMatrix, radii: FloatVector) -> FloatMatrix:
    """Centres, shape (n, 2), pushed out of each other half of their overlap at a time."""
    wanted = radii[:, None] + radii[None, :]
    np.fill_diagonal(wanted, 0.0)
    order = np.arange(len(radii))
    for _ in range(MOVES):
        between = places[:, None, :] - places[None, :, :]
        distance = np.hypot(between[..., 0], between[..., 1])
        overlap = np.maximum(wanted - distance, 0.0)
        if overlap.max() < 1.0:
            break
        # Two circles in the same place have no direction to go: the order in the list decides.
        same = distance == 0.0
        direction = np.where(
            same[..., None],
            np.sign(np.subtract.outer(order, order))[..., None],
            between / np.where(same, 1.0, distance)[..., None],
        )
        places = places + (direction * overlap[..., None]).sum(axis=1) / 4
    return places


def place_names(circles: Sequence[Circle], *, letter: float) -> tuple[PlaceName, ...]:
    """Names beside their circles, in the order given, each where it covers nothing else.

    ``letter`` is the size of the letters in the unit of the map. A name goes below, above, right
    or left of its circle; one that fits nowhere is left out or, when needed, put upon the circle.
    """
    taken = [_around(circle) for circle in circles]
    found = []
    for circle in circles:
        options = list(_options(circle, letter))
        free = [box for box in options if not any(_overlap(box, other) for other in taken)]
        if not free and not circle.is_needed:
            continue
        box = free[0] if free else _upon(circle, letter)
        taken.append(box)
        baseline = box.bottom - round(0.25 * letter)
        found.append(PlaceName(circle.name, (box.left + box.right) // 2, baseline))
    return tuple(found)


def _size(circle: Circle, letter: float) -> tuple[int, int]:
    return round(len(circle.name) * LETTER_WIDTH * letter), round(1.2 * letter)


def _upon(circle: Circle, letter: float) -> Box:
    width, height = _size(circle, letter)
    left, top = circle.x - width // 2, circle.y - height // 2
    return Box(left, top, left + width, top + height)


def _options(circle: Circle, letter: float) -> Iterator[Box]:
    width, height = _size(circle, letter)
    radius, gap = round(circle.radius), round(letter / 6)
    left, top = circle.x - width // 2, circle.y - height // 2
    for x, y in (
        (left, circle.y + radius + 1),
        (left, circle.y - radius - height - 1),
        (circle.x + radius + gap, top),
        (circle.x - radius - gap - width, top),
    ):
        yield Box(x, y, x + width, y + height)


def _around(circle: Circle) -> Box:
    radius = round(circle.radius)
    return Box(circle.x - radius, circle.y - radius, circle.x + radius, circle.y + radius)


def _overlap(one: Box, other: Box) -> bool:
    beside = one.right <= other.left or other.right <= one.left
    return not (beside or one.bottom <= other.top or other.bottom <= one.top)
