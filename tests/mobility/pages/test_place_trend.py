# SPDX-License-Identifier: EUPL-1.2
"""Commuting through the years as lines."""

from __future__ import annotations

import itertools

import pytest

from samenspel.mobility.queries.place_trend import CHART, TOP, Year, trend


def test_a_single_year_is_no_trend() -> None:
    assert trend([Year(2014, 100, 100, 50)]) is None


def test_shares_of_nothing_are_unknown() -> None:
    assert Year(2014, 0, 0, 0).stays is None
    assert Year(2014, 0, 0, 0).own is None


def test_lines_begin_at_zero_and_reach_the_round_number_above_the_greatest() -> None:
    drawn = trend([Year(2006, 89_000, 50_000, 30_000), Year(2014, 91_100, 62_800, 40_200)])
    assert drawn is not None
    assert [tick.text for tick in drawn.ticks] == ["0", "50.000", "100.000"]
    assert drawn.ticks[0].y == str(TOP + CHART)
    assert [line.names[0].text for line in drawn.lines] == ["91.100", "62.800", "40.200"]
    assert [label.text for label in drawn.labels] == ["2006", "2014"]


@pytest.mark.parametrize(
    "years",
    [
        [Year(2006, 100, 99, 98), Year(2014, 100, 100, 100)],
        [Year(2006, 0, 0, 0), Year(2014, 1, 1, 1)],
        [Year(2006, 900, 1, 1), Year(2014, 1000, 2, 1)],
    ],
)
def test_names_of_lines_stand_clear_of_each_other(years: list[Year]) -> None:
    drawn = trend(years)
    assert drawn is not None
    heights = sorted(float(line.names[0].y) for line in drawn.lines)
    assert all(b - a >= 34 for a, b in itertools.pairwise(heights))
    assert heights[-1] <= float(drawn.height)
    assert heights[0] >= 0
