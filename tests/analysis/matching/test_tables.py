# SPDX-License-Identifier: EUPL-1.2
"""Pairings as tables, and what they are made from out of a table of partners."""

from __future__ import annotations

from datetime import date

import numpy as np

from samenspel.analysis.complementarity import (
    SCORE_ONE,
    PartnerWeights,
    pair_in,
    partner_table,
)
from samenspel.analysis.likeness import Vintage
from samenspel.analysis.matching import (
    PlaceFigures,
    both_pairings,
    gains_for,
    means_of,
    pair_rows,
    pairing_columns,
    pairing_rows,
    place_figures,
)

ON = date(2026, 1, 1)
CODES = ("A", "B", "C", "D")
SCORES = np.array([[0, 3, 0, 0], [3, 0, 4, 0], [0, 4, 0, 3], [0, 0, 3, 0]])


def _table(**figures):
    values = [
        Vintage(key, ON, "test", dict(zip(CODES, column, strict=True)))
        for key, column in figures.items()
    ]
    return partner_table(values, CODES, ON)


def test_rows_have_the_highest_score_first_and_say_what_is_in_both_kinds():
    both = both_pairings(np.where(SCORES == 4, 2, SCORES))
    rows = pairing_rows(both, "optimal", CODES, {c: c.lower() for c in CODES}, ("",) * 4)
    assert rows == [(1, "A", "a", "B", "b", 1, 3), (2, "C", "c", "D", "d", 1, 3)]
    assert pairing_columns("optimal")[5:] == ("also_stable", "score")
    assert pairing_columns("stable")[5:] == ("also_optimal", "score")


def test_the_large_one_of_a_pair_stands_first():
    [row] = pair_rows(both_pairings(SCORES), "stable", ("", "edge", "large", ""))
    assert (row.one, row.other, row.score, row.is_in_other) == (2, 1, 4, False)


def test_figures_of_places_come_from_the_table_and_unknown_is_none():
    table = _table(
        population=[9_000, 20_000, 30_000, 100_000], address_density=[400, 800, None, 3_000]
    )
    assert place_figures(table)[0] == PlaceFigures(9_000.0, None, 400.0)


def test_gains_of_a_pair_add_up_to_its_gain():
    table = _table(
        population=[9_000, 20_000, 30_000, 100_000],
        address_density=[400, 800, 1_200, 3_000],
        area_km2=[300, 80, 60, 50],
    )
    gains = gains_for(table, "A", PartnerWeights())
    assert gains.shape == (4, len(means_of(table)))
    for row, code in enumerate(CODES):
        exact = pair_in(table, "A", code).factors.gain * SCORE_ONE
        assert exact - len(means_of(table)) <= int(gains[row].sum()) <= exact
