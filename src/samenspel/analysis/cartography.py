# SPDX-License-Identifier: EUPL-1.2
"""Maps as integers: boundaries in degrees become short SVG path strings on one plane.

The plane is RD New (EPSG:28992), for the Netherlands and Flanders alike. Inside the Netherlands a
point lies within 0.5 m of its official place: the seven parameters are used without the correction
grid, so that every machine computes the same digits. RD New is not meant for Flanders, yet serves
for drawing: at De Panne, 200 km west of its centre, distances are 0.02 % too long and north is
2.2 degrees off vertical.

Two units occur. One **plane unit** is 10 m: the integers of :class:`MapShape`, :class:`MapPoint`
and :class:`ViewBox`, and the paths ``path_detail``. The paths ``path_country`` are in units of
100 m, to keep them short, and belong inside ``<g transform="scale(10)">``. In both, x runs east
from the origin of RD and y runs south from its line y = 630 km, so that north is up and all of the
Netherlands and Flanders has positive y.

References
----------
NSGI, RDNAPTRANS 2018, and EPSG coordinate transformation 4833 (parameters). Visvalingam, Whyatt
(1993), Cartographic J. 30(1), 46-51 (simplification, in GEOS for coverages).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

FloatMatrix: TypeAlias = npt.NDArray[np.float64]
IntMatrix: TypeAlias = npt.NDArray[np.int64]
Shapes: TypeAlias = Mapping[str, shapely.Geometry]

PLANE_UNIT_M = 10
COUNTRY_UNIT_M = 100
NORTH_M = 630_000
# Bends smaller than this part of the map's longer side are not seen on a map of 600 pixels. It
# makes 500 m for the Netherlands (342 paths in 50 KB, 20 KB gzipped) and 370 m for Flanders (300
# paths in 41 KB, 16 KB gzipped); the detail level is 99 and 117 KB (43 and 49 KB gzipped).
COUNTRY_TOLERANCE = 1 / 650
DETAIL_TOLERANCE_M = 100.0
# Parts of a shape smaller than this many square units leave the map (0.25 km2, 1 ha).
COUNTRY_SMALLEST = 25
DETAIL_SMALLEST = 100

# WGS84 is taken as ETRS89, as everyone does who draws maps; the two differ by less than 1 m.
_WGS84_TO_RD = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad"
    " +step +proj=cart +ellps=GRS80"
    " +step +inv +proj=helmert +x=565.7381 +y=50.4018 +z=465.2904 +rx=0.395025981036064"
    " +ry=-0.330772431242031 +rz=1.87607329462821 +s=4.07244 +convention=coordinate_frame"
    " +step +inv +proj=cart +ellps=bessel"
    " +step +proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079"
    " +x_0=155000 +y_0=463000 +ellps=bessel"
)


class CartographyError(ValueError):
    """Something cannot be drawn; the message is one sentence that says what."""


@dataclass(frozen=True)
class MapShape:
    """A municipality as it is drawn; x and y are a point inside it, the rest its bounding box.

    All integers are in plane units (10 m), as is ``path_detail``; ``path_country`` is in 100 m.
    """

    code: str
    path_country: str
    path_detail: str
    x: int
    y: int
    left: int
    top: int
    right: int
    bottom: int

    @property
    def box(self) -> "Box":
        """The bounding box, in plane units."""
        return Box(self.left, self.top, self.right, self.bottom)


@dataclass(frozen=True)
class MapPoint:
    """A municipality of which only a centre is known, in plane units (10 m)."""

    code: str
    x: int
    y: int

    @property
    def box(self) -> "Box":
        """The point as a box without size."""
        return Box(self.x, self.y, self.x, self.y)


class Box(NamedTuple):
    """A bounding box in plane units; y runs down, so top <= bottom."""

    left: int
    top: int
    right: int
    bottom: int


class ViewBox(NamedTuple):
    """The visible part of the plane; ``str()`` is the value of the SVG attribute ``viewBox``."""

    left: int
    top: int
    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.left} {self.top} {self.width} {self.height}"


@cache
def _transformer() -> pyproj.Transformer:
    return pyproj.Transformer.from_pipeline(_WGS84_TO_RD)


def _to_rd(lon_lat: FloatMatrix) -> FloatMatrix:
    x, y = _transformer().transform(lon_lat[:, 0], lon_lat[:, 1])
    points = np.column_stack([x, y])
    if not np.all(np.isfinite(points)):
        raise CartographyError("a coordinate is too far away to be drawn in RD New")
    return points


def project(shapes: Shapes) -> dict[str, shapely.Geometry]:
    """Shapes in WGS84 (longitude, latitude in degrees) to RD New (x, y in metres), by code.

    A point that two shapes share is the same point afterwards.

    Raises
    ------
    CartographyError
        A coordinate has no place in the plane.
    """
    projected = shapely.transform(_array(shapes.values()), _to_rd)
    return dict(zip(shapes, projected.tolist(), strict=True))


def degrees(plane: npt.ArrayLike) -> FloatMatrix:
    """Points of the maps (plane units, y runs down) as longitude and latitude in degrees (WGS84).

    ``plane`` has shape (n, 2), as has the answer.
    """
    points = np.asarray(plane, dtype=np.float64).reshape(-1, 2) * PLANE_UNIT_M
    lon, lat = _transformer().transform(points[:, 0], NORTH_M - points[:, 1], direction="INVERSE")
    return np.column_stack([lon, lat])


def simplify(shapes: Shapes, tolerance_m: float) -> dict[str, shapely.Geometry]:
    """Shapes with fewer points, shared borders still shared, by code.

    Shapes are in metres; ``tolerance_m`` is the side of the square whose area a bend must have to
    stay. Borders are recognised where two shapes have the same points; where published shapes
    overlap or gape each side is simplified by itself, so a gap may show. Shapes that cross
    themselves are made valid, before and after; where the borders cannot be followed at all every
    shape is simplified by itself; a shape that vanishes is kept as it was.

    Raises
    ------
    CartographyError
        A shape has no area.
    """
    given = _polygonal(_array(shapes.values()))
    try:
        result = shapely.coverage_simplify(given, tolerance_m)
    except shapely.errors.GEOSException:
        result = shapely.simplify(given, tolerance_m, preserve_topology=True)
    result = _polygonal(result)
    lost = shapely.is_empty(result)
    result[lost] = given[lost]
    for code, empty in zip(shapes, shapely.is_empty(result), strict=True):
        if empty:
            raise CartographyError(f"the shape of {code} has no area")
    return dict(zip(shapes, result.tolist(), strict=True))


def _array(shapes: Iterable[shapely.Geometry]) -> npt.NDArray[np.object_]:
    # Filled by hand: numpy would look inside a multipolygon for a second dimension.
    items = list(shapes)
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array


def _polygonal(shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Valid polygons and multipolygons; what has no area becomes an empty multipolygon.

    Only what is wrong is repaired: repairing moves the first point of a ring.
    """
    result = shapes.copy()
    wrong = ~shapely.is_valid(shapes)
    result[wrong] = shapely.make_valid(shapes[wrong], method="structure", keep_collapsed=False)
    result[shapely.area(result) == 0] = shapely.MultiPolygon()
    return result


