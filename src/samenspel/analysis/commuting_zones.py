# SPDX-License-Identifier: EUPL-1.2
"""Cores and their commuting zones: functional urban areas as the EU and the OECD define them.

A core is a city, or a set of zones that form one. Cores between which many commute are one core.
A zone belongs to the commuting zone of a core if enough of its employed residents work in it.

References
----------
Dijkstra, Poelman, Veneri (2019), The EU-OECD definition of a functional urban area, OECD Regional
Development Working Papers 2019/11 (15 %; cities joined; zones surrounded by one area added, zones
not connected to it dropped). Which zones are cores is decided there by density; here it is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from samenspel.analysis.flows import Flows, IntVector, in_order

THRESHOLD = 0.15

# ``exclave``: reaches the threshold but is not connected to the core; ``enclave``: does not reach
# it but has neighbours in one area only; ``outside``: in no area.
Role: TypeAlias = Literal["core", "commuting zone", "enclave", "exclave", "outside"]


class CoresError(ValueError):
    """Cores that are empty, overlap or are no zones, or a threshold out of range."""


@dataclass(frozen=True)
class ZoneShare:
    """One zone, and where its employed residents work.

    ``area`` is the area it belongs to, "" for none. ``shares`` are the cores its residents work
    in with the share of all its residents, in (0, 1], largest first (of equals the core with most
    jobs first). A core's zones have shares as well, their own core included.
    """

    zone: str
    role: Role
    area: str
    shares: tuple[tuple[str, float], ...]

    @property
    def largest_share(self) -> float:
        """The share of the core that most work in; 0 when none does."""
        return self.shares[0][1] if self.shares else 0.0


@dataclass(frozen=True)
class CommutingZones:
    """Functional urban areas.

    Attributes
    ----------
    zones
        All zones of the flows, in their order.
    joined
        For each core given the name of the area it is in: that of its core with most jobs.
    """

    zones: tuple[ZoneShare, ...]
    joined: dict[str, str]

    @property
    def area_of(self) -> dict[str, str]:
        """Area of every zone that is in one."""
        return {found.zone: found.area for found in self.zones if found.area}


def commuting_zones(
    flows: Flows,
    cores: Mapping[str, Collection[str]],
    *,
    threshold: float = THRESHOLD,
    neighbours: Mapping[str, Collection[str]] | None = None,
) -> CommutingZones:
    """The commuting zones of given cores.

    Cores are one if in either direction ``threshold`` of the residents of the one work in the
    other. This is asked of the cores as given, once; joined cores are not asked again. A zone
    goes to the core with the largest share, of equals to the one with most jobs.

    Parameters
    ----------
    flows
        From home to work. Residents that work outside the zones known are missing from the
        shares, which are then too high.
    cores
        Zones of each core, by name.
    threshold
        Share of a zone's employed residents, in (0, 1].
    neighbours
        Neighbours of each zone; it is enough if one of two names the other. When given, zones of
        an area that are not connected to its core through the area are dropped; then zones whose
        neighbours all lie in one area are added. A zone at a coast or border is judged by the
        neighbours that it has.

    Raises
    ------
    CoresError
        A core without zones, a zone in two cores or unknown, a threshold out of range.
    """
    core_of = _cores(flows, cores, threshold)
    names = list(cores)
    jobs = [sum(int(flows.jobs[flows.index[z]]) for z in set(cores[name])) for name in names]
    joined = _joined(flows, core_of, names, jobs, threshold)
    areas = in_order(joined.values())
    jobs_of = dict(zip(names, jobs, strict=True))
    area_of_core = {zone: joined[name] for zone, name in core_of.items()}
    shares = _shares(flows, area_of_core, areas, jobs_of)
    area_of = dict(area_of_core)
    for zone, found in zip(flows.zones, shares, strict=True):
        if zone not in area_of and found and found[0][1] >= threshold:
            area_of[zone] = found[0][0]
    roles: dict[str, Role] = {
        zone: "core" if zone in area_of_core else "commuting zone" for zone in area_of
    }
    if neighbours is not None:
        touching = _touching(flows.zones, neighbours)
        _drop_exclaves(area_of, roles, touching)
        _add_enclaves(area_of, roles, touching)
    return CommutingZones(
        tuple(
            ZoneShare(zone, roles.get(zone, "outside"), area_of.get(zone, ""), found)
            for zone, found in zip(flows.zones, shares, strict=True)
        ),
        joined,
    )


def _cores(flows: Flows, cores: Mapping[str, Collection[str]], threshold: float) -> dict[str, str]:
    """Core of each zone that is in one."""
    if not 0 < threshold <= 1:
        raise CoresError(f"the threshold ({threshold:g}) must be above 0 and at most 1")
    core_of: dict[str, str] = {}
    for name, zones in cores.items():
        if not zones:
            raise CoresError(f"core {name} has no zones")
        for zone in in_order(zones):
            if zone not in flows.index:
                raise CoresError(f"{zone} in core {name} is no zone of the flows")
            if zone in core_of:
                raise CoresError(f"{zone} is in two cores, {core_of[zone]} and {name}")
            core_of[zone] = name
    return core_of


def _joined(
    flows: Flows,
    core_of: Mapping[str, str],
    names: Sequence[str],
    jobs: Sequence[int],
    threshold: float,
) -> dict[str, str]:
    """Name of the area of each core: cores connected by enough commuting are one."""
    place = {name: number for number, name in enumerate(names)}
    core = np.array([place[core_of[z]] if z in core_of else -1 for z in flows.zones], np.int64)
    residents = np.zeros(len(names), np.int64)
    np.add.at(residents, core[core >= 0], flows.residents[core >= 0])
    origin, destination, count = _summed(core[flows.origin], core[flows.destination], flows.count)
    connected: dict[str, set[str]] = {name: set() for name in names}
    for a, b, n in zip(origin.tolist(), destination.tolist(), count.tolist(), strict=True):
        if a >= 0 and n / int(residents[a]) >= threshold:
            connected[names[a]].add(names[b])
            connected[names[b]].add(names[a])
    found: dict[str, str] = {}
    # Beginning with most jobs, so that the first of each group names it; of equals the first name.
    rank = {name: number for number, name in enumerate(in_order(names))}
    for name in sorted(names, key=lambda n: (-jobs[place[n]], rank[n])):
        for reached in _reached([name], connected):
            found.setdefault(reached, name)
    return {name: found[name] for name in names}


def _shares(
    flows: Flows, area_of_core: Mapping[str, str], areas: Sequence[str], jobs_of: Mapping[str, int]
) -> list[tuple[tuple[str, float], ...]]:
    """For every zone the areas whose core its residents work in, with the share; largest first."""
    place = {area: number for number, area in enumerate(areas)}
    area = np.array(
        [place[area_of_core[z]] if z in area_of_core else -1 for z in flows.zones], np.int64
    )
    origin, to, count = _summed(flows.origin, area[flows.destination], flows.count)
    found: list[list[tuple[float, int, int]]] = [[] for _ in flows.zones]
    residents = flows.residents.tolist()
    for zone, number, n in zip(origin.tolist(), to.tolist(), count.tolist(), strict=True):
        found[zone].append((-n / residents[zone], -jobs_of[areas[number]], number))
    return [tuple((areas[number], -share) for share, _, number in sorted(row)) for row in found]


def _summed(
    origin: IntVector, destination: IntVector, count: IntVector
) -> tuple[IntVector, IntVector, IntVector]:
    """Flows added up by pair, those to a core only (destination 0 or more)."""
    keep = destination >= 0
    width = int(destination.max(initial=0)) + 1
    key, place = np.unique(origin[keep] * width + destination[keep], return_inverse=True)
    total = np.zeros(len(key), np.int64)
    np.add.at(total, place, count[keep])
    return key // width, key % width, total


def _reached(start: Iterable[str], connected: Mapping[str, Collection[str]]) -> set[str]:
    """All that can be reached from some, themselves included."""
    reached = set(start)
    waiting = list(reached)
    while waiting:
        new = set(connected[waiting.pop()]) - reached
        reached |= new
        waiting += new
    return reached


def _touching(
    zones: Iterable[str], neighbours: Mapping[str, Collection[str]]
) -> dict[str, set[str]]:
    """Neighbours of every zone, both ways."""
    touching: dict[str, set[str]] = {zone: set() for zone in zones}
    for zone, others in neighbours.items():
        for other in others:
            if zone != other and zone in touching and other in touching:
                touching[zone].add(other)
                touching[other].add(zone)
    return touching


def _drop_exclaves(
    area_of: dict[str, str], roles: dict[str, Role], touching: Mapping[str, set[str]]
) -> None:
    """Take out zones that are not connected to their core through their area."""
    members: dict[str, set[str]] = defaultdict(set)
    for zone, area in area_of.items():
        members[area].add(zone)
    for zones in members.values():
        within = {zone: touching[zone] & zones for zone in zones}
        connected = _reached((z for z in zones if roles[z] == "core"), within)
        for zone in zones - connected:
            del area_of[zone]
            roles[zone] = "exclave"


def _add_enclaves(
    area_of: dict[str, str], roles: dict[str, Role], touching: Mapping[str, set[str]]
) -> None:
    """Take in zones whose neighbours all lie in one area.

    Once is enough: what is taken in has no neighbour outside that could follow it.
    """
    for zone, others in touching.items():
        around = {area_of.get(other, "") for other in others}
        if zone not in area_of and len(around) == 1 and "" not in around:
            area_of[zone] = around.pop()
            roles[zone] = "enclave"
