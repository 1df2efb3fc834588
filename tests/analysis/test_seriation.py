# SPDX-License-Identifier: EUPL-1.2
"""Orders of a matrix: worked out by hand, and laws that hold for every matrix."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from samenspel.analysis.seriation import IntMatrix, leaf_order, order_of, spread, tree_of


def symmetric(size: int, values: list[int]) -> IntMatrix:
    table = np.zeros((size, size), dtype=np.int64)
    for (one, other), value in zip(combinations(range(size), 2), values, strict=True):
        table[one, other] = table[other, one] = value
    return table


@st.composite
def matrices(draw: st.DrawFn, most: int = 12) -> IntMatrix:
    size = draw(st.integers(0, most))
    pairs = size * (size - 1) // 2
    return symmetric(size, draw(st.lists(st.integers(0, 9), min_size=pairs, max_size=pairs)))


# The example on the page of methods: A-C 60, B-D 50, C-D 10.
EXAMPLE = symmetric(4, [0, 60, 0, 0, 50, 10])


def test_the_published_example() -> None:
    assert order_of(EXAMPLE).tolist() == [0, 2, 3, 1]
    assert spread(EXAMPLE, [0, 2, 3, 1]) == 60 + 10 + 50
    assert spread(EXAMPLE, [0, 1, 2, 3]) == 2 * 60 + 2 * 50 + 10


def test_the_steps_of_the_tree_have_exact_averages() -> None:
    tree = tree_of(EXAMPLE)
    assert tree.joined.tolist() == [[0, 2], [1, 3], [4, 5]]
    assert tree.common.tolist() == [60, 50, 10]
    assert tree.pairs.tolist() == [1, 1, 4]


@pytest.mark.parametrize(
    ("least", "groups"),
    [
        (60, ((0, 2), (1,), (3,))),
        (50, ((0, 2), (1, 3))),
        (Fraction(5, 2), ((0, 1, 2, 3),)),
        (61, ((0,), (1,), (2,), (3,))),
    ],
)
def test_groups_stop_at_an_average_exactly(
    least: int | Fraction, groups: tuple[tuple[int, ...], ...]
) -> None:
    assert tree_of(EXAMPLE).groups(Fraction(least)) == groups


def test_equal_rows_keep_their_order() -> None:
    assert order_of(np.ones((5, 5), dtype=np.int64)).tolist() == [0, 1, 2, 3, 4]


def test_a_given_order_that_is_better_is_kept() -> None:
    table = symmetric(4, [2, 3, 0, 3, 1, 3])
    along_the_tree = leaf_order(tree_of(table), table)
    assert along_the_tree.tolist() == [0, 2, 1, 3]
    assert (spread(table, along_the_tree), spread(table, range(4))) == (17, 16)
    assert order_of(table).tolist() == [0, 1, 2, 3]


def test_nothing_and_one_row_have_an_order() -> None:
    assert order_of([]).tolist() == []
    assert order_of([[7]]).tolist() == [0]
    assert tree_of([]).groups(Fraction(1)) == ()


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ([[0, 1]], "as many columns as rows"),
        ([[0.0, 0.5], [0.5, 0.0]], "whole numbers"),
        ([[0, -1], [-1, 0]], "0 or more"),
        ([[0, 1], [2, 0]], "the same from both sides"),
        ([[0, 2**62], [2**62, 0]], "too large"),
    ],
    ids=["not square", "fractions", "negative", "one-sided", "large"],
)
def test_what_is_no_matrix_of_weights_is_refused(weights: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        tree_of(weights)  # type: ignore[arg-type]


@given(matrices())
@settings(max_examples=60, deadline=None)
def test_an_order_has_every_row_once_and_is_never_worse_than_the_given_one(
    table: IntMatrix,
) -> None:
    order = order_of(table)
    assert sorted(order.tolist()) == list(range(len(table)))
    assert spread(table, order) <= spread(table, range(len(table)))


@given(matrices())
@settings(max_examples=40, deadline=None)
def test_averages_never_grow_and_groups_stand_together(table: IntMatrix) -> None:
    tree = tree_of(table)
    averages = [
        Fraction(c, p) for c, p in zip(tree.common.tolist(), tree.pairs.tolist(), strict=True)
    ]
    assert averages == sorted(averages, reverse=True)
    order = leaf_order(tree, table).tolist()
    for group in tree.groups(Fraction(3)):
        places = sorted(order.index(row) for row in group)
        assert places == list(range(places[0], places[0] + len(group)))


@given(matrices(), st.integers(1, 5))
@settings(max_examples=30, deadline=None)
def test_weights_times_a_number_give_the_same_order(table: IntMatrix, times: int) -> None:
    assert order_of(table * times).tolist() == order_of(table).tolist()


@given(matrices(8))
@settings(max_examples=30, deadline=None)
def test_reading_an_order_backwards_costs_the_same(table: IntMatrix) -> None:
    order = order_of(table)
    assert spread(table, order) == spread(table, order[::-1])


def test_groups_are_those_of_another_program() -> None:
    # Distinct weights, so that no tie is broken another way.
    chance = np.random.Generator(np.random.PCG64(7))
    size = 30
    table = symmetric(size, (1 + chance.permutation(size * (size - 1) // 2)).tolist())
    apart = (1_000 - table).astype(np.float64)
    np.fill_diagonal(apart, 0)
    labels = fcluster(linkage(squareform(apart), "average"), 750.0, criterion="distance")
    theirs = {tuple(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())}
    assert set(tree_of(table).groups(Fraction(250))) == theirs
    assert 1 < len(theirs) < size
