# SPDX-License-Identifier: EUPL-1.2
"""The scores of all pairs of a table, kept in the process."""

from __future__ import annotations

from functools import lru_cache

from samenspel.analysis.complementarity import PartnerTable, PartnerWeights, score_matrix
from samenspel.analysis.matching.pairings import IntMatrix

KEPT_MATRICES = 8
"""Of the Netherlands one takes a megabyte."""


@lru_cache(maxsize=KEPT_MATRICES)
def scores_of(table: PartnerTable, weights: PartnerWeights) -> IntMatrix:
    """The scores of all pairs in whole parts, shape (codes, codes). Never change what it returns.

    WeightsError where the weights leave nothing to compare by.
    """
    return score_matrix(table, weights)
