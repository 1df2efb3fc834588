# SPDX-License-Identifier: EUPL-1.2
"""Making people and organisations, by those who may, with a line in the log."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.actions import RoleGiven, ensure_organisation, ensure_person
from samenspel.accounts.models import Event, Organisation, Role, User
from samenspel.accounts.rules import Actor, has_role, may_load_packages, operator

AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SITE = "Beheer van de site"
pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return ensure_organisation(name=SITE, kind="site", by=operator(), at=AT)


def person(email: str = "bo@voorbeeld.example", *, by: Actor | None = None) -> User:
    return ensure_person(
        email=email,
        name="Bo",
        password="een lang wachtwoord",
        role=RoleGiven("administrator", SITE),
        by=by or operator(),
        at=AT,
    )


def test_organisation_is_made_once(organisation: Organisation) -> None:
    again = ensure_organisation(name=SITE, kind="site", by=operator(), at=AT)
    assert again == organisation
    assert [e.action for e in Event.objects.all()] == ["make_organisation"]


@pytest.mark.usefixtures("organisation")
def test_person_gets_role_and_password_and_can_be_renewed() -> None:
    assert person() == person()
    found = User.objects.get()
    assert found.check_password("een lang wachtwoord")
    assert has_role(found, Role.Kind.ADMINISTRATOR, on=AT.date())
    results = Event.objects.filter(action="set_person").order_by("id")
    assert [e.result for e in results] == ["made", "changed"]


@pytest.mark.usefixtures("organisation")
def test_administrator_may_make_people_and_load_and_others_may_not() -> None:
    administrator = Actor("Bo", "site", person())
    assert may_load_packages(administrator, on=AT.date())
    councillor = User.objects.create_user("raadslid@voorbeeld.example", None, name="Rana")
    person("ander@voorbeeld.example", by=administrator)
    with pytest.raises(PermissionDenied):
        person("derde@voorbeeld.example", by=Actor("Rana", "site", councillor))
    with pytest.raises(PermissionDenied):
        ensure_organisation(name="X", kind="site", by=Actor("R", "site", councillor), at=AT)
    assert not User.objects.filter(email="derde@voorbeeld.example").exists()


@pytest.mark.usefixtures("organisation")
def test_role_ends_on_its_last_day_and_a_blocked_person_has_none() -> None:
    found = person()
    Role.objects.update(valid_to=date(2026, 7, 1))
    assert has_role(found, Role.Kind.ADMINISTRATOR, on=date(2026, 6, 30))
    assert not has_role(found, Role.Kind.ADMINISTRATOR, on=date(2026, 7, 1))
    found.is_active = False
    assert not has_role(found, Role.Kind.ADMINISTRATOR, on=date(2026, 6, 30))


@pytest.mark.usefixtures("organisation")
def test_line_of_the_log_is_never_changed_or_removed() -> None:
    line = Event.objects.get()
    line.result = "other"
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()


def test_superuser_is_made_at_the_command_line_only_and_known_by_address() -> None:
    found = User.objects.create_superuser("Beheer@Voorbeeld.EXAMPLE", "x", name="Beheer")
    assert found.email == "Beheer@voorbeeld.example"
    assert found.is_superuser
    assert str(found) == "Beheer"
