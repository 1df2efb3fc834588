# SPDX-License-Identifier: EUPL-1.2
"""How certain functional regions are, over many runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import Parameters, delineate
from samenspel.analysis.functional_regions import stability as subject
from samenspel.analysis.functional_regions.stability import (
    Run,
    StabilityError,
    default_grid,
    grid,
    stability,
)

ZONES = ("A", "B", "C", "D")


def run(regions: Sequence[int], cores: dict[int, str]) -> Run:
    """A run over the zones A to D."""
    return Run(2014, Parameters(), dict(zip(ZONES, regions, strict=True)), cores, 0.5)


# A with B and C with D; C goes to A once; all together once, around D.
PAIRS = run((1, 1, 2, 2), {1: "A", 2: "D"})
C_MOVES = run((5, 5, 5, 4), {5: "A", 4: "D"})
ONE = run((3, 3, 3, 3), {3: "D"})
FOUND = stability([PAIRS, PAIRS, C_MOVES, ONE], ZONES)


def test_a_zone_has_the_system_that_it_is_in_most_often() -> None:
    assert FOUND.consensus == {"A": "A", "B": "A", "C": "D", "D": "D"}
    assert [found.share for found in FOUND.zones] == [0.75, 0.75, 0.75, 1.0]


def test_a_zone_has_a_second_system_with_its_share() -> None:
    c = FOUND.of_zone["C"]
    assert (c.second, c.second_share) == ("A", 0.25)
    d = FOUND.of_zone["D"]
    assert (d.second, d.second_share) == ("", 0.0)


def test_a_zone_that_is_elsewhere_in_one_of_four_runs_is_doubtful_and_belongs_to_two() -> None:
    assert FOUND.doubtful == ("A", "B", "C")
    assert FOUND.of_zone["C"].belongs_to == ("D", "A")
    assert FOUND.of_zone["C"].belongs_to_two
    assert not FOUND.of_zone["D"].belongs_to_two


def test_a_zone_that_is_elsewhere_in_one_of_five_runs_is_not() -> None:
    found = stability([PAIRS, PAIRS, PAIRS, C_MOVES, ONE], ZONES)
    assert found.doubtful == ()
    assert found.of_zone["C"].belongs_to == ("D",)


def test_pairs_are_counted_by_the_runs_in_which_they_are_together() -> None:
    assert FOUND.together("A", "B") == FOUND.together("B", "A") == 1.0
    assert FOUND.together("C", "D") == 0.75
    assert FOUND.together("A", "C") == 0.5
    assert FOUND.together("A", "A") == 1.0


def test_only_pairs_that_are_ever_together_are_kept() -> None:
    found = stability([PAIRS], ZONES)
    assert (found.first.tolist(), found.second.tolist(), found.times.tolist()) == (
        [0, 2],
        [1, 3],
        [1, 1],
    )
    assert found.together("A", "D") == found.together("D", "C") - 1.0 == 0.0


def test_edges_are_neighbours_that_are_apart_in_some_run() -> None:
    neighbours = {"A": ["B", "C", "A"], "C": ["A", "D", "Atlantis"], "Atlantis": ["A"]}
    found = [(edge.zone, edge.neighbour, edge.apart) for edge in FOUND.edges(neighbours)]
    assert found == [("A", "C", 0.5), ("C", "D", 0.25)]


def test_a_system_is_known_again_by_where_its_core_lies_in_the_reference_run() -> None:
    # The core of A and B is now B, and D is a region of its own.
    other = run((8, 8, 9, 7), {8: "B", 9: "C", 7: "D"})
    found = stability([PAIRS, other], ZONES)
    assert [z.share for z in found.zones] == [1.0] * 4
    assert found.together("C", "D") == 0.5


def test_a_core_that_is_in_no_region_of_the_reference_run_names_a_system() -> None:
    reference = run((1, 1, 0, 0), {1: "A"})
    found = stability([PAIRS, PAIRS], ZONES, reference=reference)
    assert found.consensus == {"A": "A", "B": "A", "C": "D", "D": "D"}


def test_of_equal_shares_the_system_of_the_reference_run_comes_first() -> None:
    for runs in ([PAIRS, C_MOVES], [C_MOVES, PAIRS]):
        assert stability(runs, ZONES, reference=PAIRS).consensus["C"] == "D"
        assert stability(runs, ZONES, reference=C_MOVES).consensus["C"] == "A"


def test_a_zone_without_region_is_in_no_system_and_apart_from_all() -> None:
    nowhere = run((0, 0, 2, 2), {2: "D"})
    found = stability([nowhere, nowhere, nowhere, PAIRS], (*ZONES, "E"))
    a, e = found.of_zone["A"], found.of_zone["E"]
    assert (a.system, a.share, a.unassigned_share) == ("A", 0.25, 0.75)
    assert (a.share_when_placed, a.second_share_when_placed) == (1.0, 0.0)
    assert e.share_when_placed == 0.0
    assert (e.system, e.share, e.unassigned_share, e.belongs_to) == ("", 0.0, 1.0, ())
    assert found.together("A", "B") == 0.25


def test_nobody_is_ever_together_when_no_zone_has_a_region() -> None:
    found = stability([run((0, 0, 0, 0), {})], ZONES)
    assert (len(found.times), found.together("A", "B")) == (0, 0.0)


@pytest.mark.parametrize(
    ("runs", "zones", "message"),
    [
        ([], ZONES, "no runs"),
        ([PAIRS], (), "no zones"),
        ([PAIRS], ("A", "B", "A"), "1 zones are given twice"),
    ],
)
def test_runs_that_say_nothing_are_refused(
    runs: list[Run], zones: tuple[str, ...], message: str
) -> None:
    with pytest.raises(StabilityError, match=message):
        stability(runs, zones)


random_runs = st.lists(
    st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=8
).map(
    lambda rows: [
        run(row, {region: ZONES[row.index(region)] for region in sorted({*row} - {0})})
        for row in rows
    ]
)


@settings(max_examples=60, deadline=None)
@given(random_runs)
def test_counts_are_those_of_looking_at_every_pair(runs: list[Run]) -> None:
    found = stability(runs, ZONES)
    for a, b in ((a, b) for a in ZONES for b in ZONES if a < b):
        times = sum(r.region_of[a] == r.region_of[b] != 0 for r in runs)
        assert found.together(a, b) == times / len(runs)
    for zone in found.zones:
        assert zone.share + zone.second_share + zone.unassigned_share <= 1 + 1e-12
        assert zone.second_share <= zone.share
        assert zone.doubtful or not zone.belongs_to_two


@settings(max_examples=40, deadline=None)
@given(random_runs)
def test_the_order_of_the_runs_does_not_matter(runs: list[Run]) -> None:
    found = stability(runs, ZONES)
    again = stability(runs[::-1], ZONES, reference=runs[0])
    assert again.zones == found.zones
    assert again.times.tolist() == found.times.tolist()


def test_many_pairs_are_added_up_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_BATCH", 1)
    again = stability([PAIRS, PAIRS, C_MOVES, ONE], ZONES)
    assert again.times.tolist() == FOUND.times.tolist()


def test_the_default_grid_is_a_bit_stricter_and_looser_around_what_is_given() -> None:
    found = default_grid(Parameters())
    assert found[0] == Parameters()
    assert len(found) == len(set(found)) == 27
    least = sorted({p.min_self_containment for p in found})
    assert (least[0], least[4], least[5], least[-1]) == (0.6267, 0.6667, 0.6767, 0.7067)
    assert {round(p.target_self_containment - p.min_self_containment, 6) for p in found} == {0.0833}
    assert {(p.min_size, p.target_size) for p in found} == {
        (500, 5_000),
        (1_000, 10_000),
        (2_000, 20_000),
    }


def test_the_default_grid_leaves_out_what_is_out_of_range() -> None:
    strict, loose = Parameters(0, 0.9, 10, 0.99), Parameters(0, 0.02, 10, 0.5)
    assert max(p.target_self_containment for p in default_grid(strict)) == 1.0
    assert min(p.min_self_containment for p in default_grid(loose)) == 0.01


def test_a_grid_runs_every_year_with_all_parameters_and_tells_how_far_it_is() -> None:
    flows = Flows.of(["A", "A", "B", "B"], ["A", "B", "A", "B"], [50, 30, 30, 20])
    many, few = Parameters(0, 0.1, 1, 0.2), Parameters(0, 0.8, 1, 0.9)
    told: list[tuple[int, int]] = []
    found = list(
        grid({2013: flows, 2014: flows}, [many, few], progress=lambda *at: told.append(at))
    )
    assert [(r.year, r.parameters) for r in found] == [
        (2013, many),
        (2013, few),
        (2014, many),
        (2014, few),
    ]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert found[0].region_of == delineate(flows, parameters=many).region_of
    assert list(found[1].core_of.values()) == ["A"]
    assert found[1].share_inside == 1.0
    assert list(grid({2013: flows}, [many])) == found[:1]


@pytest.mark.national
def test_dutch_regions_of_2014_are_certain_but_for_their_edges(national_data: Path) -> None:
    import polars as pl

    folder = national_data / "functional-regions"
    flows = Flows.from_frame(pl.read_csv(folder / "nl2014.flows.csv.gz"))
    names = dict(pl.read_csv(folder / "nl2014.zones.csv").cast(pl.String).iter_rows())
    code = {name: zone for zone, name in names.items()}
    runs = list(grid({2014: flows}, default_grid(Parameters())))
    found = stability(runs, flows.zones)
    sizes = Counter(len(each.core_of) for each in runs)
    assert (len(runs), min(sizes), max(sizes)) == (27, 22, 46)
    assert len(found.doubtful) == 53
    assert sum(zone.belongs_to_two for zone in found.zones) == 43
    # A suburb is certain; a town between two cities is not.
    assert found.of_zone[code["Diemen"]].share == 1.0
    assert found.together(code["Diemen"], code["Amsterdam"]) == 1.0
    boxtel = found.of_zone[code["Boxtel"]]
    assert [names[system] for system in boxtel.belongs_to] == ["Eindhoven", "'s-Hertogenbosch"]
    # The islands were set aside.
    assert found.of_zone[code["Vlieland"]].unassigned_share == 1.0
