# SPDX-License-Identifier: EUPL-1.2
"""Functional regions as GeoJSON (RFC 7946), one feature for each, from the drawn municipalities.

The shapes are those of the maps, on a grid of 10 m and simplified by 100 m: made to be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely

from samenspel.analysis.cartography import degrees
from samenspel.analysis.region_borders import rings
from samenspel.mobility.queries.region_systems import System
from samenspel.places.queries.maps import MapGround

# A hundred-thousandth of a degree is about a metre.
DECIMALS = 5


def feature_collection(
    systems: Iterable[System], ground: MapGround, *, properties: Mapping[str, Any]
) -> dict[str, Any]:
    """The regions with their shapes; ``properties`` (source, licence, question) are of all.

    A region of which no municipality has a shape has the geometry null.
    """
    return {
        "type": "FeatureCollection",
        **properties,
        "features": [
            {
                "type": "Feature",
                "id": system.core.code,
                "properties": region_properties(system),
                "geometry": _geometry(system, ground),
            }
            for system in systems
        ],
    }


def region_properties(system: System) -> dict[str, Any]:
    """What is told of a region, in plain values."""
    return {
        "name": system.name,
        "core": system.core.code,
        "municipalities": [member.code for member in system.members],
        "jobs_of_residents": system.residents,
        "jobs": system.jobs,
        "live_and_work_there": system.inside,
        "share_of_residents_jobs_inside": _rounded(system.stays),
        "share_of_jobs_held_by_residents": _rounded(system.own),
        "validity": _rounded(system.validity),
        "meets_requirements": system.is_valid,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _geometry(system: System, ground: MapGround) -> dict[str, Any] | None:
    shapes = [ground.shapes[m.code] for m in system.members if m.code in ground.shapes]
    parts = [_polygons(path) for shape in shapes for path in shape.detail_paths]
    if not parts:
        return None
    whole = shapely.normalize(shapely.union_all(parts))
    polygons = [p for p in shapely.get_parts(whole) if p.geom_type == "Polygon"]
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [_ring(p.exterior, outer=True), *(_ring(hole, outer=False) for hole in p.interiors)]
            for p in polygons
        ],
    }


def _polygons(path: str) -> shapely.Geometry:
    """The area of a path: a ring inside another one is a hole."""
    lines = [[*corners, corners[0]] for corners in rings(path) if len(corners) > 2]
    area = shapely.build_area(shapely.MultiLineString(lines))
    return shapely.make_valid(area, method="structure", keep_collapsed=False)


def _ring(ring: shapely.LinearRing, *, outer: bool) -> list[list[float]]:
    points = degrees(shapely.get_coordinates(ring))
    # On the plane of the maps y runs down: what turns right there turns left in degrees.
    if bool(shapely.is_ccw(ring)) == outer:
        points = points[::-1]
    rounded: list[list[float]] = (np.round(points, DECIMALS) + 0.0).tolist()
    return rounded
