# SPDX-License-Identifier: EUPL-1.2
"""Loading a data package with its flows: the door through which everybody loads.

The register and the flows change together or not at all. A set of flows is compared by its
fingerprint: one that says the same is not touched, whatever its size.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from samenspel.accounts.rules import Actor
from samenspel.analysis.dutch_text import index_terms
from samenspel.datapackage import Package
from samenspel.mobility.models import Flow, FlowSet
from samenspel.places.models import Municipality
from samenspel.places.sync import TableChange, insert_rows, sync
from samenspel.register import actions as register
from samenspel.register.models import Collection as LoadedCollection

Period = tuple[date | None, date | None]


@dataclass(frozen=True)
class _Year:
    """The flows of one year of a package, sorted by origin and destination, each 1 or more."""

    year: int
    rows: pl.DataFrame
    hidden_pairs: int

    @property
    def codes(self) -> set[str]:
        return set(self.rows["origin_code"]) | set(self.rows["destination_code"])

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the lines ``origin,destination,amount``."""
        lines = self.rows.select("origin_code", "destination_code", "jobs")
        return hashlib.sha256(lines.write_csv(include_header=False).encode()).hexdigest()


def load_package(
    *,
    package: Package,
    by: Actor,
    at: datetime,
    allow_removals: bool = False,
    analyse: Callable[[str], str] = index_terms,
) -> register.LoadReport:
    """Load a checked package into its collection, flows included; all or nothing.

    Parameters and errors are those of ``register.actions.load_package``; the report counts the
    sets of flows and their rows as well.
    """
    return register.load_package(
        package=package,
        by=by,
        at=at,
        allow_removals=allow_removals,
        analyse=analyse,
        also=_load_flows,
    )


def _load_flows(package: Package, collection: LoadedCollection) -> tuple[TableChange, ...]:
    """Bring the sets of flows of the collection to what the package says."""
    years = _years(package)
    sets = FlowSet.objects.filter(collection=collection, kind=FlowSet.Kind.COMMUTING)
    before = dict(sets.values_list("year", "fingerprint"))
    gone = Flow.objects.filter(flow_set__in=sets.exclude(year__in=[y.year for y in years])).count()
    wanted = _wanted(package, years)
    fields = tuple(next(iter(wanted.values()))) if wanted else ("fingerprint",)
    synced = sync(
        sets,
        key=("year",),
        fields=("collection_id", "kind", *fields),
        wanted={
            (year,): (collection.pk, FlowSet.Kind.COMMUTING.value, *values.values())
            for year, values in wanted.items()
        },
    )
    added = changed = unchanged = 0
    removed = gone
    for year in years:
        pk = synced.ids[(year.year,)]
        if before.get(year.year) == wanted[year.year]["fingerprint"]:
            unchanged += year.rows.height
        elif year.year not in before:
            names = ("flow_set_id", "origin", "destination", "amount")
            insert_rows(Flow, names, [(pk, *row) for row in year.rows.iter_rows()])
            added += year.rows.height
        else:
            change = _renew(pk, year)
            added, changed = added + change.added, changed + change.changed
            unchanged, removed = unchanged + change.unchanged, removed + change.removed
    if not (years or before):
        return ()
    return synced.change, TableChange("flow", added, changed, unchanged, removed)


def _renew(flow_set_id: int, year: _Year) -> TableChange:
    """Bring the rows of a set that was there to what the package says now."""
    return sync(
        Flow.objects.filter(flow_set_id=flow_set_id),
        key=("flow_set_id", "origin", "destination"),
        fields=("amount",),
        wanted={(flow_set_id, a, b): (amount,) for a, b, amount in year.rows.iter_rows()},
    ).change


def _years(package: Package) -> list[_Year]:
    """The years of which the package has flows, in order."""
    if "commuting" not in package.tables:
        return []
    table = package.tables["commuting"]
    hidden = pl.concat(
        [
            table.filter(pl.col("jobs").is_null()).select("year"),
            package.table("commuting_below_rounding").select("year"),
        ]
    )
    hidden_of = dict(hidden.group_by("year").len().iter_rows())
    said = table.filter(pl.col("jobs") > 0).sort("year", "origin_code", "destination_code")
    return [
        _Year(int(rows["year"][0]), rows.drop("year"), int(hidden_of.get(rows["year"][0], 0)))
        for rows in said.partition_by("year", maintain_order=True)
    ]


def _wanted(package: Package, years: list[_Year]) -> dict[int, dict[str, Any]]:
    """The columns of every set, by year."""
    if not years:
        return {}
    periods = {
        code: (begun, ended)
        for code, begun, ended in Municipality.objects.filter(country=package.country).values_list(
            "code", "valid_from", "valid_to"
        )
    }
    codes = {year.year: year.codes for year in years}
    shared = division_day(set().union(*codes.values()), max(codes), periods)
    sources = package.sources_of("commuting")
    found = {}
    for year in years:
        division_on = shared or division_day(codes[year.year], year.year, periods)
        found[year.year] = {
            "unit": FlowSet.Unit.JOBS.value,
            "country": package.country,
            "division_on": division_on or date(year.year, 1, 1),
            "source": "; ".join(source.title for source in sources)[:500] or package.title[:500],
            "source_url": sources[0].path[:500] if len(sources) == 1 else "",
            "zones": len(codes[year.year]),
            "pairs": year.rows.height,
            "total": int(year.rows["jobs"].sum()),
            "rounded_to": math.gcd(*year.rows["jobs"].unique().to_list()),
            "hidden_pairs": year.hidden_pairs,
            "fingerprint": year.fingerprint,
        }
    return found


def division_day(codes: Collection[str], year: int, periods: Mapping[str, Period]) -> date | None:
    """The day whose municipalities the codes are: the first 1 January on which all of them exist.

    Parameters
    ----------
    codes
        Those that the flows name.
    year
        Where to begin to look: the year of the flows.
    periods
        First and last (exclusive) day of every municipality, by code; None: unknown or open.

    Returns
    -------
    None where there is no such day in ten years.
    """
    for candidate in range(year, year + 10):
        day = date(candidate, 1, 1)
        if all(_exists(periods.get(code, (None, None)), day) for code in codes):
            return day
    return None


def _exists(period: Period, day: date) -> bool:
    begun, ended = period
    return (begun is None or begun <= day) and (ended is None or ended > day)
