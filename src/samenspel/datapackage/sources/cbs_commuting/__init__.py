# SPDX-License-Identifier: EUPL-1.2
"""Statistics Netherlands: jobs of employees by municipality of residence and of work.

The publisher's table (83628NED and its forerunners) as matrices, one file for a year: ``Van_2014``
has municipalities of residence in the rows and of work in the columns, ``Naar_2014`` the other way
round. There is no header: columns are in the order of the rows. A cell is in thousands of jobs
with one decimal; ``0`` is some, but fewer than 50; ``-`` is none. All years of a publication use
one division into municipalities, that of 1 January 2014 for 2006-2014.

What is counted
---------------
``records_in`` is the number of cells that say something: all but those with ``-``. A cell of 50
jobs or more becomes a row of commuting, one with fewer a row of commuting_below_rounding. Where a
folder has both orientations of a year, the second is compared with the first: it must say the
same, cell by cell, and is not counted again.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl

from samenspel.datapackage.files import Limits
from samenspel.datapackage.package import Licence, Package, SourceReference
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources.cbs_commuting.matrix import FILE_NAME, Report, read_matrix
from samenspel.datapackage.sources.cbs_commuting.names import Names
from samenspel.datapackage.sources.conversion import Conversion, Effect, SourceError
from samenspel.datapackage.sources.known_places import KnownPlaces
from samenspel.datapackage.sources.place_tables import dutch_places

CELL_UNREADABLE = "cell unreadable"
CELL_TOO_FINE = "fewer than 50 jobs, taken as some"
COMMA = "decimal comma"
ORIENTATIONS_DIFFER = "the two orientations of the matrix differ"

_LIMITS = Limits()
_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,3})?")
_NONE = {"-", "–", "—"}
_PUBLISHED_FROM = 50  # jobs
_CC_BY = Licence(
    "CC-BY-4.0",
    "Creative Commons Attribution 4.0",
    "https://creativecommons.org/licenses/by/4.0/",
)

Pair = tuple[str, str]


@dataclass(frozen=True)
class _Cell:
    """Where a number of jobs was read: line, name of the column, and the text."""

    line: int
    column: str
    text: str


@dataclass
class _Flows:
    """Jobs by residence and work, None where fewer than are published; and the codes met."""

    jobs: dict[Pair, int | None] = field(default_factory=dict)
    cells: dict[Pair, _Cell] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)


def convert(
    path: Path,
    *,
    places: Path | KnownPlaces | None = None,
    observed_on: date | None = None,
    limits: Limits = _LIMITS,
) -> Conversion:
    """The matrices of one file, or of all years in a folder, as a data package.

    Parameters
    ----------
    path
        ``Van_YYYY.csv`` or ``Naar_YYYY.csv``, or a folder with such files.
    places
        A data package with the municipalities of those years; None looks beside the file.
    observed_on
        Day of the package; None for the last day of the last year.
    limits
        ``file`` bounds the size of each file.

    Raises
    ------
    SourceError
        No such file, no square matrix, or the names are not those of municipalities.
    PackageError
        The named package of places is not right.
    OSError
        A file cannot be read.
    """
    files = _files(path)
    last = date(max(year for year, _ in files), 12, 31)
    known = dutch_places(path, given=places, on=last)
    flows: dict[int, _Flows] = {}
    reports: list[Report] = []
    for (year, _), file in sorted(files.items(), key=lambda item: (item[0][0], not item[0][1])):
        report = Report(file.name)
        found = _read(file, known, report, limits)
        if year in flows:
            _compare(flows[year], found, report)
        else:
            flows[year] = found
        reports.append(report)
    return Conversion(
        package=_package(flows, known, observed_on or last),
        unit="cell",
        records_in=sum(report.cells for report in reports),
        records_out=sum(len(found.jobs) for found in flows.values()),
        remarks=tuple(remark for report in reports for remark in report.remarks),
    )


def _files(path: Path) -> dict[tuple[int, bool], Path]:
    """The files by year and whether their rows are municipalities of residence."""
    folder = stat.S_ISDIR(path.stat().st_mode)
    found: dict[tuple[int, bool], Path] = {}
    for file in sorted(path.iterdir()) if folder else [path]:
        match = FILE_NAME.fullmatch(file.name)
        if match is None or (folder and not _lies_in(file, path)):
            continue
        key = (int(match[2]), match[1].lower() == "van")
        if key in found:
            raise SourceError(f"{found[key].name} and {file.name} are of the same year")
        found[key] = file
    if not found:
        raise SourceError(
            f"{path.name}: expected a file called Van_YYYY.csv or Naar_YYYY.csv, with the year"
        )
    return found


def _lies_in(file: Path, folder: Path) -> bool:
    """Whether a file of a folder is one, and no link to elsewhere."""
    try:
        return file.is_file() and file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that goes round
        return False


def _read(file: Path, known: KnownPlaces, report: Report, limits: Limits) -> _Flows:
    matrix = read_matrix(file, report, limits)
    names = Names(matrix, known, report)
    columns = list(zip(matrix.columns, names.sides(matrix.columns), strict=True))
    flows = _Flows(codes={code for _, (code, _) in columns if code is not None})
    rows = zip(matrix.lines, names.sides(matrix.rows), matrix.cells, strict=True)
    for line, (row, row_cause), texts in rows:
        for (column_name, (column, column_cause)), text in zip(columns, texts, strict=True):
            if text in _NONE:
                continue
            report.cells += 1
            if row is None or column is None:
                cause = row_cause or column_cause
                report.add(line, column_name, text, Effect.LEFT_OUT, "", cause)
                continue
            pair = (row, column) if matrix.to_work else (column, row)
            _learn(flows, pair, _Cell(line, column_name, text), report)
    unreadable = sum(remark.cause == CELL_UNREADABLE for remark in report.remarks)
    if unreadable * 2 > report.cells:
        raise SourceError(f"{file.name}: most cells hold no number of jobs")
    return flows


def _learn(flows: _Flows, pair: Pair, cell: _Cell, report: Report) -> None:
    text = cell.text
    plain = text.replace(",", ".")
    if not (plain.isascii() and _NUMBER.fullmatch(plain)):
        report.add(cell.line, cell.column, text, Effect.LEFT_OUT, "", CELL_UNREADABLE)
        return
    jobs = int((Decimal(plain) * 1000).to_integral_value(ROUND_HALF_UP))
    if plain != text:
        report.add(cell.line, cell.column, text, Effect.REPAIRED, plain, COMMA)
    if 0 < jobs < _PUBLISHED_FROM:
        report.add(cell.line, cell.column, text, Effect.REPAIRED, "0", CELL_TOO_FINE)
    flows.jobs[pair] = jobs if jobs >= _PUBLISHED_FROM else None
    flows.cells[pair] = cell


def _compare(flows: _Flows, other: _Flows, report: Report) -> None:
    """Report the cells in which the second orientation of a year differs from the first.

    Of the second, only the cells that cannot be used are counted.
    """
    report.cells = sum(remark.effect is Effect.LEFT_OUT for remark in report.remarks)
    for pair in sorted(flows.jobs.keys() | other.jobs.keys()):
        absent = pair not in flows.jobs or pair not in other.jobs
        if absent or flows.jobs[pair] != other.jobs[pair]:
            here, first = other.cells.get(pair), flows.cells.get(pair)
            report.add(
                here.line if here else None,
                here.column if here else " ".join(pair),
                here.text if here else "-",
                Effect.REPAIRED,
                first.text if first else "-",
                ORIENTATIONS_DIFFER,
            )


def _package(flows: dict[int, _Flows], known: KnownPlaces, on: date) -> Package:
    codes = sorted({code for found in flows.values() for code in found.codes})
    schema = TABLES["municipalities"].schema
    municipalities = known.municipalities.filter(pl.col("code").is_in(codes)).select(
        list(schema.columns())
    )
    lacking = sorted(set(codes) - set(municipalities["code"].to_list()))
    if lacking:
        names = [known.history.name_on(code, on) for code in lacking]
        more = pl.DataFrame({"code": lacking, "name": names})
        municipalities = pl.concat([municipalities, more], how="diagonal")
    tables = {"municipalities": municipalities.sort("code")}
    if known.changes.height:
        tables["municipality_changes"] = known.changes
    for name, small in (("commuting", False), ("commuting_below_rounding", True)):
        rows = [row for row in _rows(flows) if (row[3] is None) is small]
        if rows:
            types = TABLES[name].schema.create_empty().schema
            tables[name] = pl.DataFrame(rows, schema=types, orient="row")
    years = f"{min(flows)}-{max(flows)}" if len(flows) > 1 else str(min(flows))
    return Package(
        name=f"cbs-commuting-{years}",
        title=f"Commuting between Dutch municipalities, {years}",
        description=(
            "Jobs of employees by municipality of residence and of work, rounded to hundreds; "
            "pairs with fewer than 50 jobs are listed without a number."
        ),
        country="nl",
        kind="inventory",
        observed_on=on,
        licences=(_CC_BY,),
        sources=(
            SourceReference(
                "Statistics Netherlands (CBS), Banen van werknemers naar woon- en werkregio",
                "https://opendata.cbs.nl",
            ),
            SourceReference(f"Municipalities: package {known.taken_from}", ""),
        ),
        tables=tables,
        boundaries=(),
        figure_dates={},
        notices=(),
        fingerprint="",
    )


def _rows(flows: dict[int, _Flows]) -> Iterator[tuple[int, str, str, int | None]]:
    for year in sorted(flows):
        for (origin, destination), jobs in sorted(flows[year].jobs.items()):
            yield year, origin, destination, jobs
