# SPDX-License-Identifier: EUPL-1.2
"""Figures beside boundaries: the day that they are of, and those that cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samenspel.datapackage import read_package
from samenspel.datapackage.sources import KnownPlaces, SourceError, write_conversion
from samenspel.datapackage.sources.boundaries import figures
from tests.datapackage.sources.boundaries_cases import (
    LEFT,
    RIGHT,
    Write,
    collection,
    converted,
    feature,
    figures_of,
    remarks,
    small_places,
    topology,
    writer,
)


@pytest.fixture(scope="module")
def places() -> KnownPlaces:
    return small_places()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


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
