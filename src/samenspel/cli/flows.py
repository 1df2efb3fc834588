# SPDX-License-Identifier: EUPL-1.2
"""``samenspel flows``: flows between zones, made from raw records."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samenspel.cli.folders import reason, signs_of_life
from samenspel.cli.whole_files import check_files

if TYPE_CHECKING:
    from samenspel.datapackage.trips import EngineName, Format, Report


@click.group(epilog="Example: samenspel flows aggregate trips.parquet -o flows.csv")
def flows() -> None:
    """Flows between zones: from raw trip or job records to zone pairs."""


@flows.command(
    epilog="Example: samenspel flows aggregate 'trips/*.parquet' -o flows.csv --origin home "
    "--destination work --weight jobs --where mode=car --zones neighbourhoods.csv --min-flow 10"
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="The flows: CSV, or Parquet if OUT ends in .parquet.",
)
@click.option("--origin", default="origin", show_default=True, metavar="COLUMN")
@click.option("--destination", default="destination", show_default=True, metavar="COLUMN")
@click.option("--weight", metavar="COLUMN", help="What a record counts for; one if left out.")
@click.option(
    "--where",
    multiple=True,
    metavar="COLUMN=VALUE",
    help="Only these records. Several on one column: any of them; on more columns: all of them.",
)
@click.option(
    "--period",
    nargs=3,
    metavar="COLUMN FIRST LAST",
    help="Only years, months or days from FIRST to LAST, both included.",
)
@click.option(
    "--zones",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="CSV or Parquet with columns area and zone: in which zone an area lies.",
)
@click.option(
    "--min-flow",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Leave out pairs with a smaller flow (privacy); their number and sum are reported.",
)
@click.option("--format", "kind", type=click.Choice(["csv", "parquet"]), help="Of the INPUTs.")
@click.option("--delimiter", metavar="SIGN", help="Of CSV files; found in the first line else.")
@click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True
)
@click.option("--memory", metavar="SIZE", help="Most memory for DuckDB, as 4GB.")
@click.option("--threads", type=click.IntRange(1), metavar="N", help="Threads of DuckDB.")
@click.option(
    "--spark-master", default="local[2]", show_default=True, metavar="URL", help="The cluster."
)
@click.option("--json", "as_json", is_flag=True, help="Write the report as JSON.")
def aggregate(
    inputs: tuple[str, ...],
    out: Path,
    origin: str,
    destination: str,
    weight: str | None,
    where: tuple[str, ...],
    period: tuple[str, str, str] | None,
    zones: Path | None,
    min_flow: int,
    kind: Format | None,
    delimiter: str | None,
    engine: EngineName,
    memory: str | None,
    threads: int | None,
    spark_master: str,
    *,
    as_json: bool,
) -> None:
    """Aggregate raw trip or job records to flows between zones.

    INPUT is a CSV or Parquet file, a pattern, a folder (with folders as year=2014 in it, too) or
    an address in object storage (s3://, gs://, abfs://, https://); log-ins come from the
    environment only. OUT has the columns origin, destination and flow. Every record that is not
    counted is reported, and the sums of what came in and what went out must agree.
    """
    from samenspel.datapackage.trips import (
        Period,
        Request,
        Settings,
        TripsError,
        connected,
    )
    from samenspel.datapackage.trips import aggregate as make

    if delimiter is not None and len(delimiter) != 1:
        raise click.BadParameter("must be one sign", param_hint="--delimiter")
    settings = Settings(memory=memory, threads=threads, spark_master=spark_master)
    try:
        request = Request(
            inputs=inputs,
            origin=origin,
            destination=destination,
            weight=weight,
            where=where,
            period=Period.of(*period) if period else None,
            zones=zones,
            min_flow=min_flow,
            format=kind,
            delimiter=delimiter,
        )
        check_files([out], [zones])
        _refuse_own_input(inputs, out)
        signs = _Signs()
        with signs_of_life(signs.line), connected(engine, settings) as running:
            signs.ask = running.progress
            report = make(request, running, out, say=signs.begin)
    except TripsError as error:
        raise click.ClickException(f"{str(error).rstrip('.')}.") from error
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {reason(error)}.") from error
    click.echo(f"Written to {out}.", err=True)
    click.echo(_as_json(report) if as_json else _as_text(report), err=not as_json)


def _refuse_own_input(inputs: tuple[str, ...], out: Path) -> None:
    """The result may not be read as records, now or the next time."""
    for text in inputs:
        if "://" not in text and out.resolve().is_relative_to(Path(text).resolve()):
            raise click.ClickException(f"{out} is, or lies in, the input {text}; name another.")


class _Signs:
    """What is being done, and how much of it is done where the engine knows."""

    def __init__(self) -> None:
        self.what = "Starting"
        self.ask: Callable[[], float | None] = lambda: None

    def begin(self, what: str) -> None:
        self.what = what

    def line(self, seconds: float) -> str:
        share = self.ask()
        done = "" if share is None else f", {share:.0%}"
        return f"{self.what} ... {seconds:.0f} s{done}"


def _as_text(report: Report) -> str:
    width = max(len(f"{report.records:,}"), len("records"))
    files = "1 file" if report.files == 1 else f"{report.files} files"
    lines = [
        f"{'records':>{width}}  {'amount':>18}",
        f"{report.records:>{width},}  {_amount(report.amount):>18}  read from {files}",
    ]
    for left in report.left:
        pairs = f" ({left.pairs:,} pairs)" if left.pairs else ""
        lines.append(f"{left.records:>{width},}  {_amount(left.amount):>18}  {left.reason}{pairs}")
    lines.append(
        f"{report.counted:>{width},}  {_amount(report.total):>18}  counted, in "
        f"{report.pairs:,} pairs of zones"
    )
    if report.unmapped:
        named = ", ".join(f"{area} ({records:,})" for area, records in report.unmapped)
        more = report.unmapped_areas - len(report.unmapped)
        lines.append(f"Areas without zone: {named}{f' and {more:,} more' if more else ''}.")
    return "\n".join(lines)


def _amount(value: Decimal) -> str:
    return f"{_number(value):,}"


def _number(value: Decimal) -> int | Decimal:
    """Whole where it is, without noughts at the end."""
    return int(value) if value == int(value) else value.normalize()


def _as_json(report: Report) -> str:
    def plain(value: Decimal) -> int | float:
        return int(value) if value == int(value) else float(value)

    found: dict[str, Any] = {
        "engine": report.engine,
        "files": report.files,
        "records": report.records,
        "amount": plain(report.amount),
        "left": [
            {
                "reason": left.fate.name.lower(),
                "records": left.records,
                "amount": plain(left.amount),
                **({"pairs": left.pairs} if left.pairs else {}),
            }
            for left in report.left
        ],
        "unmapped_areas": report.unmapped_areas,
        "unmapped": [{"area": area, "records": records} for area, records in report.unmapped],
        "counted": report.counted,
        "pairs": report.pairs,
        "total": plain(report.total),
    }
    return json.dumps(found, ensure_ascii=False, indent=2)
