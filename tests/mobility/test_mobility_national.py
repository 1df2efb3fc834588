# SPDX-License-Identifier: EUPL-1.2
"""Commuting of the Netherlands: nine years in one division, quickly read and computed with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samenspel.accounts.rules import visitor
from samenspel.mobility.actions import ask_run
from samenspel.mobility.queries.flows import flow_set_of, flow_sets, flows_of
from samenspel.mobility.queries.neighbours import neighbour_source, neighbours_of
from samenspel.mobility.queries.presets import preset_of
from samenspel.mobility.queries.runs import result_of
from tests.mobility.small_flows import clock

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.national,
    pytest.mark.usefixtures("national"),
]


def test_nine_national_years_are_of_one_division() -> None:
    found = flow_sets("nl")
    assert [one.year for one in found] == list(range(2014, 2005, -1))
    assert {one.division_on for one in found} == {date(2014, 1, 1)}
    assert {one.rounded_to for one in found} == {100}
    assert found[0].zones == 403
    assert sum(one.pairs for one in found) == 85_165
    assert "Banen van werknemers" in found[0].source
    assert flows_of(found[0]).total == found[0].total
    assert flows_of(found[0]) is flows_of(found[0])


def test_usual_requirements_give_34_regions_kept_for_the_next_who_asks() -> None:
    found, usual = flow_set_of("nl"), preset_of("gewoon")
    assert found is not None
    assert usual is not None
    run = ask_run(flow_set=found, request=usual.request, by=visitor(), clock=clock())
    assert len(result_of(run).statistics.regions) == 34
    again = ask_run(flow_set=found, request=usual.request, by=visitor(), clock=clock())
    assert (again.pk, again.attempt, again.finished_at) == (run.pk, 1, run.finished_at)


def test_every_municipality_of_the_mainland_has_neighbours() -> None:
    found = flow_set_of("nl")
    assert found is not None
    beside = neighbours_of(found, neighbour_source(found))
    islands = {"GM0060", "GM0088", "GM0093", "GM0096", "GM0448"}
    assert {code for code, others in beside.items() if not others} <= islands
    assert "GM0361" in beside["GM0400"] or "GM0441" in beside["GM0400"]


def test_contiguous_regions_are_as_many_and_in_one_piece() -> None:
    found, usual = flow_set_of("nl"), preset_of("gewoon")
    assert found is not None
    assert usual is not None
    request = replace(usual.request, contiguous=True, levels=True)
    run = ask_run(flow_set=found, request=request, by=visitor(), clock=clock())
    result = result_of(run)
    assert result.connected
    assert {move.zone for move in result.connected} == {
        zone for zone, region in result.region_of.items() if region != result.delineated[zone]
    }
    assert [len(level.statistics.regions) for level in result.levels] == [56, 34, 15]
