# SPDX-License-Identifier: EUPL-1.2
"""Access tokens: shown once, kept as a digest, ended by time, by the owner or with the person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from samenspel.accounts.actions import ManageRefused, make_token, revoke_token, use_token
from samenspel.accounts.actions.tokens import MOST_TOKENS
from samenspel.accounts.models import AccessToken, Event, User
from samenspel.accounts.rules import Actor, operator

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
SECRET = "a-secret-that-is-long-enough-to-be-one"


@pytest.fixture
def rana() -> Actor:
    user = User.objects.create_user("rana@voorbeeld.example", "een-lang-wachtwoord", name="Rana")
    return Actor("Rana", "site", user)


def made(
    by: Actor, *, days: int = 30, secret: str = SECRET, name: str = "Zaaksysteem"
) -> AccessToken:
    return make_token(name=name, days=days, secret=secret, by=by, at=AT)


def test_a_token_stands_for_its_owner_and_only_a_digest_is_kept(rana: Actor) -> None:
    token = made(rana)
    assert use_token(secret=SECRET, at=AT) == rana.user
    stored = [str(getattr(token, field.attname)) for field in AccessToken._meta.concrete_fields]
    assert not any(SECRET in value for value in stored)
    assert SECRET not in str(Event.objects.get(action="make_token").detail)


def test_it_works_on_its_last_day_and_not_after(rana: Actor) -> None:
    made(rana, days=1)
    assert use_token(secret=SECRET, at=AT + timedelta(days=1)) == rana.user
    assert use_token(secret=SECRET, at=AT + timedelta(days=2)) is None


def test_the_day_of_use_is_remembered(rana: Actor) -> None:
    token = made(rana)
    for at in (AT, AT, AT + timedelta(days=3)):
        use_token(secret=SECRET, at=at)
    token.refresh_from_db()
    assert token.last_used_on == date(2026, 6, 4)


def test_a_revoked_token_no_longer_works_and_that_is_logged_once(rana: Actor) -> None:
    token = made(rana)
    revoke_token(token=token, by=rana, at=AT)
    revoke_token(token=token, by=rana, at=AT)
    assert use_token(secret=SECRET, at=AT) is None
    assert Event.objects.filter(action="revoke_token").count() == 1


def test_a_blocked_person_has_no_working_token(rana: Actor) -> None:
    made(rana)
    User.objects.update(is_active=False)
    assert use_token(secret=SECRET, at=AT) is None


@pytest.mark.parametrize("secret", ["", "x", "\ud800", SECRET.upper()])
def test_another_secret_is_nobody(rana: Actor, secret: str) -> None:
    made(rana)
    assert use_token(secret=secret, at=AT) is None


def test_nobody_revokes_the_token_of_another(rana: Actor) -> None:
    token = made(rana)
    other = User.objects.create_user("sem@voorbeeld.example", "x", name="Sem")
    for by in (Actor("Sem", "site", other), operator()):
        with pytest.raises(PermissionDenied):
            revoke_token(token=token, by=by, at=AT)


def test_the_operator_has_no_tokens() -> None:
    with pytest.raises(PermissionDenied):
        made(operator())


@pytest.mark.parametrize(("name", "days"), [("  ", 30), ("x", 0), ("x", 367)])
def test_a_token_has_a_name_and_an_end(rana: Actor, name: str, days: int) -> None:
    with pytest.raises(ManageRefused):
        made(rana, name=name, days=days)


def test_a_secret_that_can_be_guessed_is_refused(rana: Actor) -> None:
    with pytest.raises(ValueError, match="guessed"):
        made(rana, secret="short")


def test_there_is_an_end_to_the_number_of_tokens(rana: Actor) -> None:
    for number in range(MOST_TOKENS):
        made(rana, secret=f"{SECRET}{number}")
    with pytest.raises(ManageRefused):
        made(rana)


def test_the_page_shows_a_new_secret_once_and_the_token_works(rana: Actor, client: Client) -> None:
    assert rana.user is not None
    client.force_login(rana.user)
    page = client.post(reverse("access-tokens"), {"name": "Zaaksysteem", "days": "90"})
    assert page.status_code == 200
    secret = page.context["secret"]
    assert secret in page.content.decode()
    again = client.get(reverse("access-tokens"))
    assert secret not in again.content.decode()
    assert "Zaaksysteem" in again.content.decode()
    bearer = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/rollen", headers=bearer).status_code == 200
    token = AccessToken.objects.get()
    client.post(reverse("access-token-revoke", args=[token.pk]))
    assert Client().get("/api/v1/rollen", headers=bearer).status_code == 401


def test_the_page_tells_what_is_missing(rana: Actor, client: Client) -> None:
    assert rana.user is not None
    client.force_login(rana.user)
    assert client.post(reverse("access-tokens"), {"name": "", "days": "90"}).status_code == 400
    for number in range(MOST_TOKENS):
        made(rana, secret=f"{SECRET}{number}", days=366)
    AccessToken.objects.update(expires_on=date(2100, 1, 1))
    refused = client.post(reverse("access-tokens"), {"name": "Nog een", "days": "90"})
    assert refused.status_code == 400
    assert AccessToken.objects.count() == MOST_TOKENS


def test_a_token_of_another_cannot_be_revoked_by_its_number(rana: Actor, client: Client) -> None:
    token = made(rana)
    other = User.objects.create_user("sem@voorbeeld.example", "x", name="Sem")
    client.force_login(other)
    assert client.post(reverse("access-token-revoke", args=[token.pk])).status_code == 404
