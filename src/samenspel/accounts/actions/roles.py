# SPDX-License-Identifier: EUPL-1.2
"""Giving and ending roles, blocking and unblocking people."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actions.log import log_event
from samenspel.accounts.actions.refusal import ManageRefused
from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import Actor, may_block, may_give_role
from samenspel.places.models import on_date


@transaction.atomic
def give_role(
    *,
    user: User,
    kind: str,
    organisation: Organisation,
    valid_from: date | None,
    valid_to: date | None,
    by: Actor,
    at: datetime,
) -> Role:
    """Give somebody who has an account a role, or give one that has ended a new period.

    ``valid_to`` is the first day on which it is not held any more.

    Raises
    ------
    PermissionDenied
        The actor may not give this role, or would give it to themselves.
    ManageRefused
        The person holds it already, or the period has no day.
    """
    require_giver(by, at, kind, organisation)
    if by.user is not None and by.user.pk == user.pk:
        raise PermissionDenied("nobody gives themselves a role")
    require_period(valid_from, valid_to)
    return set_role(
        user=user, kind=kind, organisation=organisation, valid_from=valid_from, valid_to=valid_to,
        by=by, at=at,
    )  # fmt: skip


def set_role(
    *,
    user: User,
    kind: str,
    organisation: Organisation,
    valid_from: date | None,
    valid_to: date | None,
    by: Actor,
    at: datetime,
) -> Role:
    """The same, for who has been found to be allowed to; part of the caller's transaction."""
    today = timezone.localdate(at)
    role = Role.objects.select_for_update().filter(
        user=user, kind=kind, organisation=organisation
    ).first()  # fmt: skip
    if role is not None and (role.valid_to is None or role.valid_to > today):
        raise ManageRefused(_("This person has this role already."), "kind")
    if role is None:
        role = Role(user=user, kind=kind, organisation=organisation)
    role.valid_from, role.valid_to = valid_from, valid_to
    role.save()
    log_event(
        by=by, at=at, action="give_role", object_kind="user", object_key=user.email,
        result="given", detail=_detail(role),
    )  # fmt: skip
    return role


@transaction.atomic
def end_role(*, role: Role, by: Actor, at: datetime) -> None:
    """End a role today; one that has not begun yet is taken back.

    Raises
    ------
    PermissionDenied
        The actor may not end this role.
    ManageRefused
        It has ended already, or it is that of the last administrator.
    """
    require_giver(by, at, role.kind, role.organisation)
    today = timezone.localdate(at)
    found = Role.objects.select_for_update().select_related("user", "organisation").get(pk=role.pk)
    if found.valid_to is not None and found.valid_to <= today:
        raise ManageRefused(_("This role has ended already."))
    _keep_an_administrator(found.user, today, leaving=found.kind == Role.Kind.ADMINISTRATOR)
    detail = _detail(found)
    if found.valid_from is not None and found.valid_from >= today:
        found.delete()
    else:
        found.valid_to = today
        found.save()
    log_event(
        by=by, at=at, action="end_role", object_kind="user", object_key=found.user.email,
        result="ended", detail=detail,
    )  # fmt: skip


@transaction.atomic
def set_blocked(*, user: User, blocked: bool, by: Actor, at: datetime) -> None:
    """Block somebody (logged out at once, no log-in, no roles) or let them in again.

    Raises
    ------
    PermissionDenied
        The actor may not.
    ManageRefused
        It is so already, or it is the last administrator.
    """
    today = timezone.localdate(at)
    if not may_block(by, on=today, person=user):
        raise PermissionDenied("may not block this person")
    found = User.objects.select_for_update().get(pk=user.pk)
    if found.is_active is not blocked:
        raise ManageRefused(_("Nothing changed: this was done already."))
    _keep_an_administrator(found, today, leaving=blocked)
    found.is_active = not blocked
    found.save(update_fields=["is_active"])
    log_event(
        by=by, at=at, action="block" if blocked else "unblock", object_kind="user",
        object_key=found.email, result="blocked" if blocked else "unblocked",
    )  # fmt: skip


def require_giver(by: Actor, at: datetime, kind: str, organisation: Organisation) -> None:
    """Raise PermissionDenied unless the actor may give roles of this kind there."""
    if not may_give_role(by, on=timezone.localdate(at), kind=kind, organisation=organisation):
        raise PermissionDenied("may not give this role")


def require_period(valid_from: date | None, valid_to: date | None) -> None:
    """Raise ManageRefused when the last day comes before the first."""
    if valid_from is not None and valid_to is not None and valid_to <= valid_from:
        raise ManageRefused(_("The last day comes before the first day."), "last_day")


def _keep_an_administrator(user: User, today: date, *, leaving: bool) -> None:
    administrators = Role.objects.filter(
        on_date(today), kind=Role.Kind.ADMINISTRATOR, user__is_active=True
    )
    # Locked, so that two people cannot end each other's role at the same moment.
    people = {role.user_id for role in administrators.select_for_update(of=("self",))}
    if leaving and people == {user.pk}:
        raise ManageRefused(_("This is the only administrator. Make somebody else one first."))


def _detail(role: Role) -> dict[str, str]:
    return {
        "role": role.kind,
        "organisation": role.organisation.name,
        "from": role.valid_from.isoformat() if role.valid_from else "",
        "until": role.valid_to.isoformat() if role.valid_to else "",
    }
