# SPDX-License-Identifier: EUPL-1.2
"""Arrows of flows on a map."""

from __future__ import annotations

import math
import re

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.flow_arcs import ArcError, arrow, arrow_widths, sector

PLACES = st.tuples(st.integers(0, 30_000), st.integers(0, 30_000))


def corners(path: str) -> list[tuple[int, int]]:
    """The points of a path, control points included."""
    numbers = [int(n) for n in re.findall(r"-?\d+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def drawn(path: str) -> shapely.Polygon:
    """The arrow as a polygon, its curves as twenty straight pieces."""
    a, c1, b, h1, tip, h2, b2, c2, a2 = corners(path)

    def curve(p: tuple[int, int], c: tuple[int, int], q: tuple[int, int]) -> list[list[float]]:
        steps = [i / 20 for i in range(21)]
        return [
            [(1 - t) ** 2 * p[k] + 2 * t * (1 - t) * c[k] + t * t * q[k] for k in (0, 1)]
            for t in steps
        ]

    return shapely.Polygon([*curve(a, c1, b), h1, tip, h2, *curve(b2, c2, a2)])


def test_the_tip_is_at_the_end_and_the_ribbon_begins_at_the_begin() -> None:
    points = corners(arrow((0, 0), (1000, 0), width=20, largest=40))
    assert points[4] == (1000, 0)
    middle = [(points[0][k] + points[8][k]) / 2 for k in (0, 1)]
    assert math.dist(middle, (0, 0)) < 1
    assert math.dist(points[0], points[8]) == pytest.approx(20, abs=1)


def test_an_arrow_bends_to_the_left_of_the_traveller() -> None:
    eastward = drawn(arrow((0, 0), (1000, 0), width=10, largest=10))
    westward = drawn(arrow((1000, 0), (0, 0), width=10, largest=10))
    assert eastward.centroid.y < -50  # north, y runs south
    assert westward.centroid.y > 50


def test_space_is_left_free_at_both_ends() -> None:
    path = drawn(arrow((0, 0), (1000, 0), width=10, largest=10, begin_gap=100, end_gap=50))
    assert path.distance(shapely.Point(0, 0)) == pytest.approx(100, abs=6)
    assert path.distance(shapely.Point(1000, 0)) == pytest.approx(50, abs=2)


def test_gaps_shrink_between_places_close_together() -> None:
    path = drawn(arrow((0, 0), (100, 0), width=10, largest=10, begin_gap=500, end_gap=500))
    assert path.is_valid
    assert path.distance(shapely.Point(0, 0)) <= 36
    assert path.distance(shapely.Point(100, 0)) <= 36


def test_a_thin_arrow_keeps_a_head_that_can_be_seen() -> None:
    _a, _c, _b, one, _tip, other, *_rest = corners(arrow((0, 0), (1000, 0), width=1, largest=60))
    assert math.dist(one, other) > 20


@given(PLACES, PLACES, st.integers(50, 400))
@settings(max_examples=60, deadline=None)
def test_an_arrow_is_one_shape_near_its_places(
    begin: tuple[int, int], end: tuple[int, int], width: int
) -> None:
    length = math.dist(begin, end)
    if length < 20 * width:
        return
    path = arrow(begin, end, width=width, largest=400, begin_gap=width, end_gap=width)
    shape = drawn(path)
    assert shape.is_valid
    assert width * length * 0.7 < shape.area < width * length * 1.6
    # As far off the straight line as half the bend, and the width.
    line = shapely.LineString([begin, end])
    assert shapely.hausdorff_distance(line, shape) < 0.18 * length + 2 * 400


@given(PLACES, PLACES, st.integers(-5000, 5000))
@settings(max_examples=40, deadline=None)
def test_a_moved_arrow_is_the_same_arrow(
    begin: tuple[int, int], end: tuple[int, int], by: int
) -> None:
    if begin == end:
        return
    here = corners(arrow(begin, end, width=30, largest=60))
    there = corners(arrow((begin[0] + by, begin[1]), (end[0] + by, end[1]), width=30, largest=60))
    assert all(
        abs(p[0] + by - q[0]) <= 1 and abs(p[1] - q[1]) <= 1
        for p, q in zip(here, there, strict=True)
    )


def test_widths_are_in_proportion_and_never_vanish() -> None:
    assert arrow_widths([20_200, 10_100, 50], largest=60, smallest=2) == (60, 30, 2)
    assert arrow_widths([], largest=60) == ()


def test_a_sector_is_a_part_of_the_circle_from_the_top() -> None:
    assert sector((100, 100), 10, 0.25) == "M100 100L100 90A10 10 0 0 1 110 100Z"
    assert sector((100, 100), 10, 0.75) == "M100 100L100 90A10 10 0 1 1 90 100Z"
    assert sector((100, 100), 10, 0) == ""
    assert sector((100, 100), 10, 1) == "M100 90A10 10 0 0 1 100 110A10 10 0 0 1 100 90Z"


@pytest.mark.parametrize(
    ("draw", "problem"),
    [
        (lambda: arrow((1, 1), (1, 1), width=1, largest=1), "two places"),
        (lambda: arrow((1, 1), (2, 1), width=0, largest=1), "width"),
        (lambda: arrow((1, 1), (2, 1), width=math.nan, largest=1), "width"),
        (lambda: arrow_widths([3, 0], largest=1), "above 0"),
        (lambda: sector((0, 0), 1, 1.2), "between 0 and 1"),
        (lambda: sector((0, 0), 0, 0.5), "radius"),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw: object, problem: str) -> None:
    with pytest.raises(ArcError, match=problem):
        draw()  # type: ignore[operator]
