# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out: who may, what a refusal tells, and how often one may try."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from samenspel.accounts.models import Event, User
from samenspel.accounts.views import network_address
from samenspel.accounts.views.login import WAIT_SECONDS

EMAIL, PASSWORD = "raadslid@voorbeeld.example", "een-heel-lang-wachtwoord"
FAILURES_PER_ACCOUNT, FAILURES_PER_ADDRESS = 5, 30


@pytest.fixture(autouse=True)
def _quiet(settings: Any) -> Iterator[None]:
    settings.SECURE_SSL_REDIRECT = False
    # Made to be slow, the real one would make these tests slow as well.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create_user(EMAIL, PASSWORD, name="Rana de Raad")


def _log_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/inloggen/", {"login": email, "password": password, **more})


def test_the_right_password_leads_home(client: Client, person: User) -> None:
    response = _log_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_next_is_followed_inside_the_site_only(client: Client, person: User) -> None:
    assert _log_in(client, next="/mijn/")["Location"] == "/mijn/"
    client.logout()
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert _log_in(client, next=elsewhere)["Location"] == "/"
        client.logout()


def test_a_refusal_is_the_same_for_a_wrong_password_and_for_nobody(
    client: Client, person: User
) -> None:
    wrong = _log_in(client, password="niet-het-wachtwoord")
    nobody = _log_in(client, email="niemand@voorbeeld.example")
    person.is_active = False
    person.save()
    blocked = _log_in(client)
    told = [r.context["form"].non_field_errors() for r in (wrong, nobody, blocked)]
    assert told[0] == told[1] == told[2]
    assert {r.status_code for r in (wrong, nobody, blocked)} == {400}


def test_the_form_tells_what_is_missing_and_never_repeats_a_password(
    client: Client, person: User
) -> None:
    response = client.post("/inloggen/", {"login": "geen-adres", "password": "geheim-woord"})
    text = response.content.decode()
    assert 'aria-invalid="true"' in text
    assert "geheim-woord" not in text


def test_after_too_many_failures_the_right_password_waits_too(client: Client, person: User) -> None:
    for _ in range(FAILURES_PER_ACCOUNT):
        assert _log_in(client, password="fout-wachtwoord").status_code == 400
    response = _log_in(client)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= WAIT_SECONDS
    assert "kwartier" in str(response.context["form"].non_field_errors())
    assert "_auth_user_id" not in client.session


def test_somebody_who_does_not_exist_is_limited_just_the_same(client: Client, db: None) -> None:
    for _ in range(FAILURES_PER_ACCOUNT):
        _log_in(client, email="niemand@voorbeeld.example")
    assert _log_in(client, email="niemand@voorbeeld.example").status_code == 429


def test_another_spelling_of_the_address_is_no_way_around(client: Client, person: User) -> None:
    for _ in range(FAILURES_PER_ACCOUNT):
        _log_in(client, password="fout-wachtwoord")
    assert _log_in(client, email=EMAIL.upper()).status_code == 429


def test_success_forgets_the_failures_of_that_person(client: Client, person: User) -> None:
    for _ in range(FAILURES_PER_ACCOUNT - 1):
        _log_in(client, password="fout-wachtwoord")
    assert _log_in(client).status_code == 302
    client.logout()
    assert _log_in(client, password="fout-wachtwoord").status_code == 400


def test_one_network_address_cannot_try_many_people(client: Client, person: User) -> None:
    for number in range(FAILURES_PER_ADDRESS):
        _log_in(client, email=f"{number}@voorbeeld.example")
    assert _log_in(client).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert _log_in(elsewhere).status_code == 302


def test_a_made_up_address_in_a_header_is_no_way_around(client: Client, person: User) -> None:
    for number in range(FAILURES_PER_ACCOUNT):
        client.post(
            "/inloggen/", {"login": EMAIL, "password": "fout"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )  # fmt: skip
    assert _log_in(client).status_code == 429
    origins = set(Event.objects.filter(result="refused").values_list("origin", flat=True))
    assert origins == {"site 127.0.0.1"}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [(0, "203.0.113.9", "10.0.0.1"), (1, "203.0.113.9", "203.0.113.9"),
     (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
     (2, "198.51.100.7, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
     (2, "203.0.113.9", "10.0.0.1"), (1, "", "10.0.0.1")],
)  # fmt: skip
def test_only_own_proxies_are_believed(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.SAMENSPEL_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forwarded}
    )
    assert network_address(request) == expected


def test_a_form_without_token_is_refused_in_the_frame_of_the_site(person: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = _log_in(strict)
    assert response.status_code == 403
    assert "Samenspel" in response.content.decode()


def test_logging_out_asks_first_and_happens_on_post(client: Client, person: User) -> None:
    client.force_login(person)
    assert client.get("/uitloggen/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/uitloggen/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_who_is_logged_in_needs_no_log_in_page(client: Client, person: User) -> None:
    client.force_login(person)
    assert client.get("/inloggen/")["Location"] == "/"


def test_the_page_is_there_in_both_languages(client: Client, db: None) -> None:
    assert "Wachtwoord" in client.get("/inloggen/").content.decode()
    assert "Password" in client.get("/en/inloggen/").content.decode()
