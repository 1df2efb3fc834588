# SPDX-License-Identifier: EUPL-1.2
"""Neighbours over land and water, and what hangs together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions.neighbourhood import (
    Crossing,
    crossings,
    neighbours_from_borders,
    pieces_of,
    symmetrical,
)
from samenspel.analysis.region_borders import find_borders

# Two squares that share a line, and one 5 units to the right of them; a fourth far away.
SQUARES = {
    "A": ("m0 0 10 0 0 10-10 0z",),
    "B": ("m10 0 10 0 0 10-10 0z",),
    "C": ("m25 0 10 0 0 10-10 0z",),
    "D": ("m90 0 10 0 0 10-10 0z",),
}
LETTERS = st.sampled_from("ABCDEF")


def flows_of(pairs: dict[str, float]) -> Flows:
    """Flows from two letters each."""
    return Flows.of([pair[0] for pair in pairs], [pair[1] for pair in pairs], list(pairs.values()))


def test_shapes_with_a_common_line_are_neighbours() -> None:
    found = neighbours_from_borders(find_borders(SQUARES))
    assert found == {"A": ("B",), "B": ("A",), "C": (), "D": ()}


def test_shapes_across_narrow_water_are_neighbours_if_asked() -> None:
    borders = find_borders(SQUARES)
    assert neighbours_from_borders(borders, across=5)["C"] == ("B",)
    assert neighbours_from_borders(borders, across=4)["C"] == ()


def test_one_way_is_enough_and_unknown_codes_are_let_be() -> None:
    given_ = {"A": ["B", "X", "A"], "X": ["B"], "C": []}
    assert symmetrical(given_, "ABCD") == {"A": ("B",), "B": ("A",), "C": (), "D": ()}


def test_an_island_hangs_on_the_zone_it_exchanges_most_people_with() -> None:
    flows = flows_of({"AA": 50, "BB": 50, "IA": 3, "AI": 2, "IB": 4, "II": 9})
    assert crossings(flows, {"A": ["B"]}) == (Crossing("A", "I", 5.0),)


def test_of_equal_flows_the_strongest_link_counts() -> None:
    # 4 of the 204 jobs in A, and 4 of the 24 in B: B is tied to the island more.
    flows = flows_of({"AA": 200, "BB": 20, "IA": 4, "IB": 4, "II": 9})
    assert [(c.one, c.other) for c in crossings(flows, {"A": ["B"]})] == [("B", "I")]


def test_of_equals_the_first_code_counts() -> None:
    flows = flows_of({"AA": 20, "BB": 20, "IA": 4, "IB": 4, "II": 9})
    assert [(c.one, c.other) for c in crossings(flows, {"A": ["B"]})] == [("A", "I")]


def test_islands_may_hang_on_each_other() -> None:
    flows = flows_of({"AA": 50, "IA": 5, "IJ": 8, "JA": 1, "JJ": 9})
    assert {(c.one, c.other) for c in crossings(flows, {})} == {("I", "J"), ("A", "I")}


def test_an_island_that_exchanges_nobody_stays_apart() -> None:
    flows = flows_of({"AB": 5, "II": 9})
    assert crossings(flows, {"A": ["B"]}) == ()


def test_zones_that_do_not_count_are_no_place_to_cross_to() -> None:
    flows = flows_of({"AA": 50, "BB": 50, "IA": 3, "IB": 4})
    found = crossings(flows, {"A": ["B"]}, among=["A", "I", "unknown"])
    assert found == (Crossing("A", "I", 3.0),)


def test_pieces_of_a_region_are_what_hangs_together_within_it() -> None:
    line = {"1": ["2"], "2": ["3"], "3": ["10"], "10": ["11"]}
    found = pieces_of({"1": 7, "2": 7, "3": 8, "10": 7, "11": 0}, line)
    assert found == {7: (("1", "2"), ("10",)), 8: (("3",),)}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(LETTERS, st.integers(0, 2)),
    st.dictionaries(LETTERS, st.lists(LETTERS, max_size=3)),
)
def test_every_zone_with_a_region_is_in_one_piece_of_it(
    region_of: dict[str, int], neighbours: dict[str, list[str]]
) -> None:
    found = pieces_of(region_of, neighbours)
    zones = sorted((zone, region) for region in found for part in found[region] for zone in part)
    assert zones == sorted((zone, region) for zone, region in region_of.items() if region)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.tuples(LETTERS, LETTERS), st.integers(1, 9), min_size=1),
    st.dictionaries(LETTERS, st.lists(LETTERS, max_size=2)),
)
def test_crossings_join_all_that_exchange_people_and_none_too_many(
    pairs: dict[tuple[str, str], int], neighbours: dict[str, list[str]]
) -> None:
    flows = flows_of({a + b: amount for (a, b), amount in pairs.items()})

    def islands(*more: tuple[str, str]) -> int:
        beside = {a: [*neighbours.get(a, []), *(d for c, d in more if c == a)] for a in flows.zones}
        return len(pieces_of(dict.fromkeys(flows.zones, 1), beside)[1])

    found = [(crossing.one, crossing.other) for crossing in crossings(flows, neighbours)]
    assert islands(*found) == islands(*pairs)
    assert len(found) == islands() - islands(*found)
