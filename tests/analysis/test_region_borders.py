# SPDX-License-Identifier: EUPL-1.2
"""Borders between drawn shapes, and colours of which neighbours never share one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samenspel.analysis.region_borders import (
    chain,
    colour_numbers,
    find_borders,
    line_path,
    neighbours_by_border,
    neighbours_by_place,
    parting,
    rings,
    simplified,
)

# Two squares side by side, sharing the line from (10, 0) to (10, 10).
LEFT, RIGHT = "m0 0 10 0 0 10-10 0z", "m10 0 10 0 0 10-10 0z"
SQUARES = {"A": (LEFT,), "B": (RIGHT,)}


def test_rings_of_a_path_are_its_corners_in_whole_numbers() -> None:
    assert rings(LEFT) == [[(0, 0), (10, 0), (10, 10), (0, 10)]]


def test_a_second_ring_starts_from_where_the_first_began() -> None:
    assert rings("m5 5 1 0 0 1zm2 2 1 0 0 1z")[1][0] == (7, 7)


def test_a_shape_too_small_to_draw_is_a_square_of_one_unit() -> None:
    assert rings("m3 4h1v1h-1z") == [[(3, 4), (4, 4), (4, 5), (3, 5)]]


def test_the_line_that_two_shapes_share_is_a_border_between_them() -> None:
    shared = [b for b in find_borders(SQUARES) if b.codes == ("A", "B")]
    assert [set(b.points) for b in shared] == [{(10, 0), (10, 10)}]


def test_a_line_of_one_shape_alone_is_a_coast() -> None:
    coasts = {b.codes: b.points for b in find_borders(SQUARES) if len(b.codes) == 1}
    assert set(coasts) == {("A",), ("B",)}
    assert len(coasts[("A",)]) == 4


def test_a_line_between_two_parts_of_one_shape_is_no_border() -> None:
    borders = find_borders({"A": (LEFT, RIGHT)})
    assert all({(10, 0), (10, 10)} != set(pair) for b in borders for pair in [b.points[:2]])
    assert {b.codes for b in borders} == {("A",)}


def test_a_point_that_falls_on_itself_is_no_border() -> None:
    assert find_borders({"A": ("m0 0 0 0z",)}) == ()


def test_edges_become_one_line_and_a_closed_line_ends_where_it_begins() -> None:
    square = [((0, 0), (0, 1)), ((0, 1), (1, 1)), ((1, 0), (1, 1)), ((0, 0), (1, 0))]
    (line,) = chain(square)
    assert line[0] == line[-1]
    assert len(line) == 5


def test_simplified_lines_keep_their_ends() -> None:
    (border,) = [b for b in find_borders({"A": ("m0 0 5 1 5-1 0 9z",), "B": ("m0 0 5 1 5-1-5-9z",)})
                 if len(b.codes) == 2]  # fmt: skip
    (coarse,) = simplified([border], 3)
    assert coarse.points == ((0, 0), (10, 0))


def test_a_line_is_written_with_relative_steps() -> None:
    assert line_path([(3, 4), (5, 4), (5, 1)]) == "M3 4l2 0 0-3"


def test_only_borders_between_different_regions_part_regions() -> None:
    borders = find_borders(SQUARES)
    assert parting(borders, {"A": "one", "B": "one"}.get) == []
    assert [b.codes for b in parting(borders, {"A": "one", "B": "two"}.get)] == [("A", "B")]


def test_neighbours_share_a_border_or_lie_beside_each_other() -> None:
    assert neighbours_by_border(find_borders(SQUARES)) == {("A", "B")}
    places = {"A": (0, 0), "B": (10, 0), "C": (5, 9), "D": (100, 0)}
    pairs = neighbours_by_place(places)
    assert ("A", "B") in pairs
    assert ("A", "D") not in pairs


def test_few_colours_are_used() -> None:
    chained = colour_numbers("abcd", [("a", "b"), ("b", "c"), ("c", "d")])
    assert max(chained.values()) == 1


@given(st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=60))
def test_neighbours_never_share_a_colour(pairs: set[tuple[int, int]]) -> None:
    named = [(str(a), str(b)) for a, b in pairs if a != b]
    numbers = colour_numbers(map(str, range(13)), named)
    assert all(numbers[a] != numbers[b] for a, b in named)
    assert numbers == colour_numbers(map(str, reversed(range(13))), named)


def test_a_thing_is_no_neighbour_of_itself() -> None:
    assert colour_numbers("a", [("a", "a")]) == {"a": 0}
