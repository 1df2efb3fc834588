# SPDX-License-Identifier: EUPL-1.2
"""Make the Word template of sheets and letters.

    python tools/word_template.py          write src/samenspel/paper/word/sheet.docx

The template is an ordinary document: open it in Word, change the styles, the order or the fixed
words, and hand it to ``samenspel report --template``. What stands between braces is filled in.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from samenspel.paper.steady_zip import steady

OUT = (
    Path(__file__).resolve().parents[1]
    / "src" / "samenspel" / "paper" / "word" / "sheet.docx"
)  # fmt: skip
INK, SOFT, TEAL = RGBColor(0x16, 0x26, 0x2B), RGBColor(0x3F, 0x52, 0x59), RGBColor(0x08, 0x40, 0x4A)
LINK = RGBColor(0x07, 0x5A, 0x70)
FONT = "Source Sans 3"


def main() -> int:
    """Write the template; the same tool gives the same bytes."""
    OUT.write_bytes(template())
    print(f"{OUT} written")
    return 0


def template() -> bytes:
    """The template as a file."""
    import io

    document = Document()
    _page(document)
    _styles(document)
    _masthead(document)
    _figures(document)
    _sections(document)
    _colophon(document)
    _footer(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "{{ sheet.title }}", "Samenspel", ""
    stream = io.BytesIO()
    document.save(stream)
    return steady(stream.getvalue())


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin, section.bottom_margin = Mm(12), Mm(16)
    section.footer_distance = Mm(8)


def _styles(document: Any) -> None:
    styles = document.styles
    normal = styles["Normal"]
    _font(normal, 9.5, INK)
    normal.paragraph_format.space_after = Pt(3)
    normal.paragraph_format.line_spacing = 1.05
    for name, size, before, after in (("Heading 1", 20, 0, 2), ("Heading 2", 12, 9, 3)):
        style = styles[name]
        _font(style, size, TEAL, bold=True)
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
        style.paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Number"):
        styles[name].paragraph_format.space_after = Pt(1)
    for name, points, colour, bold in (
        ("Sheet kicker", 9.0, SOFT, True),
        ("Sheet lead", 10.5, INK, False),
        ("Sheet note", 8.0, SOFT, False),
        ("Sheet cell", 8.5, INK, False),
        ("Sheet cell head", 8.5, TEAL, True),
        ("Sheet group", 8.5, SOFT, True),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, points, colour, bold=bold)
        style.paragraph_format.space_after = Pt(0 if "cell" in name or "group" in name else 3)
    styles["Sheet group"].paragraph_format.keep_with_next = True
    _letter_styles(styles, normal)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = LINK, True


def _letter_styles(styles: Any, normal: Any) -> None:
    for name, before, after in (
        ("Sheet prose", 0, 7),
        ("Letter address", 0, 0),
        ("Letter fact", 0, 0),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, 10.5, INK)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    fact = styles["Letter fact"].paragraph_format
    fact.tab_stops.add_tab_stop(Mm(38))
    fact.left_indent, fact.first_line_indent = Mm(38), Mm(-38)


def _font(style: Any, size: float, colour: RGBColor, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    style.font.bold = bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)


def _masthead(document: Any) -> None:
    document.add_paragraph("{{ sheet.kicker }}", style="Sheet kicker")
    _letter_head(document)
    document.add_paragraph("{{ sheet.title }}", style="Heading 1")
    document.add_paragraph("{%p if sheet.lead %}")
    document.add_paragraph("{{ sheet.lead }}", style="Sheet lead")
    document.add_paragraph("{%p endif %}")


def _letter_head(document: Any) -> None:
    say = document.add_paragraph
    say("{%p if sheet.letter %}")
    say("{%p for line in sheet.letter.address %}")
    say("{{ line }}", style="Letter address")
    say("{%p endfor %}")
    say("{%p for label, value in sheet.letter.facts %}")
    say("{{ label }}:\t{{ value }}", style="Letter fact")
    say("{%p endfor %}")
    say("{%p endif %}")


def _figures(document: Any) -> None:
    document.add_paragraph("{%p if sheet.figures %}")
    table = document.add_table(rows=4, cols=3)
    _outline(table)
    _head(table.rows[0])
    for cell, text in zip(table.rows[0].cells, ("figure", "value", "compared"), strict=True):
        _write(cell, f"{{{{ words.{text} }}}}", "Sheet cell head")
    _write(table.rows[1].cells[0], "{%tr for item in sheet.figures %}", "Sheet cell")
    cells = ("{{r item.label }}", "{{ item.value }}", "{{ item.compared }}")
    for cell, text in zip(table.rows[2].cells, cells, strict=True):
        _write(cell, text, "Sheet cell")
    _write(table.rows[3].cells[0], "{%tr endfor %}", "Sheet cell")
    document.add_paragraph("{%p if sheet.figures_note %}")
    document.add_paragraph("{{ sheet.figures_note }}", style="Sheet note")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")


def _sections(document: Any) -> None:
    say = document.add_paragraph
    say("{%p for section in sheet.sections %}")
    say("{%p if section.heading %}")
    say("{{ section.heading }}", style="Heading 2")
    say("{%p endif %}")
    say("{%p if section.is_prose %}")
    say("{%p for text in section.paragraphs %}")
    say("{{r text }}", style="Sheet prose")
    say("{%p endfor %}")
    say("{%p else %}")
    say("{%p if section.note %}")
    say("{{ section.note }}", style="Sheet note")
    say("{%p endif %}")
    say("{%p if section.is_empty %}")
    say("{{ section.empty }}")
    say("{%p elif section.is_table %}")
    _table(document)
    say("{%p elif section.is_numbered %}")
    say("{%p for item in section.items_ %}")
    say("{{r item.text }}", style="List Number")
    say("{%p endfor %}")
    say("{%p else %}")
    say("{%p for item in section.items_ %}")
    say("{{r item.text }}", style="List Bullet")
    say("{%p endfor %}")
    say("{%p endif %}")
    say("{%p endif %}")
    say("{%p endfor %}")


def _table(document: Any) -> None:
    table = document.add_table(rows=8, cols=3)
    _outline(table)
    _head(table.rows[0])
    _columns(table.rows[0], "section.columns", "{{r cell }}", "Sheet cell head")
    for number, text in (
        (1, "{%tr for row in section.rows %}"),
        (2, "{%tr if row.group %}"),
        (4, "{%tr else %}"),
        (6, "{%tr endif %}"),
        (7, "{%tr endfor %}"),
    ):
        _write(table.rows[number].cells[0], text, "Sheet cell")
    group = table.rows[3].cells[0].merge(table.rows[3].cells[2])
    _write(group, "{% colspan section.width %}{{ row.group }}", "Sheet group")
    _columns(table.rows[5], "row.cells", "{{r cell }}", "Sheet cell")


def _columns(row: Any, values: str, text: str, style: str) -> None:
    cells = (f"{{%tc for cell in {values} %}}", text, "{%tc endfor %}")
    for cell, said in zip(row.cells, cells, strict=True):
        _write(cell, said, style)


def _write(cell: Any, text: str, style: str) -> None:
    cell.paragraphs[0].text = text
    cell.paragraphs[0].style = style


def _outline(table: Any) -> None:
    """Lines between the rows, and the width of the page."""
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no other way
    width = properties.find(qn("w:tblW"))
    if width is None:
        width = OxmlElement("w:tblW")
        properties.append(width)
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (
        ("top", 12, "08404A"),
        ("bottom", 4, "C5CFD2"),
        ("insideH", 4, "C5CFD2"),
    ):
        line = OxmlElement(f"w:{side}")
        for name, value in (
            ("val", "single"),
            ("sz", str(size)),
            ("space", "0"),
            ("color", colour),
        ):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.insert_element_before(
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"
    )


def _head(row: Any) -> None:
    """The first row is a head: repeated on each page, and never broken over two."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - idem
    for name in ("w:cantSplit", "w:tblHeader"):
        mark = OxmlElement(name)
        mark.set(qn("w:val"), "true")
        properties.append(mark)


def _colophon(document: Any) -> None:
    say = document.add_paragraph
    say("{%p if sheet.definitions %}")
    say("{{ sheet.definitions_heading }}", style="Heading 2")
    say("{{r sheet.definitions }}", style="Sheet note")
    say("{%p endif %}")
    say("{%p for text in sheet.colophon %}")
    say("{{ text }}", style="Sheet note")
    say("{%p endfor %}")


def _footer(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Sheet note"
    paragraph.add_run("{{ sheet.foot }}    {{ sheet.numbering[0] }}")
    _field(paragraph, "PAGE")
    paragraph.add_run("{{ sheet.numbering[1] }}")
    _field(paragraph, "NUMPAGES")
    paragraph.add_run("{{ sheet.numbering[2] }}")


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - idem


if __name__ == "__main__":
    sys.exit(main())
