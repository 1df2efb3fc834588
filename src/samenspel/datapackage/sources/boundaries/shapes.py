# SPDX-License-Identifier: EUPL-1.2
"""The shapes of features, in degrees; a shape that cannot be built is named with the reason.

All shapes are built at once. Only when that fails is each one tried on its own, so that a bad one
costs itself and not the file; the work stays in proportion to the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer

from samenspel.datapackage.sources.boundaries.features import Feature
from samenspel.datapackage.sources.conversion import SourceError
from samenspel.datapackage.topojson import MAX_POINTS, TopoJSONError, shapes_of

# What a message of the reader calls a shape that is tried on its own.
_ONE = "it"
_DEGREES = ("CRS84", "4326", "4258")
_RD = "28992"
# The Dutch grid, in metres: its valid area with a margin at sea.
_RD_X, _RD_Y = (-100_000.0, 400_000.0), (200_000.0, 750_000.0)
# Multipolygons are lists of polygons, which are lists of rings, which are lists of positions.
_DEEPEST = 3
# The Low Countries in degrees: nothing outside is a shape of a municipality here.
_WEST, _SOUTH, _EAST, _NORTH = 2.0, 49.0, 8.0, 54.5

Shapes = dict[int, shapely.Geometry]
Refused = dict[int, str]


def build(document: Mapping[str, Any], features: Sequence[Feature]) -> tuple[Shapes, Refused, str]:
    """Shapes by the number of the feature, reasons of those without, and what was done to all.

    Raises
    ------
    SourceError
        The coordinates are of a kind that is not read, or there are too many.
    """
    if document.get("type") == "Topology":
        shapes, refused = _from_topology(document, features)
        done = ""
    else:
        shapes, refused, done = _from_collection(document, features)
    for number, shape in list(shapes.items()):
        west, south, east, north = shape.bounds
        if not (west >= _WEST and south >= _SOUTH and east <= _EAST and north <= _NORTH):
            del shapes[number]
            refused[number] = "it does not lie in the Low Countries"
    return shapes, refused, done


def _from_collection(
    document: Mapping[str, Any], features: Sequence[Feature]
) -> tuple[Shapes, Refused, str]:
    geometries = {feature.number: feature.geometry for feature in features}
    metres = _is_rd(document, geometries)
    if metres:
        geometries = _to_degrees(geometries)

    def collection(pairs: Mapping[str, object]) -> dict[str, Any]:
        return {
            "type": "FeatureCollection",
            "features": [
                {"properties": {"code": code}, "geometry": geometry}
                for code, geometry in pairs.items()
            ],
        }

    done = "coordinates converted from the Dutch grid (EPSG:28992) to degrees" if metres else ""
    try:
        found = shapes_of(collection({str(n): geometry for n, geometry in geometries.items()}))
        return {int(code): shape for code, shape in found.items()}, {}, done
    except TopoJSONError:
        pass
    shapes: Shapes = {}
    refused: Refused = {}
    for number, geometry in geometries.items():
        try:
            shapes[number] = shapes_of(collection({_ONE: geometry}))[_ONE]
        except TopoJSONError as error:
            refused[number] = str(error)
    return shapes, refused, done


def _from_topology(
    document: Mapping[str, Any], features: Sequence[Feature]
) -> tuple[Shapes, Refused]:
    def topology(pairs: Mapping[str, object], arcs: object) -> dict[str, Any]:
        geometries = [
            {**geometry, "properties": {"code": code}} if isinstance(geometry, dict) else geometry
            for code, geometry in pairs.items()
        ]
        objects = {"municipalities": {"type": "GeometryCollection", "geometries": geometries}}
        return {
            "type": "Topology",
            "objects": objects,
            "arcs": arcs,
            "transform": document.get("transform"),
        }

    arcs = document.get("arcs")
    try:
        pairs = {str(feature.number): feature.geometry for feature in features}
        found = shapes_of(topology(pairs, arcs))
        return {int(code): shape for code, shape in found.items()}, {}
    except TopoJSONError:
        pass
    shapes: Shapes = {}
    refused: Refused = {}
    room = MAX_POINTS
    for feature in features:
        geometry, used = _with_own_arcs(feature.geometry, arcs if isinstance(arcs, list) else [])
        room -= sum(len(arc) if isinstance(arc, list) else 1 for arc in used)
        if room < 0:
            raise SourceError(f"the shapes have more than {MAX_POINTS} points together")
        try:
            shapes[feature.number] = shapes_of(topology({_ONE: geometry}, used))[_ONE]
        except TopoJSONError as error:
            refused[feature.number] = str(error)
    return shapes, refused


def _with_own_arcs(geometry: object, arcs: list[object]) -> tuple[object, list[object]]:
    """A geometry with its arcs numbered from 0, and those arcs; what is wrong stays wrong."""
    if not isinstance(geometry, dict):
        return geometry, []
    used: list[object] = []
    numbers: dict[int, int] = {}

    def renumbered(item: object, depth: int = 0) -> object:
        if isinstance(item, list):
            # Deeper lists are no geometry: they go no further.
            return [renumbered(part, depth + 1) for part in item] if depth < _DEEPEST else None
        if type(item) is not int or not -len(arcs) <= item < len(arcs):
            return None
        arc = ~item if item < 0 else item
        if arc not in numbers:
            numbers[arc] = len(used)
            used.append(arcs[arc])
        return ~numbers[arc] if item < 0 else numbers[arc]

    return {**geometry, "arcs": renumbered(geometry.get("arcs"))}, used


def _is_rd(document: Mapping[str, Any], geometries: Mapping[int, object]) -> bool:
    """Whether the coordinates are metres in the Dutch grid: as named, else as they look.

    Raises
    ------
    SourceError
        Another kind of coordinates is named.
    """
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(name, str) and name:
        if _RD in name:
            return True
        if not any(known in name for known in _DEGREES):
            raise SourceError(
                f"coordinates in {name[:80]!r} are not read; take degrees (WGS84) or the Dutch "
                "grid (EPSG:28992)"
            )
    first = next((xy for g in geometries.values() if (xy := _first_position(g))), None)
    if first is None:
        return False
    return _RD_X[0] <= first[0] <= _RD_X[1] and _RD_Y[0] <= first[1] <= _RD_Y[1]


def _first_position(geometry: object) -> tuple[float, float] | None:
    item = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(item, list) and item and isinstance(item[0], list):
        item = item[0]
    if not isinstance(item, list) or len(item) < 2:
        return None
    x, y = item[:2]
    return (x, y) if _is_number(x) and _is_number(y) else None


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) < 1e12


def _to_degrees(geometries: Mapping[int, object]) -> dict[int, object]:
    """The same geometries in degrees; a ring that is no list of positions becomes nothing."""
    rings: list[Any] = []

    def collected(item: object, depth: int = 0) -> object:
        """The nested lists again, with every ring that can be read set aside."""
        if not isinstance(item, list) or depth > _DEEPEST:
            return None
        if item and isinstance(item[0], list) and item[0] and not isinstance(item[0][0], list):
            matrix = _matrix(item)
            if matrix is None:
                return None
            rings.append(matrix)
            return _Ring(len(rings) - 1)
        return [collected(part, depth + 1) for part in item]

    gathered = {
        number: {**geometry, "coordinates": collected(geometry.get("coordinates"))}
        if isinstance(geometry, dict)
        else geometry
        for number, geometry in geometries.items()
    }
    if not rings:
        return dict(geometries)
    points = np.concatenate(rings)
    longitude, latitude = _rd_to_degrees().transform(points[:, 0], points[:, 1])
    ends = np.cumsum([len(ring) for ring in rings])[:-1]
    degrees = np.split(np.column_stack((longitude, latitude)), ends)

    def filled(item: object) -> object:
        if isinstance(item, _Ring):
            return degrees[item.number].tolist()
        return [filled(part) for part in item] if isinstance(item, list) else item

    return {
        number: {**geometry, "coordinates": filled(geometry["coordinates"])}
        if isinstance(geometry, dict)
        else geometry
        for number, geometry in gathered.items()
    }


class _Ring:
    """Stands for a ring that was set aside."""

    def __init__(self, number: int) -> None:
        self.number = number


def _matrix(ring: list[Any]) -> Any:
    """A ring as an array of shape (n, 2); None when it is no list of positions."""
    if not all(
        isinstance(position, list) and len(position) >= 2 and all(map(_is_number, position[:2]))
        for position in ring
    ):
        return None
    return np.array([position[:2] for position in ring], dtype=np.float64)


@cache
def _rd_to_degrees() -> Transformer:
    return Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True)
