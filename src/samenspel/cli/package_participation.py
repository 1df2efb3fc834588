# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in what, and in which form, straight from a data package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samenspel.analysis.participation import Participations

if TYPE_CHECKING:
    from samenspel.datapackage import Package


@dataclass(frozen=True)
class PackageArrangement:
    """A version in force; ``legal_form`` is its identifier, empty for unknown."""

    key: str
    name: str
    legal_form: str
    policy_areas: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class PackageFacts:
    """A package on a day.

    ``names`` has the names of all its municipalities by code, also of those that do not exist on
    the day; ``arrangements`` stand in the order of the participations.
    """

    package: Package
    on: date
    participations: Participations
    names: dict[str, str]
    arrangements: tuple[PackageArrangement, ...]


def facts_of(package: Package, *, on: date | None = None) -> PackageFacts:
    """What a package says of a day; without one of the day on which it was observed.

    The same arrangements and members count as on the pages: a version is in force from its first
    day until its end, where the source does not call it inactive; a member from its joining.
    """
    from samenspel.datapackage.named_municipalities import municipalities_of

    day = on or package.observed_on
    versions = {
        row["id"]: row
        for row in package.table("arrangements").iter_rows(named=True)
        if _holds(row["in_force_from"], row["in_force_to"], day)
        and not (row["is_current"] is False and row["in_force_to"] is None)
    }
    members = [
        (row["municipality_code"], row["arrangement_id"])
        for row in package.table("participations").iter_rows(named=True)
        if row["participant_type"] == "municipality"
        and row["municipality_code"] is not None
        and row["arrangement_id"] in versions
        and _holds(row["joined_on"], row["valid_to"], day)
    ]
    known = municipalities_of(package)
    participations = Participations.of(
        members,
        municipalities=[
            code for code, one in known.items() if _holds(one.valid_from, one.valid_to, day)
        ],
        arrangements=versions,
    )
    return PackageFacts(
        package=package,
        on=day,
        participations=participations,
        names={code: one.name for code, one in known.items()},
        arrangements=tuple(_arrangement(versions[key]) for key in participations.arrangements),
    )


def _arrangement(row: dict[str, object]) -> PackageArrangement:
    from samenspel.analysis.policy_areas import parse_policy_areas
    from samenspel.datapackage.legal_forms import identify

    form = row["legal_form"]
    areas = parse_policy_areas(str(row["policy_areas"])) if row["policy_areas"] else ()
    return PackageArrangement(
        key=str(row["id"]),
        name=str(row["name"]),
        legal_form=identify(str(form)).identifier if form else "",
        policy_areas=tuple(sorted({area.key if area.known else area.nl for area in areas})),
    )


def _holds(begin: date | None, end: date | None, day: date) -> bool:
    return (begin is None or begin <= day) and (end is None or day < end)
