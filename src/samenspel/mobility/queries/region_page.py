# SPDX-License-Identifier: EUPL-1.2
"""The page of functional regions: the answer to a question, drawn and in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.mobility.models import FlowSet, Run
from samenspel.mobility.queries.flows import Zone, flows_of, zones_of
from samenspel.mobility.queries.region_doubts import (
    Doubtful,
    Repairs,
    doubtful_of,
    repairs_of,
)
from samenspel.mobility.queries.region_map import (
    MapRegion,
    MapTexts,
    RegionPicture,
    region_picture,
)
from samenspel.mobility.queries.region_question import Question
from samenspel.mobility.queries.region_systems import System, by_name, named, systems
from samenspel.mobility.queries.runs import result_of
from samenspel.mobility.results import RunResult
from samenspel.places.notation import written
from samenspel.places.queries.maps import map_ground


@dataclass(frozen=True)
class SystemRow:
    """A region in the table, with its colour on the map."""

    system: System
    css: str
    url: str


@dataclass(frozen=True)
class RegionsPage:
    """The regions of a question.

    ``unplaced`` are municipalities without a link to any region, ``set_aside`` those that have no
    flow with others at all; ``reserve`` those that were placed last, because no region became
    better by them. ``share_inside`` is that of all flow, in [0, 1].
    """

    question: Question
    result: RunResult
    systems: tuple[System, ...]
    rows: tuple[SystemRow, ...]
    picture: RegionPicture
    share_inside: float
    unplaced: tuple[Zone, ...]
    set_aside: tuple[Zone, ...]
    reserve: tuple[Zone, ...]
    doubts: Doubtful | None
    repairs: Repairs | None

    @property
    def flow_set(self) -> FlowSet:
        """The flows that the regions are of."""
        return self.question.flow_set

    @property
    def municipalities(self) -> int:
        """How many are in a region."""
        return sum(len(system.members) for system in self.systems)

    @property
    def invalid(self) -> tuple[System, ...]:
        """Regions that do not meet the requirements."""
        return tuple(system for system in self.systems if not system.is_valid)


@dataclass(frozen=True)
class Answer:
    """A question with its regions, computed or stored; ``doubts`` where somebody had them tried."""

    question: Question
    result: RunResult
    zones: Mapping[str, Zone]
    systems: tuple[System, ...]
    doubts: Doubtful | None


def answer_of(question: Question, run: Run, doubts_run: Run | None, *, on: date) -> Answer:
    """The answer of a run that is done; one query. ``on``: the date on which names are links."""
    result = result_of(run)
    zones = zones_of((*result.region_of, *result.set_aside), on=on)
    tried = result_of(doubts_run).doubts if doubts_run and doubts_run.result else None
    return Answer(
        question=question,
        result=result,
        zones=zones,
        systems=systems(result, zones),
        doubts=doubtful_of(tried, zones) if tried else None,
    )


def regions_page(answer: Answer) -> RegionsPage:
    """The page of an answer; two queries, two more the first time of a process."""
    question, result, zones = answer.question, answer.result, answer.zones
    parameters = question.request.parameters
    needs_flows = result.connected is not None or result.improved is not None
    unplaced = _zones((code for code, label in result.region_of.items() if not label), zones)
    set_aside = _zones(result.set_aside, zones)
    picture = answer_picture(answer, outside=(*unplaced, *set_aside))
    return RegionsPage(
        question=question,
        result=result,
        systems=answer.systems,
        rows=tuple(
            SystemRow(system, picture.colour[system.key], system.url(question.query))
            for system in answer.systems
        ),
        picture=picture,
        share_inside=result.statistics.share_inside,
        unplaced=unplaced,
        set_aside=set_aside,
        reserve=_zones((code for code, label in result.before.items() if not label), zones),
        doubts=answer.doubts,
        repairs=repairs_of(result, flows_of(question.flow_set), parameters, zones)
        if needs_flows
        else None,
    )


def _zones(codes: Iterable[str], zones: Mapping[str, Zone]) -> tuple[Zone, ...]:
    return tuple(sorted((named(code, zones) for code in codes), key=by_name))


def answer_picture(
    answer: Answer,
    *,
    outside: Sequence[Zone] = (),
    other: Mapping[str, object] | None = None,
    other_name: str = "",
) -> RegionPicture:
    """The map of an answer, or with the borders of another division; one query, two at first."""
    flow_set = answer.question.flow_set
    zones = [zone.code for zone in outside]
    zones += [member.code for system in answer.systems for member in system.members]
    ground = map_ground(on=flow_set.division_on, marked=zones, countries=(flow_set.country,))
    return region_picture(
        [map_region(system, answer.question) for system in answer.systems],
        ground,
        texts=_texts(answer, outside, other_name),
        outside=[zone.code for zone in outside],
        doubt=answer.doubts.mark if answer.doubts and not other else None,
        other=other,
    )


def map_region(system: System, question: Question) -> MapRegion:
    """A region as the map draws it."""
    return MapRegion(
        key=system.key,
        name=system.name,
        core=system.core.code,
        href=system.url(question.query),
        members=tuple(member.code for member in system.members),
    )


def _texts(answer: Answer, outside: Sequence[Zone], other_name: str) -> MapTexts:
    year, number = answer.question.flow_set.year, len(answer.systems)
    description = ngettext(
        "%(number)s region. The table has the same region.",
        "%(number)s regions. Neighbouring regions have different colours; the colours mean "
        "nothing else. A dot marks the core of each. The table has the same regions.",
        number,
    ) % {"number": written(number)}
    if other_name:
        description += " " + _("Thick lines are the borders of %(division)s.") % {
            "division": other_name
        }
    of_zone = {
        member.code: zone_text(member, system, answer.doubts)
        for system in answer.systems
        for member in system.members
    }
    of_zone |= {zone.code: f"{zone.name}: {_('in no region')}" for zone in outside}
    title = _("Map of the daily urban systems of %(year)s") % {"year": year}
    return MapTexts(title, description, of_zone)


def zone_text(zone: Zone, system: System, doubts: Doubtful | None) -> str:
    """What a municipality says when pointed at."""
    doubt = doubts.by_code.get(zone.code) if doubts else None
    if doubt is None or doubt.system is None:
        return f"{zone.name}: {system.name}"
    shares = [f"{doubt.system.name} {written(round(100 * doubt.share))}%"]
    if doubt.second:
        shares.append(f"{doubt.second.name} {written(round(100 * doubt.second_share))}%")
    return f"{zone.name}: {system.name} ({_('not sure')}: {', '.join(shares)})"
