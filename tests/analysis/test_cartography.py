# SPDX-License-Identifier: EUPL-1.2
import gzip
import math
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from samenspel.analysis import cartography
from samenspel.analysis.cartography import (
    Box,
    CartographyError,
    MapPoint,
    ViewBox,
    path,
    points_for_storage,
    project,
    proportional_radii,
    shapes_for_storage,
    simplify,
    view_box,
)
from samenspel.datapackage.topojson import read_topojson

# The machine may be busy: slowness of drawing examples is not what these laws are about.
law = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

AMERSFOORT = (52.15517440, 5.38720621)
WADDEN_AND_TEXEL = ("GM0060", "GM0088", "GM0093", "GM0096", "GM0448")

boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    *[st.integers(-9999, 9999)] * 2,
    *[st.integers(0, 9999)] * 2,
)


def drawn_rings(d: str) -> list[np.ndarray]:
    """Corners of the rings of a path, read back by the SVG grammar for ``m`` and ``z``."""
    rings, pen = [], np.zeros(2, dtype=int)
    for ring in d.removesuffix("z").split("z"):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        corners = np.cumsum(np.array(numbers).reshape(-1, 2), axis=0) + pen
        rings.append(corners)
        pen = corners[0]
    return rings


def degrees_box(west: float, south: float, east: float, north: float) -> Polygon:
    return shapely.segmentize(box(west, south, east, north), 0.02)


def test_tower_of_amersfoort_is_the_centre_of_rd():
    lat, lon = AMERSFOORT
    tower = project({"tower": shapely.Point(lon, lat)})["tower"]
    assert math.hypot(tower.x - 155_000, tower.y - 463_000) < 1


def test_centre_points_lie_in_the_plane_with_north_up():
    south = (52.0, 5.38720621)
    assert points_for_storage({"b": AMERSFOORT, "a": south}) == [
        MapPoint("a", 15500, 18426),
        MapPoint("b", 15500, 16700),
    ]


def test_a_point_has_a_box_of_no_size():
    assert MapPoint("a", 3, 4).box == Box(3, 4, 3, 4)


def test_no_centre_points_are_no_points():
    assert points_for_storage({}) == []


@pytest.mark.parametrize("lat", [math.nan, math.inf, 91.0])
def test_a_place_outside_the_world_is_refused(lat):
    with pytest.raises(CartographyError, match="too far away"):
        points_for_storage({"a": (lat, 5.0)})


def test_path_is_relative_and_spares_separators():
    shape = Polygon([(0, 630_000), (0, 629_000), (2_000, 629_000), (2_000, 630_000)])
    assert path(shape, 1000) == "m0 0 0 1 2 0 0-1z"


def test_hole_starts_from_the_start_of_the_ring_before():
    shape = box(0, 0, 9000, 9000).difference(box(2000, 2000, 4000, 4000))
    outer, hole = drawn_rings(path(shape, 1000))
    assert sorted(map(tuple, outer.tolist())) == [(0, 621), (0, 630), (9, 621), (9, 630)]
    assert sorted(map(tuple, hole.tolist())) == [(2, 626), (2, 628), (4, 626), (4, 628)]


@law
@given(
    st.lists(
        st.tuples(st.integers(0, 280_000), st.integers(300_000, 620_000)), min_size=3, max_size=5
    )
)
def test_a_drawn_ring_is_the_shape_on_the_grid(corners):
    shape = Polygon(corners)
    assume(shape.is_valid and shape.area > 10_000_000)
    grid = [(round(x / 100), round((630_000 - y) / 100)) for x, y in shape.exterior.coords]
    expected = [point for point, after in pairwise(grid) if point != after]
    assert [tuple(point) for point in drawn_rings(path(shape, 100))[0].tolist()] == expected


def test_points_that_fall_together_are_one_point():
    shape = Polygon([(0, 0), (3, 0), (1000, 0), (1000, 1000), (0, 1000)])
    assert len(drawn_rings(path(shape, 100))[0]) == 4


