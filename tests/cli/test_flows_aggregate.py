# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenspel.cli import samenspel
from samenspel.cli.flows import _Signs


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(samenspel, ["flows", "aggregate", *map(str, arguments)])


@pytest.fixture
def trips(tmp_path: Path) -> Path:
    pytest.importorskip("ibis")
    file = tmp_path / "trips.csv"
    file.write_text("origin,destination,w\na,b,2\na,b,1.5\nb,a,0.25\n,b,1\n")
    return file


def test_report_goes_to_standard_error_and_flows_to_the_file(trips: Path) -> None:
    out = trips.parent / "flows.csv"
    result = run(trips, "-o", out, "--weight", "w", "--min-flow", "1")
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text() == "origin,destination,flow\na,b,3.5\n"
    assert [line.split(None, 2) for line in result.stderr.splitlines()[2:]] == [
        ["4", "4.75", "read from 1 file"],
        ["1", "1", "without origin or destination"],
        ["1", "0.25", "in pairs under the smallest flow (1 pairs)"],
        ["2", "3.5", "counted, in 1 pairs of zones"],
    ]


def test_report_as_json_is_for_machines(trips: Path) -> None:
    zones = trips.parent / "zones.csv"
    zones.write_text("area,zone\na,G\n")
    result = run(trips, "-o", trips.parent / "f.csv", "--weight", "w", "--json", "--zones", zones)
    assert result.exit_code == 1
    assert "no record is counted: 1 without origin or destination, 3 area" in result.stderr
    zones.write_text("area,zone\na,G\nb,G\n")
    result = run(trips, "-o", trips.parent / "f.csv", "--weight", "w", "--json", "--zones", zones)
    assert json.loads(result.stdout) == {
        "engine": "duckdb",
        "files": 1,
        "records": 4,
        "amount": 4.75,
        "left": [{"reason": "no_code", "records": 1, "amount": 1}],
        "unmapped_areas": 0,
        "unmapped": [],
        "counted": 3,
        "pairs": 1,
        "total": 3.75,
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.csv"], "no files match nowhere.csv"),
        (["{trips}", "--origin", "home"], "there is no column 'home'; the columns are: origin, "),
        (["{trips}", "--period", "w", "2015", "2014"], "the period ends"),
        (["{trips}", "--memory", "much"], "DuckDB does not start"),
        (["{folder}/broken.csv"], "broken.csv, line 3, is broken: Value with unterminated quote"),
        (["s3://bucket/trips.csv"], "DuckDB cannot get its extension httpfs"),
        (["{trips}", "-o", "{trips}"], "is, or lies in, the input"),
        (["{trips}", "-o", "{folder}/no/f.csv"], "cannot be written"),
        (["{folder}", "-o", "{folder}/f.csv"], "is, or lies in, the input"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    trips: Path, arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (trips.parent / "broken.csv").write_text('origin,destination\na,b\na,"b\n')
    monkeypatch.setattr(
        "samenspel.datapackage.trips.duckdb_engine.DuckDBEngine._load", _without_network
    )
    filled = [one.format(trips=trips, folder=trips.parent) for one in arguments]
    result = run("-o", trips.parent / "out.csv", *filled)
    assert result.exit_code == 1, result.output
    assert message in result.stderr
    assert len([line for line in result.stderr.splitlines() if line.startswith("Error: ")]) == 1
    assert result.stderr.count("\n") == 1
    assert not (trips.parent / "out.csv").exists()


def _without_network(self: object, extension: str) -> None:
    raise ValueError("there is no network")


def test_what_an_engine_needs_is_named(trips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ibis", None)
    for engine, extra in (("duckdb", "records"), ("spark", "cluster")):
        result = run(trips, "-o", trips.parent / "f.csv", "--engine", engine)
        assert (result.exit_code, f'pip install "samenspel[{extra}]"' in result.stderr) == (1, True)


def test_spark_without_java_is_said(trips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setenv("JAVA_HOME", str(trips.parent))
    result = run(trips, "-o", trips.parent / "f.csv", "--engine", "spark")
    assert result.exit_code == 1
    assert "Spark needs Java 17" in result.stderr


def test_wrong_use_is_exit_code_2(trips: Path) -> None:
    assert run("-o", "x.csv").exit_code == 2
    assert run(trips, "-o", "x.csv", "--delimiter", "::").exit_code == 2
    assert run(trips, "-o", "x.csv", "--min-flow", "-1").exit_code == 2


def test_long_work_gives_a_sign_of_life(capsys: pytest.CaptureFixture[str]) -> None:
    signs = _Signs()
    assert signs.line(2) == "Starting ... 2 s"
    signs.begin("Reading 3 files")
    signs.ask = lambda: 0.416
    assert signs.line(12) == "Reading 3 files ... 12 s, 42%"


def test_engines_are_only_imported_when_asked_for() -> None:
    script = (
        "import sys, samenspel.cli;"
        "print([name for name in ('ibis', 'duckdb', 'polars', 'pyspark') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
