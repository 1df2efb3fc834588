# SPDX-License-Identifier: EUPL-1.2
"""Regions in one piece: what moves, why, and what it costs."""

from __future__ import annotations

import csv
from math import isnan
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import Parameters, delineate
from samenspel.analysis.functional_regions.contiguity import (
    NARROW_WATER,
    Connected,
    Crossing,
    ZoneMove,
    connect,
    connect_regions,
    neighbours_from_borders,
    pieces_of,
)

# From 10 residents a region is valid if half of them, and of its jobs, are inside.
HALF = Parameters(0, 0.5, 10, 0.6)
# Zone C of region 1 lies behind B, which is region 2.
LINE = {"A": ["B"], "B": ["C"]}
BEHIND = {"AA": 60, "BB": 50, "CC": 10, "CA": 10, "CB": 5, "AB": 5, "BA": 2}


def flows_of(pairs: dict[str, float]) -> Flows:
    """Flows from two letters each."""
    return Flows.of([pair[0] for pair in pairs], [pair[1] for pair in pairs], list(pairs.values()))


def connected(
    pairs: dict[str, float],
    region_of: dict[str, int],
    neighbours: dict[str, list[str]],
    **options: object,
) -> Connected:
    return connect_regions(
        flows_of(pairs),
        region_of,
        parameters=HALF,
        neighbours=neighbours,
        **options,  # type: ignore[arg-type]
    )


def test_a_piece_joins_the_region_beside_it() -> None:
    found = connected(BEHIND, {"A": 1, "B": 2, "C": 1}, LINE)
    assert found.region_of == {"A": 1, "B": 2, "C": 2}
    assert found.moves == (ZoneMove("C", 1, 2, "strongest-link"),)
    assert found.scattered == (1,)
    assert found.new_regions == ()


def test_the_cost_is_told_for_the_whole_and_for_each_region() -> None:
    found = connected(BEHIND, {"A": 1, "B": 2, "C": 1}, LINE)
    # 10 from C to A are no longer inside, 5 from C to B now are, of 142 in all.
    assert found.cost == pytest.approx(5 / 142)
    one, two = found.changes
    assert one.before is not None
    assert two.before is not None
    assert (one.before.inside, one.after.inside) == (80, 60)
    assert (two.before.self_containment_residents, two.after.self_containment_residents) == (
        pytest.approx(50 / 52),
        pytest.approx(65 / 77),
    )
    assert not one.became_invalid
    assert [change.region for change in found.changes] == [1, 2]


def test_a_connected_division_stays_as_it_is() -> None:
    found = connected(BEHIND, {"A": 1, "B": 2, "C": 2}, LINE)
    assert (found.moves, found.scattered, found.changes) == ((), (), ())
    assert found.before == found.after


def test_the_piece_with_most_residents_stays() -> None:
    small = {"AA": 5, "AB": 9, "BB": 50, "CC": 60, "CA": 1}
    found = connected(small, {"A": 1, "B": 2, "C": 1}, LINE)
    assert [move.zone for move in found.moves] == ["A"]


def test_of_equal_pieces_the_one_with_most_jobs_stays_then_the_first() -> None:
    equal = {"AA": 4, "AB": 6, "CC": 4, "CB": 6, "BB": 90}
    first = connected(equal, {"A": 1, "B": 2, "C": 1}, LINE)
    assert [move.zone for move in first.moves] == ["C"]
    jobs = connected(equal | {"BC": 1}, {"A": 1, "B": 2, "C": 1}, LINE)
    assert [move.zone for move in jobs.moves] == ["A"]


def test_the_strongest_link_decides_and_not_the_largest_flow() -> None:
    # C sends 5 to B, with 100 jobs, and 8 to D, with 400: 25/100 is more than 64/400.
    pairs = {"AA": 90, "BB": 95, "DD": 392, "CA": 20, "CB": 5, "CD": 8}
    found = connected(pairs, {"A": 1, "B": 2, "C": 1, "D": 3}, {"C": ["B", "D"]}, crossings=())
    assert found.region_of["C"] == 2


def test_people_that_come_from_a_region_tie_it_too() -> None:
    # 9 of the 10 jobs in C are held by people of D; the 5 that go to B weigh less.
    pairs = {"AA": 90, "BB": 95, "DD": 91, "CA": 20, "CB": 5, "DC": 9, "AC": 1}
    found = connected(pairs, {"A": 1, "B": 2, "C": 1, "D": 3}, {"C": ["B", "D"]}, crossings=())
    assert found.region_of["C"] == 3


def test_of_equal_links_the_highest_number_wins() -> None:
    pairs = {"AA": 90, "BB": 95, "DD": 95, "CA": 20, "CB": 5, "CD": 5}
    found = connected(pairs, {"A": 1, "B": 3, "C": 1, "D": 2}, {"C": ["B", "D"]}, crossings=())
    assert found.region_of["C"] == 3


