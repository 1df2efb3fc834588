# SPDX-License-Identifier: EUPL-1.2
"""Boundaries of municipalities as TopoJSON or GeoJSON, read with suspicion.

Both formats are read into one list of rings, from which all shapes are built at once. A file that
is not what it should be ends in a :class:`TopoJSONError` of one sentence; nothing is repaired.
Coordinates are WGS84 degrees, longitude first.

References
----------
The TopoJSON Format Specification 1.0; RFC 7946, The GeoJSON Format.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NoReturn, TypeAlias

import numpy as np
import numpy.typing as npt
import shapely

FloatMatrix: TypeAlias = npt.NDArray[np.float64]
IntVector: TypeAlias = npt.NDArray[np.int64]

MAX_BYTES = 32_000_000
MAX_SHAPES = 20_000
# Every point is a JSON list: counting brackets bounds time and memory before anything is parsed.
MAX_LISTS = 1_000_000
# Points of all shapes together: an arc that is used often counts each time.
MAX_POINTS = 1_000_000
MAX_CODE_LENGTH = 20
# Whole numbers up to this size can be added up a million times without loss in a float64.
_MAX_QUANTISED = 1e9
# One millionth of a degree is some 0.1 m, far below the accuracy of published boundaries.
_WRITTEN_SCALE = 1e-6


class TopoJSONError(ValueError):
    """The file holds no usable boundaries; the message is one sentence that says why."""


@dataclass
class _Rings:
    """Nested lists of rings, flattened; every offset list starts at 0."""

    codes: list[str] = field(default_factory=list)
    rings: list[list[Any]] = field(default_factory=list)
    ring_names: list[str] = field(default_factory=list)
    polygon_offsets: list[int] = field(default_factory=lambda: [0])
    shape_offsets: list[int] = field(default_factory=lambda: [0])


def read_topojson(data: bytes) -> dict[str, shapely.Geometry]:
    """Shapes of municipalities by the feature property ``code``, in the order of the file.

    Accepts TopoJSON with or without transform (the object ``municipalities``, or the only one) and
    a GeoJSON FeatureCollection. Polygons stay polygons, multipolygons with several parts stay
    multipolygons. Shapes may still cross themselves: validity is for who uses them.

    Raises
    ------
    TopoJSONError
        Not such a file, over the limits of this module, or a shape that cannot be built.
    """
    return shapes_of(parse_document(data))


def shapes_of(document: Mapping[str, Any]) -> dict[str, shapely.Geometry]:
    """The same as :func:`read_topojson` for a document that was parsed already.

    Raises
    ------
    TopoJSONError
        As there.
    """
    kind = document.get("type")
    if kind == "Topology":
        flat = _flatten(_topology_features(document), "arcs")
        points, ring_offsets = _stitch(flat, *_arcs(document))
    elif kind == "FeatureCollection":
        flat = _flatten(_collection_features(document), "coordinates")
        points, ring_offsets = _positions(flat.rings, "a ring")
    else:
        raise TopoJSONError("the file is neither a TopoJSON Topology nor a GeoJSON collection")
    _check_rings(flat, points, ring_offsets)
    return _shapes(flat, points, ring_offsets)


def write_topojson(shapes: Mapping[str, shapely.Geometry]) -> bytes:
    """TopoJSON of polygons by code, sorted by code, rounded to a millionth of a degree.

    Every ring is an arc of its own: borders are written twice, but points that two shapes share
    stay the same points. The same shapes always give the same bytes.

    Raises
    ------
    TopoJSONError
        A shape is empty, no polygon or multipolygon, or lies outside the world.
    """
    arcs: list[list[list[int]]] = []
    geometries = []
    for code, shape in sorted(shapes.items()):
        if shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
            raise TopoJSONError(f"the shape of {code} is not a polygon with an area")
        _check_world(shapely.get_coordinates(shape))
        polygons = []
        for part in shapely.get_parts(shape):
            rings = [_delta_encoded(ring) for ring in (part.exterior, *part.interiors)]
            polygons.append([[number] for number in range(len(arcs), len(arcs) + len(rings))])
            arcs.extend(rings)
        geometries.append({"type": "MultiPolygon", "properties": {"code": code}, "arcs": polygons})
    topology = {
        "type": "Topology",
        "transform": {"scale": [_WRITTEN_SCALE, _WRITTEN_SCALE], "translate": [0, 0]},
        "objects": {"municipalities": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": arcs,
    }
    return json.dumps(topology, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _delta_encoded(ring: shapely.LinearRing) -> list[list[int]]:
    steps = np.rint(shapely.get_coordinates(ring) / _WRITTEN_SCALE).astype(np.int64)
    return np.diff(steps, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).tolist()  # type: ignore[no-any-return]


def parse_document(data: bytes) -> dict[str, Any]:
    """The JSON object in a file, when it is within the limits of this module.

    Raises
    ------
    TopoJSONError
        The file is too large, or not a JSON object in UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise TopoJSONError(f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    if data.count(b"[") > MAX_LISTS:
        raise TopoJSONError(f"the file has more than {MAX_LISTS} lists of numbers")
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except TopoJSONError:
        raise
    except RecursionError:
        raise TopoJSONError("the file is nested too deeply") from None
    except ValueError as error:  # wrong JSON, wrong UTF-8, numbers of thousands of digits
        raise TopoJSONError(f"the file is not JSON in UTF-8 ({error})") from error
    if not isinstance(document, dict):
        raise TopoJSONError("the file is not a JSON object")
    return document


def _refuse_constant(name: str) -> NoReturn:
    raise TopoJSONError(f"the file contains {name}, which is not a number in JSON")


def _topology_features(document: Mapping[str, Any]) -> Iterator[tuple[object, object]]:
    objects = document.get("objects")
    if not isinstance(objects, dict) or not objects:
        raise TopoJSONError("the topology has no objects")
    if "municipalities" not in objects and len(objects) > 1:
        raise TopoJSONError("the topology has several objects and none is called municipalities")
    collection = objects.get("municipalities", next(iter(objects.values())))
    if not isinstance(collection, dict) or not isinstance(collection.get("geometries"), list):
        raise TopoJSONError("the object with municipalities is not a GeometryCollection")
    for geometry in collection["geometries"]:
        yield (geometry.get("properties") if isinstance(geometry, dict) else None), geometry


def _collection_features(document: Mapping[str, Any]) -> Iterator[tuple[object, object]]:
    features = document.get("features")
    if not isinstance(features, list):
        raise TopoJSONError("the feature collection has no list of features")
    for feature in features:
        if not isinstance(feature, dict):
            raise TopoJSONError("the feature collection contains something that is no feature")
        yield feature.get("properties"), feature.get("geometry")


def _flatten(features: Iterator[tuple[object, object]], member: str) -> _Rings:
    """Walk polygons and rings once; a ring is still a list of arc numbers or of positions."""
    flat = _Rings()
    seen: set[str] = set()
    for number, (properties, geometry) in enumerate(features, start=1):
        if number > MAX_SHAPES:
            raise TopoJSONError(f"the file has more than {MAX_SHAPES} shapes")
        code = _code(properties, number)
        if code in seen:
            raise TopoJSONError(f"code {code} occurs twice")
        seen.add(code)
        flat.codes.append(code)
        for polygon in _polygons(geometry, member, code):
            if not isinstance(polygon, list) or not polygon:
                raise TopoJSONError(f"the shape of {code} has a polygon without rings")
            for ring in polygon:
                if not isinstance(ring, list) or not ring:
                    raise TopoJSONError(f"the shape of {code} has an empty ring")
                flat.rings.append(ring)
                flat.ring_names.append(code)
            flat.polygon_offsets.append(len(flat.rings))
        flat.shape_offsets.append(len(flat.polygon_offsets) - 1)
    if not flat.codes:
        raise TopoJSONError("the file has no shapes")
    return flat


def _code(properties: object, number: int) -> str:
    code = properties.get("code") if isinstance(properties, dict) else None
    if not isinstance(code, str) or not 0 < len(code) <= MAX_CODE_LENGTH:
        raise TopoJSONError(
            f"shape {number} has no property code of 1 to {MAX_CODE_LENGTH} characters"
        )
    return code


def _polygons(geometry: object, member: str, code: str) -> list[Any]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    nested = geometry.get(member) if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(nested, list) or not nested:
        raise TopoJSONError(f"the shape of {code} is not a polygon or multipolygon with {member}")
    return [nested] if kind == "Polygon" else nested


def _positions(lines: list[Any], what: str) -> tuple[FloatMatrix, IntVector]:
    """Lists of positions as one array of shape (n, 2) and the offset of each list."""
    if not all(isinstance(line, list) for line in lines):
        raise TopoJSONError(f"{what} is not a list of positions")
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines], dtype=np.int64)])
    try:
        points = np.array(list(chain.from_iterable(lines)))
    except (ValueError, OverflowError):  # positions of unequal length, numbers beyond floats
        points = np.empty(0)
    # Text, nothing, true and false, and numbers over 64 bits make another kind of array.
    if points.ndim != 2 or points.shape[1] < 2 or points.dtype.kind not in "iuf":
        raise TopoJSONError(f"{what} has a position that is not a longitude and a latitude")
    return points[:, :2].astype(np.float64), offsets


