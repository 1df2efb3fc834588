# SPDX-License-Identifier: EUPL-1.2
"""Columns of flows from a table of text, read with suspicion.

Small tables are read row by row with what Python has, which starts at once and names every fault;
large ones with polars, which takes a tenth of a second to load and a tenth of the time per row. A
large table with a fault is read once more row by row, so that the fault has its row and column.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

# Names of the columns: origin, destination, flow.
WANTED = (("origin", "destination", "flow"), ("origin_code", "destination_code", "jobs"))
YEAR = "year"
LARGE = 3_000_000  # bytes of text; from here on polars is the quicker way
_LONGEST_HEADER = 100_000  # bytes
_LONGEST_FIELD = 100  # characters of a code or a number

_WHOLE = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?(nan|inf)", re.I)
_COMMA_NUMBER = re.compile(r"[+-]?[0-9]+,[0-9]+")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+")
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


class ColumnsError(ValueError):
    """A table that holds no usable flows; the message says where and why."""


@dataclass(frozen=True)
class Columns:
    """Rows of flows: codes of both zones, amounts as they are (not yet checked), one year.

    ``years`` are all there are in the table, empty when it has none; ``notes`` tell what was read
    otherwise than people might think.
    """

    origins: Sequence[str]
    destinations: Sequence[str]
    amounts: Sequence[float] | Any
    year: int | None
    years: tuple[int, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """Where the columns are in the header, which has ``width`` of them."""

    names: tuple[str, str, str]
    places: tuple[int, int, int]
    year: int | None
    width: int


def from_text(content: bytes, *, year: int | None) -> Columns:
    """Flows from the bytes of a CSV file, separated by commas, semicolons or tabs.

    Raises
    ------
    ColumnsError
        No such table, or a cell that is wrong.
    """
    _refuse_other_kinds(content)
    separator, layout = _header(content)
    found = None
    # A return without a newline ends a row for people, and not for polars.
    if len(content) >= LARGE and content.count(b"\r") == content.count(b"\r\n"):
        from samenspel.cli.flow_frames import from_plain_text

        found = from_plain_text(content, separator, layout, year)
    if found is None:
        found = _from_rows(_text(content), separator, layout, year)
    if separator == ",":
        return found
    return replace(found, notes=(f"read as separated by {_SEPARATORS[separator]}",))


def _refuse_other_kinds(content: bytes) -> None:
    if not content.strip():
        raise ColumnsError("the file is empty")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ColumnsError("the file is in UTF-16; save it as CSV in UTF-8")
    if b"\0" in content:
        row = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise ColumnsError(f"row {row} holds bytes that are no text; this is not a CSV file")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise ColumnsError(f"row {row} is not text in UTF-8; save it as CSV in UTF-8") from None


def _header(content: bytes) -> tuple[str, Layout]:
    """The separator, the first one that makes columns of flows, and where these are."""
    first = content[:_LONGEST_HEADER].decode("utf-8-sig", "replace").lstrip("\r\n")
    headers = {separator: _first_row(first, separator) for separator in _SEPARATORS}
    for separator, header in headers.items():
        if any(set(wanted) <= set(_names(header)) for wanted in WANTED):
            return separator, layout_of(header, "columns of the first row")
    raise _no_columns(max(headers.values(), key=len), "columns of the first row")


def _first_row(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:  # a field of more than a reader takes
        return []


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    """The records; empty lines stay, as empty records, so that rows can be counted."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise ColumnsError(f"row {reader.line_num} cannot be read ({error})") from None


def _names(header: Sequence[str]) -> list[str]:
    return [name.strip().casefold() for name in header]


def layout_of(header: Sequence[str], what: str) -> Layout:
    names = _names(header)
    for wanted in WANTED:
        if set(wanted) <= set(names):
            twice = [name for name in (*wanted, YEAR) if names.count(name) > 1]
            if twice:
                raise ColumnsError(f"there are {names.count(twice[0])} columns {twice[0]}")
            at = (names.index(wanted[0]), names.index(wanted[1]), names.index(wanted[2]))
            year = names.index(YEAR) if YEAR in names else None
            return Layout(wanted, at, year, len(names))
    raise _no_columns(header, what)


