# SPDX-License-Identifier: EUPL-1.2
"""The leading collection of a country as a data package, as it is now: with what people corrected.

What the database does not keep of a package (shapes of boundaries, pairs below the rounding of a
publisher) is not in it; municipalities have their centre instead of a shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from samenspel.datapackage import Package
from samenspel.datapackage.package import Licence, SourceReference
from samenspel.datapackage.schema import TABLES
from samenspel.insight.queries.export.places import places_rows
from samenspel.insight.queries.export.register import register_rows
from samenspel.register.models import Collection

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Exported:
    """A package made from the database; ``notes`` say what could not be said in it."""

    package: Package
    notes: tuple[str, ...]


def exported(collection: Collection) -> Exported:
    """A collection, and the municipalities, figures and flows of its country, as a package.

    The number of queries does not depend on the size of the data.
    """
    notes: list[str] = []
    places = places_rows(collection)
    rows: dict[str, Rows] = {
        **places.tables,
        **register_rows(collection, notes.append),
    }
    tables = {
        name: _frame(name, found, places.figure_types if name == "municipalities" else {})
        for name, found in rows.items()
        if found or name in _ALWAYS
    }
    package = Package(
        name=collection.slug,
        title=collection.title,
        description=_description(collection),
        country="nl" if collection.country == "nl" else "be",
        kind=_KINDS[collection.kind],
        observed_on=collection.observed_on,
        licences=tuple(
            _made(Licence, row, ("name", "title", "path")) for row in collection.licences
        ),
        sources=tuple(_made(SourceReference, row, ("title", "path")) for row in collection.sources),
        tables=tables,
        boundaries=(),
        figure_dates=places.figure_dates,
        notices=(),
        fingerprint="",
    )
    return Exported(package, tuple(notes))


_EXPORTED = "Exported from Samenspel, with the corrections of people."
_ALWAYS = frozenset({"municipalities", "arrangements", "participations"})
_KINDS: Mapping[str, Any] = {"register": "register", "inventory": "inventory", "example": "example"}


def _description(collection: Collection) -> str:
    said = collection.description.removesuffix(_EXPORTED).strip()
    return f"{said} {_EXPORTED}".strip()


def _made(kind: Callable[..., Any], row: Mapping[str, Any], names: Iterable[str]) -> Any:
    return kind(*(str(row.get(name) or "") for name in names))


def _frame(name: str, rows: Rows, figures: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    """The rows typed by the schema; a column that no row names is empty."""
    types = {key: column.dtype for key, column in TABLES[name].schema.columns().items()}
    types.update({key: kind() for key, kind in figures.items()})
    columns = {key: [row.get(key) for row in rows] for key in types}
    return pl.DataFrame(columns, schema=types)
