# SPDX-License-Identifier: EUPL-1.2
"""The burden of a country follows what people told, and costs few queries."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from samenspel.accounts.rules import operator
from samenspel.analysis.burden import Amount
from samenspel.analysis.burden_assumptions import DEFAULT_ASSUMPTIONS
from samenspel.insight.actions.workload import (
    reset_assumption,
    set_assumption,
    tell_workload,
    withdraw_workload,
)
from samenspel.insight.models import BurdenAssumption
from samenspel.insight.queries.burden.measure import burden_of, current_assumptions, workloads
from samenspel.insight.queries.congruence import congruence_by_task_of, congruence_of
from samenspel.register.models import ArrangementVersion
from tests.insight.small_country import ALMERE, AMSTERDAM, DIEMEN, Made, facts, load

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
FORM = "openbaar_lichaam"
BODY = {"legal_form": "Openbaar lichaam"}
AMOUNTS = {
    name: Decimal(number)
    for name, number in zip(
        ("seats", "meetings", "member_hours", "official_hours", "pages"), (2, 5, 3, 1, 10),
        strict=True,
    )
}  # fmt: skip


def version(key: str = "zorg") -> ArrangementVersion:
    return ArrangementVersion.objects.get(key=key)


def tell(year: int, **amounts: int) -> None:
    tell_workload(
        version=version(),
        year=year,
        amounts={name: Decimal(number) for name, number in amounts.items()},
        source="Jaarverslag",
        by=operator(),
        at=AT,
    )


def test_without_anything_told_the_defaults_count() -> None:
    load({"zorg": Made([AMSTERDAM, DIEMEN], BODY), "los": Made([DIEMEN])})
    found = burden_of(facts())
    body, unknown = DEFAULT_ASSUMPTIONS[FORM], DEFAULT_ASSUMPTIONS["unknown"]
    assert found.of(AMSTERDAM).meetings.total == body.meetings
    assert found.of(DIEMEN).meetings.total == body.meetings + unknown.meetings
    assert found.of(ALMERE).pages == Amount()


def test_a_changed_assumption_counts_at_once_and_so_does_the_default_again() -> None:
    load({"zorg": Made([AMSTERDAM, DIEMEN], BODY)})
    before = burden_of(facts()).of(AMSTERDAM)
    set_assumption(legal_form=FORM, amounts=AMOUNTS, note="Geteld", by=operator(), at=AT)
    assert burden_of(facts()).of(AMSTERDAM).member_hours.total == 30
    assert current_assumptions()[FORM].note == "Geteld"
    reset_assumption(legal_form=FORM, by=operator(), at=AT)
    assert burden_of(facts()).of(AMSTERDAM) == before


def test_an_assumption_of_a_form_that_is_no_more_is_let_be() -> None:
    BurdenAssumption.objects.create(
        legal_form="gilde", note="x", at=AT, actor_name="Beheer", **AMOUNTS
    )
    assert current_assumptions() == dict(DEFAULT_ASSUMPTIONS)


def test_real_figures_go_before_assumptions_from_their_year_on() -> None:
    load({"zorg": Made([AMSTERDAM, DIEMEN], BODY)})
    tell(2024, meetings=9)
    tell(2025, meetings=7, seats=3)
    now = burden_of(facts())
    assert now.of(AMSTERDAM).meetings.known == 7
    assert now.of(AMSTERDAM).seats.known == 3
    assert now.of(AMSTERDAM).member_hours.known == 0
    assert burden_of(facts(date(2024, 3, 1))).of(AMSTERDAM).meetings.known == 9
    assert burden_of(facts(date(2023, 12, 31))).of(AMSTERDAM).meetings.known == 0


def test_what_was_taken_back_counts_no_more() -> None:
    load({"zorg": Made([AMSTERDAM, DIEMEN], BODY)})
    tell(2024, meetings=9)
    tell(2025, meetings=7)
    withdraw_workload(version=version(), year=2025, by=operator(), at=AT)
    assert burden_of(facts()).of(DIEMEN).meetings.known == 9
    assert {slug: row.year for slug, row in workloads(on=facts().on).items()} == {
        version().arrangement.slug: 2024
    }
    withdraw_workload(version=version(), year=2024, by=operator(), at=AT)
    assert burden_of(facts()).of(DIEMEN).meetings.known == 0
    assert workloads(on=facts().on) == {}


def test_seats_that_the_register_has_are_known_for_that_member_alone() -> None:
    load({"zorg": Made([AMSTERDAM, DIEMEN], BODY, votes={AMSTERDAM: 2})})
    found = burden_of(facts())
    assert found.of(AMSTERDAM).seats == Amount(known=found.of(AMSTERDAM).seats.total)
    assert found.of(DIEMEN).seats.known == 0


def test_it_costs_one_query_at_hand_and_two_when_not(django_assert_num_queries: Any) -> None:
    load({"zorg": Made([AMSTERDAM, DIEMEN], BODY)})
    here = facts()
    with django_assert_num_queries(2):
        first = burden_of(here)
    with django_assert_num_queries(1):
        assert burden_of(here) is first
    with django_assert_num_queries(0):
        congruence_of(here)


def test_congruence_by_task_counts_an_arrangement_once_for_each_policy_area() -> None:
    areas = {"policy_areas": "huisvesting|verkeer"}
    load({"zorg": Made([AMSTERDAM, DIEMEN, ALMERE], areas), "los": Made([AMSTERDAM, DIEMEN])})
    here = facts()
    place = here.participations.index_of(AMSTERDAM)
    assert congruence_of(here).numerator[place] == 3
    found = congruence_by_task_of(here)
    number = len(here.arrangement("zorg").policy_areas)
    assert number > 1
    assert found.numerator[place] == 2 * number + 1
