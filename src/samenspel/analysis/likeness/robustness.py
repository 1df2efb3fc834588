# SPDX-License-Identifier: EUPL-1.2
"""How much a list of peers depends on the weights: the same list under 1,000 random weightings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samenspel.analysis.likeness.distances import (
    FloatMatrix,
    FloatVector,
    IntVector,
    Ranking,
    rounded,
)
from samenspel.analysis.likeness.indicators import WeightsError

DRAWS = 1_000
SEED = 20_260_101


@dataclass(frozen=True, eq=False)
class Robustness:
    """For each of the first ``top`` of a ranking, in order, under ``draws`` random weightings.

    ``stays`` counts the weightings in which it is among the first ``top``; ``best`` and ``worst``
    are its ranks, 1 and more. All int64, shape (top or fewer,). ``groups`` counts the groups of
    indicators that were weighted: with one group nothing was tried.
    """

    top: int
    draws: int
    groups: int
    stays: IntVector
    best: IntVector
    worst: IntVector


def random_weightings(groups: int, draws: int, seed: int) -> FloatMatrix:
    """Weightings drawn evenly from all that add up to 1 (Dirichlet), shape (draws, groups).

    They are the gaps between sorted even draws, which no machine computes otherwise.

    References
    ----------
    Devroye (1986), Non-Uniform Random Variate Generation, chapter V, theorem 2.1.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    cuts = np.sort(generator.random((draws, groups - 1)), axis=1)
    edges = np.concatenate([np.zeros((draws, 1)), cuts, np.ones((draws, 1))], axis=1)
    gaps: FloatMatrix = np.diff(edges, axis=1)
    return gaps


def robustness(
    found: Ranking,
    scores: FloatMatrix,
    weights: FloatVector,
    group_of: IntVector,
    codes: Sequence[str],
    *,
    top: int = 10,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Robustness:
    """How the first ``top`` of a ranking hold under random weightings of groups of indicators.

    Groups without weight stay without; the weight of a group is divided equally over its members.

    Parameters
    ----------
    found, scores, weights, codes
        A ranking and what it was made of.
    group_of
        Group of each indicator, 0 and more, shape (k,).

    Raises
    ------
    WeightsError
        No indicator has a weight.
    """
    used = np.flatnonzero(weights > 0)
    if not len(used):
        raise WeightsError("without a weight there is nothing to weigh.")
    groups, group = np.unique(group_of[used], return_inverse=True)
    drawn = random_weightings(len(groups), draws, seed)
    away = scores[np.ix_(found.order, used)] - scores[found.row, used]
    squared = rounded(_squared(away, group, drawn))
    ranks = _ranks(
        squared, min(top, len(found.order)), [codes[row] for row in found.order.tolist()]
    )
    return Robustness(
        top=top,
        draws=draws,
        groups=len(groups),
        stays=np.sum(ranks <= top, axis=1, dtype=np.int64),
        best=ranks.min(axis=1),
        worst=ranks.max(axis=1),
    )


def _squared(away: FloatMatrix, group: IntVector, drawn: FloatMatrix) -> FloatMatrix:
    """Squared distances, shape (rows, draws), as ``distances_from`` has them.

    ``away``: differences of the scores, nan is unknown, shape (rows, indicators).
    """
    known = np.isfinite(away)
    square = np.where(known, away, 0.0) ** 2
    squared = np.zeros((len(away), len(drawn)))
    partly = np.flatnonzero(~known.all(axis=1))
    shared = np.zeros((len(partly), len(drawn)))
    for number in range(drawn.shape[1]):
        members = np.flatnonzero(group == number)
        mean = np.zeros(len(away))
        for column in members:
            mean = mean + square[:, column]
        squared += np.outer(mean / len(members), drawn[:, number])
        there = known[np.ix_(partly, members)].sum(axis=1) / len(members)
        shared += np.outer(there, drawn[:, number])
    # Known to differ in nothing because nothing is known: last.
    lost = shared == 0.0
    squared[partly] = np.where(lost, np.inf, squared[partly] / np.where(lost, 1.0, shared))
    return squared


def _ranks(squared: FloatMatrix, top: int, codes: Sequence[str]) -> IntVector:
    """Rank of each of the first ``top`` rows in every draw, shape (top, draws)."""
    by_code = np.argsort(np.argsort(np.array(codes, dtype=object), kind="stable"))
    ranks = np.ones((top, squared.shape[1]), dtype=np.int64)
    for row in range(top):
        ranks[row] += np.sum(squared < squared[row], axis=0)
        before = np.flatnonzero(by_code < by_code[row])
        ranks[row] += np.sum(squared[before] == squared[row], axis=0)
    return ranks
