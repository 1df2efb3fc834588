# SPDX-License-Identifier: EUPL-1.2
"""A sheet as a Word document, by a template that anybody may restyle in Word.

The template (made by ``tools/word_template.py``) says how it looks; here it is filled in, and given
what a template cannot say: the language, the widths of columns, links, a name for every table.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from samenspel.paper.sheet import (
    Column,
    Figure,
    Picture,
    Pictures,
    Point,
    Points,
    Prose,
    Row,
    Section,
    Sheet,
    Table,
)
from samenspel.paper.steady_zip import steady

TEMPLATE = Path(__file__).parent / "word" / "sheet.docx"
PICTURE_WIDTH_MM = 120
TEXT_WIDTH = 10_318  # twentieths of a point: 182 mm
# What XML cannot hold; it has no meaning in a text either.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class TemplateError(Exception):
    """The Word template cannot be used; the message says why."""


def word(sheet: Sheet, template: Path = TEMPLATE) -> bytes:
    """The sheet as a .docx file; equal sheets give equal bytes.

    Raises
    ------
    TemplateError
        The template is no Word document, or names something that a sheet does not have.
    """
    return _filled(sheet, template, (_fixed_words(),))


def _fixed_words() -> tuple[str, str, str]:
    return _("Figure"), _("Value"), _("Compared")


@lru_cache(maxsize=32)
def _filled(sheet: Sheet, template: Path, words: tuple[tuple[str, str, str]]) -> bytes:
    """Kept at hand: the same sheet is often asked for again."""
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

    figure, value, compared = words[0]
    try:
        document = DocxTemplate(template)
        document.render(
            {
                "sheet": _context(sheet, document),
                "words": {"figure": figure, "value": value, "compared": compared},
            },
            jinja_env=SandboxedEnvironment(),
            autoescape=True,
        )
        _finish(document.docx, sheet)
        stream = io.BytesIO()
        document.save(stream)
    except Exception as error:
        if template == TEMPLATE:
            raise
        # A template of somebody else's can go wrong in as many ways as a document can.
        raise TemplateError(f"{template} cannot be used as a template: {error}") from error
    return steady(stream.getvalue())


def clean(text: str) -> str:
    """The text without what a Word document cannot hold, on one line."""
    return _FORBIDDEN.sub("", text).replace("\n", " ").replace("\t", " ")


def _context(sheet: Sheet, document: Any) -> SimpleNamespace:
    """What the template reads; texts with links are made here, as Word keeps addresses apart."""
    links = _Links(document, sheet)
    return SimpleNamespace(
        kicker=clean(sheet.kicker),
        title=clean(sheet.title),
        lead=clean(sheet.lead),
        foot=clean(sheet.foot),
        numbering=[clean(text) for text in sheet.numbering],
        figures_note=clean(sheet.figures_note),
        figures=[links.figure(figure) for figure in sheet.figures],
        sections=[links.section(section) for section in sheet.sections],
        definitions=links.definitions(),
        definitions_heading=clean(sheet.definitions_heading),
        colophon=[clean(text) for text in sheet.colophon],
        letter=links.letter(),
    )


class _Links:
    """Texts of a sheet as runs of Word, with links to definitions and pages."""

    def __init__(self, document: Any, sheet: Sheet) -> None:
        self._document, self._sheet = document, sheet
        self._ids: dict[str, str] = {}

    def _link(self, url: str) -> str:
        if url not in self._ids:
            self._ids[url] = self._document.build_url_id(clean(url))
        return self._ids[url]

    def _text(self, text: str, *, url: str = "", bold: bool = False, small: bool = False) -> Any:
        from docxtpl import RichText

        link = {"url_id": self._link(url), "style": "Hyperlink"} if url else {}
        return RichText(clean(text), bold=bold, superscript=small, **link)

    def _defined(self, label: str, method: int | None) -> Any:
        found = self._text(label)
        if method is not None:
            address = self._sheet.definitions[method - 1].url
            found.add(self._text(str(method), url=address, small=True))
        return found

    def figure(self, figure: Figure) -> SimpleNamespace:
        return SimpleNamespace(
            label=self._defined(figure.label, figure.method),
            value=clean(figure.value),
            compared=clean(figure.compared),
        )

    def section(self, section: Section) -> SimpleNamespace:
        if isinstance(section, Prose):
            return SimpleNamespace(
                heading=clean(section.heading),
                is_prose=True,
                paragraphs=[self._lines(text) for text in section.paragraphs if text.strip()],
            )
        if isinstance(section, Pictures):
            return SimpleNamespace(
                heading=clean(section.heading) if section.items else "",
                is_prose=True,
                paragraphs=[part for one in section.items for part in self._picture(one)],
            )
        is_table = isinstance(section, Table)
        return SimpleNamespace(
            is_prose=False,
            heading=clean(section.heading),
            empty=clean(section.empty),
            note=clean(section.note) if isinstance(section, Table) else "",
            is_table=is_table,
            is_empty=not (section.rows if isinstance(section, Table) else section.items),
            is_numbered=isinstance(section, Points) and section.is_numbered,
            width=len(section.columns) if isinstance(section, Table) else 0,
            columns=self._heads(section.columns) if isinstance(section, Table) else [],
            rows=list(self._rows(section.rows)) if isinstance(section, Table) else [],
            items_=[self._point(item) for item in section.items]
            if isinstance(section, Points)
            else [],
        )

    def _picture(self, picture: Picture) -> Iterable[Any]:
        yield _Drawing(self._document, picture)
        if picture.caption:
            yield self._text(picture.caption)

    def _lines(self, text: str) -> Any:
        """A paragraph of which the line breaks stay."""
        first, *others = text.strip().splitlines()
        found = self._text(first)
        for line in others:
            found.add("\n")
            found.add(self._text(line))
        return found

    def _heads(self, columns: tuple[Column, ...]) -> list[Any]:
        return [self._defined(column.label, column.method) for column in columns]

    def _rows(self, rows: tuple[Row, ...]) -> Iterable[SimpleNamespace]:
        before = ""
        for row in rows:
            if row.group != before:
                yield SimpleNamespace(group=clean(row.group), cells=[])
            before = row.group
            first, *others = row.cells
            cells = [self._text(first, url=row.url, bold=True), *map(self._text, others)]
            yield SimpleNamespace(group="", cells=cells)

    def letter(self) -> SimpleNamespace | None:
        head = self._sheet.letter
        if head is None:
            return None
        facts = [(clean(label), clean(value)) for label, value in head.facts]
        return SimpleNamespace(address=[clean(line) for line in head.address], facts=facts)

    def _point(self, item: Point) -> SimpleNamespace:
        text = self._text(item.text, url=item.url, bold=True)
        if item.detail:
            text.add(self._text(f" {item.detail}"))
        if item.method is not None:
            text.add(self._defined("", item.method))
        return SimpleNamespace(text=text)

    def definitions(self) -> Any:
        if not self._sheet.definitions:
            return None
        found = self._text("")
        for number, definition in enumerate(self._sheet.definitions, start=1):
            found.add(self._text(f"{'  ·  ' if number > 1 else ''}{number} "))
            found.add(self._text(definition.label, url=definition.url))
        return found


class _Drawing:
    """A picture as a run of Word, made while the template is filled in."""

    def __init__(self, document: Any, picture: Picture) -> None:
        self._document, self._picture = document, picture

    def __html__(self) -> str:
        """The run; Word cannot read WebP."""
        from docx.shared import Mm

        content = io.BytesIO(self._picture.content)
        if self._picture.kind == "webp":
            content = _as_jpeg(content)
        part = self._document.current_rendering_part
        inline = part.new_pic_inline(content, width=Mm(PICTURE_WIDTH_MM))
        inline.docPr.set("descr", clean(self._picture.alt))
        return f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>"


def _as_jpeg(content: io.BytesIO) -> io.BytesIO:
    from PIL import Image

    found = io.BytesIO()
    with Image.open(content) as image:
        image.convert("RGB").save(found, "JPEG", quality=90)
    found.seek(0)
    return found


def _finish(document: Any, sheet: Sheet) -> None:
    """The language, title and date of the document, and tables that screen readers can tell."""
    _set_language(document, f"{sheet.language}-{sheet.region}")
    properties = document.core_properties
    properties.title, properties.language = clean(sheet.title), f"{sheet.language}-{sheet.region}"
    properties.author = properties.last_modified_by = sheet.publisher
    properties.subject, properties.comments = clean(sheet.description), ""
    moment = datetime(sheet.on.year, sheet.on.month, sheet.on.day)  # noqa: DTZ001 - Word has none
    properties.created = properties.modified = moment
    properties.revision = 1
    from docx.oxml.ns import qn

    shown = [s for s in sheet.sections if isinstance(s, Table) and s.rows]
    found = list(document.element.body.iter(qn("w:tbl")))
    if len(found) != bool(sheet.figures) + len(shown):
        return  # a template of one's own may leave tables out
    tables = iter(found)
    if sheet.figures:
        _describe(next(tables), sheet.title)
    for table, section in zip(tables, shown, strict=True):
        _describe(table, section.heading)
        _set_widths(table, section.columns)


def _set_language(document: Any, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    styles = document.styles.element
    for properties in styles.iter(qn("w:rPrDefault")):
        for run in properties.iter(qn("w:rPr")):
            found = run.find(qn("w:lang"))
            if found is None:
                found = OxmlElement("w:lang")
                run.append(found)
            for script in ("w:val", "w:eastAsia"):
                found.set(qn(script), language)


def _describe(table: Any, text: str) -> None:
    """Give the table a title, which screen readers say."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name in ("w:tblCaption", "w:tblDescription"):
        said = OxmlElement(name)
        said.set(qn("w:val"), clean(text))
        table.tblPr.append(said)


def _set_widths(table: Any, columns: tuple[Column, ...]) -> None:
    """Columns as wide as on the PDF, numbers to the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn

    whole = sum(column.width for column in columns)
    widths = [round(TEXT_WIDTH * column.width / whole) for column in columns]
    for place, width in zip(table.tblGrid.iter(qn("w:gridCol")), widths, strict=True):
        place.set(qn("w:w"), str(width))
    for row in table.tr_lst:
        cells = row.tc_lst
        if len(cells) != len(columns):
            continue  # a row that heads a group
        for cell, column, width in zip(cells, columns, widths, strict=True):
            size = cell.get_or_add_tcPr().get_or_add_tcW()
            size.set(qn("w:w"), str(width))
            size.set(qn("w:type"), "dxa")
            if column.is_number:
                for paragraph in cell.p_lst:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
