# SPDX-License-Identifier: EUPL-1.2
import contextlib
import json
from pathlib import Path

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box

from samenspel.datapackage import topojson
from samenspel.datapackage.topojson import TopoJSONError, read_topojson, write_topojson

# The machine may be busy: slowness of drawing examples is not what these laws are about.
law = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

SQUARE = [[5, 52], [5, 53], [6, 53], [6, 52], [5, 52]]
# Two squares side by side: their common border, the rest of the west, the rest of the east.
TWO_ARCS = [
    [[6, 52], [6, 53]],
    [[6, 53], [5, 53], [5, 52], [6, 52]],
    [[6, 52], [7, 52], [7, 53], [6, 53]],
]


def geometry(code="GM0001", kind="Polygon", **members):
    return {"type": kind, "properties": {"code": code}, **members}


def topology(*geometries, arcs=None, **members):
    collection = {"type": "GeometryCollection", "geometries": list(geometries)}
    return {
        "type": "Topology",
        "objects": {"municipalities": collection},
        "arcs": [SQUARE] if arcs is None else arcs,
        **members,
    }


def feature(code="GM0001", kind="Polygon", coordinates=None):
    shape = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"code": code}, "geometry": shape}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def read(document):
    return read_topojson(json.dumps(document).encode())


def test_neighbours_share_an_arc_in_both_directions():
    shapes = read(
        topology(geometry("w", arcs=[[0, 1]]), geometry("e", arcs=[[2, -1]]), arcs=TWO_ARCS)
    )
    assert shapes["w"].equals(box(5, 52, 6, 53))
    assert shapes["e"].equals(box(6, 52, 7, 53))
    assert shapely.coverage_is_valid(list(shapes.values()))


def test_a_ring_can_be_made_of_backward_arcs_only():
    shapes = read(topology(geometry("w", arcs=[[-2, -1]]), arcs=TWO_ARCS))
    assert shapes["w"].equals(box(5, 52, 6, 53))


def test_quantised_arcs_are_steps_on_a_scaled_grid():
    steps = [[[0, 0], [0, 10], [10, 0], [0, -10], [-10, 0]], [[2, 2], [2, 0], [0, 2], [-2, -2]]]
    transform = {"scale": [0.1, 0.1], "translate": [5, 52]}
    shapes = read(topology(geometry(arcs=[[0], [1]]), arcs=steps, transform=transform))
    hole = Polygon([(5.2, 52.2), (5.4, 52.2), (5.4, 52.4)])
    assert shapes["GM0001"].symmetric_difference(box(5, 52, 6, 53) - hole).area < 1e-9
    assert len(shapes["GM0001"].interiors) == 1


def test_parts_of_a_multipolygon_keep_their_holes():
    hole = [[5.2, 52.2], [5.4, 52.2], [5.4, 52.4], [5.2, 52.2]]
    island = [[7, 53], [8, 53], [8, 54], [7, 53]]
    document = topology(
        geometry(kind="MultiPolygon", arcs=[[[0], [1]], [[2]]]), arcs=[SQUARE, hole, island]
    )
    shape = read(document)["GM0001"]
    assert isinstance(shape, MultiPolygon)
    assert [len(part.interiors) for part in shape.geoms] == [1, 0]
    assert shape.area == pytest.approx(1 - 0.02 + 0.5)


def test_geojson_gives_the_same_shapes():
    island = [[7, 53], [8, 53], [8, 54], [7, 53]]
    document = collection(
        feature("b"), feature("a", kind="MultiPolygon", coordinates=[[SQUARE], [island]])
    )
    shapes = read(document)
    assert list(shapes) == ["b", "a"]
    assert isinstance(shapes["b"], Polygon)
    assert shapes["a"].area == 1.5


def test_heights_in_positions_are_left_out():
    shapes = read(collection(feature(coordinates=[[[*position, 7] for position in SQUARE]])))
    assert not shapes["GM0001"].has_z


def test_the_only_object_may_have_any_name():
    document = topology(geometry(arcs=[[0]]))
    document["objects"] = {"gemeenten": document["objects"]["municipalities"]}
    assert list(read(document)) == ["GM0001"]


