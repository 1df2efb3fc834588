# SPDX-License-Identifier: EUPL-1.2
"""Aggregating small hand-made files with DuckDB."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from samenspel.datapackage.trips import Fate, Report, Request, Settings, aggregate, connected
from samenspel.datapackage.trips.engine import Engine

Rows: TypeAlias = list[tuple[str, str, str]]
Make: TypeAlias = Callable[..., tuple[Rows, Report]]


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    pytest.importorskip("ibis")
    with connected("duckdb", Settings(threads=2)) as running:
        yield running


@pytest.fixture
def make(engine: Engine, tmp_path: Path) -> Make:
    """Aggregate inputs (texts or paths); the rows of the result, and the report."""

    def run(*inputs: str | Path, **options: Any) -> tuple[Rows, Report]:
        out = tmp_path / "out.csv"
        request = Request(inputs=tuple(map(str, inputs)), **options)
        report = aggregate(request, engine, out)
        with out.open(encoding="utf-8", newline="") as lines:
            header, *rows = csv.reader(lines)
        assert header == ["origin", "destination", "flow"]
        return [(a, b, flow) for a, b, flow in rows], report

    return run


@pytest.fixture
def trips(tmp_path: Path) -> Callable[..., Path]:
    """Write lines to a CSV file."""

    def write(*lines: str, name: str = "trips.csv") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


@pytest.fixture
def left() -> Callable[[Report], dict[str, tuple[int, Decimal]]]:
    """Records and amount that are not in the result, by reason."""

    def of(report: Report) -> dict[str, tuple[int, Decimal]]:
        assert all(one.fate is not Fate.COUNTED for one in report.left)
        return {one.fate.name: (one.records, one.amount) for one in report.left}

    return of
