# SPDX-License-Identifier: EUPL-1.2
"""Regions as GeoJSON (RFC 7946): one feature for each region, its zones made into one shape."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import shapely

from samenspel.analysis.functional_regions import PartitionStatistics
from samenspel.cli.region_files import finite

Shapes: TypeAlias = Mapping[str, shapely.Geometry]

# A millionth of a degree is some 0.1 m.
_DECIMALS = 6


def geojson(
    shapes: Shapes, statistics: PartitionStatistics, *, named: Callable[[str], str]
) -> bytes:
    """A FeatureCollection in UTF-8, one line for each region; the same input gives the same bytes.

    ``shapes`` are boundaries in degrees (WGS84) by code of zone. A region of which no zone has a
    shape has the geometry null.
    """
    lines = []
    for region in statistics.regions:
        parts = [shapes[code] for code in region.members if code in shapes]
        feature = {
            "type": "Feature",
            "id": region.region,
            "properties": {
                "region": region.region,
                "core": region.core,
                "name": named(region.core),
                "zones": list(region.members),
                "residents": finite(region.residents),
                "jobs": finite(region.jobs),
                "inside": finite(region.inside),
                "self_containment_residents": finite(region.self_containment_residents),
                "self_containment_jobs": finite(region.self_containment_jobs),
                "validity": finite(region.validity),
                "valid": region.is_valid,
            },
            "geometry": _dissolved(parts) if parts else None,
        }
        lines.append(json.dumps(feature, ensure_ascii=False, allow_nan=False))
    body = ",\n".join(lines)
    return f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'.encode()


def _dissolved(parts: list[shapely.Geometry]) -> dict[str, Any]:
    """One multipolygon; outer rings run counter-clockwise, parts and starts are in fixed order."""
    whole = shapely.union_all(
        [shapely.make_valid(part, method="structure", keep_collapsed=False) for part in parts]
    )
    # Rounding alone could make rings cross; this keeps the shape valid.
    rounded = shapely.set_precision(whole, 10.0**-_DECIMALS)
    if shapely.is_empty(rounded):
        rounded = whole
    polygons = [part for part in shapely.get_parts(rounded) if part.geom_type == "Polygon"]
    ordered = shapely.get_parts(shapely.normalize(shapely.MultiPolygon(polygons)))
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [_ring(p.exterior, outer=True), *(_ring(hole, outer=False) for hole in p.interiors)]
            for p in ordered
        ],
    }


def _ring(ring: shapely.LinearRing, *, outer: bool) -> list[list[float]]:
    points = shapely.get_coordinates(ring)
    if bool(shapely.is_ccw(ring)) != outer:
        points = points[::-1]
    # Adding 0 makes -0.0 plain.
    found: list[list[float]] = (np.round(points, _DECIMALS) + 0.0).tolist()
    return found
