# SPDX-License-Identifier: EUPL-1.2
"""All arrangements in force with how much commuting stays inside each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samenspel.analysis.flows import Flows
from samenspel.analysis.name_search import dutch_sort_key
from samenspel.mobility.models import FlowSet
from samenspel.mobility.queries.fit_shares import GroupShare, group_shares
from samenspel.mobility.queries.flows import flow_set_of, flows_of
from samenspel.mobility.queries.place_zones import Units, units_on, zone_places
from samenspel.places.queries.history import changes
from samenspel.register import labels
from samenspel.register.models import ArrangementVersion, Participation, VersionDomain
from samenspel.register.queries.reference import Reference

FEWEST = 2
"""Members with flows below which there is nothing to fit."""
NOT_STATED = "onbekend"


@dataclass(frozen=True)
class FitRow:
    """An arrangement in force: its municipalities as the flows know them, and its figures."""

    slug: str
    name: str
    domains: tuple[str, ...]
    members: int
    share: GroupShare

    @property
    def share_inside(self) -> float:
        """Share of the commuting inside, in [0, 1]."""
        return self.share.share_inside or 0.0

    @property
    def domain_names(self) -> str:
        """The subjects in words."""
        return ", ".join(labels.domain(key) for key in self.domains)


@dataclass(frozen=True)
class FitRows:
    """The arrangements with a figure, and how many have too few municipalities to have one."""

    flow_set: FlowSet | None
    rows: tuple[FitRow, ...]
    too_few: int = 0


def members_in_force(reference: Reference, country: str) -> dict[int, set[str]]:
    """Codes of the municipalities in each version in force of a country's collection; one query."""
    rows = Participation.objects.filter(
        reference.participations(),
        version__collection__country=country,
        municipality__isnull=False,
    ).values_list("version_id", "municipality__code")
    found: dict[int, set[str]] = defaultdict(set)
    for version, code in rows:
        found[version].add(code or "")
    return dict(found)


def units_of_members(codes: Sequence[str] | set[str], units: Units) -> frozenset[str]:
    """Units of members: themselves, and zones recorded under a name that ended before the date."""
    zones = {units.unit_of[code] for code in codes if code in units.unit_of}
    return frozenset(zones | {code for code in codes if code in units.zones})


def fit_rows(reference: Reference, country: str) -> FitRows:
    """Every version in force of a country with its figures, in no particular order.

    Six queries; one more the first time of a process.
    """
    flow_set = flow_set_of(country)
    if flow_set is None:
        return FitRows(None, ())
    published = flows_of(flow_set)
    zones = zone_places(flow_set, published.zones)
    units = units_on(zones.values(), on=reference.on, known=changes([country]))
    rows, number = _rows(reference, country, published.aggregate(units.unit_of), units)
    return FitRows(flow_set, rows, number - len(rows))


def _rows(
    reference: Reference, country: str, flows: Flows, units: Units
) -> tuple[tuple[FitRow, ...], int]:
    """The versions with at least two municipalities in the flows, and the number of all."""
    versions = list(
        ArrangementVersion.objects.filter(
            reference.versions(), collection__country=country
        ).values_list("pk", "name", "arrangement__slug")
    )
    recorded = members_in_force(reference, country)
    domains = _domains(reference, country)
    members = [units_of_members(recorded.get(pk, set()), units) for pk, _name, _slug in versions]
    known = [frozenset(code for code in codes if code in flows.index) for codes in members]
    rows = tuple(
        FitRow(slug, name, domains.get(pk, ()), len(codes), share)
        for (pk, name, slug), codes, share in zip(
            versions, known, group_shares(flows, known), strict=True
        )
        if len(codes) >= FEWEST and share.share_inside is not None
    )
    return rows, len(versions)


def _domains(reference: Reference, country: str) -> Mapping[int, tuple[str, ...]]:
    """Main domains of the versions in force, in the order of their keys; one query."""
    rows = VersionDomain.objects.filter(
        reference.versions("version__"),
        version__collection__country=country,
        scheme=VersionDomain.Scheme.POLICY_AREA,
    ).values_list("version_id", "key")
    found: dict[int, set[str]] = defaultdict(set)
    for version, key in rows:
        if domain := labels.domain_of(key):
            found[version].add(domain)
    return {version: tuple(sorted(keys)) for version, keys in found.items()}


ORDERS = ("deel", "naam", "gemeenten", "forensen", "inwoners", "banen")


def ordered(rows: Sequence[FitRow], by: str) -> tuple[FitRow, ...]:
    """Rows in the order of one of ``ORDERS``; a minus before it turns it around."""
    name = by.removeprefix("-")
    keys = {
        "deel": lambda row: row.share_inside,
        "gemeenten": lambda row: row.members,
        "forensen": lambda row: row.share.commuters,
        "inwoners": lambda row: row.share.of_residents or 0.0,
        "banen": lambda row: row.share.of_jobs or 0.0,
    }
    found = sorted(rows, key=lambda row: (dutch_sort_key(row.name), row.slug))
    if name in keys:
        found.sort(key=keys[name], reverse=by.startswith("-"))
    elif by.startswith("-"):
        found.reverse()
    return tuple(found)
