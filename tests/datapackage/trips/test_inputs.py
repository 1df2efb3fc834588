# SPDX-License-Identifier: EUPL-1.2
"""Files, patterns, folders; strange names, and files that cannot be used."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from samenspel.datapackage.trips import Period, Report, TripsError
from samenspel.datapackage.trips.duckdb_engine import secret_for

Make = Callable[..., tuple[list[tuple[str, str, str]], Report]]
Trips = Callable[..., Path]


def test_files_patterns_and_folders_are_read_once_each(
    make: Make, trips: Trips, tmp_path: Path
) -> None:
    for name in ("in/a.csv", "in/deep/b.csv", "in/.hidden.csv", "in/_done/c.csv", "in/notes.md"):
        trips("origin,destination", "a,b", name=name)
    for inputs, records in (
        ([tmp_path / "in"], 2),
        ([tmp_path / "in/*.csv"], 1),
        ([tmp_path / "in/**/*.csv"], 3),
        ([tmp_path / "in/a.csv", tmp_path / "in"], 2),
        ([tmp_path / "i?"], 2),
    ):
        assert make(*inputs)[1].records == records, inputs


@pytest.mark.parametrize("name", ["a[1].csv", "it's.csv", "a b.csv", "semi;colon.csv", "é.csv"])
def test_strange_names_of_files_are_names(make: Make, trips: Trips, name: str) -> None:
    assert make(trips("origin,destination", "a,b", name=name))[1].records == 1


def test_folders_can_tell_a_column(make: Make, trips: Trips, tmp_path: Path) -> None:
    for year in (2013, 2014):
        trips("origin,destination", f"a,{year}", name=f"in/year={year}/part=1/t.csv")
    assert make(tmp_path / "in", where=("year=2014",))[0] == [("a", "2014", "1")]
    period = Period.of("year", "2013", "2013")
    assert make(tmp_path / "in", period=period)[0] == [("a", "2013", "1")]
    # A column of the file itself goes first.
    trips("origin,destination,year", "a,b,2015", name="own/year=2014/t.csv")
    assert make(tmp_path / "own", where=("year=2015",))[1].counted == 1


def test_packed_and_semicolon_files_are_read(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "t.csv.gz"
    file.write_bytes(gzip.compress("\ufeffherkomst;bestemming;naam\r\na;b;x, y\r\n".encode()))
    assert make(file, origin="herkomst", destination="bestemming")[0] == [("a", "b", "1")]


def test_delimiter_can_be_named(make: Make, trips: Trips) -> None:
    file = trips("origin:destination:a,b,c,d", "a:b:1,2,3,4")
    assert make(file, delimiter=":")[0] == [("a", "b", "1")]


def test_hostile_names_and_values_are_only_text(make: Make, trips: Trips) -> None:
    name, other = 'a"; DROP TABLE trips; --', "select * from 'x'"
    quoted = name.replace('"', '""')
    file = trips(f'"{quoted}","{other}","a=b"', '"Den ""Haag""\n,x",0363,=1+1')
    rows, _ = make(file, origin=name, destination=other, where=("a=b==1+1",))
    assert rows == [('Den "Haag"\n,x', "0363", "1")]


def test_quotes_in_codes_and_conditions_are_text(make: Make, trips: Trips) -> None:
    file = trips("origin,destination,x", "' OR 1=1 --,b,it's", "c,d,e")
    rows, _ = make(file, where=("x=it's",))
    assert rows == [("' OR 1=1 --", "b", "1")]


def test_zeros_in_front_of_codes_are_kept(make: Make, trips: Trips) -> None:
    assert make(trips("origin,destination", "0363,0599"))[0] == [("0363", "0599", "1")]


@pytest.mark.parametrize(
    ("lines", "options", "message"),
    [
        (["origin,to", "a,b"], {}, "there is no column 'destination'; the columns are: origin, to"),
        (["origin,destination,Origin", "a,b,c"], {}, "'origin' and 'Origin' have the same name"),
        (["origin,destination,origin", "a,b,c"], {}, "'origin' and 'origin' have the same name"),
        (["origin,destination", "a,b"], {"where": ("mode",)}, "not written as column=value"),
        (["origin,destination", "a,b"], {"where": ("mode=x",)}, "there is no column 'mode'"),
        (["origin,destination,a,a=b", "a,b,c,d"], {"where": ("a=b=c",)}, "read two ways"),
        (["origin,destination"], {}, "no record is counted: the files hold no records"),
        (["origin,destination", ",b"], {}, "no record is counted: 1 without origin or dest"),
        ([], {}, "is empty"),
        (["origin,destination", "a"], {}, "trips.csv"),
        (["origin,destination", "a,b,c"], {}, "trips.csv"),
        (["origin,destination", "a,b"], {"format": "parquet"}, "cannot be read as Parquet"),
    ],
)
def test_unusable_files_are_refused_in_a_sentence(
    make: Make, trips: Trips, engine: Any, lines: list[str], options: dict[str, Any], message: str
) -> None:
    with pytest.raises((TripsError, *engine.failures), match=message):
        make(trips(*lines), **options)


def test_files_that_differ_are_refused(make: Make, trips: Trips, tmp_path: Path) -> None:
    trips("origin,destination", "a,b", name="in/1.csv")
    trips("destination,origin", "a,b", name="in/2.csv")
    with pytest.raises(TripsError, match=r"2\.csv has other columns \(destination, origin\) than"):
        make(tmp_path / "in")
    for number, weights in (("1", [1]), ("2", ["1"])):
        frame = pl.DataFrame({"origin": ["a"], "destination": ["b"], "w": weights})
        frame.write_parquet(tmp_path / f"{number}.parquet")
    with pytest.raises(TripsError, match=r"column 'w' is String in .*2\.parquet and Int64 in"):
        make(tmp_path / "*.parquet", weight="w")
    # What is not used may differ.
    assert make(tmp_path / "*.parquet")[1].records == 2
    with pytest.raises(TripsError, match="some files are CSV and some are Parquet"):
        make(tmp_path / "1.parquet", tmp_path / "in")


@pytest.mark.parametrize("column", [{"w": [True]}, {"w": [[1]]}, {"w": [b"1"]}])
def test_columns_of_other_types_are_refused(
    make: Make, tmp_path: Path, column: dict[str, list[Any]]
) -> None:
    file = tmp_path / "t.parquet"
    pl.DataFrame({"origin": ["a"], "destination": ["b"], **column}).write_parquet(file)
    with pytest.raises(TripsError, match="and no numbers"):
        make(file, weight="w")
    with pytest.raises(TripsError, match="and no codes"):
        make(file, origin="w")
    with pytest.raises(TripsError, match="and no years or days"):
        make(file, period=Period.of("w", "2014", "2014"))


def test_nothing_that_matches_is_an_error(make: Make, tmp_path: Path) -> None:
    for text in ("nowhere.csv", "*.csv", "no\0name"):
        with pytest.raises(TripsError, match=r"no files match|cannot be read"):
            make(tmp_path / text)
    (tmp_path / "data.txt").write_text("origin,destination\na,b\n")
    with pytest.raises(TripsError, match="neither CSV nor Parquet by its name"):
        make(tmp_path / "data.txt")
    assert make(tmp_path / "data.txt", format="csv")[1].records == 1


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["area,zone", "a,G", "a,H"], "puts 1 areas in two zones, the first is a"),
        (["x,y,z", "a,b,c"], "must have columns area and zone, and has x, y, z"),
        (["area,zone", "a,"], "holds no area with a zone"),
        ([], "cannot be read"),
    ],
)
def test_unusable_zones_are_refused(
    make: Make, trips: Trips, lines: list[str], message: str
) -> None:
    zones = trips(*lines, name="zones.csv")
    with pytest.raises(TripsError, match=message):
        make(trips("origin,destination", "a,b"), zones=zones)


@pytest.mark.parametrize(
    ("first", "last"), [("2014", "2013"), ("2014-02", "2014-01"), ("05-01-2014", "2014"), ("", "1")]
)
def test_period_that_is_none_is_refused(first: str, last: str) -> None:
    with pytest.raises(TripsError):
        Period.of("day", first, last)


def test_addresses_are_listed_and_looked_into_by_the_engine(
    engine: Any, trips: Trips, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Paths in the place of addresses: the same functions of the engine find both.
    loaded: list[str] = []
    monkeypatch.setattr(type(engine), "_load", lambda self, extension: loaded.append(extension))
    first = str(trips("origin,'x',\"y\"", "a,b,c", name="1.csv"))
    second = str(trips(name="2.csv"))
    assert engine.list_files(str(tmp_path / "*.csv")) == [first, second]
    assert engine.first_line(first) == "origin,'x',\"y\""
    assert engine.first_line(second) == ""
    pl.DataFrame({"n": [1], "t": ["a"]}).write_parquet(tmp_path / "t.parquet")
    address = str(tmp_path / "t.parquet")
    assert engine.parquet_types([address]) == {address: {"n": "BIGINT", "t": "VARCHAR"}}
    assert set(loaded) == {"httpfs"}


def test_file_addresses_are_files_here(make: Make, trips: Trips) -> None:
    assert make(f"file://{trips('origin,destination', 'a,b')}")[1].records == 1


def test_folder_in_object_storage_asks_for_the_format(make: Make) -> None:
    with pytest.raises(TripsError, match="say with --format which files"):
        make("s3://bucket/trips/")


def test_object_storage_is_opened_with_the_environment_only() -> None:
    assert secret_for("s3", {}) is None
    assert secret_for("https", {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}) is None
    statement = secret_for(
        "s3",
        {
            "AWS_ACCESS_KEY_ID": "me",
            "AWS_SECRET_ACCESS_KEY": "it's",
            "AWS_ENDPOINT_URL": "http://localhost:9000/",
        },
    )
    assert statement == (
        "CREATE OR REPLACE SECRET samenspel_s3 (TYPE s3, KEY_ID 'me', SECRET 'it''s', "
        "ENDPOINT 'localhost:9000', URL_STYLE 'path', USE_SSL 'false')"
    )
    assert "TYPE gcs" in (
        secret_for("gs", {"GCS_ACCESS_KEY_ID": "a", "GCS_SECRET_ACCESS_KEY": "b"}) or ""
    )
    assert "TYPE azure" in (secret_for("abfss", {"AZURE_STORAGE_CONNECTION_STRING": "x"}) or "")
