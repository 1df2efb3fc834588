# SPDX-License-Identifier: EUPL-1.2
"""Which municipalities lie beside each other, from the drawn boundaries nearest to a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from samenspel.analysis.flows import in_order
from samenspel.analysis.functional_regions.neighbourhood import (
    NARROW_WATER,
    neighbours_from_borders,
)
from samenspel.analysis.region_borders import find_borders, neighbours_by_place
from samenspel.mobility.models import FlowSet
from samenspel.mobility.queries.flows import flows_of
from samenspel.places.models import Boundary, BoundarySet, Municipality

Neighbours = Mapping[str, tuple[str, ...]]
Point = tuple[int, int]

# Sets of boundaries of which a process keeps the neighbours at hand.
KEPT = 4


@dataclass(frozen=True)
class NeighbourSource:
    """What is known about who lies beside whom: drawn boundaries, or points only.

    ``fingerprint`` is that of the boundaries; empty where there are none.
    """

    boundary_set: int | None
    fingerprint: str


def neighbour_source(flow_set: FlowSet) -> NeighbourSource:
    """The last boundaries up to the day of the division, else the first ones. One query."""
    chosen: BoundarySet | None = None
    for candidate in BoundarySet.objects.filter(country=flow_set.country).order_by(
        "valid_on", "pk"
    ):
        if chosen is None or candidate.valid_on <= flow_set.division_on:
            chosen = candidate
    if chosen is None:
        return NeighbourSource(None, "")
    return NeighbourSource(chosen.pk, chosen.fingerprint)


def neighbours_of(flow_set: FlowSet, source: NeighbourSource) -> Neighbours:
    """The neighbours of every zone of a set of flows, by code, in order. At most three queries.

    Two zones are neighbours when they have a common border, or narrow water between them. A zone
    that is not drawn is beside those that a triangulation of the centres joins it to. Islands and
    zones of which nobody knows where they lie may have none: the analysis finds the crossings.
    """
    zones = flows_of(flow_set).zones
    drawn: Neighbours = {}
    if source.boundary_set is not None:
        drawn = _drawn(source.boundary_set, source.fingerprint)
    beside = {zone: set(drawn.get(zone, ())).intersection(zones) for zone in zones}
    missing = {zone for zone in zones if zone not in drawn}
    points = _points(zones) if missing else {}
    if len(points) > 1:
        for one, other in neighbours_by_place(points):
            if one in missing or other in missing:
                beside[one].add(other)
                beside[other].add(one)
    return {zone: in_order(found) for zone, found in beside.items()}


def _points(codes: Iterable[str]) -> dict[str, Point]:
    rows = Municipality.objects.filter(code__in=list(codes), x__isnull=False, y__isnull=False)
    found = rows.order_by("code").values_list("code", "x", "y")
    return {code: (x, y) for code, x, y in found if x is not None and y is not None}


@lru_cache(maxsize=KEPT)
def _drawn(pk: int, _fingerprint: str) -> Neighbours:
    rows = Boundary.objects.filter(boundary_set_id=pk).values_list("code", "path_detail")
    borders = find_borders({code: [path] for code, path in rows})
    return neighbours_from_borders(borders, across=NARROW_WATER)
