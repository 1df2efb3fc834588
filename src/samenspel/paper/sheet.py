# SPDX-License-Identifier: EUPL-1.2
"""A sheet or a letter as plain values: what is written on it, not how it looks.

A page becomes a sheet once; the PDF and the Word document are two ways to write it down. All text
is finished: in the language of the reader and rounded as on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override


@dataclass(frozen=True)
class Definition:
    """The published definition of a figure: its name and the address of it."""

    label: str
    url: str


@dataclass(frozen=True)
class Figure:
    """A figure on its own: the value as written, what it is, and what it is compared with.

    ``method`` is the number (from 1) of its definition in the list of the sheet; None: not a
    measured figure.
    """

    value: str
    label: str
    compared: str = ""
    method: int | None = None


@dataclass(frozen=True)
class Column:
    """A column of a table; ``width`` counts in proportion to the other columns.

    ``is_tight``: in the PDF no wider than its longest text, on one line. ``is_optional``: left out
    of the PDF when only so it fits on one page.
    """

    label: str
    width: float = 1.0
    is_number: bool = False
    is_tight: bool = False
    is_optional: bool = False
    method: int | None = None


@dataclass(frozen=True)
class Row:
    """A row of a table: one text per column; ``url`` is where the first one leads, or empty.

    ``group`` heads the rows from here on, until a row has another one.
    """

    cells: tuple[str, ...]
    url: str = ""
    group: str = ""


@dataclass(frozen=True)
class Table:
    """A table under a heading; ``empty`` is said instead when it has no rows."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str
    note: str = ""


@dataclass(frozen=True)
class Point:
    """One thing in a list: the point, and a sentence more."""

    text: str
    detail: str = ""
    url: str = ""
    method: int | None = None


@dataclass(frozen=True)
class Points:
    """A list under a heading; ``is_stressed``: what the reader should not miss."""

    heading: str
    items: tuple[Point, ...]
    empty: str
    is_numbered: bool = False
    is_stressed: bool = False


@dataclass(frozen=True)
class Prose:
    """Running text under a heading (empty: without one), a text for each paragraph.

    A line break inside a paragraph stays one; an empty paragraph is left out.
    """

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class LetterHead:
    """The head of a letter: to whom, a line each, and what stands above it, as label and value.

    The line of the sender is the ``kicker`` of the sheet, the subject is its ``title``.
    """

    address: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture:
    """A photo or drawing; ``alt`` says what is on it to who cannot see it, and is never empty.

    ``content`` are the bytes of an image, ``kind`` is its form: ``jpg``, ``png`` or ``webp``.
    """

    content: bytes
    kind: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Pictures:
    """Pictures under a heading, two beside each other."""

    heading: str
    items: tuple[Picture, ...]


Section = Table | Points | Prose | Pictures


@dataclass(frozen=True)
class Sheet:
    """A sheet: heading, figures, sections, definitions, and where it comes from.

    Attributes
    ----------
    language
        ``nl`` or ``en``.
    on
        The reference date; also the date of the document, so that the same figures give the same
        file.
    unknown
        How "unknown" is written; the PDF shows it in a quieter colour.
    kicker, title, lead
        The line above the title, the title, and one sentence below it.
    numbering
        The page number as three texts around the number of the page and that of all pages.
    figures_note
        What the figures are compared with, below them.
    letter
        The head of a letter, above the title; None on a sheet.
    is_reading_text
        To be read from beginning to end: in the PDF the letters never get smaller to save a page.
    colophon
        Source, reference date, licence and address, a sentence each; ``foot`` is at the foot of
        every page.
    """

    language: str
    on: date
    kicker: str
    title: str
    lead: str
    description: str
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...]
    definitions_heading: str
    colophon: tuple[str, ...]
    foot: str
    figures_note: str = ""
    unknown: str = ""
    publisher: str = "Samenspel"
    letter: LetterHead | None = None
    is_reading_text: bool = False

    @property
    def numbering(self) -> tuple[str, str, str]:
        """The page number as three texts around the number of the page and of all pages."""
        with override(self.language):
            before, _mark, rest = _("Page %(page)s of %(pages)s").partition("%(page)s")
        between, _mark, after = rest.partition("%(pages)s")
        return before, between, after

    @property
    def region(self) -> str:
        """The country of the language, as in ``nl-NL``."""
        return {"nl": "NL"}.get(self.language, "GB")

    @property
    def across(self) -> int:
        """How many figures stand beside each other, so that no row is left nearly empty."""
        number = len(self.figures)
        return number if number <= 6 else -(-number // -(-number // 6))
