# SPDX-License-Identifier: EUPL-1.2
"""The page of one functional region: its members, and what goes in and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from samenspel.analysis.flows import Flows, IntVector
from samenspel.mobility.queries.flows import Zone, flows_of
from samenspel.mobility.queries.region_doubts import DoubtfulZone
from samenspel.mobility.queries.region_map import (
    LETTER,
    NARROW_LETTER,
    MapTexts,
    RegionPicture,
    names_inside,
    region_picture,
)
from samenspel.mobility.queries.region_page import Answer, map_region, zone_text
from samenspel.mobility.queries.region_question import Question
from samenspel.mobility.queries.region_systems import System, slug_of
from samenspel.places.queries.circles import Circle
from samenspel.places.queries.maps import map_ground

SHOWN = 5
"""Other regions that are named, in each direction."""


@dataclass(frozen=True)
class MemberRow:
    """A municipality of the region; shares are of the jobs of its residents, None without any."""

    zone: Zone
    is_core: bool
    residents: float
    jobs: float
    stays: float | None
    in_core: float | None
    doubt: DoubtfulZone | None


@dataclass(frozen=True)
class Exchange:
    """Commuting between this region and another; ``share`` of all that leaves or enters it."""

    system: System
    amount: float
    share: float


@dataclass(frozen=True)
class SystemPage:
    """One functional region. ``rank`` is its place by jobs of residents, from 1."""

    question: Question
    system: System
    number: int
    rank: int
    members: tuple[MemberRow, ...]
    outgoing: tuple[Exchange, ...]
    incoming: tuple[Exchange, ...]
    visitors: tuple[DoubtfulZone, ...]
    picture: RegionPicture
    tried: bool

    @property
    def leaves(self) -> float:
        """Jobs of residents outside the region."""
        return self.system.residents - self.system.inside

    @property
    def enters(self) -> float:
        """Jobs here of people from outside the region."""
        return self.system.jobs - self.system.inside


def core_of(answer: Answer, slug: str) -> System | None:
    """The region that a municipality lies in, by the address of the municipality."""
    code = slug.rpartition("-")[2].casefold()
    for system in answer.systems:
        for member in system.members:
            if slug_of(member) == slug or member.code.casefold() == code:
                return system
    return None


def system_page(answer: Answer, system: System) -> SystemPage:
    """The page of one region of an answer; one query, three the first time of a process."""
    flows = flows_of(answer.question.flow_set)
    place = {each.label: number for number, each in enumerate(answer.systems)}
    none = len(answer.systems)
    label_of = answer.result.region_of
    region = np.array(
        [place.get(label_of.get(code, 0), none) for code in flows.zones], dtype=np.int64
    )
    own = place[system.label]
    return SystemPage(
        question=answer.question,
        system=system,
        number=len(answer.systems),
        rank=own + 1,
        members=_members(answer, system, flows, region == own),
        outgoing=_exchanges(answer, flows, region, own, outward=True),
        incoming=_exchanges(answer, flows, region, own, outward=False),
        visitors=_visitors(answer, system),
        picture=_picture(answer, system),
        tried=answer.doubts is not None,
    )


def _members(
    answer: Answer, system: System, flows: Flows, is_own: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[MemberRow, ...]:
    unit = flows.denominator
    inside = _sums(flows, is_own[flows.destination])
    core = flows.index[system.core.code]
    to_core = _sums(flows, flows.destination == core)
    rows = []
    for zone in system.members:
        at = flows.index[zone.code]
        residents = int(flows.residents[at])
        rows.append(
            MemberRow(
                zone=zone,
                is_core=zone.code == system.core.code,
                residents=residents / unit,
                jobs=int(flows.jobs[at]) / unit,
                stays=int(inside[at]) / residents if residents else None,
                in_core=int(to_core[at]) / residents if residents else None,
                doubt=answer.doubts.by_code.get(zone.code) if answer.doubts else None,
            )
        )
    return tuple(sorted(rows, key=lambda row: (not row.is_core, -row.residents, row.zone.name)))


def _sums(flows: Flows, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> IntVector:
    """What leaves from each zone, of the chosen pairs only."""
    weights = flows.count[chosen]
    found = np.bincount(flows.origin[chosen], weights=weights, minlength=len(flows.zones))
    return found.astype(np.int64)


def _exchanges(
    answer: Answer, flows: Flows, region: IntVector, own: int, *, outward: bool
) -> tuple[Exchange, ...]:
    """The other regions with most commuters from here, or to here."""
    here, there = (
        (flows.origin, flows.destination) if outward else (flows.destination, flows.origin)
    )
    chosen = (region[here] == own) & (region[there] != own)
    sums = np.bincount(
        region[there[chosen]], weights=flows.count[chosen], minlength=len(answer.systems) + 1
    )
    total = float(sums.sum())
    found = [
        Exchange(system, amount / flows.denominator, amount / total)
        for system, amount in zip(answer.systems, sums.tolist(), strict=False)
        if amount
    ]
    return tuple(sorted(found, key=lambda e: (-e.amount, e.system.name)))[:SHOWN]


def _visitors(answer: Answer, system: System) -> tuple[DoubtfulZone, ...]:
    """Municipalities of other regions that belong to this one as well."""
    if answer.doubts is None:
        return ()
    own = {zone.code for zone in system.members}
    return tuple(
        each
        for each in answer.doubts.zones
        if each.zone.code not in own
        and any(
            zone is not None and zone.code in own
            for zone in ((each.system, each.second) if each.belongs_to_two else (each.system,))
        )
    )


def _picture(answer: Answer, system: System) -> RegionPicture:
    """The region on the map, with the names of its members."""
    flow_set = answer.question.flow_set
    codes = [member.code for member in system.members]
    ground = map_ground(on=flow_set.division_on, marked=codes, countries=(flow_set.country,))
    texts = MapTexts(
        title=system.name,
        description=", ".join(member.name for member in system.members),
        of_zone={m.code: zone_text(m, system, answer.doubts) for m in system.members},
    )
    drawn = region_picture(
        [replace(map_region(system, answer.question), href="")],
        ground,
        texts=texts,
        doubt=answer.doubts.mark if answer.doubts else None,
    )
    circles = _named(drawn, system)
    return replace(
        drawn,
        names=names_inside(circles, drawn.picture, LETTER),
        narrow_names=names_inside(circles, drawn.picture, NARROW_LETTER),
    )


def _named(drawn: RegionPicture, system: System) -> Sequence[Circle]:
    """The members that the map has, the core first."""
    areas = (*drawn.picture.areas, *drawn.picture.circles)
    spots = {area.mark.code: (area.x, area.y) for area in areas}
    ordered = sorted(system.members, key=lambda member: member.code != system.core.code)
    return [
        Circle(member.name, *spots[member.code], drawn.radius / 3, is_needed=not place)
        for place, member in enumerate(ordered)
        if member.code in spots
    ]
