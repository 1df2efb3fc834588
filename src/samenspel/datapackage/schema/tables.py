# SPDX-License-Identifier: EUPL-1.2
"""The tables of a data package: their schema, their keys and how they refer to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import dataframely as dy
import polars as pl

from samenspel.datapackage.schema import places, register

MUNICIPALITY_CODES = "municipalities or municipality_changes"
"""Target of codes of municipalities: a current or abolished one, or one in the history."""


@dataclass(frozen=True)
class Reference:
    """Columns whose values must occur in another table (unless one of them is empty).

    A reference to an optional table holds only when that table is in the package. One that is
    not ``strict`` gives a notice: sources point to records that they do not publish.
    """

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]
    strict: bool = True


@dataclass(frozen=True)
class RowRule:
    """What must hold within a row: an expression that is true (or null) for a good row."""

    column: str
    holds: pl.Expr
    what: str
    expected: str


@dataclass(frozen=True)
class Table:
    """A table of the package.

    ``keys`` are the sets of columns of which no two rows may have the same values, ``periods``
    the pairs of first and last (exclusive) day.
    """

    name: str
    schema: type[dy.Schema]
    keys: tuple[tuple[str, ...], ...] = ()
    references: tuple[Reference, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    rules: tuple[RowRule, ...] = ()
    figures: bool = False

    @property
    def description(self) -> str:
        return (self.schema.__doc__ or "").strip()

    @property
    def all_keys(self) -> tuple[tuple[str, ...], ...]:
        primary = tuple(self.schema.primary_key())
        return ((primary,) if primary else ()) + self.keys


def _municipality(column: str) -> Reference:
    return Reference((column,), MUNICIPALITY_CODES, ("code",))


def _arrangement(column: str = "arrangement_id") -> Reference:
    return Reference((column,), "arrangements", ("id",))


_PARTICIPANT = Reference(
    ("arrangement_id", "participant_code"),
    "participations",
    ("arrangement_id", "participant_code"),
)

_TABLES = (
    Table(
        "municipalities",
        places.Municipalities,
        periods=(("valid_from", "valid_to"),),
        figures=True,
    ),
    Table(
        "municipality_changes",
        places.MunicipalityChanges,
        keys=(("date", "old_code", "new_code"),),
    ),
    Table(
        "arrangements",
        register.Arrangements,
        references=(
            _arrangement("previous_id"),
            _arrangement("next_id"),
            Reference(("body_roo_id",), "bodies", ("roo_id",), strict=False),
            _municipality("seat_municipality_code"),
        ),
        periods=(("in_force_from", "in_force_to"),),
    ),
    Table(
        "participations",
        register.Participations,
        keys=(("arrangement_id", "participant_type", "participant_code", "participant_name"),),
        references=(_arrangement(), _municipality("municipality_code")),
        periods=(("joined_on", "valid_to"),),
        rules=(
            RowRule(
                "municipality_code",
                (pl.col("participant_type") == "municipality")
                == pl.col("municipality_code").is_not_null(),
                "municipality code and kind of participant do not agree",
                "a code for every municipality, and for municipalities only",
            ),
        ),
    ),
    Table("bodies", register.Bodies, periods=(("founded_on", "valid_to"),)),
    Table("competences", register.Competences, references=(_arrangement(),)),
    Table("documents", register.Documents, references=(_arrangement(),)),
    Table("classifications", register.Classifications, references=(_arrangement(),)),
    Table(
        "arrangement_duplicates",
        register.ArrangementDuplicates,
        references=(_arrangement(), _arrangement("other_id")),
    ),
    Table("boards", register.Boards, references=(_arrangement(),)),
    Table(
        "seats",
        register.Seats,
        references=(
            _arrangement(),
            Reference(("arrangement_id", "board"), "boards", ("arrangement_id", "board")),
            _PARTICIPANT,
        ),
    ),
    Table("contributions", register.Contributions, references=(_arrangement(), _PARTICIPANT)),
    Table("divisions", places.Divisions),
    Table(
        "region_divisions",
        places.RegionDivisions,
        keys=(("division", "region_code", "region_name", "municipality_code", "year"),),
        references=(
            Reference(("division",), "divisions", ("division",)),
            _municipality("municipality_code"),
        ),
    ),
    Table(
        "commuting",
        places.Commuting,
        references=(_municipality("origin_code"), _municipality("destination_code")),
    ),
    Table(
        "commuting_below_rounding",
        places.Commuting,
        references=(_municipality("origin_code"), _municipality("destination_code")),
    ),
)

TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
"""Every table a data package can have, by name."""

REQUIRED_TABLES = ("municipalities",)
TOGETHER = (("arrangements", "participations"),)
"""Tables of which a package has all or none."""
