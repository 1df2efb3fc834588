# SPDX-License-Identifier: EUPL-1.2
"""The daily urban systems of a municipality, and how sure they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from samenspel.accounts.rules import operator
from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import measure
from samenspel.analysis.functional_regions.stability import ZoneStability
from samenspel.mobility.actions import ask_run, compute_waiting
from samenspel.mobility.models import FlowSet
from samenspel.mobility.queries.place_systems import (
    Scale,
    certainty_of,
    doubts_of,
    scales_of,
    systems_of,
)
from samenspel.mobility.queries.presets import presets
from samenspel.mobility.results import Doubts
from samenspel.places.queries.history import Place
from tests.mobility.small_flows import clock

CITY, TOWN, VILLAGE = "GM0001", "GM0002", "GM0003"
PLACES = {
    CITY: Place(CITY, "Stad", "stad"),
    TOWN: Place(TOWN, "Dorp", "dorp"),
    VILLAGE: Place(VILLAGE, "Buurt", "buurt"),
}
FLOWS = Flows.of(
    [CITY, TOWN, TOWN, VILLAGE, VILLAGE],
    [CITY, TOWN, CITY, VILLAGE, TOWN],
    [1000, 300, 200, 50, 150],
)


def scale(key: str, **region_of: int) -> Scale:
    return Scale(key, region_of, measure(FLOWS, region_of))


SMALL = scale("klein", GM0001=1, GM0002=2, GM0003=2)
LARGE = scale("groot", GM0001=1, GM0002=1, GM0003=1)


def test_a_system_has_a_core_and_the_share_that_works_inside() -> None:
    near, far = systems_of([SMALL, LARGE], FLOWS, [VILLAGE], PLACES)
    assert near.core.name == "Dorp"
    assert [member.name for member in near.members] == ["Buurt", "Dorp"]
    assert near.works_inside == 1.0
    assert near.works_in_core == 150 / 200
    assert far.core.name == "Stad"
    assert far.works_in_core == 0.0
    assert not far.is_core


def test_the_same_system_at_several_scales_is_said_once() -> None:
    [one] = systems_of([replace(LARGE, key="gewoon"), LARGE], FLOWS, [CITY], PLACES)
    assert one.is_core
    assert one.scale_names == "regio en grote regio"


def test_zones_in_two_systems_count_where_most_residents_are() -> None:
    [one] = systems_of([SMALL], FLOWS, [CITY, VILLAGE], PLACES)
    assert one.core.name == "Stad"


def test_a_zone_in_no_region_has_no_system() -> None:
    assert systems_of([scale("klein", GM0001=1)], FLOWS, [VILLAGE], PLACES) == ()


def doubts(zone: ZoneStability) -> Doubts:
    return Doubts(runs=10, years=(2013, 2014), zones=(zone,), edges=())


@pytest.mark.parametrize(
    ("share", "second", "belongs", "is_doubtful", "other"),
    [
        (1.0, "", (CITY,), False, None),
        (0.6, TOWN, (CITY, TOWN), True, "Dorp"),
        (0.9, TOWN, (CITY,), False, None),
    ],
)
def test_certainty_names_a_second_system_only_where_it_matters(
    share: float, second: str, belongs: tuple[str, ...], is_doubtful: bool, other: str | None
) -> None:
    zone = ZoneStability(VILLAGE, CITY, share, second, 1 - share, 0.0, belongs)
    found = certainty_of(doubts(zone), [VILLAGE], PLACES)
    assert found is not None
    assert (found.core.name, found.share, found.runs) == ("Stad", share, 10)
    assert found.is_doubtful == is_doubtful
    assert (found.second.name if found.second else None) == other


def test_without_a_trial_or_for_several_zones_nothing_is_said() -> None:
    zone = ZoneStability(VILLAGE, CITY, 1.0, "", 0.0, 0.0, (CITY,))
    nowhere = ZoneStability(VILLAGE, "", 1.0, "", 0.0, 1.0, ())
    assert certainty_of(None, [VILLAGE], PLACES) is None
    assert certainty_of(doubts(zone), [VILLAGE, TOWN], PLACES) is None
    assert certainty_of(doubts(zone), [TOWN], PLACES) is None
    assert certainty_of(doubts(nowhere), [VILLAGE], PLACES) is None


def test_flows_that_make_no_region_have_no_scale() -> None:
    assert scales_of(Flows.of([CITY, TOWN], [CITY, TOWN], [5, 5])) == ()


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
def test_how_sure_it_is_comes_from_the_run_of_the_usual_regions(client: Client) -> None:
    [flow_set] = FlowSet.objects.all()
    assert doubts_of(flow_set) is None
    assert "We hebben het" not in client.get("/gemeenten/almere-gm0034/woon-werk/").text
    usual = presets()[0].request
    for parameters in (usual.parameters, presets()[2].request.parameters):
        request = replace(usual, stability=True, parameters=parameters)
        run = ask_run(flow_set=flow_set, request=request, by=operator(), clock=clock())
        compute_waiting(run_id=run.pk, clock=clock())
    found = doubts_of(flow_set)
    assert found is not None
    assert found.runs > 1
    html = client.get("/gemeenten/almere-gm0034/woon-werk/").text
    assert f"We hebben het {found.runs} keer berekend" in html
