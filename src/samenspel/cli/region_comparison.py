# SPDX-License-Identifier: EUPL-1.2
"""Comparing delineated regions with another division: a file, or a division of the package."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from samenspel.analysis.flows import Flows
from samenspel.cli.flow_files import FlowFileError, FlowSource
from samenspel.cli.region_files import finite
from samenspel.cli.zone_files import read_regions

Label: TypeAlias = int | str


def comparison(
    region_of: Mapping[str, Label],
    cores: Mapping[Label, str],
    flows: Flows,
    source: FlowSource,
    division: str,
    *,
    say: Callable[[str], None],
) -> dict[str, Any]:
    """How alike the regions are to a division, as JSON has it; zones count by their residents.

    Raises
    ------
    FlowFileError
        There is no such division, or it shares no zone with the regions.
    """
    from samenspel.analysis.partitions import compare

    other = division_named(division, source)
    unit = flows.denominator
    residents = {zone: int(flows.residents[place]) / unit for zone, place in flows.index.items()}
    found = compare(region_of, other, weights=residents)
    if not found.zones:
        raise FlowFileError(f"{division} shares no zone with the regions.")
    best = [
        {
            "region": overlap.region,
            "core": cores[overlap.region],
            "other": overlap.other,
            "zones": overlap.zones,
            "other_zones": overlap.other_zones,
            "common_zones": overlap.common_zones,
            "share_of_residents": finite(overlap.share_of_weight),
            "share_of_other_residents": finite(overlap.share_of_other_weight),
        }
        for overlap in found.best_by_weight
    ]
    say(
        f"{division}: adjusted Rand index {found.adjusted_rand:.3f} on {found.zones} zones; "
        f"{found.share_of_weight_matched:.1%} of the residents live in the region that matches "
        f"theirs best; {found.nested} of {found.regions_of_a} regions lie wholly in one of "
        f"{found.regions_of_b}."
    )
    return {
        "division": division,
        "zones": found.zones,
        "only_here": list(found.only_in_a),
        "only_there": list(found.only_in_b),
        "in_several": list(found.in_several),
        "regions": found.regions_of_a,
        "other_regions": found.regions_of_b,
        "adjusted_rand": finite(found.adjusted_rand),
        "rand": finite(found.rand),
        "variation_of_information": finite(found.variation_of_information),
        "normalised_variation": finite(found.normalised_variation),
        "share_of_zones_matched": finite(found.share_of_zones_matched),
        "share_of_residents_matched": finite(found.share_of_weight_matched),
        "nested": found.nested,
        "best": best,
    }


def division_named(division: str, source: FlowSource) -> Mapping[str, Label | Collection[Label]]:
    """Regions by zone, from a file zone,region or else a division of the package by its key.

    Raises
    ------
    FlowFileError
        There is neither.
    """
    path = Path(division)
    if path.is_file():
        return read_regions(path)
    if source.package is None:
        raise FlowFileError(f"{division}: there is no such file.")
    from samenspel.cli.municipal_codes import division_keys, division_of_zones

    near = date(source.year or source.package.observed_on.year, 1, 1)
    try:
        return division_of_zones(source.package, division, source.flows.zones, near=near)
    except KeyError:
        have = ", ".join(division_keys(source.package)) or "none"
        raise FlowFileError(
            f"{division} is no file and no division of {source.path}, which has: {have}."
        ) from None
