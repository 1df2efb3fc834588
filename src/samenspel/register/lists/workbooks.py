# SPDX-License-Identifier: EUPL-1.2
"""Reading the first sheet of an XLSX workbook, after looking whether that is safe.

A workbook is a zip of XML. Before anything is read into memory, every part is unpacked in a stream
within a bound (what the zip says of its own sizes is not believed), declarations of entities are
refused, and the cells are counted with the length of their texts: a file of a few kilobytes can
name one cell in the last row and column, or one text of thirty thousand characters a million times.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

MOST_ROWS = 5_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767
_MOST_PARTS = 1_000
_MOST_UNPACKED = 80 * 1024 * 1024
_MOST_TEXT = 20_000_000
_CHUNK = 1 << 16
# Rows that a workbook may span, blank ones included.
_LAST_ROW = 200_000
_LAST_COLUMN = 1_000

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_TEXTS = re.compile(r"xl/sharedStrings\.xml$", re.IGNORECASE)
_REFERENCE = re.compile(r"([A-Z]{1,4})(\d{1,9})$")


class ListRefused(ValueError):  # noqa: N818 - a refusal, not a fault
    """A file that is not read; the message says in plain words why and what to do."""


def _damaged() -> ListRefused:
    return ListRefused(
        _("This Excel file is damaged. Open it in Excel, save it again, and send that.")
    )


def _too_large() -> ListRefused:
    return ListRefused(
        _("This Excel file is far larger inside than a list of 5,000 rows. Copy the list alone.")
    )


def read_workbook(content: bytes) -> Iterator[Sequence[object]]:
    """Lines of the first sheet that has any, from its first row; cells as text.

    Raises
    ------
    ListRefused
        It is no workbook, or not safe to read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
    except (zipfile.BadZipFile, zlib.error, ParseError, OSError, EOFError, ValueError) as error:
        if isinstance(error, ListRefused):
            raise
        if isinstance(error, DefusedXmlException):
            raise _too_large() from error
        raise _damaged() from error
    except (NotImplementedError, RuntimeError) as error:  # a way of packing, a password
        raise _damaged() from error
    return _lines(content)


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise ListRefused(
            _(
                "This is not an Excel workbook. Open the list in Excel or LibreOffice, save it as "
                "“Excel workbook (.xlsx)”, and send that."
            )
        )
    if len(parts) > _MOST_PARTS:
        raise _too_large()
    left = _MOST_UNPACKED
    for part in parts:
        left -= _unpacked(archive, part, left)
    lengths = [n for name in names if _TEXTS.match(name) for n in _text_lengths(archive, name)]
    for name in sorted(names):
        if _SHEET.match(name):
            _check_sheet(archive, name, lengths)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    size = 0
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise _too_large()
    return size


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _text_lengths(archive: zipfile.ZipFile, name: str) -> Iterator[int]:
    with archive.open(name) as stream:
        for _event, element in iterparse(stream, forbid_dtd=True):
            if _local(element.tag) == "si":
                yield sum(len(text) for text in element.itertext())
                element.clear()


def _check_sheet(archive: zipfile.ZipFile, name: str, lengths: Sequence[int]) -> None:
    """Refuse a sheet whose filled cells lie too far out, or hold too much text together."""
    text = 0
    with archive.open(name) as stream:
        for _event, element in iterparse(stream, forbid_dtd=True):
            tag = _local(element.tag)
            if tag == "c" and len(element):
                text += _text_of_cell(element, lengths)
                if text > _MOST_TEXT or _too_far(element.get("r", "")):
                    raise _too_large()
            if tag == "row":
                if int(element.get("r", "1")) > _LAST_ROW and any(len(cell) for cell in element):
                    raise _too_large()
                element.clear()


def _text_of_cell(cell: object, lengths: Sequence[int]) -> int:
    kind, value = cell.get("t"), "".join(cell.itertext())  # type: ignore[attr-defined]
    if kind == "s" and value.strip().isdigit() and int(value) < len(lengths):
        return lengths[int(value)]
    return len(value)


def _too_far(reference: str) -> bool:
    found = _REFERENCE.match(reference.upper())
    if not found:
        return bool(reference)
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column > _LAST_COLUMN or int(found[2]) > _LAST_ROW


def _lines(content: bytes) -> Iterator[Sequence[object]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for number in range(len(book.sheet_names)):
            sheet = book.get_sheet_by_index(number)
            lines = sheet.to_python(skip_empty_area=False)
            if any(cell != "" for line in lines for cell in line):
                return iter([[_text(cell) for cell in line] for line in lines])
    except CalamineError as error:
        raise _damaged() from error
    except BaseException as error:
        # A panic of the reading library is no Exception.
        if type(error).__name__ == "PanicException":
            raise _damaged() from error
        raise
    return iter(())


def _text(cell: object) -> str:
    """A cell as a person would type it: whole numbers without point, dates as 2026-01-31."""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)
