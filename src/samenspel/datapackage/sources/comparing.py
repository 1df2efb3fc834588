# SPDX-License-Identifier: EUPL-1.2
"""Compares the participants that two packages give the same arrangements, row by row, both ways."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from samenspel.datapackage.municipal_names import fold
from samenspel.datapackage.package import Package

Row = tuple[str, str, str]
"""Arrangement (identifier in the second package, else in the first), kind, code or name."""


@dataclass(frozen=True)
class Comparison:
    """Rows of participations that both have, or only one of them, each sorted."""

    both: tuple[Row, ...]
    only_first: tuple[Row, ...]
    only_second: tuple[Row, ...]

    @property
    def agreement(self) -> float:
        """Share of all rows of either that both have, 0-1; 1 when there are none."""
        rows = len(self.both) + len(self.only_first) + len(self.only_second)
        return len(self.both) / rows if rows else 1.0

    @property
    def differences(self) -> tuple[Row, ...]:
        """Rows that only one of them has."""
        return tuple(sorted({*self.only_first, *self.only_second}))


def compare_participations(first: Package, second: Package) -> Comparison:
    """Compare two packages; arrangements are the same by identifier, or else by name.

    A participant with a code is compared by its code, another one by its name as it is written.
    """
    renamed = _same_arrangements(first.table("arrangements"), second.table("arrangements"))
    one = _rows(first, renamed)
    other = _rows(second, {})
    return Comparison(
        tuple(sorted(one & other)), tuple(sorted(one - other)), tuple(sorted(other - one))
    )


def _same_arrangements(first: pl.DataFrame, second: pl.DataFrame) -> dict[str, str]:
    """Identifiers of the second by those of the first, where the names are alike."""
    known = set(second["id"].to_list())
    by_name = {fold(name).key: key for key, name in second.select("id", "name").rows()}
    return {
        key: by_name[fold(name).key]
        for key, name in first.select("id", "name").rows()
        if key not in known and fold(name).key in by_name
    }


def _rows(package: Package, renamed: dict[str, str]) -> set[Row]:
    columns = ("arrangement_id", "participant_type", "participant_code", "participant_name")
    return {
        (renamed.get(arrangement, arrangement), kind, code or name)
        for arrangement, kind, code, name in package.table("participations").select(columns).rows()
    }
