# SPDX-License-Identifier: EUPL-1.2
"""Files of boundaries: odd ones, spoilt ones and the national ones."""

from __future__ import annotations

import dataclasses
import json
import random
from contextlib import suppress
from pathlib import Path

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.datapackage import Limits, PackageError, read_package
from samenspel.datapackage.sources import (
    CONVERTERS,
    Effect,
    KnownPlaces,
    SourceError,
    boundaries,
    write_conversion,
)
from tests.datapackage.sources.boundaries_cases import (
    LEFT,
    RIGHT,
    Write,
    collection,
    converted,
    feature,
    remarks,
    ring,
    shapes_of,
    small_places,
    to_rd,
    topology,
    writer,
)
from tools.mutations import mutated


@pytest.fixture(scope="module")
def places() -> KnownPlaces:
    return small_places()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


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


def test_places_of_another_country_are_refused(write: Write, places: KnownPlaces) -> None:
    belgian = dataclasses.replace(places, country="be")
    with pytest.raises(SourceError, match="small: these are no Dutch municipalities"):
        converted(write(collection(feature("GM0001"))), belgian)


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