def test_a_region_that_would_no_longer_be_valid_is_spared() -> None:
    # B has 10 of its 18 jobs inside; with C it would have 12 of its 34 residents.
    pairs = {"AA": 90, "BB": 10, "AB": 6, "CB": 2, "CA": 22, "DD": 400, "CD": 2}
    region_of = {"A": 1, "B": 2, "C": 1, "D": 3}
    found = connected(pairs, region_of, {"C": ["B", "D"]}, crossings=())
    assert found.moves == (ZoneMove("C", 1, 3, "keeps-valid"),)
    only = connected(pairs, region_of, {"C": ["B"]}, crossings=())
    assert only.moves == (ZoneMove("C", 1, 2, "strongest-link"),)
    assert [change.region for change in only.changes if change.became_invalid] == [2]


def test_a_region_that_is_not_valid_may_grow_but_not_get_worse() -> None:
    # B is not valid: 4 of 10. With C it has 14 of 24.
    pairs = {"AA": 90, "BB": 4, "BA": 6, "CB": 10, "CA": 4}
    found = connected(pairs, {"A": 1, "B": 2, "C": 1}, {"C": ["B"]}, crossings=())
    assert found.moves == (ZoneMove("C", 1, 2, "strongest-link"),)
    assert found.after.regions[1].is_valid


def test_a_piece_that_is_valid_by_itself_becomes_a_region() -> None:
    found = connected(BEHIND | {"CC": 30}, {"A": 1, "B": 2, "C": 1}, LINE)
    assert found.moves == (ZoneMove("C", 1, 3, "valid-alone"),)
    assert found.new_regions == (3,)
    assert [change.before is None for change in found.changes] == [False, True]
    assert not found.changes[1].became_invalid


def test_a_piece_without_any_region_beside_it_becomes_one_valid_or_not() -> None:
    # C and D lie together on an island without a crossing; the larger one is the region.
    pairs = BEHIND | {"DA": 9, "DC": 2, "DD": 1}
    region_of = {"A": 1, "B": 2, "C": 1, "D": 2}
    found = connected(pairs, region_of, {"A": ["B"], "C": ["D"]}, crossings=())
    assert found.moves == (
        ZoneMove("C", 1, 3, "no-neighbour"),
        ZoneMove("D", 2, 3, "strongest-link"),
    )


def test_a_piece_returns_to_its_region_when_the_gap_has_closed() -> None:
    # A and C are region 1 and X between them is of region 2, which lies elsewhere.
    pairs = {"AA": 90, "BB": 90, "XA": 5, "XB": 6, "CA": 10, "CC": 4}
    found = connected(
        pairs, {"A": 1, "B": 2, "C": 1, "X": 2}, {"A": ["X"], "X": ["C"]}, crossings=()
    )
    assert found.moves == (ZoneMove("X", 2, 1, "strongest-link"),)
    assert found.scattered == (1, 2)


def test_a_piece_waits_until_the_one_beside_it_is_placed() -> None:
    # D, the smallest, lies behind C, which lies behind B.
    pairs = BEHIND | {"DA": 3, "DC": 1, "DD": 1}
    found = connected(pairs, {"A": 1, "B": 2, "C": 1, "D": 2}, LINE | {"C": ["D"]})
    assert found.region_of == {"A": 1, "B": 2, "C": 2, "D": 2}
    assert [move.zone for move in found.moves] == ["C"]


def test_nothing_hangs_together_through_a_zone_without_a_region() -> None:
    found = connected(BEHIND, {"A": 1, "C": 1}, LINE, crossings=())
    assert found.region_of == {"A": 1, "B": 0, "C": 2}
    assert found.moves[0].reason == "no-neighbour"


def test_a_piece_beside_a_region_it_exchanges_nobody_with_joins_it_all_the_same() -> None:
    found = connected({"AA": 50, "BB": 50, "CA": 5}, {"A": 1, "B": 2, "C": 1}, LINE)
    assert found.region_of["C"] == 2


def test_an_island_may_belong_to_the_mainland_where_most_people_cross() -> None:
    pairs = {"AA": 90, "BB": 90, "IA": 9, "IB": 2, "II": 4}
    found = connected(pairs, {"A": 1, "B": 2, "I": 1}, {"A": ["B"]})
    assert found.moves == ()
    assert found.crossings == (Crossing("A", "I", 9.0),)
    assert found.neighbours["I"] == ("A",)
    away = connected(pairs, {"A": 1, "B": 2, "I": 2}, {"A": ["B"]})
    assert away.moves == (ZoneMove("I", 2, 1, "strongest-link"),)


def test_crossings_that_are_given_take_the_place_of_those_found() -> None:
    pairs = {"AA": 90, "BB": 90, "IA": 9, "IB": 2, "II": 4}
    region_of = {"A": 1, "B": 2, "I": 1}
    ferry = connected(
        pairs, region_of, {"A": ["B"]}, crossings=[("I", "B"), ("I", "unknown"), ("I", "I")]
    )
    assert ferry.crossings == (Crossing("I", "B", 2.0),)
    assert ferry.region_of["I"] == 2


def test_no_zones_at_all_are_no_regions() -> None:
    found = connected({}, {}, {})
    assert found.region_of == {}
    assert isnan(found.cost)


