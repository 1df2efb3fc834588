# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

from samenspel.places.queries.circles import Circle, moved_apart, place_names


def test_circles_in_one_place_move_apart_and_stay_near() -> None:
    radii = [100.0] * 12
    centres = moved_apart([(n % 3, n % 2) for n in range(12)], radii)
    for place, (x, y) in enumerate(centres):
        assert math.hypot(x, y) < 600
        for other_x, other_y in centres[place + 1 :]:
            assert math.hypot(x - other_x, y - other_y) > 180


def test_circles_that_do_not_touch_stay_where_they_are() -> None:
    assert moved_apart([(0, 0), (900, 0)], [100.0, 100.0]) == [(0, 0), (900, 0)]


def test_the_same_circles_always_move_the_same_way() -> None:
    centres = [(0, 0)] * 5
    assert moved_apart(centres, [50.0] * 5) == moved_apart(centres, [50.0] * 5)


def test_no_circles_are_no_work_and_very_many_are_left_alone() -> None:
    assert moved_apart([], []) == []
    assert moved_apart([(0, 0)] * 151, [9.0] * 151) == [(0, 0)] * 151


def test_a_name_stands_below_its_circle() -> None:
    (name,) = place_names([Circle("Ede", 100, 100, 20)], letter=12)
    assert (name.x, name.text) == (100, "Ede")
    assert name.y > 120


def test_a_name_goes_elsewhere_when_another_circle_is_in_the_way() -> None:
    circles = [Circle("Ede", 100, 100, 20), Circle("Epe", 100, 132, 12)]
    names = place_names(circles, letter=12)
    assert names[0].y < 80


def test_a_name_without_room_is_left_out_unless_it_is_needed() -> None:
    ring = [
        Circle("x", 100 + dx, 100 + dy, 30) for dx, dy in ((0, 50), (0, -50), (50, 0), (-50, 0))
    ]
    middle = Circle("Ede", 100, 100, 20)
    needed = Circle("Ede", 100, 100, 20, is_needed=True)
    assert "Ede" not in {n.text for n in place_names([middle, *ring], letter=12)}
    assert "Ede" in {n.text for n in place_names([needed, *ring], letter=12)}
