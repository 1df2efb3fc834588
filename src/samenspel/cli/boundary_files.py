# SPDX-License-Identifier: EUPL-1.2
"""Boundaries for maps and neighbours: from a file, or the set of a package that fits the zones."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samenspel.cli.flow_columns import ColumnsError
from samenspel.cli.flow_files import (
    FlowFileError,
    FlowSource,
    decompressed,
    is_package,
    read_bytes,
    read_package_of,
)
from samenspel.cli.folders import reason

if TYPE_CHECKING:
    from samenspel.datapackage import BoundarySet, Package


def boundaries(
    path: Path | None, source: FlowSource, zones: Collection[str], *, say: Callable[[str], None]
) -> dict[str, Any]:
    """Shapes in degrees by code: of a file or package, else of the package with the flows.

    Raises
    ------
    FlowFileError
        There are none, they cannot be read, or they are of other zones.
    """
    package = source.package
    where = source.path if path is None else path
    shapes: dict[str, Any]
    try:
        if path is not None and is_package(path):
            package = read_package_of(path)
        if path is None or is_package(path):
            chosen = _best(package, zones, source.year)
            if chosen is None:
                raise FlowFileError(f"{where} has no boundaries; name a file (--boundaries).")
            say(f"Boundaries: {chosen.name}, of {chosen.valid_on}.")
            shapes = chosen.shapes
        else:
            shapes = _of_file(path)
    except (OSError, ValueError) as error:
        raise FlowFileError(f"{where} cannot be read: {reason(error)}.") from error
    missing = [zone for zone in zones if zone not in shapes]
    if len(missing) == len(zones):
        raise FlowFileError(f"{where} has boundaries of none of the {len(zones)} zones.")
    if missing:
        say(f"{len(missing)} of {len(zones)} zones have no boundary, the first is {missing[0]}.")
    return shapes


def _best(package: Package | None, zones: Collection[str], year: int | None) -> BoundarySet | None:
    """The set with most of the zones; of equals the one of the nearest year, then the first."""
    sets = () if package is None else package.boundaries
    return max(
        sets,
        key=lambda item: (
            sum(zone in item.shapes for zone in zones),
            -abs(item.valid_on.year - (year or item.valid_on.year)),
        ),
        default=None,
    )


def _of_file(path: Path) -> dict[str, Any]:
    from samenspel.datapackage.topojson import TopoJSONError, read_topojson

    try:
        return read_topojson(decompressed(read_bytes(path)))
    except (ColumnsError, TopoJSONError) as error:
        raise FlowFileError(f"{path}: {error}.") from error
