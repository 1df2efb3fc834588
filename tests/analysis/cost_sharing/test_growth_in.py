# SPDX-License-Identifier: EUPL-1.2
"""Growing in: from the old division to the new one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.cost_sharing import (
    CostSharingError,
    TooSlowError,
    by_weight,
    divided,
    growth_in,
    years_needed,
)

few = settings(max_examples=60, deadline=None)


@st.composite
def divisions(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, int]]:
    """Two divisions of the same total among the same participants."""
    codes = draw(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=7, unique=True))
    total = draw(st.integers(0, 10**7))
    one, other = (by_weight({code: draw(st.integers(1, 1000)) for code in codes}) for _side in "12")
    return divided(total, one), divided(total, other)


def test_in_four_years_each_year_moves_a_quarter() -> None:
    steps = growth_in({"a": 600, "b": 400}, {"a": 200, "b": 800}, years=4)
    assert [step["a"] for step in steps] == [600, 500, 400, 300, 200]
    assert [step["b"] for step in steps] == [400, 500, 600, 700, 800]


def test_cents_that_do_not_divide_go_to_the_highest_average() -> None:
    steps = growth_in({"a": 0, "b": 0, "c": 7}, {"a": 5, "b": 2, "c": 0}, years=2)
    # Of the three cents of the first year: 5/1, 5/2, then 2/1 against 5/3.
    assert steps[1] == {"a": 2, "b": 1, "c": 4}


@few
@given(divisions(), st.integers(1, 12))
def test_growing_in_begins_at_the_old_and_reaches_the_new_division(
    pair: tuple[dict[str, int], dict[str, int]], years: int
) -> None:
    old, new = pair
    steps = growth_in(old, new, years=years)
    assert len(steps) == years + 1
    assert (steps[0], steps[-1]) == (old, new)
    assert {sum(step.values()) for step in steps} == {sum(old.values())}


@few
@given(divisions(), st.integers(1, 12))
def test_every_amount_goes_one_way_only(
    pair: tuple[dict[str, int], dict[str, int]], years: int
) -> None:
    old, new = pair
    for before, after in pairwise(growth_in(old, new, years=years)):
        for code in old:
            step = after[code] - before[code]
            assert step * (new[code] - old[code]) >= 0
            assert step == 0 or new[code] != old[code]


@few
@given(divisions(), st.integers(1, 12))
def test_every_year_is_about_as_large_as_the_others(
    pair: tuple[dict[str, int], dict[str, int]], years: int
) -> None:
    old, new = pair
    for year, step in enumerate(growth_in(old, new, years=years)):
        for code in old:
            even = old[code] + (new[code] - old[code]) * year / years
            assert abs(step[code] - even) <= len(old)


@few
@given(divisions(), st.integers(10_000, 10**6))
def test_nobody_changes_more_in_a_year_than_allowed(
    pair: tuple[dict[str, int], dict[str, int]], most: int
) -> None:
    old, new = pair
    allowed = dict.fromkeys(old, most)
    try:
        years = years_needed(old, new, most_change=allowed)
    except TooSlowError:
        assert max(abs(new[code] - old[code]) for code in old) > 40 * most
        return
    steps = growth_in(old, new, years=years)
    assert all(abs(b[c] - a[c]) <= most for a, b in pairwise(steps) for c in old)


def test_the_fewest_years_are_those_of_who_changes_most() -> None:
    old, new = {"a": 1000, "b": 0}, {"a": 0, "b": 1000}
    assert years_needed(old, new, most_change={"a": 300, "b": 900}) == 4
    assert years_needed(old, old, most_change={"a": 1, "b": 1}) == 1


def test_a_year_more_where_rounding_would_go_over_the_most_allowed() -> None:
    # Six years of one cent would do for c, but in one of them it would be its turn twice.
    old, new = {"a": 0, "b": 4, "c": 6, "d": 0}, {"a": 5, "b": 2, "c": 0, "d": 3}
    most = dict.fromkeys(old, 1)
    years = years_needed(old, new, most_change=most)
    assert years == 7
    steps = growth_in(old, new, years=years)
    assert all(abs(b[code] - a[code]) <= most[code] for a, b in pairwise(steps) for code in old)


def test_questions_that_cannot_be_are_refused() -> None:
    same = {"a": 1}
    for years in (0, 51):
        with pytest.raises(CostSharingError, match="1 to 50 years"):
            growth_in(same, same, years=years)
    with pytest.raises(CostSharingError, match="same total"):
        growth_in(same, {"a": 2}, years=1)
    with pytest.raises(CostSharingError, match="same total"):
        growth_in(same, {"b": 1}, years=1)
    with pytest.raises(CostSharingError, match="at least one cent"):
        years_needed(same, same, most_change={"a": 0})
    with pytest.raises(TooSlowError) as found:
        years_needed({"a": 100, "b": 0}, {"a": 0, "b": 100}, most_change={"a": 1, "b": 1})
    assert found.value.most_years == 50
