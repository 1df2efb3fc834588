# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.http import Http404

from samenspel.register.exports import (
    Cell,
    Column,
    Table,
    csv_response,
    harmless,
    table_response,
    xlsx_response,
)

DANGEROUS = ("=1+1", "+31", "-cmd", "@sum", "  =A1", "\t=A1", "\r=A1", "\x00=1", "\u00a0=1")


def _table(*rows: tuple[Cell, ...]) -> Table:
    columns = (Column("name", "Naam"), Column("value", "Waarde"))
    return Table("Lijst: [proef]", columns, rows, ("Bron: proef",))


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_is_made_harmless(text: str) -> None:
    assert harmless(text).startswith("'")


def test_ordinary_text_and_digits_stay_as_they_are() -> None:
    assert harmless("Súdwest-Fryslân 'k = 1") == "Súdwest-Fryslân 'k = 1"


def test_csv_opens_right_in_excel_and_keeps_numbers_numbers() -> None:
    body = csv_response(_table(("Fryslân", -1.5), ("=HYPERLINK(1)", None)), "x").content
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert rows == [["name", "value"], ["Fryslân", "-1.5"], ["'=HYPERLINK(1)", ""]]


def test_csv_writes_dates_as_the_standard_does() -> None:
    body = csv_response(_table(("a", date(2016, 1, 2)), ("b", True)), "x").content
    assert b"a,2016-01-02\r\nb,true\r\n" in body


def test_xlsx_has_text_numbers_and_notes_and_never_a_formula() -> None:
    table = _table(
        ("=1+1", 3), ("ok", date(2016, 1, 2)), ("oud", date(1811, 1, 1)), ("nan", float("nan"))
    )
    book = openpyxl.load_workbook(io.BytesIO(xlsx_response(table, "x").content))
    sheet, notes = book.worksheets
    assert [cell.value for cell in sheet[1]] == ["Naam", "Waarde"]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["B2"].value) == ("'=1+1", "s", 3)
    assert sheet["B3"].value.date() == date(2016, 1, 2)
    assert (sheet["B4"].value, sheet["B5"].value) == ("1811-01-01", None)
    assert notes["A2"].value == "Bron: proef"


def test_xlsx_survives_characters_that_xml_cannot_hold_and_endless_text() -> None:
    table = _table(("a\x00b\x0b", "x" * 40_000))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_response(table, "x").content))
    assert book.worksheets[0]["A2"].value == "ab"
    assert len(book.worksheets[0]["B2"].value) == 32_767


def test_an_empty_table_is_still_a_file() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_response(_table(), "x").content))
    assert book.worksheets[0].max_row == 1


def test_a_filename_cannot_smuggle_in_a_header() -> None:
    response = csv_response(_table(), 'a"b\r\nX: 1')
    assert response["Content-Disposition"] == 'attachment; filename="a-b-X-1.csv"'


def test_an_unknown_kind_does_not_exist() -> None:
    with pytest.raises(Http404):
        table_response(_table(), "exe", "x")
