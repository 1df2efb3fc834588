# SPDX-License-Identifier: EUPL-1.2
"""What is not sure about regions, in words and for the map; and what a repair changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import Parameters, PartitionStatistics, measure
from samenspel.analysis.functional_regions.stability import BELONGS_FROM, DOUBTFUL_UP_TO, Edge
from samenspel.mobility.queries.flows import Zone
from samenspel.mobility.queries.region_map import Doubt
from samenspel.mobility.queries.region_systems import by_name, named
from samenspel.mobility.results import Doubts, RunResult


@dataclass(frozen=True)
class DoubtfulZone:
    """A municipality that is not always in the same system.

    ``system`` and ``second`` are cores, None where there is none. Shares are of the computations in
    which it is in a region at all, in [0, 1]: figures of some years may lack a municipality that is
    younger.
    """

    zone: Zone
    system: Zone | None
    share: float
    second: Zone | None
    second_share: float

    @property
    def is_doubtful(self) -> bool:
        """Whether it is in its system in three of four of them or fewer."""
        return self.share <= DOUBTFUL_UP_TO

    @property
    def belongs_to_two(self) -> bool:
        """Whether it is in the second one in a quarter of them or more."""
        return self.second is not None and self.second_share >= BELONGS_FROM


@dataclass(frozen=True)
class Doubtful:
    """All that is in doubt after ``runs`` computations, with flows of ``years``.

    ``share_of``: of every municipality, the share in which it is in its system.
    """

    runs: int
    years: tuple[int, ...]
    zones: tuple[DoubtfulZone, ...]
    share_of: Mapping[str, float]
    mark: Doubt

    @property
    def twofold(self) -> int:
        """How many municipalities belong to two systems."""
        return sum(zone.belongs_to_two for zone in self.zones)

    @property
    def last_year(self) -> int:
        """The last of the years."""
        return self.years[-1]

    @cached_property
    def by_code(self) -> dict[str, DoubtfulZone]:
        """The doubtful municipalities by code."""
        return {zone.zone.code: zone for zone in self.zones}


def doubtful_of(doubts: Doubts, zones: Mapping[str, Zone]) -> Doubtful:
    """The doubtful municipalities by name, and the borders that are often not there."""
    assigned = {each.zone: 1 - each.unassigned_share for each in doubts.zones}
    found = [
        DoubtfulZone(
            zone=named(each.zone, zones),
            system=named(each.system, zones) if each.system else None,
            share=each.share_when_placed,
            second=named(each.second, zones) if each.second else None,
            second_share=each.second_share_when_placed,
        )
        for each in doubts.zones
    ]
    unsure = [each for each in found if each.is_doubtful]
    return Doubtful(
        runs=doubts.runs,
        years=doubts.years,
        zones=tuple(sorted(unsure, key=lambda each: by_name(each.zone))),
        share_of={each.zone.code: each.share for each in found},
        mark=Doubt(
            zones=frozenset(each.zone.code for each in unsure),
            borders=frozenset(
                (min(edge.zone, edge.neighbour), max(edge.zone, edge.neighbour))
                for edge in doubts.edges
                if _apart(edge, assigned) <= DOUBTFUL_UP_TO
            ),
        ),
    )


def _part(share: float, assigned: float) -> float:
    return min(share / assigned, 1.0) if assigned > 0 else 0.0


def _apart(edge: Edge, assigned: Mapping[str, float]) -> float:
    """How often two neighbours are apart, of the computations in which both are in a region.

    Where one of them is in none the other mostly is: figures of a year lack some municipalities.
    """
    both = min(assigned[edge.zone], assigned[edge.neighbour])
    return _part(max(0.0, edge.apart - (1 - both)), both)


@dataclass(frozen=True)
class Moved:
    """A municipality that a repair put in another region; both by core.

    ``reason`` is why, when regions were joined; ``gain`` how many more people then live and work in
    one region, when borders were improved (below 0 where it made room for others).
    """

    zone: Zone
    origin: Zone
    target: Zone
    reason: str = ""
    gain: float | None = None


@dataclass(frozen=True)
class Repair:
    """What a repair did: municipalities moved, and the share of flow inside before and after.

    ``invalid`` are the cores of regions that met the requirements before and do not now.
    """

    moved: tuple[Moved, ...]
    before: float
    after: float
    regions_before: int
    regions_after: int
    invalid: tuple[Zone, ...]


@dataclass(frozen=True)
class Repairs:
    """The repairs that were asked for, in the order in which they are done."""

    connected: Repair | None
    improved: Repair | None


def repairs_of(
    result: RunResult, flows: Flows, parameters: Parameters, zones: Mapping[str, Zone]
) -> Repairs | None:
    """What was changed after the delineation, and what that cost; None where nothing was asked."""
    if result.connected is None and result.improved is None:
        return None
    used = flows.select(result.region_of)

    def measured(region_of: Mapping[str, int]) -> PartitionStatistics:
        return measure(used, region_of, parameters=parameters)

    connected = improved = None
    before = measured(result.delineated)
    if result.connected is not None:
        joined = result.delineated | {move.zone: move.to_region for move in result.connected}
        after = measured(joined)
        origin, target = _cores(before, zones), _cores(after, zones)
        connected = _repair(
            tuple(
                Moved(named(m.zone, zones), origin(m.from_region), target(m.to_region), m.reason)
                for m in result.connected
            ),
            before,
            after,
            target,
        )
        before = after
    if result.improved is not None:
        origin, target = _cores(before, zones), _cores(result.statistics, zones)
        improved = _repair(
            tuple(
                Moved(named(m.zone, zones), origin(m.from_region), target(m.to_region), gain=m.gain)
                for m in result.improved
            ),
            before,
            result.statistics,
            target,
        )
    return Repairs(connected, improved)


def _cores(statistics: PartitionStatistics, zones: Mapping[str, Zone]) -> Callable[[int], Zone]:
    core = {region.region: region.core for region in statistics.regions}
    return lambda label: named(core.get(label, ""), zones)


def _repair(
    moved: tuple[Moved, ...],
    before: PartitionStatistics,
    after: PartitionStatistics,
    core_of: Callable[[int], Zone],
) -> Repair:
    was_valid = {region.region for region in before.regions if region.is_valid}
    return Repair(
        moved=moved,
        before=before.share_inside,
        after=after.share_inside,
        regions_before=len(before.regions),
        regions_after=len(after.regions),
        invalid=tuple(
            core_of(int(region.region))
            for region in after.regions
            if region.region in was_valid and not region.is_valid
        ),
    )
