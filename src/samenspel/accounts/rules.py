# SPDX-License-Identifier: EUPL-1.2
"""Who may do what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samenspel.accounts.models import Role, User
from samenspel.places.models import on_date


@dataclass(frozen=True)
class Actor:
    """Who acts, and from where: a person on the site, or the operator at the command line.

    ``user`` is empty for the operator, who has the machine and therefore every right.
    """

    name: str
    origin: str
    user: User | None = None


def operator(name: str = "operator") -> Actor:
    """The person at the command line of the machine."""
    return Actor(name=name, origin="command line")


def may_load_packages(actor: Actor, *, on: date) -> bool:
    """The operator and administrators may load data packages."""
    return actor.user is None or has_role(actor.user, Role.Kind.ADMINISTRATOR, on=on)


def may_manage_people(actor: Actor, *, on: date) -> bool:
    """The operator and administrators may make people and give roles."""
    return actor.user is None or has_role(actor.user, Role.Kind.ADMINISTRATOR, on=on)


def has_role(user: User, kind: str, *, on: date) -> bool:
    """Whether the person holds a role of this kind on the date; a blocked person holds none."""
    return user.is_active and user.roles.filter(on_date(on), kind=kind).exists()
