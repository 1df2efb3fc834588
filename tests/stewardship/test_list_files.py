# SPDX-License-Identifier: EUPL-1.2
"""Reading uploaded lists: what Excel makes of CSV, and what nobody should send."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.register.lists.files import MOST_BYTES, Sheet, clean, read_list
from samenspel.register.lists.workbooks import ListRefused
from samenspel.stewardship.own_list.columns import layout

HEADS = ("Naam", "Plaats")
ROWS = (("GGD Noord", "Zaandam"), ("Café; „Wijk”", "'s-Gravenhage"))


def workbook(rows: list[list[Any]], **formats: Any) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **formats}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(line, place, cell, day)
                else:
                    sheet.write(line, place, cell)
    return stream.getvalue()


def changed(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with another content for one of its parts."""
    old, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, part if info.filename == name else old.read(info))
    return stream.getvalue()


def sheet_xml(cells: bytes, before: bytes = b"") -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>' + before + b'<worksheet xmlns="' + space
        + b'"><sheetData>' + cells + b"</sheetData></worksheet>"
    )  # fmt: skip


def cells(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    return tuple(row.cells for row in sheet.rows)


def refusal(content: bytes) -> str:
    with pytest.raises(ListRefused) as caught, translation.override("en"):
        read_list(content)
    return str(caught.value)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_in_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in (HEADS, *ROWS)]
    sheet = read_list("\r\n".join(lines).encode(encoding))
    assert sheet.heads == HEADS
    assert cells(sheet) == ROWS


def test_excels_own_hint_of_the_delimiter_is_followed_and_counted() -> None:
    sheet = read_list(b"sep=;\r\nNaam;Plaats\r\nGGD, Noord;Zaandam\r\n")
    assert cells(sheet) == (("GGD, Noord", "Zaandam"),)
    assert sheet.rows[0].number == 3


def test_unknown_hint_of_a_delimiter_is_no_hint() -> None:
    assert read_list(b"sep=x\nNaam;Plaats\nA;B\n").heads == HEADS


def test_blank_rows_and_columns_go_and_numbers_stay_those_of_the_spreadsheet() -> None:
    sheet = read_list(b";;;\nNaam;Plaats;;\n;;;\nGGD Noord;;;\n;;\n\n")
    assert sheet.heads == HEADS
    assert [(r.number, r.cells) for r in sheet.rows] == [(4, ("GGD Noord", ""))]


def test_row_longer_than_the_heads_keeps_its_cells() -> None:
    sheet = read_list(b"Naam\nGGD Noord;Zaandam\n")
    assert (sheet.heads, cells(sheet)) == (("Naam", ""), (("GGD Noord", "Zaandam"),))
    assert cells(read_list(b"Naam;Plaats\nA;B;C\n")) == (("A", "B", "C"),)


def test_workbook_gives_text_as_people_write_it() -> None:
    content = workbook(
        [["Naam", "Vanaf", "Aandeel", "Ja"], ["GGD", date(2020, 2, 29), 3.0, True], ["B", 2, 0.5]]
    )
    found = (("GGD", "2020-02-29", "3", "ja"), ("B", "2", "0.5", ""))
    assert cells(read_list(content)) == found


def test_first_sheet_with_something_in_it_is_read() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Leeg")
        book.add_worksheet("Lijst").write_column(0, 0, ["Naam", "GGD"])
    assert cells(read_list(stream.getvalue())) == (("GGD",),)


def test_workbook_without_anything_has_no_rows() -> None:
    assert "no rows" in refusal(workbook([]))


def test_formulas_are_read_as_what_they_last_gave() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Naam")
        sheet.write_formula(1, 0, '=HYPERLINK("http://x.example")', None, "GGD")
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        sheet.write(2, 1, 1e308)
    assert cells(read_list(stream.getvalue()))[0] == ("GGD", "")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Excel"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>Naam</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "web page"),
        (b"PK\x03\x04 rubbish", "damaged"),
        (b"\x81\x8d\x00\x01" * 400, "cannot be read"),
        (b"\x01\x02\x03\x04" * 400, "cannot be read"),
        (b"\xff\xfea", "cannot be read"),
        (b"Naam;Plaats\n", "no rows"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
        (b"Naam\n" + b"a\n" * 5_001, "more than 5,000 rows"),
        (b"Naam\n" + b"\n" * 200_001, "too many rows"),
        (b"Naam" + b";x" * 200 + b"\n1\n", "more than 200 columns"),
        (b'Naam\n"' + b"x" * 200_000, "never ends"),
    ],
)  # fmt: skip
def test_other_files_get_a_plain_sentence(content: bytes, says: str) -> None:
    assert says in refusal(content)


