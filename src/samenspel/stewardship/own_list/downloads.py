# SPDX-License-Identifier: EUPL-1.2
"""The template of an own list, filled in with what the register has, and the rows to mend."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samenspel.analysis.policy_areas import POLICY_AREAS
from samenspel.datapackage.legal_forms import LEGAL_FORMS
from samenspel.places.models import Municipality
from samenspel.register import labels
from samenspel.register.exports import (
    Cell,
    Column,
    Table,
    harmless,
    table_response,
)
from samenspel.register.lists import mending
from samenspel.register.lists.cells import CellProblem
from samenspel.stewardship.models import ImportedList
from samenspel.stewardship.own_list.cells import read_cell
from samenspel.stewardship.own_list.columns import (
    COLUMNS,
    CONTRIBUTION,
    IDENTIFIER,
    PARTICIPANTS,
    contribution_year,
    label_of,
)
from samenspel.stewardship.own_list.comparing import WRONG, RowOutcome, alike
from samenspel.stewardship.own_list.rows import OWN, KnownPlaces
from samenspel.stewardship.queries.own_records import OwnRecord

# Rows in which the lists of allowed values work.
_VALIDATED_ROWS = 5_000
_WIDTHS = {"name": 50, "purpose": 60, "participants": 50, "identifier": 30, "policy_areas": 36}
_DATES = frozenset({"valid_from", "valid_to", "own:valid_from", "own:valid_to"})
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def column_keys(records: Sequence[OwnRecord], on: date) -> tuple[str, ...]:
    """Keys of the template: all columns, and a contribution for each year known, and this one."""
    years = {on.year} | {
        year for r in records for year in (r.held.own or {}).get("contributions", {})
    }
    return (*(c.key for c in COLUMNS), *(f"{CONTRIBUTION}{year}" for year in sorted(years)))


def template_rows(
    records: Sequence[OwnRecord], keys: Sequence[str], places: KnownPlaces
) -> list[list[Cell]]:
    """A row per record; a cell stays empty where the list could not say it back."""
    return [[_cell(record, key, places) for key in keys] for record in records]


def _cell(record: OwnRecord, key: str, places: KnownPlaces) -> Cell:
    if key == IDENTIFIER.key:
        return record.known.slug
    if key == PARTICIPANTS.key:
        return "; ".join(_names(record.others, places))
    own: Mapping[str, Any] = record.held.own or {}
    year = contribution_year(key)
    if year is not None:
        amount = own.get("contributions", {}).get(year, (None, ""))[0]
        return amount if isinstance(amount, Decimal) else None
    held = own.get(key.removeprefix(OWN)) if key.startswith(OWN) else record.held.values[key]
    return _written(key, held)


def _written(key: str, held: Any) -> Cell:
    """A value as people write it; None when reading it back would give something else."""
    if held in (None, "", ()):
        return None
    cell: Cell = held if isinstance(held, (str, float)) else None
    if isinstance(held, bool):
        cell = _("yes") if held else _("no")
    elif isinstance(held, date):
        cell = held - timedelta(days=1) if key.endswith("valid_to") else held
    elif key == "legal_form":
        cell = labels.legal_form(held)
    elif key == "policy_areas":
        cell = "; ".join(labels.policy_area(area) for area in held)
    elif key == "own:roles":
        cell = "; ".join(held.split("|"))
    try:
        back = read_cell(key, str(cell))
    except CellProblem:
        return None
    return cell if alike(held, back) else None


def _names(others: Sequence[Mapping[str, Any]], places: KnownPlaces) -> list[str]:
    """Names of the others, those that are recognised when they are read back."""
    found = []
    for other in others:
        name = other["name"]
        if other["kind"] == "province" and not name.lower().startswith("provincie"):
            name = f"provincie {name}"
        read = places.participant(name)
        if read is not None and (read.code == other["code"] or read.kind == other["kind"]):
            found.append(name)
    return sorted(found, key=str.casefold)


def template_csv(
    municipality: Municipality, records: Sequence[OwnRecord], places: KnownPlaces, on: date
) -> HttpResponse:
    """The template as CSV: dates as 2026-01-31."""
    keys = column_keys(records, on)
    table = Table(
        title=_("List of %(name)s") % {"name": municipality.name},
        columns=tuple(Column(label_of(key), label_of(key)) for key in keys),
        rows=template_rows(records, keys, places),
    )
    return table_response(table, "csv", _filename(municipality))


def template_xlsx(
    municipality: Municipality, records: Sequence[OwnRecord], places: KnownPlaces, on: date
) -> HttpResponse:
    """The template as workbook: the list with its allowed values, how it works, policy areas."""
    keys = column_keys(records, on)
    rows = template_rows(records, keys, places)
    stream = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(_("List"))
        _write_list(book, sheet, keys, rows)
        _write_explanation(book, municipality, keys)
        forms = [
            labels.legal_form(f.identifier)
            for f in LEGAL_FORMS.values()
            if f.country in (None, municipality.country) and f.identifier != labels.UNKNOWN_FORM
        ]
        forms_sheet = _write_column(book, _("Legal forms"), forms)
        _write_column(
            book,
            _("Policy areas"),
            [labels.policy_area(key) for key in POLICY_AREAS],
        )
        _validate(sheet, keys, f"='{forms_sheet}'!$A$2:$A${len(forms) + 1}")
    return _workbook(stream, _filename(municipality))


def _write_list(book: Any, sheet: Any, keys: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd-mm-yyyy", "align": "left"})
    euro = book.add_format({"num_format": "#,##0.00"})
    sheet.freeze_panes(1, 2)
    for place, key in enumerate(keys):
        kind = day if key in _DATES else euro if contribution_year(key) is not None else None
        sheet.set_column(place, place, _WIDTHS.get(key, 18), kind)
        sheet.write_string(0, place, label_of(key), bold)
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                if cell.year < 1900:
                    sheet.write_string(line, place, cell.isoformat())
                else:
                    sheet.write_datetime(line, place, cell, day)
            elif isinstance(cell, (float, Decimal)):
                sheet.write_number(line, place, cell)
            elif cell is not None:
                sheet.write_string(line, place, harmless(str(cell)))


def _validate(sheet: Any, keys: Sequence[str], forms: str) -> None:
    """Lists to choose from; another value is still possible, and reported when it is read."""
    for key, source in (("legal_form", forms), ("is_compulsory", [_("yes"), _("no")])):
        place = keys.index(key)
        sheet.data_validation(
            1, place, _VALIDATED_ROWS, place,
            {"validate": "list", "source": source, "error_type": "warning"},
        )  # fmt: skip


def _write_explanation(book: Any, municipality: Municipality, keys: Sequence[str]) -> None:
    sheet = book.add_worksheet(_("Explanation"))
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28, wrap)
    sheet.set_column(1, 1, 90, wrap)
    sheet.write_string(0, 0, _("List of %(name)s") % {"name": municipality.name}, bold)
    lines = (
        _("One row per arrangement. Change what is wrong, and add rows for what is missing."),
        _("An empty cell changes nothing. To empty a value in the register, write [empty]."),
        _("A row that you leave out changes nothing either; after sending you are asked about it."),
        _("You may change the order of columns, and remove columns that you do not need."),
        _("When you send the list, you first see what would change. Nothing is written before."),
    )
    for number, line in enumerate(lines, start=2):
        sheet.write_string(number, 1, line)
    start = len(lines) + 3
    sheet.write_string(start, 0, _("Column"), bold)
    sheet.write_string(start, 1, _("What goes in it"), bold)
    hints = {column.key: str(column.hint) for column in COLUMNS}
    for number, key in enumerate(keys, start=start + 1):
        hint = hints.get(key) or _("What you pay in that year, in euro.")
        sheet.write_string(number, 0, label_of(key))
        sheet.write_string(number, 1, hint)


def _write_column(book: Any, title: str, values: Sequence[str]) -> str:
    sheet = book.add_worksheet(title)
    sheet.set_column(0, 0, 60)
    sheet.write_string(0, 0, title, book.add_format({"bold": True}))
    for line, value in enumerate(values, start=1):
        sheet.write_string(line, 0, value)
    return title


def _workbook(stream: io.BytesIO, filename: str) -> HttpResponse:
    response = HttpResponse(stream.getvalue(), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{filename}.xlsx"'
    return response


def _filename(municipality: Municipality) -> str:
    return f"samenspel-{slugify(municipality.name)}"


def rows_to_mend(imported: ImportedList, outcomes: Sequence[RowOutcome], kind: str) -> HttpResponse:
    """The wrong rows as they were sent, with what is wrong in a column in front."""
    wrong = [(one.row.cells, one.errors) for one in outcomes if one.kind == WRONG]
    filename = f"{_filename(imported.municipality)}-fouten"
    return mending.rows_to_mend(imported.heads, wrong, kind, filename)
