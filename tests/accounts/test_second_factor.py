# SPDX-License-Identifier: EUPL-1.2
"""An administrator counts only with a second factor; who lacks it is led to the page for it."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory

from samenspel.accounts.actors import actor_of
from samenspel.accounts.models import Role
from samenspel.accounts.rules import Actor, may_see_log

from .conftest import PASSWORD, TODAY, Town

NEEDED = frozenset({"administrator"})


@pytest.fixture(autouse=True)
def _required(settings: Any) -> None:
    settings.SAMENSPEL_MFA_REQUIRED = ["administrator"]


def acting(town: Town, name: str) -> Actor:
    user = town.people[name]
    return Actor(name=user.name, origin="site", user=user, needs_second_factor=NEEDED)


def test_the_role_counts_from_the_moment_there_is_a_second_factor(town: Town) -> None:
    before = acting(town, "administrator")
    assert before.roles(TODAY) == ()
    assert before.lacks_second_factor(TODAY)
    assert not may_see_log(before, on=TODAY)
    user = town.people["administrator"]
    Authenticator.objects.create(user=user, type="recovery_codes", data={})
    assert acting(town, "administrator").lacks_second_factor(TODAY)
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "x"})
    after = acting(town, "administrator")
    assert not after.lacks_second_factor(TODAY)
    assert may_see_log(after, on=TODAY)


def test_other_roles_of_the_same_person_count(town: Town) -> None:
    user = town.people["administrator"]
    Role.objects.create(user=user, organisation=town.municipality, kind=Role.Kind.CLERK)
    assert [role.kind for role in acting(town, "administrator").roles(TODAY)] == ["clerk"]


def test_who_needs_none_costs_no_question(town: Town, django_assert_num_queries: Any) -> None:
    clerk = acting(town, "clerk")
    with django_assert_num_queries(1):
        assert clerk.roles(TODAY)
        assert not clerk.lacks_second_factor(TODAY)
    administrator = acting(town, "administrator")
    with django_assert_num_queries(2):
        administrator.roles(TODAY)
        administrator.lacks_second_factor(TODAY)
        administrator.roles(TODAY)


def test_logging_in_leads_to_the_page_to_set_it_up(client: Client, town: Town) -> None:
    data = {"login": town.people["administrator"].email, "password": PASSWORD}
    response = client.post("/inloggen/?next=/beheer/", data)
    assert response["Location"] == "/account/tweede-stap/"
    assert "zodra u een tweede stap" in client.get("/account/tweede-stap/").content.decode()
    assert "Stel een tweede stap in" in client.get("/account/").content.decode()


def test_a_page_that_needs_the_role_leads_there_too(client: Client, town: Town) -> None:
    client.force_login(town.people["administrator"])
    for address in ("/beheer/", "/beheer/logboek/", "/beheer/admin/"):
        response = client.get(address, follow=True)
        assert response.redirect_chain[-1][0] == "/account/tweede-stap/", address


def test_who_lacks_the_role_itself_is_refused(client: Client, town: Town) -> None:
    client.force_login(town.people["councillor"])
    assert client.get("/beheer/").status_code == 403
    assert client.get("/beheer/logboek/").status_code == 403


def test_who_has_it_works(client: Client, town: Town) -> None:
    user = town.people["administrator"]
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    client.force_login(user)
    assert client.get("/beheer/").status_code == 200


def test_the_actor_of_a_request(town: Town, settings: Any) -> None:
    factory = RequestFactory()
    request = factory.get("/", REMOTE_ADDR="192.0.2.9")
    visitor = actor_of(request)
    assert (visitor.name, visitor.origin, visitor.address) == ("visitor", "site", "192.0.2.9")
    assert visitor.roles(TODAY) == ()
    request.user = town.people["clerk"]
    clerk = actor_of(request)
    assert clerk.user == town.people["clerk"]
    assert actor_of(request) is clerk
    through_api = factory.get("/api/v1/x", REMOTE_ADDR="not an address")
    through_api.user = town.people["clerk"]
    assert (actor_of(through_api).origin, actor_of(through_api).address) == ("api", "")