def _arcs(document: Mapping[str, Any]) -> tuple[FloatMatrix, IntVector]:
    arcs = document.get("arcs")
    if not isinstance(arcs, list) or not arcs:
        raise TopoJSONError("the topology has no arcs")
    points, offsets = _positions(arcs, "an arc")
    if np.any(np.diff(offsets) < 2):
        raise TopoJSONError("an arc has fewer than two positions")
    if document.get("transform") is None:
        return points, offsets
    scale, translate = _transform(document["transform"])
    if np.any(np.abs(points) > _MAX_QUANTISED) or np.any(points != np.rint(points)):
        raise TopoJSONError("a quantised arc has a position that is not a small whole number")
    # Arcs are written as steps: add them up along the file and take off what came before the arc.
    totals = np.cumsum(points, axis=0)
    before = np.vstack([np.zeros((1, 2)), totals])[offsets[:-1]]
    steps = totals - np.repeat(before, np.diff(offsets), axis=0)
    with np.errstate(over="ignore", invalid="ignore"):  # too large shows up as outside the world
        return steps * scale + translate, offsets


def _transform(transform: object) -> tuple[FloatMatrix, FloatMatrix]:
    pairs = []
    for name in ("scale", "translate"):
        pair = transform.get(name) if isinstance(transform, dict) else None
        if (
            not isinstance(pair, list)
            or len(pair) != 2
            or not all(type(value) in (int, float) and abs(value) < 1e12 for value in pair)
        ):
            raise TopoJSONError(f"the {name} of the transform is not a pair of numbers")
        pairs.append(np.array(pair, dtype=np.float64))
    return pairs[0], pairs[1]


