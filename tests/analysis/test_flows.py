# SPDX-License-Identifier: EUPL-1.2
"""Flows: reading columns, refusing bad ones, totals, grouping and selecting."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.flows import Flows, FlowsError, in_order


@pytest.fixture
def flows() -> Flows:
    """Two towns, and a village from which everybody leaves."""
    return Flows.of(
        ["town", "town", "city", "city", "village"],
        ["town", "city", "city", "town", "city"],
        [30, 20, 100, 10, 5],
    )


def test_totals_are_those_that_leave_arrive_and_stay(flows: Flows) -> None:
    assert flows.zones == ("city", "town", "village")
    assert flows.residents.tolist() == [110, 50, 5]
    assert flows.jobs.tolist() == [125, 40, 0]
    assert flows.inside.tolist() == [100, 30, 0]
    assert flows.total == 165
    assert len(flows) == 5


def test_self_containment_is_the_share_that_stays_of_residents_and_of_jobs(flows: Flows) -> None:
    supply, demand = flows.self_containment()
    assert supply.tolist() == [100 / 110, 30 / 50, 0.0]
    assert demand[:2].tolist() == [100 / 125, 30 / 40]
    assert math.isnan(demand[2])


def test_one_flow_is_found_by_its_ends(flows: Flows) -> None:
    assert flows.between("town", "city") == 20
    assert flows.between("village", "town") == 0
    assert flows.between("village", "village") == 0
    with pytest.raises(KeyError):
        flows.between("town", "elsewhere")


def test_pairs_come_in_order_of_their_zones(flows: Flows) -> None:
    assert list(flows.pairs())[:2] == [("city", "city", 100.0), ("city", "town", 10.0)]


def test_grouping_adds_what_becomes_one(flows: Flows) -> None:
    joined = flows.aggregate({"town": "region", "city": "region", "village": "rest", "other": "x"})
    assert list(joined.pairs()) == [("region", "region", 160.0), ("rest", "region", 5.0)]
    assert joined.total == flows.total


def test_grouping_wants_a_group_for_every_zone(flows: Flows) -> None:
    with pytest.raises(FlowsError, match="2 zones have no group, the first is city"):
        flows.aggregate({"town": "region"})


def test_selecting_leaves_out_what_goes_beyond(flows: Flows) -> None:
    assert list(flows.select(["town", "city"]).pairs()) == [
        ("city", "city", 100.0), ("city", "town", 10.0),
        ("town", "city", 20.0), ("town", "town", 30.0),
    ]  # fmt: skip
    assert len(flows.select([])) == 0
    with pytest.raises(FlowsError, match="1 zones are unknown, the first is elsewhere"):
        flows.select(["town", "elsewhere"])


def test_codes_that_are_numbers_are_sorted_as_numbers() -> None:
    assert in_order(["10", "9", "100"]) == ("9", "10", "100")
    assert in_order(["10", "9", "1a"]) == ("10", "1a", "9")
    assert in_order([]) == ()
    assert Flows.of(np.array([10, 9]), np.array([9, 10]), [1, 1]).zones == ("9", "10")


def test_zones_without_a_flow_can_be_named() -> None:
    flows = Flows.of(["a"], ["b"], [1], zones=["b", "a", "c"])
    assert flows.zones == ("a", "b", "c")
    assert flows.residents.tolist() == [1, 0, 0]


def test_pairs_of_nobody_are_left_out_and_their_zones_stay() -> None:
    flows = Flows.of(["a", "b"], ["b", "c"], [0, 3])
    assert flows.zones == ("a", "b", "c")
    assert len(flows) == 1


def test_amounts_with_decimals_are_counted_in_the_smallest_unit() -> None:
    flows = Flows.of(["a", "a", "b"], ["a", "b", "b"], [0.1, 0.2, 2.25])
    assert flows.denominator == 100
    assert flows.count.tolist() == [10, 20, 225]
    assert flows.amount.tolist() == [0.1, 0.2, 2.25]
    assert flows.between("a", "b") == 0.2


@pytest.mark.parametrize(
    ("amounts", "message"),
    [
        ([1, -2], "1 flows are negative, the first is b to a"),
        ([float("nan"), 1], "1 flows are not a number, the first is a to b"),
        ([1, float("inf")], "1 flows are infinite, the first is b to a"),
        ([1, 1 / 3], "1 flows are more precise than 6 decimals, the first is b to a"),
        ([2**53, 1], "the flows add up to 9.0072e.15: too much to count exactly"),
        ([2**50, 0.25], "the flows add up to 1.1259e.15: too much to count exactly"),
    ],
)
def test_amounts_that_cannot_be_are_refused(amounts: list[float], message: str) -> None:
    with pytest.raises(FlowsError, match=message):
        Flows.of(["a", "b"], ["b", "a"], amounts)


@pytest.mark.parametrize(
    ("origins", "destinations", "zones", "message"),
    [
        (["a", ""], ["b", "a"], None, "an origin is empty"),
        (["a", "b"], ["b", " "], None, "a destination is empty"),
        (["a", "a"], ["b", "b"], None, "1 pairs come twice, the first is a to b"),
        (["a"], ["b", "a"], None, "1 origins, 2 destinations and 2 amounts"),
        (["a", "b"], ["b", "c"], ["a", "b"], "1 zones are unknown, the first is c"),
        (["a", "b"], ["b", "a"], ["a", "b", "a"], "1 zones are listed twice"),
    ],
)
def test_pairs_that_cannot_be_are_refused(
    origins: list[str], destinations: list[str], zones: list[str] | None, message: str
) -> None:
    with pytest.raises(FlowsError, match=message):
        Flows.of(origins, destinations, [1, 2], zones=zones)


def test_a_frame_gives_the_same_as_its_columns(flows: Flows) -> None:
    frame = pl.DataFrame({"home": [2, 1], "work": ["a", "1"], "people": [5.5, 1.0]})
    found = Flows.from_frame(frame, origin="home", destination="work", flow="people")
    assert list(found.pairs()) == [("1", "1", 1.0), ("2", "a", 5.5)]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (
            pl.DataFrame({"origin": ["a"], "flow": [1]}),
            "no column 'destination', only origin, flow",
        ),
        (
            pl.DataFrame({"origin": ["a", None], "destination": ["a", "b"], "flow": [1, 2]}),
            "column 'origin' has 1 empty cells",
        ),
        (
            pl.DataFrame({"origin": ["a"], "destination": ["a"], "flow": ["1"]}),
            "column 'flow' does not hold numbers",
        ),
    ],
)
def test_frames_that_cannot_be_are_refused(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(FlowsError, match=message):
        Flows.from_frame(frame)


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), st.integers(0, 10_000)
    ),
    st.lists(st.sampled_from("xyz"), min_size=6, max_size=6),
)
def test_sums_are_kept_whatever_is_grouped(
    pairs: dict[tuple[str, str], int], groups: list[str]
) -> None:
    flows = Flows.of([a for a, _ in pairs], [b for _, b in pairs], list(pairs.values()))
    grouping = dict(zip("abcdef", groups, strict=True))
    joined = flows.aggregate(grouping)
    assert joined.total == flows.total == sum(pairs.values())
    for name in joined.zones:
        members = [flows.index[z] for z in flows.zones if grouping[z] == name]
        assert joined.residents[joined.index[name]] == flows.residents[members].sum()
        assert joined.jobs[joined.index[name]] == flows.jobs[members].sum()
