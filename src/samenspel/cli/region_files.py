# SPDX-License-Identifier: EUPL-1.2
"""What ``samenspel regions`` writes: CSV of zones and reserve events, and all figures as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias

from samenspel import __version__
from samenspel.analysis.functional_regions import (
    Delineation,
    PartitionStatistics,
    RegionStatistics,
    ReserveEvent,
)
from samenspel.cli.flow_files import FlowSource

if TYPE_CHECKING:
    from samenspel.analysis.functional_regions.scales import Nested

Label: TypeAlias = int | str
RESERVE_COLUMNS = ("type", "iteration", "cluster", "validity", "zone")


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file in UTF-8, lines ending in LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def regions_table(region_of: Mapping[str, Label]) -> bytes:
    """Zones in their order, with their region; 0 is none."""
    return table(("zone", "region"), region_of.items())


def reserve_table(events: Iterable[ReserveEvent]) -> bytes:
    """Zones that went to the reserve list, in that order; validity with all its digits."""
    return table(
        RESERVE_COLUMNS,
        ([getattr(event, name) for name in RESERVE_COLUMNS] for event in events),
    )


def finite(number: float) -> float | None:
    """The number, None where JSON has none for it."""
    return number if isfinite(number) else None


def figures(
    source: FlowSource,
    outcome: Delineation,
    region_of: Mapping[str, Label],
    statistics: PartitionStatistics,
) -> dict[str, Any]:
    """All there is to tell about regions, as JSON has it: nan is null."""
    return {
        "version": __version__,
        "source": source_of(source),
        "parameters": asdict(outcome.parameters),
        "variant": outcome.variant,
        "passes": outcome.passes,
        "zones": len(outcome.flows.zones),
        "set_aside": list(outcome.set_aside),
        "unassigned": [zone for zone, region in region_of.items() if region == 0],
        **measures(statistics, source),
        "reserve": [
            {name: getattr(event, name) for name in RESERVE_COLUMNS} for event in outcome.events
        ],
    }


def source_of(source: FlowSource) -> dict[str, Any]:
    """Where flows came from."""
    return {
        "file": source.path.name,
        "sha256": source.sha256,
        "package": None if source.package is None else source.package.name,
        "year": source.year,
        "zones": len(source.flows.zones),
        "flows": len(source.flows),
        "total": source.flows.total / source.flows.denominator,
    }


def measures(statistics: PartitionStatistics, source: FlowSource) -> dict[str, Any]:
    """The regions and what they are together."""
    return {
        "share_inside": finite(statistics.share_inside),
        "modularity": finite(statistics.modularity),
        "regions": [_region(region, source) for region in statistics.regions],
    }


def _region(region: RegionStatistics, source: FlowSource) -> dict[str, Any]:
    name = source.names.get(region.core)
    return {
        "region": region.region,
        "core": region.core,
        **({} if name is None else {"core_name": name}),
        "members": list(region.members),
        "residents": region.residents,
        "jobs": region.jobs,
        "inside": region.inside,
        "self_containment_residents": finite(region.self_containment_residents),
        "self_containment_jobs": finite(region.self_containment_jobs),
        "validity": finite(region.validity),
        "valid": region.is_valid,
    }


def nested_figures(
    source: FlowSource, found: Nested, names: Sequence[str], variant: str
) -> dict[str, Any]:
    """All there is to tell about regions at several levels, from fine to coarse."""
    levels = [
        {
            "level": name,
            "parameters": asdict(level.parameters),
            "unassigned": list(level.unassigned),
            "within": level.within,
            **measures(level.statistics, source),
        }
        for name, level in zip(names, found.levels, strict=True)
    ]
    return {
        "version": __version__,
        "source": source_of(source),
        "variant": variant,
        "zones": len(found.flows.zones),
        "set_aside": list(found.levels[0].set_aside),
        "levels": levels,
    }


def as_json(document: object) -> bytes:
    """A JSON file in UTF-8.

    Raises
    ------
    ValueError
        A number that JSON does not have was left in.
    """
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
