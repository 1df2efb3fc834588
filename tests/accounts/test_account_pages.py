# SPDX-License-Identifier: EUPL-1.2
"""One's account: password, e-mail address, second step, sessions; each with a line in the log."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from samenspel.accounts.models import Event, User

from .conftest import PASSWORD, Town

NEW = "nog-een-heel-lang-wachtwoord"


@pytest.fixture(autouse=True)
def _as_if_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the transaction of the test, which is never committed, runs at once."""
    monkeypatch.setattr(transaction, "on_commit", lambda function, **_rest: function())


def log_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post("/inloggen/", {"login": user.email, "password": password})


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def set_up_app(client: Client) -> str:
    page = client.get("/account/tweede-stap/app/").content.decode()
    found = re.search(r'<code id="authenticator_secret">(\w+)</code>', page)
    assert found is not None
    response = client.post("/account/tweede-stap/app/", {"code": code_of(found[1])})
    assert response["Location"] == "/account/herstelcodes/"
    return found[1]


def actions() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("action", flat=True))


def test_the_account_page_says_how_one_logs_in(client: Client, town: Town) -> None:
    client.force_login(town.people["councillor"])
    page = client.get("/account/").content.decode()
    assert "councillor@voorbeeld.example" in page
    assert "raadslid" in page
    assert "/beheer/" not in page
    client.force_login(town.people["clerk"])
    assert 'href="/beheer/"' in client.get("/account/").content.decode()


def test_nobody_makes_an_account(client: Client, town: Town) -> None:
    for address in ("/aanmelden/", "/inloggen/aanmelden/"):
        page = client.get(address, follow=True).content.decode()
        assert "via een uitnodiging" in page
    before = User.objects.count()
    client.post("/aanmelden/", {"email": "x@voorbeeld.example", "password1": NEW, "password2": NEW})
    assert User.objects.count() == before


