# SPDX-License-Identifier: EUPL-1.2
"""Which zones of flows are a municipality, through mergers and divisions."""

from __future__ import annotations

from datetime import date

from samenspel.mobility.queries.fit_list import units_of_members
from samenspel.mobility.queries.place_zones import own_zones, units_on
from samenspel.places.queries.history import Change, Changes, Place

MERGED, DIVIDED, NOW = date(2019, 1, 1), date(2021, 1, 1), date(2026, 1, 1)
A = Place("GM0001", "Aa", "aa", None, MERGED)
B = Place("GM0002", "Bee", "bee", None, MERGED)
AB = Place("GM0003", "Aabee", "aabee", MERGED, None)
C = Place("GM0004", "Cee", "cee", None, DIVIDED)
D = Place("GM0005", "Dee", "dee")
E = Place("GM0006", "Ee", "ee")
ZONES = {place.code: place for place in (A, B, C, D, E)}


def changed(c_to_d: float, c_to_e: float) -> Changes:
    """Aa and Bee merged; Cee was divided among Dee and Ee."""
    return Changes(
        [
            Change(MERGED, "merge", A, AB, 1.0),
            Change(MERGED, "merge", B, AB, 1.0),
            Change(DIVIDED, "split", C, D, c_to_d),
            Change(DIVIDED, "split", C, E, c_to_e),
        ]
    )


def test_what_merged_is_one_municipality_afterwards() -> None:
    units = units_on(ZONES.values(), on=NOW, known=changed(0.7, 0.3))
    assert units.unit_of["GM0001"] == units.unit_of["GM0002"] == "GM0003"
    assert units.zones["GM0003"] == (A, B)
    assert units.places["GM0003"] == AB
    assert "GM0001" not in units.divided


def test_what_was_divided_is_counted_whole_with_most_of_its_territory_and_named() -> None:
    units = units_on(ZONES.values(), on=NOW, known=changed(0.7, 0.3))
    assert units.unit_of["GM0004"] == "GM0005"
    assert units.parts(["GM0005", "GM0003"]) == (C,)


def test_what_was_divided_evenly_stays_by_itself() -> None:
    units = units_on(ZONES.values(), on=NOW, known=changed(0.5, 0.5))
    assert units.unit_of["GM0004"] == "GM0004"
    assert not units.divided


def test_before_the_changes_every_zone_is_itself() -> None:
    units = units_on(ZONES.values(), on=date(2015, 1, 1), known=changed(0.7, 0.3))
    assert units.unit_of == {code: code for code in ZONES}


def test_a_municipality_of_the_flows_has_its_own_figures() -> None:
    own = own_zones(D, ZONES, changed(0.7, 0.3))
    assert own.zones == (D,)
    assert not own.is_sum


def test_a_municipality_that_came_later_is_the_sum_of_its_parts() -> None:
    own = own_zones(AB, ZONES, changed(0.7, 0.3))
    assert own.zones == (A, B)
    assert own.is_sum
    assert own.divided == ()


def test_a_municipality_that_had_ended_before_has_no_figures() -> None:
    gone = Place("GM0009", "Weg", "weg", None, date(2010, 1, 1))
    assert own_zones(gone, ZONES, Changes(())).zones == ()


def test_members_under_a_former_name_count_as_what_they_became() -> None:
    units = units_on(ZONES.values(), on=NOW, known=changed(0.7, 0.3))
    assert units_of_members({"GM0001", "GM0005", "GM9999"}, units) == {"GM0003", "GM0005"}
