# SPDX-License-Identifier: EUPL-1.2
"""A process that is killed while it edits: all that it said was done is there, nothing is half."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.register.editors import Editor, editors

KILLS = 6


def _proved(database: str) -> None:
    chance = random.Random(20120514)
    acts = acknowledged = 0
    with editors(database, 1) as (first,):
        start = first.ask("digest")
        worker = Editor(database).ready()
        for _ in range(KILLS):
            worker.say("many")
            assert worker.line() == "1"  # the dictionary of search is read
            time.sleep(chance.uniform(0.05, 0.6))
            following = Editor(database)
            said = 1 + len(worker.kill())
            worker = following.ready()
            sets, events, held = first.ask("counts")
            # At most one act was done of which the word did not come through.
            assert said <= sets - acts <= said + 1
            assert sets == events
            assert held > 0
            # Every act stepped back in turn: what was loaded.
            assert first.ask("digest") == start
            acts, acknowledged = sets, acknowledged + said
        worker.stop()
    assert acknowledged > 2 * KILLS


@pytest.mark.slow
def test_killed_while_editing_on_sqlite(tmp_path: Path, migrated: Callable[[Path], str]) -> None:
    _proved(migrated(tmp_path / "killed.sqlite3"))


@pytest.mark.slow
@pytest.mark.django_db
def test_killed_while_editing_on_postgresql(
    migrated_postgresql: Callable[[str], AbstractContextManager[str]],
) -> None:
    with migrated_postgresql("samenspel_edit_killed") as database:
        _proved(database)
