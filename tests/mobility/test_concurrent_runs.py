# SPDX-License-Identifier: EUPL-1.2
"""Two who ask the same at the same moment get the same run, computed once, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.register.editors import Editor

SCRIPT = Path(__file__).with_name("run_worker.py")
ROUNDS = 3


@contextmanager
def _two(database: str) -> Iterator[tuple[Editor, Editor]]:
    one = Editor(database, SCRIPT).ready()
    assert one.ask("load") is False
    other = Editor(database, SCRIPT).ready()
    try:
        yield one, other
    finally:
        one.stop()
        other.stop()


def _ask_the_same(one: Editor, other: Editor, size: int, *, improved: bool) -> list[list[object]]:
    for editor in (one, other):
        editor.say("ask", size, improved)
    return [one.answer(), other.answer()]


def _proved(database: str) -> None:
    with _two(database) as (one, other):
        for size in range(ROUNDS):
            first, second = _ask_the_same(one, other, size, improved=False)
            assert first == second
            assert first[1:] == ["done", 1]
        first, second = _ask_the_same(one, other, ROUNDS, improved=True)
        assert first == second
        assert first[1:] == ["waiting", 0]
        # Two workers at the same run: one has it.
        for editor in (one, other):
            editor.say("compute", first[0])
        assert sorted([one.answer(), other.answer()]) == [False, True]
        found = one.ask("state")
        assert found[1:] == [["done"] * (ROUNDS + 1), 1]
        assert found[0] + other.ask("state")[0] == ROUNDS + 1


def test_same_question_at_once_is_computed_once_on_sqlite(
    tmp_path: Path, migrated: Callable[[Path], str]
) -> None:
    _proved(migrated(tmp_path / "runs.sqlite3"))


@pytest.mark.django_db
def test_same_question_at_once_is_computed_once_on_postgresql(
    migrated_postgresql: Callable[[str], AbstractContextManager[str]],
) -> None:
    with migrated_postgresql("samenspel_runs") as database:
        _proved(database)
