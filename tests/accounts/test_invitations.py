# SPDX-License-Identifier: EUPL-1.2
"""Invitations: a link that works once, for fourteen days, for one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from samenspel.accounts.actions import (
    VALID_FOR,
    Invited,
    ManageRefused,
    accept_as_new,
    accept_as_person,
    invite,
    renew,
    withdraw,
)
from samenspel.accounts.models import Event, Invitation, User
from samenspel.accounts.queries.people import open_invitation, open_invitation_for
from samenspel.accounts.rules import Actor, operator, visitor

from .conftest import AT, PASSWORD, TODAY, Town

TOKEN = "a" * 43
EMAIL = "nieuw@voorbeeld.example"


def invited(town: Town, **more: object) -> Invited:
    return replace(Invited("Nieuw@Voorbeeld.example ", "councillor", town.municipality), **more)


def sent(town: Town, by: Actor | None = None, **more: object) -> Invitation:
    return invite(invited=invited(town, **more), token=TOKEN, by=by or town.actor("clerk"), at=AT)


def test_only_a_hash_of_the_secret_is_kept_and_none_of_it_in_the_log(town: Town) -> None:
    invitation = sent(town)
    kept = {str(getattr(invitation, f.name)) for f in Invitation._meta.fields}
    assert TOKEN not in kept
    line = Event.objects.get(action="invite")
    assert TOKEN not in str(line.__dict__)
    assert invitation.token_hash not in str(line.__dict__)
    assert (line.object_key, line.result) == (EMAIL, "sent")


def test_the_link_finds_it_for_fourteen_days(town: Town) -> None:
    invitation = sent(town)
    assert open_invitation(TOKEN, at=AT) == invitation
    assert open_invitation(TOKEN, at=AT + VALID_FOR - timedelta(seconds=1)) == invitation
    assert open_invitation(TOKEN, at=AT + VALID_FOR) is None
    assert open_invitation("b" * 43, at=AT) is None
    assert open_invitation_for({EMAIL}, at=AT) == invitation
    assert open_invitation_for({"ander@voorbeeld.example"}, at=AT) is None


def test_who_may_invite_whom(town: Town) -> None:
    with pytest.raises(PermissionDenied):
        sent(town, town.actor("councillor"))
    with pytest.raises(PermissionDenied):
        sent(town, organisation=town.other)
    with pytest.raises(PermissionDenied):
        sent(town, kind="administrator", organisation=town.site)
    with pytest.raises(PermissionDenied):
        sent(town, email=town.people["clerk"].email)
    assert sent(town, town.actor("administrator"), kind="administrator", organisation=town.site)


def test_nobody_is_invited_twice_but_again_after_it_expired(town: Town) -> None:
    first = sent(town)
    with pytest.raises(ManageRefused) as refusal:
        invite(invited=invited(town), token="b" * 43, by=operator(), at=AT)
    assert refusal.value.field == "email"
    later = AT + VALID_FOR
    invite(invited=invited(town), token="b" * 43, by=operator(), at=later)
    first.refresh_from_db()
    assert first.withdrawn_at == later


def test_who_has_the_role_is_not_invited_to_it(town: Town) -> None:
    with pytest.raises(ManageRefused):
        sent(town, email="COUNCILLOR@voorbeeld.example")


def test_a_period_has_a_day(town: Town) -> None:
    with pytest.raises(ManageRefused):
        sent(town, valid_from=TODAY, valid_to=TODAY)


def test_accepting_makes_an_account_with_a_verified_address(town: Town) -> None:
    invitation = sent(town, valid_from=TODAY, valid_to=TODAY + timedelta(days=365))
    user = accept_as_new(
        invitation=invitation, name="Nia Nieuw", password=PASSWORD, by=visitor(), at=AT
    )
    assert (user.email, user.name, user.check_password(PASSWORD)) == (EMAIL, "Nia Nieuw", True)
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == (EMAIL, True, True)
    role = user.roles.get()
    assert (role.kind, role.organisation) == ("councillor", town.municipality)
    assert (role.valid_from, role.valid_to) == (TODAY, TODAY + timedelta(days=365))
    assert open_invitation(TOKEN, at=AT) is None
    assert PASSWORD not in str(list(Event.objects.values()))
    with pytest.raises(ManageRefused):
        accept_as_new(invitation=invitation, name="X", password=PASSWORD, by=visitor(), at=AT)


def test_without_a_password_nobody_can_log_in_with_one(town: Town) -> None:
    user = accept_as_new(invitation=sent(town), name="N", password=None, by=visitor(), at=AT)
    assert not user.has_usable_password()


def test_an_invitation_that_expired_or_was_withdrawn_is_not_accepted(town: Town) -> None:
    invitation = sent(town)
    with pytest.raises(ManageRefused):
        accept_as_new(
            invitation=invitation, name="N", password=None, by=visitor(), at=AT + VALID_FOR
        )
    withdraw(invitation=invitation, by=town.actor("clerk"), at=AT)
    assert open_invitation(TOKEN, at=AT) is None
    with pytest.raises(ManageRefused):
        accept_as_new(invitation=invitation, name="N", password=None, by=visitor(), at=AT)
    with pytest.raises(ManageRefused):
        withdraw(invitation=invitation, by=town.actor("clerk"), at=AT)


def test_who_has_an_account_gets_the_role_and_no_second_account(town: Town) -> None:
    person = town.people["secretariat"]
    invitation = sent(town, email=person.email)
    with pytest.raises(ManageRefused):
        accept_as_new(invitation=invitation, name="N", password=None, by=visitor(), at=AT)
    other = town.people["adviser"]
    with pytest.raises(PermissionDenied):
        accept_as_person(invitation=invitation, user=other, by=town.actor("adviser"), at=AT)
    accept_as_person(invitation=invitation, user=person, by=town.actor("secretariat"), at=AT)
    assert {r.kind for r in person.roles.all()} == {"secretariat", "councillor"}
    assert User.objects.filter(email=person.email).count() == 1


def test_sending_again_makes_a_new_link_and_the_old_one_stops(town: Town) -> None:
    invitation, later = sent(town), AT + timedelta(days=20)
    renewed = renew(invitation=invitation, token="b" * 43, by=town.actor("clerk"), at=later)
    assert open_invitation(TOKEN, at=later) is None
    assert open_invitation("b" * 43, at=later) == renewed
    assert renewed.expires_at == later + VALID_FOR
    for name in ("councillor", "secretariat"):
        with pytest.raises(PermissionDenied):
            renew(invitation=invitation, token="c" * 43, by=town.actor(name), at=later)
        with pytest.raises(PermissionDenied):
            withdraw(invitation=invitation, by=town.actor(name), at=later)
