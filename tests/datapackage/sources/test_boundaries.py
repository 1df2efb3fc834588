# SPDX-License-Identifier: EUPL-1.2
"""Boundaries from TopoJSON and GeoJSON: shapes, and codes on the day of the map."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely

from samenspel.datapackage import read_package
from samenspel.datapackage.sources import (
    Effect,
    KnownPlaces,
    SourceError,
    boundaries,
    write_conversion,
)
from samenspel.datapackage.sources.boundaries import shapes
from tests.datapackage.sources.boundaries_cases import (
    LEFT,
    RIGHT,
    Write,
    collection,
    converted,
    feature,
    figures_of,
    remarks,
    ring,
    shapes_of,
    small_places,
    to_rd,
    topology,
    writer,
)


@pytest.fixture(scope="module")
def places() -> KnownPlaces:
    return small_places()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


# Shapes


@pytest.mark.parametrize(
    "document",
    [
        collection(feature("GM0001"), feature("GM0002", rings=[ring(5.1)])),
        topology(LEFT, RIGHT),
    ],
    ids=["GeoJSON", "TopoJSON"],
)
def test_both_formats_give_shapes_by_code(
    write: Write, places: KnownPlaces, tmp_path: Path, document: object
) -> None:
    conversion = converted(write(document), places)
    found = shapes_of(conversion)
    assert list(found) == ["GM0001", "GM0002"]
    assert [round(shape.area, 9) for shape in found.values()] == [0.01, 0.01]
    assert conversion.package.boundaries[0].valid_on == date(2016, 1, 1)
    write_conversion(conversion, tmp_path / "out")
    assert read_package(tmp_path / "out") == conversion.package


def test_multipolygons_and_holes_are_kept(write: Write, places: KnownPlaces) -> None:
    parts = [[ring(), ring(5.02, 52.02, 0.01)], [ring(5.5)]]
    geometry = {"type": "MultiPolygon", "coordinates": parts}
    conversion = converted(write(collection({**feature("GM0001"), "geometry": geometry})), places)
    assert round(shapes_of(conversion)["GM0001"].area, 9) == 0.0199


@pytest.mark.parametrize(
    "properties",
    [
        {"statcode": "GM0001", "statnaam": "Duinkerk"},
        {"gm_code": "GM0001"},
        {"gemeentecode": "0001"},
        {"code": 1, "naam": "Duinkerk"},
        {"Gemeente_Code": " gm0001 "},
    ],
)
def test_code_goes_by_many_names(
    write: Write, places: KnownPlaces, properties: dict[str, object]
) -> None:
    document = collection({**feature("x"), "properties": properties})
    assert list(shapes_of(converted(write(document), places))) == ["GM0001"]


@pytest.mark.parametrize(
    "crs",
    [
        {},
        {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}},
        {"crs": {"properties": {"name": "EPSG:28992"}}},
        {"crs": None},
    ],
)
def test_dutch_grid_becomes_degrees(
    write: Write, places: KnownPlaces, crs: dict[str, object]
) -> None:
    document = collection(
        feature("GM0001", rings=to_rd([ring()])),
        feature("GM0002", rings=[[["a", "b"]]]),
        {**feature("GM0002"), "geometry": None},
        feature("GM0002", rings=[to_rd([ring()])]),
        **crs,
    )
    conversion = converted(write(document), places)
    found = shapely.get_coordinates(shapes_of(conversion)["GM0001"])
    assert np.abs(found - np.array(ring())).max() < 1e-6
    done = "coordinates converted from the Dutch grid (EPSG:28992) to degrees"
    assert remarks(conversion)[0] == (None, "", "", done)
    assert conversion.records_out == 1


@pytest.mark.parametrize("name", ["EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", ""])
def test_degrees_stay_degrees(write: Write, places: KnownPlaces, name: str) -> None:
    document = collection(feature("GM0001"), crs={"properties": {"name": name}})
    assert converted(write(document), places).remarks == ()


def test_other_coordinates_are_refused(write: Write, places: KnownPlaces) -> None:
    document = collection(feature("GM0001"), crs={"properties": {"name": "EPSG:3857"}})
    with pytest.raises(SourceError, match="'EPSG:3857' are not read"):
        converted(write(document), places)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "the shape of it is not a polygon"),
        ({"type": "Point", "coordinates": [5, 52]}, "not a polygon"),
        ({"type": "Polygon", "coordinates": [ring()[:3]]}, "fewer than four points"),
        ({"type": "Polygon", "coordinates": [ring()[:4]]}, "is not closed"),
        ({"type": "Polygon", "coordinates": [[["x", "y"]] * 4]}, "not a longitude"),
        ({"type": "Polygon", "coordinates": [ring(4e5, 6e5)]}, "outside the world"),
        ({"type": "Polygon", "coordinates": [ring(52.0, 5.0)]}, "Low Countries"),
    ],
)
def test_shape_that_cannot_be_built_costs_only_itself(
    write: Write, places: KnownPlaces, geometry: object, words: str
) -> None:
    bad = {**feature("GM0001", "Duinkerk"), "geometry": geometry}
    conversion = converted(write(collection(feature("GM0002"), bad)), places)
    assert list(shapes_of(conversion)) == ["GM0002"]
    ((row, original, result, cause),) = remarks(conversion)
    assert (row, original, result) == (2, "GM0001 Duinkerk", "")
    assert cause.startswith("shape cannot be read: ")
    assert words in cause


@pytest.mark.parametrize(
    "bad",
    [
        {**LEFT, "arcs": [[7]]},
        {**LEFT, "arcs": [["0"]]},
        {**LEFT, "arcs": [[True]]},
        {**LEFT, "arcs": [[0, 2]]},
        {**LEFT, "arcs": None},
        {**LEFT, "arcs": [[[[[[0]]]]]]},
        {**LEFT, "type": "LineString"},
    ],
)
def test_shape_of_wrong_arcs_costs_only_itself(
    write: Write, places: KnownPlaces, bad: object
) -> None:
    conversion = converted(write(topology(bad, RIGHT)), places)
    assert round(shapes_of(conversion)["GM0002"].area, 9) == 0.01
    assert [r.effect for r in conversion.remarks] == [Effect.LEFT_OUT]


@pytest.mark.parametrize("arcs", [None, [], "x", [[1]], [[[1, 2], [3]]]])
def test_topology_without_good_arcs_is_refused(
    write: Write, places: KnownPlaces, arcs: object
) -> None:
    document = topology(LEFT) | {"arcs": arcs}
    with pytest.raises(SourceError, match="no shape of a municipality can be read"):
        converted(write(document), places)


def test_arcs_that_are_used_without_end_are_refused(
    write: Write, places: KnownPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shapes, "MAX_POINTS", 10)
    bad = {**LEFT, "arcs": [[0, 7]]}
    with pytest.raises(SourceError, match="more than 10 points"):
        converted(write(topology(LEFT, RIGHT, bad)), places)


def test_shapes_with_too_many_points_are_refused(
    write: Write, places: KnownPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundaries, "_MOST_POINTS", 4)
    with pytest.raises(SourceError, match="more than 4 points"):
        converted(write(collection(feature("GM0001"))), places)


# Codes


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("GM0998", "code for what is no municipality"),
        ("GM0999", "code for what is no municipality"),
        ("PV20", "no code of a municipality"),
        (None, "no code of a municipality"),
        (True, "no code of a municipality"),
        (12345678, "no code of a municipality"),
        ("GM0777", "unknown municipality"),
    ],
)
def test_feature_that_is_no_municipality_is_listed(
    write: Write, places: KnownPlaces, code: object, cause: str
) -> None:
    conversion = converted(write(collection(feature("GM0001"), feature(code))), places)
    assert (conversion.records_in, conversion.records_out) == (2, 1)
    assert [(r.row, r.effect, r.cause) for r in conversion.remarks] == [(2, Effect.LEFT_OUT, cause)]


def test_outdated_codes_are_brought_to_the_day_of_the_map(
    write: Write, places: KnownPlaces
) -> None:
    document = collection(
        feature("GM0003", "Oud", aantalInwoners=100, percentagePersonen0Tot15Jaar=10),
        feature("GM0004", "Ouder", [ring(5.1)], aantalInwoners=50, percentagePersonen0Tot15Jaar=9),
    )
    conversion = converted(write(document), places)
    (shape,) = shapes_of(conversion).values()
    assert (shape.geom_type, round(shape.area, 9)) == ("Polygon", 0.02)
    assert list(shapes_of(conversion)) == ["GM1900"]
    assert figures_of(conversion, "GM1900") == {"population": 150, "pct_0_14": None}
    assert [(r.row, r.effect, r.cause) for r in conversion.remarks if r.column != "name"] == [
        (1, Effect.REPAIRED, "outdated code"),
        (2, Effect.REPAIRED, "outdated code"),
        (2, Effect.MERGED, "part of a municipality that has another part"),
        (2, Effect.REPAIRED, "figures of parts that cannot be taken together"),
    ]


def test_same_code_twice_is_one_municipality_and_counts_once(
    write: Write, places: KnownPlaces
) -> None:
    one = feature("GM0001", aantalInwoners=100)
    far = feature("GM0001", None, [ring(6.0)], aantalInwoners=100)
    conversion = converted(write(collection(one, far)), places)
    assert shapes_of(conversion)["GM0001"].geom_type == "MultiPolygon"
    assert figures_of(conversion, "GM0001") == {"population": 100}


def test_parts_without_area_are_laid_side_by_side(write: Write, places: KnownPlaces) -> None:
    flat = [[5.0, 52.0], [5.1, 52.0], [5.0, 52.0], [5.0, 52.0]]
    document = collection(feature("GM0001", None, [flat]), feature("GM0001", None, [flat]))
    assert shapes_of(converted(write(document), places))["GM0001"].geom_type == "MultiPolygon"


def test_name_and_code_of_two_municipalities_are_listed(write: Write, places: KnownPlaces) -> None:
    conversion = converted(
        write(collection(feature("GM0001"), feature("GM0002", "Duinkerk"))), places
    )
    assert [r.cause for r in conversion.remarks] == ["name and code are of two municipalities"]
