# SPDX-License-Identifier: EUPL-1.2
"""Telling what taking part asks: who may, what is refused, what stays to be seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from samenspel.accounts.models import Event, Role
from samenspel.accounts.rules import Actor, operator
from samenspel.analysis.burden import FIGURES
from samenspel.insight.actions.workload import (
    put_back_assumption,
    reset_assumption,
    reset_assumptions,
    set_assumption,
    tell_workload,
    withdraw_workload,
)
from samenspel.insight.models import BurdenAssumption, Workload
from samenspel.insight.queries.burden.measure import current_assumptions
from samenspel.register.actions import EditRefused
from tests.register.small_register import LIGHT, clerk, load, person, site, version

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
KEEPER, OUTSIDER = "GM0358", "GM0479"
AMOUNTS: dict[str, Decimal | None] = {name: Decimal(2) for name in FIGURES}


@pytest.fixture(autouse=True)
def _register() -> None:
    load()


def administrator() -> Actor:
    return person(Role.Kind.ADMINISTRATOR.value, site())


def assume(**changes: Any) -> BurdenAssumption:
    values = {"legal_form": "netwerk", "amounts": AMOUNTS, "note": "Geteld", "by": operator()}
    return set_assumption(at=AT, **{**values, **changes})


def tell(**changes: Any) -> Workload:
    values = {"version": version(LIGHT), "year": 2025, "amounts": AMOUNTS, "source": "Jaarverslag"}
    return tell_workload(at=AT, **{**values, "by": operator(), **changes})


def refused(act: Callable[..., object], **changes: Any) -> str | None:
    with pytest.raises(EditRefused) as refusal:
        act(**changes)
    assert refusal.value.message
    return refusal.value.field


def test_administrators_change_assumptions_and_the_log_says_so() -> None:
    row = assume(by=administrator())
    assert current_assumptions()["netwerk"].pages == 2
    event = Event.objects.get(action="set_burden_assumption")
    assert (event.object_key, event.detail["pages"]) == ("netwerk", "2")
    assert row.actor is not None
    assert str(row) == "netwerk 2026-07-01 09:00"


def test_nobody_else_changes_assumptions() -> None:
    row = assume()
    by = clerk(KEEPER)
    for act in (
        lambda: assume(by=by),
        lambda: reset_assumption(legal_form="netwerk", by=by, at=AT),
        lambda: reset_assumptions(by=by, at=AT),
        lambda: put_back_assumption(row=row, by=by, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_assumption_is_whole_and_says_why() -> None:
    assert refused(assume, legal_form="gilde") == "legal_form"
    assert refused(assume, note="  ") == "note"
    assert refused(assume, amounts={**AMOUNTS, "pages": None}) == "pages"
    assert refused(assume, amounts={**AMOUNTS, "seats": Decimal("-1")}) == "seats"
    assert refused(assume, amounts={**AMOUNTS, "meetings": Decimal("0.001")}) == "meetings"


def test_defaults_come_back_one_by_one_or_all() -> None:
    assume()
    assume(legal_form="stichting")
    assert reset_assumption(legal_form="netwerk", by=operator(), at=AT) is not None
    assert reset_assumption(legal_form="netwerk", by=operator(), at=AT) is None
    assert reset_assumption(legal_form="convenant", by=operator(), at=AT) is None
    assert reset_assumptions(by=operator(), at=AT) == 1
    assert reset_assumptions(by=operator(), at=AT) == 0


def test_an_earlier_assumption_can_be_put_back_and_nothing_is_lost() -> None:
    first = assume()
    second = assume(amounts={**AMOUNTS, "pages": Decimal(9)})
    put_back_assumption(row=first, by=operator(), at=AT)
    assert current_assumptions()["netwerk"].pages == 2
    default = reset_assumption(legal_form="netwerk", by=operator(), at=AT)
    assert default is not None
    put_back_assumption(row=second, by=operator(), at=AT)
    assert current_assumptions()["netwerk"].pages == 9
    put_back_assumption(row=default, by=operator(), at=AT)
    assert BurdenAssumption.objects.filter(legal_form="netwerk").count() == 6


def test_what_counts_already_is_not_put_back() -> None:
    row = assume()
    refused(put_back_assumption, row=row, by=operator(), at=AT)
    first = reset_assumption(legal_form="netwerk", by=operator(), at=AT)
    assert first is not None
    # Two that say the default one after the other, as two people at once can make.
    BurdenAssumption.objects.create(
        legal_form="netwerk", is_default=True, at=AT, actor_name="Beheer"
    )
    refused(put_back_assumption, row=first, by=operator(), at=AT)


def test_who_keeps_the_record_tells_its_workload_on_behalf_of_the_organisation() -> None:
    row = tell(by=clerk(KEEPER), amounts={"meetings": Decimal(3)})
    assert (row.meetings, row.pages, row.organisation_name) == (3, None, "Gemeente Aalsmeer")
    assert str(row) == f"{version(LIGHT).arrangement.slug} 2025"
    event = Event.objects.get(action="tell_workload")
    assert event.detail == {"year": 2025, "meetings": "3"}
    assert tell().organisation_name == ""


def test_others_do_not_tell_nor_take_back() -> None:
    tell()
    with pytest.raises(PermissionDenied):
        tell(by=clerk(OUTSIDER))
    with pytest.raises(PermissionDenied):
        withdraw_workload(version=version(LIGHT), year=2025, by=clerk(OUTSIDER), at=AT)


def test_a_workload_says_something_about_a_year_that_began_with_its_source() -> None:
    assert refused(tell, source=" ") == "source"
    assert refused(tell, year=2027) == "year"
    assert refused(tell, year=1899) == "year"
    assert refused(tell, amounts={}) == "seats"
    assert refused(tell, amounts={"pages": Decimal(10_001)}) == "pages"
    assert not Workload.objects.exists()


def test_taking_back_leaves_the_history() -> None:
    tell()
    withdraw_workload(version=version(LIGHT), year=2025, by=clerk(KEEPER), at=AT)
    assert [row.is_withdrawn for row in Workload.objects.order_by("pk")] == [False, True]
    refused(withdraw_workload, version=version(LIGHT), year=2025, by=operator(), at=AT)
    refused(withdraw_workload, version=version(LIGHT), year=2024, by=operator(), at=AT)


@pytest.mark.parametrize("make", [assume, tell])
def test_what_was_told_is_never_changed_or_removed(make: Callable[[], Any]) -> None:
    row = make()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    for act in (
        lambda: type(row).objects.filter(pk=row.pk).update(actor_name="Ander"),
        lambda: type(row).objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.parametrize(
    "values",
    [{"pages": Decimal(10_001)}, {"is_default": True}, {"seats": None}],
    ids=["large", "default-with-amounts", "missing"],
)
def test_the_database_keeps_assumptions_whole(values: dict[str, Any]) -> None:
    named = {**AMOUNTS, **values}
    with pytest.raises(IntegrityError), transaction.atomic():
        BurdenAssumption.objects.create(legal_form="netwerk", at=AT, actor_name="x", **named)
