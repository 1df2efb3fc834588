# SPDX-License-Identifier: EUPL-1.2
"""One's own page: roles that hold today, and the way to one's municipality."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samenspel.accounts.models import Organisation, Role, User
from samenspel.accounts.queries import roles_of
from samenspel.places.models import Municipality

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def person() -> User:
    return User.objects.create_user("raadslid@voorbeeld.example", "x", name="Rana de Raad")


@pytest.fixture
def organisation() -> Organisation:
    municipality = Municipality.objects.create(
        code="GM0439", name="Purmerend", slug="purmerend-gm0439", country="nl", source="test",
        source_on=date(2026, 1, 1),
    )  # fmt: skip
    return Organisation.objects.create(
        kind="municipality", name="Gemeente Purmerend", municipality=municipality
    )


def test_who_is_not_logged_in_is_asked_to_and_comes_back(client: Client) -> None:
    response = client.get("/mijn/")
    assert response.status_code == 302
    assert response["Location"] == "/inloggen/?next=/mijn/"


def test_my_municipality_is_one_click_away(
    client: Client, person: User, organisation: Organisation
) -> None:
    Role.objects.create(user=person, organisation=organisation, kind=Role.Kind.COUNCILLOR)
    client.force_login(person)
    text = client.get("/mijn/").content.decode()
    assert 'href="/gemeenten/purmerend-gm0439/"' in text
    assert "raadslid" in text
    assert "Mijn gemeente" in text


def test_without_a_role_the_page_says_so(client: Client, person: User) -> None:
    client.force_login(person)
    assert "U hebt nog geen rol" in client.get("/mijn/").content.decode()


def test_a_role_that_ended_or_has_not_begun_is_not_held(
    person: User, organisation: Organisation
) -> None:
    Role.objects.create(
        user=person, organisation=organisation, kind=Role.Kind.CLERK, valid_to=TODAY
    )
    Role.objects.create(
        user=person, organisation=organisation, kind=Role.Kind.ADVISER,
        valid_from=date(2027, 1, 1),
    )  # fmt: skip
    assert roles_of(person, on=TODAY) == ()
    assert [r.organisation for r in roles_of(person, on=date(2026, 11, 21))] == [
        "Gemeente Purmerend"
    ]


def test_somebody_elses_roles_are_not_shown(person: User, organisation: Organisation) -> None:
    other = User.objects.create_user("ander@voorbeeld.example", "x", name="Ander")
    Role.objects.create(user=other, organisation=organisation, kind=Role.Kind.CLERK)
    assert roles_of(person, on=TODAY) == ()


def test_the_page_is_not_kept_by_caches(client: Client, person: User) -> None:
    client.force_login(person)
    assert "no-store" in client.get("/mijn/")["Cache-Control"]


def test_a_secretariat_has_no_municipality(client: Client, person: User) -> None:
    office = Organisation.objects.create(kind="secretariat", name="Secretariaat van de regio")
    Role.objects.create(user=person, organisation=office, kind=Role.Kind.SECRETARIAT)
    client.force_login(person)
    text = client.get("/mijn/").content.decode()
    assert "Secretariaat van de regio" in text
    assert "Mijn gemeente" not in text
