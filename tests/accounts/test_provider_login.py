# SPDX-License-Identifier: EUPL-1.2
"""The log-in of another organisation: who is let in, and who is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import requests
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from samenspel.accounts.actions import Invited, invite
from samenspel.accounts.models import Event, User
from samenspel.accounts.rules import operator
from samenspel.accounts.views.identity import not_offered, onward, provider_answers

from .conftest import PASSWORD, Town

PROVIDER = {
    "provider_id": "gemeente", "name": "Gemeente", "client_id": "x", "secret": "geheim",
    "settings": {"server_url": "https://login.example"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _provider(settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [PROVIDER]}}


def come_back(
    email: str, *, verified: bool = True, process: str = "login", user: User | None = None
) -> tuple[Any, HttpResponse]:
    """The provider says who somebody is; the request afterwards, and the answer."""
    request: Any = RequestFactory().get("/oidc/gemeente/terug/")
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    request.user = user or AnonymousUser()
    request.allauth = SimpleNamespace()
    account = SocialAccount(
        provider="gemeente", uid="1", extra_data={"userinfo": {"name": "Nia Nieuw"}}
    )
    login = SocialLogin(
        user=User(email=email),
        account=account,
        email_addresses=[EmailAddress(email=email, verified=verified)],
        provider=get_adapter().get_provider(request, "gemeente"),
    )
    login.state = {"process": process}
    with context.request_context(request), translation.override("nl"):
        if user is not None:
            record_authentication(request, user, method="password", email=user.email)
        return request, complete_login(request, login)


def is_refused(answer: HttpResponse) -> bool:
    line = Event.objects.filter(action="log_in").order_by("-pk").first()
    return answer.status_code == 403 and line is not None and line.result == "refused"


def test_who_has_an_account_with_this_address_is_let_in(town: Town) -> None:
    person = town.people["councillor"]
    request, answer = come_back(person.email)
    assert (request.user, answer.status_code) == (person, 302)
    # From now on the two are connected.
    assert SocialAccount.objects.get().user == person
    request, _answer = come_back(person.email)
    assert request.user == person


def test_an_address_that_the_provider_has_not_verified_does_not_count(town: Town) -> None:
    request, answer = come_back(town.people["councillor"].email, verified=False)
    assert is_refused(answer)
    assert not request.user.is_authenticated
    come_back(town.people["councillor"].email)
    assert is_refused(come_back(town.people["councillor"].email, verified=False)[1])


def test_a_stranger_gets_no_account(town: Town) -> None:
    before = User.objects.count()
    _request, answer = come_back("vreemd@voorbeeld.example")
    assert is_refused(answer)
    assert "nog geen account" in answer.content.decode()
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_who_is_blocked_stays_out(town: Town) -> None:
    person = town.people["councillor"]
    come_back(person.email)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert is_refused(come_back(person.email)[1])


def test_who_was_invited_gets_the_account_and_the_role(town: Town) -> None:
    invited = Invited("nia@voorbeeld.example", "councillor", town.municipality)
    invite(invited=invited, token="a" * 43, by=operator(), at=timezone.now())
    assert is_refused(come_back("nia@voorbeeld.example", verified=False)[1])
    request, answer = come_back("nia@voorbeeld.example")
    assert answer.status_code == 302
    user = User.objects.get(email="nia@voorbeeld.example")
    assert (request.user, user.name, user.has_usable_password()) == (user, "Nia Nieuw", False)
    assert user.roles.get().kind == "councillor"


def test_only_the_own_address_is_connected(town: Town) -> None:
    person = town.people["clerk"]
    answer = come_back("ander@voorbeeld.example", process="connect", user=person)[1]
    assert is_refused(answer)
    assert not SocialAccount.objects.exists()
    come_back(person.email, process="connect", user=person)
    assert SocialAccount.objects.get().user == person


def test_a_form_leads_to_another_site_by_a_page_of_ours(client: Client, db: None) -> None:
    request = RequestFactory().post("/oidc/gemeente/", HTTP_HOST="testserver")
    request.session = SessionStore()

    def away(_request: Any) -> HttpResponse:
        return HttpResponseRedirect("https://login.example/authorize?a=1&b=2")

    page = onward(away)(request)
    assert page.status_code == 200
    text = page.content.decode()
    assert 'content="0; url=https://login.example/authorize?a=1&amp;b=2"' in text
    assert onward(lambda _r: HttpResponseRedirect("/account/"))(request).status_code == 302
    same = onward(lambda _r: HttpResponseRedirect("http://testserver/account/"))(request)
    assert same.status_code == 302


def test_a_provider_that_does_not_answer_is_no_error_of_ours(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_args: Any, **_kwargs: Any) -> None:
        raise requests.ConnectionError

    monkeypatch.setattr(requests.Session, "request", silent)
    response = client.post("/oidc/gemeente/")
    assert response.status_code == 502
    assert "niet gelukt" in response.content.decode()
    assert client.get("/oidc/onbekend/").status_code == 404
    assert "Verder" in client.get("/oidc/gemeente/").content.decode()
    assert provider_answers(lambda _r: HttpResponse("x"))(None).status_code == 200


def test_the_log_in_page_offers_the_providers_of_the_settings(client: Client, db: None) -> None:
    assert "Inloggen met Gemeente" in client.get("/inloggen/").content.decode()


def test_a_connection_is_listed_and_taken_away(client: Client, town: Town) -> None:
    person = town.people["clerk"]
    connection = SocialAccount.objects.create(user=person, provider="gemeente", uid="1")
    client.post("/inloggen/", {"login": person.email, "password": PASSWORD})
    assert "Gemeente" in client.get("/account/koppelingen/").content.decode()
    client.post("/account/koppelingen/", {"account": connection.pk})
    assert not SocialAccount.objects.exists()
    assert "nog niets gekoppeld" in client.get("/account/koppelingen/").content.decode()


def test_a_device_without_a_browser_is_not_served() -> None:
    with pytest.raises(Http404):
        not_offered(RequestFactory().get("/"))
