# SPDX-License-Identifier: EUPL-1.2
"""What a person sees of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samenspel.accounts.models import Role, User
from samenspel.places.models import on_date


@dataclass(frozen=True)
class HeldRole:
    """A role that a person holds; the address is that of its municipality, empty without one."""

    kind: str
    organisation: str
    municipality: str
    municipality_url: str
    valid_from: date | None
    valid_to: date | None


def roles_of(user: User, *, on: date) -> tuple[HeldRole, ...]:
    """The roles that a person holds on a date, by organisation; one query."""
    roles = (
        Role.objects.filter(on_date(on), user=user)
        .select_related("organisation__municipality")
        .order_by("organisation__name", "kind")
    )
    return tuple(_held(role) for role in roles)


def _held(role: Role) -> HeldRole:
    municipality = role.organisation.municipality
    return HeldRole(
        kind=str(role.get_kind_display()),
        organisation=role.organisation.name,
        municipality=municipality.name if municipality else "",
        municipality_url=municipality.get_absolute_url() if municipality else "",
        valid_from=role.valid_from,
        valid_to=role.valid_to,
    )
