# SPDX-License-Identifier: EUPL-1.2
"""Two people at one record at the same moment: nothing is overwritten unseen, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.register.editors import Editor, editors

ROUNDS = 8
NEW_MEMBERS = ("GM0362", "GM0439", "GM0385", "GM0415")


def _correct_the_same(one: Editor, other: Editor) -> None:
    """Each round one is done; the other sees what it did, and saves again with that in mind."""
    for number in range(ROUNDS):
        was, seen = one.ask("name"), one.ask("token")
        one.say("correct", {"name": f"Van een {number}"}, seen)
        other.say("correct", {"name": f"Van ander {number}"}, seen)
        answers = [one.answer(), other.answer()]
        assert sorted(a[0] for a in answers) == ["done", "meanwhile"]
        late = next(a for a in answers if a[0] == "meanwhile")
        now = one.ask("name")
        assert late[1] == ["name", was, now]
        assert now == (f"Van een {number}" if answers[0][0] == "done" else f"Van ander {number}")


def _add_the_same(one: Editor, other: Editor) -> None:
    """Each round one is done and the other is refused; the participant is there once."""
    for number, code in enumerate(NEW_MEMBERS, start=1):
        one.say("add", code)
        other.say("add", code)
        answers = sorted([one.answer(), other.answer()])
        assert answers[0][0] == "done"
        assert answers[1] == ["refused", "municipality"]
        assert one.ask("members") == 9 + number


def _undo_the_same(one: Editor, other: Editor) -> None:
    """One undoes; the other hears that it was undone already."""
    done = one.ask("correct", {"name": "Om ongedaan te maken"}, one.ask("token"))[1]
    one.say("undo", done)
    other.say("undo", done)
    assert sorted([one.answer()[0], other.answer()[0]]) == ["done", "refused"]


def _load_meanwhile(one: Editor, other: Editor) -> None:
    """A correction during a load is not lost, whichever of the two is first."""
    for number in range(ROUNDS):
        seen = one.ask("token")
        other.say("loaded", f"Van hen {number}")
        one.say("correct", {"name": f"Van ons {number}"}, seen)
        done, _loaded = one.answer(), other.answer()
        assert done[0] == "done" or done[1][0] == "name"
        (held,) = [h for h in one.ask("held") if h[0] == "name"]
        assert one.ask("name") == held[2]
        if done[0] == "done":
            assert one.ask("name") == f"Van ons {number}"
        assert f"Van hen {number}" in (held[1], held[3])


def _proved(database: str) -> None:
    with editors(database, 2) as (one, other):
        start = one.ask("digest")
        _correct_the_same(one, other)
        _add_the_same(one, other)
        _undo_the_same(one, other)
        _load_meanwhile(one, other)
        assert other.ask("digest") == one.ask("digest") == start


@pytest.mark.slow
def test_two_people_at_once_on_sqlite(tmp_path: Path, migrated: Callable[[Path], str]) -> None:
    _proved(migrated(tmp_path / "edits.sqlite3"))


@pytest.mark.slow
@pytest.mark.django_db
def test_two_people_at_once_on_postgresql(
    migrated_postgresql: Callable[[str], AbstractContextManager[str]],
) -> None:
    with migrated_postgresql("samenspel_edits") as database:
        _proved(database)
