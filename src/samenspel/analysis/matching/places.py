# SPDX-License-Identifier: EUPL-1.2
"""What pairs and groups are made from, out of the table that partners are found in."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from samenspel.analysis.complementarity import (
    GROWTH,
    RANK_ONE,
    SCORE_ONE,
    LinkIndicator,
    PartnerTable,
    PartnerWeights,
    terms_of,
)
from samenspel.analysis.matching.edges import PlaceFigures
from samenspel.analysis.matching.pairings import IntMatrix

POPULATION, ADDRESSES = "population", "address_density"


def place_figures(table: PartnerTable) -> tuple[PlaceFigures, ...]:
    """What makes a place large or at the edge, for each code of the table in its order."""
    people, growth, addresses = (_values(table, key) for key in (POPULATION, GROWTH, ADDRESSES))
    return tuple(map(PlaceFigures, people, growth, addresses))


def _values(table: PartnerTable, figure: str) -> Sequence[float | None]:
    column = next((c for c in table.columns if c.indicator.figure == figure), None)
    if column is None:
        return [None] * len(table.codes)
    return [value if math.isfinite(value) else None for value in column.values.tolist()]


def means_of(table: PartnerTable) -> tuple[LinkIndicator, ...]:
    """The means of a table, in the order of the columns of :func:`gains_for`."""
    return tuple(column.indicator for column in table.of_side("means"))


def gains_for(table: PartnerTable, code: str, weights: PartnerWeights | None = None) -> IntMatrix:
    """What a municipality gains from each other one by each of the means.

    In whole parts of ``SCORE_ONE`` (1 is: everything that there is to gain), rounded down, shape
    (codes, means); 0 where one of both is unknown. KeyError when it is not in the table.
    """
    terms = terms_of(table, table.row(code), weights or PartnerWeights())
    whole = max(1, int(terms.means_weights.sum()))
    gains: IntMatrix = terms.gain * terms.means_weights * np.int64(SCORE_ONE // RANK_ONE) // whole
    return gains
