# SPDX-License-Identifier: EUPL-1.2
"""What is told of doubts: shares of the computations in which a municipality is in a region."""

from __future__ import annotations

import pytest

from samenspel.analysis.functional_regions import Parameters
from samenspel.analysis.functional_regions.stability import Edge, ZoneStability
from samenspel.analysis.partitions import compare
from samenspel.mobility.queries.flows import Zone
from samenspel.mobility.queries.region_doubts import Doubtful, doubtful_of
from samenspel.mobility.results import Doubts

ZONES = {code: Zone(code, f"Name {code}", code.lower(), is_current=True) for code in "ABCD"}


def stable(
    zone: str, share: float, second: str = "", second_share: float = 0.0, unassigned: float = 0.0
) -> ZoneStability:
    return ZoneStability(zone, "A", share, second, second_share, unassigned, ("A",))


def doubts(*zones: ZoneStability, edges: tuple[Edge, ...] = ()) -> Doubtful:
    return doubtful_of(Doubts(100, (2013, 2014), zones, edges), ZONES)


def test_a_municipality_is_in_doubt_in_three_quarters_or_fewer() -> None:
    found = doubts(stable("B", 0.76, "C", 0.24), stable("C", 0.75, "D", 0.25))
    assert [each.zone.code for each in found.zones] == ["C"]
    assert found.twofold == 1
    assert found.mark.zones == {"C"}


def test_years_without_figures_of_a_municipality_do_not_make_it_doubtful() -> None:
    found = doubts(stable("B", 0.40, "C", 0.02, unassigned=0.58))
    assert not found.zones
    assert found.share_of["B"] == pytest.approx(0.40 / 0.42)


def test_a_municipality_that_is_never_in_a_region_has_no_system() -> None:
    never = ZoneStability("B", "", 0.0, "", 0.0, 1.0, ())
    (each,) = doubts(never).zones
    assert each.system is None
    assert each.share == 0
    assert not each.belongs_to_two


def test_a_border_is_sure_when_both_sides_are_mostly_apart() -> None:
    edges = (Edge("B", "A", 0.75), Edge("A", "C", 0.76))
    found = doubts(stable("A", 1.0), stable("B", 1.0), stable("C", 1.0), edges=edges)
    assert found.mark.borders == {("A", "B")}


def test_a_border_is_judged_by_the_years_in_which_both_sides_have_figures() -> None:
    edges = (Edge("A", "B", 0.60),)
    found = doubts(stable("A", 1.0), stable("B", 0.5, unassigned=0.5), edges=edges)
    assert found.mark.borders == {("A", "B")}  # apart in 10 of the 50
    certain = (Edge("A", "B", 0.95),)
    found = doubts(stable("A", 1.0), stable("B", 0.5, unassigned=0.5), edges=certain)
    assert not found.mark.borders  # apart in 45 of the 50


def test_the_examples_of_the_methods_are_what_the_code_does() -> None:
    parameters = Parameters()
    share = 0.7059
    assert parameters.validity(5_500, 5_500, 5_500 * share) < 1
    assert parameters.validity(5_500, 5_500, 5_500 * (share + 0.0001)) > 1
    alike = compare(
        {"A": 1, "B": 1, "C": 2, "D": 2},
        {"A": 1, "B": 1, "C": 1, "D": 2},
    )
    assert alike.adjusted_rand == 0
    assert round(alike.variation_of_information, 2) == 1.19
    assert (round(100 * 150 / 243), round(100 * 75 / 243)) == (62, 31)
