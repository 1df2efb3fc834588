# SPDX-License-Identifier: EUPL-1.2
"""The documentation of data packages, generated from the schema."""

from __future__ import annotations

import dataframely as dy

from samenspel.datapackage.indicators import INDICATORS
from samenspel.datapackage.legal_forms import LEGAL_FORMS
from samenspel.datapackage.schema import REQUIRED_TABLES, TABLES, TOGETHER, Table
from samenspel.datapackage.writer import constraints_of, frictionless_type

_INTRODUCTION = """\
# Data packages

A data package is a folder (or a zip archive of one) with `datapackage.json` and the files that it
names. Tables are CSV: UTF-8, comma separated, with a header; a file name may end in `.csv.gz`.
Boundaries are TopoJSON or GeoJSON in WGS84 with a property `code`. A resource is recognised by its
name, which is one of the names below. An empty cell means unknown or not applicable; a column
that may be empty may also be absent. Unknown columns and files are named and not used.

`datapackage.json` may hold an object `samenspel` with `kind` (`register`: versions with periods;
`inventory`: what was found on one day; `example`) and `observed_on` (YYYY-MM-DD), and a resource
with boundaries one with `valid_on`.
"""


def describe() -> str:
    """Every table and column of a data package, as Markdown."""
    together = "; ".join(" and ".join(f"`{name}`" for name in group) for group in TOGETHER)
    required = ", ".join(f"`{name}`" for name in REQUIRED_TABLES)
    parts = [
        _INTRODUCTION,
        f"Required: {required}. Together or not at all: {together}. All else is optional.\n",
        *(_table(table) for table in TABLES.values()),
        _figures(),
        _forms(),
    ]
    return "\n".join(parts)


def _table(table: Table) -> str:
    lines = [f"## {table.name}", "", table.description, ""]
    if table.all_keys:
        keys = "; ".join(" + ".join(f"`{name}`" for name in key) for key in table.all_keys)
        lines += [f"Unique: {keys}.", ""]
    lines += [
        "| column | type | required | description | values |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [_row(name, column) for name, column in table.schema.columns().items()]
    lines += [""]
    for reference in table.references:
        columns = " + ".join(f"`{name}`" for name in reference.columns)
        lines.append(f"- {columns} occurs in {reference.table}")
    for first, last in table.periods:
        lines.append(f"- `{last}` is not before `{first}`")
    for rule in table.rules:
        lines.append(f"- `{rule.column}`: {rule.expected}")
    return "\n".join(lines) + "\n"


def _row(name: str, column: dy.Column) -> str:
    constraints = constraints_of(column)
    low, high = constraints.get("minimum"), constraints.get("maximum")
    values: list[str] = list((column.metadata or {}).get("enum", ()))
    if "pattern" in constraints:
        values.append(f"`{constraints['pattern']}`")
    if low is not None or high is not None:
        values.append(f"{'' if low is None else low} to {'' if high is None else high}".strip())
    cells = (
        f"`{name}`",
        frictionless_type(column),
        "" if column.nullable else "yes",
        column.description or "",
        ", ".join(values),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _figures() -> str:
    lines = [
        "## Figures of municipalities",
        "",
        "Further columns of `municipalities`: a key below, alone or with a year",
        "(`population_2023`) or two (`population_change_2013_2014`). The year is the date of",
        "the figure (1 January).",
        "",
        "| key | unit | decimals | group | definition |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{item.key}` | {item.unit} | {item.decimals} | {item.group} | {item.definition_en} |"
        for item in INDICATORS.values()
    ]
    return "\n".join(lines) + "\n"


def _forms() -> str:
    lines = [
        "## Legal forms",
        "",
        "| identifier | Dutch | English | country | family | also written |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{form.identifier}` | {form.label_nl} | {form.label_en} | {form.country or 'nl, be'} "
        f"| {form.family} | {', '.join(form.labels)} |"
        for form in LEGAL_FORMS.values()
    ]
    return "\n".join(lines) + "\n"
