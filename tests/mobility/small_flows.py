# SPDX-License-Identifier: EUPL-1.2
"""Packages with a few flows, and moments at which things happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from samenspel.accounts.rules import operator
from samenspel.analysis.functional_regions import Parameters
from samenspel.datapackage import Package
from samenspel.datapackage.package import SourceReference
from samenspel.mobility.actions import load_package
from samenspel.mobility.models import FlowSet
from samenspel.mobility.requests import RunRequest
from samenspel.register.actions import LoadReport
from tests.register.small_register import LOADED, small_package

AMSTERDAM, PURMEREND, ZAANSTAD, HAARLEM = "GM0363", "GM0439", "GM0479", "GM0392"
AT = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)

Row = tuple[int, str, str, int | None]

# Two towns that have nothing to do with each other, each with a village.
TWO_TOWNS: tuple[Row, ...] = (
    (2014, AMSTERDAM, AMSTERDAM, 40_000),
    (2014, PURMEREND, PURMEREND, 6_000),
    (2014, PURMEREND, AMSTERDAM, 8_000),
    (2014, AMSTERDAM, PURMEREND, 500),
    (2014, HAARLEM, HAARLEM, 30_000),
    (2014, ZAANSTAD, ZAANSTAD, 5_000),
    (2014, ZAANSTAD, HAARLEM, 7_000),
    (2014, HAARLEM, ZAANSTAD, 600),
    (2014, AMSTERDAM, HAARLEM, 100),
)
# A question that two towns answer, and one that takes long.
SHORT = RunRequest(Parameters(1_000, 0.55, 10_000, 0.7))
LONG = replace(SHORT, improved=True)


def with_flows(
    rows: Sequence[Row] = TWO_TOWNS, hidden: Sequence[tuple[int, str, str]] = ()
) -> Package:
    """The small register with these flows."""
    names = ["year", "origin_code", "destination_code"]
    schema: dict[str, Any] = {names[0]: pl.Int64, names[1]: pl.String, names[2]: pl.String}
    full = {**schema, "jobs": pl.Int64}
    package = small_package()
    tables = {**package.tables, "commuting": pl.DataFrame(rows, full, orient="row")}
    below = pl.DataFrame(hidden, schema, orient="row").with_columns(
        jobs=pl.lit(None, dtype=pl.Int64)
    )
    if hidden:
        tables["commuting_below_rounding"] = below
    sources = {"commuting": (SourceReference("De Telling", "https://telling.example/"),)}
    return replace(package, tables=tables, table_sources=sources)


def load(package: Package | None = None, *, at: datetime = LOADED) -> LoadReport:
    """Load a package with its flows."""
    return load_package(
        package=package or with_flows(),
        by=operator(),
        at=at,
        allow_removals=True,
        analyse=str.casefold,
    )


def two_towns() -> FlowSet:
    """The flows of the two towns, loaded."""
    load()
    return FlowSet.objects.select_related("collection").get()


def clock(*, at: datetime = AT, step: float = 0) -> Callable[[], datetime]:
    """What tells the time: every time it is asked ``step`` seconds later."""
    now = at

    def tell() -> datetime:
        nonlocal now
        told, now = now, now + timedelta(seconds=step)
        return told

    return tell
