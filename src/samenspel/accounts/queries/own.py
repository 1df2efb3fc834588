# SPDX-License-Identifier: EUPL-1.2
"""What a person sees of themselves: roles and ways to log in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from samenspel.accounts.identity_names import configured
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


@dataclass(frozen=True)
class Account:
    """How a person logs in: names of passkeys, how many codes and browsers, names of providers."""

    name: str
    email: str
    has_password: bool
    has_app: bool
    passkeys: tuple[str, ...]
    recovery_codes: int
    sessions: int
    providers: tuple[str, ...]
    offers_providers: bool


def account_of(user: User) -> Account:
    """The ways in which a person logs in; three queries."""
    found = list(Authenticator.objects.filter(user=user).order_by("pk"))
    codes = [a for a in found if a.type == Authenticator.Type.RECOVERY_CODES]
    connected = SocialAccount.objects.filter(user=user)
    return Account(
        name=user.name,
        email=user.email,
        has_password=user.has_usable_password(),
        has_app=any(a.type == Authenticator.Type.TOTP for a in found),
        passkeys=tuple(str(a) for a in found if a.type == Authenticator.Type.WEBAUTHN),
        recovery_codes=len(codes[0].wrap().get_unused_codes()) if codes else 0,
        sessions=UserSession.objects.filter(user=user).count(),
        providers=tuple(connected.order_by("pk").values_list("provider", flat=True)),
        offers_providers=bool(configured()),
    )
