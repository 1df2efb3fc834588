# SPDX-License-Identifier: EUPL-1.2
"""How a list of peers holds under random weightings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.likeness import (
    DRAWS,
    SEED,
    WeightsError,
    random_weightings,
    ranking,
    robustness,
)

CODES = ("A", "B", "C", "D", "E")
# From A: B is near in both groups, C near in the first only, D in the second only, E far in both.
SCORES = np.array([[0.0, 0.0], [0.1, 0.1], [0.2, 3.0], [3.0, 0.2], [4.0, 4.0]])
EVEN = np.array([0.5, 0.5])
GROUPS = np.array([0, 1])


def test_weightings_add_up_to_one_and_are_the_same_every_time() -> None:
    drawn = random_weightings(4, 1_000, SEED)
    assert drawn.shape == (1_000, 4)
    assert (drawn >= 0).all()
    assert drawn.sum(axis=1) == pytest.approx(np.ones(1_000))
    assert drawn.mean(axis=0) == pytest.approx([0.25] * 4, abs=0.02)
    # Of a Dirichlet distribution of ones: (1/4) * (3/4) / 5.
    assert drawn.var(axis=0) == pytest.approx([0.0375] * 4, abs=0.004)
    assert np.array_equal(drawn, random_weightings(4, 1_000, SEED))
    assert not np.array_equal(drawn, random_weightings(4, 1_000, SEED + 1))


def test_one_group_has_only_one_weighting() -> None:
    assert random_weightings(1, 3, SEED).tolist() == [[1.0], [1.0], [1.0]]


def test_the_near_one_always_stays_and_the_lopsided_ones_share_the_place() -> None:
    found = ranking(0, SCORES, EVEN, CODES)
    assert [CODES[row] for row in found.order] == ["B", "C", "D", "E"]
    sure = robustness(found, SCORES, EVEN, GROUPS, CODES, top=2)
    assert (sure.top, sure.draws, sure.groups) == (2, DRAWS, 2)
    assert sure.stays[0] == DRAWS
    assert (sure.best[0], sure.worst[0]) == (1, 1)
    # C is second when the first group weighs more than half: in about half of the draws.
    assert sure.stays[1] == pytest.approx(DRAWS / 2, abs=50)
    assert (sure.best[1], sure.worst[1]) == (2, 3)


def test_ranks_are_those_of_a_ranking_with_the_weights_that_were_drawn() -> None:
    rng = np.random.Generator(np.random.PCG64(5))
    scores = rng.normal(size=(12, 5))
    scores[3, 1] = scores[7, 4] = scores[7, 3] = np.nan
    scores[5] = scores[4]
    codes = tuple("LKJIHGFEDCBA")
    group_of = np.array([0, 1, 1, 2, 2])
    weights = np.array([0.4, 0.15, 0.15, 0.15, 0.15])
    found = ranking(0, scores, weights, codes)
    sure = robustness(found, scores, weights, group_of, codes, top=4, draws=30)
    ranks = []
    for drawn in random_weightings(3, 30, SEED):
        again = ranking(
            0, scores, drawn[group_of] / np.array([1, 2, 2])[group_of], codes, minimum_coverage=0.0
        )
        ranks.append([again.order.tolist().index(row) + 1 for row in found.order[:4]])
    assert sure.best.tolist() == np.min(ranks, axis=0).tolist()
    assert sure.worst.tolist() == np.max(ranks, axis=0).tolist()
    assert sure.stays.tolist() == np.sum(np.array(ranks) <= 4, axis=0).tolist()


def test_groups_without_weight_stay_without() -> None:
    weights = np.array([1.0, 0.0])
    found = ranking(0, SCORES, weights, CODES)
    sure = robustness(found, SCORES, weights, GROUPS, CODES, top=2)
    assert sure.groups == 1
    assert sure.stays.tolist() == [DRAWS, DRAWS]


def test_who_is_known_in_nothing_that_weighs_comes_last() -> None:
    scores = np.array([[0.0, 0.0], [np.nan, 1.0], [5.0, 5.0]])
    found = ranking(0, scores, EVEN, CODES[:3])
    alone = robustness(found, scores, np.array([1.0, 0.0]), GROUPS, CODES[:3], top=1)
    assert [CODES[row] for row in found.order] == ["B", "C"]
    assert (alone.best[0], alone.stays[0]) == (2, 0)


def test_nothing_to_weigh_is_refused() -> None:
    found = ranking(0, SCORES, EVEN, CODES)
    with pytest.raises(WeightsError, match="nothing to weigh"):
        robustness(found, SCORES, np.zeros(2), GROUPS, CODES)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_the_places_always_add_up(seed: int, top: int) -> None:
    scores = np.random.Generator(np.random.PCG64(seed)).normal(size=(5, 2))
    found = ranking(0, scores, EVEN, CODES)
    sure = robustness(found, scores, EVEN, GROUPS, CODES, top=top, draws=50, seed=seed)
    assert ((sure.best >= 1) & (sure.worst <= 4) & (sure.best <= sure.worst)).all()
    assert ((sure.stays > 0) == (sure.best <= top)).all()
    assert ((sure.stays == 50) == (sure.worst <= top)).all()
