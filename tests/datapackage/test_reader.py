# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from samenspel.datapackage import PackageError, Problem, read_package
from samenspel.datapackage.schema import MUNICIPALITY_CODES, TABLES

Make = Callable[..., Path]
Refused = Callable[..., PackageError]


def test_right_package_is_read_with_types_and_every_column(
    make_package: Make, small: dict[str, str]
) -> None:
    package = read_package(make_package(small))
    assert package.country == "nl"
    assert package.kind == "register"
    assert package.observed_on == date(2023, 5, 1)
    assert package.tables["municipalities"]["valid_to"].to_list() == [None, None, date(2016, 1, 1)]
    assert package.tables["municipalities"]["population_2023"].to_list() == [918117, 158000, None]
    assert package.figure_dates == {"population_2023": date(2023, 1, 1)}
    for name, frame in package.tables.items():
        schema = TABLES[name].schema
        assert schema.is_valid(frame.select(schema.column_names()))


def test_table_that_is_absent_is_empty_and_typed(make_package: Make, small: dict[str, str]) -> None:
    boards = read_package(make_package(small)).table("boards")
    assert boards.height == 0
    assert boards.schema["quota"] == pl.Int64


def test_package_without_periods_is_an_inventory(make_package: Make, small: dict[str, str]) -> None:
    small["arrangements.csv"] = "id,name\nstadsregio,Stadsregio\nrecreatie,Recreatieschap\n"
    assert read_package(make_package(small)).kind == "inventory"


def test_descriptor_states_kind_and_day_of_observation(
    make_package: Make, small: dict[str, str]
) -> None:
    stated = {"kind": "example", "observed_on": "2012-06-26"}
    package = read_package(make_package(small, samenspel=stated))
    assert (package.kind, package.observed_on) == ("example", date(2012, 6, 26))


def test_bare_year_in_the_source_is_its_first_day(
    make_package: Make, small: dict[str, str]
) -> None:
    table = small["participations.csv"]
    small["participations.csv"] = table.replace("register 2023-05-01", "OpenGR 2016").replace(
        "register 2022-01-01", "OpenGR 2016"
    )
    assert read_package(make_package(small)).observed_on == date(2016, 1, 1)


def test_figure_without_year_takes_its_date_from_the_description(
    make_package: Make, small: dict[str, str]
) -> None:
    small["municipalities.csv"] = "code,name,population,area_km2\nGM0363,Amsterdam,5,2.5\n"
    del small["arrangements.csv"], small["participations.csv"]
    folder = make_package(small, samenspel={"observed_on": "2020-01-01"})
    descriptor = json.loads((folder / "datapackage.json").read_text())
    descriptor["resources"][0]["schema"] = {
        "fields": [{"name": "population", "description": "Population on 1 January 2020"}]
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    assert read_package(folder).figure_dates == {"population": date(2020, 1, 1), "area_km2": None}


def test_gzipped_table_and_byte_order_mark_are_read(
    make_package: Make, small: dict[str, str]
) -> None:
    files: dict[str, str | bytes] = dict(small)
    files["competences.csv.gz"] = gzip.compress(
        b"\xef\xbb\xbfarrangement_id,text\r\nstadsregio,Taak\r\n"
    )
    package = read_package(make_package(files))
    assert package.tables["competences"]["text"].to_list() == ["Taak"]


def test_zip_with_the_package_in_a_folder_is_read(
    make_package: Make, small: dict[str, str], tmp_path: Path
) -> None:
    folder = make_package(small)
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for file in folder.iterdir():
            target.write(file, f"nl/{file.name}")
    assert read_package(archive) == read_package(folder)


def test_unknown_columns_and_files_are_named_and_not_used(
    make_package: Make, small: dict[str, str]
) -> None:
    small["municipalities.csv"] = small["municipalities.csv"].replace("province,", "provincie,")
    small["weather.csv"] = "a,b\n1,2\n"
    package = read_package(make_package(small))
    assert any("'provincie'" in notice for notice in package.notices)
    assert any("weather.csv" in notice for notice in package.notices)
    assert "provincie" not in package.tables["municipalities"].columns


def test_other_hash_than_the_descriptor_states_is_a_notice(
    make_package: Make, small: dict[str, str]
) -> None:
    folder = make_package(small)
    descriptor = json.loads((folder / "datapackage.json").read_text())
    descriptor["resources"][0] |= {"hash": "sha256:" + "0" * 64, "bytes": 3}
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    assert len(read_package(folder).notices) == 2


def test_fingerprint_follows_the_contents(make_package: Make, small: dict[str, str]) -> None:
    before = read_package(make_package(small)).fingerprint
    assert read_package(make_package(small)).fingerprint == before
    small["municipalities.csv"] = small["municipalities.csv"].replace("158000", "158001")
    assert read_package(make_package(small)).fingerprint != before


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "municipalities.csv",
            "GM0479",
            "GM479",
            (3, "code", "GM479", "the value has the wrong form"),
        ),
        (
            "municipalities.csv",
            "918117",
            "many",
            (2, "population_2023", "many", "this is not a whole number"),
        ),
        (
            "municipalities.csv",
            "918117",
            "-1",
            (2, "population_2023", "-1", "the value is too low"),
        ),
        (
            "municipalities.csv",
            "2016-01-01",
            "2016-02-30",
            (4, "valid_to", "2016-02-30", "this is not a date"),
        ),
        (
            "municipalities.csv",
            "1974-01-01",
            "01-01-1974",
            (3, "valid_from", "01-01-1974", "this is not a date"),
        ),
        (
            "municipalities.csv",
            "1974-01-01,",
            "1974-01-01,1973-12-31",
            (3, "valid_to", "1973-12-31", "valid_to lies before valid_from"),
        ),
        (
            "municipalities.csv",
            "GM0478,Zeevang",
            "GM0478,",
            (4, "name", None, "a value is missing"),
        ),
        (
            "municipalities.csv",
            "GM0478",
            "GM0479",
            (4, "code", "GM0479", "this key occurs more than once"),
        ),
        ("municipalities.csv", "valid_to,pop", "valid_to_,pop", None),
        (
            "arrangements.csv",
            "Openbaar lichaam",
            "Openbare lijf",
            (2, "legal_form", "Openbare lijf", "the value is not in the list"),
        ),
        (
            "participations.csv",
            "stadsregio,municipality,GM0479",
            "stad,municipality,GM0479",
            (3, "arrangement_id", "stad", "this does not occur in arrangements"),
        ),
        (
            "participations.csv",
            "municipality,GM0479",
            "municipality,GM0480",
            (3, "municipality_code", "GM0480", f"this does not occur in {MUNICIPALITY_CODES}"),
        ),
        (
            "participations.csv",
            "municipality,GM0479",
            "municipality,",
            (
                3,
                "municipality_code",
                None,
                "municipality code and kind of participant do not agree",
            ),
        ),
        (
            "participations.csv",
            "province,,",
            "kingdom,,",
            (4, "participant_type", "kingdom", "the value is not in the list"),
        ),
    ],
)
def test_wrong_cell_is_named_with_file_row_column_and_value(
    problems_of: Refused,
    make_package: Make,
    small: dict[str, str],
    file: str,
    old: str,
    new: str,
    problem: tuple[int, str, str | None, str] | None,
) -> None:
    assert small[file].count(old) == 1
    small[file] = small[file].replace(old, new)
    if problem is None:
        assert read_package(make_package(small)).notices
        return
    found = problems_of(small).problems
    assert (file, *problem) in [(p.file, p.row, p.column, p.value, p.what) for p in found]


