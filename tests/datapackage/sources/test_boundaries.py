# SPDX-License-Identifier: EUPL-1.2
"""Boundaries from TopoJSON and GeoJSON: shapes, codes on the day of the map, dated figures."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from samenspel.datapackage import Limits, PackageError, read_package
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources import (
    CONVERTERS,
    Conversion,
    Effect,
    KnownPlaces,
    SourceError,
    boundaries,
    write_conversion,
)
from samenspel.datapackage.sources.boundaries import figures, shapes
from tools.mutations import mutated

Write = Callable[..., Path]
Ring = list[list[float]]


@pytest.fixture(scope="module")
def places() -> KnownPlaces:
    """Duinkerk and Ees; Oud and Ouder became Nieuw in 2016."""
    columns = {
        "code": ["GM0001", "GM0002", "GM0003", "GM0004", "GM1900"],
        "name": ["Duinkerk", "Ees", "Oud", "Ouder", "Nieuw"],
        "valid_from": [None, None, None, None, date(2016, 1, 1)],
        "valid_to": [None, None, date(2016, 1, 1), date(2016, 1, 1), None],
    }
    empty = TABLES["municipalities"].schema.create_empty()
    municipalities = pl.concat([empty, pl.DataFrame(columns)], how="diagonal_relaxed")
    day = date(2016, 1, 1)
    changes = [
        (day, "merge", "GM0003", "Oud", "GM1900", "Nieuw", None, None),
        (day, "merge", "GM0004", "Ouder", "GM1900", "Nieuw", None, None),
    ]
    schema = TABLES["municipality_changes"].schema.create_empty().schema
    table = pl.DataFrame(changes, schema, orient="row")
    return KnownPlaces("small", "nl", day, municipalities.select(empty.columns), table)


def ring(west: float = 5.0, south: float = 52.0, size: float = 0.1) -> Ring:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(code: object, name: object = None, rings: Any = None, **more: object) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring()] if rings is None else rings}
    return {
        "properties": {"gemeentecode": code, "gemeentenaam": name, **more},
        "geometry": geometry,
    }


def collection(*features: object, **more: object) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **more}


def topology(*geometries: object, arcs: Any = None, **more: Any) -> dict[str, Any]:
    """Two squares side by side that share an arc: whole numbers of a tenth of a degree."""
    shared = [[51, 520], [0, 1]]
    left = [[51, 521], [-1, 0], [0, -1], [1, 0]]
    right = [[51, 520], [1, 0], [0, 1], [-1, 0]]
    return {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
        "objects": {"gem": {"type": "GeometryCollection", "geometries": list(geometries)}},
        "arcs": [shared, left, right] if arcs is None else arcs,
        **more,
    }


LEFT = {
    "type": "Polygon",
    "arcs": [[0, 1]],
    "properties": {"GM_CODE": "GM0001", "GM_NAAM": "Duinkerk", "AANT_INW": 10},
}
RIGHT = {
    "type": "Polygon",
    "arcs": [[2, -1]],
    "properties": {"GM_CODE": "GM0002", "GM_NAAM": "Ees", "AANT_INW": 20},
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(document: object, name: str = "gemeenten-2016.geojson") -> Path:
        path = tmp_path / name
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        path.write_bytes(content)
        return path

    return make


def converted(path: Path, places: KnownPlaces | None, **more: Any) -> Conversion:
    conversion = CONVERTERS["boundaries"].convert(path, places=places, **more)
    assert conversion.balances
    return conversion


def remarks(conversion: Conversion) -> list[tuple[int | None, str, str, str]]:
    return [(r.row, r.original, r.result, r.cause) for r in conversion.remarks]


def shapes_of(conversion: Conversion) -> dict[str, shapely.Geometry]:
    return conversion.package.boundaries[0].shapes


def figures_of(conversion: Conversion, code: str) -> dict[str, object]:
    table = conversion.package.tables["municipalities"]
    (row,) = table.filter(code=code).select(*conversion.package.figure_dates).to_dicts()
    return row


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


def to_rd(rings: list[Ring]) -> list[Ring]:
    transformer = Transformer.from_crs("EPSG:4326", "EPSG:28992", always_xy=True)
    return [[list(transformer.transform(*point)) for point in ring] for ring in rings]


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


# Days and figures


def test_day_is_that_of_the_features_the_file_or_as_stated(
    write: Write, places: KnownPlaces
) -> None:
    dated = collection(feature("GM0001", jaar=2020), feature("GM0002", jrstatcode="2020GM0002"))
    assert converted(write(dated), places).package.observed_on == date(2020, 1, 1)
    stated = converted(write(dated), places, observed_on=date(2021, 5, 6))
    assert stated.package.boundaries[0].valid_on == date(2021, 5, 6)
    with pytest.raises(SourceError, match="the day of the boundaries is not known"):
        converted(write(collection(feature("GM0001")), "map12345.geojson"), places)


def test_figures_are_columns_with_the_year_of_the_features(
    write: Write, places: KnownPlaces
) -> None:
    document = collection(
        feature(
            "GM0001", jaar=2020, aantalInwoners=1000, oppervlakteTotaalInHa=1234,
            gemiddeldeHuishoudsgrootte=2.1, stedelijkheidAdressenPerKm2="5", mannen=3,
        )
    )  # fmt: skip
    conversion = converted(write(document), places)
    assert figures_of(conversion, "GM0001") == {
        "population_2020": 1000,
        "area_km2_2020": 12.34,
        "urbanity_class_2020": 5,
        "household_size_2020": 2.1,
    }
    assert conversion.package.figure_dates["population_2020"] == date(2020, 1, 1)
    assert conversion.remarks == ()


def test_population_is_dated_by_its_sum(write: Write, places: KnownPlaces, tmp_path: Path) -> None:
    most = figures.NATIONAL_POPULATION[2015] - 20
    left = {**LEFT, "properties": LEFT["properties"] | {"AANT_INW": most}}
    conversion = converted(write(topology(left, RIGHT)), places)
    assert figures_of(conversion, "GM0001") == {"population_2015": most}
    assert remarks(conversion) == [(None, "", "2015", "year of the population, by its sum")]
    undated = converted(write(topology(LEFT, RIGHT)), places)
    assert undated.package.figure_dates == {"population": None}
    write_conversion(undated, tmp_path / "out")
    assert read_package(tmp_path / "out") == undated.package


@pytest.mark.parametrize(
    ("value", "read", "cause"),
    [
        (-99999999, None, "negative number for an unknown figure"),
        (-3, None, "figure that cannot be"),
        ("veel", None, "figure is no number"),
        ([[]], None, "figure is no number"),
        (True, None, "figure is no number"),
        (10**400, None, "figure is no number"),
        (12.5, 12, "decimals where things are counted"),
        ("12", 12, None),
        (None, None, None),
    ],
)
def test_odd_figures_are_listed(
    write: Write, places: KnownPlaces, value: object, read: int | None, cause: str | None
) -> None:
    document = collection(
        feature("GM0001", aantalInwoners=value), feature("GM0002", aantalInwoners=1)
    )
    conversion = converted(write(document), places)
    assert figures_of(conversion, "GM0001") == {"population": read}
    assert [remark.cause for remark in conversion.remarks] == ([] if cause is None else [cause])


def test_feature_beyond_a_percentage_is_listed(write: Write, places: KnownPlaces) -> None:
    document = collection(feature("GM0001", percentagePersonen0Tot15Jaar=101))
    assert remarks(converted(write(document), places)) == [(1, "101", "", "figure that cannot be")]


# Files


def test_without_places_the_municipalities_are_those_of_the_file(
    write: Write, tmp_path: Path
) -> None:
    document = collection(
        feature("GM0002", "Ees"), feature("1", "Duinkerk"), feature("GM0998", "Buitenland"),
        feature("GM0007"), feature("GM0008", "x" * 501),
    )  # fmt: skip
    conversion = converted(write(document), None)
    table = conversion.package.tables["municipalities"]
    assert table.select("code", "name").rows() == [("GM0001", "Duinkerk"), ("GM0002", "Ees")]
    assert [r.row for r in conversion.remarks if r.effect is Effect.LEFT_OUT] == [3, 4, 5]
    write_conversion(conversion, tmp_path / "out")
    assert read_package(tmp_path / "out") == conversion.package


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe{", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "not a JSON object"),
        ({"type": "FeatureCollection"}, "neither a TopoJSON"),
        (collection(), "there are no features"),
        (collection(1, None, "x"), "no shape of a municipality"),
        (topology(LEFT) | {"objects": []}, "no object that is plainly"),
        (
            topology() | {"objects": {"a": {"geometries": [LEFT]}, "b": {"geometries": [RIGHT]}}},
            "no object that is plainly",
        ),
    ],
)
def test_file_that_is_no_map_is_refused(
    write: Write, places: KnownPlaces, document: object, words: str
) -> None:
    with pytest.raises(SourceError, match=f"gemeenten-2016.geojson: .*{words}"):
        converted(write(document), places)


def test_municipalities_are_found_among_other_objects(write: Write, places: KnownPlaces) -> None:
    other = {"type": "GeometryCollection", "geometries": [{"properties": {"code": "PV20"}}]}
    document = topology(LEFT)
    document["objects"]["provinces"] = other
    assert list(shapes_of(converted(write(document), places))) == ["GM0001"]
    document["objects"]["municipalities"] = other
    with pytest.raises(SourceError, match="no shape of a municipality"):
        converted(write(document), places)


def test_file_is_read_in_other_encodings(write: Write, places: KnownPlaces) -> None:
    text = json.dumps(collection(feature("GM0002", "Ees", soort="één")), ensure_ascii=False)
    conversion = converted(write(text.encode("utf-16")), places)
    assert remarks(conversion) == [(None, "", "", "read as UTF-16")]


def test_folder_missing_and_large_files_are_refused(
    write: Write, places: KnownPlaces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SourceError, match="boundaries are one file"):
        converted(tmp_path, places)
    with pytest.raises(FileNotFoundError):
        converted(tmp_path / "nothing", places)
    path = write(collection(feature("GM0001"), feature("GM0002")))
    with pytest.raises(SourceError, match="not JSON"):
        converted(path, places, limits=Limits(file=100))
    monkeypatch.setattr(boundaries, "MAX_SHAPES", 1)
    with pytest.raises(SourceError, match="more than 1 features"):
        converted(path, places)


@pytest.mark.parametrize("depth", [5, 100, 900, 980])
@pytest.mark.parametrize(
    "document",
    [
        collection(feature("GM0001"), {**feature("GM0002"), "geometry": "DEEP"}),
        collection(feature("GM0001", rings=[ring(1e5, 4e5)]), feature("GM0002", rings="DEEP")),
        collection(feature("GM0001"), feature("GM0002", rings="DEEP")),
        collection(feature("GM0001"), feature("GM0002", aantalInwoners="DEEP")),
        topology(LEFT, {**RIGHT, "arcs": "DEEP"}),
        topology(LEFT, RIGHT, crs="DEEP"),
    ],
)
def test_lists_nested_deeply_do_no_harm(
    write: Write, places: KnownPlaces, document: object, depth: int
) -> None:
    text = json.dumps(document).replace('"DEEP"', "[" * depth + "1" + "]" * depth)
    path = write(text.encode())
    if depth == 980:  # too deep for the reader of JSON, or just not: it depends on who calls
        with suppress(SourceError):
            converted(path, places)
    else:
        assert converted(path, places).records_in == 2


SOURCES = [
    json.dumps(document, indent=1).encode()
    for document in (
        topology(LEFT, RIGHT),
        collection(
            feature("GM0001", "Duinkerk", jaar=2020, aantalInwoners=10),
            feature("GM0003", "Oud", [ring(5.1)], jaar=2020, aantalInwoners=20),
        ),
        collection(feature("GM0001", "Duinkerk", to_rd([ring()]))),
    )
]


@given(seed=st.integers(0, 2**32), source=st.sampled_from(SOURCES))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_spoilt_file_never_fails_otherwise_and_never_loses_a_feature(
    tmp_path_factory: pytest.TempPathFactory, places: KnownPlaces, seed: int, source: bytes
) -> None:
    root = tmp_path_factory.mktemp("map")
    path = root / "gemeenten-2016.geojson"
    path.write_bytes(mutated(source, random.Random(seed)))
    try:
        conversion = converted(path, places)
    except (SourceError, PackageError, OSError):
        return
    write_conversion(conversion, root / "out")
    assert read_package(root / "out") == conversion.package


# The national files


def relative_differences(
    one: dict[str, shapely.Geometry], other: dict[str, shapely.Geometry]
) -> list[float]:
    assert one.keys() == other.keys()
    return [abs(one[code].area / other[code].area - 1) for code in one]


@pytest.mark.national
def test_map_of_2016_is_that_of_the_national_package(national_data: Path) -> None:
    conversion = CONVERTERS["boundaries"].convert(national_data / "raw" / "gem-2016.json")
    national = read_package(national_data / "nl-2016")
    (map_,) = (item for item in national.boundaries if item.name == "boundaries")
    assert conversion.package.boundaries == (map_,)
    assert max(relative_differences(shapes_of(conversion), map_.shapes)) == 0
    ours = conversion.package.tables["municipalities"].select("code", "population_2015")
    theirs = national.tables["municipalities"].select("code", population_2015="population")
    assert ours.equals(theirs)
    assert conversion.causes() == [
        ("repaired", "outdated code", 2),
        ("repaired", "year of the population, by its sum", 1),
    ]
    recoded = {(r.original, r.result) for r in conversion.remarks if r.column == "code"}
    assert recoded == {("GM0241", "GM1945"), ("GM1921", "GM1940")}


@pytest.mark.national
def test_map_of_2023_is_that_of_the_national_package(national_data: Path) -> None:
    path = national_data / "raw" / "gemeenten-2023.geojson"
    conversion = CONVERTERS["boundaries"].convert(path)
    national = read_package(national_data / "nl-2026")
    (map_,) = national.boundaries
    found = shapes_of(conversion)
    source = {
        item["properties"]["gemeentecode"]: shapely.geometry.shape(item["geometry"])
        for item in json.loads(path.read_bytes())["features"]
    }
    del source["GM0998"]  # abroad
    assert max(relative_differences(found, source)) == 0
    # The national package has a plainer drawing of the same map: places shrink or grow a little.
    assert max(relative_differences(found, map_.shapes)) < 0.03
    total, plainer = (sum(shape.area for shape in m.values()) for m in (found, map_.shapes))
    assert abs(total / plainer - 1) < 1e-5
    columns = ["code", *conversion.package.figure_dates]
    assert len(columns) == 15
    ours = conversion.package.tables["municipalities"].select(columns)
    assert ours.equals(national.tables["municipalities"].select(columns))
    assert conversion.causes() == [("left out", "code for what is no municipality", 1)]
