# SPDX-License-Identifier: EUPL-1.2
"""Real sites for a real browser: the demo on the example, and a server on the national data."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.looking import PHONE, WIDE
from tools.find_browser import FLAGS, find_browser

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# The product as it is, not with the settings of the tests.
ENVIRONMENT = {
    **{k: v for k, v in os.environ.items() if not k.startswith("SAMENSPEL_")},
    "DJANGO_SETTINGS_MODULE": "samenspel.web.settings",
}
PROGRAM = [sys.executable, "-c", "from samenspel.cli import main; main()"]
PRINTED = "printed.txt"

# For a machine with more to do: half a minute for what is done, a part of it for what appears.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE / 2)

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium instead of a download; skipped with a message where there is none."""
    found = find_browser()
    if found is None:
        message = "no Chromium on this machine (set SAMENSPEL_BROWSER to the path of one)"
        if os.environ.get("SAMENSPEL_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    return {**browser_type_launch_args, "executable_path": found, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": WIDE, "locale": "nl-NL"}


@pytest.fixture(params=["wide", "phone"])
def sized_page(page: Page, request: pytest.FixtureRequest) -> Page:
    """A page at 1280 and at 390 pixels wide."""
    page.set_viewport_size(WIDE if request.param == "wide" else PHONE)
    return page


@pytest.fixture
def phone(page: Page) -> Page:
    """A page at 390 pixels wide."""
    page.set_viewport_size(PHONE)
    return page


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    folder: Path, *command: str, port: int | None = None, **environment: str
) -> Iterator[str]:
    """A server, started by a command of the product; its address."""
    port = port or free_port()
    with (folder / PRINTED).open("w") as printed:
        process = subprocess.Popen(
            [*PROGRAM, *command, "--port", str(port)],
            cwd=folder,
            env={**ENVIRONMENT, "PYTHONUNBUFFERED": "1", **environment},
            stdout=printed,
        )
    address = f"http://localhost:{port}"
    try:
        # The demo writes the whole example first: a minute on a busy machine.
        patience = time.monotonic() + 240
        while process.poll() is None and time.monotonic() < patience:
            try:
                urlopen(f"{address}/gezondheid/", timeout=5).close()
                break
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        else:
            pytest.fail(f"{command[0]} does not answer")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo keeps its database, and what it printed."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def log_ins(site: str, demo_folder: Path) -> dict[str, str]:
    """Passwords by e-mail address, as the demo printed them."""
    assert site
    text = (demo_folder / PRINTED).read_text(encoding="utf-8")
    return dict(re.findall(r"^ +(\S+@\S+) +(\S+)", text, flags=re.MULTILINE))


@pytest.fixture(scope="session")
def site(demo_folder: Path, migrated: Callable[[Path], str]) -> Iterator[str]:
    """Address of the demo."""
    folder = demo_folder
    clean = {"SAMENSPEL_DATABASE_URL": migrated(folder / "demo.sqlite3")}
    with running(folder, "demo", "--folder", str(folder), **clean) as address:
        yield address


@pytest.fixture(scope="session")
def sessions(browser: Browser, site: str, log_ins: dict[str, str]) -> Callable[[str], StorageState]:
    """What a browser keeps of one of the people of the demo who has logged in; each logs in once.

    A test that logs out does so with a log-in of its own.
    """

    @cache
    def session(who: str) -> StorageState:
        email = f"{who}@voorbeeld.example"
        context = browser.new_context(locale="nl-NL")
        page = context.new_page()
        page.goto(f"{site}/inloggen/?next=/mijn/")
        page.get_by_label("E-mailadres").fill(email)
        page.get_by_label("Wachtwoord", exact=True).fill(log_ins[email])
        page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()
        expect(page).to_have_url(f"{site}/mijn/")
        kept = context.storage_state()
        context.close()
        return kept

    return session


@pytest.fixture
def window(browser: Browser, sessions: Callable[[str], StorageState]) -> Iterator[Open]:
    """Opens a window of its own for one of the people of the demo, who has logged in."""
    contexts = []

    def opened(who: str, **options: Any) -> Page:
        context = browser.new_context(
            **{"locale": "nl-NL", "viewport": WIDE, "storage_state": sessions(who), **options}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def resident(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window of somebody who does not log in, with scripts or, by its parameter, without."""
    context = browser.new_context(
        locale="nl-NL", viewport=WIDE, java_script_enabled=getattr(request, "param", True)
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def national_site(
    national_data: Path,
    tmp_path_factory: pytest.TempPathFactory,
    migrated: Callable[[Path], str],
) -> Iterator[str]:
    """Address of a server on the national packages."""
    folder = tmp_path_factory.mktemp("national")
    environment = {
        "SAMENSPEL_DATABASE_URL": migrated(folder / "national.sqlite3"),
        "SAMENSPEL_SECRET_KEY": "only-for-the-browser-tests-" * 2,
        "SAMENSPEL_HTTPS": "off",
    }
    for name in ("nl-2026", "nl-2016", "vl-2023"):
        subprocess.run(
            [*PROGRAM, "data", "load", str(national_data / name)],
            env={**ENVIRONMENT, **environment},
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    with running(folder, "serve", "--workers", "1", "--no-worker", **environment) as address:
        yield address