def test_row_counts_records_and_not_lines(problems_of: Refused, small: dict[str, str]) -> None:
    small["competences.csv"] = 'arrangement_id,text\nstadsregio,"one\ntwo\n\nthree"\nnobody,x\n'
    (problem,) = problems_of(small).problems
    assert (problem.row, problem.value) == (3, "nobody")


def test_every_problem_is_listed(problems_of: Refused, small: dict[str, str]) -> None:
    small["municipalities.csv"] = small["municipalities.csv"].replace("918117", "x")
    small["arrangements.csv"] = small["arrangements.csv"].replace("2006-01-01", "soon")
    small["participations.csv"] = small["participations.csv"].replace("recreatie,", "elsewhere,")
    error = problems_of(small)
    assert {p.file for p in error.problems} == set(small)
    assert error.total == 3
    assert str(error).startswith(
        "3 problems in the data package; the first: municipalities.csv, row 2"
    )


def test_list_is_short_and_the_count_is_complete(
    problems_of: Refused, small: dict[str, str]
) -> None:
    small["documents.csv"] = "document_id,pages\n" + "".join(f"d{n},x\n" for n in range(5000))
    error = problems_of(small)
    assert error.total == 5000
    assert len(error.problems) == 20
    assert [(o.column, o.count) for o in error.omitted] == [("pages", 4980)]


def test_record_with_a_field_too_many_or_too_few_is_named(
    problems_of: Refused, small: dict[str, str]
) -> None:
    small["arrangements.csv"] = "id,name\nstadsregio,Stadsregio,x\nrecreatie\n\nrecreatie,Schap\n"
    small["participations.csv"] = "arrangement_id,participant_type,participant_name,source\n"
    found = problems_of(small, samenspel={"observed_on": "2020-01-01"}).problems
    assert [p.row for p in found] == [2, 3, 4]
    assert {p.what for p in found} == {"the number of fields is wrong"}


def test_missing_column_and_missing_table_are_named(
    problems_of: Refused, small: dict[str, str]
) -> None:
    small["arrangements.csv"] = "id\nstadsregio\n"
    del small["participations.csv"]
    found = problems_of(small).problems
    assert {(p.column, p.what) for p in found} >= {
        ("name", "a column is missing"),
        ("resources", "a table is missing"),
    }


def test_package_without_municipalities_is_refused(problems_of: Refused) -> None:
    assert problems_of({"weather.csv": "a\n1\n"}).problems[0].value == "municipalities"


