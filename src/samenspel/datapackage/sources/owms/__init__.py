# SPDX-License-Identifier: EUPL-1.2
"""The value list of government organisations: municipalities, and what they merged into.

The list has names and no codes, an end as the last day with a year of two digits, one successor
even where a territory was divided, and the newest name of a successor that had another on the day.
Codes, and the further parts of a divided territory, come from the municipalities that are known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from samenspel.datapackage.files import Limits
from samenspel.datapackage.package import Licence, Package, SourceReference
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources.accounts import Account
from samenspel.datapackage.sources.conversion import Conversion, SourceError
from samenspel.datapackage.sources.known_places import KnownPlaces
from samenspel.datapackage.sources.named_rows import read_rows
from samenspel.datapackage.sources.owms.entries import (
    COLUMNS,
    PUBLISHED_ON,
    collected_on,
    read_entry,
)
from samenspel.datapackage.sources.owms.successors import Change, Matcher, with_kinds
from samenspel.datapackage.sources.place_tables import dutch_places, place_tables

_ONE_DAY = timedelta(days=1)
_LICENCE = Licence(
    "CC0-1.0", "CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"
)
_SOURCE = SourceReference(
    "KOOP, OWMS value lists, municipalities", "https://standaarden.overheid.nl/owms"
)


def convert(
    path: Path,
    *,
    places: Path | KnownPlaces | None = None,
    observed_on: date | None = None,
    limits: Limits = Limits(),  # noqa: B008 -- frozen
) -> Conversion:
    """Convert the value list at ``path``.

    Raises
    ------
    SourceError
        The file is not this list, or none of its municipalities is known.
    PackageError
        The package of places is not right.
    OSError
        The file cannot be read.
    """
    account = Account(path.name)
    found = read_rows(path, COLUMNS, account, limits)
    day = observed_on or collected_on(found.rows) or PUBLISHED_ON
    known = dutch_places(path, given=places, on=day)
    entries = [entry for row in found.rows if (entry := read_entry(row, day, account))]
    matcher = Matcher(known, account)
    changes = with_kinds(
        matcher.changes([entry for entry in entries if entry.ends is not None]), known
    )
    present = matcher.present([entry for entry in entries if entry.ends is None], day)
    tables = _tables(known, present, changes, day)
    if not tables["municipalities"].height:
        raise SourceError(f"{path.name}: none of its municipalities is known")
    return Conversion(
        package=_package(known, day, tables),
        unit="row",
        records_in=found.records,
        records_out=len(present) + len(changes),
        remarks=account.remarks,
    )


def _tables(
    places: KnownPlaces, present: Sequence[str], changes: Sequence[Change], day: date
) -> dict[str, pl.DataFrame]:
    listed = {*present, *(c.old_code for c in changes), *(c.new_code for c in changes)}
    municipalities = place_tables(places)["municipalities"]
    name_on = places.history.name_on
    rows = [
        {
            "date": change.date,
            "kind": change.kind,
            "old_code": change.old_code,
            "old_name": name_on(change.old_code, change.date - _ONE_DAY),
            "new_code": change.new_code,
            "new_name": name_on(change.new_code, change.date),
            "area_share": change.area_share,
            "source": f"OWMS value list of municipalities, {day.isoformat()}",
        }
        for change in changes
    ]
    empty = TABLES["municipality_changes"].schema.create_empty()
    return {
        "municipalities": municipalities.filter(pl.col("code").is_in(sorted(listed))),
        "municipality_changes": (
            pl.concat([empty, pl.DataFrame(rows, schema=empty.schema)]) if rows else empty
        ),
    }


def _package(places: KnownPlaces, day: date, tables: dict[str, pl.DataFrame]) -> Package:
    content = hashlib.sha256()
    for name, frame in tables.items():
        content.update(name.encode() + b"\0" + frame.write_csv().encode())
    return Package(
        name=f"owms-{day.isoformat()}",
        title=f"Municipalities and their successors in the OWMS value list of {day.isoformat()}",
        description=(
            "Mergers, splits and renames of municipalities by the value list, with codes from the "
            f"data package {places.taken_from}. Every repair is in conversion.csv."
        ),
        country="nl",
        kind="inventory",
        observed_on=day,
        licences=(_LICENCE,),
        sources=(_SOURCE,),
        tables=tables,
        boundaries=(),
        figure_dates={},
        notices=(),
        fingerprint=content.hexdigest(),
    )
