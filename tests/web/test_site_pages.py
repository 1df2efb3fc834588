# SPDX-License-Identifier: EUPL-1.2
"""Pages about the site, what machines ask of it, and the pages for errors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.utils import timezone

from samenspel.web import views
from samenspel.web.site_settings import check_site_settings, security_expires

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def _day(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def test_about_says_what_it_is_and_under_which_licence(client: Client) -> None:
    assert "EUPL-1.2" in client.get("/over/").content.decode()
    assert "For whom" in client.get("/en/over/").content.decode()


class TestAccessibility:
    def test_without_statement_the_page_says_so(self, client: Client) -> None:
        text = client.get("/toegankelijkheid/").content.decode()
        assert "geen toegankelijkheidsverklaring genoemd" in text
        assert "Nog niet gedaan" in text

    def test_status_statement_and_contact_come_from_the_settings(
        self, client: Client, settings: Any
    ) -> None:
        settings.SAMENSPEL_ACCESSIBILITY_URL = "https://example.org/verklaring"
        settings.SAMENSPEL_ACCESSIBILITY_STATUS = "B"
        settings.SAMENSPEL_CONTACT = "hulp@example.org"
        text = client.get("/toegankelijkheid/").content.decode()
        assert 'href="https://example.org/verklaring"' in text
        assert "Status B: voldoet gedeeltelijk" in text
        assert "mailto:hulp@example.org" in text


class TestSecurityTxt:
    def test_it_does_not_exist_without_a_contact(self, client: Client) -> None:
        assert client.get("/.well-known/security.txt").status_code == 404

    def test_it_has_the_fields_of_the_standard(self, client: Client, settings: Any) -> None:
        settings.SAMENSPEL_SECURITY_CONTACT = ["mailto:veilig@example.org", "https://example.org/"]
        settings.SAMENSPEL_SECURITY_EXPIRES = _day(100)
        response = client.get("/.well-known/security.txt")
        lines = response.content.decode().splitlines()
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert lines[:2] == ["Contact: mailto:veilig@example.org", "Contact: https://example.org/"]
        assert lines[2] == f"Expires: {_day(100)}T00:00:00Z"
        assert "Preferred-Languages: nl, en" in lines
        assert "Canonical: http://testserver/.well-known/security.txt" in lines

    def test_it_is_not_shown_after_it_expired(self, client: Client, settings: Any) -> None:
        settings.SAMENSPEL_SECURITY_CONTACT = ["mailto:veilig@example.org"]
        settings.SAMENSPEL_SECURITY_EXPIRES = _day(-1)
        assert client.get("/.well-known/security.txt").status_code == 404

    @pytest.mark.parametrize(
        ("text", "moment"),
        [("2027-01-31", datetime(2027, 1, 31, tzinfo=UTC)),
         ("2027-01-31T12:00:00Z", datetime(2027, 1, 31, 12, tzinfo=UTC)),
         ("2027-01-31T12:00:00+01:00", datetime(2027, 1, 31, 11, tzinfo=UTC)),
         ("volgend jaar", None), ("", None)],
    )  # fmt: skip
    def test_the_date_is_read_as_utc(self, text: str, moment: datetime | None) -> None:
        assert security_expires(text) == moment


def _check(settings: Any, contacts: list[str], expires: str) -> list[str]:
    settings.SAMENSPEL_SECURITY_CONTACT = contacts
    settings.SAMENSPEL_SECURITY_EXPIRES = expires
    found: list[CheckMessage] = check_site_settings(None)
    return [str(message.id) for message in found]


@pytest.mark.parametrize(
    ("contacts", "expires", "expected"),
    [([], lambda: "", []),
     (["mailto:a@example.org"], lambda: _day(100), []),
     (["mailto:a@example.org"], lambda: _day(20), ["samenspel.W002"]),
     (["mailto:a@example.org"], lambda: _day(-1), ["samenspel.W001"]),
     (["mailto:a@example.org"], lambda: _day(800), ["samenspel.W003"]),
     (["mailto:a@example.org"], lambda: "ooit", ["samenspel.E003"]),
     (["a@example.org"], lambda: _day(100), ["samenspel.E002"]),
     (["mailto:a@example.org\nExpires: never"], lambda: _day(100), ["samenspel.E002"]),
     ([], lambda: _day(100), ["samenspel.E001"])],
)  # fmt: skip
def test_the_system_check_warns_before_security_txt_expires(
    settings: Any, contacts: list[str], expires: Callable[[], str], expected: list[str]
) -> None:
    assert _check(settings, contacts, expires()) == expected


def test_the_system_check_knows_wrong_accessibility_settings(settings: Any) -> None:
    settings.SAMENSPEL_ACCESSIBILITY_URL = "javascript:alert(1)"
    settings.SAMENSPEL_ACCESSIBILITY_STATUS = "Z"
    ids = [message.id for message in check_site_settings(None)]
    assert ids == ["samenspel.E004", "samenspel.E005"]


def test_robots_may_read_all_but_personal_pages(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /mijn/", "Disallow: /en/mijn/", "Disallow: /inloggen/"} <= set(lines)
    assert "Disallow: /" not in lines


class TestHealth:
    def test_it_is_ok_when_the_database_answers(self, client: Client) -> None:
        response = client.get("/gezondheid/")
        assert (response.status_code, response.json()) == (200, {"status": "ok"})
        assert "no-cache" in response["Cache-Control"]

    def test_it_is_unavailable_when_the_database_does_not(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse() -> None:
            raise DatabaseError

        monkeypatch.setattr(connection, "cursor", refuse)
        response = client.get("/gezondheid/")
        assert (response.status_code, response.json()) == (503, {"status": "unavailable"})

    def test_it_has_no_language_and_needs_no_https(self, client: Client, settings: Any) -> None:
        settings.SECURE_SSL_REDIRECT = True
        assert client.get("/en/gezondheid/").status_code in {301, 404}
        assert client.get("/gezondheid/").status_code == 200


class TestErrors:
    def test_an_unknown_address_gets_the_page_of_the_site(self, client: Client) -> None:
        response = client.get("/bestaat-niet/<script>alert(1)</script>/")
        text = response.content.decode()
        assert response.status_code == 404
        assert "Samenspel" in text
        assert "<script>alert" not in text

    def test_bad_requests_and_refusals_have_pages_too(self) -> None:
        request = RequestFactory().get("/")
        assert views.bad_request(request, ValueError()).status_code == 400
        assert views.forbidden(request, PermissionError()).status_code == 403

    def test_the_page_for_faults_of_ours_needs_no_database(
        self, django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(0):
            response = views.server_error(RequestFactory().get("/"))
        assert response.status_code == 500
        assert "Samenspel" in response.content.decode()
