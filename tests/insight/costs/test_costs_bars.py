# SPDX-License-Identifier: EUPL-1.2
"""Bars of costs and votes, and exact amounts as a reader writes them."""

from __future__ import annotations

from fractions import Fraction

from samenspel.insight.queries.costs.bars import Series, Value, beside, both_sides, in_a_row
from samenspel.insight.queries.costs.notation import exact, part, signed

ONE, OTHER = Series("shade-2", "one"), Series("shade-3", "other")
TEXTS = {"key": "k", "title": "t", "description": "d"}


def test_the_longest_bar_takes_all_the_room_and_the_others_their_part() -> None:
    chart = beside(
        [("a", [Value(4, "4")]), ("b", [Value(1, "1")]), ("c", [Value(None, "?")])],
        series=[ONE], **TEXTS,
    )  # fmt: skip
    widths = [row.bars[0].width for row in chart.rows]
    assert widths == ["372.0", "93.0", ""]
    assert chart.rows[2].bars[0].text == "?"
    assert chart.legend == ()


def test_bars_to_both_sides_have_one_scale() -> None:
    rows = [("a", Value(Fraction(3), "+3")), ("b", Value(Fraction(-1), "-1")), ("c", Value(0, "0"))]
    chart = both_sides(rows, less=ONE, more=OTHER, **TEXTS)
    more, less, none = (row.bars[0] for row in chart.rows)
    assert float(more.width) == 3 * float(less.width)
    assert float(less.x) + float(less.width) == float(more.x) == float(chart.axis_x)
    assert none.width == ""


def test_pieces_of_a_bar_fill_it_and_small_ones_have_no_number() -> None:
    chart = in_a_row([("a", [Value(99, "99"), Value(1, "1")])], series=[ONE, OTHER], **TEXTS)
    first, second = chart.rows[0].bars
    assert float(first.width) + float(second.width) == chart.width
    assert (first.text, second.text) == ("99", "")


def test_exact_amounts_are_rounded_once() -> None:
    assert exact(Fraction(575, 3), 2) == "191,67"
    assert exact(Fraction(1, 8), 2) == "0,13"
    assert exact(None, 2) == part(None, 1) == signed(None, 2) == "–"
    assert part(Fraction(1, 3), 1) == "33,3%"


def test_differences_have_a_sign_unless_they_round_to_nothing() -> None:
    assert [signed(Fraction(x, 100), 1) for x in (150, -150, 4, -4)] == [
        "+1,5",
        "−1,5",
        "0,0",
        "0,0",
    ]