LOOSE = [[5, 52], [5, 53], [6, 53], [6, 52]]
ALONE = geometry(arcs=[[0]])
HOSTILE = {
    "nonsense": (b"\x00\xff" * 50, "not JSON"),
    "other encoding": (json.dumps(topology(ALONE)).encode("utf-16"), "not JSON in UTF-8"),
    "long number": (b"1" * 5000, "not JSON"),
    "deep nesting": (b"[" * 100_000, "nested too deeply"),
    "not a number": (b'{"arcs": NaN}', "contains NaN"),
    "no object": ([1], "not a JSON object"),
    "other type": ({"type": "Feature"}, "neither a TopoJSON Topology nor a GeoJSON"),
    "no objects": ({"type": "Topology", "objects": {}}, "no objects"),
    "several objects": (
        {"type": "Topology", "objects": {"a": {}, "b": {}}},
        "none is called municipalities",
    ),
    "no collection": (
        {"type": "Topology", "objects": {"a": {"type": "Polygon"}}},
        "not a GeometryCollection",
    ),
    "no shapes": (topology(), "has no shapes"),
    "shape is text": (topology("GM0001"), "shape 1 has no property code"),
    "no code": (topology({"type": "Polygon", "arcs": [[0]]}), "shape 1 has no property code"),
    "code is a number": (topology(geometry(11001, arcs=[[0]])), "shape 1 has no property code"),
    "code is endless": (topology(geometry("9" * 99, arcs=[[0]])), "shape 1 has no property code"),
    "code twice": (topology(ALONE, ALONE), "code GM0001 occurs twice"),
    "point": (topology(geometry(kind="Point", arcs=[[0]])), "not a polygon or multipolygon"),
    "nested collection": (
        topology(geometry(kind="GeometryCollection", geometries=[])),
        "not a polygon or multipolygon",
    ),
    "no rings": (topology(geometry(arcs=[])), "not a polygon or multipolygon"),
    "part without rings": (
        topology(geometry(kind="MultiPolygon", arcs=[[]])),
        "polygon without rings",
    ),
    "ring without arcs": (topology(geometry(arcs=[[]])), "an empty ring"),
    "ring is a number": (topology(geometry(arcs=[0])), "an empty ring"),
    "arc too high": (topology(geometry(arcs=[[1]])), "an arc number is not"),
    "arc too low": (topology(geometry(arcs=[[-2]])), "an arc number is not"),
    "arc is a fraction": (topology(geometry(arcs=[[0.0]])), "an arc number is not"),
    "arc is a yes": (topology(geometry(arcs=[[False]])), "an arc number is not"),
    "no arcs": (topology(ALONE, arcs=[]), "topology has no arcs"),
    "arc is text": (topology(ALONE, arcs=["SQUARE"]), "an arc is not a list"),
    "short arc": (topology(ALONE, arcs=[SQUARE, [[5, 52]]]), "fewer than two positions"),
    "position is text": (topology(ALONE, arcs=[[["5", "52"]] * 5]), "has a position that is not"),
    "position is empty": (topology(ALONE, arcs=[[[5, None]] * 5]), "has a position that is not"),
    "position is a yes": (topology(ALONE, arcs=[[[True, True]] * 5]), "has a position that is"),
    "position is a number": (topology(ALONE, arcs=[[5, 52]]), "has a position that is not"),
    "uneven positions": (topology(ALONE, arcs=[[[5, 52], [5]]]), "has a position that is not"),
    "position too long": (topology(ALONE, arcs=[[[10**400, 0.5]] * 5]), "has a position that is"),
    "open ring": (topology(ALONE, arcs=[LOOSE]), "ring of GM0001 is not closed"),
    "arcs apart": (topology(geometry(arcs=[[0, 0, 2]]), arcs=TWO_ARCS), "GM0001 do not follow"),
    "three points": (
        topology(ALONE, arcs=[[[5, 52], [6, 53], [5, 52]]]),
        "GM0001 has fewer than four points",
    ),
    "transform is text": (topology(ALONE, transform="1"), "scale of the transform"),
    "half a scale": (topology(ALONE, transform={"scale": [1]}), "scale of the transform"),
    "no translate": (topology(ALONE, transform={"scale": [1, 1]}), "translate of the transform"),
    "endless scale": (
        json.dumps(topology(ALONE, transform={"scale": [1, 7]})).replace("7", "1e999").encode(),
        "scale of the transform",
    ),
    "fractions in steps": (
        topology(ALONE, arcs=[[[0.5, 1]] * 5], transform={"scale": [1, 1], "translate": [0, 0]}),
        "not a small whole number",
    ),
    "giant steps": (
        topology(ALONE, arcs=[[[10**12, 1]] * 5], transform={"scale": [1, 1], "translate": [0, 0]}),
        "not a small whole number",
    ),
    "outside the world": (
        collection(feature(coordinates=[[[155000, 463000]] * 5])),
        "outside the world",
    ),
    "beyond all numbers": (
        json.dumps(collection(feature())).replace("53", "1e999").encode(),
        "outside the world",
    ),
    "no features": ({"type": "FeatureCollection"}, "no list of features"),
    "feature is text": (collection("x"), "something that is no feature"),
    "no geometry": (
        collection({"type": "Feature", "properties": {"code": "a"}, "geometry": None}),
        "shape of a is not a polygon",
    ),
}


