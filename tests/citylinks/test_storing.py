# SPDX-License-Identifier: EUPL-1.2
"""What is found in bytes that somebody sends."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.storing import MEDIA_TYPES, MOST_BYTES, known_document

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF"


def packed(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    """A ZIP file with these names in it, all empty, after one that is not packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        if first:
            made.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            made.writestr(name, b"")
    return out.getvalue()


WORD = packed("[Content_Types].xml", "word/document.xml")
ODT = packed("content.xml", first=("mimetype", b"application/vnd.oasis.opendocument.text"))


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(LinkRefused) as caught:
        known_document(content, name)
    assert caught.value.field == "file"
    return caught.value.message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.docx", WORD),
        ("a.xlsx", packed("[Content_Types].xml", "xl/workbook.xml")),
        ("a.pptx", packed("[Content_Types].xml", "ppt/presentation.xml")),
        ("a.odt", ODT),
        ("a.txt", "Twee regels,\r\nmet één ë.".encode()),
        ("a.txt", "Windows: één".encode("cp1252")),
        ("a.csv", b"jaar;euro\r\n2026;1"),
    ],
)
def test_kind_is_found_in_the_bytes(name: str, content: bytes) -> None:
    found = known_document(content, name)
    assert (found.name, found.media_type) == (name, MEDIA_TYPES[name[2:]])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pagina.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("tekening.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
        ("tekening.txt", b"\xef\xbb\xbf  <SVG onload=x()>"),
        ("blad.txt", b"tekst\n<script>alert(1)</script>"),
        ("beeld.pdf", b"\x89PNG\r\n\x1a\n"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64),
        ("pakket.zip", packed("een.txt")),
        ("pakket.docx", packed("een.txt")),
        ("half.docx", WORD[:-30]),
        ("kapot.docx", b"PK\x03\x04" + b"\0" * 100),
        ("lijst.docx", WORD.replace(b"PK\x01\x02", b"PKxx")),
        ("macro.docx", packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("macro.odt", packed("content.xml", "Basic/x.xml", first=("mimetype", b"x"))),
        ("vreemd.odt", packed("content.xml", first=("mimetype", b"application/x-anders"))),
        ("zonder.odt", packed("content.xml")),
        ("verpakt.odt", packed("mimetype", "content.xml")),
        ("deel.odt", packed("[Content_Types].xml")),
        ("programma.exe", b"MZ\x90\x00\x03"),
        ("tekst.pdf", b"Alleen tekst."),
        ("brief.docx", PDF),
        ("bytes.txt", b"\x81\x8d\x90 niets"),
        ("leeg.pdf", b""),
    ],
)
def test_what_it_is_not_or_what_is_not_kept_is_refused(name: str, content: bytes) -> None:
    assert refusal(content, name)


def test_the_reason_says_what_helps() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert ".docx" in refusal(old, "a.doc")
    assert "10 MB" in refusal(b"%PDF-" + b"x" * MOST_BYTES, "a.pdf")
    assert ".docx" in refusal(PDF, "brief.docx")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\map\\verslag 2026.PDF", "verslag 2026.pdf"),
        ("a\r\nX-Kop: 1.pdf", "aX-Kop: 1.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("", "document.pdf"),
        ("...pdf", "pdf.pdf"),
        ("...", "document.pdf"),
        ("a" * 400 + ".pdf", "a" * 120 + ".pdf"),
        ("één ‘stuk’.pdf", "één ‘stuk’.pdf"),
    ],
)
def test_file_name_is_made_harmless(sent: str, kept: str) -> None:
    assert known_document(PDF, sent).name == kept


def test_a_document_that_would_unpack_to_a_mountain_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        made.writestr("[Content_Types].xml", b"")
        made.writestr("word/document.xml", b"0" * 50_000_000)
    # Its own list says that it unpacks to nothing less than two gigabytes; nobody looks.
    content = out.getvalue().replace(struct.pack("<L", 50_000_000), struct.pack("<L", 2**31))
    assert len(content) < 100_000
    assert known_document(content, "bom.docx").media_type == MEDIA_TYPES["docx"]


def test_a_list_of_names_without_end_is_not_read_to_its_end() -> None:
    names = [f"{number}" for number in range(10_050)]
    assert refusal(packed(*names, "[Content_Types].xml", "word/document.xml"), "a.docx")


@given(
    content=st.binary(max_size=300),
    tail=st.binary(max_size=40),
    end=st.sampled_from(["pdf", "docx", "odt", "csv"]),
)
@settings(max_examples=60, deadline=None)
def test_no_bytes_bring_it_down(content: bytes, tail: bytes, end: str) -> None:
    for begin in (b"", b"PK\x03\x04", WORD[:-22], ODT[:-22] + b"PK\x05\x06"):
        try:
            found = known_document(begin + content + tail, f"naam.{end}")
        except LinkRefused:
            continue
        assert found.media_type == MEDIA_TYPES[found.name.rpartition(".")[2]]
