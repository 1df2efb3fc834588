# SPDX-License-Identifier: EUPL-1.2
"""Who may change the register: roles, ties, and municipalities that act for those before them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from samenspel.accounts.models import Role
from samenspel.accounts.rules import Actor, operator, visitor
from samenspel.places.models import Municipality, MunicipalityChange
from samenspel.register.models import Participation
from samenspel.register.rules import (
    CORRECT_ARRANGEMENT,
    acting_role,
    all_of_municipality,
    may_add_arrangement,
    may_appoint_secretariat,
    may_confirm_arrangement,
    may_correct_arrangement,
    may_correct_participation,
    predecessors,
    tie_to_organisation,
)
from tests.register.small_register import (
    OLD,
    SAFETY,
    clerk,
    load,
    organisation_of,
    participation,
    person,
    secretariat,
    site,
    version,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 7, 1)
Kind = Role.Kind


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load()


def members() -> dict[str, Actor]:
    """People by what they are to the safety region, of which Haarlem (GM0392) is a member."""
    own, other, office = organisation_of("GM0392"), organisation_of("GM0439"), secretariat()
    return {
        "visitor": visitor(),
        "operator": operator(),
        "councillor": person(Kind.COUNCILLOR.value, own),
        "clerk": person(Kind.CLERK.value, own),
        "adviser": person(Kind.ADVISER.value, own),
        "clerk elsewhere": person(Kind.CLERK.value, other),
        "secretariat": person(Kind.SECRETARIAT.value, office),
        "other secretariat": person(Kind.SECRETARIAT.value, secretariat("Ander")),
        "administrator": person(Kind.ADMINISTRATOR.value, site()),
    }


def who(may: Callable[[Actor], bool]) -> set[str]:
    return {name for name, actor in members().items() if may(actor)}


ALWAYS = {"operator", "administrator"}
OWN = {"clerk", "adviser"}


def test_without_a_secretariat_the_municipalities_that_take_part_keep_the_record() -> None:
    one = version(SAFETY)
    assert who(lambda a: may_correct_arrangement(a, one, on=ON)) == ALWAYS | OWN
    assert who(lambda a: may_confirm_arrangement(a, one, on=ON)) == ALWAYS | OWN
    other = participation("GM0394")
    assert who(lambda a: may_correct_participation(a, other, on=ON)) == ALWAYS | OWN


def test_with_a_secretariat_a_municipality_keeps_what_is_its_own() -> None:
    one = version(SAFETY)
    one.arrangement.secretariat = secretariat()
    one.arrangement.save()
    office = {"secretariat"}
    assert who(lambda a: may_correct_arrangement(a, one, on=ON)) == ALWAYS | office
    assert who(lambda a: may_confirm_arrangement(a, one, on=ON)) == ALWAYS | office | OWN
    own, other = participation("GM0392"), participation("GM0394")
    assert who(lambda a: may_correct_participation(a, own, on=ON)) == ALWAYS | office | OWN
    assert who(lambda a: may_correct_participation(a, other, on=ON)) == ALWAYS | office


def test_arrangements_are_added_by_people_of_the_organisation() -> None:
    own, office = organisation_of("GM0392"), secretariat()
    assert who(lambda a: may_add_arrangement(a, own, on=ON)) == ALWAYS | OWN
    assert who(lambda a: may_add_arrangement(a, office, on=ON)) == ALWAYS | {"secretariat"}


def test_secretariats_are_appointed_by_administrators() -> None:
    arrangement = version(SAFETY).arrangement
    assert who(lambda a: may_appoint_secretariat(a, arrangement, on=ON)) == ALWAYS


def test_municipality_acts_for_those_that_merged_into_it_also_in_steps() -> None:
    beemster, purmerend, edam, zeevang = (
        Municipality.objects.get(code=code) for code in ("GM0370", "GM0439", "GM0385", "GM0478")
    )
    assert all_of_municipality(purmerend) == {purmerend.pk, beemster.pk}
    assert all_of_municipality(edam) == {edam.pk, zeevang.pk}
    MunicipalityChange.objects.create(date=date(2030, 1, 1), kind="merge", old=edam, new=purmerend)
    assert all_of_municipality(purmerend) == {purmerend.pk, beemster.pk, edam.pk, zeevang.pk}
    MunicipalityChange.objects.filter(old=zeevang).update(kind="split")
    assert predecessors([purmerend.pk, edam.pk]) == {
        purmerend.pk: {purmerend.pk, beemster.pk, edam.pk},
        edam.pk: {edam.pk},
    }
    assert predecessors([]) == {}


def test_who_succeeds_a_participant_keeps_the_record() -> None:
    Participation.objects.filter(version__key=OLD).exclude(code="GM0370").delete()
    assert may_correct_arrangement(clerk("GM0439"), version(OLD), on=ON)
    assert may_correct_participation(clerk("GM0439"), participation("GM0370", OLD), on=ON)
    assert not may_correct_arrangement(clerk("GM0385"), version(OLD), on=ON)


def test_role_that_ended_and_person_who_is_blocked_give_no_right() -> None:
    one = version(SAFETY)
    actor = clerk("GM0392")
    assert actor.user is not None
    Role.objects.filter(user=actor.user).update(valid_to=ON)
    assert not may_correct_arrangement(actor, one, on=ON)
    Role.objects.filter(user=actor.user).update(valid_to=None)
    actor.user.is_active = False
    assert not may_correct_arrangement(Actor("x", "site", actor.user), one, on=ON)


def test_acts_carry_the_role_that_gives_the_right() -> None:
    own = organisation_of("GM0392")
    actor = person(Kind.ADVISER.value, own)
    assert actor.user is not None
    Role.objects.create(user=actor.user, organisation=secretariat(), kind=Kind.SECRETARIAT)
    found = acting_role(actor, CORRECT_ARRANGEMENT, on=ON, tie=tie_to_organisation(secretariat()))
    assert found is not None
    assert found.organisation_id == secretariat().pk
    nobody: Any = acting_role(operator(), CORRECT_ARRANGEMENT, on=ON, tie=tie_to_organisation(own))
    assert nobody is None


def test_ties_take_the_same_number_of_queries_for_any_number_of_participants(
    django_assert_max_num_queries: Any,
) -> None:
    for key in (SAFETY, OLD):
        one, actor = version(key), clerk("GM0392")
        with django_assert_max_num_queries(3):
            may_correct_arrangement(actor, one, on=ON)
