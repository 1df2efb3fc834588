# SPDX-License-Identifier: EUPL-1.2
"""The tables as a data package: names, licences and sources of the publisher."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from samenspel.datapackage.indicators import figure_date, figure_of
from samenspel.datapackage.package import Licence, Package, SourceReference
from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources.conversion import SourceError
from samenspel.datapackage.sources.known_places import KnownPlaces
from samenspel.datapackage.sources.roo.municipalities import MunicipalTable

_CC0 = Licence("CC0-1.0", "CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/")
_CC_BY = Licence(
    "CC-BY-4.0",
    "Creative Commons Attribution 4.0",
    "https://creativecommons.org/licenses/by/4.0/",
)
_REGISTER = "https://organisaties.overheid.nl/archive/exportOO.xml"

Rows = list[dict[str, object]]


@dataclass
class Tables:
    """The rows that the records became."""

    municipalities: MunicipalTable
    arrangements: Rows = field(default_factory=list)
    participations: Rows = field(default_factory=list)
    bodies: Rows = field(default_factory=list)
    competences: Rows = field(default_factory=list)

    @property
    def counted(self) -> int:
        """How many rows the records of the file became."""
        rows = len(self.arrangements) + len(self.participations) + len(self.bodies)
        return rows + self.municipalities.from_records


def package_of(tables: Tables, known: KnownPlaces | None, on: date, path: Path) -> Package:
    """The data package.

    Raises
    ------
    SourceError
        There is no municipality, without which there is no package.
    """
    rows = tables.municipalities.rows
    if not rows:
        raise SourceError(
            f"{path.name}: no municipality is in the file; name a data package that has them "
            "with --places"
        )
    figures = [
        name
        for name in tables.municipalities.figures()
        if any(row.get(name) is not None for row in rows.values())
    ]
    return Package(
        name=f"roo-{on.isoformat()}",
        title=f"Register of government organisations, {on.isoformat()}: joint arrangements",
        description=(
            "Municipalities and all versions of joint arrangements in the Register van "
            "Overheidsorganisaties, with participants, bodies, legal form, policy areas, articles "
            "on powers and periods."
        ),
        country="nl",
        kind="register",
        observed_on=on,
        # Figures of places are those of Statistics Netherlands, which asks to be named.
        licences=(_CC0, _CC_BY) if known is not None else (_CC0,),
        sources=_sources(known, on),
        tables=_frames(tables, known, figures),
        boundaries=(),
        figure_dates={
            name: figure_date(figure) for name in figures if (figure := figure_of(name)) is not None
        },
        notices=(),
        fingerprint="",
    )


def _frames(
    tables: Tables, known: KnownPlaces | None, figures: list[str]
) -> dict[str, pl.DataFrame]:
    """The tables that have rows; participations come with their arrangements."""
    rows = tables.municipalities.rows
    frames = {"municipalities": _frame("municipalities", [rows[c] for c in sorted(rows)], figures)}
    if known is not None and known.changes.height:
        frames["municipality_changes"] = known.changes
    if tables.arrangements:
        frames["arrangements"] = _frame("arrangements", tables.arrangements)
        frames["participations"] = _frame("participations", tables.participations)
    if tables.competences:
        frames["competences"] = _frame("competences", tables.competences)
    if tables.bodies:
        frames["bodies"] = _frame("bodies", tables.bodies)
    return frames


def _sources(known: KnownPlaces | None, on: date) -> tuple[SourceReference, ...]:
    register = SourceReference(
        "Ministerie van BZK and KOOP, Register van Overheidsorganisaties (ROO), export of "
        f"{on.isoformat()}",
        _REGISTER,
    )
    if known is None:
        return (register,)
    named = f"Names, changes and figures of municipalities: package {known.taken_from}"
    return (register, SourceReference(named, ""))


def _frame(table: str, rows: Rows, figures: list[str] | None = None) -> pl.DataFrame:
    types = dict(TABLES[table].schema.create_empty().schema)
    for name in figures or ():
        figure = figure_of(name)
        if figure is not None:
            types[name] = pl.Int64() if figure.indicator.whole else pl.Float64()
    columns = {
        name: pl.Series(name, [row.get(name) for row in rows], dtype=kind, strict=True)
        for name, kind in types.items()
    }
    return pl.DataFrame(columns)
