# SPDX-License-Identifier: EUPL-1.2
"""Raw records to flows between zones: every record and its weight accounted for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from samenspel.datapackage.trips import expression
from samenspel.datapackage.trips.engine import Engine, EngineName
from samenspel.datapackage.trips.fates import WORDS, Fate
from samenspel.datapackage.trips.inputs import Records, find_files, survey
from samenspel.datapackage.trips.request import Format, Request, TripsError, conditions
from samenspel.datapackage.trips.table import total_of, whole_file, write_table
from samenspel.datapackage.trips.zoning import read_zoning

if TYPE_CHECKING:
    import polars as pl

MOST_NAMED = 10


@dataclass(frozen=True)
class Left:
    """Records that are not in the result, for one reason; ``amount`` is the sum of their weights.

    Weights that are no number count for nothing, negative ones are taken off.
    """

    fate: Fate
    records: int
    amount: Decimal
    pairs: int = 0

    @property
    def reason(self) -> str:
        """In words."""
        return WORDS[self.fate]


@dataclass(frozen=True)
class Report:
    """Where everything that was read has gone.

    Attributes
    ----------
    records, amount
        Everything that was read.
    left
        What is not in the result, by reason; what pairs were suppressed is among it.
    unmapped
        The areas without a zone with the most records, and those.
    unmapped_areas
        How many such areas there are (of a record with two of them, only the origin is seen).
    pairs, total
        The result.
    """

    engine: EngineName
    files: int
    records: int
    amount: Decimal
    left: tuple[Left, ...]
    unmapped: tuple[tuple[str, int], ...]
    unmapped_areas: int
    pairs: int
    counted: int
    total: Decimal


def aggregate(
    request: Request,
    engine: Engine,
    out: Path,
    *,
    say: Callable[[str], None] | None = None,
) -> Report:
    """Aggregate records to flows between zones, into a file.

    Parameters
    ----------
    out
        CSV, or Parquet if it is named so; there whole or not at all. Columns ``origin``,
        ``destination`` and ``flow``, sorted by the first two as text.
    say
        Told what is being done.

    Raises
    ------
    TripsError
        The records cannot be used, none is counted, or the sums do not agree.
    OSError
        The file cannot be written.
    """
    say = say or (lambda what: None)
    with whole_file(out) as made:
        say("Looking for files")
        files, kind = find_files(request.inputs, engine, request.format)
        zoning = read_zoning(request.zones) if request.zones else None
        records, plan = _look(request, engine, files, kind)
        say(f"Reading {len(files)} {'file' if len(files) == 1 else 'files'}")
        table = engine.read(records)
        unit = expression.denominator(table, plan)
        zones = None if zoning is None else engine.memory_table(zoning)
        rows = engine.collect(expression.pairs(table, plan, zones))
        say("Checking the sums")
        control = engine.collect(expression.totals(table, plan)).row(0, named=True)
        report = _report(rows, engine.name, len(files), unit)
        _refuse_imbalance(report, int(control["records"]), Decimal(int(control["units"])) / unit)
        if not report.pairs:
            raise TripsError(f"no record is counted: {_reasons(report)}")
        write_table(rows.filter(rows["fate"] == int(Fate.COUNTED)), unit, made)
        _refuse_other_total(total_of(made), report.total)
    return report


def _look(
    request: Request, engine: Engine, files: tuple[str, ...], kind: Format
) -> tuple[Records, expression.Plan]:
    """The files, seen to hold the columns; and which column is for what."""
    seen = survey(files, kind, engine, delimiter=request.delimiter)
    chosen = conditions(request.where, seen.known)
    columns = [request.origin, request.destination]
    columns += [request.weight] if request.weight is not None else []
    columns += [request.period.column] if request.period else []
    records = seen.choose([*columns, *(condition.column for condition in chosen)])
    plan = expression.Plan(
        origin=request.origin,
        destination=request.destination,
        weight=request.weight,
        conditions=chosen,
        period=request.period,
        min_flow=request.min_flow,
    )
    return records, plan


def _report(rows: pl.DataFrame, engine: EngineName, files: int, unit: int) -> Report:
    import polars as pl

    sums = (
        rows.group_by("fate")
        .agg(pl.col("records").sum(), pl.col("units").sum(), pl.col("pairs").sum())
        .sort("fate")
    )
    by_fate = {
        Fate(fate): (records, Decimal(units) / unit, pairs)
        for fate, records, units, pairs in sums.iter_rows()
    }
    counted = by_fate.pop(Fate.COUNTED, (0, Decimal(0), 0))
    unmapped = (
        rows.filter(pl.col("fate") == int(Fate.UNMAPPED))
        .select("origin", "records")
        .sort(["records", "origin"], descending=[True, False])
    )
    return Report(
        engine=engine,
        files=files,
        records=counted[0] + sum(records for records, _, _ in by_fate.values()),
        amount=counted[1] + sum((amount for _, amount, _ in by_fate.values()), Decimal(0)),
        left=tuple(
            Left(fate, records, amount, pairs if fate is Fate.SUPPRESSED else 0)
            for fate, (records, amount, pairs) in by_fate.items()
        ),
        unmapped=tuple(unmapped.head(MOST_NAMED).rows()),
        unmapped_areas=unmapped.height,
        pairs=counted[2],
        counted=counted[0],
        total=counted[1],
    )


def _refuse_imbalance(report: Report, records: int, amount: Decimal) -> None:
    """What was read, counted by itself, must be what the fates of all records add up to."""
    if (report.records, report.amount) != (records, amount):
        raise TripsError(
            f"the sums do not agree: {records} records of {amount} were read and "
            f"{report.records} of {report.amount} accounted for; were the files changed meanwhile?"
        )


def _refuse_other_total(written: Decimal, total: Decimal) -> None:
    """What stands in the file must be what was counted."""
    if written != total:
        raise TripsError(f"{written} was written instead of {total}: is the disk in order?")


def _reasons(report: Report) -> str:
    if not report.left:
        return "the files hold no records"
    return ", ".join(f"{left.records} {left.reason}" for left in report.left)
