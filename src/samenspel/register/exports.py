# SPDX-License-Identifier: EUPL-1.2
"""Tables as downloads: CSV and XLSX that open right and cannot act as formulas."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

Cell: TypeAlias = "str | int | float | bool | date | Decimal | None"

# Spreadsheets take a cell that starts so, after blanks or not, for a formula or a command; the
# last four are the wide forms of the first ones.
_FORMULA = re.compile(r"[\s\x00-\x20\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# What XML cannot hold; it has no meaning in a table either.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
WIDEST_COLUMN = 60


@dataclass(frozen=True)
class Column:
    """A column: ``key`` heads it in CSV (stable, for machines), ``label`` in XLSX (for people)."""

    key: str
    label: str


@dataclass(frozen=True)
class Table:
    """A table to hand out.

    Each of ``rows`` has one cell per column: text, number, date, or None for unknown. ``notes`` say
    the source, date, licence and definition; they are a sheet of their own in XLSX. CSV stays pure:
    give source and reference date as columns.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    notes: tuple[str, ...] = ()


def harmless(text: str) -> str:
    """The text, led by an apostrophe where a spreadsheet would take it for a formula."""
    clean = _FORBIDDEN.sub("", text)
    return f"'{clean}" if _FORMULA.match(clean) else clean


def table_response(table: Table, kind: str, filename: str) -> HttpResponse:
    """The table as ``csv`` or ``xlsx``, ``filename`` without extension; Http404 for other kinds."""
    makers = {"csv": csv_response, "xlsx": xlsx_response}
    if kind not in makers:
        raise Http404(kind)
    return makers[kind](table, filename)


def csv_response(table: Table, filename: str) -> HttpResponse:
    """Comma separated, UTF-8 with byte order mark (so that Excel reads it right), CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    body = text.getvalue().encode("utf-8-sig")
    return _attachment(body, "text/csv; charset=utf-8", f"{filename}.csv")


def xlsx_response(table: Table, filename: str) -> HttpResponse:
    """A workbook: the table, and a second sheet with the notes. Text is never read as a formula."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        sheet = book.add_worksheet(_sheet_name(table.title))
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.label[:LONGEST_CELL], bold)
            sheet.set_column(place, place, _width(table, place))
        for line, row in enumerate(table.rows, start=1):
            for place, cell in enumerate(row):
                _write(sheet, line, place, cell, day)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        about = book.add_worksheet(_sheet_name(_("Notes")))
        about.set_column(0, 0, 2 * WIDEST_COLUMN)
        about.write_string(0, 0, table.title[:LONGEST_CELL], bold)
        for line, note in enumerate(table.notes, start=1):
            about.write_string(line, 0, _clean(note))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _attachment(stream.getvalue(), kind, f"{filename}.xlsx")


def _csv_cell(cell: Cell) -> str | int | float:
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return str(cell)
    return harmless(str(cell)) if isinstance(cell, str) else cell


def _write(sheet: Any, line: int, place: int, cell: Cell, day: object) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(line, place, cell)
    elif isinstance(cell, (int, float, Decimal)):
        # Excel has no NaN and no infinity: an empty cell is the honest form.
        if math.isfinite(cell):
            sheet.write_number(line, place, cell)
    elif isinstance(cell, date):
        # Spreadsheets know no date before 1900.
        if cell.year < 1900:
            sheet.write_string(line, place, cell.isoformat())
        else:
            sheet.write_datetime(line, place, cell, day)
    elif cell is not None:
        sheet.write_string(line, place, _clean(str(cell)))


def _clean(text: str) -> str:
    # A text cell is inert in the workbook itself; the apostrophe keeps it so when saved as CSV.
    return harmless(text)[:LONGEST_CELL]


def _width(table: Table, place: int) -> int:
    cells = [table.columns[place].label, *(row[place] for row in table.rows[:200])]
    return min(max(len(str(cell)) for cell in cells if cell is not None) + 2, WIDEST_COLUMN)


def _sheet_name(text: str) -> str:
    clean = _FORBIDDEN.sub("", re.sub(r"[\[\]:*?/\\]", " ", text)).strip("' ")
    return clean[:LONGEST_SHEET_NAME].strip("' ") or "-"


def _attachment(body: bytes, content_type: str, filename: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", filename)
    response["Content-Disposition"] = f'attachment; filename="{safe}"'
    return response
