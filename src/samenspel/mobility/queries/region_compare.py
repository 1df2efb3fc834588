# SPDX-License-Identifier: EUPL-1.2
"""Functional regions beside another division of the country, on one map and in figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samenspel.analysis.partitions import Comparison, Overlap, compare
from samenspel.mobility.queries.flows import Zone, flows_of
from samenspel.mobility.queries.region_map import RegionPicture
from samenspel.mobility.queries.region_page import Answer, answer_picture
from samenspel.mobility.queries.region_question import Question
from samenspel.mobility.queries.region_systems import System, by_name, named
from samenspel.places.models import Division
from samenspel.places.queries.divisions import DivisionOnDate, RegionMembers, division_on

# What people compare with first: the regions that are meant to be about work.
FIRST = "labour-market"


@dataclass(frozen=True)
class Part:
    """The part of a region that lies in one functional region; ``share`` of its residents' jobs."""

    system: System
    share: float
    municipalities: int


@dataclass(frozen=True)
class ComparedRegion:
    """A region of the division, and the functional regions it lies in, the most first."""

    name: str
    municipalities: int
    parts: tuple[Part, ...]

    @property
    def is_within(self) -> bool:
        """Whether all of it lies in one functional region."""
        return len(self.parts) == 1


@dataclass(frozen=True)
class ComparePage:
    """Functional regions beside a division.

    ``outside`` are municipalities that are in a functional region and in no region of the division,
    or the other way round: they count nowhere. ``several`` are in more than one region of it.
    """

    question: Question
    shown: DivisionOnDate
    number: int
    comparison: Comparison
    regions: tuple[ComparedRegion, ...]
    split: int
    outside: tuple[Zone, ...]
    several: tuple[Zone, ...]
    picture: RegionPicture

    @property
    def within(self) -> int:
        """Regions of the division that lie wholly in one functional region."""
        return self.comparison.nested

    @property
    def likeness(self) -> str:
        """How alike they are: a word of the template."""
        index = self.comparison.adjusted_rand
        steps = ((0.9, "same"), (0.65, "much"), (0.4, "partly"), (0.15, "little"))
        return next((word for least, word in steps if index >= least), "not")


def division_choices(country: str, *, language: str) -> tuple[tuple[str, str], ...]:
    """Key and name of the divisions of a country, by name. One query."""
    rows = Division.objects.filter(country=country).order_by("year", "source")
    names = {
        key: nl if language == "nl" else en or nl
        for key, nl, en in rows.values_list("key", "name_nl", "name_en")
    }
    return tuple(sorted(names.items(), key=lambda item: (item[1].casefold(), item[0])))


def compare_page(answer: Answer, key: str, *, on: date, language: str) -> ComparePage | None:
    """The comparison with a division, carried to the municipalities of the flows.

    None when there is no such division. Six queries, three more the first time of a process.
    """
    shown = division_on(key=key, on=on, language=language)
    if shown is None:
        return None
    of_zone = _regions_by_zone(shown)
    flows = flows_of(answer.question.flow_set)
    residents = (flows.residents / flows.denominator).tolist()
    in_system = {m.code: s.key for s in answer.systems for m in s.members}
    comparison = compare(of_zone, in_system, weights=dict(zip(flows.zones, residents, strict=True)))
    outside = (*comparison.only_in_a, *comparison.only_in_b)
    # What only the division knows is drawn as well, in no functional region.
    rest = [named(code, answer.zones) for code in comparison.only_in_a if code in answer.zones]
    return ComparePage(
        question=answer.question,
        shown=shown,
        number=len(answer.systems),
        comparison=comparison,
        regions=_compared(shown.regions, comparison, answer.systems),
        split=_split(comparison),
        outside=tuple(sorted((named(code, answer.zones) for code in outside), key=by_name)),
        several=tuple(
            sorted((named(code, answer.zones) for code in comparison.in_several), key=by_name)
        ),
        picture=answer_picture(answer, outside=rest, other=of_zone, other_name=shown.division.name),
    )


def _regions_by_zone(shown: DivisionOnDate) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for region in shown.regions:
        for member in region.members:
            found[member.code].append(region.slug)
    return {code: tuple(slugs) for code, slugs in found.items()}


def _compared(
    regions: Sequence[RegionMembers], comparison: Comparison, systems: Sequence[System]
) -> tuple[ComparedRegion, ...]:
    of_key = {system.key: system for system in systems}
    of_region: dict[str, list[Overlap]] = defaultdict(list)
    for overlap in comparison.overlaps:
        of_region[str(overlap.region)].append(overlap)
    return tuple(
        ComparedRegion(
            name=region.name,
            municipalities=found[0].zones,
            parts=tuple(
                Part(of_key[str(o.other)], o.share_of_weight, o.common_zones)
                for o in sorted(found, key=lambda o: (-o.common_weight, str(o.other)))
            ),
        )
        for region in sorted(regions, key=lambda r: (r.name.lstrip("'’").casefold(), r.slug))
        if (found := of_region.get(region.slug))
    )


def _split(comparison: Comparison) -> int:
    """How many functional regions are cut by a border of the division."""
    others: dict[object, set[object]] = defaultdict(set)
    for overlap in comparison.overlaps:
        others[overlap.other].add(overlap.region)
    return sum(len(found) > 1 for found in others.values())
