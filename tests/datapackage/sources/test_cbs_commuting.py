# SPDX-License-Identifier: EUPL-1.2
"""Matrices of commuting: both orientations give the same tables; every cell is accounted for."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.datapackage import Limits, read_package
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources import (
    CONVERTERS,
    Conversion,
    Effect,
    KnownPlaces,
    SourceError,
    write_conversion,
)
from samenspel.datapackage.sources.cbs_commuting import convert

NAMES = ["Waterstad", "Hengelo (O.)", "Sudwest-Fryslan", "Groningen (gemeente)", "Buitenland"]
CELLS = [
    ["2.4", "-", "0", "0.1", "-"],
    ["0", "12", "-", "-", "-"],
    ["-", "0.3", "1.2", "0", "-"],
    ["-", "-", "-", "65.1", "-"],
    ["-", "-", "-", "-", "-"],
]
CODES = ["GM9001", "GM9002", "GM9003", "GM9004"]
JOBS = {
    ("GM9001", "GM9001"): 2400,
    ("GM9001", "GM9004"): 100,
    ("GM9002", "GM9002"): 12_000,
    ("GM9003", "GM9002"): 300,
    ("GM9003", "GM9003"): 1200,
    ("GM9004", "GM9004"): 65_100,
}
SMALL = {("GM9001", "GM9003"), ("GM9002", "GM9001"), ("GM9003", "GM9004")}


def frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    empty = TABLES[table].schema.create_empty()
    return pl.concat([empty, pl.DataFrame(rows, schema=empty.schema)])


def known(country: Any = "nl") -> KnownPlaces:
    municipalities = [
        {"code": "GM9001", "name": "Waterstad", "province": "Utrecht"},
        {"code": "GM9002", "name": "Hengelo", "province": "Overijssel"},
        {"code": "GM9003", "name": "Súdwest-Fryslân", "province": "Fryslân"},
        {"code": "GM9004", "name": "Groningen", "province": "Groningen"},
        {"code": "GM9005", "name": "Ver Weg", "province": "Groningen"},
    ]
    step = {
        "date": date(2016, 1, 1),
        "kind": "rename",
        "old_code": "GM9001",
        "old_name": "Waterstad",
        "new_code": "GM9006",
        "new_name": "Nieuw Waterstad",
        "area_share": 1.0,
    }
    return KnownPlaces(
        "known",
        country,
        date(2016, 1, 1),
        frame("municipalities", municipalities),
        frame("municipality_changes", [step]),
    )


PLACES = known()


def text(names: list[str], cells: list[list[str]], separator: str = ";", end: str = "\n") -> str:
    lines = [separator.join([name, *row]) for name, row in zip(names, cells, strict=True)]
    return end.join(lines) + end


def transposed(cells: list[list[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*cells, strict=True)]


def converted(path: Path, **more: Any) -> Conversion:
    conversion = convert(path, places=PLACES, **more)
    assert conversion.balances
    return conversion


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def flows(conversion: Conversion) -> tuple[dict[tuple[str, str], int], set[tuple[str, str]]]:
    large = conversion.package.table("commuting").rows()
    small = conversion.package.table("commuting_below_rounding").rows()
    assert {jobs for *_, jobs in small} <= {None}
    return {(o, d): jobs for _, o, d, jobs in large}, {(o, d) for _, o, d, _ in small}


def causes(conversion: Conversion) -> list[str]:
    return [remark.cause for remark in conversion.remarks]


def test_a_matrix_of_residents(tmp_path: Path) -> None:
    conversion = converted(write(tmp_path, "Van_2014.csv", text(NAMES, CELLS)))
    assert flows(conversion) == (JOBS, SMALL)
    assert (conversion.unit, conversion.records_in, conversion.records_out) == ("cell", 9, 9)
    package = conversion.package
    assert package.tables["municipalities"]["code"].to_list() == CODES
    assert package.tables["commuting"]["year"].unique().to_list() == [2014]
    assert package.observed_on == date(2014, 12, 31)
    assert package.kind == "inventory"
    assert [(r.row, r.original, r.result) for r in conversion.remarks] == [
        (2, "Hengelo (O.)", "Hengelo"),
        (3, "Sudwest-Fryslan", "Súdwest-Fryslân"),
        (4, "Groningen (gemeente)", "Groningen"),
    ]
    write_conversion(conversion, tmp_path / "out")
    assert read_package(tmp_path / "out") == package


def test_both_orientations_are_the_same_tables(tmp_path: Path) -> None:
    van = converted(write(tmp_path, "Van_2014.csv", text(NAMES, CELLS)))
    naar = converted(write(tmp_path, "Naar_2014.csv", text(NAMES, transposed(CELLS))))
    assert naar.package == van.package
    both = converted(tmp_path)
    assert both.package == van.package
    assert (both.records_in, both.records_out) == (9, 9)
    assert set(causes(both)) == {"name written otherwise than by the municipality"}


def test_cells_that_differ_between_the_orientations_are_reported(tmp_path: Path) -> None:
    write(tmp_path, "Van_2014.csv", text(NAMES, CELLS))
    other = transposed(CELLS)
    other[0][0], other[3][0], other[1][0], other[2][0] = "2.5", "-", "0", "x"
    write(tmp_path, "Naar_2014.csv", text(NAMES, other))
    conversion = converted(tmp_path)
    assert flows(conversion) == (JOBS, SMALL)
    said = [
        (r.file, r.row, r.column, r.original, r.result)
        for r in conversion.remarks
        if r.cause == "the two orientations of the matrix differ"
    ]
    assert said == [
        ("Naar_2014.csv", 1, "Waterstad", "2.5", "2.4"),
        ("Naar_2014.csv", 2, "Waterstad", "0", "-"),
        ("Naar_2014.csv", None, "GM9001 GM9003", "-", "0"),
        ("Naar_2014.csv", None, "GM9001 GM9004", "-", "0.1"),
    ]
    assert conversion.count(Effect.LEFT_OUT) == 1  # the cell with x, counted as one more
    assert conversion.records_in == 10


def test_years_of_a_folder_are_one_package(tmp_path: Path) -> None:
    for year in (2013, 2014):
        write(tmp_path, f"van-{year}.CSV", text(NAMES, CELLS))
    write(tmp_path, "other.csv", "a,b\n")
    (tmp_path / "Van_2012.csv").mkdir()
    (tmp_path / "Van_2011.csv").symlink_to("/etc/passwd")
    (tmp_path / "Van_2010.csv").symlink_to("Van_2010.csv")
    conversion = converted(tmp_path)
    assert conversion.package.name == "cbs-commuting-2013-2014"
    assert conversion.package.tables["commuting"]["year"].unique().sort().to_list() == [2013, 2014]
    assert (conversion.records_in, conversion.records_out) == (18, 18)


def test_jobs_of_no_municipality_are_left_out(tmp_path: Path) -> None:
    names = [*NAMES[:4], "Onbekend", "Zomaarplaats"]
    cells = [[*row, "0.2"] for row in [*CELLS[:4], ["1"] * 5]] + [["-"] * 6]
    conversion = converted(write(tmp_path, "Van_2014.csv", text(names, cells)))
    assert flows(conversion) == (JOBS, SMALL)
    left_out = [r.cause for r in conversion.remarks if r.effect is Effect.LEFT_OUT]
    assert left_out.count("not a municipality") == 6
    assert left_out.count("municipality not known") == 4


def test_typing_errors_in_names(tmp_path: Path) -> None:
    names = ["Waterstat", *NAMES[1:]]
    conversion = converted(write(tmp_path, "Van_2014.csv", text(names, CELLS)))
    assert flows(conversion) == (JOBS, SMALL)
    (typo,) = [r for r in conversion.remarks if r.cause == "typing error in a name"]
    assert (typo.original, typo.result) == ("Waterstat", "Waterstad")


def test_a_municipality_that_stands_twice(tmp_path: Path) -> None:
    names = [*NAMES[:4], "Hengelo"]
    cells = [[*row[:4], "-"] for row in CELLS[:4]] + [["-", "0.5", "-", "-", "-"]]
    conversion = converted(write(tmp_path, "Van_2014.csv", text(names, cells)))
    assert flows(conversion) == (JOBS, SMALL)
    assert causes(conversion).count("municipality stands twice") == 1


def test_another_division_is_found_by_its_names(tmp_path: Path) -> None:
    names = ["Nieuw Waterstad", *NAMES[1:]]
    conversion = converted(write(tmp_path, "Van_2017.csv", text(names, CELLS)))
    codes = conversion.package.tables["municipalities"]["code"].to_list()
    assert codes == [*CODES[1:], "GM9006"]  # known from the changes only
    assert conversion.package.tables["municipalities"]["name"].to_list()[-1] == "Nieuw Waterstad"
    assert conversion.balances


@pytest.mark.parametrize("separator", ["\t", "|"])
def test_other_separators_and_ends_of_line(separator: str, tmp_path: Path) -> None:
    content = text([f'"{name}"' for name in NAMES], CELLS, separator, "\r\n") + "\r\n"
    conversion = converted(write(tmp_path, "Van_2014.csv", content))
    assert flows(conversion) == (JOBS, SMALL)
    assert "cells separated in another way" in causes(conversion)


def test_a_header_tells_the_order_of_the_columns(tmp_path: Path) -> None:
    order = [3, 0, 4, 2, 1]
    head = ";".join(["", *(NAMES[n] for n in order)])
    body = text(NAMES, [[row[n] for n in order] for row in CELLS])
    conversion = converted(write(tmp_path, "Van_2014.csv", f"{head}\n{body}"))
    assert flows(conversion) == (JOBS, SMALL)


def test_cells_written_otherwise(tmp_path: Path) -> None:
    cells = [[*row] for row in CELLS]
    cells[0] = ["2,4", "0.04", "0.05", "1000000", ""]
    cells[1] = ["x", "-1", "1e3", "–", "٣"]
    conversion = converted(write(tmp_path, "Van_2014.csv", text(NAMES, cells)))
    large, small = flows(conversion)
    assert large[("GM9001", "GM9001")] == 2400
    assert large[("GM9001", "GM9003")] == 50
    assert ("GM9001", "GM9002") in small
    said = causes(conversion)
    assert said.count("decimal comma") == 1
    assert said.count("fewer than 50 jobs, taken as some") == 1
    assert said.count("cell unreadable") == 4


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings(encoding: str, tmp_path: Path) -> None:
    names = [*NAMES[:2], "Súdwest-Fryslân", *NAMES[3:]]
    content = text(names, CELLS).encode(encoding)
    conversion = converted(write(tmp_path, "Van_2014.csv", content))
    assert flows(conversion) == (JOBS, SMALL)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("Van_2014.csv", "", "not square"),
        ("Van_2014.csv", text(NAMES[:3], CELLS[:3]), "not square"),
        ("Van_2014.csv", text(NAMES, CELLS) + "Waterstad;1\n", "not square"),
        ("Van_2014.csv", "\0" * 100_000, "not square"),
        ("Van_2014.csv", "a\n" * 3_000, "more than 1250 rows"),
        ("Van_2014.csv", text(["A", "B", "C", "D", "E"], CELLS), "most names"),
        ("Van_2014.csv", text(["Buitenland"], [["1"]]), "most names"),
        ("Van_2014.csv", text(NAMES, [["x"] * 5] * 5), "most cells"),
        ("Van.csv", text(NAMES, CELLS), "expected a file called"),
        ("Door_2014.csv", text(NAMES, CELLS), "expected a file called"),
    ],
)
def test_what_is_no_matrix_is_refused(name: str, content: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=words):
        convert(write(tmp_path, name, content), places=PLACES)


def test_refusals_of_files(tmp_path: Path) -> None:
    path = write(tmp_path, "Van_2014.csv", text(NAMES, CELLS))
    with pytest.raises(SourceError, match="more than 10 bytes"):
        convert(path, places=PLACES, limits=Limits(file=10))
    with pytest.raises(SourceError, match="no Dutch"):
        convert(path, places=known("be"))
    with pytest.raises(FileNotFoundError):
        convert(tmp_path / "Van_2015.csv", places=PLACES)
    write(tmp_path, "van 2014.csv", text(NAMES, CELLS))
    with pytest.raises(SourceError, match="same year"):
        convert(tmp_path, places=PLACES)
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="expected a file called"):
        convert(tmp_path / "empty", places=PLACES)
    os.mkfifo(tmp_path / "empty" / "Van_2013.csv")
    with pytest.raises(SourceError, match="not a file called"):
        convert(tmp_path / "empty" / "Van_2013.csv", places=PLACES)


@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_spoilt_matrices(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    content = text(NAMES, CELLS).encode()
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(content)))
        end = min(len(content), begin + data.draw(st.integers(0, 30)))
        piece = data.draw(
            st.sampled_from([b";", b"\n", b"-", b"0", b"9" * 50, b"\0", b"\xff", b'"', b"Hengelo"])
        )
        part = content[begin:end]
        content = data.draw(
            st.sampled_from(
                [
                    content[:begin] + content[end:],
                    content[:end] + part + content[end:],
                    content[:begin] + piece + content[end:],
                    content[:begin] + part[::-1] + content[end:],
                    content.replace(b";", b","),
                ]
            )
        )
    folder = tmp_path_factory.mktemp("cbs")
    write(folder, "Van_2014.csv", content)
    write(folder, "Naar_2014.csv", text(NAMES, transposed(CELLS)))
    for path in (folder, folder / "Van_2014.csv"):
        try:
            conversion = convert(path, places=PLACES)
        except SourceError:
            continue
        assert conversion.balances
        write_conversion(conversion, folder / "out")
        read_package(folder / "out")


@pytest.mark.national
def test_the_matrices_of_2014(national_data: Path, tmp_path: Path) -> None:
    raw = national_data / "raw"
    found = [convert(raw / name) for name in ("Van_2014.csv", "Naar_2014.csv")]
    found.append(CONVERTERS["cbs-commuting"].convert(raw))
    expected = read_package(national_data / "nl-2016")
    codes = expected.tables["municipalities"].filter("in_2014")["code"].sort().to_list()
    for conversion in found:
        assert conversion.balances
        assert (conversion.records_in, conversion.records_out) == (83_445, 83_445)
        assert conversion.package == found[0].package
        tables = conversion.package.tables
        assert tables["municipalities"]["code"].to_list() == codes
        for name, rows in (("commuting", 9_987), ("commuting_below_rounding", 73_458)):
            assert tables[name].height == rows
            same = expected.tables[name].filter(pl.col("year") == 2014)
            assert tables[name].equals(same.sort("origin_code", "destination_code"))
    # The only remarks are names with a suffix or without accents: ten in each file.
    assert [len(conversion.remarks) for conversion in found] == [10, 10, 20]
    write_conversion(found[0], tmp_path)
    assert read_package(tmp_path) == found[0].package
