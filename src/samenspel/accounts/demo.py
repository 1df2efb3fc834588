# SPDX-License-Identifier: EUPL-1.2
"""The people of the demo: one for every role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from samenspel.accounts.actions import RoleGiven, ensure_organisation, ensure_person
from samenspel.accounts.models import Organisation, Role
from samenspel.accounts.rules import Actor
from samenspel.places.models import Municipality

MUNICIPALITY = "GM0439"  # Purmerend

PEOPLE = (
    ("raadslid", "Rana de Raad", Role.Kind.COUNCILLOR, "municipality"),
    ("griffier", "Gerrit de Griffie", Role.Kind.CLERK, "municipality"),
    ("adviseur", "Anne Advies", Role.Kind.ADVISER, "municipality"),
    ("secretariaat", "Sem Secretariaat", Role.Kind.SECRETARIAT, "secretariat"),
    ("beheerder", "Bo Beheer", Role.Kind.ADMINISTRATOR, "site"),
)


def demo_people(
    *, by: Actor, at: datetime, new_password: Callable[[], str]
) -> list[tuple[str, str, str]]:
    """Make or renew the demo people: e-mail address, password and role of each."""
    municipality = Municipality.objects.get(code=MUNICIPALITY)
    names = {
        "municipality": f"Gemeente {municipality.name}",
        "secretariat": "Secretariaat van de voorbeeldregio",
        "site": "Beheer van Samenspel",
    }
    for kind, name in names.items():
        ensure_organisation(
            name=name,
            kind=Organisation.Kind(kind).value,
            municipality=municipality if kind == "municipality" else None,
            by=by,
            at=at,
        )
    logins = []
    for mailbox, name, role, organisation in PEOPLE:
        email, password = f"{mailbox}@voorbeeld.example", new_password()
        ensure_person(
            email=email,
            name=name,
            password=password,
            role=RoleGiven(role.value, names[organisation]),
            by=by,
            at=at,
        )
        logins.append((email, password, f"{role.value}, {names[organisation]}"))
    return logins
