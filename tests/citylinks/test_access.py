# SPDX-License-Identifier: EUPL-1.2
"""Who stands how to a link."""

from __future__ import annotations

from datetime import date

import pytest

from samenspel.accounts.rules import visitor
from samenspel.citylinks.access import Access
from samenspel.citylinks.rules import KEEP_FILE, RECORD_DECISION, SEE_FILE
from samenspel.places.models import Municipality, MunicipalityChange
from tests.citylinks.small_links import acting, make_link, municipality, user, without_role

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def test_people_of_a_party_are_members() -> None:
    world = make_link()
    assert Access(world.actor("councillor", 1), world.link, on=DAY).is_member
    assert not Access(world.actor("councillor", 5), world.link, on=DAY).is_member
    assert not Access(visitor(), world.link, on=DAY).is_member


def test_somebody_named_in_the_file_is_a_member_until_the_last_day() -> None:
    world = make_link(abroad=True)
    colleague = without_role()
    person = world.person(2)
    person.user = colleague
    person.save()
    assert Access(acting(colleague), world.link, on=DAY).may(KEEP_FILE)
    person.valid_to = date(2026, 3, 1)
    person.save()
    assert not Access(acting(colleague), world.link, on=DAY).is_member


def test_a_party_that_left_is_no_longer_a_member() -> None:
    world = make_link()
    party = world.parties[1]
    party.valid_to = date(2025, 1, 1)
    party.save()
    assert not Access(world.actor("clerk", 1), world.link, on=DAY).is_member


def test_a_merged_municipality_is_acted_for_by_its_successor() -> None:
    world = make_link()
    successor = municipality(3)
    MunicipalityChange.objects.create(
        date=date(2024, 1, 1), kind="merge", old=municipality(1), new=successor
    )
    Municipality.objects.filter(pk=municipality(1).pk).update(valid_to=date(2024, 1, 1))
    access = Access(world.actor("clerk", 3), world.link, on=DAY)
    assert access.may(SEE_FILE)
    assert access.may(RECORD_DECISION, party=world.parties[1])


def test_access_asks_a_constant_number_of_times(
    django_assert_max_num_queries: object,
) -> None:
    world = make_link()
    clerk = acting(user("clerk", 0))
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        access = Access(clerk, world.link, on=DAY)
        assert access.may(SEE_FILE)
        assert access.may(KEEP_FILE)
        assert not access.may(RECORD_DECISION, party=world.parties[1])
