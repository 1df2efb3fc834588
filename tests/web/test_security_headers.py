# SPDX-License-Identifier: EUPL-1.2
"""Every answer, of whatever kind, has the strict policy and the security headers."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/", "/en/", "/gemeenten/", "/samenwerkingen/", "/regios/", "/gegevens/", "/methoden/",
    "/over/", "/toegankelijkheid/", "/inloggen/", "/uitloggen/", "/mijn/", "/gezondheid/",
    "/robots.txt", "/.well-known/security.txt", "/bestaat-niet/", "/gegevens/?peildatum=nooit",
    "/samenwerkingen/lijst.csv", "/account/", "/aanmelden/", "/wachtwoord-vergeten/",
    "/inloggen/geblokkeerd/", "/uitnodiging/bestaat-niet/", "/beheer/", "/beheer/logboek/",
    "/beheer/admin/", "/oidc/onbekend/",
)  # fmt: skip
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def _policy(header: str) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_strict_policy_and_headers(
    client: Client, settings: Any, address: str
) -> None:
    settings.SECURE_SSL_REDIRECT = False
    response = client.get(address)
    assert _policy(response["Content-Security-Policy"]) == POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(
    "address", [*ADDRESSES, "/regios/safety-regions/", "/gemeenten/purmerend-gm0439/"]
)
def test_no_page_needs_an_exception_to_the_policy(
    client: Client, settings: Any, address: str
) -> None:
    settings.SECURE_SSL_REDIRECT = False
    response = client.get(address)
    if not response["Content-Type"].startswith("text/html"):
        return
    text = response.content.decode()
    assert not re.search(r"<[^>]*\s(style|on\w+)\s*=", text)
    # A block of data is no script.
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", text)
    assert not re.search(r'(src|href)="(https?:)?//[^"]*\.(js|css|woff2?|png)"', text)
    assert "<style" not in text


def test_over_http_one_is_led_to_https_and_stays_there(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert client.get("/over/")["Location"] == "https://testserver/over/"
    assert "max-age=31536000" in client.get("/over/", secure=True)["Strict-Transport-Security"]


def test_cookies_are_hidden_from_scripts_and_other_sites(settings: Any) -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_settings_of_a_server_pass_the_deployment_check() -> None:
    """Secure cookies, HSTS, a real secret and the like, as Django checks them."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "samenspel.web.settings",
            "SAMENSPEL_DATABASE_URL": "sqlite://:memory:",
            "SAMENSPEL_SECRET_KEY": secrets.token_urlsafe(60),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