def path(shape: shapely.Geometry, unit: int, *, smallest: float = 0) -> str:
    """SVG path of a polygon or multipolygon in RD metres, in integers of ``unit`` metres.

    Relative commands with as few separators as the grammar allows; y is flipped. Points that fall
    together are one point. Rings below ``smallest`` square units are left out, islands and holes
    alike, but never the largest ring: a shape too small for its unit becomes a square of one unit.
    """
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    drawn = [_grid(shapely.get_coordinates(ring), unit) for ring in rings]
    areas = [abs(_doubled_area(points)) / 2 for points in drawn]
    largest = int(np.argmax(areas))
    if areas[largest] == 0:
        x, y = drawn[largest][0].tolist()
        return f"m{x} {y}h1v1h-1z"
    kept = [
        points
        for number, (points, area) in enumerate(zip(drawn, areas, strict=True))
        if number == largest or area >= max(smallest, 0.5)
    ]
    return _path(kept)


def _grid(ring: FloatMatrix, unit: int) -> IntMatrix:
    """Corners of a closed ring on the integer grid, without the repeated last one."""
    points = np.column_stack([ring[:, 0], NORTH_M - ring[:, 1]])
    grid = np.rint(points / unit).astype(np.int64)
    moved = np.any(np.diff(grid, axis=0) != 0, axis=1)
    corners: IntMatrix = grid[:-1][moved] if moved.any() else grid[:1]
    return corners


def _doubled_area(points: IntMatrix) -> int:
    x, y = points[:, 0], points[:, 1]
    return int(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))


def _path(rings: Sequence[IntMatrix]) -> str:
    """Rings as one path; after ``z`` the pen is back at the start of the ring it closed."""
    text = []
    pen = np.zeros((1, 2), dtype=np.int64)
    for points in rings:
        # Pairs after the first of a relative moveto are relative linetos.
        steps = np.diff(points, axis=0, prepend=pen).ravel().tolist()
        text.append("m" + " ".join(map(str, steps)).replace(" -", "-") + "z")
        pen = points[:1]
    return "".join(text)


