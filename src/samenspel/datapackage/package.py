# SPDX-License-Identifier: EUPL-1.2
"""A data package that was read and found right."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Literal

import polars as pl
import shapely

from samenspel.datapackage.schema import TABLES

Kind = Literal["register", "inventory", "example"]
CountryCode = Literal["nl", "be"]

# Written boundaries are rounded to a millionth of a degree, some 0.1 m.
_SAME_PLACE = 2e-6


@dataclass(frozen=True)
class Licence:
    """Under which terms the data may be used; ``path`` is the address of the text."""

    name: str
    title: str
    path: str


@dataclass(frozen=True)
class SourceReference:
    """Who published the data, and where."""

    title: str
    path: str


@dataclass(frozen=True)
class BoundarySet:
    """Shapes of municipalities by code, in degrees (WGS84, longitude first), on a day."""

    name: str
    valid_on: date
    shapes: dict[str, shapely.Geometry]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BoundarySet):
            return NotImplemented
        return (
            (self.name, self.valid_on) == (other.name, other.valid_on)
            and self.shapes.keys() == other.shapes.keys()
            and all(
                bool(shapely.equals_exact(shape, other.shapes[code], _SAME_PLACE))
                for code, shape in self.shapes.items()
            )
        )

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Package:
    """The contents of a data package, checked.

    Attributes
    ----------
    country
        ``nl`` or ``be``, from the codes of the municipalities.
    kind
        ``register``: versions have periods; ``inventory``: what was found on one day;
        ``example``: made for showing and trying.
    observed_on
        The day on which the sources were read: the latest date in the column source of
        participations (a bare year is its first day), unless the descriptor states it.
    tables
        By name, typed by the schema: every column of the schema is there (null where the file
        does not have it), then the figures of municipalities. Only tables in the package.
    figure_dates
        For each column of figures the date that the figures are of, None when unknown.
    fingerprint
        SHA-256 over the contents of all files used, hexadecimal.
    table_sources
        The sources of a table, by its name, where the descriptor names them for the table.

    Two packages are equal when they say the same: notices, fingerprint and the sources of single
    tables do not count.
    """

    name: str
    title: str
    description: str
    country: CountryCode
    kind: Kind
    observed_on: date
    licences: tuple[Licence, ...]
    sources: tuple[SourceReference, ...]
    tables: dict[str, pl.DataFrame]
    boundaries: tuple[BoundarySet, ...]
    figure_dates: dict[str, date | None]
    notices: tuple[str, ...]
    fingerprint: str
    table_sources: dict[str, tuple[SourceReference, ...]] = field(default_factory=dict)

    def sources_of(self, table: str) -> tuple[SourceReference, ...]:
        """Who published a table; those of the whole package when it is not said of the table."""
        return self.table_sources.get(table) or self.sources

    def table(self, name: str) -> pl.DataFrame:
        """The table called ``name``; without rows when the package does not have it.

        Raises
        ------
        KeyError
            No table of a data package is called that.
        """
        schema = TABLES[name].schema
        found = self.tables.get(name)
        return schema.create_empty() if found is None else found

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Package):
            return NotImplemented
        return (
            all(
                getattr(self, each.name) == getattr(other, each.name)
                for each in fields(self)
                if each.name not in {"tables", "notices", "fingerprint", "table_sources"}
            )
            and self.tables.keys() == other.tables.keys()
            and all(frame.equals(other.tables[name]) for name, frame in self.tables.items())
        )

    __hash__ = None  # type: ignore[assignment]
