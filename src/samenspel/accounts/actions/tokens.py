# SPDX-License-Identifier: EUPL-1.2
"""Access tokens: making, using and revoking them."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actions.log import log_event
from samenspel.accounts.actions.refusal import ManageRefused
from samenspel.accounts.models import AccessToken, User
from samenspel.accounts.rules import Actor

LONGEST_DAYS = 366
MOST_TOKENS = 20
# Long enough not to be guessed, so a plain digest is enough and a request stays fast.
SHORTEST_SECRET = 32


@transaction.atomic
def make_token(*, name: str, days: int, secret: str, by: Actor, at: datetime) -> AccessToken:
    """A token for the actor itself; ``secret`` (random) is shown once and not kept.

    Raises
    ------
    PermissionDenied
        Nobody is logged in.
    ManageRefused
        Without a name, for too long, or there are too many.
    ValueError
        The secret is too short to be one.
    """
    if by.user is None:
        raise PermissionDenied("only somebody who is logged in has access tokens")
    if len(secret) < SHORTEST_SECRET:
        raise ValueError("this secret can be guessed")
    name = " ".join(name.split())
    if not name:
        raise ManageRefused(_("Give the token a name, so that you know what uses it."))
    if not 1 <= days <= LONGEST_DAYS:
        raise ManageRefused(_("A token holds for at least a day and at most a year."))
    open_now = AccessToken.objects.filter(user=by.user, revoked_at=None)
    if open_now.filter(expires_on__gte=_day(at)).count() >= MOST_TOKENS:
        raise ManageRefused(_("You have many tokens already. Revoke those you do not use."))
    token = AccessToken.objects.create(
        user=by.user,
        name=name[:80],
        digest=_digest(secret),
        beginning=secret[:8],
        made_at=at,
        expires_on=_day(at) + timedelta(days=days),
    )
    log_event(
        by=by, at=at, action="make_token", object_kind="access_token",
        object_key=str(token.pk), result="made", detail={"expires_on": str(token.expires_on)},
    )  # fmt: skip
    return token


@transaction.atomic
def revoke_token(*, token: AccessToken, by: Actor, at: datetime) -> None:
    """End a token of the actor's own; a second time changes nothing.

    Raises
    ------
    PermissionDenied
        It is somebody else's.
    """
    if by.user is None or token.user_id != by.user.pk:
        raise PermissionDenied("an access token is of one person")
    if AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        log_event(
            by=by, at=at, action="revoke_token", object_kind="access_token",
            object_key=str(token.pk), result="revoked",
        )  # fmt: skip


def use_token(*, secret: str, at: datetime) -> User | None:
    """The person a token stands for; None when it is unknown, expired, revoked or blocked.

    Remembers the day of use.
    """
    day = _day(at)
    token = (
        AccessToken.objects.select_related("user")
        .filter(digest=_digest(secret), revoked_at=None, expires_on__gte=day)
        .filter(user__is_active=True)
        .first()
    )
    if token is None:
        return None
    if token.last_used_on != day:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=day)
    return token.user


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
