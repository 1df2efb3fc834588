# SPDX-License-Identifier: EUPL-1.2
"""Accounts in a real browser: invitation, passkey, app with codes, and the log-in of another site.

Real servers on loopback, e-mail in a folder, Chromium's own virtual authenticator.
"""

from __future__ import annotations

import email
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from email.policy import default
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.conftest import ENVIRONMENT, PROGRAM, free_port, running
from tests.browser.looking import (
    WIDE,
    assert_accessible,
    assert_accessible_at_both_sizes,
)

PASSWORD = "een-heel-lang-wachtwoord"
ADMINISTRATOR, COLLEAGUE = "bo@voorbeeld.example", "sem@voorbeeld.example"
# What no page does without an administrator: a secretariat, and somebody invited to it by e-mail.
INVITE_BY_MAIL = """
import secrets, sys
import django
django.setup()
from django.utils import timezone
from samenspel.accounts import actions, mail
from samenspel.accounts.rules import operator
site, name, email = sys.argv[1:]
by, at, token = operator("test"), timezone.now(), secrets.token_urlsafe(32)
organisation = actions.make_secretariat(name=name, by=by, at=at)
invited = actions.Invited(email=email, kind="secretariat", organisation=organisation)
invitation = actions.invite(invited=invited, token=token, by=by, at=at)
link = site + mail.invitation_path(token, invitation.language)
assert mail.send_invitation(invitation, link=link)
"""


class Site:
    """A server with a database and an outbox of its own."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder, self.address = folder, ""
        self.environment = {
            "SAMENSPEL_DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "SAMENSPEL_SECRET_KEY": "only-for-the-browser-tests-" * 2,
            "SAMENSPEL_HTTPS": "off",
            "SAMENSPEL_EMAIL_URL": f"filemail:///{folder}/mail",
            **more,
        }

    def run(self, *arguments: str, program: list[str] = PROGRAM) -> str:
        """What a command prints."""
        done = subprocess.run(
            [*program, *arguments], env={**ENVIRONMENT, **self.environment}, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout.strip()

    def invite_administrator(self, address: str) -> str:
        """The link of an invitation."""
        return self.run("people", "add-administrator", address, "--site", self.address)

    def invite_by_mail(self, address: str, secretariat: str) -> None:
        """Invite somebody to a new secretariat."""
        program = [sys.executable, "-c", INVITE_BY_MAIL]
        self.run(self.address, secretariat, address, program=program)

    def link_in_mail(self, to: str) -> str:
        """The link in the last e-mail to somebody."""
        for file in sorted((self.folder / "mail").iterdir(), reverse=True):
            message = email.message_from_bytes(file.read_bytes(), policy=default)
            if message["To"] == to:
                found = re.search(r"http://\S+", message.get_content())
                assert found is not None
                return found[0]
        raise AssertionError(f"no e-mail to {to}")


@pytest.fixture(scope="module")
def account_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A new site without anybody; the server makes its tables."""
    folder = tmp_path_factory.mktemp("accounts")
    site = Site(folder)
    with running(folder, "serve", "--workers", "1", "--no-worker", **site.environment) as address:
        site.address = address
        yield site


