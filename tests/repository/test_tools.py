# SPDX-License-Identifier: EUPL-1.2
"""The small programs behind the Makefile do what their help says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import find_browser, only_database, wheel_check, with_postgres

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("url", "postgres"),
    [
        ("postgres://user@host/name", True),
        ("postgresql://postgres:@/postgres?host=/tmp/data", True),
        ("sqlite:///samenspel.sqlite3", False),
        ("", False),
    ],
)
def test_server_is_started_only_when_none_is_named(url: str, postgres: bool) -> None:
    assert with_postgres.names_postgres(url) is postgres


def test_command_runs_on_the_named_server_and_gives_its_exit_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = "postgres://somebody@nowhere.invalid/name"
    monkeypatch.setenv(with_postgres.VARIABLE, url)
    script = f"import os, sys; sys.exit(7 * (os.environ['{with_postgres.VARIABLE}'] == {url!r}))"
    assert with_postgres.run([sys.executable, "-c", script]) == 7


def test_named_browser_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMENSPEL_BROWSER", sys.executable)
    assert find_browser.find_browser() == sys.executable


def test_named_browser_that_is_not_there_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMENSPEL_BROWSER", "/nowhere/chromium")
    assert find_browser.find_browser() is None


def test_style_and_scripts_of_a_page_are_found() -> None:
    page = '<link rel="stylesheet" href="/static/a.css"><script src="/static/b.js?v=2" defer>'
    assert wheel_check.ASSET.findall(page) == ["/static/a.css", "/static/b.js"]


def test_second_run_keeps_only_tests_of_the_database(request: pytest.FixtureRequest) -> None:
    assert not only_database.uses_database(request.node)
    request.node.add_marker(pytest.mark.django_db)
    assert only_database.uses_database(request.node)


def test_menu_lists_every_command_for_people() -> None:
    menu = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("demo", "test", "check", "bench", "lock", "wheel", "screenshots"):
        assert f" {target} " in menu.stdout
