# SPDX-License-Identifier: EUPL-1.2
"""A division into regions, measured by flows."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import Parameters, RegionStatistics, measure


@pytest.fixture
def flows() -> Flows:
    """A city with two towns, and a village apart."""
    return Flows.of(
        ["city", "city", "north", "north", "south", "south", "village", "village"],
        ["city", "north", "north", "city", "south", "city", "village", "city"],
        [100, 10, 30, 20, 5, 25, 8, 2],
    )


def test_a_region_is_its_members_together(flows: Flows) -> None:
    found = measure(
        flows,
        {"city": 7, "north": 7, "south": 7, "village": 2, "elsewhere": 9},
        parameters=Parameters(100, 0.5, 200, 0.9),
    )
    village, urban = found.regions
    assert urban == RegionStatistics(
        region=7,
        members=("city", "north", "south"),
        core="city",
        residents=190,
        jobs=192,
        inside=190,
        self_containment_residents=1.0,
        self_containment_jobs=190 / 192,
        validity=pytest.approx((1 - (1 - 0.5 / 0.9) * 0.1) * 0.9 / 0.5),
    )
    assert urban.is_valid
    assert urban.self_containment == 190 / 192
    assert (village.region, village.core, village.self_containment_residents) == (2, "village", 0.8)
    assert village.self_containment_jobs == 1.0
    assert not village.is_valid
    assert found.share_inside == 198 / 200
    assert found.modularity == pytest.approx(0.99 - (190 * 192 + 10 * 8) / 200**2)


def test_the_core_has_the_largest_surplus_of_jobs() -> None:
    # A large town where people live, a small one where they work, and one that is as good.
    flows = Flows.of(["big", "big", "big"], ["big", "small", "also"], [100, 20, 20])
    assert measure(flows, dict.fromkeys(flows.zones, 1)).regions[0].core == "also"


def test_zones_in_no_region_count_in_the_total_only(flows: Flows) -> None:
    found = measure(flows, {"city": 1, "north": 0})
    (only,) = found.regions
    assert only.members == ("city",)
    assert found.share_inside == 100 / 200


def test_regions_may_have_names_and_come_in_order(flows: Flows) -> None:
    found = measure(flows, {"city": "b", "north": "a", "south": 10, "village": 9})
    assert [region.region for region in found.regions] == [9, 10, "a", "b"]


def test_without_flows_there_is_no_share() -> None:
    flows = Flows.of([], [], [], zones=["a"])
    found = measure(flows, {"a": 1})
    assert math.isnan(found.share_inside)
    assert math.isnan(found.modularity)
    assert math.isnan(found.regions[0].self_containment_jobs)
    assert found.regions[0].validity == 0


def test_everything_in_one_region_is_no_more_than_chance(flows: Flows) -> None:
    found = measure(flows, dict.fromkeys(flows.zones, 1))
    assert found.share_inside == 1
    assert found.modularity == 0


@settings(max_examples=40, deadline=None)
@given(
    amounts=st.lists(st.integers(0, 100), min_size=25, max_size=25),
    labels=st.lists(st.integers(0, 3), min_size=5, max_size=5),
)
def test_modularity_is_that_of_its_definition(amounts: list[int], labels: list[int]) -> None:
    names = "abcde"
    flows = Flows.of([a for a in names for _ in names], [b for _ in names for b in names], amounts)
    found = measure(flows, dict(zip(names, labels, strict=True)))
    total = sum(amounts)
    if not total:
        return
    matrix = {(a, b): f for a, b, f in flows.pairs()}
    # Newman's sum over pairs of zones in the same region.
    q = 0.0
    for i, a in enumerate(names):
        for j, b in enumerate(names):
            if labels[i] == labels[j] != 0:
                expected = int(flows.residents[i]) * int(flows.jobs[j]) / total
                q += (matrix.get((a, b), 0) - expected) / total
    assert found.modularity == pytest.approx(q, abs=1e-12)