def test_changing_the_password(client: Client, town: Town) -> None:
    user = town.people["councillor"]
    log_in(client, user)
    data = {"oldpassword": "fout", "password1": NEW, "password2": NEW}
    wrong = client.post("/account/wachtwoord/", data).content.decode()
    assert "niet uw wachtwoord" in wrong
    short = {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"}
    assert "12 tekens" in client.post("/account/wachtwoord/", short).content.decode()
    client.post("/account/wachtwoord/", {**data, "oldpassword": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert actions() == ["log_in", "change_password"]
    assert NEW not in str(list(Event.objects.values()))
    assert "councillor@voorbeeld.example" in mail.outbox[0].to


def test_a_forgotten_password(client: Client, town: Town) -> None:
    user = town.people["councillor"]
    sent = client.post("/wachtwoord-vergeten/", {"email": user.email}, follow=True)
    assert "Kijk in uw e-mail" in sent.content.decode()
    found = re.search(r"http://testserver(/wachtwoord-vergeten/\S+)", mail.outbox[0].body)
    assert found is not None
    page = client.get(found[1], follow=True)
    form = page.request["PATH_INFO"]
    assert "set-password" in form
    done = client.post(form, {"password1": NEW, "password2": NEW}, follow=True)
    assert "is gewijzigd" in done.content.decode()
    user.refresh_from_db()
    assert user.check_password(NEW)
    again = Client().get(found[1], follow=True).content.decode()
    assert "werkt niet meer" in again
    assert "reset_password" in actions()


def test_a_stranger_gets_the_same_answer_and_no_mail(client: Client, db: None) -> None:
    sent = client.post("/wachtwoord-vergeten/", {"email": "niemand@voorbeeld.example"}, follow=True)
    assert "Kijk in uw e-mail" in sent.content.decode()
    assert mail.outbox == []


def test_without_a_mail_server_the_pages_say_so(client: Client, town: Town, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "kan nog geen e-mail" in client.get("/wachtwoord-vergeten/").content.decode()
    data = {"email": town.people["clerk"].email}
    assert client.post("/wachtwoord-vergeten/", data).status_code == 503
    log_in(client, town.people["clerk"])
    assert "kan nog geen e-mail" in client.get("/account/e-mailadres/").content.decode()


def test_too_many_resets_are_refused_with_a_plain_page(client: Client, town: Town) -> None:
    for _ in range(5):
        client.post("/wachtwoord-vergeten/", {"email": town.people["clerk"].email})
    response = client.post("/wachtwoord-vergeten/", {"email": town.people["clerk"].email})
    assert response.status_code == 429
    assert "Te veel pogingen" in response.content.decode()


def test_changing_the_e_mail_address_needs_the_code_from_the_mail(
    client: Client, town: Town
) -> None:
    user = town.people["councillor"]
    log_in(client, user)
    data = {"action_add": "1", "email": "nieuw@voorbeeld.example"}
    page = client.post("/account/e-mailadres/", data, follow=True)
    assert page.request["PATH_INFO"] == "/account/e-mailadres/code/"
    user.refresh_from_db()
    assert user.email == "councillor@voorbeeld.example"
    assert mail.outbox[0].to == ["nieuw@voorbeeld.example"]
    wrong = client.post("/account/e-mailadres/code/", {"code": "XXXXXX"})
    assert "klopt niet" in wrong.content.decode()
    code = re.search(r"^([^\s,]{4,12})$", mail.outbox[0].body, re.MULTILINE)
    assert code is not None
    client.post("/account/e-mailadres/code/", {"code": code[1]})
    user.refresh_from_db()
    assert user.email == "nieuw@voorbeeld.example"
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified")) == [
        ("nieuw@voorbeeld.example", True)
    ]
    assert Event.objects.get(action="change_email").detail["after"] == "nieuw@voorbeeld.example"


def test_an_app_with_codes_is_asked_for_at_the_next_log_in(client: Client, town: Town) -> None:
    user = town.people["clerk"]
    log_in(client, user)
    secret = set_up_app(client)
    codes = re.findall(
        r"<li><code>(\d+)</code></li>", client.get("/account/herstelcodes/").content.decode()
    )
    assert len(codes) == 10
    client.post("/uitloggen/")
    assert log_in(client, user)["Location"] == "/inloggen/tweede-stap/"
    assert "_auth_user_id" not in client.session
    assert "De tweede stap" in client.get("/inloggen/tweede-stap/").content.decode()
    wrong = client.post("/inloggen/tweede-stap/", {"code": "000000"})
    assert "klopt niet" in wrong.content.decode()
    assert "_auth_user_id" not in client.session
    assert client.post("/inloggen/tweede-stap/", {"code": codes[0]}).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    refused = Event.objects.get(action="log_in", result="refused")
    assert refused.detail["way"] == "totp"
    assert "add_second_factor" in actions()
    assert secret not in str(list(Event.objects.values()))
    # A recovery code works once.
    client.post("/uitloggen/")
    log_in(client, user)
    assert (
        "klopt niet" in client.post("/inloggen/tweede-stap/", {"code": codes[0]}).content.decode()
    )


def test_the_app_is_removed_after_a_confirmation(client: Client, town: Town) -> None:
    user = town.people["clerk"]
    log_in(client, user)
    set_up_app(client)
    assert client.get("/account/tweede-stap/app/weg/").status_code == 200
    client.post("/account/tweede-stap/app/weg/")
    assert not Authenticator.objects.filter(user=user, type="totp").exists()
    assert "remove_second_factor" in actions()


def test_what_protects_the_account_asks_who_one_is_after_a_while(
    client: Client, town: Town
) -> None:
    user = town.people["clerk"]
    log_in(client, user)
    session = client.session
    session["account_authentication_methods"][0]["at"] = time.time() - 3_600
    session.save()
    response = client.get("/account/tweede-stap/app/")
    assert response["Location"].startswith("/account/bevestigen/")
    page = client.get(response["Location"]).content.decode()
    assert "Bevestig dat u het bent" in page
    wrong = client.post(response["Location"], {"password": "fout"}).content.decode()
    assert "niet uw wachtwoord" in wrong
    back = client.post(response["Location"], {"password": PASSWORD})
    assert back["Location"] == "/account/tweede-stap/app/"


def test_new_recovery_codes_replace_the_old_ones(client: Client, town: Town) -> None:
    log_in(client, town.people["clerk"])
    set_up_app(client)
    old = client.get("/account/herstelcodes/bestand/").content
    assert client.get("/account/herstelcodes/nieuw/").status_code == 200
    client.post("/account/herstelcodes/nieuw/")
    assert client.get("/account/herstelcodes/bestand/").content != old
    assert "renew_recovery_codes" in actions()


def test_one_logs_out_elsewhere(client: Client, town: Town) -> None:
    user, elsewhere = town.people["clerk"], Client()
    log_in(elsewhere, user)
    log_in(client, user)
    page = client.get("/account/sessies/").content.decode()
    assert "Overal elders uitloggen" in page
    client.post("/account/sessies/")
    assert elsewhere.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert "nergens anders" in client.get("/account/sessies/").content.decode()


def test_logging_out_is_in_the_log(client: Client, town: Town) -> None:
    log_in(client, town.people["clerk"])
    client.post("/uitloggen/")
    lines = list(Event.objects.order_by("pk").values_list("action", "result", "origin"))
    assert lines == [("log_in", "done", "site 127.0.0.1"), ("log_out", "done", "site 127.0.0.1")]


def test_no_page_of_allauth_is_seen_in_its_bare_look(client: Client, town: Town) -> None:
    """Every address under a name of allauth answers in the frame of the site."""
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    names = {
        n for n in names if n.startswith(("account_", "mfa_", "usersessions_", "socialaccount_"))
    }
    assert len(names) > 20
    user = town.people["clerk"]
    log_in(client, user)
    set_up_app(client)
    addresses = [_address(name) for name in sorted(names)]
    assert addresses.count(None) <= 3
    for visitor in (client, Client()):
        for address in filter(None, addresses):
            _in_the_frame(visitor.get(address), address)
    passkey = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Sleutel"})
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        _in_the_frame(client.get(reverse(name, args=[passkey.pk])), name)
    _in_the_frame(Client().get("/wachtwoord-vergeten/1-abc/"), "a link that does not work")


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _in_the_frame(response: Any, address: str) -> None:
    text = response.content.decode()
    if response["Content-Type"].startswith("text/html") and text:
        assert "samenspel/build/app.css" in text, address
        assert "Messages:" not in text
        assert "Menu:" not in text
