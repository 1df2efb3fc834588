# SPDX-License-Identifier: EUPL-1.2
"""Reads one matrix of commuting: its names, and its cells as text, untouched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from samenspel.datapackage.files import Limits
from samenspel.datapackage.sources.conversion import Effect, Remark, SourceError
from samenspel.datapackage.sources.text_repairs import decode

SEPARATOR = "cells separated in another way"
FILE_NAME = re.compile(r"(van|naar)[ _-]?((?:19|20)[0-9]{2})\.csv", re.IGNORECASE)

_MOST_MUNICIPALITIES = 1_250  # there were 1,209 at most, in 1851
_LONGEST_ORIGINAL = 500


@dataclass
class Report:
    """Remarks on one file, and how many of its cells say something."""

    file: str
    remarks: list[Remark] = field(default_factory=list)
    cells: int = 0

    def add(
        self,
        row: int | None,
        column: str | None,
        original: str,
        effect: Effect,
        result: str,
        cause: str,
    ) -> None:
        """Keep a remark."""
        shown = original[:_LONGEST_ORIGINAL]
        self.remarks.append(Remark(self.file, row, column, shown, effect, result, cause))


@dataclass(frozen=True)
class Matrix:
    """A file: the line and name of each row, the names of the columns, and the cells by row."""

    year: int
    to_work: bool
    """Whether rows are municipalities of residence and columns of work (``Van``)."""
    lines: list[int]
    rows: list[str]
    columns: list[str]
    cells: list[list[str]]


def read_matrix(file: Path, report: Report, limits: Limits) -> Matrix:
    """The matrix in a file called ``Van_YYYY.csv`` or ``Naar_YYYY.csv``.

    Raises
    ------
    SourceError
        The file has another name, is too large, or its rows and columns do not match.
    OSError
        It cannot be read.
    """
    match = FILE_NAME.fullmatch(file.name)
    if match is None or not file.is_file():
        raise SourceError(f"{file.name}: this is not a file called Van_YYYY.csv or Naar_YYYY.csv")
    with file.open("rb") as stream:
        content = stream.read(limits.file + 1)
    if len(content) > limits.file:
        raise SourceError(f"{file.name}: the file has more than {limits.file} bytes")
    text = decode(content)
    for cause in text.causes:
        report.add(None, None, "", Effect.REPAIRED, "", cause)
    table = _table(text.text, report)
    columns = _header(table)
    if columns is not None:
        table = table[1:]
    rows = [cells[0] for _, cells in table]
    columns = columns or rows
    if not rows or any(len(cells) != len(columns) + 1 for _, cells in table):
        widths = sorted({len(cells) - 1 for _, cells in table})
        shown = " or ".join(str(width) for width in widths[:3]) or "0"
        raise SourceError(
            f"{file.name}: the matrix is not square: {len(rows)} rows, {shown} columns"
        )
    return Matrix(
        year=int(match[2]),
        to_work=match[1].lower() == "van",
        lines=[number for number, _ in table],
        rows=rows,
        columns=columns,
        cells=[cells[1:] for _, cells in table],
    )


def _table(text: str, report: Report) -> list[tuple[int, list[str]]]:
    """The lines that are not blank, with their numbers, each as its cells."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [(number, line) for number, line in enumerate(plain, start=1) if line.strip()]
    if len(lines) > _MOST_MUNICIPALITIES:
        raise SourceError(f"{report.file}: the matrix has more than {_MOST_MUNICIPALITIES} rows")
    separator = _separator(lines, report)
    return [
        (number, [cell.strip().strip('"').strip() for cell in line.split(separator)])
        for number, line in lines
    ]


def _separator(lines: list[tuple[int, str]], report: Report) -> str:
    first = lines[0][1] if lines else ""
    counts = {separator: first.count(separator) for separator in (";", "\t", "|", ",")}
    best = max(counts, key=lambda separator: counts[separator])
    if counts[";"] or not counts[best]:
        return ";"
    report.add(lines[0][0], None, best, Effect.REPAIRED, ";", SEPARATOR)
    return best


def _header(table: list[tuple[int, list[str]]]) -> list[str] | None:
    """The names above the columns, when the first line has those of the rows; mostly None."""
    if not table[1:]:
        return None
    names = table[0][1][1:]
    below = {cells[0] for _, cells in table[1:]}
    return names if len(names) == len(table) - 1 and set(names) == below else None