@pytest.mark.parametrize(("document", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_wrong_is_refused_in_one_sentence(document, reason):
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    with pytest.raises(TopoJSONError, match=reason) as refusal:
        read_topojson(data)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        ("MAX_BYTES", "larger than 0 MB"),
        ("MAX_SHAPES", "more than 1 shapes"),
        ("MAX_LISTS", "more than 1 lists"),
        ("MAX_POINTS", "more than 1 points together"),
    ],
)
def test_a_file_over_a_limit_is_refused(monkeypatch, limit, reason):
    monkeypatch.setattr(topojson, limit, 1)
    with pytest.raises(TopoJSONError, match=reason):
        read(topology(ALONE, geometry("b", arcs=[[0]])))


def test_a_byte_order_mark_is_no_part_of_the_file():
    data = json.dumps(topology(ALONE)).encode("utf-8-sig")
    assert list(read_topojson(data)) == ["GM0001"]


def test_one_arc_used_over_and_over_cannot_fill_the_memory():
    around = [[5, 52], *[[5, 53]] * 2000, [6, 53], [5, 52]]
    rings = [[0]] * 5000
    with pytest.raises(TopoJSONError, match="points together"):
        read(topology(geometry(arcs=rings), arcs=[around]))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("ab", max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab", max_size=3), inner),
    max_leaves=8,
)


@law
@given(st.sampled_from(["Topology", "FeatureCollection"]), json_values, json_values, json_values)
def test_any_json_is_read_or_refused(kind, arcs, rings, transform):
    document = {
        "type": kind,
        "objects": {"municipalities": {"geometries": [geometry(arcs=rings)]}},
        "features": [feature(coordinates=rings)],
        "arcs": arcs,
        "transform": transform,
    }
    with contextlib.suppress(TopoJSONError):
        assert list(read(document)) == ["GM0001"]


degrees = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
triangles = st.lists(degrees, min_size=3, max_size=3).map(Polygon)


@law
@given(
    st.dictionaries(st.text('GM01é "', min_size=1, max_size=6), triangles, min_size=1, max_size=4)
)
def test_written_shapes_are_read_back_to_a_millionth_of_a_degree(shapes):
    written = write_topojson(shapes)
    result = read_topojson(written)
    assert list(result) == sorted(shapes)
    for code, shape in shapes.items():
        assert shapely.equals_exact(result[code], shape, tolerance=1e-6)
    assert write_topojson(result) == written


def test_order_of_the_shapes_changes_no_byte():
    shapes = {"b": box(5, 52, 6, 53), "a": MultiPolygon([box(6, 52, 7, 53), box(8, 52, 9, 53)])}
    assert write_topojson(shapes) == write_topojson(dict(reversed(shapes.items())))


@pytest.mark.parametrize("shape", [Point(5, 52), Polygon(), box(0, 0, 155_000, 463_000)])
def test_what_cannot_be_read_back_is_not_written(shape):
    with pytest.raises(TopoJSONError):
        write_topojson({"a": shape})


@pytest.mark.national
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("nl-2026/boundaries.topojson", 342),
        ("nl-2016/boundaries.topojson", 390),
        ("nl-2016/boundaries-2014.topojson", 403),
        ("vl-2023/boundaries.topojson", 300),
    ],
)
def test_national_boundaries_are_read_whole(national_data: Path, name, count):
    shapes = read_topojson((national_data / name).read_bytes())
    assert len(shapes) == count
    west, south, east, north = shapely.total_bounds(list(shapes.values()))
    assert 2.5 < west < east < 7.3
    assert 50.6 < south < north < 53.6
