# SPDX-License-Identifier: EUPL-1.2
"""The result of a run as it is stored: plain values in columns, read back as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from math import isnan, nan
from typing import Any, TypeVar

from samenspel.analysis.functional_regions import (
    Delineation,
    Parameters,
    PartitionStatistics,
    RegionStatistics,
    ReserveEvent,
)
from samenspel.analysis.functional_regions.contiguity import ZoneMove
from samenspel.analysis.functional_regions.improvement import Move
from samenspel.analysis.functional_regions.scales import Level
from samenspel.analysis.functional_regions.stability import Edge, ZoneStability

Plain = dict[str, Any]
AnyMove = TypeVar("AnyMove", ZoneMove, Move)


@dataclass(frozen=True)
class Doubts:
    """How sure the regions are: see ``analysis.functional_regions.stability``.

    ``zones``: every zone, with its system named by the core of a region of ``delineated``.
    ``edges``: neighbours that are apart in some runs. ``runs`` is how many were compared,
    ``years`` those of the flows, in order.
    """

    runs: int
    years: tuple[int, ...]
    zones: tuple[ZoneStability, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True)
class RunResult:
    """The regions of a run that is done.

    Attributes
    ----------
    region_of
        Region by code of zone, 1 or more; 0 where there is none. After all steps asked for.
    delineated
        The same straight from the method, before regions were joined or improved.
    before
        The same before the reserve list was emptied.
    events, set_aside, passes
        As in ``analysis.functional_regions.Delineation``.
    statistics
        The regions of ``region_of``, measured by the flows used.
    connected, improved
        Zones moved by those steps, and why; None where the step was not asked for.
    levels
        Regions at three scales, from fine to coarse; empty where not asked for.
    doubts
        None where stability was not asked for.
    """

    region_of: dict[str, int]
    delineated: dict[str, int]
    before: dict[str, int]
    events: tuple[ReserveEvent, ...]
    set_aside: tuple[str, ...]
    passes: int
    statistics: PartitionStatistics
    connected: tuple[ZoneMove, ...] | None = None
    improved: tuple[Move, ...] | None = None
    levels: tuple[Level, ...] = ()
    doubts: Doubts | None = None

    @classmethod
    def of(cls, outcome: Delineation, *, region_of: dict[str, int], **steps: Any) -> RunResult:
        """The result of a delineation and of the steps after it."""
        return cls(
            region_of=region_of,
            delineated=outcome.region_of,
            before=outcome.region_before,
            events=outcome.events,
            set_aside=outcome.set_aside,
            passes=outcome.passes,
            **steps,
        )

    def as_json(self) -> Plain:
        """Plain values; numbers that are none (nan) are empty."""
        zones = list(self.region_of)
        return {
            "zones": zones,
            "region_of": [self.region_of[zone] for zone in zones],
            "delineated": [self.delineated[zone] for zone in zones],
            "before": [self.before[zone] for zone in zones],
            "events": [list(astuple(event)) for event in self.events],
            "set_aside": list(self.set_aside),
            "passes": self.passes,
            "statistics": _written(self.statistics),
            "connected": _moves(self.connected),
            "improved": _moves(self.improved),
            "levels": [_level(level) for level in self.levels],
            "doubts": None if self.doubts is None else _doubts(self.doubts),
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> RunResult:
        """What :meth:`as_json` wrote."""
        zones = said["zones"]
        region_of = dict(zip(zones, said["region_of"], strict=True))
        return cls(
            region_of=region_of,
            delineated=dict(zip(zones, said["delineated"], strict=True)),
            before=dict(zip(zones, said["before"], strict=True)),
            events=tuple(ReserveEvent(*event) for event in said["events"]),
            set_aside=tuple(said["set_aside"]),
            passes=said["passes"],
            statistics=_read(said["statistics"], region_of),
            levels=tuple(_read_level(level) for level in said["levels"]),
            doubts=None if said["doubts"] is None else _read_doubts(said["doubts"]),
            connected=_read_moves(ZoneMove, said["connected"]),
            improved=_read_moves(Move, said["improved"]),
        )


def _moves(moves: Sequence[ZoneMove] | Sequence[Move] | None) -> list[list[Any]] | None:
    return None if moves is None else [list(astuple(move)) for move in moves]


def _read_moves(
    kind: Callable[..., AnyMove], rows: Sequence[Sequence[Any]] | None
) -> tuple[AnyMove, ...] | None:
    return None if rows is None else tuple(kind(*row) for row in rows)


def _written(statistics: PartitionStatistics) -> Plain:
    return {
        "regions": [
            [
                r.region,
                r.core,
                r.residents,
                r.jobs,
                r.inside,
                _number(r.self_containment_residents),
                _number(r.self_containment_jobs),
                r.validity,
            ]
            for r in statistics.regions
        ],
        "share_inside": _number(statistics.share_inside),
        "modularity": _number(statistics.modularity),
    }


def _read(said: Plain, region_of: Mapping[str, int | str]) -> PartitionStatistics:
    members: dict[int | str, list[str]] = {}
    for zone, region in region_of.items():
        members.setdefault(region, []).append(zone)
    return PartitionStatistics(
        regions=tuple(
            RegionStatistics(
                region=row[0],
                members=tuple(members[row[0]]),
                core=row[1],
                residents=row[2],
                jobs=row[3],
                inside=row[4],
                self_containment_residents=_or_nan(row[5]),
                self_containment_jobs=_or_nan(row[6]),
                validity=row[7],
            )
            for row in said["regions"]
        ),
        share_inside=_or_nan(said["share_inside"]),
        modularity=_or_nan(said["modularity"]),
    )


def _level(level: Level) -> Plain:
    return {
        "parameters": asdict(level.parameters),
        "region_of": level.region_of,
        "within": level.within,
        "set_aside": list(level.set_aside),
        "statistics": _written(level.statistics),
    }


def _read_level(said: Plain) -> Level:
    return Level(
        parameters=Parameters(**said["parameters"]),
        region_of=said["region_of"],
        within=said["within"],
        set_aside=tuple(said["set_aside"]),
        statistics=_read(said["statistics"], said["region_of"]),
    )


def _doubts(doubts: Doubts) -> Plain:
    return {
        "runs": doubts.runs,
        "years": list(doubts.years),
        "zones": [[*astuple(zone)[:-1], list(zone.belongs_to)] for zone in doubts.zones],
        "edges": [list(astuple(edge)) for edge in doubts.edges],
    }


def _read_doubts(said: Plain) -> Doubts:
    return Doubts(
        runs=said["runs"],
        years=tuple(said["years"]),
        zones=tuple(_read_zone(row) for row in said["zones"]),
        edges=tuple(Edge(*row) for row in said["edges"]),
    )


def _read_zone(row: Sequence[Any]) -> ZoneStability:
    names = [field.name for field in fields(ZoneStability)]
    return ZoneStability(**{**dict(zip(names, row, strict=True)), "belongs_to": tuple(row[-1])})


def _number(value: float) -> float | None:
    return None if isnan(value) else value


def _or_nan(value: float | None) -> float:
    return nan if value is None else value
