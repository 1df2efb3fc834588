# SPDX-License-Identifier: EUPL-1.2
"""From figures that were fetched to a data package: municipalities, licence, remarks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from samenspel.datapackage.package import Licence, Package, SourceReference
from samenspel.datapackage.sources.conversion import Effect, Remark, SourceError
from samenspel.datapackage.sources.known_places import KnownPlaces, find_places
from samenspel.datapackage.sources.place_tables import only_dutch, places_from_names, remembered
from samenspel.datapackage.sources.text_repairs import repair

CC_BY = Licence(
    "CC-BY-4.0",
    "Creative Commons Attribution 4.0",
    "https://creativecommons.org/licenses/by/4.0/",
)
CODE = re.compile(r"^GM[0-9]{4}$")

_SUFFIX = re.compile(r"\s*\(gemeente\)$", re.IGNORECASE)


def known_places(
    raw: Path, named: Path | None, labels: Mapping[str, str], table: str, day: date
) -> KnownPlaces:
    """The municipalities of a package, named or lying beside; else those of the table itself."""
    try:
        found = find_places(raw / table, named=named, country="nl", on=day)
    except SourceError:
        names = {
            code: _SUFFIX.sub("", repair(label).text)
            for code, label in labels.items()
            if CODE.match(code)
        }
        return places_from_names(names, taken_from=f"table {table}", on=day)
    return only_dutch(found)


def known_codes(places: KnownPlaces) -> frozenset[str]:
    """Codes that a package with these municipalities may use."""
    columns = ("old_code", "new_code")
    changes = [code for name in columns for code in places.changes[name].to_list()]
    return frozenset([*places.municipalities["code"].to_list(), *changes])


def remark(
    file: str, row: int | None, column: str, original: object, effect: Effect, cause: str
) -> Remark:
    """A remark about something that was fetched."""
    return Remark(file, row, column, remembered(original), effect, "", cause)


def cbs_package(
    *,
    name: str,
    title: str,
    table: str,
    day: date,
    tables: dict[str, pl.DataFrame],
    figure_dates: dict[str, date | None],
    places: KnownPlaces,
) -> Package:
    """A data package of figures of Statistics Netherlands."""
    return Package(
        name=name,
        title=title,
        description=(
            f"Figures of table {table} of Statistics Netherlands (StatLine). The municipalities "
            f"are those of {places.taken_from}."
        ),
        country="nl",
        kind="inventory",
        observed_on=day,
        licences=(CC_BY,),
        sources=(
            SourceReference(
                f"Statistics Netherlands (CBS), StatLine table {table}",
                f"https://opendata.cbs.nl/#/CBS/nl/dataset/{table}/table",
            ),
        ),
        tables=tables,
        boundaries=(),
        figure_dates=figure_dates,
        notices=(),
        fingerprint="",
    )
