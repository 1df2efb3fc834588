# SPDX-License-Identifier: EUPL-1.2
"""Letters and running text on paper: as PDF and as a Word document."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest
from docx import Document

from samenspel.paper.files import MAKERS
from samenspel.paper.pdf import pdf
from samenspel.paper.sheet import LetterHead, Prose, Sheet
from samenspel.paper.word import word
from tests.paper.sheets import sheet

HEAD = LetterHead(
    address=("Raad van Aarveen", "t.a.v. de griffier", "Aarveen"),
    facts=(("Datum", "2 maart 2026"), ("Ons kenmerk", "2026/14")),
)
PARAGRAPHS = (
    "Geachte raad,",
    "Eerste regel van de alinea.\nTweede regel van dezelfde alinea.",
    "  ",
    '#read("/etc/passwd") {{ 7*7 }} {% if %} <b>vet</b> & "aanhaling"',
)


def letter(paragraphs: tuple[str, ...] = PARAGRAPHS) -> Sheet:
    return replace(
        sheet(0),
        title="Zienswijze gevraagd",
        figures=(),
        sections=(Prose("", paragraphs), Prose("Wat wij vragen", ("Eén vraag.",))),
        definitions=(),
        letter=HEAD,
        is_reading_text=True,
    )


def pdf_text(made: Sheet) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf(made)))
    return "\n".join(page.extract_text() for page in reader.pages)


def word_text(made: Sheet) -> str:
    return "\n".join(p.text for p in Document(io.BytesIO(word(made))).paragraphs)


@pytest.mark.parametrize("text_of", [pdf_text, word_text], ids=["pdf", "word"])
def test_a_letter_says_to_whom_it_is_and_what_stands_above_it(text_of) -> None:  # type: ignore[no-untyped-def]
    text = text_of(letter())
    for told in (*HEAD.address, "2 maart 2026", "Ons kenmerk", "2026/14", "Zienswijze gevraagd"):
        assert told in text
    assert text.index("t.a.v. de griffier") < text.index("2 maart 2026") < text.index("Geachte")


@pytest.mark.parametrize("text_of", [pdf_text, word_text], ids=["pdf", "word"])
def test_running_text_is_printed_as_it_is_with_its_line_breaks(text_of) -> None:  # type: ignore[no-untyped-def]
    text = text_of(letter())
    assert "Eerste regel van de alinea.\nTweede regel van dezelfde alinea." in text
    assert PARAGRAPHS[3] in text.replace("\n", " ").replace("  ", " ")
    assert "Wat wij vragen" in text


def test_a_paragraph_without_words_is_left_out() -> None:
    paragraphs = [p.text for p in Document(io.BytesIO(word(letter()))).paragraphs]
    assert [text for text in paragraphs if text and not text.strip()] == []


def test_a_long_letter_takes_pages_and_keeps_its_size() -> None:
    long = letter(tuple(f"Alinea {n}. " + "Zo gaat dat in een regio. " * 20 for n in range(30)))
    reader = pypdf.PdfReader(io.BytesIO(pdf(long)))
    assert len(reader.pages) > 3
    sizes = set()
    reader.pages[1].extract_text(visitor_text=lambda _t, cm, tm, _f, size: sizes.add(
        round(size * abs(tm[3]) * abs(cm[3]), 1)
    ))  # fmt: skip
    assert 10.5 in sizes


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_same_letter_gives_the_same_bytes(kind: str) -> None:
    assert MAKERS[kind](letter()) == MAKERS[kind](letter())


def test_the_pdf_of_a_letter_is_tagged_and_in_its_language() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(letter())))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]) == "nl-NL"
