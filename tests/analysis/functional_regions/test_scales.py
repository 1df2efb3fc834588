# SPDX-License-Identifier: EUPL-1.2
"""Functional regions at several scales that fit inside each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import Parameters, delineate, measure
from samenspel.analysis.functional_regions.scales import PRESETS, ScalesError, nested
from samenspel.analysis.partitions import compare

FINE, COARSE = Parameters(0, 0.6, 1, 0.65), Parameters(0, 0.8, 1, 0.85)
TWO = {
    # Two towns with a village each, and between the towns.
    ("Town", "Town"): 60,
    ("Village", "Town"): 30,
    ("Village", "Village"): 20,
    ("Port", "Port"): 50,
    ("Hamlet", "Port"): 30,
    ("Hamlet", "Hamlet"): 20,
    ("Port", "Town"): 25,
    ("Town", "Port"): 20,
    ("Port", "City"): 1,
    # A city far away.
    ("City", "City"): 200,
}
# A pair that exchanges with nobody else, and an island of itself.
ISLANDS = {("East", "East"): 5, ("West", "East"): 5, ("West", "West"): 5, ("Rock", "Rock"): 9}
# No region of these is ever valid: too small, and all of them send workers away.
UNSETTLED = {
    ("A", "A"): 5,
    ("A", "B"): 3,
    ("B", "A"): 2,
    ("C", "B"): 4,
    ("C", "D"): 1,
    ("D", "A"): 3,
    ("D", "B"): 4,
    ("D", "C"): 5,
    ("D", "D"): 2,
}
SMALL, LARGE = Parameters(0, 0.5, 10, 0.6), Parameters(20, 0.8, 60, 0.9)


def flows_of(pairs: dict[tuple[str, str], int]) -> Flows:
    return Flows.of([a for a, _ in pairs], [b for _, b in pairs], list(pairs.values()))


def test_regions_of_a_coarser_scale_are_made_of_those_of_the_finer_one() -> None:
    fine, coarse = nested(flows_of(TWO), levels=[FINE, COARSE]).levels
    assert fine.region_of == {
        "City": "City",
        "Hamlet": "Port",
        "Port": "Port",
        "Town": "Town",
        "Village": "Town",
    }
    assert coarse.region_of == fine.region_of | {"Hamlet": "Town", "Port": "Town"}
    assert fine.within == {"City": "City", "Port": "Town", "Town": "Town"}
    assert coarse.within == {"City": "", "Town": ""}


def test_a_scale_is_measured_by_the_flows_between_zones() -> None:
    coarse = nested(flows_of(TWO), levels=[FINE, COARSE]).levels[1]
    town = coarse.statistics.regions[1]
    assert (town.region, town.core, town.residents, town.inside) == ("Town", "Town", 256.0, 255.0)
    assert town.is_valid
    assert coarse.statistics.share_inside == 455 / 456


def test_a_zone_has_a_path_of_regions_from_fine_to_coarse() -> None:
    found = nested(flows_of(TWO), levels=[FINE, COARSE])
    assert found.path("Hamlet") == ("Port", "Town")
    with pytest.raises(KeyError):
        found.path("Atlantis")


def test_a_region_without_any_flow_to_another_is_one_at_every_scale() -> None:
    found = nested(flows_of(TWO | ISLANDS), levels=[FINE, COARSE])
    assert found.path("West") == ("East", "East")
    assert found.path("Hamlet") == ("Port", "Town")


def test_zones_set_aside_are_in_no_scale() -> None:
    found = nested(flows_of(TWO | ISLANDS), levels=[FINE, COARSE])
    assert [level.set_aside for level in found.levels] == [("Rock",)] * 2
    assert "Rock" not in found.levels[1].region_of


def test_zones_in_no_region_are_in_none_at_the_scales_above() -> None:
    found = nested(flows_of(TWO | UNSETTLED), levels=[SMALL, LARGE])
    assert [level.unassigned for level in found.levels] == [("A", "B", "C", "D")] * 2
    assert found.path("A") == ("", "")
    assert "" not in found.levels[0].within


def test_a_scale_that_regions_meet_already_is_the_same() -> None:
    above = Parameters(0, 0.61, 1, 0.66)
    fine, coarse = nested(flows_of(TWO), levels=[FINE, above]).levels
    assert coarse.region_of == fine.region_of
    assert fine.within == {"City": "City", "Port": "Port", "Town": "Town"}


def test_one_scale_is_the_delineation_itself() -> None:
    flows = flows_of(TWO)
    (only,) = nested(flows, levels=[FINE]).levels
    assert compare(only.region_of, delineate(flows, parameters=FINE).region_of).adjusted_rand == 1


@pytest.mark.parametrize(
    ("levels", "message"),
    [
        ([], "no level"),
        ([FINE, FINE], "level 2 must ask more than level 1"),
        ([COARSE, FINE], "level 2 must ask more"),
        ([FINE, COARSE, Parameters(0, 0.7, 1, 0.9)], "level 3 must ask more than level 2"),
    ],
)
def test_scales_that_do_not_ask_more_than_the_one_before_are_refused(
    levels: list[Parameters], message: str
) -> None:
    with pytest.raises(ScalesError, match=message):
        nested(flows_of(TWO), levels=levels)


def test_a_scale_that_no_region_meets_is_refused() -> None:
    with pytest.raises(ScalesError, match="no region meets what level 1 asks"):
        nested(flows_of(UNSETTLED), levels=[SMALL, LARGE])


def test_without_flows_there_is_no_region_at_any_scale() -> None:
    found = nested(Flows.of([], [], []))
    assert [level.region_of for level in found.levels] == [{}, {}, {}]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_scales_fit_inside_each_other_whatever_the_flows(seed: int) -> None:
    chance = np.random.Generator(np.random.PCG64(seed))
    amounts = chance.integers(0, 20, (12, 12)) * (chance.random((12, 12)) < 0.4)
    np.fill_diagonal(amounts, chance.integers(5, 60, 12))
    origin, destination = np.nonzero(amounts)
    flows = Flows.of(origin, destination, amounts[origin, destination])
    levels = [Parameters(5, 0.5, 20, 0.6), Parameters(10, 0.65, 60, 0.7)]
    fine, coarse = nested(flows, levels=levels).levels
    assert compare(fine.region_of, coarse.region_of).nested == len(fine.statistics.regions)
    for level in (fine, coarse):
        # Each region is named by its own core.
        assert {r.region for r in level.statistics.regions} == {
            r.core for r in level.statistics.regions
        }
        assert all(level.region_of[region] == region for region in level.within)


@pytest.mark.national
def test_dutch_regions_of_2014_at_three_scales(national_data: Path) -> None:
    import polars as pl

    folder = national_data / "functional-regions"
    flows = Flows.from_frame(pl.read_csv(folder / "nl2014.flows.csv.gz"))
    flat = [delineate(flows, parameters=each).statistics for each in PRESETS.values()]
    assert [len(each.regions) for each in flat] == [56, 34, 12]
    assert all(region.is_valid for each in flat for region in each.regions)
    found = nested(flows)
    assert [len(level.statistics.regions) for level in found.levels] == [56, 34, 15]
    assert all(r.is_valid for level in found.levels for r in level.statistics.regions)
    # Fitting inside each other costs the regional scale nothing.
    assert found.levels[1].statistics.share_inside > flat[1].share_inside
    measured = measure(flows, found.levels[2].region_of, parameters=PRESETS["metropolitan"])
    assert [r.members for r in measured.regions] == [
        r.members for r in found.levels[2].statistics.regions
    ]
