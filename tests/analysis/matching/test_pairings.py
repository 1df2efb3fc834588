# SPDX-License-Identifier: EUPL-1.2
"""Pairings, who would rather swap, and what scores must be."""

from __future__ import annotations

import numpy as np
import pytest

from samenspel.analysis.matching import (
    ALONE,
    LARGEST_SCORE,
    MatchingError,
    Pairing,
    Swap,
    blocking_pairs,
    both_pairings,
    optimal_pairs,
    stable_pairs,
)
from samenspel.analysis.matching.pairings import worth_of

# Together 1-2 and 3-4 are worth most; 2 and 3 would rather have each other.
PATH = np.array([[0, 3, 0, 0], [3, 0, 4, 0], [0, 4, 0, 3], [0, 0, 3, 0]])


def test_everybody_knows_their_partner_and_who_is_alone():
    pairing = Pairing(((0, 3), (1, 2)), (5, 6))
    assert pairing.partners(5).tolist() == [3, 2, 1, 0, ALONE]


def test_without_a_bound_nothing_is_proven():
    pairing = Pairing(((0, 1),), (5,))
    assert (pairing.total, pairing.gap, pairing.is_proven) == (5, None, False)


def test_gap_is_what_another_pairing_could_score_more():
    assert Pairing(((0, 1),), (5,), bound=7).gap == 2


def test_best_total_and_stability_may_need_different_pairs():
    assert optimal_pairs(PATH).pairs == ((0, 1), (2, 3))
    assert stable_pairs(PATH).pairs == ((1, 2),)


def test_two_that_would_rather_have_each_other_are_named_with_what_both_gain():
    assert blocking_pairs(optimal_pairs(PATH), PATH) == (Swap(1, 2, 1, 1),)


def test_somebody_alone_would_swap_for_any_score():
    nobody = Pairing((), ())
    assert [(s.one, s.other) for s in blocking_pairs(nobody, PATH)] == [(1, 2), (0, 1), (2, 3)]


def test_pairs_that_are_not_allowed_block_nothing():
    allowed = PATH != 4
    assert blocking_pairs(optimal_pairs(PATH), PATH, allowed) == ()


def test_both_pairings_say_what_stability_costs_and_what_they_share():
    both = both_pairings(PATH)
    assert (both.lost, both.shared, len(both.swaps)) == (2, frozenset(), 1)


def test_pairs_that_score_nothing_or_less_are_worth_nothing():
    scores = np.array([[9, -2], [-2, 9]])
    assert worth_of(scores).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("scores", "allowed", "says"),
    [
        (np.zeros((2, 3), dtype=np.int64), None, "as many rows"),
        (np.zeros((2, 2)), None, "whole numbers"),
        (np.array([[0, 1], [2, 0]]), None, "not that of b with a"),
        (np.full((2, 2), LARGEST_SCORE + 1), None, "above"),
        (np.zeros((2, 2), dtype=np.int64), np.array([[True, True], [False, True]]), "allowed"),
        (np.zeros((2, 2), dtype=np.int64), np.ones((3, 3), dtype=bool), "allowed"),
    ],
    ids=["shape", "parts", "one-sided", "large", "one-sided-allowed", "other-size-allowed"],
)
def test_scores_that_cannot_be_of_pairs_are_refused(scores, allowed, says):
    with pytest.raises(MatchingError, match=says):
        worth_of(scores, allowed)
