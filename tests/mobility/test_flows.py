# SPDX-License-Identifier: EUPL-1.2
"""Which flows there are for a country and year, and reading them as a matrix."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from samenspel.mobility.models import Flow, FlowSet
from samenspel.mobility.queries.flows import (
    countries_with_flows,
    flow_set_of,
    flow_sets,
    flows_of,
    zones_of,
)
from samenspel.register.models import Collection
from tests.mobility.small_flows import (
    AMSTERDAM,
    PURMEREND,
    TWO_TOWNS,
    load,
    two_towns,
    with_flows,
)

pytestmark = pytest.mark.django_db


def test_flows_are_those_of_the_package() -> None:
    flows = flows_of(two_towns())
    assert {(2014, *pair) for pair in flows.pairs()} == set(TWO_TOWNS)
    assert str(Flow.objects.get(origin=PURMEREND, destination=AMSTERDAM)).endswith("GM0363: 8000")
    assert flows.between(PURMEREND, AMSTERDAM) == 8_000


def test_flows_are_read_once_and_anew_when_they_changed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    found = two_towns()
    flows_of(found)
    with django_assert_num_queries(0):
        flows_of(FlowSet(pk=found.pk, fingerprint=found.fingerprint))
    load(with_flows(TWO_TOWNS[:4]))
    assert len(flows_of(FlowSet.objects.get())) == 4


def test_latest_year_comes_first(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    later = [(2016, a, b, jobs) for _, a, b, jobs in TWO_TOWNS]
    load(with_flows([*TWO_TOWNS, *later]))
    with django_assert_num_queries(1):
        found = flow_sets("nl")
        assert [one.year for one in found] == [2016, 2014]
        assert found[0].collection.slug == "voorbeeld"
    assert flow_set_of("nl") == found[0]
    assert flow_set_of("nl", 2014) == found[1]
    assert flow_set_of("nl", 2015) is None
    assert flow_set_of("be") is None
    assert countries_with_flows() == ("nl",)


def test_example_gives_way_and_the_package_observed_last_leads() -> None:
    example = two_towns()
    others = []
    for slug, on in (("older", date(2016, 1, 1)), ("newer", date(2020, 1, 1))):
        load(replace(with_flows(), name=slug, kind="inventory", observed_on=on))
        others.append(FlowSet.objects.get(collection__slug=slug))
    assert flow_sets("nl") == (others[1],)
    Collection.objects.exclude(pk=example.collection_id).update(kind="example")
    assert [one.collection.slug for one in flow_sets("nl")] == ["voorbeeld"]


def test_zones_have_the_name_and_page_of_their_municipality() -> None:
    load()
    found = zones_of(["GM0370", AMSTERDAM, "GM9999"], on=date(2026, 1, 1))
    assert {code: (zone.name, zone.is_current) for code, zone in found.items()} == {
        "GM0370": ("Beemster", False),
        AMSTERDAM: ("Amsterdam", True),
    }
    assert found[AMSTERDAM].slug == "amsterdam-gm0363"


@pytest.mark.usefixtures("example")
def test_built_in_example_has_flows() -> None:
    found = flow_set_of("nl")
    assert found is not None
    assert (found.year, found.zones, found.rounded_to) == (2014, 40, 100)
    assert flows_of(found).total == 1_001_200
