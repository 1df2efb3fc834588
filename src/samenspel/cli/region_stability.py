# SPDX-License-Identifier: EUPL-1.2
"""How certain delineated regions are: many runs with parameters, and years, a bit different."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import Delineation, EndlessError
from samenspel.cli.flow_files import FlowFileError, FlowSource, read_flows
from samenspel.cli.progress import progress


def stability_figures(
    outcome: Delineation,
    source: FlowSource,
    *,
    all_years: bool,
    say: Callable[[str], None],
) -> dict[str, Any]:
    """What stays when parameters, and with ``all_years`` also years, change; as JSON has it.

    The delineation itself names the systems: each is called after the core of its region.

    Raises
    ------
    FlowFileError
        Flows of another year cannot be used, or a delineation does not end.
    """
    from samenspel.analysis.functional_regions.stability import default_grid, grid, stability

    flows_of: dict[int | str, Flows] = {source.year or 0: source.flows}
    if all_years:
        flows_of |= {year: _of_year(source, year) for year in source.years if year != source.year}
    parameters = default_grid(outcome.parameters)
    try:
        with progress("Delineating again and again") as show:
            # The first run is the delineation itself.
            runs = list(grid(flows_of, parameters, variant=outcome.variant, progress=show))
    except EndlessError as error:
        raise FlowFileError(f"{error}.") from error
    found = stability(runs, list(outcome.region_of))
    two = sum(zone.belongs_to_two for zone in found.zones)
    say(
        f"{len(found.doubtful)} of {len(found.zones)} zones are doubtful and {two} belong to two "
        f"systems, in {found.runs} runs."
    )
    return {
        "runs": found.runs,
        "years": [year for year in flows_of if year],
        "doubtful": list(found.doubtful),
        "zones": [
            {
                "zone": zone.zone,
                "system": zone.system,
                "share": zone.share,
                "second": zone.second or None,
                "second_share": zone.second_share,
                "unassigned_share": zone.unassigned_share,
                "belongs_to": list(zone.belongs_to),
                "doubtful": zone.doubtful,
            }
            for zone in found.zones
        ],
    }


def _of_year(source: FlowSource, year: int) -> Flows:
    if source.package is None:
        return read_flows(source.path, year=year, say=lambda _line: None).flows
    from samenspel.cli.flow_files import flows_of_package

    return flows_of_package(source.package, source.path, year=year, say=lambda _line: None).flows
