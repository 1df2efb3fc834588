# SPDX-License-Identifier: EUPL-1.2
"""Rows of a CSV or JSON file by the names of their columns, whatever else is wrong with it.

The separator, the encoding and the order of the columns are found, not assumed. No row is lost:
a row with too few or too many cells is kept and noted.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samenspel.datapackage.files import Limits
from samenspel.datapackage.sources.accounts import Account
from samenspel.datapackage.sources.conversion import Effect, SourceError
from samenspel.datapackage.sources.text_repairs import decode

LARGEST = 16 * 1024 * 1024
"""No list of names is larger, in bytes; a limit below this one goes before."""

_SEPARATORS = ",;\t|"
_LONGEST_HEADER = 10_000  # characters
_LONGEST_CELL = 100_000  # characters; a quote that is never closed makes one of all that follows

NOT_USED = "column not used"
LEFT_OVER = "more cells than columns: the last are not used"
TOO_FEW = "fewer cells than columns: the last are empty"
TWICE = "key twice in a record: the first is used"
NO_RECORD = "no record with named values"


@dataclass(frozen=True)
class NamedRow:
    """A row of the source; ``row`` is its line (CSV) or ordinal (JSON, first is 1).

    ``cells`` has every column that is asked for; empty where the source has none.
    """

    row: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Wanted:
    """The columns of a source, by their names in it; ``required`` ones make it that source."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.required + self.optional


@dataclass(frozen=True)
class NamedRows:
    """What a file has: its rows, and the number of its records, read or not."""

    rows: list[NamedRow]
    records: int


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The contents of an ordinary file.

    Raises
    ------
    SourceError
        It is no ordinary file, or too large.
    OSError
        It cannot be read.
    """
    largest = min(limits.file, LARGEST)
    try:
        ordinary = path.is_file()
    except ValueError:  # a NUL in the path
        ordinary = False
    if not ordinary:
        raise SourceError(f"{path.name}: there is no such file")
    with path.open("rb") as stream:
        content = stream.read(largest + 1)
    if len(content) > largest:
        raise SourceError(f"{path.name}: the file is larger than {largest} bytes")
    return content


def read_rows(path: Path, wanted: Wanted, account: Account, limits: Limits) -> NamedRows:
    """The rows of a CSV file with a header, or of a JSON file with a list of objects.

    Raises
    ------
    SourceError
        The file has not the columns that are required, or is not CSV or JSON.
    OSError
        It cannot be read.
    """
    decoded = decode(read_bytes(path, limits))
    text = decoded.text.lstrip("\ufeff")
    for cause in decoded.causes:
        account.add(Effect.REPAIRED, cause, row=None, column=None, original=path.name)
    if text.lstrip()[:1] in {"[", "{"}:
        return _json_rows(text, path.name, wanted, account)
    return _csv_rows(text, path.name, wanted, account)


def _csv_rows(text: str, name: str, wanted: Wanted, account: Account) -> NamedRows:
    separator, places = _header(text, name, wanted, account)
    rows: list[NamedRow] = []
    width, line = 0, 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            begins, line = line, reader.line_num + 1
            if not width:
                width = len(cells)
            elif cells:
                if max(map(len, cells)) > _LONGEST_CELL:
                    raise SourceError(f"{name}: line {begins} has a cell without an end")
                _note_width(cells, width, begins, account)
                rows.append(NamedRow(begins, _by_name(cells, places, wanted)))
    except csv.Error as error:
        raise SourceError(f"{name}: line {line} cannot be read as CSV: {error}") from error
    return NamedRows(rows, len(rows))


def _header(text: str, name: str, wanted: Wanted, account: Account) -> tuple[str, dict[str, int]]:
    """The separator, and where each wanted column stands."""
    for separator in _SEPARATORS:
        found = _names_in(text, separator)
        folded = [_fold(title) for title in found]
        if all(_fold(title) in folded for title in wanted.required):
            places = {
                title: folded.index(_fold(title))
                for title in wanted.names
                if _fold(title) in folded
            }
            unused = [t for i, t in enumerate(found) if i not in places.values() and t.strip()]
            _note_unused(unused, account)
            return separator, places
    titles = ", ".join(wanted.required)
    raise SourceError(f"{name}: the file has no header with the columns {titles}")


def _names_in(text: str, separator: str) -> list[str]:
    head = io.StringIO(text[:_LONGEST_HEADER], newline="")
    try:
        return next(csv.reader(head, delimiter=separator), [])
    except csv.Error:
        return []


def _note_unused(names: Iterable[str], account: Account) -> None:
    for name in names:
        account.add(Effect.REPAIRED, NOT_USED, row=None, column=name[:100], original=name)


def _note_width(cells: list[str], width: int, row: int, account: Account) -> None:
    if len(cells) != width:
        cause = LEFT_OVER if len(cells) > width else TOO_FEW
        shown = "; ".join(cells[:50])
        account.add(Effect.REPAIRED, cause, row=row, column=None, original=shown)


def _by_name(cells: Sequence[str], places: dict[str, int], wanted: Wanted) -> dict[str, str]:
    return {
        name: cells[place] if (place := places.get(name, len(cells))) < len(cells) else ""
        for name in wanted.names
    }


class _Pairs(list[tuple[str, Any]]):
    """The keys and values of an object, in their order, doubles included."""


def _json_rows(text: str, name: str, wanted: Wanted, account: Account) -> NamedRows:
    try:
        records = json.loads(text, object_pairs_hook=_Pairs)
        return _records(records, name, wanted, account)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name}: this is not JSON that can be read") from error


def _records(records: object, name: str, wanted: Wanted, account: Account) -> NamedRows:
    if not isinstance(records, list) or isinstance(records, _Pairs):
        raise SourceError(f"{name}: the file has no list of records")
    named = {_fold(title): title for title in wanted.names}
    rows: list[NamedRow] = []
    unused: dict[str, None] = {}
    for row, record in enumerate(records, start=1):
        if not isinstance(record, _Pairs):
            account.add(Effect.LEFT_OUT, NO_RECORD, row=row, column=None, original=_text(record))
            continue
        rows.append(NamedRow(row, dict(_values(record, row, named, unused, account))))
    found = {title for row in rows for title, cell in row.cells.items() if cell}
    if records and not set(wanted.required) <= found:
        titles = ", ".join(wanted.required)
        raise SourceError(f"{name}: the records have no {titles}")
    _note_unused(unused, account)
    return NamedRows(rows, len(records))


def _values(
    record: _Pairs, row: int, named: dict[str, str], unused: dict[str, None], account: Account
) -> Iterator[tuple[str, str]]:
    """The cells of a record by the wanted names."""
    seen: set[str] = set()
    for key, value in record:
        title = named.get(_fold(key))
        text = _text(value)
        if title is None:
            unused[key] = None
        elif title in seen:
            account.add(Effect.REPAIRED, TWICE, row=row, column=title, original=text)
        else:
            seen.add(title)
            yield title, text
    for title in named.values():
        if title not in seen:
            yield title, ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _fold(title: str) -> str:
    """A title as compared: capitals, blanks and underscores do not count."""
    return "".join(c for c in title.casefold() if c.isalnum())
