# SPDX-License-Identifier: EUPL-1.2
"""How certain functional regions are: what stays when parameters and years change a little.

A delineation draws one line where reality has a zone of transition. Running it many times, a bit
stricter and a bit looser, larger and smaller, in several years, shows which municipalities always
go together and which belong to two systems.

The regions of different runs are told to be the same system by their cores: a region of a run is
the system of the region of the reference run in which its core lies. So a run with smaller
regions has several regions of one system, and in a run with larger ones a system may be missing:
its zones then count for the one that took it in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.flows import Flows, IntVector, in_order
from samenspel.analysis.functional_regions.delineation import delineate
from samenspel.analysis.functional_regions.parameters import Parameters, Variant

DOUBTFUL_UP_TO = 0.75
"""A zone is doubtful if it is in its system in three of four runs or fewer."""
BELONGS_FROM = 0.25
"""A zone belongs to every system that it is in in one of four runs or more."""

# Steps of the default grid: percentage points of self-containment, and factors of both sizes.
STRICTER_BY = (-4, -3, -2, -1, 0, 1, 2, 3, 4)
LARGER_BY = (0.5, 1.0, 2.0)

# Pairs that are kept before they are added up.
_BATCH = 4_000_000


class StabilityError(ValueError):
    """Runs that say nothing: none at all, or none of the zones."""


@dataclass(frozen=True)
class Run:
    """One delineation of many, in short.

    ``region_of`` is 0 for a zone in no region, ``core_of`` the core of each region.
    """

    year: int | str
    parameters: Parameters
    region_of: Mapping[str, int]
    core_of: Mapping[int, str]
    share_inside: float


@dataclass(frozen=True)
class ZoneStability:
    """How certain the system of one zone is.

    ``system`` and ``second`` are the systems that it is in most often, by the code of their core
    in the reference run; "" if there is none. ``share`` and ``second_share`` are the parts of all
    runs in which it is in them, ``unassigned_share`` that in which it is in none. ``belongs_to``
    are all systems that it is in in at least ``BELONGS_FROM`` of the runs, most often first.
    """

    zone: str
    system: str
    share: float
    second: str
    second_share: float
    unassigned_share: float
    belongs_to: tuple[str, ...]

    @property
    def share_when_placed(self) -> float:
        """Part of the runs in which it is in some region, that it is in its system; 0 for none.

        Where the flows of some years lack a zone, its absence is not a doubt about its system.
        """
        return self._of_placed(self.share)

    @property
    def second_share_when_placed(self) -> float:
        """The same for the second system."""
        return self._of_placed(self.second_share)

    def _of_placed(self, share: float) -> float:
        placed = 1 - self.unassigned_share
        return min(share / placed, 1.0) if placed > 0 else 0.0

    @property
    def doubtful(self) -> bool:
        """Whether it is in its system in ``DOUBTFUL_UP_TO`` of the runs or fewer."""
        return self.share <= DOUBTFUL_UP_TO

    @property
    def belongs_to_two(self) -> bool:
        """Whether there is a second system that it belongs to; it is doubtful then."""
        return len(self.belongs_to) > 1


@dataclass(frozen=True)
class Edge:
    """Two neighbours, and the share of runs in which they are not in one region."""

    zone: str
    neighbour: str
    apart: float


@dataclass(frozen=True, eq=False)
class Stability:
    """What many runs say together.

    Attributes
    ----------
    runs
        How many there are.
    zones
        One for each zone asked for, in that order.
    first, second, times
        Pairs of zones that are together in at least one run, as places in ``zones`` with first
        under second, in order, and in how many runs they are; shape (p,).
    """

    runs: int
    zones: tuple[ZoneStability, ...]
    first: IntVector
    second: IntVector
    times: IntVector

    @cached_property
    def of_zone(self) -> dict[str, ZoneStability]:
        """The same by code."""
        return {found.zone: found for found in self.zones}

    @cached_property
    def consensus(self) -> dict[str, str]:
        """The system that each zone is in most often; "" for one that is never in any."""
        return {found.zone: found.system for found in self.zones}

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Zones whose system is doubtful."""
        return tuple(found.zone for found in self.zones if found.doubtful)

    def together(self, zone: str, other: str) -> float:
        """Share of runs in which two zones are in one region; 1 for a zone and itself.

        Raises
        ------
        KeyError
            One of them was not asked for.
        """
        a, b = sorted((self._place[zone], self._place[other]))
        return self._times_of(a, b) / self.runs if a != b else 1.0

    def edges(self, neighbours: Mapping[str, Collection[str]]) -> tuple[Edge, ...]:
        """Pairs of neighbours that are apart in some run, in the order of the zones.

        A zone in no region is apart from all. Neighbours that were not asked for are let be; it
        is enough if one of two names the other.
        """
        pairs = {
            tuple(sorted((self._place[zone], self._place[other])))
            for zone, others in neighbours.items()
            for other in others
            if zone != other and zone in self._place and other in self._place
        }
        return tuple(
            Edge(self.zones[a].zone, self.zones[b].zone, (self.runs - times) / self.runs)
            for a, b in sorted(pairs)
            if (times := self._times_of(a, b)) < self.runs
        )

    def _times_of(self, a: int, b: int) -> int:
        key = a * len(self.zones) + b
        at = int(np.searchsorted(self._keys, key))
        return int(self.times[at]) if at < len(self._keys) and self._keys[at] == key else 0

    @cached_property
    def _keys(self) -> IntVector:
        return self.first * len(self.zones) + self.second

    @cached_property
    def _place(self) -> dict[str, int]:
        return {found.zone: place for place, found in enumerate(self.zones)}


