# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a cell of a list, and the days that people write in one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

# The day that spreadsheets count from, and the serial numbers that are read as days (1954-2119).
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_EARLIEST, _LATEST = date(1800, 1, 1), date(2200, 1, 1)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_DUTCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_WORDS = re.compile(r"(\d{1,2}) ([a-z]{3,9})\.? (\d{4})")
_MONTHS = {
    "jan": 1, "januari": 1, "january": 1, "feb": 2, "februari": 2, "february": 2, "mrt": 3,
    "mar": 3, "maart": 3, "march": 3, "apr": 4, "april": 4, "mei": 5, "may": 5, "jun": 6,
    "juni": 6, "june": 6, "jul": 7, "juli": 7, "july": 7, "aug": 8, "augustus": 8, "august": 8,
    "sep": 9, "sept": 9, "september": 9, "okt": 10, "oct": 10, "oktober": 10, "october": 10,
    "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip


class CellProblem(ValueError):  # noqa: N818 - something for the sender to mend, not a fault
    """What is wrong with a cell, and what was expected; both are sentences."""

    def __init__(self, what: str, expected: str) -> None:
        super().__init__(f"{what} {expected}")
        self.what, self.expected = what, expected


@dataclass(frozen=True)
class CellError:
    """What is wrong in one cell: the head of its column, what it says, what was expected."""

    column: str
    value: str
    what: str
    expected: str


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of a cell with several values: semicolons, bars or lines between."""
    return tuple(dict.fromkeys(p.strip() for p in re.split(r"[;|\n]", text) if p.strip()))


def read_day(text: str) -> date:
    """A date; spreadsheets may give it as the number of days since 30 December 1899.

    Raises
    ------
    CellProblem
        It is no date from 1800 to 2199.
    """
    expected = _("A date, as 31-01-2026.")
    try:
        found = _date_in(text.casefold().strip())
    except ValueError as error:
        what = _("“%(text)s” is a date that does not exist.") % {"text": text[:40]}
        raise CellProblem(what, expected) from error
    if found is None:
        raise CellProblem(_("“%(text)s” is not a date.") % {"text": text[:40]}, expected)
    if not _EARLIEST <= found < _LATEST:
        raise CellProblem(
            _("The year of “%(text)s” cannot be right.") % {"text": text[:40]}, expected
        )
    return found


def _date_in(text: str) -> date | None:
    if iso := _ISO.fullmatch(text):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if dutch := _DUTCH.fullmatch(text):
        return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
    words = _WORDS.fullmatch(text)
    if words and words[2] in _MONTHS:
        return date(int(words[3]), _MONTHS[words[2]], int(words[1]))
    whole = re.fullmatch(r"(\d{5})(?:[.,]\d+)?", text)
    if whole and _FIRST_SERIAL <= int(whole[1]) <= _LAST_SERIAL:
        return _EPOCH + timedelta(days=int(whole[1]))
    return None
