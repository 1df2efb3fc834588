# SPDX-License-Identifier: EUPL-1.2
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.analysis.timeline import (
    SHORTEST_BAR,
    TICK_ROOM,
    Period,
    Window,
    count_over_time,
    lay_out,
    year_ticks,
)

# The machine may be busy: slowness of drawing examples is not what these laws are about.
law = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEN_YEARS = Window(date(2010, 1, 1), date(2020, 1, 1), 1000)
REFERENCE = date(2015, 7, 1)

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@st.composite
def some_period(draw):
    start = draw(st.none() | days)
    end = draw(st.none() | days)
    if start and end and end <= start:
        end = start + timedelta(days=1)
    return Period(draw(st.sampled_from("xyz")), start, end, draw(st.sampled_from("ab")))


periods = st.lists(some_period(), max_size=12)


def flags(bar):
    return bar.open_start, bar.open_end, bar.cut_start, bar.cut_end


def only_bar(start, end, window=TEN_YEARS):
    (bar,) = lay_out([Period("GGD", start, end)], window, REFERENCE).bars
    return bar


def test_a_period_inside_the_window_has_its_share_of_the_width():
    bar = only_bar(date(2011, 1, 1), date(2012, 1, 1))
    # 365 days on each side of 2011, of 3652 in all: 99.945 and 199.89.
    assert (bar.x, bar.width) == (99.9, 100.0)
    assert flags(bar) == (False, False, False, False)


def test_a_place_is_rounded_half_up_to_a_tenth():
    window = Window(date(2020, 1, 1), date(2020, 1, 21), 1)
    assert [window.x(date(2020, 1, day)) for day in (1, 2, 3, 4, 21)] == [0.0, 0.1, 0.1, 0.2, 1.0]


def test_unknown_ends_run_to_the_edges_and_are_open():
    bar = only_bar(None, None)
    assert (bar.x, bar.width) == (0.0, 1000.0)
    assert flags(bar) == (True, True, False, False)


def test_dates_outside_the_window_are_cut():
    bar = only_bar(date(1999, 1, 1), date(2025, 1, 1))
    assert (bar.x, bar.width) == (0.0, 1000.0)
    assert flags(bar) == (False, False, True, True)


def test_a_single_day_stays_visible_at_the_end_of_the_window():
    bar = only_bar(date(2019, 12, 31), date(2020, 1, 1))
    assert (bar.x, bar.width) == (1000 - SHORTEST_BAR, SHORTEST_BAR)


@pytest.mark.parametrize(
    ("start", "end"), [(None, date(2010, 1, 1)), (date(2020, 1, 1), None)], ids=["ended", "later"]
)
def test_what_holds_only_outside_the_window_is_left_out(start, end):
    timeline = lay_out([Period("GGD", start, end)], TEN_YEARS, REFERENCE)
    assert (timeline.bars, timeline.rows) == ((), 0)


def test_rows_are_ordered_by_group_then_start_then_label():
    given_order = [
        Period("d", date(2012, 1, 1), None, "work"),
        Period("c", date(2011, 1, 1), None, "care"),
        Period("b", date(2011, 1, 1), None, "care"),
        Period("a", None, None, "care"),
    ]
    bars = lay_out(given_order, TEN_YEARS, REFERENCE).bars
    assert [(bar.period.label, bar.row) for bar in bars] == [("a", 0), ("b", 1), ("c", 2), ("d", 3)]


def test_versions_with_one_key_share_a_row_and_touch():
    versions = [
        Period("second", date(2015, 1, 1), None, key="ggd"),
        Period("other", date(2012, 1, 1), None, key="odr"),
        Period("first", date(2011, 1, 1), date(2015, 1, 1), key="ggd"),
    ]
    timeline = lay_out(versions, TEN_YEARS, REFERENCE)
    first, second, other = timeline.bars
    assert [first.row, second.row, other.row] == [0, 0, 1]
    assert timeline.rows == 2
    assert first.x + first.width == pytest.approx(second.x)


@law
@given(periods)
def test_bars_stay_in_the_window_and_rows_have_no_gaps(items):
    timeline = lay_out(items, TEN_YEARS, REFERENCE)
    assert all(bar.x >= 0 and bar.x + bar.width <= 1000.05 for bar in timeline.bars)
    assert sorted({bar.row for bar in timeline.bars}) == list(range(timeline.rows))


@law
@given(days, days)
def test_later_days_are_never_further_left(one, other):
    earlier, later = sorted([one, other])
    assert 0 <= TEN_YEARS.x(earlier) <= TEN_YEARS.x(later) <= TEN_YEARS.width


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="GGD ends on 2012-01-01"):
        only_bar(date(2012, 1, 1), date(2012, 1, 1))


@pytest.mark.parametrize(("days_wide", "width"), [(0, 100), (10, 0)])
def test_an_empty_window_is_refused(days_wide, width):
    first = date(2020, 1, 1)
    with pytest.raises(ValueError, match="nothing to see"):
        Window(first, first + timedelta(days=days_wide), width)


@pytest.mark.parametrize(
    ("reference", "x"), [(REFERENCE, 549.6), (date(2009, 12, 31), None), (date(2020, 1, 2), None)]
)
def test_the_reference_date_is_marked_when_in_sight(reference, x):
    assert lay_out([], TEN_YEARS, reference).reference_x == x


@pytest.mark.parametrize(
    ("width", "years"),
    [
        (1000, list(range(2010, 2021))),
        (300, [2010, 2012, 2014, 2016, 2018, 2020]),
        (100, [2010, 2015, 2020]),
        (50, [2010, 2020]),
    ],
)
def test_year_labels_keep_their_room(width, years):
    ticks = year_ticks(Window(TEN_YEARS.first, TEN_YEARS.last, width))
    assert [tick.year for tick in ticks] == years
    places = [tick.x for tick in ticks]
    assert all(b - a > TICK_ROOM - 2 for a, b in pairwise(places))


def test_a_window_that_starts_in_the_middle_of_a_year_has_its_first_tick_the_next():
    ticks = year_ticks(Window(date(2010, 7, 1), date(2012, 7, 1), 600))
    assert [tick.year for tick in ticks] == [2011, 2012]


def test_a_window_within_one_year_has_no_tick():
    assert year_ticks(Window(date(2010, 2, 1), date(2010, 5, 1), 600)) == ()


@law
@given(periods, st.lists(days, max_size=5))
def test_count_over_time_is_the_number_in_force(items, dates):
    expected = [
        sum((p.start is None or p.start <= d) and (p.end is None or d < p.end) for p in items)
        for d in dates
    ]
    assert count_over_time(items, dates).tolist() == expected
