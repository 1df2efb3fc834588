# SPDX-License-Identifier: EUPL-1.2
"""Where the people of a place work and where those who work there live, in figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.db.models import F, QuerySet, Sum, Value
from numpy.typing import NDArray

from samenspel.analysis.flows import Flows, IntVector
from samenspel.mobility.models import Flow, FlowSet
from samenspel.mobility.queries.fit_shares import zone_mask
from samenspel.mobility.queries.place_trend import Year
from samenspel.places.queries.history import Place


@dataclass(frozen=True)
class Partner:
    """A municipality at the other end: people who go there, and people who come from there.

    ``share_there`` is of all residents' jobs of the place, ``share_back`` of all jobs in it; both
    in [0, 1].
    """

    place: Place
    there: float
    back: float
    share_there: float
    share_back: float


def year_of(flows: Flows, own: Collection[str], year: int) -> Year:
    """Jobs of residents, jobs there and those that are both, of some zones taken together."""
    mine = zone_mask(flows, own)
    leaves, arrives = mine[flows.origin], mine[flows.destination]
    unit = flows.denominator
    return Year(
        year=year,
        residents=int(flows.count[leaves].sum()) / unit,
        jobs=int(flows.count[arrives].sum()) / unit,
        inside=int(flows.count[leaves & arrives].sum()) / unit,
    )


def partners_of(
    flows: Flows, own: Collection[str], places: Mapping[str, Place]
) -> tuple[Partner, ...]:
    """The municipalities outside with a flow to or from some zones taken together, by code."""
    mine = zone_mask(flows, own)
    size = len(flows.zones)

    def sums(side: IntVector, chosen: NDArray[np.bool_]) -> list[int]:
        # Sums of whole numbers under 2**53: exact as doubles.
        counted = np.bincount(side, weights=flows.count[chosen], minlength=size)
        return [int(value) for value in counted]

    leaves, arrives = mine[flows.origin], mine[flows.destination]
    there = sums(flows.destination[leaves], leaves)
    back = sums(flows.origin[arrives], arrives)
    residents, jobs = sum(there), sum(back)
    unit = flows.denominator
    return tuple(
        Partner(
            place=places.get(code) or Place(code, code, ""),
            there=there[i] / unit,
            back=back[i] / unit,
            share_there=there[i] / residents if residents else 0.0,
            share_back=back[i] / jobs if jobs else 0.0,
        )
        for i, code in enumerate(flows.zones)
        if not mine[i] and (there[i] or back[i])
    )


def years_of(sets: Sequence[FlowSet], own: Collection[str]) -> tuple[Year, ...]:
    """The figures of all years of which there are any, the first year first.

    No query for one zone and one for several; one more the first time of a process.
    """
    known = _totals(tuple((one.pk, one.fingerprint) for one in sets))
    within = _within([one.pk for one in sets], own) if len(own) > 1 else {}
    years = []
    for one in sorted(sets, key=lambda one: one.year):
        residents, jobs, inside = (
            sum(known.get((side, one.pk, code), 0) for code in own) for side in _SIDES
        )
        if residents or jobs:
            both = within.get(one.pk, 0) if len(own) > 1 else inside
            years.append(Year(one.year, float(residents), float(jobs), float(both)))
    return tuple(years)


_SIDES = ("residents", "jobs", "inside")


@lru_cache(maxsize=8)
def _totals(sets: tuple[tuple[int, str], ...]) -> dict[tuple[str, int, str], int]:
    """Sums by side, set and zone; kept at hand, for no index serves the question who works there.

    One query. ``sets`` are primary keys with the fingerprint of their flows.
    """
    rows = Flow.objects.filter(flow_set__in=[pk for pk, _fingerprint in sets]).order_by()

    def by(side: str, zone: str, chosen: QuerySet[Flow]) -> QuerySet[Flow, tuple[Any, ...]]:
        return chosen.values_list(Value(side), "flow_set_id", zone).annotate(Sum("amount"))

    found = by("residents", "origin", rows).union(
        by("jobs", "destination", rows),
        by("inside", "origin", rows.filter(origin=F("destination"))),
        all=True,
    )
    return {(side, pk, zone): int(total) for side, pk, zone, total in found}


def _within(sets: Sequence[int], own: Collection[str]) -> dict[int, int]:
    """Flows among some zones by set; one query."""
    rows = Flow.objects.filter(flow_set__in=sets, origin__in=own, destination__in=own)
    return dict(rows.order_by().values_list("flow_set_id").annotate(Sum("amount")))
