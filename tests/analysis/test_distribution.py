# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.distribution import (
    SIZE_CLASSES,
    far_end,
    histogram,
    quantile,
    size_class,
    summary,
)

NUMBERS = st.lists(st.integers(0, 5_000), min_size=1, max_size=60)
RATIOS = st.lists(
    st.builds(lambda a, b: a / b, st.integers(0, 400), st.integers(1, 400)),
    min_size=1,
    max_size=60,
)


# Middle and extremes


def test_the_middle_of_an_even_number_lies_between_two_values() -> None:
    found = summary([1, 3, 4, 9])
    assert found is not None
    assert (found.least, found.median, found.most, found.number) == (1, 3.5, 9, 4)
    assert (found.lower, found.upper) == (2.5, 5.25)
    assert found.mean == 4.25


def test_whole_numbers_stay_whole() -> None:
    assert quantile([2, 4], 1, 2) == 3
    assert isinstance(quantile([2, 4], 1, 2), int)
    assert isinstance(quantile([2, 5, 9], 1, 2), int)


def test_one_value_is_its_own_middle_and_none_has_none() -> None:
    one = summary([7])
    assert one is not None
    assert {one.least, one.lower, one.median, one.upper, one.most, one.mean} == {7}
    assert summary([]) is None


@pytest.mark.parametrize(("values", "part", "of"), [([], 1, 2), ([1], 3, 2), ([1], 0, 0)])
def test_a_part_that_cannot_be_is_refused(values: list[int], part: int, of: int) -> None:
    with pytest.raises(ValueError, match="values"):
        quantile(values, part, of)


@settings(max_examples=60, deadline=None)
@given(RATIOS, st.randoms(use_true_random=False))
def test_the_summary_is_that_of_others_and_knows_no_order(values: list[float], chance) -> None:  # type: ignore[no-untyped-def]
    found = summary(values)
    assert found is not None
    expected = np.quantile(values, [0.25, 0.5, 0.75])
    assert np.allclose([found.lower, found.median, found.upper], expected, rtol=1e-12)
    assert found.mean == pytest.approx(statistics.fmean(values), rel=1e-12)
    chance.shuffle(values)
    assert summary(values) == found


# Bars


def test_bars_of_whole_numbers_count_both_ends() -> None:
    found = histogram([3, 4, 4, 7, 19], most=10)
    assert [(b.lower, b.upper, b.number) for b in found.bins][:3] == [
        (2, 3, 1),
        (4, 5, 2),
        (6, 7, 1),
    ]
    assert len(found.bins) == 9
    assert found.is_whole


def test_a_tenth_stands_in_the_bar_that_begins_there() -> None:
    # 3/10 and 7/10 as binary numbers lie beside the tenth.
    found = histogram([k / 10 for k in range(11)], most=11)
    assert [b.number for b in found.bins] == [1] * 11
    assert [found.place(k / 10) for k in range(11)] == list(range(11))
    assert found.bins[3].lower == 0.3


def test_one_value_gives_one_bar_and_none_gives_none() -> None:
    assert [(b.lower, b.upper, b.number) for b in histogram([8, 8]).bins] == [(8, 8, 2)]
    assert [(b.lower, b.upper, b.number) for b in histogram([0.4]).bins] == [(0, 1, 1)]
    assert histogram([]).bins == ()


def test_what_lies_outside_the_bars_has_no_place() -> None:
    found = histogram([3, 9])
    for value in (2, 10):
        with pytest.raises(ValueError, match="outside"):
            found.place(value)


@pytest.mark.parametrize(("values", "most"), [([1], 1), ([float("nan")], 9)])
def test_bars_that_cannot_be_are_refused(values: list[float], most: int) -> None:
    with pytest.raises(ValueError, match="no bars"):
        histogram(values, most=most)


@settings(max_examples=100, deadline=None)
@given(st.one_of(NUMBERS, RATIOS), st.integers(2, 30))
def test_every_value_is_in_one_bar_and_bars_follow_each_other(
    values: list[float], most: int
) -> None:
    found = histogram(values, most=most)
    assert 1 <= len(found.bins) <= most
    assert sum(b.number for b in found.bins) == len(values)
    assert found.bins[0].number > 0 < found.bins[-1].number
    for value in values:
        held = found.bins[found.place(value)]
        assert held.lower <= value
        assert value <= held.upper if found.is_whole else value < held.upper
    gap = 1 if found.is_whole else 0
    ends = zip(found.bins, found.bins[1:], strict=False)
    assert all(b.lower == a.upper + gap for a, b in ends)


# Size classes


def test_a_class_begins_at_its_lower_bound() -> None:
    at = (0, 4_999, 5_000, 9_999, 10_000, 20_000, 49_999, 50_000, 100_000, 150_000, 249_999)
    assert [size_class(n) for n in at] == [0, 0, 1, 1, 2, 3, 3, 4, 5, 6, 6]
    assert size_class(250_000) == size_class(900_000) == 7
    with pytest.raises(ValueError, match="inhabitants"):
        size_class(-1)


@given(st.integers(0, 1_000_000))
def test_every_size_is_in_exactly_one_class(inhabitants: int) -> None:
    assert [c.holds(inhabitants) for c in SIZE_CLASSES].index(True) == size_class(inhabitants)
    assert sum(c.holds(inhabitants) for c in SIZE_CLASSES) == 1


# Far ends


def test_what_lies_far_beyond_the_others_has_a_bar_of_its_own() -> None:
    values = [1, 2, 2, 3, 3, 3, 4, 4, 5, 400]
    end = far_end(values)
    # Quartiles 2.25 and 4: 4 + 3 * 1.75.
    assert end == 9.25
    found = histogram(values, up_to=end)
    assert [(b.lower, b.upper, b.number) for b in found.bins] == [
        (1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 2), (5, 5, 1),
    ]  # fmt: skip
    assert found.beyond == 1
    assert found.place(400) == 5
    assert found.place(5) == 4


@pytest.mark.parametrize("values", [[], [7], [1, 2, 3, 4, 5, 9]])
def test_without_a_far_value_the_drawing_has_no_end(values: list[int]) -> None:
    assert far_end(values) is None


def test_bars_up_to_an_end_below_all_values_are_refused() -> None:
    with pytest.raises(ValueError, match="above 1"):
        histogram([2, 3], up_to=1)


def test_between_bars_and_the_end_a_value_counts_beyond() -> None:
    found = histogram([0.1, 0.2, 0.3, 40.0], up_to=10)
    assert found.beyond == 1
    assert sum(b.number for b in found.bins) == 3
    assert found.place(40.0) == len(found.bins)