@pytest.mark.parametrize(
    "shape", [box(10, 629_980, 20, 629_990), box(10, 629_980, 5000, 629_990)], ids=["dot", "line"]
)
def test_a_shape_too_small_for_the_unit_is_still_one_unit_square(shape):
    assert path(shape, 1000, smallest=99).endswith("h1v1h-1z")


def test_small_islands_and_holes_leave_but_never_the_largest_part():
    island = box(20_000, 0, 20_500, 500)
    land = box(0, 0, 9000, 9000).difference(box(2000, 2000, 2500, 2500))
    shape = MultiPolygon([island, land])
    assert len(drawn_rings(path(shape, 100))) == 3
    assert len(drawn_rings(path(shape, 100, smallest=26))) == 1
    assert len(drawn_rings(path(shape, 100, smallest=10**9))) == 1


def test_simplified_neighbours_still_share_their_border():
    wave = [(5000 + 400 * math.sin(y / 700), y) for y in range(0, 10_001, 100)]
    left = Polygon([(0, 10_000), (0, 0), *wave])
    right = Polygon([(10_000, 10_000), (10_000, 0), *wave])
    result = simplify({"l": left, "r": right}, 300)
    assert shapely.get_num_coordinates(result["l"]) < 60
    assert shapely.coverage_is_valid([result["l"], result["r"]])


def test_a_shape_that_crosses_itself_is_drawn_with_both_its_parts():
    bow = Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])
    result = simplify({"bow": bow}, 10)["bow"]
    assert result.is_valid
    assert result.area == 500_000


def test_overlapping_shapes_are_simplified_each_by_itself():
    result = simplify({"a": box(0, 0, 10, 10), "b": box(5, 5, 15, 15)}, 1)
    assert [shape.area for shape in result.values()] == [100, 100]


def test_borders_that_cannot_be_followed_are_simplified_shape_by_shape(monkeypatch):
    def refuse(*_: object) -> None:
        raise shapely.errors.GEOSException("no coverage")

    monkeypatch.setattr(shapely, "coverage_simplify", refuse)
    shape = shapely.segmentize(box(0, 0, 1000, 1000), 10)
    assert shapely.get_num_coordinates(simplify({"a": shape}, 50)["a"]) == 5


def test_a_shape_without_area_is_refused_by_name():
    with pytest.raises(CartographyError, match="shape of GM9999 has no area"):
        simplify({"GM9999": Polygon([(0, 0), (1, 1), (0, 0), (1, 1)])}, 10)


def test_stored_shapes_agree_at_both_levels_and_with_their_box():
    shapes = {"b": degrees_box(5, 52, 5.5, 52.5), "a": degrees_box(5.5, 52, 6, 52.5)}
    first, second = shapes_for_storage(shapes)
    assert (first.code, second.code) == ("a", "b")
    for stored in (first, second):
        country = np.vstack(drawn_rings(stored.path_country)) * 10
        detail = np.vstack(drawn_rings(stored.path_detail))
        assert np.abs(country.min(axis=0) - detail.min(axis=0)).max() < 60
        assert np.abs(country.max(axis=0) - detail.max(axis=0)).max() < 60
        assert stored.box == (stored.left, stored.top, stored.right, stored.bottom)
        assert np.all(detail >= stored.box[:2])
        assert np.all(detail <= stored.box[2:])
        assert stored.left < stored.x < stored.right
        assert stored.top < stored.y < stored.bottom


def test_order_of_the_shapes_changes_no_byte():
    shapes = {"b": degrees_box(5, 52, 5.5, 52.5), "a": degrees_box(5.5, 52, 6, 52.5)}
    assert shapes_for_storage(shapes) == shapes_for_storage(dict(reversed(shapes.items())))


def test_no_boundaries_are_no_shapes():
    assert shapes_for_storage({}) == []


