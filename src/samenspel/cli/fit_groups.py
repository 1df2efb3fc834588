# SPDX-License-Identifier: EUPL-1.2
"""Groups of municipalities whose fit is measured, brought to one day together with the flows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from samenspel.analysis.flows import Flows
from samenspel.cli.flow_files import FlowFileError, FlowSource
from samenspel.cli.municipal_codes import (
    day_of,
    division_keys,
    division_members,
    history_of,
    names_of,
    resolved,
)

if TYPE_CHECKING:
    from samenspel.datapackage import MunicipalHistory, Package

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Group:
    """Members as given, and from ``resolve`` on as zones of the flows; ``on`` is their day."""

    key: str
    name: str
    members: tuple[str, ...]
    on: date | None = None


@dataclass(frozen=True)
class Ground:
    """Flows to measure by: ``code_of`` leads from each zone of the source to the zone it is now.

    ``history`` and ``day`` are None where no package tells of municipalities.
    """

    flows: Flows
    names: Mapping[str, str]
    code_of: Mapping[str, str]
    history: MunicipalHistory | None = None
    day: date | None = None

    def resolve(self, group: Group, *, say: Callable[[str], None]) -> Group:
        """The group with members that are zones of the flows, as far as they can be found."""
        if self.history is None or self.day is None:
            return group
        found = resolved(
            group.members,
            self.history,
            self.flows.index,
            on=group.on or self.day,
            target=self.day,
        )
        for remark in found.remarks:
            say(f"{group.name}: {remark}.")
        return replace(group, members=found.codes)


def ground_of(
    source: FlowSource,
    package: Package | None,
    *,
    as_of_package: bool,
    say: Callable[[str], None],
) -> Ground:
    """The flows, brought to the municipalities of the package's day where that is later.

    ``as_of_package``: the groups are those of the package; else the flows stay as they are.
    """
    names = names_of((package, source.package))
    same = {zone: zone for zone in source.flows.zones}
    if package is None:
        return Ground(source.flows, names, same)
    history = history_of(package)
    changes = package.table("municipality_changes")
    if not set(source.flows.zones) & {*names}:
        raise FlowFileError(
            f"the zones of {source.path} are not the municipalities of the package."
        )
    near = date(source.year or package.observed_on.year, 1, 1)
    day = day_of(source.flows.zones, history, changes["date"].to_list(), near=near)
    target = max(day, package.observed_on) if as_of_package else day
    if target == day or not changes.height:
        return Ground(source.flows, names, same, history, day)
    from samenspel.analysis.harmonising import harmonise
    from samenspel.datapackage.municipal_changes import steps_of

    found = harmonise(source.flows, steps_of(changes), on=day, to=target)
    if len(found.flows.zones) < len(source.flows.zones):
        say(
            f"Flows between the {len(source.flows.zones)} municipalities of {day} were added up to "
            f"those between the {len(found.flows.zones)} of {target}."
        )
    divided = [item for item in found.approximations if item.taken_by != item.code]
    if divided:
        listed = ", ".join(names.get(item.code, item.code) for item in divided[:5])
        more = f" and {len(divided) - 5} more" if len(divided) > 5 else ""
        say(f"Divided meanwhile, and counted with their largest part: {listed}{more}.")
    return Ground(found.flows, names, found.code_of, history, target)


def arrangement(package: Package, key: str) -> Group:
    """One arrangement, by its identifier or, where only one has it, its name.

    Of one that has ended the members are those of its last day.

    Raises
    ------
    FlowFileError
        There is none, or several.
    """
    rows = package.table("arrangements").to_dicts()
    found = [row for row in rows if row["id"] == key]
    found = found or [row for row in rows if row["name"].casefold() == key.casefold()]
    if len(found) > 1:
        keys = ", ".join(row["id"] for row in found[:5])
        raise FlowFileError(
            f"{len(found)} arrangements are called {key}; name one by its key: {keys}."
        )
    if not found:
        raise FlowFileError(f"the package {package.name} has no arrangement {key}.")
    row = found[0]
    ended = row["in_force_to"]
    day = package.observed_on
    if ended is not None and ended <= day:
        day = ended - _ONE_DAY
    return Group(row["id"], row["name"], _members(package, day).get(row["id"], ()), day)


def arrangements(package: Package) -> list[Group]:
    """The arrangements in force on the day of the package, with two municipalities or more."""
    day = package.observed_on
    members = _members(package, day)
    return [
        Group(row["id"], row["name"], members[row["id"]], day)
        for row in package.table("arrangements").iter_rows(named=True)
        if _holds(row["in_force_from"], row["in_force_to"], day)
        and row["is_current"] is not False
        and len(members.get(row["id"], ())) > 1
    ]


def _members(package: Package, day: date) -> dict[str, tuple[str, ...]]:
    """Municipal members on a day, by arrangement."""
    found: dict[str, dict[str, None]] = {}
    for row in package.table("participations").iter_rows(named=True):
        code = row["municipality_code"]
        if code is not None and _holds(row["joined_on"], row["valid_to"], day):
            found.setdefault(row["arrangement_id"], {})[code] = None
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


def _holds(begin: date | None, end: date | None, day: date) -> bool:
    return (begin is None or begin <= day) and (end is None or day < end)


def division(package: Package, key: str) -> list[Group]:
    """The regions of a division, as groups.

    Raises
    ------
    FlowFileError
        The package has no such division.
    """
    try:
        year, members = division_members(package, key)
    except KeyError:
        have = ", ".join(division_keys(package)) or "none"
        raise FlowFileError(
            f"{key} is no division of the package {package.name}, which has: {have}."
        ) from None
    on = date(year, 1, 1)
    return [Group(name, name, tuple(codes), on) for name, codes in members.items()]


def regions_on(ground: Ground, source: FlowSource, region_of: Mapping[str, str]) -> dict[str, str]:
    """Regions of the zones of the ground, from those of the zones of the source.

    A zone that was made from zones of several regions is in the one with most of its residents.
    """
    if len(ground.flows.index.keys() & region_of) > len(source.flows.index.keys() & region_of):
        return dict(region_of)  # they are of the later day already
    residents = dict(zip(source.flows.zones, source.flows.residents.tolist(), strict=True))
    weight: dict[str, dict[str, int]] = {}
    for zone, code in ground.code_of.items():
        region = region_of.get(zone)
        if region is not None:
            of = weight.setdefault(code, {})
            of[region] = of.get(region, 0) + residents[zone]
    return {code: min(of, key=lambda region: (-of[region], region)) for code, of in weight.items()}