def shapes_for_storage(boundaries: Shapes) -> list[MapShape]:
    """Boundaries (WGS84 degrees) of one date, drawn at both levels, sorted by code.

    Give all municipalities of a date at once: borders are shared only within one call.

    Raises
    ------
    CartographyError
        A shape has no area or lies outside the plane.
    """
    projected = project(dict(sorted(boundaries.items())))
    if not projected:
        return []
    west, south, east, north = shapely.total_bounds(_array(projected.values())).tolist()
    country = simplify(projected, COUNTRY_TOLERANCE * max(east - west, north - south))
    detail = simplify(projected, DETAIL_TOLERANCE_M)
    return [_map_shape(code, country[code], detail[code]) for code in projected]


def _map_shape(code: str, country: shapely.Geometry, detail: shapely.Geometry) -> MapShape:
    west, south, east, north = shapely.bounds(detail).tolist()
    inside = _point_inside(detail)
    return MapShape(
        code=code,
        path_country=path(country, COUNTRY_UNIT_M, smallest=COUNTRY_SMALLEST),
        path_detail=path(detail, PLANE_UNIT_M, smallest=DETAIL_SMALLEST),
        x=round(inside.x / PLANE_UNIT_M),
        y=round((NORTH_M - inside.y) / PLANE_UNIT_M),
        left=math.floor(west / PLANE_UNIT_M),
        top=math.floor((NORTH_M - north) / PLANE_UNIT_M),
        right=math.ceil(east / PLANE_UNIT_M),
        bottom=math.ceil((NORTH_M - south) / PLANE_UNIT_M),
    )


def _point_inside(shape: shapely.Geometry) -> shapely.Point:
    """The centroid of the largest part, unless that lies outside it or close to its border.

    Otherwise the centre of the largest circle that fits, within a tenth of its radius.
    """
    parts = shapely.get_parts(shape)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    rough = math.sqrt(largest.area) / 50
    radius = shapely.maximum_inscribed_circle(largest, rough)
    centre, _ = shapely.points(shapely.get_coordinates(radius))
    centroid = shapely.centroid(largest)
    roomy = largest.contains(centroid) and largest.boundary.distance(centroid) > radius.length / 2
    return centroid if roomy else centre


def points_for_storage(points: Mapping[str, tuple[float, float]]) -> list[MapPoint]:
    """Centres (latitude, longitude in degrees) in the plane of the maps, sorted by code.

    Raises
    ------
    CartographyError
        A coordinate has no place in the plane.
    """
    codes = sorted(points)
    lat_lon = np.array([points[code] for code in codes], dtype=np.float64).reshape(-1, 2)
    rd = _to_rd(lat_lon[:, ::-1])
    plane = np.rint(np.column_stack([rd[:, 0], NORTH_M - rd[:, 1]]) / PLANE_UNIT_M)
    return [
        MapPoint(code, int(x), int(y)) for code, (x, y) in zip(codes, plane.tolist(), strict=True)
    ]


def view_box(
    boxes: Iterable[Box], *, margin: float = 0.05, aspect: float | None = None, smallest: int = 1000
) -> ViewBox:
    """The view that shows all boxes, with them in its middle.

    ``margin`` is added on every side as a part of the longer side; ``aspect`` (width divided by
    height) widens or heightens the view; no side is shorter than ``smallest`` plane units (1000 is
    10 km), so that a single point gets surroundings.

    Raises
    ------
    CartographyError
        There is no box.
    """
    listed = list(boxes)
    if not listed:
        raise CartographyError("there is nothing to show on the map")
    left, top = min(b.left for b in listed), min(b.top for b in listed)
    right, bottom = max(b.right for b in listed), max(b.bottom for b in listed)
    edge = 2 * margin * max(right - left, bottom - top)
    width = max(right - left + edge, smallest)
    height = max(bottom - top + edge, smallest)
    if aspect is not None:
        width, height = max(width, height * aspect), max(height, width / aspect)
    wide, high = math.ceil(width), math.ceil(height)
    return ViewBox((left + right - wide) // 2, (top + bottom - high) // 2, wide, high)


def proportional_radii(values: Sequence[float], largest: float) -> tuple[float, ...]:
    """Radii of circles whose areas are as the values, the greatest value having ``largest``.

    In the unit of ``largest``, rounded to one decimal; a value of 0 has radius 0.

    Raises
    ------
    CartographyError
        A value is negative or no number.
    """
    if not all(0 <= value < math.inf for value in values):
        raise CartographyError("a circle can only show a number of 0 or more")
    greatest = max(values, default=0)
    if greatest == 0:
        return (0.0,) * len(values)
    return tuple(round(largest * math.sqrt(value / greatest), 1) for value in values)
