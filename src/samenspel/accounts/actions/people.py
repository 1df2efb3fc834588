# SPDX-License-Identifier: EUPL-1.2
"""People and organisations, made or brought up to date by the operator (demo, first start)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samenspel.accounts.actions.log import log_event
from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import Actor, may_manage_people
from samenspel.places.models import Municipality


@dataclass(frozen=True)
class RoleGiven:
    """A role to give: what kind, and in which organisation (by name)."""

    kind: str
    organisation: str


@transaction.atomic
def ensure_organisation(
    *, name: str, kind: str, by: Actor, at: datetime, municipality: Municipality | None = None
) -> Organisation:
    """The organisation of this name; made when it does not exist yet.

    Raises
    ------
    PermissionDenied
        The actor may not manage people.
    """
    _require_manager(by, at)
    found, made = Organisation.objects.get_or_create(
        name=name, defaults={"kind": kind, "municipality": municipality}
    )
    if made:
        log_event(
            by=by, at=at, action="make_organisation", object_kind="organisation",
            object_key=name, result="made",
        )  # fmt: skip
    return found


@transaction.atomic
def ensure_person(
    *, email: str, name: str, password: str, role: RoleGiven, by: Actor, at: datetime
) -> User:
    """A person with this password and role; made or brought up to date.

    Raises
    ------
    PermissionDenied
        The actor may not manage people.
    Organisation.DoesNotExist
        The organisation of the role is not known.
    """
    _require_manager(by, at)
    organisation = Organisation.objects.get(name=role.organisation)
    user = User.objects.filter(email=email).first()
    made = user is None
    if user is None:
        user = User.objects.create_user(email, password, name=name)
    user.name = name
    user.set_password(password)
    user.save()
    Role.objects.get_or_create(user=user, organisation=organisation, kind=role.kind)
    log_event(
        by=by, at=at, action="set_person", object_kind="user", object_key=email,
        result="made" if made else "changed", detail={"role": role.kind},
    )  # fmt: skip
    return user


def _require_manager(by: Actor, at: datetime) -> None:
    if not may_manage_people(by, on=at.date()):
        raise PermissionDenied("only administrators manage people")