def test_point_of_a_horseshoe_lies_on_the_iron():
    horseshoe = degrees_box(5, 52, 6, 53).difference(box(5.1, 52.1, 5.9, 53.1))
    (stored,) = shapes_for_storage({"a": horseshoe})
    iron = Polygon(drawn_rings(stored.path_detail)[0])
    assert iron.contains(shapely.Point(stored.x, stored.y))


@law
@given(st.lists(boxes, min_size=1, max_size=5), st.sampled_from([None, 0.5, 1.0, 1.6]))
def test_a_view_shows_all_boxes_in_its_middle(several, aspect):
    view = view_box(several, aspect=aspect)
    left, top = min(b.left for b in several), min(b.top for b in several)
    right, bottom = max(b.right for b in several), max(b.bottom for b in several)
    assert view.left <= left
    assert view.top <= top
    assert view.left + view.width >= right
    assert view.top + view.height >= bottom
    assert abs((2 * view.left + view.width) - (left + right)) <= 1
    assert abs((2 * view.top + view.height) - (top + bottom)) <= 1
    if aspect:
        assert view.width / view.height == pytest.approx(aspect, rel=0.002)


def test_a_view_has_its_margin_and_reads_as_an_attribute():
    view = view_box([Box(0, 0, 2000, 1000)], margin=0.1)
    assert view == ViewBox(-200, -200, 2400, 1400)
    assert str(view) == "-200 -200 2400 1400"


def test_a_view_of_one_point_shows_its_surroundings():
    assert view_box([Box(5, 5, 5, 5)]) == ViewBox(-495, -495, 1000, 1000)


def test_a_view_of_nothing_is_refused():
    with pytest.raises(CartographyError, match="nothing to show"):
        view_box([])


def test_four_times_the_value_has_twice_the_radius():
    assert proportional_radii([25, 100, 0], 40) == (20.0, 40.0, 0.0)


def test_values_of_zero_have_no_circle():
    assert proportional_radii([0, 0], 40) == (0.0, 0.0)
    assert proportional_radii([], 40) == ()


@pytest.mark.parametrize("value", [-1, math.nan, math.inf])
def test_a_circle_cannot_show_what_is_no_amount(value):
    with pytest.raises(CartographyError, match="0 or more"):
        proportional_radii([1, value], 40)


@pytest.fixture
def dutch_shapes(national_data: Path) -> list[cartography.MapShape]:
    boundaries = read_topojson((national_data / "nl-2026" / "boundaries.topojson").read_bytes())
    return shapes_for_storage(boundaries)


@pytest.mark.national
def test_map_of_the_netherlands_is_small(dutch_shapes):
    paths = "".join(stored.path_country for stored in dutch_shapes)
    assert len(dutch_shapes) == 342
    assert len(paths) < 60_000
    assert len(gzip.compress(paths.encode(), mtime=0)) < 25_000


@pytest.mark.national
def test_islands_are_on_the_map_with_most_of_their_area(dutch_shapes):
    by_code = {stored.code: stored for stored in dutch_shapes}
    for code in WADDEN_AND_TEXEL:
        coarse = sum(Polygon(ring).area for ring in drawn_rings(by_code[code].path_country))
        fine = sum(Polygon(ring).area for ring in drawn_rings(by_code[code].path_detail)) / 100
        assert 0.9 < coarse / fine < 1.1


@pytest.mark.national
@pytest.mark.parametrize("name", ["nl-2016", "nl-2026", "vl-2023"])
def test_point_of_every_municipality_lies_in_it(national_data: Path, name):
    boundaries = read_topojson((national_data / name / "boundaries.topojson").read_bytes())
    for stored in shapes_for_storage(boundaries):
        rings = [shapely.make_valid(Polygon(ring)) for ring in drawn_rings(stored.path_detail)]
        largest = max(rings, key=lambda ring: ring.area)
        assert largest.distance(shapely.Point(stored.x, stored.y)) < 1, stored.code
