# SPDX-License-Identifier: EUPL-1.2
"""``samenspel burden``."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenspel.analysis.burden_assumptions import DEFAULT_ASSUMPTIONS
from samenspel.cli import samenspel
from samenspel.cli.burden_files import read_assumptions
from samenspel.register.example import EXAMPLE
from tests.cli.flow_cases import ALDEN, BOREN, error, write_package

HEADER = "form,seats,meetings,member_hours,official_hours,pages\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(samenspel, ["burden", *map(str, arguments)])


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = write_package(tmp_path / "package")
    table = folder / "municipalities.csv"
    lines = table.read_text().splitlines()
    people = {ALDEN: "40000,39000", BOREN: ","}
    added = [f"{line},{people.get(line.split(',')[0], '1000,')}" for line in lines[1:]]
    table.write_text("\n".join([f"{lines[0]},population_2015,population_2020", *added]))
    return folder


@pytest.fixture
def assumptions(tmp_path: Path) -> Path:
    path = tmp_path / "assumptions.csv"
    path.write_text(f"{HEADER}unknown,1,2,1.5,4,10\n")
    return path


def test_a_row_has_totals_and_figures_per_inhabitant(package: Path, assumptions: Path) -> None:
    result = run(package, "--assumptions", assumptions)
    assert result.exit_code == 0
    alden = rows(result.stdout)[ALDEN]
    # In two arrangements without a form; inhabitants are those nearest before the day.
    assert (alden["arrangements"], alden["population"]) == ("2", "40000")
    assert (alden["seats"], alden["meetings"], alden["member_hours"]) == ("2", "4", "6")
    assert (alden["official_hours"], alden["pages"]) == ("16", "40")
    assert alden["member_hours_per_10000"] == "1.5"
    assert alden["member_hours_known"] == "0"


def test_who_has_no_known_inhabitants_has_no_figure_per_inhabitant(package: Path) -> None:
    boren = rows(run(package).stdout)[BOREN]
    assert boren["population"] == ""
    assert boren["pages_per_10000"] == ""
    assert int(boren["pages"]) > 0


def test_json_and_csv_say_the_same(package: Path, tmp_path: Path) -> None:
    written = tmp_path / "out.csv"
    result = run(package, "--json", "-o", written)
    document = json.loads(result.stdout)
    assert document["reference_date"] == "2016-01-01"
    assert document["assumptions"]["stichting"]["seats"] == 0.5
    listed = rows(written.read_text())
    for row in document["municipalities"]:
        said = {key: "" if value is None else str(value) for key, value in row.items()}
        assert listed[row["code"]] == said


def test_seats_that_the_package_knows_are_known() -> None:
    document = json.loads(run(EXAMPLE, "--on", "2026-01-01", "--json").stdout)
    known = [row for row in document["municipalities"] if row["seats_known"]]
    assert known
    assert all(row["seats_known"] <= row["seats"] for row in document["municipalities"])


def test_assumptions_that_are_printed_can_be_read_back(tmp_path: Path) -> None:
    printed = tmp_path / "printed.csv"
    printed.write_text(run("--print-assumptions").stdout)
    assert read_assumptions(printed, DEFAULT_ASSUMPTIONS) == dict(DEFAULT_ASSUMPTIONS)
    document = json.loads(run("--print-assumptions", "--json", "--assumptions", printed).stdout)
    assert list(document) == list(DEFAULT_ASSUMPTIONS)


def test_other_assumptions_keep_the_rest(assumptions: Path) -> None:
    found = read_assumptions(assumptions, DEFAULT_ASSUMPTIONS)
    assert found["unknown"].member_hours == Decimal("1.5")
    assert found["netwerk"] == DEFAULT_ASSUMPTIONS["netwerk"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("form,seats\n", "has no column meetings, member_hours, official_hours, pages."),
        (f"{HEADER}fanclub,1,1,1,1,1\n", "line 2: fanclub is not a legal form."),
        (f"{HEADER},1,1,1,1,1\n", "line 2: nothing is not a legal form."),
        (f"{HEADER}netwerk,1,veel,1,1,1\n", "line 2: meetings is not a number: 'veel'."),
        (f"{HEADER}netwerk,1\n", "line 2: meetings is not a number: ''."),
        (f"{HEADER}netwerk,-1,1,1,1,1\n", "line 2: -1 is not a number from 0 to 10000"),
        (f"{HEADER}netwerk,1,1,1,1,1\nnetwerk,1,1,1,1,1\n", "line 3: netwerk comes twice."),
    ],
    ids=["column", "form", "no-form", "text", "short", "negative", "twice"],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_the_place(
    package: Path, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(text)
    assert said in error(run(package, "--assumptions", path))


def test_what_cannot_be_read_is_one_sentence(package: Path, tmp_path: Path) -> None:
    assert "cannot be read" in error(run(package, "--assumptions", tmp_path / "none.csv"))
    path = tmp_path / "latin.csv"
    path.write_bytes(HEADER.encode() + "netwerk,1,1,1,1,1,coöp".encode("latin-1"))
    assert "not UTF-8 text" in error(run(package, "--assumptions", path))
    assert run().exit_code == 2