def default_grid(around: Parameters) -> tuple[Parameters, ...]:
    """Parameters a bit stricter and looser, larger and smaller than those given, which come first.

    Nine steps of self-containment (both values 4, 3, 2 or 1 percentage points lower or higher, or
    as given) and three of size (both sizes half, the same or double): 27 in all, fewer where a
    self-containment would leave its range.
    """
    found = [around]
    for points in STRICTER_BY:
        # Rounded, because 0.6667 + 0.01 should be 0.6767; the values given stay as they are.
        least, aimed = (
            round(value + points / 100, 6) if points else value
            for value in (around.min_self_containment, around.target_self_containment)
        )
        if 0 < least < aimed <= 1:
            found += [
                Parameters(around.min_size * factor, least, around.target_size * factor, aimed)
                for factor in LARGER_BY
            ]
    return tuple(dict.fromkeys(found))


def grid(
    flows_of_years: Mapping[int | str, Flows],
    parameters: Sequence[Parameters],
    *,
    variant: Variant = "documented",
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Run]:
    """Delineate every year with every set of parameters: year by year, as given.

    The zones of all years should be the same (``analysis.harmonising``).

    Parameters
    ----------
    progress
        Called after each run with the number done and the number of all.

    Raises
    ------
    EndlessError
        As :func:`delineate` does.
    """
    done, all_runs = 0, len(flows_of_years) * len(parameters)
    for year, flows in flows_of_years.items():
        for each in parameters:
            outcome = delineate(flows, parameters=each, variant=variant)
            statistics = outcome.statistics
            core_of = {int(region.region): region.core for region in statistics.regions}
            yield Run(year, each, outcome.region_of, core_of, statistics.share_inside)
            done += 1
            if progress is not None:
                progress(done, all_runs)


