# SPDX-License-Identifier: EUPL-1.2
"""Groups of partners: against trying all groups, and by laws."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.matching import MatchingError, best_group

# Both 0 and 1 bring much of the first thing; 2 scores less and brings the second one.
SCORES = np.array([10, 9, 5])
GAINS = np.array([[8, 0], [8, 0], [0, 6]])
ALL = (0, 1, 2)


def _tables(draw_number, seed, highest):
    chance = np.random.Generator(np.random.PCG64([draw_number, seed]))
    scores = chance.integers(0, highest, draw_number, endpoint=True)
    gains = chance.integers(0, highest, (draw_number, 4), endpoint=True)
    return scores, gains * (chance.random((draw_number, 4)) < 0.6)


tables = st.builds(
    _tables, st.integers(1, 8), st.integers(0, 10**6), st.sampled_from([0, 2, 50, 10**12])
)


def _best(scores, gains, size, weight):
    """The highest total of any group, by trying all."""
    members = range(len(scores))
    return max(
        int(scores[list(group)].sum()) + weight * int(gains[list(group)].max(axis=0).sum())
        for group in combinations(members, min(size, len(scores)))
    )


def test_what_two_bring_counts_once_so_the_one_that_brings_something_else_wins():
    found = best_group(SCORES, GAINS, size=2, candidates=ALL)
    assert found.members == (0, 2)
    assert found.total == 10 + 5 + 8 + 6


def test_without_weight_the_highest_scores_win():
    assert best_group(SCORES, GAINS, size=2, weight=0, candidates=ALL).members == (0, 1)


def test_the_parts_say_who_brings_what_and_add_up():
    found = best_group(SCORES, GAINS, size=3, weight=2, candidates=ALL)
    first, second = found.brought
    assert (first.member, first.gain, first.others) == (0, 8, 8)
    assert (second.member, second.gain, second.others) == (2, 6, 0)
    assert found.total == sum(found.scores) + 2 * found.gain


def test_only_candidates_are_members_and_a_group_may_be_smaller():
    assert best_group(SCORES, GAINS, size=4, candidates=(2, 1)).members == (1, 2)


def test_nobody_makes_an_empty_group():
    found = best_group(SCORES, GAINS, size=2, candidates=())
    assert (found.members, found.total, found.is_proven) == ((), 0, True)


@given(tables, st.integers(1, 6), st.integers(0, 3))
@settings(max_examples=80, deadline=None)
def test_no_group_has_a_higher_total(table, size, weight):
    scores, gains = table
    found = best_group(scores, gains, size=size, weight=weight, candidates=range(len(scores)))
    assert found.total == found.bound == _best(scores, gains, size, weight)


@given(tables, st.integers(1, 4), st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_a_constant_on_every_score_adds_it_once_for_every_member(table, size, constant):
    scores, gains = table
    everybody = range(len(scores))
    before = best_group(scores, gains, size=size, candidates=everybody)
    after = best_group(scores + constant, gains, size=size, candidates=everybody)
    assert after.total == before.total + constant * len(before.members)


def test_a_greedy_first_choice_is_left_when_others_are_better_together():
    scores, gains = (
        np.zeros(3, dtype=np.int64),
        np.array([[6, 6, 0, 0], [5, 0, 5, 0], [0, 5, 0, 5]]),
    )
    assert best_group(scores, gains, size=2, candidates=ALL).members == (1, 2)


def test_when_branches_run_out_the_bound_says_what_is_sure():
    scores, gains = _tables(14, 5, 50)
    found = best_group(scores, gains, size=4, candidates=range(14), branches=1)
    assert found.total <= _best(scores, gains, 4, 1) <= found.bound
    assert not found.is_proven


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"size": 0}, "1 to 6"),
        ({"size": 7}, "1 to 6"),
        ({"weight": -1}, "0 or more"),
        ({"scores": np.array([1, -1, 0])}, "0 or more"),
        ({"gains": GAINS - 1}, "0 or more"),
        ({"weight": 10**15}, "could total more"),
    ],
    ids=["none", "seven", "weight", "score", "gain", "large"],
)
def test_what_makes_no_group_is_refused(change, says):
    asked = {"scores": SCORES, "gains": GAINS, "size": 2, "candidates": ALL, **change}
    with pytest.raises(MatchingError, match=says):
        best_group(**asked)