@pytest.fixture
def with_passkeys(context: BrowserContext, page: Page) -> Page:
    """A page whose browser has a device for passkeys."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }},
    )  # fmt: skip
    return page


def accept(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.get_by_label("Uw naam").fill(name)
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_label("Het wachtwoord nog een keer").fill(PASSWORD)
    page.get_by_role("button", name="Accepteren en mijn account maken").click()


def log_in(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}/inloggen/")
    page.get_by_label("E-mailadres").fill(address)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()


def log_out(page: Page) -> None:
    page.get_by_role("banner").get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Inloggen")).to_be_visible()


def code_of(secret: str, *, later: int = 0) -> str:
    counter = next(iter(yield_hotp_counters_from_time())) + later
    return str(format_hotp_value(hotp_value(secret, counter)))


def look_at(page: Page, paths: list[str], site: str, status: int = 200) -> None:
    """Each page is there, is accessible at both sizes, and logs no error."""
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # What the browser says itself of a page that tells that something was refused.
        if message.type == "error" and f"status of {status}" not in message.text:
            errors.append(message.text)

    page.on("console", note)
    for path in paths:
        response = page.goto(site + path)
        assert response is not None
        assert (page.url, response.status) == (site + path, status), path
        assert_accessible_at_both_sizes(page)
    assert errors == []
    page.set_viewport_size(WIDE)


def test_an_administrator_sets_up_a_passkey_and_logs_in_with_it(
    with_passkeys: Page, account_site: Site
) -> None:
    page, site = with_passkeys, account_site.address
    accept(page, account_site.invite_administrator(ADMINISTRATOR), "Bo Beheer")
    # Without a second step the role does not count yet: led to the page to set it up.
    expect(page).to_have_url(f"{site}/account/tweede-stap/")
    page.goto(f"{site}/beheer/")
    expect(page).to_have_url(f"{site}/account/tweede-stap/")
    page.get_by_role("link", name="Passkey toevoegen").click()
    page.get_by_label("Naam").fill("Mijn laptop")
    page.get_by_role("button", name="Passkey toevoegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")
    page.goto(f"{site}/beheer/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Personen en rollen")
    log_out(page)
    page.goto(f"{site}/inloggen/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.get_by_role("banner").get_by_role("button", name="Uitloggen")).to_be_visible()
    page.goto(f"{site}/account/")
    expect(page.locator("main")).to_contain_text("Mijn laptop")

    # Invite a colleague, who gets an e-mail.
    page.goto(f"{site}/beheer/organisaties/toevoegen/")
    page.get_by_label("Naam van het secretariaat").fill("Secretariaat Noord")
    page.get_by_role("button", name="Secretariaat toevoegen").click()
    page.get_by_role("link", name="Iemand uitnodigen").click()
    page.get_by_label("E-mailadres").fill(COLLEAGUE)
    page.get_by_role("button", name="Uitnodiging versturen").click()
    expect(page.get_by_role("status")).to_contain_text(COLLEAGUE)
    organisation = page.url.removeprefix(site)
    look_at(page, [*PAGES_OF_ADMINISTRATORS, organisation, f"{organisation}uitnodigen/"], site)

    # Taking the passkey away.
    page.goto(f"{site}/account/passkeys/")
    passkey = page.locator("main").get_by_role("link", name=re.compile("Verwijderen")).first
    away = passkey.get_attribute("href") or ""
    look_at(page, [away.removesuffix("weg/"), away], site)
    page.goto(site + away)
    page.locator("main").get_by_role("button", name="Verwijderen").click()
    expect(page.locator("main")).to_contain_text("U hebt nog geen passkeys")


PAGES_OF_ADMINISTRATORS = [
    "/account/", "/en/account/", "/account/wachtwoord/", "/account/e-mailadres/",
    "/account/tweede-stap/", "/account/herstelcodes/", "/account/herstelcodes/nieuw/",
    "/account/passkeys/", "/account/passkeys/toevoegen/", "/account/sessies/",
    "/account/koppelingen/", "/account/bevestigen/?next=/account/",
    "/account/bevestigen/passkey/?next=/account/", "/uitloggen/", "/beheer/",
    "/beheer/organisaties/1/", "/beheer/organisaties/toevoegen/",
    "/beheer/organisaties/toevoegen/?zoek=xx",
    "/beheer/personen/1/", "/beheer/logboek/", "/en/beheer/logboek/?persoon=qqqq",
]  # fmt: skip


def test_a_colleague_accepts_by_mail_and_logs_in_with_an_app(
    page: Page, account_site: Site
) -> None:
    site, colleague = account_site.address, "sanne@voorbeeld.example"
    account_site.invite_by_mail(colleague, "Secretariaat Zuid")
    link = account_site.link_in_mail(colleague)
    look_at(page, [link.removeprefix(site)], site)
    look_at(page, ["/uitnodiging/bestaat-niet/"], site, status=404)
    accept(page, link, "Sanne Secretaris")
    expect(page.get_by_role("banner").get_by_role("button", name="Uitloggen")).to_be_visible()
    page.goto(f"{site}/beheer/")  # the only organisation that Sanne manages
    expect(page.get_by_role("heading", level=1)).to_have_text("Secretariaat Zuid")
    look_at(page, ["/account/tweede-stap/app/"], site)
    page.goto(f"{site}/account/tweede-stap/app/")
    secret = page.locator("#authenticator_secret").inner_text()
    page.get_by_label("Code die uw app nu toont").fill(code_of(secret))
    page.get_by_role("button", name="App instellen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")
    log_out(page)
    log_in(page, site, colleague)
    expect(page.get_by_role("heading", level=1)).to_have_text("De tweede stap")
    look_at(page, ["/inloggen/tweede-stap/"], site)
    page.get_by_label("Code uit uw app").fill("000000")
    page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.locator("main")).to_contain_text("Deze code klopt niet")
    # The code of a moment ago has been used: the next one is accepted, too.
    page.get_by_label("Code uit uw app").fill(code_of(secret, later=1))
    page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("banner").get_by_role("button", name="Uitloggen")).to_be_visible()
    look_at(page, ["/account/tweede-stap/app/weg/", "/account/bevestigen/code/"], site)


def test_a_browser_without_a_passkey_is_told(page: Page, account_site: Site) -> None:
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new Error('none'))")
    page.goto(f"{account_site.address}/inloggen/")
    expect(page.get_by_text("De passkey werkte niet")).to_be_hidden()
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.get_by_text("De passkey werkte niet")).to_be_visible()


def test_pages_before_the_log_in(page: Page, account_site: Site) -> None:
    paths = [
        "/inloggen/", "/en/inloggen/", "/aanmelden/", "/wachtwoord-vergeten/",
        "/wachtwoord-vergeten/verstuurd/", "/wachtwoord-vergeten/klaar/",
        "/wachtwoord-vergeten/1-abc/", "/inloggen/geblokkeerd/", "/inloggen/afgebroken/",
        "/uitloggen/",
    ]  # fmt: skip
    look_at(page, paths, account_site.address)
    look_at(page, ["/inloggen/mislukt/"], account_site.address, status=401)


@pytest.fixture(scope="module")
def pair(
    tmp_path_factory: pytest.TempPathFactory, migrated: Callable[[Path], str]
) -> Iterator[tuple[Site, Site]]:
    """A site that knows people, and another one where they log in through it."""
    home, away = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("away")
    for folder in (home, away):
        migrated(folder / "site.sqlite3")
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    (home / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    provider = Site(
        home,
        SAMENSPEL_IDENTITY_PROVIDER="on",
        SAMENSPEL_IDENTITY_KEY_FILE=f"{home}/key.pem",
        SAMENSPEL_COOKIE_PREFIX="home_",
        SAMENSPEL_MFA_REQUIRED="",
    )
    port = free_port()
    with running(
        home, "serve", "--workers", "1", "--no-worker", **provider.environment
    ) as provider.address:
        printed = provider.run(
            "people", "add-site", "Samenspel Noord", "--provider", "gemeente",
            "--address", f"http://localhost:{port}",
        )  # fmt: skip
        client = dict(line.split(": ") for line in printed.splitlines())
        settings = {
            "id": "gemeente", "name": "Gemeente Voorbeeld", "server_url": provider.address, **client
        }  # fmt: skip
        other = Site(
            away,
            SAMENSPEL_OIDC=json.dumps([settings]),
            SAMENSPEL_COOKIE_PREFIX="away_",
            SAMENSPEL_MFA_REQUIRED="",
        )
        with running(
            away, "serve", "--workers", "1", "--no-worker", port=port, **other.environment
        ) as other.address:
            yield provider, other


def test_the_log_in_of_another_site_lets_in_who_was_invited_and_nobody_else(
    browser: Browser, pair: tuple[Site, Site]
) -> None:
    provider, other = pair
    context = browser.new_context(locale="nl-NL", viewport=WIDE)
    page = context.new_page()
    accept(page, provider.invite_administrator(ADMINISTRATOR), "Bo Beheer")
    expect(page.get_by_role("banner").get_by_role("button", name="Uitloggen")).to_be_visible()

    def go() -> None:
        page.goto(f"{other.address}/inloggen/")
        page.get_by_role("button", name="Inloggen met Gemeente Voorbeeld").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen bij Samenspel Noord")
        page.get_by_role("button", name="Daar inloggen").click()
        # Past the pages of home, where one is logged in as well and may log out.
        expect(page).to_have_url(re.compile(f"^{re.escape(other.address)}/"))

    # A stranger over there: known at home, never invited.
    go()
    expect(page.get_by_role("heading", level=1)).to_have_text("U hebt hier nog geen account")
    expect(page.get_by_role("banner").get_by_role("link", name="Inloggen")).to_be_visible()
    # Invited: the log-in of home is enough.
    other.invite_administrator(ADMINISTRATOR)
    go()
    expect(page.get_by_role("banner").get_by_role("button", name="Uitloggen")).to_be_visible()
    page.goto(f"{other.address}/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bo Beheer")
    expect(page.locator("main")).to_contain_text("beheerder")
    look_at(
        page, ["/account/", "/account/koppelingen/", "/account/wachtwoord/kiezen/"], other.address
    )
    log_out(page)
    # And again, with the account that there is now.
    go()
    expect(page.get_by_role("banner").get_by_role("button", name="Uitloggen")).to_be_visible()
    context.close()


def test_a_cancelled_log_in_elsewhere_leads_back(browser: Browser, pair: tuple[Site, Site]) -> None:
    provider, other = pair
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    accept(page, provider.invite_administrator("kim@voorbeeld.example"), "Kim Beheer")
    expect(page.get_by_role("banner").get_by_role("button", name="Uitloggen")).to_be_visible()
    page.goto(f"{other.address}/inloggen/")
    page.get_by_role("button", name="Inloggen met Gemeente Voorbeeld").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen bij Samenspel Noord")
    assert_accessible(page)
    page.get_by_role("button", name="Annuleren").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent gestopt met inloggen")
    context.close()
