# SPDX-License-Identifier: EUPL-1.2
"""When somebody leaves, the work is written down and a successor takes it over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from samenspel.accounts.models import Event
from samenspel.citylinks.access import Access
from samenspel.citylinks.actions.handover import (
    HandoverValues,
    begin_handover,
    cancel_handover,
    finish_handover,
    write_handover,
)
from samenspel.citylinks.actions.people_forget import forget_person
from samenspel.citylinks.models import Handover, Person
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from tests.citylinks.small_links import AT, World, acting, make_link, without_role

pytestmark = pytest.mark.django_db
LAST = date(2026, 3, 31)
TODAY = AT.date()


class Leaving:
    """A coordinator with an account who leaves at the end of the month."""

    def __init__(self) -> None:
        self.world: World = make_link()
        self.by = self.world.actor("clerk")
        self.person: Person = self.world.person(0, name="Ada Wiele")
        self.person.user = without_role()
        self.person.save()

    def begin(self, last_day: date = LAST) -> Handover:
        return begin_handover(person=self.person, last_day=last_day, by=self.by, at=AT)

    def finish(self, handover: Handover, successor: Person, on: date = TODAY) -> Handover:
        return finish_handover(handover=handover, successor=successor, on=on, by=self.by, at=AT)

    def write(self, handover: Handover, edition: int = 1) -> Handover:
        values = HandoverValues(open_matters=" Stages ", advice="Bel vaak.")
        return write_handover(handover=handover, values=values, edition=edition, by=self.by, at=AT)


def refused(act: Callable[[], object], field: str = "") -> str:
    with override("en"), pytest.raises(LinkRefused) as caught:
        act()
    assert caught.value.field == field
    return caught.value.message


def test_a_handover_goes_from_the_last_day_to_the_successor() -> None:
    here = Leaving()
    handover = here.begin()
    assert "under way" in refused(here.begin)
    here.write(handover)
    next_one = here.world.person(0, name="Bas Bos")
    done = here.finish(handover, next_one)
    assert (done.successor, done.done_on, done.open_matters) == (next_one, TODAY, "Stages")
    here.person.refresh_from_db()
    assert here.person.valid_to == LAST + timedelta(days=1)
    user = here.person.user
    assert user is not None
    assert Access(acting(user), here.world.link, on=LAST).is_member
    assert not Access(acting(user), here.world.link, on=LAST + timedelta(days=1)).is_member
    for act in (
        lambda: here.finish(handover, next_one),
        lambda: cancel_handover(handover=handover, by=here.by, at=AT),
    ):
        assert "done already" in refused(act)
    # What was forgotten can still be added.
    assert here.write(handover, edition=3).edition == 4
    details: list[dict[str, Any]] = list(
        Event.objects.filter(action__contains="handover").values_list("detail", flat=True)
    )
    assert details == [{"handover": handover.pk, "person": here.person.pk}] * 4


def test_the_successor_is_somebody_of_the_same_party_who_is_there() -> None:
    here = Leaving()
    handover = here.begin()
    gone = here.world.person(0, name="Cor Weg")
    Person.objects.filter(pk=gone.pk).update(valid_to=date(2025, 1, 1))
    removed = here.world.person(0, name="Dirk Dijk")
    forget_person(person=removed, by=here.by, at=AT)
    assert "Nothing was written" in refused(lambda: here.finish(handover, gone))
    here.write(handover)
    for wrong in (gone, removed, here.person, here.world.person(1)):
        refused(lambda wrong=wrong: here.finish(handover, wrong), "successor")  # type: ignore[misc]
    right = here.world.person(0, name="Eva Es")
    refused(lambda: here.finish(handover, right, on=TODAY + timedelta(days=1)), "on")
    with pytest.raises(ChangedMeanwhile):
        here.write(handover)


def test_who_stays_after_all_has_no_last_day() -> None:
    here = Leaving()
    cancel_handover(handover=here.begin(), by=here.by, at=AT)
    here.person.refresh_from_db()
    assert here.person.valid_to is None
    assert not Handover.objects.exists()


def test_a_last_day_comes_after_the_first_and_of_somebody_who_is_in_the_file() -> None:
    here = Leaving()
    refused(lambda: here.begin(date(2019, 1, 1)), "last_day")
    forget_person(person=here.person, by=here.by, at=AT)
    assert "removed" in refused(here.begin)


def test_councillors_read_a_handover_and_do_not_begin_one() -> None:
    here = Leaving()
    with pytest.raises(PermissionDenied):
        begin_handover(person=here.person, last_day=LAST, by=here.world.actor("councillor"), at=AT)
