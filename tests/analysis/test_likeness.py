# SPDX-License-Identifier: EUPL-1.2
"""Likeness of municipalities: worked by hand, and the laws that it obeys."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from samenspel.analysis.likeness import (
    Ranking,
    distances_from,
    ranking,
    standardised,
    transformed,
)

NAN = math.nan
CODES = tuple(f"GM{number:04}" for number in range(20))
few = settings(max_examples=40, deadline=None)


@st.composite
def tables(draw: Any, unknown: bool = False) -> Any:
    """Values of 3 to 9 municipalities by 1 to 5 indicators, and weights."""
    shape = draw(st.tuples(st.integers(3, 9), st.integers(1, 5)))
    cells = st.integers(-50, 50).map(float)
    if unknown:
        cells = st.one_of(cells, st.just(NAN))
    values = draw(hnp.arrays(np.float64, shape, elements=cells))
    weights = draw(hnp.arrays(np.float64, shape[1], elements=st.integers(1, 4).map(float)))
    return values, weights


def ranked(scores: Any, weights: Any, row: int = 0, **more: Any) -> Ranking:
    return ranking(row, scores, weights, CODES[: len(scores)], **more)


def test_scores_are_standard_deviations_from_the_mean_of_the_known() -> None:
    scores = standardised(np.array([[1.0, 5.0], [3.0, NAN], [NAN, 5.0], [5.0, 5.0]]))
    # Mean 3, variance (4 + 0 + 4) / 3.
    assert scores[:, 0] == pytest.approx([-1.2247448714, 0.0, NAN, 1.2247448714], nan_ok=True)
    assert scores[:, 1] == pytest.approx([0.0, NAN, 0.0, 0.0], nan_ok=True)


def test_a_column_without_any_value_stays_unknown() -> None:
    assert np.isnan(standardised(np.array([[NAN], [NAN]]))).all()


def test_a_spread_too_small_to_square_tells_nobody_apart() -> None:
    assert standardised(np.array([[0.0], [1e-200]])).tolist() == [[0.0], [0.0]]


def test_logarithms_make_ratios_into_differences_and_zero_unknown() -> None:
    found = transformed(np.array([[10.0, 1.0], [100.0, 2.0], [0.0, 3.0]]), logarithm=[True, False])
    assert found[1, 0] - found[0, 0] == pytest.approx(math.log(10))
    assert math.isnan(found[2, 0])
    assert found[:, 1].tolist() == [1.0, 2.0, 3.0]


def test_the_published_example_of_two_themes() -> None:
    scores = np.array([[1.0, 0.2], [0.4, 1.0]])
    found = distances_from(0, scores, np.array([0.5, 0.5]))
    assert found.parts[1] == pytest.approx([0.18, 0.32])
    assert found.squared[1] == pytest.approx(0.5)
    assert round(float(found.distance[1]), 2) == 0.71


def test_unknown_indicators_leave_the_others_to_count_for_them() -> None:
    scores = np.array([[0.0, 0.0], [1.0, NAN]])
    found = distances_from(0, scores, np.array([0.25, 0.75]))
    assert found.squared[1] == 1.0  # the mean of what is known: 0.25 * 1 / 0.25
    assert found.parts[1].tolist() == [1.0, 0.0]
    assert found.coverage.tolist() == [1.0, 0.25]


def test_who_knows_too_little_in_common_is_left_out_and_said() -> None:
    scores = np.array([[0.0, 0.0], [1.0, NAN], [3.0, 3.0], [NAN, NAN]])
    found = ranked(scores, np.array([0.25, 0.75]))
    assert found.order.tolist() == [2]
    assert found.left_out.tolist() == [1, 3]
    assert ranked(scores, np.array([0.25, 0.75]), minimum_coverage=0.2).order.tolist() == [1, 2]


def test_without_any_weight_nothing_can_be_compared() -> None:
    found = ranked(np.zeros((3, 2)), np.zeros(2))
    assert found.order.tolist() == []
    assert found.distances.coverage.tolist() == [0.0, 0.0, 0.0]


def test_of_equals_the_lowest_code_comes_first() -> None:
    scores = np.array([[0.0], [1.0], [-1.0], [1.0 + 1e-15]])
    found = ranking(0, scores, np.array([1.0]), ("B", "D", "C", "A"))
    assert found.order.tolist() == [3, 2, 1]


@few
@given(tables(unknown=True))
def test_distance_is_symmetric_and_zero_to_itself(table: Any) -> None:
    values, weights = table
    scores = standardised(values)
    every = [distances_from(row, scores, weights) for row in range(len(values))]
    for row, found in enumerate(every):
        assert math.isnan(found.squared[row]) or found.squared[row] == 0.0
        for other, back in enumerate(every):
            assert found.squared[other] == pytest.approx(back.squared[row], nan_ok=True)


@few
@given(tables(unknown=True))
def test_parts_add_up_to_the_whole_exactly(table: Any) -> None:
    values, weights = table
    found = distances_from(0, standardised(values), weights)
    for squared, parts in zip(found.squared.tolist(), found.parts.tolist(), strict=True):
        total = 0.0
        for part in parts:
            total += part
        assert math.isnan(squared) or total == squared


@few
@given(tables())
def test_dropping_an_indicator_takes_exactly_its_part_off(table: Any) -> None:
    values, weights = table
    scores = standardised(values)
    whole = distances_from(0, scores, weights)
    without = weights.copy()
    without[-1] = 0.0
    if not without.any():
        return
    dropped = distances_from(0, scores, without)
    assert np.allclose(whole.squared - whole.parts[:, -1], dropped.squared, atol=1e-9)
    narrow = distances_from(0, scores[:, :-1], weights[:-1])
    assert np.array_equal(dropped.squared, narrow.squared)


@few
@given(tables(unknown=True), st.integers(1, 9), st.integers(-40, 40))
def test_shifting_and_scaling_an_indicator_changes_nothing(
    table: Any, scale: int, shift: int
) -> None:
    values, weights = table
    other = values.copy()
    other[:, 0] = other[:, 0] * scale + shift
    one = distances_from(0, standardised(values), weights)
    two = distances_from(0, standardised(other), weights)
    assert np.allclose(one.squared, two.squared, atol=1e-6, equal_nan=True)


@few
@given(tables(unknown=True), st.randoms(use_true_random=False))
def test_the_order_of_the_municipalities_does_not_matter(table: Any, chance: Any) -> None:
    values, weights = table
    order = list(range(len(values)))
    chance.shuffle(order)
    codes = CODES[: len(values)]
    one = ranking(0, standardised(values), weights, codes)
    two = ranking(
        order.index(0), standardised(values[order]), weights, [codes[place] for place in order]
    )
    assert [codes[row] for row in one.order] == [codes[order[row]] for row in two.order]
    assert np.array_equal(one.distances.squared[order], two.distances.squared, equal_nan=True)
