# SPDX-License-Identifier: EUPL-1.2
"""Tables of insight as open data: CSV, JSON and XLSX that say what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.register.exports import Cell, Column, Table, table_response
from samenspel.register.models import Collection
from samenspel.register.queries.credits import links

KINDS = ("csv", "json", "xlsx")
Value: TypeAlias = "Cell | Fraction"


@dataclass(frozen=True)
class Field:
    """A column: ``key`` for machines (stable, English), ``label`` and ``definition`` for people."""

    key: str
    label: str
    definition: str = ""
    unit: str = ""


@dataclass(frozen=True)
class OpenTable:
    """A table to hand out with what is needed to understand it.

    ``name`` is the file name without extension; each of ``rows`` has one value per field, None for
    unknown. A fraction is written as the decimal number nearest to it. ``methods`` are keys on
    the page of methods.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: Sequence[Sequence[Value]]
    on: date
    sources: tuple[str, ...]
    licences: tuple[str, ...]
    methods: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def definitions(self) -> tuple[str, ...]:
        """Where the measures are defined: paths on this site."""
        page = reverse("methods")
        return tuple(f"{page}#{key}" for key in self.methods)


def credit(collection: Collection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sources and licences of a collection, as an open table names them."""
    return (collection.title,), tuple(link.title for link in links(collection.licences))


def open_table_response(table: OpenTable, kind: str) -> HttpResponse:
    """The table as ``csv``, ``json`` or ``xlsx``; Http404 for other kinds."""
    if kind not in KINDS:
        raise Http404(kind)
    if kind == "json":
        response = JsonResponse(
            as_json(table), json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
        response["Content-Disposition"] = f'attachment; filename="{table.name}.json"'
        return response
    return table_response(as_table(table, with_credit=kind == "csv"), kind, table.name)


def as_json(table: OpenTable) -> dict[str, object]:
    """The table as plain values: what it is, its fields, and a dictionary per row."""
    keys = [field.key for field in table.fields]
    return {
        "title": table.title,
        "reference_date": table.on.isoformat(),
        "definitions": list(table.definitions),
        "sources": list(table.sources),
        "licences": list(table.licences),
        "notes": list(table.notes),
        "fields": [
            {
                "key": field.key,
                "label": field.label,
                "definition": field.definition,
                "unit": field.unit,
            }
            for field in table.fields
        ],
        "rows": [dict(zip(keys, map(_plain, row), strict=True)) for row in table.rows],
    }


def as_table(table: OpenTable, *, with_credit: bool) -> Table:
    """The table as the exports of the register write it.

    ``with_credit``: date, source, licence and definition as columns of every row, for files that
    have nowhere else to say them.
    """
    columns = [Column(field.key, _heading(field)) for field in table.fields]
    credit_cells: tuple[Cell, ...] = ()
    if with_credit:
        columns += [
            Column("reference_date", _("Reference date")),
            Column("source", _("Source")),
            Column("licence", _("Licence")),
            Column("definition", _("Definition")),
        ]
        credit_cells = (
            table.on,
            "; ".join(table.sources),
            "; ".join(table.licences),
            " ".join(table.definitions),
        )
    return Table(
        title=table.title,
        columns=tuple(columns),
        rows=[(*map(_cell, row), *credit_cells) for row in table.rows],
        notes=_notes(table),
    )


def _heading(field: Field) -> str:
    return f"{field.label} ({field.unit})" if field.unit else field.label


def _notes(table: OpenTable) -> tuple[str, ...]:
    return (
        _("Reference date: %(date)s") % {"date": table.on.isoformat()},
        *(_("Source: %(source)s") % {"source": source} for source in table.sources),
        *(_("Licence: %(licence)s") % {"licence": licence} for licence in table.licences),
        *(_("Definition: %(address)s") % {"address": found} for found in table.definitions),
        *(f"{field.label}: {field.definition}" for field in table.fields if field.definition),
        *table.notes,
    )


def _cell(value: Value) -> Cell:
    return float(value) if isinstance(value, Fraction) else value


def _plain(value: Value) -> object:
    """What JSON can say: the number of a fraction or an amount, the ISO form of a date."""
    if isinstance(value, (Fraction, Decimal)):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