def test_codes_of_two_countries_are_refused(problems_of: Refused, small: dict[str, str]) -> None:
    small["municipalities.csv"] += "11001,Aartselaar,Antwerpen,,,\n"
    assert "two countries" in str(problems_of(small))


def test_seats_refer_to_boards_and_participants(
    problems_of: Refused, small: dict[str, str]
) -> None:
    small["boards.csv"] = "arrangement_id,board,name,source\nstadsregio,general,Regioraad,x\n"
    small["seats.csv"] = (
        "arrangement_id,board,participant_code,participant_name,seats,votes,source\n"
        "stadsregio,general,GM0363,Amsterdam,12,24,x\n"
        "stadsregio,executive,GM0363,Amsterdam,1,1,x\n"
        "stadsregio,general,GM0999,Nergens,1,1,x\n"
    )
    found = problems_of(small).problems
    assert {(p.row, p.column) for p in found} == {(3, "board"), (4, "participant_code")}


def test_boundary_of_an_unknown_municipality_is_refused(
    problems_of: Refused, small: dict[str, str]
) -> None:
    ring = [[4.0, 52.0], [5.0, 52.0], [5.0, 53.0], [4.0, 52.0]]
    feature = {
        "type": "Feature",
        "properties": {"code": "GM9999"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    small["boundaries.geojson"] = json.dumps({"type": "FeatureCollection", "features": [feature]})
    assert problems_of(small).problems[0].value == "GM9999"


def test_one_wrong_row_among_a_hundred_thousand_is_named(
    problems_of: Refused, small: dict[str, str]
) -> None:
    rows = [f"{1900 + n // 1000},GM0363,GM{n % 1000 + 1000},10" for n in range(100_000)]
    rows[76_543] = rows[76_543].replace(",10", ",ten")
    codes = "".join(f"GM{n},M{n},Noord-Holland,,,\n" for n in range(1000, 2000))
    small["municipalities.csv"] += codes
    small["commuting.csv"] = "year,origin_code,destination_code,jobs\n" + "\n".join(rows)
    error = problems_of(small)
    assert error.problems == (
        Problem(
            "commuting.csv", 76_545, "jobs", "ten", "this is not a whole number", "a whole number"
        ),
    )
    assert str(error) == (
        "1 problem in the data package; the first: commuting.csv, row 76545, column jobs: "
        "this is not a whole number ('ten'); expected a whole number"
    )


def test_day_of_observation_must_be_known(problems_of: Refused, small: dict[str, str]) -> None:
    del small["arrangements.csv"], small["participations.csv"]
    (problem,) = problems_of(small).problems
    assert problem.column == "samenspel.observed_on"


def test_impossible_day_in_a_source_leaves_its_year(
    make_package: Make, small: dict[str, str]
) -> None:
    table = small["participations.csv"].replace("2023-05-01", "2023-02-31")
    small["participations.csv"] = table
    assert read_package(make_package(small)).observed_on == date(2023, 1, 1)


def test_value_of_each_type_is_asked_for_in_words(
    problems_of: Refused, small: dict[str, str]
) -> None:
    small["divisions.csv"] = "division,name_nl,regions,complete\na,A,1.5,perhaps\n"
    small["commuting.csv"] = "year,origin_code,destination_code\n12,GM0363,GM0363\n"
    small["participations.csv"] = (
        "arrangement_id,participant_type,participant_name,share_percent,source\n"
        "stadsregio,other,Bedrijf,half,register 2023-05-01\n"
        "stadsregio,other,Stichting,101,register 2023-05-01\n"
    )
    found = {(p.column, p.what, p.expected) for p in problems_of(small).problems}
    assert found >= {
        ("regions", "this is not a whole number", "a whole number"),
        ("complete", "this is not true or false", "true or false"),
        ("share_percent", "this is not a number", "a number"),
        ("share_percent", "the value is too high", "100 or less"),
        ("year", "the value is too low", "1800 or more"),
    }


def test_boundaries_take_their_day_from_descriptor_title_or_codes(
    make_package: Make, small: dict[str, str]
) -> None:
    ring = [[4.0, 52.0], [5.0, 52.0], [5.0, 53.0], [4.0, 52.0]]
    feature = {
        "type": "Feature",
        "properties": {"code": "GM0479"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    shapes = json.dumps({"type": "FeatureCollection", "features": [feature]})
    for name in ("stated", "titled", "young"):
        small[f"{name}.geojson"] = shapes
    folder = make_package(small)
    document = json.loads((folder / "datapackage.json").read_text())
    resources = {resource["name"]: resource for resource in document["resources"]}
    resources["stated"]["samenspel"] = {"valid_on": "2020-02-03"}
    resources["titled"]["title"] = "Boundaries of 2019"
    (folder / "datapackage.json").write_text(json.dumps(document))
    days = {item.name: item.valid_on for item in read_package(folder).boundaries}
    assert days == {
        "stated": date(2020, 2, 3),
        "titled": date(2019, 1, 1),
        "young": date(1974, 1, 1),
    }
