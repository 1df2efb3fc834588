# SPDX-License-Identifier: EUPL-1.2
"""The rows of the value list as entries on municipalities: names, days, successors."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samenspel.datapackage.sources.accounts import Account
from samenspel.datapackage.sources.conversion import Effect
from samenspel.datapackage.sources.named_rows import NamedRow, Wanted
from samenspel.datapackage.sources.text_repairs import restore_apostrophe

PUBLISHED_ON = date(2016, 9, 1)
"""Day of the export, for a file that does not tell when it was collected."""

NAME, ADDRESS, COLLECTED, END = "owms_label", "owms_uri", "collection_date", "endDate"
KIND, SUCCESSOR = "type", "opvolger_label"
COLUMNS = Wanted((NAME, END, KIND, SUCCESSOR), (ADDRESS, COLLECTED))

OTHER_KIND = "no municipality"
NO_NAME = "no municipality named"
NO_DATE = "date that cannot be read"
NO_SUCCESSOR = "ended without a successor, or a successor without an end"
END_READ = "last day with a short year: first day of the new situation"

_ONE_DAY = timedelta(days=1)
_YEARS = range(1900, 2200)
_DATE = re.compile(r"^([0-9]{1,2})/([0-9]{1,2})/([0-9]{2}|[0-9]{4})$")


@dataclass(frozen=True)
class Entry:
    """A municipality of the list.

    ``originals`` are its name and successor, untouched, by their columns; ``ends`` is the first
    day on which it no longer exists.
    """

    row: int
    originals: Mapping[str, str]
    name: str
    address: str
    ends: date | None
    successor: str


def collected_on(rows: Sequence[NamedRow]) -> date | None:
    """The last day on which an entry was collected, as far as the file says."""
    texts = {row.cells[COLLECTED].strip() for row in rows}
    return max((day for text in texts if (day := _day(text, before=None))), default=None)


def _day(text: str, *, before: date | None) -> date | None:
    """A day written day/month/year; a short year is the last such one up to ten years ahead."""
    match = _DATE.match(text)
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    if len(match[3]) == 2:
        latest = (before or PUBLISHED_ON).year + 10
        year += latest - latest % 100
        year -= 100 if year > latest else 0
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def read_entry(row: NamedRow, day: date, account: Account) -> Entry | None:
    """The row as an entry of the list, or None when it was left out."""
    cells = {
        name: account.repaired(cell, row=row.row, column=name) for name, cell in row.cells.items()
    }
    last = _day(cells[END], before=day)
    fault = _fault(cells, last)
    if fault is not None:
        shown = "; ".join(row.cells[name] for name in (NAME, KIND, END, SUCCESSOR))
        account.add(Effect.LEFT_OUT, fault, row=row.row, column=NAME, original=shown)
        return None
    ends = last and last + _ONE_DAY
    if ends is not None:
        _repaired(account, END_READ, row.row, END, row.cells[END], ends.isoformat())
    return Entry(
        row=row.row,
        originals={NAME: row.cells[NAME], SUCCESSOR: row.cells[SUCCESSOR]},
        name=_with_apostrophe(row, NAME, cells[NAME], account),
        address=_name_in(cells[ADDRESS]),
        ends=ends,
        successor=_with_apostrophe(row, SUCCESSOR, cells[SUCCESSOR], account),
    )


def _fault(cells: Mapping[str, str], last: date | None) -> str | None:
    """Why a row is no entry on a municipality."""
    if cells[KIND].casefold() != "gemeente":
        return OTHER_KIND
    if not cells[NAME]:
        return NO_NAME
    if bool(cells[END]) != bool(cells[SUCCESSOR]):
        return NO_SUCCESSOR
    return NO_DATE if cells[END] and last is None else None


def _with_apostrophe(row: NamedRow, column: str, text: str, account: Account) -> str:
    done = restore_apostrophe(text)
    for cause in done.causes:
        _repaired(account, cause, row.row, column, row.cells[column], done.text)
    return done.text


def _name_in(address: str) -> str:
    """The name in the address of an entry, without what only tells entries apart."""
    last = address.rpartition("/")[2].replace("_", " ")
    return re.sub(r"\s*(?:\(gemeente\)|\boud)$", "", last).strip()


def _repaired(
    account: Account, cause: str, row: int, column: str, original: str, result: str
) -> None:
    account.add(Effect.REPAIRED, cause, row=row, column=column, original=original, result=result)
