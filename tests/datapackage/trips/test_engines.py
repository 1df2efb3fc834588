# SPDX-License-Identifier: EUPL-1.2
"""DuckDB and Spark make the same table of the same records, to the last millionth."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from samenspel.datapackage.trips.spark_engine import has_java

RECORDS = 5_000_000
AREAS = 400
# Both engines in processes of their own: their threads and a forked process do not go together.
PROGRAM = """
import json, sys
from samenspel.cli import samenspel
for arguments in json.load(sys.stdin):
    samenspel(arguments, standalone_mode=False)
"""


def run(commands: list[list[str]]) -> list[dict[str, Any]]:
    """Run commands one after the other in one process; their reports."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps([["flows", "aggregate", *one, "--json"] for one in commands]),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    decoder, found, text = json.JSONDecoder(), [], done.stdout.strip()
    while text:
        report, end = decoder.raw_decode(text)
        found.append(report)
        text = text[end:].strip()
    return found


def test_error_of_java_is_told_by_its_first_and_last_cause() -> None:
    pytest.importorskip("pyspark")
    from samenspel.datapackage.trips.spark_engine import _in_short

    text = """An error occurred while calling o1.getResult.
: org.apache.spark.SparkException: Exception thrown in awaitResult:
\tat org.apache.spark.util.SparkThreadUtils$.awaitResult(SparkThreadUtils.scala:53)
Caused by: org.apache.spark.SparkException: [READ] Error while reading t.csv.  SQLSTATE: KD001
\tat java.base/java.lang.Thread.run(Thread.java:840)
Caused by: org.apache.spark.SparkRuntimeException: Malformed CSV record: a SQLSTATE: KD000
\t... 27 more"""
    told = "[READ] Error while reading t.csv: Malformed CSV record: a"
    assert _in_short(RuntimeError(text)) == told
    assert _in_short(RuntimeError("No cluster.\nAt all.")) == "No cluster."


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five million records: weights with decimals, three modes, days of a year; some spoilt."""
    chance = np.random.Generator(np.random.PCG64(20140101))
    # Squares: a few areas have most of it.
    home, work = ((chance.random(RECORDS) ** 2 * AREAS).astype(np.int64) for _ in range(2))
    weight = np.round(chance.random(RECORDS) * 3 - 0.01, 4)
    frame = pl.DataFrame(
        {
            "home": np.where(chance.random(RECORDS) < 0.001, -1, home),
            "work": work,
            "weight": np.where(chance.random(RECORDS) < 0.001, np.nan, weight),
            "jobs": chance.integers(0, 4, RECORDS),
            "mode": chance.integers(0, 3, RECORDS),
            "day": chance.integers(0, 365, RECORDS),
        }
    ).with_columns(
        pl.format("b{}", pl.col("home")).replace("b-1", None),
        pl.format("b{}", pl.col("work")),
        pl.col("mode").replace_strict({0: "car", 1: "bike", 2: "train"}),
        day=pl.date(2014, 1, 1) + pl.duration(days="day"),
    )
    folder = tmp_path_factory.mktemp("records")
    for part in range(4):
        quarter = frame.slice(part * RECORDS // 4, RECORDS // 4)
        quarter.write_parquet(folder / f"part-{part}.parquet")
    return folder


@pytest.fixture(scope="module")
def zones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten areas to a zone; the last ten areas are in none."""
    file = tmp_path_factory.mktemp("zones") / "zones.csv"
    lines = [f"b{area},G{area // 10:03}" for area in range(AREAS - 10)]
    file.write_text("\n".join(["area,zone", *lines]))
    return file


@pytest.fixture
def commands(records: Path, zones: Path, tmp_path: Path) -> dict[str, list[str]]:
    """The same questions to any engine, by name of their result."""
    ends = ["--origin", "home", "--destination", "work"]
    hostile = tmp_path / "year=2014" / "h.csv"
    hostile.parent.mkdir()
    hostile.write_text(
        'origin,"a ""b""; --","w=1"\n'
        '0363,"Den ""Haag"", x",0.1\n0363,"Den ""Haag"", x",.2\n 0363 ,é,"1,5"\n'
        "x,y,1d\nx,y,NaN\nx,y,\nx,y,-3\n,y,2\nx,y,1e-6\nx,y,1_0\nx,y, 7 \nx,y,0.12345650000\n"
    )
    strange = ["--destination", 'a "b"; --', "--weight", "w=1", "--where", "year=2014"]
    decimals = ["--weight", "weight", "--where", "mode=car", "--where", "mode=train"]
    decimals += ["--period", "day", "2014-02", "2014-11-15", "--zones", str(zones)]
    return {
        "jobs.csv": [str(records), *ends, "--weight", "jobs", "--min-flow", "12"],
        "decimals.csv": [str(records), *ends, *decimals, "--min-flow", "800"],
        "hostile.csv": [str(hostile), *strange],
    }


@pytest.mark.slow
def test_both_engines_make_the_same_table_of_five_million_records(
    commands: dict[str, list[str]], records: Path, tmp_path: Path
) -> None:
    if not has_java():
        pytest.skip("Spark needs Java 17, and there is no java here")
    pytest.importorskip("pyspark")
    reports = {}
    for engine in ("duckdb", "spark"):
        (tmp_path / engine).mkdir()
        made = [[*one, "--engine", engine, "-o", str(tmp_path / engine / name)]
                for name, one in commands.items()]  # fmt: skip
        reports[engine] = run(made)
    for one, other in zip(reports["duckdb"], reports["spark"], strict=True):
        assert json.dumps(one | {"engine": "spark"}) == json.dumps(other)
    for name in commands:
        one, other = (tmp_path / engine / name for engine in ("duckdb", "spark"))
        assert one.read_bytes() == other.read_bytes(), name
    # And both are right: the sums by another road.
    jobs, decimals, hostile = reports["spark"]
    frame = pl.scan_parquet(records / "*.parquet")
    kept = frame.filter(pl.col("home").is_not_null())
    whole = kept.group_by("home", "work").agg(pl.col("jobs").sum()).filter(pl.col("jobs") >= 12)
    expected = whole.select(pl.len(), pl.col("jobs").sum()).collect().row(0)
    assert (jobs["pairs"], jobs["total"]) == expected
    assert jobs["left"][-1]["reason"] == "suppressed"
    assert jobs["records"] == decimals["records"] == RECORDS
    number = pl.col("weight").is_not_nan()
    units = (pl.col("weight") * 10_000).round().cast(pl.Int64)
    assert decimals["amount"] == frame.filter(number).select(units.sum()).collect().item() / 10_000
    reasons = {left["reason"] for left in decimals["left"]}
    assert reasons == {"outside_conditions", "outside_period", "no_code", "no_number", "negative",
                       "unmapped", "suppressed"}  # fmt: skip
    assert Decimal(str(hostile["total"])) == Decimal("7.423458")
    assert (tmp_path / "spark" / "hostile.csv").read_text().splitlines() == [
        "origin,destination,flow",
        '0363,"Den ""Haag"", x",0.3',
        "x,y,7.123458",
    ]
