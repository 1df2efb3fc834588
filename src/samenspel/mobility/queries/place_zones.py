# SPDX-License-Identifier: EUPL-1.2
"""Which zones of the flows are a municipality: flows keep the municipalities of one day.

A zone that merged into another municipality belongs to it whole. One that was divided belongs to
the municipality that has more than half of its territory, and is named wherever that is used; one
without such an heir stays by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from samenspel.mobility.models import FlowSet
from samenspel.places.models import Municipality, on_date
from samenspel.places.queries.history import Changes, Place

MOSTLY = 0.5
"""A zone follows the heir that has more than this share of its territory."""
WHOLE = 0.995
"""From this share on nothing worth mentioning went elsewhere: maps are no more exact."""


@dataclass(frozen=True)
class Units:
    """The municipalities of a date as far as the zones of flows tell them apart.

    ``unit_of``: code of the unit of each zone, by code; ``zones``: the zones of each unit;
    ``divided``: zones that were divided and are counted whole with one unit, by code.
    """

    places: Mapping[str, Place]
    unit_of: Mapping[str, str]
    zones: Mapping[str, tuple[Place, ...]]
    divided: frozenset[str]

    def parts(self, codes: Iterable[str]) -> tuple[Place, ...]:
        """The divided zones in some units, in order of name."""
        found = [z for code in codes for z in self.zones.get(code, ()) if z.code in self.divided]
        return tuple(sorted(found, key=lambda zone: (zone.name, zone.code)))


def zone_places(flow_set: FlowSet, codes: Collection[str] = ()) -> dict[str, Place]:
    """The municipalities of the day of the flows, by code; one query.

    ``codes``: further ones to look up, whatever their day.
    """
    of_day = Q(country=flow_set.country) & on_date(flow_set.division_on)
    rows = Municipality.objects.filter(of_day | Q(code__in=codes)).order_by("code")
    return {
        row[0]: Place(*row)
        for row in rows.values_list("code", "name", "slug", "valid_from", "valid_to")
    }


def units_on(zones: Iterable[Place], *, on: date, known: Changes) -> Units:
    """Zones put together to the municipalities of a date.

    A zone that is younger than the date stays itself: who went into it is not told apart.
    """
    places: dict[str, Place] = {}
    unit_of: dict[str, str] = {}
    members: dict[str, list[Place]] = defaultdict(list)
    divided = set()
    for zone in sorted(zones, key=lambda place: place.code):
        unit, share = _unit(zone, on, known)
        places[unit.code] = unit
        unit_of[zone.code] = unit.code
        members[unit.code].append(zone)
        if share < WHOLE:
            divided.add(zone.code)
    return Units(
        places=places,
        unit_of=unit_of,
        zones={code: tuple(found) for code, found in members.items()},
        divided=frozenset(divided),
    )


def _unit(zone: Place, on: date, known: Changes) -> tuple[Place, float]:
    """The municipality that a zone is counted with on a date, and its share of the zone."""
    if zone.valid_to is None or zone.valid_to > on:
        return zone, 1.0
    heirs = known.heirs(zone, on=on)
    if not heirs or (heirs[0].share or 0.0) <= MOSTLY:
        return zone, 1.0
    return heirs[0].place, heirs[0].share or 0.0


@dataclass(frozen=True)
class OwnZones:
    """The zones that stand for one municipality.

    ``is_sum``: it did not exist on the day of the flows and is the sum of ``zones``; ``divided``
    are those of them of which a part went elsewhere.
    """

    zones: tuple[Place, ...]
    is_sum: bool = False
    divided: tuple[Place, ...] = ()


def own_zones(place: Place, zones: Mapping[str, Place], known: Changes) -> OwnZones:
    """The zones of a municipality, by code: its own; else those that went into it; else none."""
    if place.code in zones:
        return OwnZones((zones[place.code],))
    if place.valid_from is None:
        return OwnZones(())
    units = units_on(zones.values(), on=place.valid_from, known=known)
    return OwnZones(
        zones=units.zones.get(place.code, ()),
        is_sum=True,
        divided=units.parts([place.code]),
    )
