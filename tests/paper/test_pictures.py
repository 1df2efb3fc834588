# SPDX-License-Identifier: EUPL-1.2
"""Photos on paper: described, below their heading, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from PIL import Image
from pypdf import PdfReader

from samenspel.paper.pdf import pdf
from samenspel.paper.sheet import Picture, Pictures, Sheet
from samenspel.paper.word import word
from tests.paper.sheets import sheet


def photo(kind: str = "jpg", colour: tuple[int, int, int] = (8, 90, 110)) -> Picture:
    stream = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(stream, {"jpg": "JPEG"}.get(kind, kind.upper()))
    return Picture(stream.getvalue(), kind, f"Een groen vlak, {kind}", "Het vlak in Sluis")


@pytest.fixture(scope="module")
def with_photos() -> Sheet:
    pictures = Pictures("Foto's", (photo(), photo("png"), photo("webp")))
    return replace(sheet(rows=2), sections=(pictures,))


def test_a_photo_in_a_pdf_has_its_description_and_caption(with_photos: Sheet) -> None:
    made = pdf(with_photos)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    assert "Het vlak in Sluis" in text
    assert pdf(with_photos) == made


def _alternatives(made: bytes) -> list[str]:
    """The descriptions in the structure of the document."""
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, list):
            for one in node:
                walk(one.get_object() if hasattr(one, "get_object") else one)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            walk(node["/K"].get_object() if "/K" in node else [])

    walk(PdfReader(io.BytesIO(made)).trailer["/Root"]["/StructTreeRoot"].get_object())
    return found


def test_every_photo_is_described_in_the_structure(with_photos: Sheet) -> None:
    assert sorted(_alternatives(pdf(with_photos))) == [
        "Een groen vlak, jpg",
        "Een groen vlak, png",
        "Een groen vlak, webp",
    ]


def test_a_photo_in_word_has_its_description_and_caption(with_photos: Sheet) -> None:
    made = zipfile.ZipFile(io.BytesIO(word(with_photos)))
    body = made.read("word/document.xml").decode()
    assert len(re.findall('descr="Een groen vlak, (?:jpg|png|webp)"', body)) == 3
    assert body.count("Het vlak in Sluis") == 3
    assert not [name for name in made.namelist() if name.endswith("webp")]


def test_a_section_without_photos_leaves_nothing_behind() -> None:
    empty = replace(sheet(rows=2), sections=(Pictures("Foto's", ()),))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(empty))).pages)
    assert "Foto's" not in text
    assert b"Foto" not in zipfile.ZipFile(io.BytesIO(word(empty))).read("word/document.xml")
