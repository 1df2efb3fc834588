# SPDX-License-Identifier: EUPL-1.2
"""The municipalities that a package names, with the periods in which they exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samenspel.datapackage.package import Package


@dataclass
class NamedMunicipality:
    """A municipality as a package tells of it; the period is half-open, empty is unknown."""

    name: str
    province: str | None
    valid_from: date | None
    valid_to: date | None


def municipalities_of(package: Package) -> dict[str, NamedMunicipality]:
    """By code: those of its table, and those that only its list of changes names."""
    known = {
        row["code"]: NamedMunicipality(
            row["name"], row["province_code"], row["valid_from"], row["valid_to"]
        )
        for row in package.tables["municipalities"].iter_rows(named=True)
    }
    listed = frozenset(known)
    if "municipality_changes" not in package.tables:
        return known
    for row in package.tables["municipality_changes"].sort("date").iter_rows(named=True):
        old = known.setdefault(
            row["old_code"], NamedMunicipality(row["old_name"], None, None, None)
        )
        new = known.setdefault(
            row["new_code"], NamedMunicipality(row["new_name"], None, None, None)
        )
        if row["kind"] != "transfer":
            # The list of changes is dated by law; end dates in registers are sometimes a day off.
            old.valid_to = row["date"]
        if row["kind"] == "rename" or row["new_code"] not in listed:
            # A code that the table does not have was made by the change that first names it.
            new.valid_from = new.valid_from or row["date"]
    return known
