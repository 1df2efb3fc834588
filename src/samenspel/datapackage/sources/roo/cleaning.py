# SPDX-License-Identifier: EUPL-1.2
"""Reads single values of the export (texts, dates, percentages, codes); every repair is noted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from samenspel.datapackage.sources.conversion import Effect, Remark
from samenspel.datapackage.sources.text_repairs import (
    ENCODING,
    INVISIBLE,
    UNREADABLE,
    compose,
    repair_blanks,
    repair_encoding,
)

SHORT = 500
"""Bytes in a name, code or short remark, as in the schema."""
LONG = 100_000
ADDRESS = 4_000

TEXT_CUT = "text too long, cut off"
DATE_UNKNOWN = "1900-01-01 stands for unknown"
DATE_UNREADABLE = "date unreadable, left empty"
DATE_FORM = "date written in another way"
SHARE_UNREADABLE = "share unreadable, left empty"
SHARE_TOO_HIGH = "share over 100 percent, left empty"
SHARE_FORM = "share written with a comma or sign"
NUMBER_UNREADABLE = "number unreadable, left empty"
BAR_REPLACED = "bar within a list item replaced"

_LONGEST_ORIGINAL = 500
_PRETTY = " \t\r\n"
_IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=$|[T ])")
_DUTCH = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_PLAIN_NUMBER = re.compile(r"\d{1,3}(\.\d+)?")
_WHOLE = re.compile(r"\d{1,9}")
_TOOI = re.compile(r"(?:^|/)([a-z_]+)/([a-z]{1,6})(\d{1,6})/?$", re.IGNORECASE)
_CODE = re.compile(r"([a-z]{1,6})(\d{1,6})", re.IGNORECASE)
_SENTINEL = date(1900, 1, 1)
_EARLIEST, _LATEST = date(1500, 1, 1), date(2200, 12, 31)


@dataclass
class Notes:
    """Collects the remarks on one file."""

    file: str
    remarks: list[Remark] = field(default_factory=list)

    def add(
        self, row: int | None, column: str, original: str, effect: Effect, result: str, cause: str
    ) -> None:
        """Keep a remark; the original is cut as the report wants it."""
        head = original[:_LONGEST_ORIGINAL]
        shown = head.encode("utf-8", "replace").decode()
        self.remarks.append(Remark(self.file, row, column or None, shown, effect, result, cause))

    def repaired(self, at: Place, original: str, result: object, cause: str) -> None:
        """A value was read otherwise than it was written."""
        shown = "" if result is None else str(result)[:_LONGEST_ORIGINAL]
        self.add(at.row, at.column, original, Effect.REPAIRED, shown, cause)

    def left_out(self, at: Place, original: str, cause: str) -> None:
        """A record is only in the report."""
        self.add(at.row, at.column, original, Effect.LEFT_OUT, "", cause)

    def merged(self, at: Place, original: str, result: str, cause: str) -> None:
        """A record says what another says already."""
        self.add(at.row, at.column, original, Effect.MERGED, result, cause)

    def split(self, at: Place, original: str, result: str, cause: str) -> None:
        """A record gave a further row."""
        self.add(at.row, at.column, original, Effect.SPLIT, result, cause)


@dataclass(frozen=True)
class Place:
    """Where a value stands: ordinal of the record (None: the file), and path in it."""

    row: int | None
    column: str = ""

    def at(self, column: str) -> Place:
        """Another element of the same record."""
        return Place(self.row, column)


def line(notes: Notes, at: Place, text: str, most: int = SHORT) -> str | None:
    """A text of one line; None when nothing is left of it."""
    if not text or text.isspace():
        return None
    clean, causes = _repaired(_without_indent(text))
    if len(clean.encode()) > most:
        clean = _cut(clean, most)
        causes.append(TEXT_CUT)
    for cause in causes:
        notes.repaired(at, text, clean, cause)
    return clean or None


def paragraphs(notes: Notes, at: Place, text: str) -> str | None:
    """Running text; breaks between lines stay, blanks are evened out without a remark."""
    causes: list[str] = []
    lines: list[str] = []
    for part in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        clean, done = _repaired(part)
        causes += [cause for cause in done if cause in {INVISIBLE, ENCODING, UNREADABLE}]
        if clean or (lines and lines[-1]):
            lines.append(clean)
    whole = "\n".join(lines).strip("\n")
    if len(whole.encode()) > LONG:
        whole = _cut(whole, LONG)
        causes.append(TEXT_CUT)
    for cause in dict.fromkeys(causes):
        notes.repaired(at, text, whole, cause)
    return whole or None


def _without_indent(text: str) -> str:
    """Without the line breaks and indents that only lay the file out."""
    start, end = text.lstrip(_PRETTY), text.rstrip(_PRETTY)
    lead, tail = text[: len(text) - len(start)], text[len(end) :]
    if "\n" in lead:
        text = start
    return text.rstrip(_PRETTY) if "\n" in tail else text


def _repaired(text: str) -> tuple[str, list[str]]:
    if text.isascii() and text.isprintable() and text == text.strip() and "  " not in text:
        return text, []
    causes: list[str] = []
    for step in (repair_encoding, repair_blanks, compose, repair_blanks):
        done = step(text)
        text = done.text
        causes += done.causes
    return text, list(dict.fromkeys(causes))


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore").rstrip()


def listed(notes: Notes, at: Place, texts: list[str], *, phrases: bool = False) -> str | None:
    """Texts as one list separated by bars; None without any.

    A bar within a text would end it: it becomes a slash, or, where ``phrases`` have bars of their
    own (``zorg | jeugd``), gets a blank on both sides.
    """
    items: list[str] = []
    size, cut = 0, False
    for text in texts:
        clean = line(notes, at, text, LONG)
        if clean is None:
            continue
        whole = re.sub(r"\s*\|\s*", " | ", clean) if phrases else clean.replace("|", "/")
        whole = whole.strip(" |")
        if whole != clean:
            notes.repaired(at, text, whole, BAR_REPLACED)
        size += len(whole.encode()) + 1
        cut = cut or size > LONG
        items += [whole] if whole and not cut else []
    if cut:
        notes.repaired(at, "|".join(texts), "|".join(items), TEXT_CUT)
    return "|".join(items) or None


def web_address(notes: Notes, at: Place, text: str) -> str | None:
    """An address on the web; a bar in it is written as %7C."""
    clean = line(notes, at, text, ADDRESS)
    if clean is None or "|" not in clean:
        return clean
    whole = clean.replace("|", "%7C")
    notes.repaired(at, text, whole, BAR_REPLACED)
    return whole if len(whole.encode()) <= ADDRESS else None


def day(notes: Notes, at: Place, text: str) -> date | None:
    """A date; None when there is none, it is unreadable, or it stands for unknown."""
    clean = "".join(c for c in text.strip() if unicodedata.category(c) not in {"Cf", "Cc"})
    if not clean:
        return None
    found = _date_in(clean)
    if found is None or not _EARLIEST <= found <= _LATEST:
        notes.repaired(at, text, None, DATE_UNREADABLE)
        return None
    if found == _SENTINEL:
        notes.repaired(at, text, None, DATE_UNKNOWN)
        return None
    if text.strip() != found.isoformat():
        notes.repaired(at, text, found, DATE_FORM)
    return found


def _date_in(text: str) -> date | None:
    if match := _ISO.match(text) or _DIGITS.match(text):
        year, month, number = match.groups()
    elif match := _DUTCH.match(text):
        number, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def percentage(notes: Notes, at: Place, text: str) -> float | None:
    """A share in percent, 0 to 100; None when there is none or it cannot be one."""
    clean = re.sub(r"[\s%]|procent", "", line(notes, at, text) or "").replace(",", ".")
    if not text.strip():
        return None
    if not _PLAIN_NUMBER.fullmatch(clean):
        notes.repaired(at, text, None, SHARE_UNREADABLE)
        return None
    share = float(clean)
    if share > 100:
        notes.repaired(at, text, None, SHARE_TOO_HIGH)
        return None
    if clean != text.strip():
        notes.repaired(at, text, share, SHARE_FORM)
    return share


def whole_number(notes: Notes, at: Place, text: str, most: int) -> int | None:
    """A whole number from 0 to ``most``; points between thousands are allowed."""
    clean = re.sub(r"(?<=\d)[. ](?=\d{3}(\D|$))", "", text.strip())
    if not clean:
        return None
    if not (clean.isascii() and _WHOLE.fullmatch(clean)) or int(clean) > most:
        notes.repaired(at, text, None, NUMBER_UNREADABLE)
        return None
    return int(clean)


def identifier(text: str) -> str | None:
    """An identifier of the register; None when there is none that can serve as one."""
    clean = text.strip()
    return clean if _IDENTIFIER.fullmatch(clean) else None


@dataclass(frozen=True)
class Code:
    """A code of an organisation (GM0363, PV27, SO0772) and the kind of its address."""

    kind: str
    code: str


def code_in(text: str) -> Code | None:
    """The code in an address of the TOOI register, or a bare code; None when there is none."""
    clean = text.strip()
    if len(clean) > SHORT or not clean.isascii():
        return None
    if match := _TOOI.search(clean):
        return Code(match[1].lower(), (match[2] + match[3]).upper())
    if match := _CODE.fullmatch(clean):
        return Code("", (match[1] + match[2]).upper())
    return None


def slug(text: str) -> str:
    """The last part of the address of a page in the register."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[\s_]+", "-", plain.replace("&", " en "))
    return re.sub(r"-+", "-", re.sub(r"[^a-z0-9-]+", "", words)).strip("-")