def stability(
    runs: Sequence[Run], zones: Sequence[str], *, reference: Run | None = None
) -> Stability:
    """What many runs say together on the zones.

    Parameters
    ----------
    runs
        One or more; a zone that a run does not know is in no region there.
    zones
        Codes, each once.
    reference
        The run whose regions name the systems; the first one when left out. A region whose core
        is in none of its regions is a system of its own, named by that core.

    Raises
    ------
    StabilityError
        There are no runs or no zones, or a zone is given twice.
    """
    if not runs or not zones:
        raise StabilityError("there are no runs" if zones else "there are no zones")
    if len(set(zones)) < len(zones):
        raise StabilityError(f"{len(zones) - len(set(zones))} zones are given twice")
    reference = reference or runs[0]
    system_of = [
        {region: _system(core, reference) for region, core in run.core_of.items()} for run in runs
    ]
    names = in_order({name for systems in system_of for name in systems.values()})
    place = {name: number for number, name in enumerate(names)}
    regions = np.zeros((len(runs), len(zones)), dtype=np.int64)
    systems = np.zeros((len(runs), len(zones)), dtype=np.int64)
    for row, run in enumerate(runs):
        column = {region: place[name] for region, name in system_of[row].items()}
        column[0] = len(names)
        regions[row] = [run.region_of.get(zone, 0) for zone in zones]
        systems[row] = [column[region] for region in regions[row].tolist()]
    counts = _counts(systems, len(names))
    first, second, times = _together(regions)
    found = tuple(
        _zone(zone, row, names, _home(zone, reference))
        for zone, row in zip(zones, counts.tolist(), strict=True)
    )
    return Stability(len(runs), found, first, second, times)


def _home(zone: str, reference: Run) -> str:
    """The core of the zone's region in the reference run, "" if there is none."""
    region = reference.region_of.get(zone, 0)
    return reference.core_of[region] if region else ""


def _system(core: str, reference: Run) -> str:
    return _home(core, reference) or core


def _counts(systems: IntVector, names: int) -> IntVector:
    """In how many runs each zone is in each system; the last column: in none. (zones, names + 1)"""
    zones = systems.shape[1]
    key = np.arange(zones) * (names + 1) + systems
    return np.bincount(key.ravel(), minlength=zones * (names + 1)).reshape(zones, names + 1)


def _zone(zone: str, counts: Sequence[int], names: Sequence[str], home: str) -> ZoneStability:
    """From in how many runs it is in each system; of equals its own in the reference run first."""
    runs = sum(counts)
    often = sorted(
        (-count, names[place] != home, place) for place, count in enumerate(counts[:-1]) if count
    )
    shares = [(names[place], -count / runs) for count, _, place in often]
    (system, share), (second, second_share) = [*shares, ("", 0.0), ("", 0.0)][:2]
    return ZoneStability(
        zone=zone,
        system=system,
        share=share,
        second=second,
        second_share=second_share,
        unassigned_share=counts[-1] / runs,
        belongs_to=tuple(name for name, part in shares if part >= BELONGS_FROM),
    )


def _together(regions: IntVector) -> tuple[IntVector, IntVector, IntVector]:
    """Pairs of zones that share a region in some run, and in how many; only those pairs."""
    zones = regions.shape[1]
    keys, times = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    waiting: list[NDArray[np.int64]] = []
    for row, labels in enumerate(regions, start=1):
        waiting.append(_pairs(labels, zones))
        if row == len(regions) or sum(map(len, waiting)) > _BATCH:
            new = np.concatenate(waiting)
            weights = np.concatenate([times, np.ones(len(new), dtype=np.int64)])
            keys, place = np.unique(np.concatenate([keys, new]), return_inverse=True)
            times = np.bincount(place, weights=weights, minlength=len(keys)).astype(np.int64)
            waiting = []
    return keys // zones, keys % zones, times


def _pairs(labels: IntVector, zones: int) -> IntVector:
    """Every pair of zones with the same label, except 0, as first * zones + second."""
    order = np.argsort(labels, kind="stable")
    order = order[labels[order] != 0]
    _, starts, sizes = np.unique(labels[order], return_index=True, return_counts=True)
    ends = np.repeat(starts + sizes, sizes)
    here = np.arange(len(order))
    following = ends - here - 1
    first = np.repeat(here, following)
    # Within each stretch of one first member the seconds follow on it one by one.
    begins = np.cumsum(following) - following
    second = first + 1 + np.arange(len(first)) - np.repeat(begins, following)
    keys: IntVector = order[first] * zones + order[second]
    return keys
