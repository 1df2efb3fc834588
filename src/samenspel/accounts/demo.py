# SPDX-License-Identifier: EUPL-1.2
"""The people of the demo: one for every role, and those with whom they talk in a dialogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from samenspel.accounts.actions import RoleGiven, ensure_organisation, ensure_person
from samenspel.accounts.models import Organisation, Role
from samenspel.accounts.rules import Actor
from samenspel.places.models import Municipality

HOME, OTHER = "GM0439", "GM0363"  # Purmerend, Amsterdam
SECRETARIAT = "Secretariaat van de voorbeeldregio"
SITE = "Beheer van Samenspel"


@dataclass(frozen=True)
class DemoPerson:
    """``at`` is the code of a municipality, or the name of another organisation."""

    mailbox: str
    name: str
    role: Role.Kind
    at: str

    @property
    def email(self) -> str:
        return f"{self.mailbox}@voorbeeld.example"


PEOPLE = (
    DemoPerson("secretariaat", "Sem Secretariaat", Role.Kind.SECRETARIAT, SECRETARIAT),
    DemoPerson("raadslid", "Rana de Raad", Role.Kind.COUNCILLOR, HOME),
    DemoPerson("griffier", "Gerrit de Griffie", Role.Kind.CLERK, HOME),
    DemoPerson("adviseur", "Anne Advies", Role.Kind.ADVISER, HOME),
    DemoPerson("raadslid-amsterdam", "Ravi Raadman", Role.Kind.COUNCILLOR, OTHER),
    DemoPerson("griffier-amsterdam", "Greet Griffioen", Role.Kind.CLERK, OTHER),
    DemoPerson("adviseur-amsterdam", "Adem Adviseur", Role.Kind.ADVISER, OTHER),
    DemoPerson("beheerder", "Bo Beheer", Role.Kind.ADMINISTRATOR, SITE),
)


def demo_people(
    *, by: Actor, at: datetime, new_password: Callable[[], str]
) -> list[tuple[str, str, str]]:
    """Make or renew the demo people: e-mail address, password and role of each.

    Raises
    ------
    Municipality.DoesNotExist
        The built-in example was not loaded.
    """
    names = _organisations(by, at)
    logins = []
    for person in PEOPLE:
        password = new_password()
        ensure_person(
            email=person.email,
            name=person.name,
            password=password,
            role=RoleGiven(person.role.value, names[person.at]),
            by=by,
            at=at,
        )
        logins.append((person.email, password, f"{person.role.value}, {names[person.at]}"))
    return logins


def demo_secretariat() -> Organisation:
    """The organisation of the secretariat of the demo."""
    return Organisation.objects.get(name=SECRETARIAT)


def _organisations(by: Actor, at: datetime) -> dict[str, str]:
    """The name of the organisation of each place where somebody works; made when not there."""
    names = {SECRETARIAT: SECRETARIAT, SITE: SITE}
    for name, kind in (
        (SECRETARIAT, Organisation.Kind.SECRETARIAT),
        (SITE, Organisation.Kind.SITE),
    ):
        ensure_organisation(name=name, kind=kind.value, by=by, at=at)
    for code in (HOME, OTHER):
        found = Municipality.objects.get(code=code)
        names[code] = f"Gemeente {found.name}"
        ensure_organisation(
            name=names[code],
            kind=Organisation.Kind.MUNICIPALITY.value,
            municipality=found,
            by=by,
            at=at,
        )
    return names
