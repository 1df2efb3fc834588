# SPDX-License-Identifier: EUPL-1.2
"""Which flows there are, and the flows themselves as a matrix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from samenspel.analysis.flows import Flows
from samenspel.mobility.models import Flow, FlowSet
from samenspel.places.models import Municipality
from samenspel.register.models import Collection

# Sets of flows that a process keeps at hand; one of the Netherlands is a quarter of a megabyte.
KEPT_FLOWS = 24


@dataclass(frozen=True)
class Zone:
    """A municipality as it was on the date of the division; ``slug`` leads to its page."""

    code: str
    name: str
    slug: str
    is_current: bool


def flow_sets(country: str, *, kind: str = FlowSet.Kind.COMMUTING) -> tuple[FlowSet, ...]:
    """The sets of flows of a country, one for a year, the latest year first. One query.

    Where packages overlap, the one observed last leads; an example only where there is nothing
    else.
    """
    found = list(_sets().filter(country=country, kind=kind))
    real = [s for s in found if s.collection.kind != Collection.Kind.EXAMPLE]
    leading: dict[int, FlowSet] = {}
    for one in sorted(real or found, key=lambda s: (s.collection.observed_on, s.collection.slug)):
        leading[one.year] = one
    return tuple(leading[year] for year in sorted(leading, reverse=True))


def flow_set_of(country: str, year: int | None = None) -> FlowSet | None:
    """The commuting of a year, or of the latest; None when there is none. One query."""
    sets = flow_sets(country)
    if year is None:
        return sets[0] if sets else None
    return next((one for one in sets if one.year == year), None)


def countries_with_flows() -> tuple[str, ...]:
    """The countries of which there is commuting, in order. One query."""
    rows = FlowSet.objects.filter(kind=FlowSet.Kind.COMMUTING).order_by("country")
    return tuple(rows.values_list("country", flat=True).distinct())


def _sets() -> QuerySet[FlowSet]:
    return FlowSet.objects.select_related("collection")


def flows_of(flow_set: FlowSet) -> Flows:
    """The flows of a set, amounts in people; kept at hand by this process. At most one query."""
    return _flows(flow_set.pk, flow_set.fingerprint)


@lru_cache(maxsize=KEPT_FLOWS)
def _flows(pk: int, _fingerprint: str) -> Flows:
    rows = (
        Flow.objects.filter(flow_set_id=pk)
        .order_by("origin", "destination")
        .values_list("origin", "destination", "amount")
    )
    origins, destinations, amounts = zip(*rows, strict=True)
    return Flows.of(origins, destinations, amounts)


def zones_of(codes: Iterable[str], *, on: date) -> dict[str, Zone]:
    """Name and page of municipalities by code; also of those that ended since. One query.

    ``is_current``: whether it exists on ``on`` (today, for a page that links to it).
    """
    rows = Municipality.objects.filter(code__in=set(codes))
    return {m.code: Zone(m.code, m.name, m.slug, m.exists_on(on)) for m in rows}
