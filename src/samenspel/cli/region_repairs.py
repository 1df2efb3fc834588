# SPDX-License-Identifier: EUPL-1.2
"""Changing delineated regions afterwards: each in one piece, or with more commuting inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from samenspel.analysis.functional_regions import Delineation, PartitionStatistics
from samenspel.cli.flow_files import FlowFileError
from samenspel.cli.progress import progress
from samenspel.cli.region_files import finite

if TYPE_CHECKING:
    from samenspel.analysis.functional_regions.neighbourhood import Neighbours


@dataclass(frozen=True)
class Repaired:
    """Regions by zone, their statistics, and what it took as JSON has it."""

    region_of: dict[str, int]
    statistics: PartitionStatistics
    report: dict[str, Any]


def neighbours_of(shapes: Mapping[str, Any]) -> Neighbours:
    """Which zones lie beside each other, over land or narrow water.

    Raises
    ------
    FlowFileError
        A shape cannot be drawn.
    """
    from samenspel.analysis.cartography import CartographyError, shapes_for_storage
    from samenspel.analysis.functional_regions.neighbourhood import (
        NARROW_WATER,
        neighbours_from_borders,
    )
    from samenspel.analysis.region_borders import find_borders

    try:
        drawn = shapes_for_storage(shapes)
    except CartographyError as error:
        raise FlowFileError(f"the boundaries cannot be used: {error}.") from error
    borders = find_borders({shape.code: [shape.path_detail] for shape in drawn})
    return neighbours_from_borders(borders, across=NARROW_WATER)


def make_contiguous(
    outcome: Delineation, neighbours: Neighbours, *, say: Callable[[str], None]
) -> Repaired:
    """Every region in one piece."""
    from samenspel.analysis.functional_regions.contiguity import connect

    found = connect(outcome, neighbours=neighbours)
    say(
        f"{len(found.scattered)} regions lay in pieces; {len(found.moves)} zones moved, which "
        f"costs {found.cost:.2%} of the commuting."
    )
    report = {
        "scattered": list(found.scattered),
        "moves": [asdict(move) for move in found.moves],
        "crossings": [asdict(crossing) for crossing in found.crossings],
        "new_regions": list(found.new_regions),
        "share_inside_before": finite(found.before.share_inside),
        "share_inside_after": finite(found.after.share_inside),
    }
    return Repaired(found.region_of, found.after, report)


def improve_regions(
    outcome: Delineation,
    region_of: Mapping[str, int],
    neighbours: Neighbours | None,
    *,
    seed: int,
    say: Callable[[str], None],
) -> Repaired:
    """Zones at borders moved, so that more of the commuting stays inside."""
    from samenspel.analysis.functional_regions.improvement import improve

    with progress("Improving") as show:
        found = improve(
            outcome.flows,
            region_of,
            parameters=outcome.parameters,
            neighbours=neighbours,
            seed=seed,
            progress=show,
        )
    say(
        f"{len(found.moves)} zones moved to another region, which brings {found.gain:,.0f} more "
        f"commuters inside ({found.share_gained:.2%})."
    )
    report = {
        "moves": [asdict(move) for move in found.moves],
        "gain": found.gain,
        "climbed": found.climbed,
        "evaluations": found.evaluations,
        "seed": found.seed,
        "share_inside_before": finite(found.before.share_inside),
        "share_inside_after": finite(found.after.share_inside),
    }
    return Repaired(found.region_of, found.after, report)
