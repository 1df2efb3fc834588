# SPDX-License-Identifier: EUPL-1.2
"""Stable pairs: laws, and an example by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.matching import blocking_pairs, stable_pairs
from tests.analysis.matching.graphs import graphs


def test_the_best_pair_goes_first_then_the_best_of_who_is_left():
    scores = np.array([[0, 9, 8, 1], [9, 0, 7, 6], [8, 7, 0, 5], [1, 6, 5, 0]])
    assert stable_pairs(scores).pairs == ((0, 1), (2, 3))


def test_of_equal_scores_the_lowest_numbers_go_first():
    scores = np.ones((4, 4), dtype=np.int64)
    assert stable_pairs(scores).pairs == ((0, 1), (2, 3))


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_no_two_would_rather_have_each_other(graph):
    scores, allowed = graph
    assert blocking_pairs(stable_pairs(scores, allowed), scores, allowed) == ()


@given(graphs(distinct=True), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_other_numbers_for_the_same_places_give_the_same_pairs(graph, chance):
    scores, allowed = graph
    order = list(range(len(scores)))
    chance.shuffle(order)
    mixed = np.ix_(order, order)
    found = stable_pairs(scores[mixed], allowed[mixed])
    back = {frozenset((order[a], order[b])) for a, b in found.pairs}
    assert back == {frozenset(pair) for pair in stable_pairs(scores, allowed).pairs}
