# SPDX-License-Identifier: EUPL-1.2
"""Codes of municipalities of one day beside those of another: flows of 2014, members of today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samenspel.datapackage import MunicipalHistory, Package


def history_of(package: Package) -> MunicipalHistory:
    """The municipalities of a package through time."""
    from samenspel.datapackage import MunicipalHistory

    return MunicipalHistory(package.table("municipality_changes"), package.table("municipalities"))


def day_of(
    zones: Collection[str], history: MunicipalHistory, changed_on: Iterable[date], *, near: date
) -> date:
    """The day whose municipalities the zones are; of equally good ones the nearest to ``near``.

    Statistics of one year are often published between the municipalities of another one. Looked at
    are ``near``, the days on which municipalities changed and the day before the first; a day is
    the better the fewer codes the zones and its municipalities do not share.
    """
    wanted, changes = set(zones), sorted(changed_on)
    before = [changes[0] - timedelta(days=1)] if changes else []
    days = sorted({near, *before, *changes})
    apart = {day: len(wanted ^ history.codes_on(day)) for day in days}
    least = min(apart.values())
    best = [day for day in days if apart[day] == least]
    return min(best, key=lambda day: (abs(day - near), day))


@dataclass(frozen=True)
class Resolved:
    """Codes on the day asked for, and in words what could not be resolved, or not wholly."""

    codes: tuple[str, ...]
    remarks: tuple[str, ...]


def resolved(
    codes: Iterable[str],
    history: MunicipalHistory,
    zones: Collection[str],
    *,
    on: date,
    target: date,
) -> Resolved:
    """The zones of ``target`` that have the territory that codes had on ``on``.

    A municipality that was divided stands for its largest part, and one that was made from several
    for all of these that gave most of their territory. A code without an answer stays as it is.
    """
    found: dict[str, None] = {}
    remarks = []
    for code in codes:
        answer = history.resolve_code(code, on=on, target=target)
        there = [item for item in answer.codes if item.code in zones]
        if not there:
            found[code] = None
            continue
        if answer.outcome == "divided":
            there.sort(key=lambda item: (-(item.share or 0), item.code))
            remarks.append(f"{answer.reason}: {there[0].name} stands for it")
            there = there[:1]
        elif answer.outcome == "predecessors":
            there = [item for item in there if item.share is None or item.share >= 0.5] or there
        found.update(dict.fromkeys(item.code for item in there))
    return Resolved(tuple(found), tuple(remarks))


def division_keys(package: Package) -> list[str]:
    """Identifiers of the divisions of a package."""
    return sorted(package.table("region_divisions")["division"].unique().to_list())


def division_members(package: Package, division: str) -> tuple[int, dict[str, list[str]]]:
    """Members of each region of a division by its name, in its last year; and that year.

    Raises
    ------
    KeyError
        The package has no such division.
    """
    table = package.table("region_divisions")
    rows = table.filter(table["division"] == division)
    if not rows.height:
        raise KeyError(division)
    year = max(rows["year"].to_list())
    members: dict[str, list[str]] = {}
    for row in rows.filter(rows["year"] == year).iter_rows(named=True):
        members.setdefault(row["region_name"], []).append(row["municipality_code"])
    return year, {name: sorted(codes) for name, codes in sorted(members.items())}


def division_of_zones(
    package: Package, division: str, zones: Collection[str], *, near: date
) -> dict[str, tuple[str, ...]]:
    """The regions of a division that each zone lies in, though its codes may be of another day.

    Raises
    ------
    KeyError
        The package has no such division.
    """
    year, members = division_members(package, division)
    on = date(year, 1, 1)
    history = history_of(package)
    changed_on = package.table("municipality_changes")["date"].to_list()
    here = day_of(zones, history, changed_on, near=near)
    regions_of: dict[str, list[str]] = {}
    for name, codes in members.items():
        for code in codes:
            regions_of.setdefault(code, []).append(name)
    found: dict[str, tuple[str, ...]] = {}
    for zone in zones:
        then = resolved([zone], history, regions_of, on=here, target=on).codes
        names = sorted({name for code in then for name in regions_of.get(code, ())})
        if names:
            found[zone] = tuple(names)
    return found


def names_of(packages: Iterable[Package | None]) -> Mapping[str, str]:
    """Names of municipalities by code; those of the first package that has them."""
    found: dict[str, str] = {}
    for package in packages:
        if package is None:
            continue
        for row in package.table("municipality_changes").iter_rows(named=True):
            found.setdefault(row["old_code"], row["old_name"])
            found.setdefault(row["new_code"], row["new_name"])
        found |= dict(package.table("municipalities").select("code", "name").iter_rows())
    return found
