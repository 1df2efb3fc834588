# SPDX-License-Identifier: EUPL-1.2
"""The sheet as PDF: one page, tagged, the same bytes, and text that is only text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from samenspel.paper import pdf as module
from samenspel.paper.pdf import pdf
from samenspel.paper.sheet import Column, Point, Points, Row, Sheet, Table
from tests.paper.sheets import NAMES, sheet

HOSTILE = (
    '#read("/etc/passwd")',
    "$ x^2 $ *vet* _schuin_ `code`",
    "\\alpha @verwijzing <label> [blok]",
    "= Kop // weg /* weg */ #set page(width: 1pt)",
    '{{ 7*7 }} {% if %} "aanhaling" & <b>',
)


def read(made: Sheet) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf(made)))


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def table_of(made: Sheet) -> Table:
    return next(section for section in made.sections if isinstance(section, Table))


def tags(node: Any) -> Iterator[tuple[str, Any]]:
    """Every element of the structure, with its kind."""
    found = node.get_object()
    if isinstance(found, pypdf.generic.ArrayObject):
        for each in found:
            yield from tags(each)
    elif isinstance(found, pypdf.generic.DictionaryObject):
        if "/S" in found:
            yield str(found["/S"]), found
        if "/K" in found:
            yield from tags(found["/K"])


def kinds(reader: pypdf.PdfReader) -> list[str]:
    root: Any = reader.trailer["/Root"]
    return [kind for kind, _ in tags(root["/StructTreeRoot"]["/K"])]


@pytest.mark.parametrize("rows", [0, 3, 17, 40])
def test_a_municipality_with_up_to_forty_arrangements_is_on_one_page(rows: int) -> None:
    reader = read(sheet(rows))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (210, 297)
    assert "Pagina 1 van 1" in text_of(reader)


def test_forty_arrangements_with_all_that_can_be_known_are_on_one_page() -> None:
    full = replace(
        table_of(sheet()),
        columns=(
            Column("Samenwerking", 4.3), Column("Onderwerp", 2.3, is_optional=True),
            Column("Deelnemers", 1.5, is_number=True, is_tight=True),
            Column("Wie daar voor ons zit", 2.3), Column("Stemmen", 1.6, is_number=True),
            Column("Stemkracht", 1.2, is_number=True, is_tight=True),
            Column("Bijdrage", 1.9, is_number=True),
        ),
        rows=tuple(
            Row((f"{NAMES[n % 5][:48]} {n}", "Openbare orde en veiligheid", "16",
                 "wethouder A. van der Berg-Zonderling", "12 van 140 (8,6%)", "7,9%",
                 "€ 1.234.567 (2026), 16,7% van alles"))
            for n in range(40)
        ),
    )  # fmt: skip
    lines = tuple(Point(f"Samenwerking {n}", "nieuwe versie sinds 1 januari") for n in range(6))
    changes = replace(sheet().sections[3], items=lines)  # type: ignore[call-arg]
    made = sheet()
    made = replace(made, sections=(made.sections[0], full, made.sections[2], changes))
    assert len(read(made).pages) == 1


def test_more_than_fits_goes_on_on_a_second_page_with_the_head_again() -> None:
    reader = read(sheet(90))
    assert len(reader.pages) == 2
    for number, page in enumerate(reader.pages, start=1):
        said = page.extract_text()
        assert "Wie daar voor ons zit" in said
        assert f"Pagina {number} van 2" in said
    said = text_of(reader)
    assert all(f" {number} onbekend" in said for number in range(90))


def test_document_says_its_language_its_title_and_that_it_is_tagged() -> None:
    for language, written in (("nl", "nl-NL"), ("en", "en-GB")):
        reader = read(sheet(language=language))
        root: Any = reader.trailer["/Root"]
        assert root["/Lang"] == written
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
        assert reader.metadata is not None
        assert reader.metadata.title == "Waar Alkmaar aan meedoet"
        assert reader.metadata.subject == "Alkmaar op 1 juni 2026"


def test_structure_has_headings_table_heads_lists_and_links() -> None:
    found = kinds(read(sheet(3)))
    assert found.count("/H1") == 1
    assert found.count("/H2") == 5
    assert found.count("/TH") == 4
    assert found.count("/TR") == 4
    assert found.count("/TD") == 12
    assert found.count("/L") == 2
    assert found.index("/H1") < found.index("/H2") < found.index("/Table")
    # Three rows, three definitions in the list, two figures, a column and three signals.
    assert found.count("/Link") == 12


def test_heads_of_columns_say_what_they_head() -> None:
    root: Any = read(sheet(3)).trailer["/Root"]
    heads = [node for kind, node in tags(root["/StructTreeRoot"]["/K"]) if kind == "/TH"]
    for head in heads:
        attributes = head["/A"]
        listed = attributes if isinstance(attributes, list) else [attributes]
        assert any(each.get_object().get("/Scope") == "/Column" for each in listed)


def test_figures_lead_to_their_definitions() -> None:
    found = set()
    for annotation in read(sheet(3)).pages[0]["/Annots"]:  # type: ignore[attr-defined]
        found.add(annotation.get_object()["/A"]["/URI"])
    assert {
        "https://samenspel.example/methoden/#samenwerkingen",
        "https://samenspel.example/methoden/#partners",
        "https://samenspel.example/methoden/#stemmen",
        "https://samenspel.example/samenwerkingen/0/",
    } <= found


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_text_is_never_read_as_markup(name: str) -> None:
    made = sheet(2, names=(name,), title=name)
    made = replace(made, lead=name, foot=name, colophon=(name,), kicker=name)
    made = replace(made, sections=(*made.sections, Points(name, (Point(name, name),), name)))
    reader = read(made)
    assert len(reader.pages) == 1
    said = text_of(reader).replace(" ", "")
    # Title, lead, foot, colophon, kicker, a heading, a point and its detail, two rows.
    assert said.count(name.replace(" ", "")) == 10
    assert reader.metadata is not None
    assert reader.metadata.title == name
    assert "root:x" not in said


def test_copied_text_has_no_characters_that_nobody_sees() -> None:
    said = " ".join(page.extract_text() for page in read(sheet(17)).pages)
    assert not set(said) & set("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufffd\0")


def test_same_sheet_gives_the_same_bytes() -> None:
    first = pdf(sheet(17))
    module._compiled.cache_clear()
    assert pdf(sheet(17)) == first
    assert pdf(replace(sheet(17), on=sheet().on.replace(day=2))) != first


def test_template_can_read_nothing_but_itself() -> None:
    assert [path.name for path in module.ROOT.iterdir()] == ["sheet.typ"]


def test_a_sheet_without_rows_points_or_figures_says_so() -> None:
    made = replace(sheet(0, signals=0), figures=(), definitions=(), lead="")
    made = replace(made, figures_note="", sections=made.sections[:3])
    table = table_of(made)
    made = replace(
        made,
        sections=tuple(
            replace(table, columns=tuple(replace(c, method=None) for c in table.columns))
            if section is table
            else section
            for section in made.sections
        ),
    )
    said = text_of(read(made))
    assert "Niets." in said
    assert "Geen samenwerking." in said
    assert "Er staat niets op de kalender." in said
    assert "Wat de cijfers betekenen" not in said


def test_a_very_long_name_breaks_and_is_whole() -> None:
    name = "Gemeenschappelijke regeling " + "samenwerking van gemeenten en waterschappen " * 8
    assert text_of(read(sheet(40, names=(name.strip(),)))).count("Gemeenschappelijke") == 40
