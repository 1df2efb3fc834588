# SPDX-License-Identifier: EUPL-1.2
"""Functional regions as pages name them: by their core, with members that have a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from samenspel.analysis.functional_regions import RegionStatistics
from samenspel.mobility.queries.flows import Zone
from samenspel.mobility.results import RunResult


@dataclass(frozen=True)
class System:
    """A functional region around its core.

    ``residents`` are jobs of those who live here, ``jobs`` the jobs that are here, ``inside`` those
    of people who live and work here. ``stays`` = inside / residents, ``own`` = inside / jobs, in
    [0, 1], None where there is nothing to divide by.
    """

    label: int
    core: Zone
    members: tuple[Zone, ...]
    residents: float
    jobs: float
    inside: float
    validity: float

    @property
    def key(self) -> str:
        """What it is called in an address: the page of its core."""
        return slug_of(self.core)

    @property
    def name(self) -> str:
        """That of its core."""
        return self.core.name

    @property
    def stays(self) -> float | None:
        """Share of the residents' jobs that lie inside."""
        return self.inside / self.residents if self.residents else None

    @property
    def own(self) -> float | None:
        """Share of the jobs that residents hold."""
        return self.inside / self.jobs if self.jobs else None

    @property
    def is_valid(self) -> bool:
        """Whether it is what the requirements ask."""
        return self.validity >= 1

    def url(self, query: str) -> str:
        """Its page, with the question that it is an answer to."""
        return reverse("commuting-region", args=[self.key]) + query


def slug_of(zone: Zone) -> str:
    """The part of an address that names a municipality, known or not."""
    return zone.slug or zone.code.lower()


def by_name(zone: Zone) -> tuple[str, str]:
    """How names are put in order: apostrophes do not count."""
    return zone.name.lstrip("'’").casefold(), zone.code


def named(code: str, zones: Mapping[str, Zone]) -> Zone:
    """The municipality of a code; one that nobody knows has its code for a name."""
    return zones.get(code) or Zone(code, code, "", is_current=False)


def systems(result: RunResult, zones: Mapping[str, Zone]) -> tuple[System, ...]:
    """The regions of a result, those with most jobs of residents first."""
    found = (_system(region, zones) for region in result.statistics.regions)
    return tuple(sorted(found, key=lambda s: (-s.residents, s.name, s.core.code)))


def _system(region: RegionStatistics, zones: Mapping[str, Zone]) -> System:
    return System(
        label=int(region.region),
        core=named(region.core, zones),
        members=tuple(sorted((named(code, zones) for code in region.members), key=by_name)),
        residents=region.residents,
        jobs=region.jobs,
        inside=region.inside,
        validity=region.validity,
    )
