# SPDX-License-Identifier: EUPL-1.2
"""Which municipalities lie beside each other: by drawn borders, else by where they lie."""

from __future__ import annotations

from datetime import date

import pytest

from samenspel.mobility.models import FlowSet
from samenspel.mobility.queries.neighbours import (
    NeighbourSource,
    neighbour_source,
    neighbours_of,
)
from samenspel.places.models import Boundary, BoundarySet, Municipality
from tests.mobility.small_flows import AMSTERDAM, HAARLEM, PURMEREND, ZAANSTAD, two_towns

pytestmark = pytest.mark.django_db

# Squares of 2 km: Amsterdam beside Zaanstad, Haarlem 5 km further.
SQUARES = {
    AMSTERDAM: "m0 0 200 0 0 200-200 0z",
    ZAANSTAD: "m200 0 200 0 0 200-200 0z",
    HAARLEM: "m900 0 200 0 0 200-200 0z",
}


@pytest.fixture
def flow_set() -> FlowSet:
    return two_towns()


def draw(valid_on: date, *codes: str) -> BoundarySet:
    """The squares of these municipalities."""
    made = BoundarySet.objects.create(
        country="nl",
        valid_on=valid_on,
        name=str(valid_on),
        source="x",
        fingerprint="".join(codes)[:64],
    )
    for code in codes:
        Boundary.objects.create(
            boundary_set=made,
            code=code,
            path_country=SQUARES[code],
            path_detail=SQUARES[code],
            **dict.fromkeys(("x", "y", "left", "top", "right", "bottom"), 0),
        )
    return made


def test_last_boundaries_up_to_the_day_of_the_division_are_taken(flow_set: FlowSet) -> None:
    assert neighbour_source(flow_set) == NeighbourSource(None, "")
    later = draw(date(2020, 1, 1), AMSTERDAM)
    assert neighbour_source(flow_set) == NeighbourSource(later.pk, AMSTERDAM)
    draw(date(2010, 1, 1), AMSTERDAM)
    before = draw(date(2014, 1, 1), ZAANSTAD)
    assert neighbour_source(flow_set) == NeighbourSource(before.pk, ZAANSTAD)


def test_drawn_zones_are_neighbours_by_border_only(flow_set: FlowSet) -> None:
    Municipality.objects.update(x=None, y=None)
    draw(date(2014, 1, 1), *SQUARES)
    beside = neighbours_of(flow_set, neighbour_source(flow_set))
    assert beside == {
        AMSTERDAM: (ZAANSTAD,),
        HAARLEM: (),
        PURMEREND: (),
        ZAANSTAD: (AMSTERDAM,),
    }


def test_zone_that_is_not_drawn_is_beside_those_around_it(flow_set: FlowSet) -> None:
    for code, x, y in (
        (AMSTERDAM, 0, 0), (ZAANSTAD, 200, 0), (HAARLEM, 1_000, 0), (PURMEREND, 190, 200),
    ):  # fmt: skip
        Municipality.objects.filter(code=code).update(x=x, y=y)
    draw(date(2014, 1, 1), *SQUARES)
    beside = neighbours_of(flow_set, neighbour_source(flow_set))
    assert beside[PURMEREND] == (AMSTERDAM, HAARLEM, ZAANSTAD)
    assert beside[AMSTERDAM] == (PURMEREND, ZAANSTAD)
    assert HAARLEM not in beside[ZAANSTAD]


def test_without_boundaries_all_are_joined_by_where_they_lie(flow_set: FlowSet) -> None:
    beside = neighbours_of(flow_set, neighbour_source(flow_set))
    assert all(beside.values())
    Municipality.objects.exclude(code=AMSTERDAM).update(x=None, y=None)
    assert not any(neighbours_of(flow_set, neighbour_source(flow_set)).values())
