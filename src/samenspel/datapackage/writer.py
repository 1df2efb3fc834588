# SPDX-License-Identifier: EUPL-1.2
"""Writes a data package: tables as CSV, boundaries as TopoJSON, and a generated descriptor.

The same package always gives the same bytes. Columns without any value are left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from samenspel.datapackage.files import DESCRIPTOR
from samenspel.datapackage.indicators import figure_date, figure_of
from samenspel.datapackage.package import BoundarySet, Package
from samenspel.datapackage.schema import MUNICIPALITY_CODES, TABLES, Table
from samenspel.datapackage.topojson import write_topojson


def write_package(package: Package, folder: Path) -> None:
    """Write the package into the folder, which is made when it is not there.

    Files of the same name are replaced; the descriptor is written last.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    resources = [
        _write_table(package, TABLES[name], folder) for name in TABLES if name in package.tables
    ]
    resources += [_write_boundaries(item, folder) for item in package.boundaries]
    document = {
        "profile": "data-package",
        "name": package.name,
        "title": package.title,
        "description": package.description,
        "samenspel": {"kind": package.kind, "observed_on": package.observed_on.isoformat()},
        "licenses": [
            {"name": item.name, "title": item.title, "path": item.path} for item in package.licences
        ],
        "sources": [{"title": item.title, "path": item.path} for item in package.sources],
        "resources": resources,
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR).write_text(text + "\n", encoding="utf-8")


def _write_table(package: Package, table: Table, folder: Path) -> dict[str, Any]:
    frame = package.tables[table.name]
    columns = dict(table.schema.columns())
    for name in frame.columns:
        figure = figure_of(name) if table.figures else None
        if figure is not None:
            columns[name] = figure.indicator.column()
    kept = [
        name
        for name, column in columns.items()
        if not column.nullable
        or (name in frame.columns and frame[name].null_count() < frame.height)
    ]
    # A figure without a value is kept: that a source has none is worth knowing.
    kept += [name for name in package.figure_dates if table.figures and name not in kept]
    content = frame.select(kept).write_csv(line_terminator="\n").encode()
    path = f"{table.name}.csv"
    (folder / path).write_bytes(content)
    schema: dict[str, Any] = {
        "fields": [_field(name, columns[name], package) for name in kept],
        "missingValues": [""],
    }
    if primary := table.schema.primary_key():
        schema["primaryKey"] = primary[0] if len(primary) == 1 else list(primary)
    if foreign := _foreign_keys(table, package.tables, kept):
        schema["foreignKeys"] = foreign
    return {
        "name": table.name,
        "title": table.description,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_measure(content),
        "rows": frame.height,
        "schema": schema,
    }


def _write_boundaries(boundaries: BoundarySet, folder: Path) -> dict[str, Any]:
    content = write_topojson(boundaries.shapes)
    path = f"{boundaries.name}.topojson"
    (folder / path).write_bytes(content)
    return {
        "name": boundaries.name,
        "title": "Boundaries of municipalities, WGS84",
        "path": path,
        "format": "topojson",
        "mediatype": "application/topo+json",
        "encoding": "utf-8",
        "samenspel": {"valid_on": boundaries.valid_on.isoformat()},
        **_measure(content),
    }


def _measure(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _field(name: str, column: dy.Column, package: Package) -> dict[str, Any]:
    description = column.description or ""
    figure = figure_of(name)
    day = package.figure_dates.get(name)
    if figure is not None and day is not None and figure_date(figure) is None:
        description = f"{description} On {day.isoformat()}."
    constraints = constraints_of(column)
    return {
        "name": name,
        "type": frictionless_type(column),
        "description": description,
        **({"constraints": constraints} if constraints else {}),
    }


def frictionless_type(column: dy.Column) -> str:
    """The Frictionless type of a column."""
    match column:
        case dy.Date():
            return "date"
        case dy.Bool():
            return "boolean"
        case dy.Int64():
            return "integer"
        case dy.Float64():
            return "number"
        case _:
            return "string"


def constraints_of(column: dy.Column) -> dict[str, Any]:
    """The Frictionless constraints of a column."""
    found: dict[str, Any] = {}
    if not column.nullable:
        found["required"] = True
    if isinstance(column, dy.String) and column.regex:
        found["pattern"] = column.regex
    metadata = column.metadata or {}
    # An open list knows more spellings than it shows, so it is no constraint for others.
    if metadata.get("enum") and not metadata.get("open_enum"):
        found["enum"] = metadata["enum"]
    if isinstance(column, dy.Int64 | dy.Float64):
        if column.min is not None:
            found["minimum"] = column.min
        if column.max is not None:
            found["maximum"] = column.max
    return found


def _foreign_keys(
    table: Table, tables: Mapping[str, pl.DataFrame], kept: list[str]
) -> list[dict[str, Any]]:
    return [
        {
            "fields": list(reference.columns),
            "reference": {
                # Frictionless writes a reference to the table itself as an empty name.
                "resource": "" if reference.table == table.name else reference.table,
                "fields": list(reference.targets),
            },
        }
        for reference in table.references
        if reference.strict
        and reference.table != MUNICIPALITY_CODES
        and reference.table in tables
        and set(reference.columns) <= set(kept)
    ]
