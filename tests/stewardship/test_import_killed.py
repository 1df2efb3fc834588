# SPDX-License-Identifier: EUPL-1.2
"""Taking over a list that is killed leaves all of it or nothing, on both databases."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
KILLS = 10
SCRIPT = Path(__file__).with_name("import_worker.py")


class Worker:
    """A process that takes over (1) and undoes (0) a list in a database."""

    def __init__(self, database: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            env={
                **os.environ,
                "SAMENSPEL_DATABASE_URL": database,
                "DJANGO_SETTINGS_MODULE": "samenspel.web.settings",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready"

    def ask(self, *commands: str) -> str:
        """The last answer; taking over first says that it is busy."""
        answer = ""
        for command in commands:
            self._send(command)
            answer = self._answer()
            if answer == "busy":
                answer = self._answer()
        return answer

    def kill_while_writing(self, after: float) -> str:
        """Start taking over and kill it some seconds after it became busy: what it still said."""
        self._send("1")
        assert self._answer() == "busy"
        time.sleep(after)
        return self.stop()

    def stop(self) -> str:
        self._process.kill()
        return str(self._process.communicate()[0])

    def _send(self, command: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def _kill_imports(database: str) -> tuple[int, int]:
    """Kill at random moments: how many half-way, how many states neither the old nor the new."""
    chance = random.Random(20120322)
    worker = Worker(database)
    old = worker.ask("state")
    start = time.perf_counter()
    new = worker.ask("1", "state")
    duration = time.perf_counter() - start
    assert old != new == worker.ask("state")
    assert worker.ask("0", "state") == old
    killed = wrong = 0
    for _ in range(KILLS):
        said = worker.kill_while_writing(chance.uniform(0.02, 0.9) * duration)
        worker = Worker(database)
        found = worker.ask("state")
        # What was acknowledged is there; what was not is there whole or not at all.
        wrong += found != new if "done" in said else found not in (old, new)
        killed += found == old
        assert worker.ask("0", "state") == old
    worker.stop()
    return killed, wrong


def _proved(outcome: tuple[int, int]) -> bool:
    """Nothing was wrong, and most were really killed half-way."""
    killed, wrong = outcome
    return wrong == 0 and killed >= KILLS // 2


def test_killed_import_leaves_all_or_nothing_on_sqlite(
    tmp_path: Path, migrated: Callable[[Path], str]
) -> None:
    assert _proved(_kill_imports(migrated(tmp_path / "killed.sqlite3")))


@pytest.mark.django_db
def test_killed_import_leaves_all_or_nothing_on_postgresql(
    migrated_postgresql: Callable[[str], AbstractContextManager[str]],
) -> None:
    with migrated_postgresql("samenspel_import_killed") as database:
        assert _proved(_kill_imports(database))
