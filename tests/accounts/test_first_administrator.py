# SPDX-License-Identifier: EUPL-1.2
"""``samenspel people add-administrator``: how the first one gets in."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from allauth.idp.oidc.models import Client as OtherSite
from click.testing import CliRunner, Result
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from samenspel.accounts.actions import register_site
from samenspel.accounts.models import Event, Organisation, Role
from samenspel.accounts.rules import visitor
from samenspel.cli import samenspel

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db
SITE = "https://samenspel.gemeente.example"


@pytest.fixture(autouse=True)
def _started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django runs already, and the tables are there."""
    module = import_module("samenspel.cli.people")
    monkeypatch.setattr(module, "setup_django", lambda: None)
    monkeypatch.setattr(module, "migrate", lambda: None)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(samenspel, ["people", "add-administrator", *arguments])


def test_the_link_is_printed_and_makes_an_administrator(client: Client) -> None:
    result = run("bo@voorbeeld.example", "--name", "Bo", "--site", f"{SITE}/")
    assert result.exit_code == 0
    link = result.output.strip()
    assert link.startswith(f"{SITE}/uitnodiging/")
    path = link.removeprefix(SITE)
    client.post(path, {"name": "Bo Beheer", "password": PASSWORD, "again": PASSWORD})
    role = Role.objects.get()
    assert (role.kind, role.organisation.kind) == ("administrator", "site")
    assert role.user.email == "bo@voorbeeld.example"
    assert path.split("/")[2] not in str(list(Event.objects.values()))
    # The organisation is used again.
    assert run("ander@voorbeeld.example", "--site", SITE).exit_code == 0
    assert Organisation.objects.count() == 1


def test_the_link_is_mailed() -> None:
    result = run("bo@voorbeeld.example", "--site", SITE, "--mail")
    assert (result.exit_code, result.output) == (0, "")
    assert f"{SITE}/uitnodiging/" in mail.outbox[0].body


def test_without_a_mail_server_it_says_so(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    result = run("bo@voorbeeld.example", "--site", SITE, "--mail")
    assert result.exit_code == 1
    assert "SAMENSPEL_EMAIL_URL" in result.output


def test_a_mail_server_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samenspel.accounts.mail.send_invitation", lambda *_a, **_k: False)
    result = run("bo@voorbeeld.example", "--site", SITE, "--mail")
    assert result.exit_code == 1
    assert "refused" in result.output


@pytest.mark.parametrize("arguments", [("geen-adres", "--site", SITE), ("a@b.example",),
                                       ("a@b.example", "--site", "ftp://x")])  # fmt: skip
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_nobody_is_invited_twice() -> None:
    run("bo@voorbeeld.example", "--site", SITE)
    result = run("bo@voorbeeld.example", "--site", SITE)
    assert result.exit_code == 1


def test_another_site_gets_an_identifier_and_a_secret_that_is_kept_as_a_hash() -> None:
    arguments = ["people", "add-site", "Noord", "--provider", "gemeente", "--address", SITE]
    result = CliRunner().invoke(samenspel, arguments)
    lines = dict(line.split(": ") for line in result.output.splitlines())
    other = OtherSite.objects.get()
    assert (str(other.pk), other.check_secret(lines["secret"])) == (lines["client_id"], True)
    assert other.secret != lines["secret"]
    assert other.get_redirect_uris() == [f"{SITE}/oidc/gemeente/terug/"]
    assert lines["secret"] not in str(list(Event.objects.values()))
    wrong = CliRunner().invoke(samenspel, [*arguments[:-1], "nergens"])
    assert wrong.exit_code == 2


def test_only_administrators_let_another_site_in() -> None:
    with pytest.raises(PermissionDenied):
        register_site(name="X", come_back=SITE, secret="x", by=visitor(), at=timezone.now())
