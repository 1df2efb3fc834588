# SPDX-License-Identifier: EUPL-1.2
"""Open tables say what they are, in every form."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from django.http import Http404

from samenspel.register.open_data import Field, OpenTable, open_table_response

TABLE = OpenTable(
    name="proef",
    title="Proef",
    fields=(
        Field("municipality", "Gemeente"),
        Field("share", "Aandeel", "Deel van het geheel", "deel"),
        Field("euros", "Bijdrage"),
        Field("since", "Sinds"),
    ),
    rows=[
        ("Diemen", Fraction(1, 4), Decimal("10.50"), date(2020, 1, 2)),
        ("=1+1", None, None, None),
    ],
    on=date(2026, 6, 1),
    sources=("Register",),
    licences=("CC0",),
    methods=("congruence",),
)


def rows_of(table: OpenTable) -> list[dict[str, str]]:
    text = open_table_response(table, "csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_row_of_csv_says_date_source_licence_and_definition() -> None:
    first, second = rows_of(TABLE)
    assert first["share"] == "0.25"
    assert first["euros"] == "10.50"
    for row in (first, second):
        assert row["reference_date"] == "2026-06-01"
        assert (row["source"], row["licence"]) == ("Register", "CC0")
        assert row["definition"] == "/methoden/#congruence"


def test_unknown_is_empty_in_csv_and_null_in_json() -> None:
    assert rows_of(TABLE)[1]["share"] == ""
    assert json.loads(open_table_response(TABLE, "json").content)["rows"][1]["share"] is None


def test_csv_holds_no_formula() -> None:
    assert rows_of(TABLE)[1]["municipality"] == "'=1+1"


def test_json_has_fields_and_rows_by_key() -> None:
    said = json.loads(open_table_response(TABLE, "json").content)
    assert said["fields"][1] == {
        "key": "share",
        "label": "Aandeel",
        "definition": "Deel van het geheel",
        "unit": "deel",
    }
    assert said["rows"][0] == {
        "municipality": "Diemen",
        "share": 0.25,
        "euros": 10.5,
        "since": "2020-01-02",
    }
    assert said["definitions"] == ["/methoden/#congruence"]
    assert said["sources"] == ["Register"]


def test_the_workbook_has_the_credit_on_a_sheet_of_its_own() -> None:
    book = openpyxl.load_workbook(io.BytesIO(open_table_response(TABLE, "xlsx").content))
    table, notes = book.worksheets
    assert [cell.value for cell in table[1]] == ["Gemeente", "Aandeel (deel)", "Bijdrage", "Sinds"]
    said = [row[0].value for row in notes.iter_rows()]
    assert "Bron: Register" in said
    assert "Aandeel: Deel van het geheel" in said


def test_other_kinds_are_not_found() -> None:
    with pytest.raises(Http404):
        open_table_response(TABLE, "exe")


def test_a_row_of_another_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        open_table_response(replace(TABLE, rows=[("Diemen",)]), "json")
