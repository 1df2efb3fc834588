# SPDX-License-Identifier: EUPL-1.2
"""The sheet as a Word document, by a template that can be made again."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from samenspel.paper import word as module
from samenspel.paper.sheet import Row, Table
from samenspel.paper.word import TEMPLATE, TemplateError, word
from tests.paper.sheets import sheet
from tests.paper.test_pdf import HOSTILE

REPOSITORY = Path(__file__).resolve().parents[2]


def read(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def text_of(document: Any) -> list[str]:
    """Every paragraph, in the order of the page."""
    body = document.element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def test_everything_on_the_sheet_is_in_the_document() -> None:
    said = "\n".join(text_of(read(word(sheet(3)))))
    for part in (
        "Op één A4 voor de raad", "Waar Alkmaar aan meedoet", "8,5", "Een vraag waard",
        "Signaal 2. Hoe komt dat?", "Veiligheidsregio Noord-Holland Noord 1", "4 van 40",
        "€ 1.234.567", "Er staat niets op de kalender.", "Erbij: GR X op 1 januari",
        "Wat de cijfers betekenen", "2 Partners", "Licentie: CC0", "De mediaan van tien",
    ):  # fmt: skip
        assert part in said
    assert "{" not in said


def test_headings_lists_and_tables_have_their_styles() -> None:
    document = read(word(sheet(3)))
    styles = [(p.style.name, p.text) for p in document.paragraphs]
    assert [text for name, text in styles if name == "Heading 1"] == ["Waar Alkmaar aan meedoet"]
    assert len([text for name, text in styles if name == "Heading 2"]) == 5
    assert len([text for name, text in styles if name == "List Number"]) == 3
    assert len([text for name, text in styles if name == "List Bullet"]) == 1
    figures, arrangements = document.tables
    assert [len(row.cells) for row in arrangements.rows] == [4] * 4
    assert [row.cells[0].text for row in figures.rows] == [
        "Cijfer", "samenwerkingen1", "partners2", "bekende bijdragen",
    ]  # fmt: skip


def test_heads_of_tables_are_repeated_and_tables_have_a_title() -> None:
    for table, title in zip(
        read(word(sheet(3))).tables,
        ("Waar Alkmaar aan meedoet", "Alles waar wij aan meedoen"),
        strict=True,
    ):
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == title
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == title


def test_document_says_its_language_title_and_date() -> None:
    for language, written in (("nl", "nl-NL"), ("en", "en-GB")):
        document = read(word(sheet(3, language=language)))
        properties = document.core_properties
        assert properties.title == "Waar Alkmaar aan meedoet"
        assert properties.language == written
        assert properties.created.date() == date(2026, 6, 1)
        default = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
        assert default.get(qn("w:val")) == written


def test_links_lead_to_pages_and_definitions() -> None:
    part = read(word(sheet(3))).part
    found = {relation.target_ref for relation in part.rels.values() if relation.is_external}
    assert "https://samenspel.example/samenwerkingen/0/" in found
    assert "https://samenspel.example/methoden/#stemmen" in found


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_text_is_never_read_as_a_template_or_as_markup(name: str) -> None:
    made = replace(sheet(2, names=(name,), title=name), lead=name, colophon=(name,))
    said = text_of(read(word(made)))
    assert said.count(name) == 3
    assert f"{name} 0" in said
    assert f"{name} 1" in said


def test_what_word_cannot_hold_is_left_out() -> None:
    assert "Een naam" in text_of(read(word(sheet(title="Een\x00\x0b naam"))))


def test_same_sheet_gives_the_same_bytes_without_times() -> None:
    first = word(sheet(5))
    module._filled.cache_clear()
    assert word(sheet(5)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as files:
        assert {item.date_time for item in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_rows_stand_under_the_group_they_belong_to() -> None:
    made = sheet(3)
    table = next(section for section in made.sections if isinstance(section, Table))
    grouped = replace(
        table,
        rows=tuple(Row(row.cells, row.url, "Zorg & co" if n < 2 else "Afval")
                   for n, row in enumerate(table.rows)),
    )  # fmt: skip
    rows = read(word(replace(made, sections=(grouped,)))).tables[1].rows
    assert [row.cells[0].text for row in rows] == [
        "Samenwerking", "Zorg & co", "Vervoerregio Amsterdam 0",
        "Veiligheidsregio Noord-Holland Noord 1", "Afval", "Omgevingsdienst IJmond 2",
    ]  # fmt: skip


def test_committed_template_is_what_the_tool_makes() -> None:
    code = "import sys, word_template; sys.stdout.buffer.write(word_template.template())"
    made = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY / "tools",
        capture_output=True,
        check=True,
    ).stdout
    with (
        zipfile.ZipFile(io.BytesIO(made)) as ours,
        zipfile.ZipFile(TEMPLATE) as committed,
    ):
        assert ours.namelist() == committed.namelist()
        for name in ours.namelist():
            assert ours.read(name) == committed.read(name), name


def test_template_of_ones_own_is_used_and_may_leave_things_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Griffie: {{ sheet.title }}")
    own = tmp_path / "eigen.docx"
    document.save(str(own))
    assert text_of(read(word(sheet(3), own))) == ["Griffie: Waar Alkmaar aan meedoet"]


@pytest.mark.parametrize("text", ["{{ sheet.niets.hier }}", "{% if %}", "{{ ''.__class__.mro() }}"])
def test_template_that_asks_for_what_is_not_there_is_refused(tmp_path: Path, text: str) -> None:
    document = docx.Document()
    document.add_paragraph(text)
    own = tmp_path / "eigen.docx"
    document.save(str(own))
    with pytest.raises(TemplateError, match=r"eigen\.docx cannot be used as a template"):
        word(sheet(3), own)


def test_file_that_is_no_document_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "eigen.docx"
    own.write_text("geen document")
    with pytest.raises(TemplateError, match=r"eigen\.docx"):
        word(sheet(3), own)
