# SPDX-License-Identifier: EUPL-1.2
"""The best pairing: against trying everything, against networkx, and by laws."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.matching import optimal, optimal_pairs, stable_pairs
from samenspel.analysis.matching.duals import no_prices, raised, what_is_left
from samenspel.analysis.matching.optimal import branched, whole_pairs
from samenspel.analysis.matching.relaxation import Candidates
from tests.analysis.matching.graphs import best_total, graphs, random_graph

# A triangle of tens with a tail: halves of the triangle are worth more than any whole pairs.
TRIANGLE = np.array([[0, 10, 10, 0], [10, 0, 10, 0], [10, 10, 0, 0], [0, 0, 0, 0]])


def test_odd_cycle_gives_one_pair_and_the_proof_that_there_are_no_more():
    found = optimal_pairs(TRIANGLE)
    assert (found.total, found.bound, found.is_proven) == (10, 10, True)


def test_nothing_to_pair_is_proven_to_be_worth_nothing():
    found = optimal_pairs(np.zeros((5, 5), dtype=np.int64))
    assert (found.pairs, found.total, found.bound) == ((), 0, 0)


def test_nobody_at_all_makes_no_pairs():
    assert optimal_pairs(np.zeros((0, 0), dtype=np.int64)).pairs == ()


@given(graphs())
@settings(max_examples=80, deadline=None)
def test_total_is_the_best_of_all_pairings_and_the_bound_proves_it(graph):
    scores, allowed = graph
    found = optimal_pairs(scores, allowed)
    assert found.total == found.bound == best_total(np.where(allowed, scores, 0))


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_nobody_is_in_two_pairs_and_the_total_is_the_sum(graph):
    scores, allowed = graph
    found = optimal_pairs(scores, allowed)
    ends = [end for pair in found.pairs for end in pair]
    assert len(ends) == len(set(ends))
    assert all(allowed[pair] for pair in found.pairs)
    assert found.total == sum(int(scores[pair]) for pair in found.pairs)


@given(graphs(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_other_numbers_for_the_same_places_change_no_total(graph, chance):
    scores, allowed = graph
    order = list(range(len(scores)))
    chance.shuffle(order)
    mixed = np.ix_(order, order)
    assert optimal_pairs(scores[mixed], allowed[mixed]).total == (
        optimal_pairs(scores, allowed).total
    )


@given(graphs(), st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_scores_times_a_number_make_the_total_times_that_number(graph, times):
    scores, allowed = graph
    small = scores // 10
    assert (
        optimal_pairs(small * times, allowed).total == times * optimal_pairs(small, allowed).total
    )


@given(graphs())
@settings(max_examples=30, deadline=None)
def test_stable_pairs_never_score_more_and_at_least_half(graph):
    scores, allowed = graph
    best, stable = optimal_pairs(scores, allowed), stable_pairs(scores, allowed)
    assert stable.total <= best.total <= 2 * stable.total


@pytest.mark.parametrize("highest", [3, 30, 10**12], ids=["ties", "some-ties", "fine"])
@pytest.mark.parametrize("density", [1.0, 0.15], ids=["all", "few"])
def test_medium_graphs_agree_with_networkx(highest, density):
    scores, allowed = random_graph(70, 4, highest=highest, density=density)
    graph = nx.Graph()
    graph.add_weighted_edges_from(
        (one, other, int(scores[one, other]))
        for one, other in zip(*np.nonzero(np.triu(allowed)), strict=True)
    )
    theirs = sum(int(scores[pair]) for pair in nx.max_weight_matching(graph))
    found = optimal_pairs(scores, allowed)
    assert (found.total, found.is_proven) == (theirs, True)


def test_two_sides_are_pairs_allowed_between_them_only():
    scores, _ = random_graph(40, 7, highest=10**12)
    large = np.arange(40) < 12
    allowed = large[:, None] != large[None, :]
    found = optimal_pairs(scores, allowed)
    assert found.is_proven
    assert len(found.pairs) == 12
    assert all(large[one] != large[other] for one, other in found.pairs)


def test_the_same_scores_give_the_same_pairs_again():
    scores, allowed = random_graph(60, 1, highest=2)
    assert optimal_pairs(scores, allowed) == optimal_pairs(scores, allowed)


def test_pairs_that_were_not_looked_at_first_are_added_where_prices_do_not_pay_for_them():
    scores, allowed = random_graph(80, 0, highest=1)
    assert optimal_pairs(scores, allowed).total == 40


def _blurred(monkeypatch, calls):
    """Make the solver answer prices that are somewhat too high, the first ``calls`` times."""
    exact, asked = optimal.relaxed, []

    def blurred(*arguments):
        asked.append(arguments)
        found = exact(*arguments)
        if len(asked) > calls:
            return found
        return replace(found, prices=replace(found.prices, places=found.prices.places + 900))

    monkeypatch.setattr(optimal, "relaxed", blurred)


def test_prices_that_are_not_fine_enough_are_made_finer_until_they_prove_it(monkeypatch):
    scores, allowed = random_graph(30, 2, highest=1000)
    expected = optimal_pairs(scores, allowed)
    _blurred(monkeypatch, 2)
    assert optimal_pairs(scores, allowed) == expected


def test_prices_that_stay_too_high_leave_a_gap_that_is_reported(monkeypatch):
    scores, allowed = random_graph(30, 2, highest=1000)
    expected = optimal_pairs(scores, allowed)
    _blurred(monkeypatch, 1000)
    found = optimal_pairs(scores, allowed)
    assert (found.pairs, found.is_proven) == (expected.pairs, False)


def test_with_too_few_rounds_the_gap_is_reported():
    scores, allowed = random_graph(31, 5, highest=3, density=0.5)
    found = optimal_pairs(scores, allowed, rounds=1)
    best = optimal_pairs(scores, allowed)
    assert found.total <= best.total <= found.bound
    assert not found.is_proven


def test_halves_become_whole_pairs_by_branch_and_bound():
    pairs = Candidates.of(np.array([0, 0, 1, 3]), np.array([1, 2, 2, 4]), 5)
    worth = np.zeros((5, 5), dtype=np.int64)
    for one, other, score in ((0, 1, 5), (0, 2, 7), (1, 2, 6), (3, 4, 2)):
        worth[one, other] = worth[other, one] = score
    taken = np.array([0.5, 0.5, 0.5, 1.0])
    assert branched(pairs, taken, worth).pairs == ((0, 2), (3, 4))


def test_of_what_is_taken_in_equal_parts_the_highest_score_goes_first():
    pairs = Candidates.of(np.array([0, 0, 1]), np.array([1, 2, 2]), 3)
    worth = np.array([[0, 5, 7], [5, 0, 6], [7, 6, 0]])
    assert whole_pairs(pairs, np.array([0.5, 0.5, 0.5]), worth).pairs == ((0, 2),)


@given(graphs())
@settings(max_examples=30, deadline=None)
def test_raised_prices_pay_for_every_pair(graph):
    scores, allowed = graph
    worth = np.where(allowed, scores, 0)
    np.fill_diagonal(worth, 0)
    rows = np.arange(len(worth))
    left = what_is_left(worth, raised(worth, no_prices(len(worth))), rows)
    assert not (left[worth > 0] > 0).any()