def test_other_zip_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "not an Excel workbook" in refusal(stream.getvalue())


def test_zip_of_very_many_parts_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(1_001):
            archive.writestr(f"xl/{number}", "")
        archive.writestr("xl/workbook.xml", "")
    assert "far larger" in refusal(stream.getvalue())


def test_zip_bomb_is_refused_while_unpacking() -> None:
    bomb = changed(workbook([["Naam"], ["A"]]), "xl/styles.xml", b" " * (90 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert "far larger" in refusal(bomb)


@pytest.mark.parametrize(
    "place", [b"XFD1", b"A1048576", b"ABCD1", b"A999999999", b"?!"]
)  # fmt: skip
def test_cell_far_away_is_refused_before_memory_is_asked_for(place: bytes) -> None:
    cell = b'<row r="1"><c r="' + place + b'" t="inlineStr"><is><t>x</t></is></c></row>'
    content = changed(workbook([["Naam"], ["A"]]), "xl/worksheets/sheet1.xml", sheet_xml(cell))
    assert "far larger" in refusal(content)


def test_row_far_away_is_refused_only_when_it_holds_something() -> None:
    first = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Naam</t></is></c></row>'
    second = b'<row r="2"><c r="A2" t="inlineStr"><is><t>GGD</t></is></c></row>'
    blank = b'<row r="1048576"><c r="A1048576" s="1"/></row>'
    full = b'<row r="1048576"><c t="inlineStr"><is><t>x</t></is></c></row>'
    base = workbook([["Naam"], ["A"]])

    def with_last(last: bytes) -> bytes:
        return changed(base, "xl/worksheets/sheet1.xml", sheet_xml(first + second + last))

    assert cells(read_list(with_last(blank))) == (("GGD",),)
    assert "far larger" in refusal(with_last(full))


def test_one_long_text_named_very_often_is_refused() -> None:
    content = workbook([["Naam"], *[["x" * 30_000] for _ in range(900)]])
    assert len(content) < 100_000
    assert "far larger" in refusal(content)


def test_declared_entities_are_refused() -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    part = sheet_xml(b'<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>', entity)
    content = changed(workbook([["Naam"]]), "xl/worksheets/sheet1.xml", part)
    assert "far larger" in refusal(content)


def test_broken_xml_is_damage() -> None:
    content = changed(workbook([["Naam"]]), "xl/worksheets/sheet1.xml", b"<worksheet><row>")
    assert "damaged" in refusal(content)
    assert "damaged" in refusal(
        changed(workbook([["Naam"]]), "xl/workbook.xml", b"<workbook></workbook")
    )


def test_hidden_characters_are_taken_out_and_counted() -> None:
    sheet = read_list("Naam\n\u202eGGD\u200b Noord\x00\n\u00adB\n".encode())
    assert cells(sheet) == (("GGD Noord",), ("B",))
    with translation.override("en"):
        again = read_list("Naam\nG\u200bGD\n".encode())
    assert again.notices == ("Invisible characters were removed from 1 cell.",)


def test_guard_against_formulas_of_our_own_downloads_is_taken_off() -> None:
    assert clean("'=1+1") == "=1+1"
    assert clean("'s-Gravenhage") == "'s-Gravenhage"


def test_cells_of_excels_longest_length_are_read_and_longer_ones_cut() -> None:
    longest = "x" * 32_767
    assert cells(read_list(workbook([["Naam"], [longest]]))) == ((longest,),)
    assert len(cells(read_list(f"Naam\n{'y' * 60_000}\n".encode()))[0][0]) == 32_768


def _outcome(content: bytes) -> bool:
    """Whether it gives rows as wide as their heads, or a sentence."""
    try:
        sheet = read_list(content)
        layout(sheet.heads)
    except ListRefused as refused:
        return str(refused).endswith(".")
    return all(len(row.cells) == len(sheet.heads) for row in sheet.rows)


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_rows_or_a_sentence(content: bytes) -> None:
    for whole in (content, b"Naam;Plaats\n" + content, b"PK\x03\x04" + content):
        assert _outcome(whole)


@given(st.binary(min_size=1, max_size=30), st.integers(min_value=0, max_value=6_000))
@settings(max_examples=150, deadline=None)
def test_a_workbook_with_any_bytes_put_in_gives_rows_or_a_sentence(put: bytes, at: int) -> None:
    content = workbook([list(HEADS), *map(list, ROWS)])
    at %= len(content)
    assert _outcome(content[:at] + put + content[at + len(put) :])
