# SPDX-License-Identifier: EUPL-1.2
"""Flows are loaded with their package: the same twice changes nothing, all or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from samenspel.accounts.models import Event
from samenspel.accounts.rules import visitor
from samenspel.mobility.actions import load_package
from samenspel.mobility.actions.load import division_day
from samenspel.mobility.models import Flow, FlowSet
from samenspel.register.actions import LoadReport
from samenspel.register.models import Arrangement
from tests.mobility.small_flows import (
    AMSTERDAM,
    AT,
    HAARLEM,
    PURMEREND,
    TWO_TOWNS,
    ZAANSTAD,
    load,
    with_flows,
)

pytestmark = pytest.mark.django_db


def counted(report: LoadReport) -> dict[str, tuple[int, int, int, int]]:
    """Added, changed, unchanged and removed of the tables of flows."""
    return {
        c.table: (c.added, c.changed, c.unchanged, c.removed)
        for c in report.changes
        if c.table in ("flowset", "flow")
    }


def test_first_load_adds_all_and_says_so() -> None:
    report = load()
    assert counted(report) == {"flowset": (1, 0, 0, 0), "flow": (9, 0, 0, 0)}
    assert Event.objects.get().detail["flow"] == [9, 0, 0, 0]
    rows = Flow.objects.values_list("flow_set__year", "origin", "destination", "amount")
    assert sorted(rows) == sorted(TWO_TOWNS)


def test_set_of_flows_is_described() -> None:
    load(with_flows(hidden=[(2014, AMSTERDAM, ZAANSTAD), (2013, AMSTERDAM, ZAANSTAD)]))
    found = FlowSet.objects.get()
    assert (found.kind, found.unit, found.country, found.year) == ("commuting", "jobs", "nl", 2014)
    assert (found.zones, found.pairs, found.total) == (4, 9, 97_200)
    assert (found.rounded_to, found.hidden_pairs) == (100, 1)
    assert (found.source, found.source_url) == ("De Telling", "https://telling.example/")
    assert found.division_on == date(2014, 1, 1)
    assert str(found) == "woon-werkverkeer nl 2014"
    assert found.is_sample


def test_same_package_again_changes_nothing() -> None:
    load()
    before = list(Flow.objects.values())
    report = load()
    assert report.is_unchanged
    assert counted(report) == {"flowset": (0, 0, 1, 0), "flow": (0, 0, 9, 0)}
    assert list(Flow.objects.values()) == before


def test_other_order_of_rows_is_the_same() -> None:
    load()
    assert load(with_flows(TWO_TOWNS[::-1])).is_unchanged


def test_changed_flows_are_written_and_nothing_else() -> None:
    load()
    kept = set(Flow.objects.values_list("pk", "origin", "destination"))
    rows = [*TWO_TOWNS[1:-1], (2014, AMSTERDAM, AMSTERDAM, 41_000), (2014, PURMEREND, HAARLEM, 50)]
    report = load(with_flows(rows))
    assert counted(report) == {"flowset": (0, 1, 0, 0), "flow": (1, 1, 7, 1)}
    assert FlowSet.objects.get().rounded_to == 50
    assert len(kept & set(Flow.objects.values_list("pk", "origin", "destination"))) == 8


def test_year_that_goes_takes_its_flows_along() -> None:
    before = [(2013, a, b, jobs) for _, a, b, jobs in TWO_TOWNS]
    load(with_flows([*TWO_TOWNS, *before]))
    assert counted(load()) == {"flowset": (0, 0, 1, 1), "flow": (0, 0, 9, 9)}
    assert set(Flow.objects.values_list("flow_set__year", flat=True)) == {2014}


def test_package_that_lost_its_flows_removes_them() -> None:
    load()
    package = with_flows()
    tables = {name: table for name, table in package.tables.items() if name != "commuting"}
    report = load(replace(package, tables=tables))
    assert counted(report) == {"flowset": (0, 0, 0, 1), "flow": (0, 0, 0, 9)}
    assert not Flow.objects.exists()
    assert counted(load(replace(package, tables=tables))) == {}


def test_cells_without_a_number_and_of_none_are_no_flows() -> None:
    load(with_flows([*TWO_TOWNS, (2014, HAARLEM, PURMEREND, None), (2014, HAARLEM, AMSTERDAM, 0)]))
    found = FlowSet.objects.get()
    assert (found.pairs, found.hidden_pairs) == (9, 1)


def test_package_with_several_sources_names_them_all() -> None:
    package = replace(with_flows(), table_sources={})
    load(package)
    found = FlowSet.objects.get()
    assert found.source == "; ".join(source.title for source in package.sources)[:500]
    assert found.source_url == ""


def test_who_may_not_load_packages_loads_no_flows() -> None:
    with pytest.raises(PermissionDenied):
        load_package(package=with_flows(), by=visitor(), at=AT)
    assert not FlowSet.objects.exists()


def test_failure_among_the_flows_leaves_nothing_of_the_load(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("half-way")

    monkeypatch.setattr("samenspel.mobility.actions.load.insert_rows", fail)
    with pytest.raises(RuntimeError, match="half-way"):
        load()
    assert not FlowSet.objects.exists()
    assert not Arrangement.objects.exists()
    assert not Event.objects.exists()


def test_database_refuses_a_pair_twice_and_a_flow_of_none() -> None:
    load()
    flow = Flow.objects.first()
    assert flow is not None
    for wrong in ({}, {"origin": PURMEREND, "destination": ZAANSTAD, "amount": 0}):
        values = {name: getattr(flow, name) for name in ("origin", "destination", "amount")}
        with pytest.raises(IntegrityError), transaction.atomic():
            Flow.objects.create(flow_set=flow.flow_set, **{**values, **wrong})


ERA = (date(2010, 1, 1), date(2015, 1, 1))


@pytest.mark.parametrize(
    ("year", "periods", "expected"),
    [
        (2014, {"a": (None, None), "b": ERA}, date(2014, 1, 1)),
        (2006, {"a": (None, None), "b": ERA}, date(2010, 1, 1)),
        (2006, {"a": (None, date(2010, 1, 1)), "b": ERA}, None),
        (2015, {"a": (None, None), "b": ERA}, None),
        (2006, {}, date(2006, 1, 1)),
    ],
)
def test_division_is_of_the_first_day_on_which_all_zones_exist(
    year: int, periods: dict[str, Any], expected: date | None
) -> None:
    assert division_day(["a", "b"], year, periods) == expected


def test_years_of_one_division_have_one_day() -> None:
    beemster = "GM0370"
    years = [(year, a, b, jobs) for year in (2006, 2014) for _, a, b, jobs in TWO_TOWNS]
    load(with_flows([*years, (2014, beemster, beemster, 100)]))
    assert set(FlowSet.objects.values_list("division_on", flat=True)) == {date(2014, 1, 1)}


def test_years_without_a_common_division_have_each_their_own() -> None:
    beemster, zeevang = "GM0370", "GM0478"
    rows = [(2030, AMSTERDAM, AMSTERDAM, 100), (2014, beemster, zeevang, 100)]
    load(with_flows(rows))
    found = dict(FlowSet.objects.values_list("year", "division_on"))
    assert found == {2030: date(2030, 1, 1), 2014: date(2014, 1, 1)}
    load(with_flows([(2029, beemster, beemster, 100)]))
    assert FlowSet.objects.get().division_on == date(2029, 1, 1)


def test_frames_of_the_small_package_are_typed_as_read_ones() -> None:
    assert with_flows().tables["commuting"].schema["jobs"] == pl.Int64