def _no_columns(header: Sequence[str], what: str) -> ColumnsError:
    expected = " or ".join(", ".join(wanted) for wanted in WANTED)
    shown = ", ".join(_shown(name) for name in header[:8]) or "nothing"
    more = f" and {len(header) - 8} more" if len(header) > 8 else ""
    return ColumnsError(f"the {what} must be {expected}, not {shown}{more}")


def _from_rows(text: str, separator: str, layout: Layout, year: int | None) -> Columns:
    """Row by row; every fault has its row and column."""
    origins: dict[int | None, list[str]] = {}
    destinations: dict[int | None, list[str]] = {}
    amounts: dict[int | None, list[float]] = {}
    a, b, c = layout.places
    d = layout.year
    started = False
    for row, cells in enumerate(_rows(text, separator), start=1):
        if not cells:
            continue
        if not started:  # the header
            started = True
            continue
        if len(cells) != layout.width:
            raise ColumnsError(f"row {row} has {len(cells)} cells and the header {layout.width}")
        of = None if d is None else _year(cells[d], row)
        if of not in origins:
            origins[of], destinations[of], amounts[of] = [], [], []
        origins[of].append(_code(cells[a], row, layout.names[0]))
        destinations[of].append(_code(cells[b], row, layout.names[1]))
        cell = cells[c]
        if _WHOLE.fullmatch(cell):
            amounts[of].append(float(cell))
        else:
            amounts[of].append(_amount(cell, row, layout.names[2], separator))
    if not origins:
        raise ColumnsError("there are no rows under the header")
    years = tuple(sorted(of for of in origins if of is not None))
    chosen = choose_year(years, year)
    return Columns(origins[chosen], destinations[chosen], amounts[chosen], chosen, years)


def _code(cell: str, row: int, column: str) -> str:
    code = cell.strip()
    if not code:
        raise ColumnsError(f"row {row}, column {column}: the cell is empty")
    if len(code) > _LONGEST_FIELD:
        raise ColumnsError(f"row {row}, column {column}: {len(code)} characters are no code")
    return code


def _amount(cell: str, row: int, column: str, separator: str) -> float:
    text = cell.strip()
    if not text:
        raise ColumnsError(f"row {row}, column {column}: the cell is empty")
    if separator != ",":
        # A spreadsheet that separates by semicolons writes 1.200 for twelve hundred, 1,2 for 1.2.
        if _THOUSANDS.fullmatch(text):
            raise ColumnsError(
                f"row {row}, column {column}: {_shown(text)} may be a thousand or a decimal; "
                "write numbers without dots"
            )
        if _COMMA_NUMBER.fullmatch(text):
            text = text.replace(",", ".")
    if len(text) > _LONGEST_FIELD or not text.isascii() or not _NUMBER.fullmatch(text):
        raise ColumnsError(f"row {row}, column {column}: {_shown(text)} is no number")
    return float(text)


def _year(cell: str, row: int) -> int:
    text = cell.strip()
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ColumnsError(f"row {row}, column {YEAR}: {_shown(text)} is no year")
    return int(text)


def choose_year(years: Sequence[int], year: int | None) -> int | None:
    """The year asked for, else the last one; None in a table without years.

    Raises
    ------
    ColumnsError
        The year asked for is not there.
    """
    if year is None:
        return max(years, default=None)
    if year not in years:
        have = f"there are {listed(years)}" if years else "there is no column year"
        raise ColumnsError(f"there are no flows of {year}; {have}")
    return year


def listed(years: Sequence[int]) -> str:
    """Years in a few words."""
    if len(years) > 3 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} to {years[-1]}"
    return ", ".join(map(str, years))


def _shown(text: str) -> str:
    """A cell in a message: short, and on one line."""
    return repr(text if len(text) <= 40 else f"{text[:40]}...")
