# SPDX-License-Identifier: EUPL-1.2
"""The tables about places that a converted package takes along, so that its codes resolve."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources.conversion import SourceError
from samenspel.datapackage.sources.known_places import KnownPlaces, find_places

_LOG = logging.getLogger(__name__)

NO_MUNICIPALITY = frozenset({"GM0997", "GM0998", "GM0999"})
"""Codes of Statistics Netherlands for what is no municipality: abroad and unknown."""
MOST_REMEMBERED = 500
"""Characters of an original that a remark keeps."""

_LONGEST_NAME = 500  # bytes, as in the schema


def only_dutch(places: KnownPlaces) -> KnownPlaces:
    """The same places, when they are Dutch.

    Raises
    ------
    SourceError
        They are of another country.
    """
    if places.country != "nl":
        raise SourceError(f"{places.taken_from}: these are no Dutch municipalities")
    return places


def dutch_places(source: Path, *, given: Path | KnownPlaces | None, on: date) -> KnownPlaces:
    """The Dutch municipalities to resolve against: those that were given, or found for ``source``.

    Raises
    ------
    PackageError
        The named package is not right.
    SourceError
        There are none, or they are of another country.
    """
    if not isinstance(given, KnownPlaces):
        given = find_places(source, named=given, country="nl", on=on)
    return only_dutch(given)


def place_tables(places: KnownPlaces) -> dict[str, pl.DataFrame]:
    """Municipalities without their figures (those belong to another source), and the changes."""
    columns = list(TABLES["municipalities"].schema.columns())
    tables = {"municipalities": places.municipalities.select(columns)}
    if places.changes.height:
        tables["municipality_changes"] = places.changes
    return tables


def with_figures(municipalities: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """The municipalities with columns of figures beside them, matched by code.

    Columns without any figure come last, as they do in a package that was written and read.
    """
    joined = municipalities.join(figures, on="code", how="left", maintain_order="left")
    ordered = sorted(figures.columns, key=lambda name: joined[name].null_count() == joined.height)
    return joined.select(
        *municipalities.columns, *(name for name in ordered if name not in municipalities.columns)
    )


def places_from_names(names: Mapping[str, str], *, taken_from: str, on: date) -> KnownPlaces:
    """Dutch municipalities of which only code and name are known, from a source that has both."""
    _LOG.info("The municipalities are those of %s itself.", taken_from)
    schema = TABLES["municipalities"].schema.create_empty().schema
    usable = {
        code: name
        for code, name in sorted(names.items())
        if name and len(name.encode()) <= _LONGEST_NAME and code not in NO_MUNICIPALITY
    }
    columns = {"code": list(usable), "name": list(usable.values())}
    frame = pl.DataFrame({key: columns.get(key, [None] * len(usable)) for key in schema}, schema)
    changes = TABLES["municipality_changes"].schema.create_empty()
    return KnownPlaces(taken_from, "nl", on, frame, changes)


def remembered(original: object) -> str:
    """An original as a remark keeps it: not longer than needed, and fit to be written."""
    text = original if isinstance(original, str) else str(original)
    return text[:MOST_REMEMBERED].encode("utf-8", "replace").decode()
