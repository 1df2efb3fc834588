# SPDX-License-Identifier: EUPL-1.2
"""Inviting people by e-mail, and accepting. The secret of the link is kept as a hash only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actions.log import log_event
from samenspel.accounts.actions.refusal import ManageRefused
from samenspel.accounts.actions.roles import require_giver, require_period, set_role
from samenspel.accounts.models import Invitation, Organisation, Role, User
from samenspel.accounts.rules import Actor

VALID_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Invited:
    """Who is invited, to which role, for which period (``valid_to`` is the first day after it)."""

    email: str
    kind: str
    organisation: Organisation
    name: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    language: str = "nl"


def hash_of(token: str) -> str:
    """What is kept of the secret in the link; it is long and random, so a plain hash will do."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, invited: Invited, token: str, by: Actor, at: datetime) -> Invitation:
    """An invitation; the caller sends the link with the token (32 random bytes or more).

    Raises
    ------
    PermissionDenied
        The actor may not give this role, or invites themselves.
    ManageRefused
        The person holds the role or is invited already, or the period has no day.
    """
    require_giver(by, at, invited.kind, invited.organisation)
    email = invited.email.strip().lower()
    if by.user is not None and by.user.email.lower() == email:
        raise PermissionDenied("nobody gives themselves a role")
    require_period(invited.valid_from, invited.valid_to)
    _require_new(email, invited, at)
    invitation = Invitation.objects.create(
        email=email,
        name=invited.name,
        organisation=invited.organisation,
        kind=invited.kind,
        valid_from=invited.valid_from,
        valid_to=invited.valid_to,
        language=invited.language,
        token_hash=hash_of(token),
        invited_by=by.user,
        invited_by_name=by.name,
        sent_at=at,
        expires_at=at + VALID_FOR,
    )
    _log(invitation, by, at, "invite", "sent")
    return invitation


def _require_new(email: str, invited: Invited, at: datetime) -> None:
    today = timezone.localdate(at)
    same = {"organisation": invited.organisation, "kind": invited.kind}
    held = Role.objects.filter(user__email__iexact=email, **same).exclude(valid_to__lte=today)
    if held.exists():
        raise ManageRefused(_("This person has this role already."), "email")
    waiting = Invitation.objects.select_for_update().filter(
        email=email, accepted_at__isnull=True, withdrawn_at__isnull=True, **same
    )
    for invitation in waiting:
        if invitation.expires_at > at:
            raise ManageRefused(_("This person has been invited already."), "email")
        invitation.withdrawn_at = at
        invitation.save(update_fields=["withdrawn_at"])


@transaction.atomic
def renew(*, invitation: Invitation, token: str, by: Actor, at: datetime) -> Invitation:
    """The invitation with a new link and fourteen new days; the link of before stops working.

    Raises
    ------
    PermissionDenied
        The actor may not give this role.
    ManageRefused
        It was accepted or withdrawn.
    """
    require_giver(by, at, invitation.kind, invitation.organisation)
    found = _waiting(invitation.pk)
    found.token_hash, found.sent_at, found.expires_at = hash_of(token), at, at + VALID_FOR
    found.save(update_fields=["token_hash", "sent_at", "expires_at"])
    _log(found, by, at, "invite", "sent again")
    return found


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """Take an invitation back; its link stops working.

    Raises
    ------
    PermissionDenied
        The actor may not give this role.
    ManageRefused
        It was accepted or withdrawn.
    """
    require_giver(by, at, invitation.kind, invitation.organisation)
    found = _waiting(invitation.pk)
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    _log(found, by, at, "invite", "withdrawn")


@transaction.atomic
def accept_as_new(
    *, invitation: Invitation, name: str, password: str | None, by: Actor, at: datetime
) -> User:
    """The account of who has no account yet; the address is verified, the link came by it.

    Without a password one logs in through one's organisation, or chooses one later.

    Raises
    ------
    ManageRefused
        The invitation does not hold any more, or the address has an account already.
    """
    found = _open(invitation.pk, at)
    if User.objects.filter(email__iexact=found.email).exists():
        raise ManageRefused(_("There is an account with this e-mail address already. Log in."))
    user = User.objects.create_user(found.email, password, name=name)
    _accept(found, user, by, at)
    return user


@transaction.atomic
def accept_as_person(*, invitation: Invitation, user: User, by: Actor, at: datetime) -> Role:
    """The role for who has an account, and is logged in with the invited address.

    Raises
    ------
    PermissionDenied
        The invitation is for somebody else.
    ManageRefused
        It does not hold any more, or the person has the role already.
    """
    found = _open(invitation.pk, at)
    if user.email.lower() != found.email:
        raise PermissionDenied("the invitation is for somebody else")
    return _accept(found, user, by, at)


def _accept(invitation: Invitation, user: User, by: Actor, at: datetime) -> Role:
    role = set_role(
        user=user, kind=invitation.kind, organisation=invitation.organisation,
        valid_from=invitation.valid_from, valid_to=invitation.valid_to, by=by, at=at,
    )  # fmt: skip
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    _log(invitation, by, at, "accept_invitation", "accepted")
    return role


def _waiting(pk: int) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).get(pk=pk)
    if found.accepted_at is not None or found.withdrawn_at is not None:
        raise ManageRefused(_("This invitation was accepted or withdrawn already."))
    return found


def _open(pk: int, at: datetime) -> Invitation:
    found = _waiting(pk)
    if found.expires_at <= at:
        raise ManageRefused(_("This invitation has expired. Ask for a new one."))
    return found


def _log(invitation: Invitation, by: Actor, at: datetime, action: str, result: str) -> None:
    log_event(
        by=by, at=at, action=action, object_kind="user", object_key=invitation.email,
        result=result,
        detail={"role": invitation.kind, "organisation": invitation.organisation.name},
    )  # fmt: skip
