# SPDX-License-Identifier: EUPL-1.2
"""The inventory of the provinces as it was published, against the package made from it before."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter

import polars as pl
import pytest

from samenspel.datapackage import read_package
from samenspel.datapackage.sources import Effect, places_of, write_conversion
from samenspel.datapackage.sources.comparing import compare_participations
from samenspel.datapackage.sources.opengr import convert

pytestmark = pytest.mark.national

BESTUURSACADEMIE = "garantievoorziening-voormalige-bestuursacademie-noord-nederland"
ARNHEM_NIJMEGEN = "gemeenschappelijk-orgaan-regionale-samenwerking-arnhem-nijmegen"
MARN = "milieusamenwerking-en-afvalverwerking-regio-nijmegen-marn"

# Every row of participants that only one of both has, and why ours is as it is.
DIFFERENCES = {
    (BESTUURSACADEMIE, "water_board", "Waterschap 't Suydevelt"): (
        "ours: every apostrophe is written straight, as in the official names"
    ),
    (BESTUURSACADEMIE, "water_board", "Waterschap \N{RIGHT SINGLE QUOTATION MARK}t Suydevelt"): (
        "theirs: the same water board with a curly apostrophe"
    ),
}
# Members whose names in the source differ, and why.
OTHER_NAMES = {
    (ARNHEM_NIJMEGEN, "GM0209"): "the row 'Zevenaar Beuningen' names Beuningen as well",
    (MARN, "GM0668"): "'Waal' in 'Waal en Wijchen' is the end of 'West Maas en Waal'",
}
# Seats where theirs says more or something else, by column.
SEAT_DIFFERENCES = {
    "seat_postcode": {"euregio-rijn-waal": "the country is taken out of the postcode as well"},
}


@pytest.fixture(scope="module")
def reference(national_data):
    return read_package(national_data / "nl-2016")


@pytest.fixture(scope="module")
def result(national_data, reference):
    path = national_data / "raw" / "opengr_provincies.csv"
    return convert(path, places=places_of(reference))


def test_participations_agree_and_every_difference_has_a_cause(result, reference):
    compared = compare_participations(result.package, reference)
    assert compared.agreement >= 0.99
    assert set(compared.differences) == set(DIFFERENCES)


def test_identifiers_and_names_of_all_arrangements_are_the_same(result, reference):
    ours, theirs = (
        package.tables["arrangements"].select("id", "name", "status_note", "municipal_participants")
        for package in (result.package, reference)
    )
    assert sorted(ours.rows()) == sorted(theirs.rows())


def test_seats_agree_where_they_can_be_told_without_a_list_of_places(result, reference):
    joined = result.package.tables["arrangements"].join(
        reference.tables["arrangements"], on="id", suffix="_theirs"
    )
    for column in ("seat_place", "seat_postcode", "province"):
        other = joined.filter(pl.col(column).ne_missing(pl.col(f"{column}_theirs")))
        assert set(other["id"]) == set(SEAT_DIFFERENCES.get(column, {}))
    told = joined.drop_nulls("seat_municipality_code")
    assert told.height > 400
    assert (told["seat_municipality_code"] == told["seat_municipality_code_theirs"]).all()


def test_names_in_the_source_and_codes_of_merged_municipalities_agree(result, reference):
    key = ["arrangement_id", "participant_type", "participant_code"]
    joined = (
        result.package.tables["participations"]
        .drop_nulls("participant_code")
        .join(reference.tables["participations"], on=key, suffix="_theirs")
    )
    other = joined.filter(pl.col("names_in_source") != pl.col("names_in_source_theirs"))
    assert set(other.select("arrangement_id", "participant_code").rows()) == set(OTHER_NAMES)
    for column in ("old_codes", "participant_name"):
        assert not joined.filter(pl.col(column).ne_missing(pl.col(f"{column}_theirs"))).height


def test_the_known_counts_come_out(result):
    assert (result.records_in, result.records_out) == (3752, 3681)
    assert result.balances
    tables = result.package.tables
    assert tables["arrangements"].height == 464
    assert Counter(tables["participations"]["participant_type"]) == {
        "municipality": 3360,
        "water_board": 113,
        "province": 99,
        "foreign_municipality": 79,
        "foreign_other": 10,
        "intermunicipal_body": 10,
        "state": 5,
        "other": 4,
        "unresolved": 1,
    }
    municipal = tables["participations"].filter(pl.col("participant_type") == "municipality")
    assert round(municipal.height / 390, 2) == 8.62
    assert municipal["resolution"].str.split("|").list.contains("exact").sum() == 3263


def test_every_mess_of_the_file_is_in_the_report(result):
    def rows(cause, effect=Effect.REPAIRED):
        return {r.row for r in result.remarks if (r.cause, r.effect) == (cause, effect)}

    assert len(rows("encoding repaired")) == 239
    assert len(rows("blanks at the ends removed")) == 243
    assert len(rows("name of a province spelled otherwise")) == 155
    assert len(rows("municipality that merged: its successor")) == 86
    assert len(rows("name of several municipalities: chosen by the fellow members")) == 3
    assert len(rows("short name written in full")) == 8 + 1  # and De Dommel, a water board
    assert len(rows("remark on the end of an arrangement in its name")) == 8
    assert len(rows("remark on a former name in the name of an arrangement")) == 4
    series = rows("postcodes filled down as a series: left empty")
    named = {
        r.row: r.original for r in result.remarks if r.cause.startswith("postcodes filled down")
    }
    assert len(series) == len(named) == 52
    assert {"Neusden ", "Haasbergen", "Gedrop-Mierlo", "Hoogheermraadschap van Rijnland"} <= {
        r.original for r in result.remarks if r.cause == "typing error in a name"
    }
    assert {"EnkHuizen", "Capelle aan den Ijssel", "Overbetuwe,"} <= {
        r.original for r in result.remarks if r.cause == "name spelled otherwise"
    }
    assert {
        "Grave en Mill",
        "Sint Hubert",
        "Waal en Wijchen",
        "Zevenaar Beuningen",
        "Middelaar",
    } == {r.original for r in result.remarks if r.cause == "list cut at the wrong place"}
    # Ten double rows of the file, and two that a cut list names as well.
    assert len(rows("participant named more than once", Effect.MERGED)) == 12
    provinces = rows("another province than most rows of the arrangement")
    assert len({r.result for r in result.remarks if r.row in provinces}) >= 2
    assert "unusual blank made an ordinary one" in {r.cause for r in result.remarks}
    assert [r.original for r in result.remarks if "not recognised" in r.cause] == ["Zaanstreek"]


def test_arrangements_listed_twice_under_two_names_are_found(result, reference):
    pairs = {
        frozenset(pair)
        for pair in reference.tables["arrangement_duplicates"]
        .select("arrangement_id", "other_id")
        .rows()
    }
    ours = {
        frozenset(pair)
        for pair in result.package.tables["arrangement_duplicates"]
        .select("arrangement_id", "other_id")
        .rows()
    }
    assert pairs <= ours
    # One more than they list: the same eight members, and the same name but for one word.
    assert ours - pairs == {
        frozenset(
            {
                "afvalbeheer-regio-centraal-groningen-arcg",
                "samenwerkingsverband-afvalbeheer-regio-centraal-groningen",
            }
        )
    }


def test_json_gives_the_same_package_and_the_same_report(national_data, reference, result):
    other = convert(national_data / "raw" / "opengr_provincies.json", places=places_of(reference))
    assert other.package == result.package
    assert other.causes() == result.causes()


def test_no_list_of_other_spellings_is_needed(national_data, reference):
    places = places_of(reference)
    bare = dataclasses.replace(
        places,
        municipalities=places.municipalities.with_columns(
            pl.lit(None, dtype=pl.String).alias("aliases")
        ),
    )
    found = convert(national_data / "raw" / "opengr_provincies.csv", places=bare)
    assert set(compare_participations(found.package, reference).differences) == set(DIFFERENCES)


def test_the_municipalities_of_ten_years_later_serve_as_well(national_data, reference):
    path = national_data / "raw" / "opengr_provincies.csv"
    found = convert(path, places=national_data / "nl-2026")
    assert set(compare_participations(found.package, reference).differences) == set(DIFFERENCES)


def test_municipalities_beside_the_source_are_found(national_data, result):
    assert convert(national_data / "raw" / "opengr_provincies.csv").package == result.package


def test_what_is_written_is_read_back_the_same(result, tmp_path):
    write_conversion(result, tmp_path)
    assert read_package(tmp_path) == result.package


def test_converting_takes_less_than_five_seconds(national_data, reference):
    places = places_of(reference)
    begin = time.perf_counter()
    convert(national_data / "raw" / "opengr_provincies.csv", places=places)
    assert time.perf_counter() - begin < 5
