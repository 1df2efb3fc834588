# SPDX-License-Identifier: EUPL-1.2
"""Which places are large, and which are at the edge."""

from __future__ import annotations

import pytest

from samenspel.analysis.matching import EdgeRule, PlaceFigures, between, edge_reasons, sides_of

RULE = EdgeRule(large=100_000, small=50_000, growth=0, addresses=500)


@pytest.mark.parametrize(
    ("place", "reasons"),
    [
        (PlaceFigures(20_000, -1.0, 900), ("not_growing",)),
        (PlaceFigures(20_000, 0.0, 400), ("not_growing", "few_addresses")),
        (PlaceFigures(20_000, 0.1, 500), ()),
        (PlaceFigures(50_000, -1.0, 900), ()),
        (PlaceFigures(80_000, 3.0, 499), ("few_addresses",)),
        (PlaceFigures(100_000, -5.0, 100), ()),
        (PlaceFigures(None, -5.0, None), ()),
        (PlaceFigures(20_000, None, None), ()),
        (PlaceFigures(None, None, 100), ("few_addresses",)),
    ],
    ids=[
        "shrinks", "both", "grows", "not-small", "few", "large", "size-unknown", "growth-unknown",
        "few-size-unknown",
    ],
)  # fmt: skip
def test_place_is_at_the_edge_for_reasons_in_its_figures(place, reasons):
    assert edge_reasons(place, RULE) == reasons


def test_pairs_are_between_the_sides_only():
    places = [PlaceFigures(200_000, 1.0, 3000), PlaceFigures(9_000, -2.0, 300)]
    places.append(PlaceFigures(40_000, 2.0, 1500))
    sides = sides_of(places, RULE)
    assert sides == ("large", "edge", "")
    assert between(sides).tolist() == [
        [False, True, False],
        [True, False, False],
        [False, False, False],
    ]
