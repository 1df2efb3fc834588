# SPDX-License-Identifier: EUPL-1.2
"""Cores and their commuting zones by the 15 % rule."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.commuting_zones import CommutingZones, CoresError, commuting_zones
from samenspel.analysis.flows import Flows

# Two cities and zones around them; every zone has 100 residents.
LIVES_AND_WORKS = {
    ("City", "City"): 90,
    ("City", "Town"): 10,
    ("Town", "Town"): 90,
    ("Town", "City"): 10,
    ("Near", "City"): 15,
    ("Near", "Near"): 85,
    ("Between", "City"): 30,
    ("Between", "Town"): 31,
    ("Between", "Between"): 39,
    ("Far", "City"): 14,
    ("Far", "Far"): 86,
    ("Alone", "Alone"): 100,
}
CORES = {"city": ["City"], "town": ["Town"]}


def flows_of(pairs: Mapping[tuple[str, str], int]) -> Flows:
    return Flows.of([a for a, _ in pairs], [b for _, b in pairs], list(pairs.values()))


FLOWS = flows_of(LIVES_AND_WORKS)


def role(found: CommutingZones, zone: str) -> tuple[str, str]:
    (one,) = [z for z in found.zones if z.zone == zone]
    return one.role, one.area


def test_a_zone_belongs_to_a_core_in_which_fifteen_in_a_hundred_residents_work() -> None:
    found = commuting_zones(FLOWS, CORES)
    assert role(found, "Near") == ("commuting zone", "city")
    assert role(found, "Far") == ("outside", "")
    assert role(found, "Alone") == ("outside", "")
    assert role(found, "City") == ("core", "city")


def test_a_zone_of_two_cores_belongs_to_the_one_with_the_largest_share() -> None:
    found = commuting_zones(FLOWS, CORES)
    (between,) = [z for z in found.zones if z.zone == "Between"]
    assert (between.area, between.shares) == ("town", (("town", 0.31), ("city", 0.30)))
    assert between.largest_share == 0.31


def test_of_equal_shares_the_core_with_most_jobs_wins() -> None:
    pairs = {("A", "A"): 10, ("B", "B"): 20, ("Z", "A"): 5, ("Z", "B"): 5}
    found = commuting_zones(flows_of(pairs), {"a": ["A"], "b": ["B"]})
    assert found.area_of["Z"] == "b"


def test_where_nobody_works_in_a_core_the_largest_share_is_nothing() -> None:
    (alone,) = [z for z in commuting_zones(FLOWS, CORES).zones if z.zone == "Alone"]
    assert (alone.shares, alone.largest_share) == ((), 0.0)


def test_cores_with_enough_commuting_one_way_are_one_named_by_most_jobs() -> None:
    pairs = LIVES_AND_WORKS | {("Town", "Town"): 80, ("Town", "City"): 20}
    found = commuting_zones(flows_of(pairs), CORES)
    assert found.joined == {"city": "city", "town": "city"}
    assert role(found, "Town") == ("core", "city")
    # Its residents that work in either core count together.
    assert next(z for z in found.zones if z.zone == "Between").shares == (("city", 0.61),)


def test_cores_connected_through_a_third_are_one() -> None:
    pairs = {("A", "A"): 80, ("A", "B"): 20, ("B", "B"): 80, ("B", "C"): 20, ("C", "C"): 99}
    found = commuting_zones(flows_of(pairs), {name: [name] for name in "ABC"})
    assert set(found.joined.values()) == {"C"}


def test_a_core_of_several_zones_is_judged_as_a_whole() -> None:
    pairs = {("A1", "A1"): 85, ("A1", "B"): 15, ("A2", "A2"): 100, ("B", "B"): 500}
    apart = commuting_zones(flows_of(pairs), {"a": ["A1", "A2"], "b": ["B"]})
    assert apart.joined == {"a": "a", "b": "b"}


def test_all_depends_on_the_threshold() -> None:
    assert commuting_zones(FLOWS, CORES, threshold=0.14).area_of["Far"] == "city"
    assert "Near" not in commuting_zones(FLOWS, CORES, threshold=0.16).area_of


def test_a_zone_that_is_not_connected_to_the_core_is_dropped() -> None:
    found = commuting_zones(FLOWS, CORES, neighbours={"City": ["Far"], "Far": ["Near"]})
    assert role(found, "Near") == ("exclave", "")
    assert found.area_of == {"City": "city", "Town": "town"}


def test_a_zone_with_neighbours_in_one_area_only_is_added() -> None:
    neighbours = {"Far": ["City", "Near", "Far"], "Near": ["City", "Elsewhere"], "Alone": []}
    found = commuting_zones(FLOWS, CORES, neighbours=neighbours)
    assert role(found, "Far") == ("enclave", "city")
    assert role(found, "Near") == ("commuting zone", "city")
    assert role(found, "Alone") == ("outside", "")


def test_a_zone_between_two_areas_is_not_added() -> None:
    found = commuting_zones(FLOWS, CORES, neighbours={"Far": ["City", "Town"]})
    assert role(found, "Far") == ("outside", "")


@pytest.mark.parametrize(
    ("cores", "threshold", "message"),
    [
        (CORES, 0.0, "threshold"),
        (CORES, float("nan"), "threshold"),
        (CORES, 1.5, "threshold"),
        ({"none": []}, 0.15, "core none has no zones"),
        ({"a": ["Atlantis"]}, 0.15, "Atlantis in core a is no zone"),
        ({"a": ["City"], "b": ["City"]}, 0.15, "City is in two cores, a and b"),
    ],
)
def test_cores_that_make_no_sense_are_refused(
    cores: dict[str, list[str]], threshold: float, message: str
) -> None:
    with pytest.raises(CoresError, match=message):
        commuting_zones(FLOWS, cores, threshold=threshold)


def test_without_cores_every_zone_is_outside() -> None:
    assert commuting_zones(FLOWS, {}, neighbours={}).area_of == {}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=36, max_size=36))
def test_who_reaches_the_threshold_and_no_one_else_is_in_a_commuting_zone(
    amounts: list[int],
) -> None:
    zones = "ABCDEF"
    pairs = {(a, b): amounts[6 * i + j] for i, a in enumerate(zones) for j, b in enumerate(zones)}
    flows = flows_of(pairs)
    found = commuting_zones(flows, {"A": ["A"], "BC": ["B", "C"]})
    for zone in found.zones:
        assert sum(share for _, share in zone.shares) <= 1 + 1e-12
        if zone.role != "core":
            assert bool(zone.area) == (zone.largest_share >= 0.15)


@pytest.mark.national
def test_dutch_cities_of_2014_with_their_commuting_zones(national_data: Path) -> None:
    import polars as pl

    frame = pl.read_csv(national_data / "nl-2016" / "commuting.csv").filter(pl.col("year") == 2014)
    flows = Flows.from_frame(
        frame, origin="origin_code", destination="destination_code", flow="jobs"
    )
    cities = {"Amsterdam": "GM0363", "Almere": "GM0034", "Utrecht": "GM0344", "Zwolle": "GM0193"}
    found = commuting_zones(flows, {name: [code] for name, code in cities.items()})
    # 20,200 of the 91,100 residents of Almere work in Amsterdam: one core.
    assert found.joined["Almere"] == "Amsterdam"
    assert found.joined["Utrecht"] == "Utrecht"
    assert found.area_of["GM0439"] == "Amsterdam"  # Purmerend
    assert found.area_of["GM0356"] == "Utrecht"  # Nieuwegein
    assert found.area_of["GM0244"] == "Zwolle"  # Hattem
    assert "GM0014" not in found.area_of  # Groningen
