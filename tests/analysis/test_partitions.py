# SPDX-License-Identifier: EUPL-1.2
"""Comparing two divisions of the same zones."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from math import isnan, log2
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.partitions import Comparison, Division, PartitionsError, compare

# Six zones in two regions of three, or in three of two.
HALVES = {"1": "N", "2": "N", "3": "N", "4": "S", "5": "S", "6": "S"}
PAIRS = {"1": "x", "2": "x", "3": "y", "4": "y", "5": "z", "6": "z"}

few = settings(max_examples=60, deadline=None)
divisions = st.lists(st.integers(1, 4), min_size=9, max_size=9).map(
    lambda labels: {str(i): label for i, label in enumerate(labels)}
)


def table(*rows: tuple[int, ...]) -> tuple[dict[str, int], dict[str, int]]:
    """Two divisions with these numbers of common zones."""
    cells = [
        (i, j) for i, row in enumerate(rows, 1) for j, n in enumerate(row, 1) for _ in range(n)
    ]
    return (
        {str(z): i for z, (i, _) in enumerate(cells)},
        {str(z): j for z, (_, j) in enumerate(cells)},
    )


def indices(found: Comparison) -> tuple[float, ...]:
    return found.adjusted_rand, found.rand, found.variation_of_information


def test_indices_are_those_computed_by_hand() -> None:
    found = compare(HALVES, PAIRS)
    # Pairs together: 2 in both, 6 in halves, 3 in pairs, of 15.
    assert found.adjusted_rand == pytest.approx((2 - 18 / 15) / (4.5 - 18 / 15), abs=1e-15)
    assert found.rand == 10 / 15
    assert found.variation_of_information == pytest.approx(log2(3) - 1 / 3, abs=1e-15)
    assert found.normalised_variation == pytest.approx((log2(3) - 1 / 3) / log2(6), abs=1e-15)


def test_adjusted_rand_is_that_of_a_published_table() -> None:
    # Yeung and Ruzzo (2001), Details of the adjusted Rand index, table 2: 0.313.
    a, b = table((1, 1, 0), (1, 2, 1), (0, 0, 4))
    assert round(compare(a, b).adjusted_rand, 3) == 0.313


def test_adjusted_rand_is_negative_when_less_alike_than_by_chance() -> None:
    a, b = table((1, 1), (1, 1))
    assert compare(a, b).adjusted_rand == -0.5


def test_all_in_one_region_against_each_on_its_own_has_the_largest_variation() -> None:
    one, each = dict.fromkeys("abcd", 1), {z: i for i, z in enumerate("abcd", 1)}
    found = compare(one, each)
    assert indices(found) == (0.0, 0.0, 2.0)
    assert found.normalised_variation == 1.0


@pytest.mark.parametrize("zones", [1, 4])
def test_trivial_divisions_that_are_the_same_are_wholly_alike(zones: int) -> None:
    for same in ({str(z): 1 for z in range(zones)}, {str(z): z + 1 for z in range(zones)}):
        assert indices(compare(same, same)) == (1.0, 1.0, 0.0)
        assert compare(same, same).normalised_variation == 0.0


def test_divisions_without_a_common_zone_have_no_indices() -> None:
    found = compare({"a": 1}, {"b": 1})
    assert (found.zones, found.only_in_a, found.only_in_b) == (0, ("a",), ("b",))
    assert found.overlaps == found.best_by_zones == ()
    assert all(map(isnan, (*indices(found), found.normalised_variation)))
    assert isnan(found.share_of_zones_matched)
    assert isnan(found.share_of_weight_matched)


def test_zones_in_no_region_of_either_are_left_out_and_told() -> None:
    found = compare({**HALVES, "7": 0, "8": "N"}, {**PAIRS, "7": "x", "9": ()})
    assert (found.zones, found.only_in_a, found.only_in_b) == (6, ("8",), ("7",))
    assert indices(found) == indices(compare(HALVES, PAIRS))


def test_a_zone_in_several_regions_counts_in_all_overlaps_and_in_no_index() -> None:
    found = compare({**HALVES, "7": "S"}, {**PAIRS, "7": ["z", "x"]})
    assert found.in_several == ("7",)
    assert indices(found) == indices(compare(HALVES, PAIRS))
    common = {(o.region, o.other): o.common_zones for o in found.overlaps}
    assert common == {("N", "x"): 2, ("N", "y"): 1, ("S", "x"): 1, ("S", "y"): 1, ("S", "z"): 3}
    # Zones 1, 2 and 5, 6, 7 are in the best match of their region.
    assert found.share_of_zones_matched == 5 / 7


def test_the_best_overlap_tells_the_shares_both_ways() -> None:
    first, second = compare(HALVES, PAIRS).best_by_zones
    assert (first.region, first.other, second.region, second.other) == ("N", "x", "S", "z")
    assert (first.share_of_zones, first.share_of_other_zones) == (2 / 3, 1.0)
    assert first.jaccard == 2 / 3
    assert not first.lies_within


def test_with_weights_another_overlap_may_be_the_best() -> None:
    weights = {"1": 1, "2": 1, "3": 10, "4": 2, "5": 0, "6": 0}
    found = compare(HALVES, PAIRS, weights=weights)
    assert [o.other for o in found.best_by_zones] == ["x", "z"]
    assert [o.other for o in found.best_by_weight] == ["y", "y"]
    north = found.best_by_weight[0]
    assert (north.share_of_weight, north.share_of_other_weight) == (10 / 12, 10 / 12)
    assert north.jaccard_of_weight == 10 / 14
    assert found.share_of_weight_matched == 12 / 14
    assert found.share_of_zones_matched == 4 / 6


def test_a_region_without_weight_has_no_shares_of_weight() -> None:
    found = compare({"a": 1}, {"a": 1}, weights={"a": 0})
    assert isnan(found.overlaps[0].share_of_weight)
    assert isnan(found.overlaps[0].jaccard_of_weight)
    assert isnan(found.weighted_variation)
    assert isnan(found.share_of_weight_matched)


def test_a_zone_of_weight_two_counts_as_two_zones_in_the_weighted_variation() -> None:
    double = compare(
        {"a": 1, "b": 2, "c": 2}, {"a": 1, "b": 1, "c": 2}, weights={"a": 2, "b": 1, "c": 1}
    )
    split = compare({"a": 1, "A": 1, "b": 2, "c": 2}, {"a": 1, "A": 1, "b": 1, "c": 2})
    assert double.weighted_variation == split.variation_of_information


def test_a_zone_without_weight_does_not_count_in_the_weighted_variation() -> None:
    found = compare(HALVES, PAIRS, weights={z: float(z in "1256") for z in HALVES})
    assert found.weighted_variation == 0.0


def test_regions_that_lie_within_one_of_the_other_are_counted_both_ways() -> None:
    found = compare(PAIRS, HALVES)
    assert (found.nested, found.nested_in_a, found.regions_of_a, found.regions_of_b) == (2, 0, 3, 2)
    assert (compare(HALVES, PAIRS).nested, compare(HALVES, PAIRS).nested_in_a) == (0, 2)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"1": 1}, "5 zones have no weight, the first is 2"),
        (dict.fromkeys(HALVES, -1), "6 weights are negative or not finite, the first is that of 1"),
        ({**dict.fromkeys(HALVES, 1), "4": float("inf")}, "1 weights are negative or not finite"),
    ],
)
def test_weights_that_are_missing_or_no_amounts_are_refused(
    weights: dict[str, float], message: str
) -> None:
    with pytest.raises(PartitionsError, match=message):
        compare(HALVES, PAIRS, weights=weights)


@few
@given(divisions, divisions)
def test_indices_are_symmetric(a: Division, b: Division) -> None:
    assert indices(compare(a, b)) == indices(compare(b, a))


@few
@given(divisions, divisions, st.permutations([1, 2, 3, 4]))
def test_other_labels_change_no_index(a: dict[str, int], b: Division, labels: list[int]) -> None:
    renamed = {zone: f"region {labels[label - 1]}" for zone, label in a.items()}
    assert indices(compare(renamed, b)) == indices(compare(a, b))


@few
@given(divisions)
def test_a_division_is_the_same_as_itself(a: Division) -> None:
    found = compare(a, a)
    assert indices(found) == (1.0, 1.0, 0.0)
    assert found.nested == found.nested_in_a == found.regions_of_a


@few
@given(divisions, divisions, divisions)
def test_variation_of_information_keeps_the_triangle_inequality(
    a: Division, b: Division, c: Division
) -> None:
    ab, bc, ac = (compare(x, y).variation_of_information for x, y in ((a, b), (b, c), (a, c)))
    assert ac <= ab + bc + 1e-12


@few
@given(divisions, divisions)
def test_variation_of_information_lies_between_zero_and_its_largest_value(
    a: Division, b: Division
) -> None:
    found = compare(a, b)
    assert 0 <= found.normalised_variation <= 1
    assert (found.variation_of_information == 0) == (found.adjusted_rand == 1)


@pytest.mark.national
def test_dutch_functional_regions_beside_administrative_divisions(national_data: Path) -> None:
    import polars as pl

    from samenspel.analysis.flows import Flows
    from samenspel.analysis.functional_regions import delineate
    from samenspel.analysis.harmonising import Change, harmonise

    folder = national_data / "nl-2016"
    frame = pl.read_csv(folder / "commuting.csv").filter(pl.col("year") == 2014)
    flows = Flows.from_frame(
        frame, origin="origin_code", destination="destination_code", flow="jobs"
    )
    changes = pl.read_csv(
        folder / "municipality_changes.csv", try_parse_dates=True, infer_schema_length=None
    ).select("date", "kind", "old_code", "new_code", "area_share")
    on, to = date(2014, 1, 1), date(2016, 1, 1)
    flows = harmonise(flows, [Change(*row) for row in changes.rows()], on=on, to=to).flows
    regions = delineate(flows).region_of
    residents = dict(zip(flows.zones, flows.residents.tolist(), strict=True))
    table = pl.read_csv(folder / "region_divisions.csv")

    def beside(name: str) -> Comparison:
        division: dict[str, list[str]] = defaultdict(list)
        rows = table.filter(pl.col("division") == name)
        for zone, region in rows.select("municipality_code", "region_name").rows():
            division[zone].append(region)
        return compare(regions, division, weights=residents)

    labour, safety, provinces, corop = map(
        beside, ("labour-market", "safety-regions", "provinces", "corop")
    )
    assert (labour.regions_of_a, labour.regions_of_b, labour.zones) == (34, 35, 388)
    # The islands that exchange with nobody are in no functional region.
    assert labour.only_in_b == ("GM0088", "GM0096")
    alike = [round(found.adjusted_rand, 3) for found in (labour, safety, provinces, corop)]
    assert alike == [0.596, 0.539, 0.415, 0.55]
    assert round(labour.variation_of_information, 3) == 1.548
    # Of the commuters three in four live in the labour market region that fits theirs best.
    assert round(labour.share_of_weight_matched, 2) == 0.76
    assert (labour.nested, labour.nested_in_a) == (16, 18)
    # De Fryske Marren, Alkmaar and Krimpenerwaard lie in several COROP areas.
    assert corop.in_several == ("GM0361", "GM1931", "GM1940")
