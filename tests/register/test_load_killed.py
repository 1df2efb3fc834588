# SPDX-License-Identifier: EUPL-1.2
"""A load that is killed leaves the old state whole, on both databases."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from samenspel.datapackage import read_package, write_package
from samenspel.register.example import EXAMPLE

pytestmark = pytest.mark.slow
KILLS = 20
SCRIPT = Path(__file__).with_name("load_worker.py")


@pytest.fixture(scope="module")
def changed_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with other names for every arrangement and fewer participants."""
    package = read_package(EXAMPLE)
    tables = dict(package.tables)
    tables["arrangements"] = tables["arrangements"].with_columns(
        name=pl.col("name") + " (gewijzigd)"
    )
    keep = tables["participations"].with_row_index().filter(pl.col("index") % 7 != 0).drop("index")
    tables["participations"] = keep
    tables.pop("seats", None)
    tables.pop("contributions", None)
    folder = tmp_path_factory.mktemp("changed")
    write_package(replace(package, tables=tables), folder)
    return folder


class Worker:
    """A process that loads the old (0) or the new (1) package into a database."""

    def __init__(self, database: str, changed: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(SCRIPT), str(EXAMPLE), str(changed)],
            env={
                **os.environ,
                "SAMENSPEL_DATABASE_URL": database,
                "DJANGO_SETTINGS_MODULE": "samenspel.web.settings",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ready(self) -> Worker:
        assert self._answer() == "ready"
        return self

    def ask(self, command: str) -> str:
        self._send(command)
        return self._answer()

    def kill_while_loading(self, after: float) -> bool:
        """Start the new load and kill it after some seconds; whether it was still busy."""
        self._send("1")
        time.sleep(after)
        self._process.kill()
        assert self._process.stdout is not None
        return self._process.stdout.read() == ""

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _send(self, command: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def _kill_loads(database: str, changed: Path) -> tuple[int, int]:
    """Kill loads of the new package at random moments: how many half-way, how many states wrong."""
    chance = random.Random(20120322)
    worker = Worker(database, changed).ready()
    assert worker.ask("0") == "loaded"
    start = time.perf_counter()
    assert worker.ask("1") == "loaded"
    duration = time.perf_counter() - start
    assert worker.ask("0") == "loaded"
    old = worker.ask("state")
    killed = wrong = 0
    for _ in range(KILLS):
        following = Worker(database, changed)
        killed += worker.kill_while_loading(chance.uniform(0.02, 0.95) * duration)
        worker = following.ready()
        found = worker.ask("state")
        if found == old:
            continue
        # It was through before the kill: then all of the new state must be there.
        wrong += worker.ask("1") != "unchanged"
        assert worker.ask("0") == "loaded"
        old = worker.ask("state")
    worker.stop()
    return killed, wrong


def _proved(outcome: tuple[int, int]) -> bool:
    """Nothing was wrong, and most loads were really killed half-way."""
    killed, wrong = outcome
    return wrong == 0 and killed >= KILLS * 3 // 4


def test_killed_load_leaves_old_state_whole_on_sqlite(
    tmp_path: Path, migrated: Callable[[Path], str], changed_package: Path
) -> None:
    assert _proved(_kill_loads(migrated(tmp_path / "killed.sqlite3"), changed_package))


@pytest.mark.django_db
def test_killed_load_leaves_old_state_whole_on_postgresql(
    migrated_postgresql: Callable[[str], AbstractContextManager[str]], changed_package: Path
) -> None:
    with migrated_postgresql("samenspel_killed") as database:
        assert _proved(_kill_loads(database, changed_package))