def test_the_regions_of_a_delineation_are_made_connected() -> None:
    outcome = delineate(flows_of(BEHIND), parameters=HALF)
    assert outcome.region_of["A"] == outcome.region_of["C"] != outcome.region_of["B"]
    found = connect(outcome, neighbours=LINE)
    assert found.region_of["C"] == outcome.region_of["B"]
    assert found.before == outcome.statistics


LETTERS = st.sampled_from("ABCDEFG")
PAIRS = st.dictionaries(st.tuples(LETTERS, LETTERS), st.integers(1, 20), min_size=1, max_size=25)
REGIONS = st.dictionaries(LETTERS, st.integers(0, 3))
NEIGHBOURS = st.dictionaries(LETTERS, st.lists(LETTERS, max_size=3))


@settings(max_examples=120, deadline=None)
@given(PAIRS, REGIONS, NEIGHBOURS, st.sampled_from([None, (), (("A", "B"),)]))
def test_every_region_is_connected_and_nobody_is_lost(
    pairs: dict[tuple[str, str], int],
    region_of: dict[str, int],
    neighbours: dict[str, list[str]],
    crossings: tuple[tuple[str, str], ...] | None,
) -> None:
    flows = flows_of({a + b: amount for (a, b), amount in pairs.items()})
    found = connect_regions(
        flows, region_of, parameters=HALF, neighbours=neighbours, crossings=crossings
    )
    start = {zone: region_of.get(zone, 0) for zone in flows.zones}
    pieces = pieces_of(found.region_of, found.neighbours)
    assert all(len(parts) == 1 for parts in pieces.values())
    # The same zones are in a region, no region has vanished, and the moves tell all.
    assert [r == 0 for r in found.region_of.values()] == [r == 0 for r in start.values()]
    assert set(start.values()) <= set(found.region_of.values())
    told = {move.zone: (move.from_region, move.to_region) for move in found.moves}
    assert told == {z: (start[z], r) for z, r in found.region_of.items() if r != start[z]}
    assert {move.from_region for move in found.moves} <= set(found.scattered)
    # Residents are where they were, in one region or another.
    before, after = found.before.regions, found.after.regions
    assert sum(r.residents for r in before) == sum(r.residents for r in after)
    again = connect_regions(
        flows, found.region_of, parameters=HALF, neighbours=neighbours, crossings=crossings
    )
    assert again.moves == ()


@settings(max_examples=40, deadline=None)
@given(PAIRS, REGIONS, NEIGHBOURS, st.randoms(use_true_random=False))
def test_the_order_in_which_neighbours_are_given_does_not_matter(
    pairs: dict[tuple[str, str], int],
    region_of: dict[str, int],
    neighbours: dict[str, list[str]],
    chance: object,
) -> None:
    flows = flows_of({a + b: amount for (a, b), amount in pairs.items()})
    turned: dict[str, list[str]] = {}
    edges = [(one, other) for one, others in neighbours.items() for other in others]
    chance.shuffle(edges)  # type: ignore[attr-defined]
    for one, other in edges:
        turned.setdefault(other, []).append(one)
    shuffled = list(region_of.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one = connect_regions(flows, region_of, neighbours=neighbours)
    other = connect_regions(flows, dict(shuffled), neighbours=turned)
    assert (one.region_of, one.moves) == (other.region_of, other.moves)
    assert one.crossings == other.crossings


@pytest.mark.national
def test_the_daily_urban_systems_of_2014_each_in_one_piece(national_data: Path) -> None:
    from samenspel.analysis.cartography import shapes_for_storage
    from samenspel.analysis.region_borders import find_borders
    from samenspel.datapackage.topojson import read_topojson

    folder = national_data / "nl-2016"
    with (folder / "commuting.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2014"]
    flows = Flows.of(
        [row["origin_code"] for row in rows],
        [row["destination_code"] for row in rows],
        [int(row["jobs"]) for row in rows],
    )
    shapes = shapes_for_storage(read_topojson((folder / "boundaries-2014.topojson").read_bytes()))
    borders = find_borders({shape.code: (shape.path_detail,) for shape in shapes})
    neighbours = neighbours_from_borders(borders, across=NARROW_WATER)
    outcome = delineate(flows)
    found = connect(outcome, neighbours=neighbours)
    pieces = pieces_of(found.region_of, found.neighbours)
    assert all(len(parts) == 1 for parts in pieces.values())
    assert len(pieces) == len(outcome.statistics.regions)
    # Texel to Den Helder; Zeeuws-Vlaanderen and two more islands have a crossing too.
    assert ("GM0400", "GM0448") in {(c.one, c.other) for c in found.crossings}
    assert len(found.crossings) == 4
    # Almere stays with Amsterdam: the bridge is short. Enkhuizen moves to the region around it.
    assert found.region_of["GM0034"] == found.region_of["GM0363"]
    assert "GM0388" in {move.zone for move in found.moves}
    assert len(found.moves) < 10
    assert abs(found.cost) < 0.005
    assert all(region.is_valid for region in found.after.regions)
