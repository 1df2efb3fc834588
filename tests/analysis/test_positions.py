# SPDX-License-Identifier: EUPL-1.2
"""Where bodies stand: published and hand-computed figures, and laws."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.positions import (
    Stand,
    body_order,
    differing,
    likeness,
    measure,
    measures,
    most_divided,
    ordinal_spread,
)

A, W, O, N, S = Stand  # noqa: E741 - the letters of the scale
HALF = Fraction(1, 2)
matrices = st.integers(0, 6).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 4), min_size=columns, max_size=columns), min_size=1, max_size=8
    )
)
few = settings(max_examples=60, deadline=None)


def mean_difference(counts: tuple[int, ...]) -> Fraction:
    """Mean distance of all ordered pairs, themselves too, as a part of what is possible."""
    steps = [step for step, count in enumerate(counts) for _ in range(count)]
    total = sum(abs(one - other) for one, other in product(steps, steps))
    # At most half of the pairs lie a whole scale apart.
    return Fraction(2 * total, len(steps) ** 2 * (len(counts) - 1))


def test_spread_is_that_of_the_published_example() -> None:
    # The example of the package agrmt for Blair and Lacy's l, the root of 1 - spread: 0.7728734.
    found = ordinal_spread((30, 40, 210, 130, 530, 50, 10))
    assert found is not None
    assert sqrt(1 - found) == pytest.approx(0.7728734, abs=5e-8)


def test_spread_worked_out_by_hand() -> None:
    # F = 1/2, 3/4: 2 (1/2 * 1/2 + 3/4 * 1/4) = 7/8
    assert ordinal_spread((2, 1, 1)) == Fraction(7, 8)
    assert ordinal_spread((1, 1)) == 1
    assert ordinal_spread((5, 0, 5)) == 1
    assert ordinal_spread((0, 7, 0)) == 0
    assert ordinal_spread((0, 0, 0)) is None


@few
@given(st.lists(st.integers(0, 5), min_size=2, max_size=5).filter(any))
def test_spread_is_the_mean_difference_of_two_bodies(counts: list[int]) -> None:
    assert ordinal_spread(counts) == mean_difference(tuple(counts))


@few
@given(st.lists(st.integers(0, 9), min_size=2, max_size=5).filter(any), st.integers(1, 9))
def test_spread_lies_between_nought_and_one_whatever_the_direction_or_size(
    counts: list[int], times: int
) -> None:
    found = ordinal_spread(counts)
    assert found is not None
    assert 0 <= found <= 1
    assert ordinal_spread(counts[::-1]) == found
    assert ordinal_spread([count * times for count in counts]) == found


@pytest.mark.parametrize("counts", [(), (3,), (1, -1)])
def test_spread_needs_a_scale(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="scale"):
        ordinal_spread(counts)


def test_the_published_example_of_agreement() -> None:
    found = measure((9, 3, 2, 1, 1))
    assert found.agreement == Fraction(12, 14)
    assert found.strict == Fraction(9, 14)
    assert (found.lowest, found.highest) == (Fraction(12, 15), Fraction(13, 15))
    assert found.is_settled
    assert (found.positions, found.total) == (14, 16)


def test_silent_bodies_never_count_as_agreeing() -> None:
    found = measure((1, 0, 1, 0, 8))
    assert found.agreement == HALF
    assert (found.lowest, found.highest) == (Fraction(1, 10), Fraction(9, 10))
    assert not found.is_settled


def test_nobody_with_a_position_has_no_agreement() -> None:
    found = measure((0, 0, 0, 4, 2))
    assert (found.agreement, found.strict, found.spread) == (None, None, None)
    assert (found.lowest, found.highest) == (Fraction(0), Fraction(1))
    nobody = measure((0, 0, 0, 4, 0))
    assert (nobody.lowest, nobody.highest) == (None, None)
    assert not nobody.is_settled


def test_a_majority_that_can_no_longer_come_is_settled() -> None:
    assert measure((1, 0, 3, 0, 1)).is_settled
    assert not measure((1, 0, 3, 0, 3)).is_settled


def test_counts_are_not_negative() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        measure((1, 0, 0, 0, -1))


# Three councils, two clauses; the last one is silent.
SMALL = [[A, O], [W, O], [S, S]]


def test_measures_by_bodies_and_by_inhabitants() -> None:
    bodies = measures(SMALL)
    assert [found.counts for found in bodies] == [(1, 1, 0, 0, 1), (0, 0, 2, 0, 1)]
    heads = measures(SMALL, [10_000, 30_000, 60_000])
    assert heads[0].counts == (10_000, 30_000, 0, 0, 60_000)
    assert heads[0].strict == Fraction(1, 4)
    assert heads[1].highest == Fraction(6, 10)


def test_weights_beyond_doubles_stay_exact() -> None:
    heavy = measures([[A], [O]], [2**53 + 1, 2**53])
    assert heavy[0].agreement == Fraction(2**53 + 1, 2**54 + 1)


@few
@given(matrices, st.randoms(use_true_random=False))
def test_the_order_of_bodies_changes_no_figure(table: list[list[int]], chance: object) -> None:
    mixed = table[:]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert measures(mixed) == measures(table)
    again = [table[place] for place in body_order(table)]
    assert sorted(again) == sorted(table)


@few
@given(matrices)
def test_answers_still_to_come_stay_within_the_bounds(table: list[list[int]]) -> None:
    before = measures(table)
    answered = [[W if stand == S else stand for stand in row] for row in table]
    against = [[O if stand == S else stand for stand in row] for row in table]
    for was, agree, objects in zip(before, measures(answered), measures(against), strict=True):
        if was.lowest is not None:
            assert (objects.agreement, agree.agreement) == (was.lowest, was.highest)


def test_the_most_divided_comes_first_and_the_unspoken_last() -> None:
    table = [
        [A, A, A, N, O, A],
        [A, O, W, N, A, A],
        [A, O, W, N, A, O],
    ]
    # Spread: 0, 8/9, 4/9, none, 8/9, 8/9; agreement of the three: 1/3, 2/3, 2/3.
    assert most_divided(measures(table)) == (1, 4, 5, 2, 0, 3)


def test_likeness_counts_two_for_the_same_and_one_for_a_step() -> None:
    table = [[A, W, O, A], [A, A, A, N], [O, O, O, S]]
    found = likeness(table)
    assert found[0, 1] == 2 + 1 + 0
    assert found[0, 2] == 0 + 1 + 2
    assert found[1, 2] == 0
    assert (found == found.T).all()


def test_bodies_that_say_the_same_stand_together_the_agreeing_first() -> None:
    table = [[O, O], [A, A], [S, S], [O, O], [A, W], [N, N]]
    found = body_order(table)
    assert set(found[:2]) == {1, 4}
    assert found[-2:] == (2, 5)


def test_no_body_and_no_clause_have_an_order_all_the_same() -> None:
    assert body_order(np.zeros((0, 3), dtype=np.int64)) == ()
    assert body_order(np.zeros((2, 0), dtype=np.int64)) == (0, 1)
    assert measures(np.zeros((2, 0), dtype=np.int64)) == ()


def test_two_bodies_differ_only_where_both_took_a_position() -> None:
    assert differing([A, A, N, S, W], [A, O, O, O, A]) == (1, 4)


@pytest.mark.parametrize(
    ("table", "weights"),
    [
        ([1, 2], None),
        ([[0.5]], None),
        ([[5]], None),
        ([[-1]], None),
        ([[0]], [1, 2]),
        ([[0]], [-1]),
        ([[0]], [0.5]),
        ([[0], [0]], [2**62 - 1, 1]),
    ],
    ids=["flat", "decimal", "above", "below", "length", "negative", "part", "too large"],
)
def test_wrong_input_is_refused(table: object, weights: object) -> None:
    with pytest.raises(ValueError, match=r"positions|position|weight|weights"):
        measures(table, weights)  # type: ignore[arg-type]
