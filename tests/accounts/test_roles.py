# SPDX-License-Identifier: EUPL-1.2
"""Giving and ending roles, blocking: who may, and what never happens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.actions import ManageRefused, end_role, give_role, set_blocked
from samenspel.accounts.models import Event, Organisation, Role, User
from samenspel.accounts.rules import (
    KINDS_IN,
    Actor,
    may_block,
    may_give_role,
    may_manage_some,
    operator,
)

from .conftest import AT, TODAY, Town, add_person

KINDS = [kind.value for kind in Role.Kind]
MUNICIPAL = {"councillor", "clerk", "adviser"}


def give(
    town: Town, by: Actor, kind: str, organisation: Organisation, user: User | None = None
) -> Role:
    newcomer = user or User.objects.create_user("nieuw@voorbeeld.example", None, name="Nieuw")
    return give_role(
        user=newcomer, kind=kind, organisation=organisation, valid_from=None, valid_to=None,
        by=by, at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("giver", KINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_who_may_give_which_role_where(town: Town, giver: str, kind: str) -> None:
    actor = town.actor(giver)
    for organisation in (town.municipality, town.other, town.secretariat, town.site):
        fits = kind in KINDS_IN[organisation.kind]
        own = (giver == "clerk" and organisation == town.municipality and kind in MUNICIPAL) or (
            giver == "secretariat" and organisation == town.secretariat
        )
        expected = fits and (giver == "administrator" or own)
        found = may_give_role(actor, on=TODAY, kind=kind, organisation=organisation)
        assert found is expected, (giver, kind, organisation)


def test_a_role_that_may_be_given_is_given_and_logged(town: Town) -> None:
    role = give(town, town.actor("clerk"), "councillor", town.municipality)
    assert Role.objects.get(pk=role.pk).user.email == "nieuw@voorbeeld.example"
    line = Event.objects.get(action="give_role")
    assert (line.actor, line.origin) == (town.people["clerk"], "site 192.0.2.1")
    assert line.detail["role"] == "councillor"


def test_a_role_that_may_not_be_given_is_not(town: Town) -> None:
    with pytest.raises(PermissionDenied):
        give(town, town.actor("clerk"), "councillor", town.other)
    with pytest.raises(PermissionDenied):
        give(
            town,
            town.actor("administrator"),
            "secretariat",
            town.municipality,
            town.people["clerk"],
        )
    assert not Event.objects.filter(action="give_role").exists()


def test_nobody_raises_the_own_rights(town: Town) -> None:
    for name, kind, organisation in (
        ("clerk", "adviser", town.municipality), ("administrator", "clerk", town.municipality),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            give(town, town.actor(name), kind, organisation, town.people[name])


def test_a_role_that_is_held_is_not_given_twice(town: Town) -> None:
    with pytest.raises(ManageRefused) as refusal:
        give(town, operator(), "councillor", town.municipality, town.people["councillor"])
    assert refusal.value.field == "kind"


def test_a_role_that_ended_can_begin_again(town: Town) -> None:
    role = town.people["councillor"].roles.get()
    end_role(role=role, by=town.actor("clerk"), at=AT)
    again = give(town, town.actor("clerk"), "councillor", town.municipality, role.user)
    assert (again.pk, again.valid_to) == (role.pk, None)


def test_a_period_has_a_day(town: Town) -> None:
    with pytest.raises(ManageRefused) as refusal:
        give_role(
            user=town.people["councillor"], kind="adviser", organisation=town.municipality,
            valid_from=TODAY, valid_to=TODAY, by=operator(), at=AT,
        )  # fmt: skip
    assert refusal.value.field == "last_day"


def test_ending_a_role_ends_it_today(town: Town) -> None:
    role = town.people["councillor"].roles.get()
    end_role(role=role, by=town.actor("clerk"), at=AT)
    role.refresh_from_db()
    assert role.valid_to == TODAY
    assert town.actor("councillor").roles(TODAY) == ()
    with pytest.raises(ManageRefused):
        end_role(role=role, by=town.actor("clerk"), at=AT)


def test_a_role_that_has_not_begun_is_taken_back(town: Town) -> None:
    user = add_person(
        "later", "councillor", town.municipality, valid_from=TODAY + timedelta(days=9)
    )
    end_role(role=user.roles.get(), by=town.actor("clerk"), at=AT)
    assert not user.roles.exists()


def test_a_clerk_does_not_end_the_roles_of_others(town: Town) -> None:
    for name in ("secretariat", "administrator"):
        with pytest.raises(PermissionDenied):
            end_role(role=town.people[name].roles.get(), by=town.actor("clerk"), at=AT)


def test_the_last_administrator_stays(town: Town) -> None:
    last = town.people["administrator"]
    with pytest.raises(ManageRefused):
        end_role(role=last.roles.get(), by=town.actor("administrator"), at=AT)
    with pytest.raises(ManageRefused):
        set_blocked(user=last, blocked=True, by=operator(), at=AT)
    # One who is blocked, or whose role has ended, does not count.
    blocked = add_person("blocked", "administrator", town.site)
    set_blocked(user=blocked, blocked=True, by=town.actor("administrator"), at=AT)
    add_person("former", "administrator", town.site, valid_to=date(2026, 1, 1))
    with pytest.raises(ManageRefused):
        end_role(role=last.roles.get(), by=town.actor("administrator"), at=AT)
    add_person("second", "administrator", town.site)
    end_role(role=last.roles.get(), by=town.actor("administrator"), at=AT)


def test_blocking_and_letting_in_again(town: Town) -> None:
    person = town.people["councillor"]
    set_blocked(user=person, blocked=True, by=town.actor("clerk"), at=AT)
    person.refresh_from_db()
    assert not person.is_active

    town.people["councillor"] = User.objects.get(pk=person.pk)
    assert town.actor("councillor").roles(TODAY) == ()
    with pytest.raises(ManageRefused):
        set_blocked(user=person, blocked=True, by=town.actor("clerk"), at=AT)
    set_blocked(user=person, blocked=False, by=town.actor("clerk"), at=AT)
    assert [e.action for e in Event.objects.order_by("pk")] == ["block", "unblock"]


def test_a_clerk_blocks_only_who_is_of_the_own_organisation_alone(town: Town) -> None:
    clerk = town.actor("clerk")
    assert may_block(clerk, on=TODAY, person=town.people["adviser"])
    assert not may_block(clerk, on=TODAY, person=town.people["secretariat"])
    assert not may_block(clerk, on=TODAY, person=town.people["clerk"])
    Role.objects.create(
        user=town.people["adviser"], organisation=town.other, kind=Role.Kind.ADVISER
    )
    assert not may_block(clerk, on=TODAY, person=town.people["adviser"])
    assert may_block(town.actor("administrator"), on=TODAY, person=town.people["adviser"])
    with pytest.raises(PermissionDenied):
        set_blocked(user=town.people["adviser"], blocked=True, by=clerk, at=AT)


def test_who_manages_people_at_all(town: Town) -> None:
    managing = {name for name in KINDS if may_manage_some(town.actor(name), on=TODAY)}
    assert managing == {"clerk", "secretariat", "administrator"}
