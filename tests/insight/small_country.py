# SPDX-License-Identifier: EUPL-1.2
"""A hand-made country: municipalities of the example in arrangements that a test writes down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import polars as pl

from samenspel.accounts.rules import operator
from samenspel.datapackage import Package, read_package
from samenspel.mobility.actions import load_package
from samenspel.register.example import EXAMPLE
from samenspel.register.queries.facts import CountryFacts, country_facts, forget
from samenspel.register.queries.reference import Reference, reference

LOADED = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
ON = date(2026, 6, 1)
AMSTERDAM, DIEMEN, ZAANSTAD, ALMERE = "GM0363", "GM0384", "GM0479", "GM0034"


@dataclass(frozen=True)
class Made:
    """An arrangement: its members by code, with what it says beyond that as columns.

    ``votes`` are those of the general board, by code; ``euros`` the contributions of 2026.
    """

    members: Sequence[str]
    says: Mapping[str, Any] = field(default_factory=dict)
    votes: Mapping[str, int] = field(default_factory=dict)
    euros: Mapping[str, int] = field(default_factory=dict)
    quota: int | None = None


@cache
def _example() -> Package:
    return read_package(EXAMPLE)


def package_of(made: Mapping[str, Made], *, name: str = "klein") -> Package:
    """A package in which these arrangements, and no others, are in force."""
    package = _example()
    tables = dict(package.tables)
    for table in ("divisions", "region_divisions", "bodies"):
        tables.pop(table, None)
    names = dict(tables["municipalities"].select("code", "name").iter_rows())
    source = {"source": "Handgemaakt"}
    tables["arrangements"] = _frame(
        tables["arrangements"],
        ({"id": key, "name": key.capitalize(), "is_current": True, **one.says, **source}
         for key, one in made.items()),
    )  # fmt: skip
    tables["participations"] = _frame(
        tables["participations"],
        (
            {
                "arrangement_id": key,
                "participant_type": "municipality",
                "municipality_code": code,
                "participant_code": code,
                "participant_name": names[code],
                **source,
            }
            for key, one in made.items()
            for code in one.members
        ),
    )
    tables["boards"] = _frame(
        tables["boards"],
        ({"arrangement_id": key, "board": "general", "name": "Algemeen bestuur",
          "quota": one.quota, **source}
         for key, one in made.items() if one.votes),
    )  # fmt: skip
    tables["seats"] = _frame(
        tables["seats"],
        ({"arrangement_id": key, "board": "general", "participant_code": code,
          "participant_name": names[code], "seats": 1, "votes": votes, **source}
         for key, one in made.items() for code, votes in one.votes.items()),
    )  # fmt: skip
    tables["contributions"] = _frame(
        tables["contributions"],
        ({"arrangement_id": key, "participant_code": code, "year": 2026, "amount_eur": euros,
          **source}
         for key, one in made.items() for code, euros in one.euros.items()),
    )  # fmt: skip
    return replace(package, name=name, tables=tables)


def _frame(like: pl.DataFrame, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows with the columns of a table; what a row does not say is empty."""
    listed = list(rows)
    unknown = {key for row in listed for key in row} - set(like.columns)
    assert not unknown, f"the table has no {unknown}"
    return pl.DataFrame(
        [{column: row.get(column) for column in like.columns} for row in listed],
        schema=like.schema,
    )


def load(made: Mapping[str, Made], *, at: datetime = LOADED) -> Package:
    """Load these arrangements into the database of the test."""
    package = package_of(made)
    load_package(package=package, by=operator(), at=at, allow_removals=True)
    forget()
    return package


def asked(on: date = ON) -> Reference:
    """The reference of a day."""
    return reference(on=on, today=ON)


def facts(on: date = ON) -> CountryFacts:
    """The facts of the hand-made country on a day."""
    found = country_facts(asked(on), "nl")
    assert found is not None
    return found
