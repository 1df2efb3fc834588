# SPDX-License-Identifier: EUPL-1.2
"""Reading an uploaded CSV or XLSX file safely into rows of plain text.

Whatever is in the file, the outcome is a :class:`Sheet` within known bounds or a
:class:`ListRefused` with a sentence for the person who sent it. What the columns mean is decided
elsewhere (``lists.columns``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.register.lists.workbooks import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    ListRefused,
    read_workbook,
)

MOST_BYTES = 5 * 1024 * 1024
# Blanks at the end are cut off before the rows are counted; so many lines are read at most.
_MOST_LINES = 200_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Invisible: soft hyphen, zero width, and what turns the direction of reading.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# What the downloads put before a cell that a spreadsheet would take for a formula.
_GUARD = re.compile(r"^'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_DELIMITERS = (";", ",", "\t")
_UNDECODABLE = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
# More than this share of bytes that no text has: it is not a text file.
_MOST_CONTROL = 0.01

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta", b"<body")


@dataclass(frozen=True)
class SheetRow:
    """A row with something in it; ``number`` as the spreadsheet shows it, cells as clean text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table as read: heads of the columns, rows that are not blank, and what was repaired.

    Every row has as many cells as there are heads.
    """

    heads: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notices: tuple[str, ...] = ()


def read_list(content: bytes) -> Sheet:
    """The first sheet of an XLSX file or the table of a CSV file.

    The kind of file is told from its content; a name says nothing. CSV may be separated by commas,
    semicolons or tabs, in UTF-8 (with or without byte order mark), UTF-16 with a mark, or
    Windows-1252.

    Raises
    ------
    ListRefused
        It is another kind of file, too large, or has no table; the message says what to do.
    """
    if len(content) > MOST_BYTES:
        raise ListRefused(_("This file is larger than 5 MB. Send a smaller list."))
    if not content.strip():
        raise ListRefused(_("This file is empty."))
    if content.startswith(b"PK"):
        return _sheet(read_workbook(content))
    _refuse_other_kinds(content)
    return _sheet(_csv_lines(_decoded(content)))


def _refuse_other_kinds(content: bytes) -> None:
    begin = content[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(_OLD_EXCEL):
        raise ListRefused(
            _(
                "This is an old Excel file (.xls) or a file with a password. "
                "Save it in Excel as “Excel workbook (.xlsx)” without a password, and send that."
            )
        )
    if begin.startswith(b"%pdf"):
        raise ListRefused(
            _("This is a PDF. A PDF holds no table that can be read; send the list itself.")
        )
    if begin.startswith(_MARKUP):
        raise ListRefused(
            _(
                "This is a web page, not a spreadsheet. Open it in Excel, save it as "
                "“Excel workbook (.xlsx)”, and send that."
            )
        )


def _decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise _not_text() from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _UNDECODABLE & set(content):
            raise _not_text() from error
        text = content.decode("cp1252")
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text) + 10:
        raise _not_text()
    return text


def _not_text() -> ListRefused:
    return ListRefused(
        _("This file cannot be read as a list. Send an Excel workbook (.xlsx) or a CSV file.")
    )


def _csv_lines(text: str) -> Iterator[Sequence[object]]:
    text = text.replace("\x00", "")
    first, _end, rest = text.partition("\n")
    hint = re.fullmatch(r"sep=(.)\s*", first, re.IGNORECASE)
    body = rest if hint else text
    if hint:
        yield ()  # the line is there in the spreadsheet's counting as well
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=_delimiter(body, hint))
    try:
        yield from reader
    except csv.Error as error:
        raise ListRefused(
            _("A cell of this file never ends: there is a quotation mark too many or too few.")
        ) from error


def _delimiter(text: str, hint: re.Match[str] | None) -> str:
    if hint and hint[1] in _DELIMITERS:
        return hint[1]
    head = next((line for line in text.splitlines()[:50] if line.strip(" \t;,")), "")
    bare = re.sub(r'"[^"]*"', "", head)
    return max(_DELIMITERS, key=bare.count)


def _sheet(lines: Iterable[Sequence[object]]) -> Sheet:
    """The first line with text heads the columns; blank lines and columns at the ends go."""
    heads: list[str] = []
    rows: list[SheetRow] = []
    repaired = 0
    for number, line in enumerate(lines, start=1):
        if number > _MOST_LINES:
            raise ListRefused(_("This file has too many rows. At most 5,000 are read."))
        texts = [_plain(cell) for cell in line]
        while texts and not texts[-1].strip():
            texts.pop()
        if not texts:
            continue
        cells = tuple(clean(text) for text in texts)
        repaired += sum(bool(_CONTROL.search(t) or _INVISIBLE.search(t)) for t in texts)
        if not heads:
            heads = list(cells)
        elif any(cells):
            rows.append(SheetRow(number, cells))
            if len(rows) > MOST_ROWS:
                raise ListRefused(_("This list has more than 5,000 rows. Send it in parts."))
        if len(cells) > MOST_COLUMNS:
            raise ListRefused(
                _("This list has more than 200 columns. Use the template, or remove columns.")
            )
    if not rows:
        raise ListRefused(
            _("There are no rows in this list. It needs a line of heads, then the rows.")
        )
    width = max(len(heads), *(len(row.cells) for row in rows))
    return Sheet(
        heads=(*heads, *[""] * (width - len(heads))),
        rows=tuple(
            SheetRow(row.number, (*row.cells, *[""] * (width - len(row.cells)))) for row in rows
        ),
        notices=_notices(repaired),
    )


def _notices(repaired: int) -> tuple[str, ...]:
    if not repaired:
        return ()
    return (
        ngettext(
            "Invisible characters were removed from %(number)s cell.",
            "Invisible characters were removed from %(number)s cells.",
            repaired,
        )
        % {"number": repaired},
    )


def _plain(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return text[: LONGEST_CELL + 1]


def clean(text: str) -> str:
    """Text of a cell without control and invisible characters, guard and outer blanks."""
    visible = _INVISIBLE.sub("", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    lines = (_BLANKS.sub(" ", line).strip() for line in visible.split("\n"))
    return _GUARD.sub("", "\n".join(lines).strip())
