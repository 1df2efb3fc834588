# SPDX-License-Identifier: EUPL-1.2
"""Processes that edit one database at the same time, each with its own connection."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("edit_worker.py")


class Editor:
    """A process that edits on command, or does what another script does."""

    def __init__(self, database: str, script: Path = SCRIPT) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(script)],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
                "SAMENSPEL_DATABASE_URL": database,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ready(self) -> Editor:
        assert self.line() == "ready"
        return self

    def say(self, *command: Any) -> None:
        """Send a command; the answer is read later."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{json.dumps(command)}\n")
        self._process.stdin.flush()

    def line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def answer(self) -> Any:
        return json.loads(self.line())

    def ask(self, *command: Any) -> Any:
        self.say(*command)
        return self.answer()

    def kill(self) -> list[str]:
        """Kill it; what it had written and nobody read yet."""
        self._process.kill()
        assert self._process.stdout is not None
        rest = self._process.stdout.read()
        self._process.wait()
        return rest.split()

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()


@contextmanager
def editors(database: str, number: int) -> Iterator[list[Editor]]:
    """Processes on a migrated database, in which the first one puts the small register."""
    first = Editor(database).ready()
    assert first.ask("load") is False
    everyone = [first, *(Editor(database) for _ in range(number - 1))]
    for one in everyone[1:]:
        one.ready()
    try:
        yield everyone
    finally:
        for one in everyone:
            one.stop()
