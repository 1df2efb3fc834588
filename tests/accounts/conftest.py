# SPDX-License-Identifier: EUPL-1.2
"""People of three organisations, one for every role, and an outbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.cache import cache

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.rules import Actor
from samenspel.places.models import Municipality

AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)
PASSWORD = "een-heel-lang-wachtwoord"


@pytest.fixture(autouse=True)
def _quiet(settings: Any) -> Iterator[None]:
    settings.SECURE_SSL_REDIRECT = False
    settings.SAMENSPEL_MFA_REQUIRED = []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    cache.clear()
    yield
    cache.clear()


@dataclass
class Town:
    """Purmerend with a clerk, an adviser and a councillor; a secretariat; the site."""

    municipality: Organisation
    other: Organisation
    secretariat: Organisation
    site: Organisation
    people: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Somebody, acting on the site."""
        user = self.people[name]
        return Actor(name=user.name, origin="site", user=user, address="192.0.2.1")


def add_municipality(code: str, name: str) -> Organisation:
    """An organisation of a new municipality."""
    municipality = Municipality.objects.create(
        code=code, name=name, slug=f"{name.lower()}-{code.lower()}", country="nl", source="test",
        source_on=date(2026, 1, 1),
    )  # fmt: skip
    return Organisation.objects.create(
        kind="municipality", name=f"Gemeente {name}", municipality=municipality
    )


def add_person(name: str, kind: str, organisation: Organisation, **period: Any) -> User:
    """Somebody with one role."""
    user = User.objects.create_user(f"{name}@voorbeeld.example", PASSWORD, name=name.title())
    Role.objects.create(user=user, organisation=organisation, kind=kind, **period)
    return user


@pytest.fixture
def town(db: None) -> Town:
    found = Town(
        municipality=add_municipality("GM0439", "Purmerend"),
        other=add_municipality("GM0385", "Edam-Volendam"),
        secretariat=Organisation.objects.create(kind="secretariat", name="Secretariaat Noord"),
        site=Organisation.objects.create(kind="site", name="Beheer"),
    )
    for name, organisation in (
        ("councillor", found.municipality), ("clerk", found.municipality),
        ("adviser", found.municipality), ("secretariat", found.secretariat),
        ("administrator", found.site),
    ):  # fmt: skip
        found.people[name] = add_person(name, name, organisation)
    return found