def _stitch(flat: _Rings, points: FloatMatrix, offsets: IntVector) -> tuple[FloatMatrix, IntVector]:
    """Replace arc numbers by points; arcs that follow each other share a point, kept once."""
    refs = list(chain.from_iterable(flat.rings))
    count = len(offsets) - 1
    if not all(type(ref) is int and -count <= ref < count for ref in refs):
        raise TopoJSONError(f"an arc number is not a whole number from {-count} to {count - 1}")
    numbers = np.array(refs, dtype=np.int64)
    backward = numbers < 0
    arc = np.where(backward, ~numbers, numbers)
    refs_per_ring = np.array([len(ring) for ring in flat.rings], dtype=np.int64)
    ring_starts = np.cumsum(refs_per_ring) - refs_per_ring
    skip = np.ones(len(refs), dtype=np.int64)
    skip[ring_starts] = 0
    first = np.where(backward, offsets[arc + 1] - 1, offsets[arc])
    last = np.where(backward, offsets[arc], offsets[arc + 1] - 1)
    follows = np.flatnonzero(skip)
    loose = follows[np.any(points[last[follows - 1]] != points[first[follows]], axis=1)]
    if loose.size:
        ring = int(np.searchsorted(ring_starts, loose[0], side="right")) - 1
        raise TopoJSONError(f"the arcs of {flat.ring_names[ring]} do not follow each other")
    lengths = offsets[arc + 1] - offsets[arc] - skip
    if int(lengths.sum()) > MAX_POINTS:
        raise TopoJSONError(f"the shapes have more than {MAX_POINTS} points together")
    direction = np.where(backward, -1, 1)
    begin = np.cumsum(lengths) - lengths
    place = np.arange(int(lengths.sum())) - np.repeat(begin, lengths)
    index = np.repeat(first + skip * direction, lengths) + place * np.repeat(direction, lengths)
    ring_lengths = np.add.reduceat(lengths, ring_starts)
    return points[index], np.concatenate([[0], np.cumsum(ring_lengths)])


def _check_rings(flat: _Rings, points: FloatMatrix, ring_offsets: IntVector) -> None:
    _check_world(points)
    short = np.flatnonzero(np.diff(ring_offsets) < 4)
    if short.size:
        raise TopoJSONError(f"a ring of {flat.ring_names[short[0]]} has fewer than four points")
    ends = points[ring_offsets[:-1]] != points[ring_offsets[1:] - 1]
    loose = np.flatnonzero(np.any(ends, axis=1))
    if loose.size:
        raise TopoJSONError(f"a ring of {flat.ring_names[loose[0]]} is not closed")


def _check_world(points: FloatMatrix) -> None:
    # Written so that a value that is no number fails too.
    if not np.all(np.abs(points) <= (180.0, 90.0)):
        raise TopoJSONError("a coordinate lies outside the world in degrees of longitude, latitude")


def _shapes(
    flat: _Rings, points: FloatMatrix, ring_offsets: IntVector
) -> dict[str, shapely.Geometry]:
    offsets = (ring_offsets, np.array(flat.polygon_offsets), np.array(flat.shape_offsets))
    shapes = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, points, offsets)
    single = shapely.get_num_geometries(shapes) == 1
    shapes[single] = shapely.get_geometry(shapes[single], 0)
    return dict(zip(flat.codes, shapes.tolist(), strict=True))
