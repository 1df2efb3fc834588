# SPDX-License-Identifier: EUPL-1.2
"""A process that edits the register on command (see test_concurrent_edits.py, test_edit_killed.py).

Each line on standard input is a command with its arguments as JSON; each gets a line as answer.
``many`` never ends by itself: it edits on and on, and writes the number of every act that is done.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()


from samenspel.accounts.models import Event  # noqa: E402
from samenspel.accounts.rules import operator  # noqa: E402
from samenspel.register.actions import (  # noqa: E402
    ChangedMeanwhile,
    EditRefused,
    add_participation,
    correct_participation,
    correct_version,
    undo,
)
from samenspel.register.actions.meanwhile import changes_of, history_backwards  # noqa: E402
from samenspel.register.models import ChangeSet, HeldValue, Participation  # noqa: E402
from samenspel.register.queries.editing import token_of  # noqa: E402
from samenspel.register.records import step_back  # noqa: E402
from tests.register.small_register import (  # noqa: E402
    AT,
    GROUND,
    SAFETY,
    all_states,
    load,
    participation,
    said,
    slug,
    small_package,
    version,
)


def correct(values: dict[str, Any], seen: str) -> list[Any]:
    """Correct the version: what was done, or what somebody else did meanwhile."""
    try:
        made = correct_version(
            version=version(), values=values, seen=seen, ground=GROUND, by=operator(), at=AT
        )
    except ChangedMeanwhile as meanwhile:
        return ["meanwhile", *([d.field, d.seen, d.now] for d in meanwhile.differences)]
    return ["done", made.pk if made else None]


def add(code: str) -> list[Any]:
    """Add a municipality to the version."""
    try:
        made = add_participation(
            version=version(), values={"kind": "municipality", "municipality": code},
            ground=GROUND, by=operator(), at=AT,
        )  # fmt: skip
    except EditRefused as refused:
        return ["refused", refused.field]
    return ["done", made.pk]


def undo_last(pk: int) -> list[Any]:
    """Undo an act."""
    try:
        made = undo(change_set=ChangeSet.objects.get(pk=pk), ground=GROUND, by=operator(), at=AT)
    except EditRefused:
        return ["refused"]
    return ["done", made.pk]


def many() -> None:
    """Edit on and on: each act touches several tables."""
    mine = os.getpid()  # so that no act says what a process before it said
    for number in range(1, 100_000):
        if number % 2:
            areas = ("wonen",) if number % 4 == 1 else ("economie", "verkeer")
            correct({"name": f"Naam {mine} {number}", "policy_areas": areas}, token_of(version()))
        else:
            one = participation("GM0394")
            pays = {2000 + number % 7: (1, "")}
            correct_participation(
                participation=one,
                values={"roles": f"Naam {mine} {number}", "contributions": pays},
                seen=token_of(one), ground=GROUND, by=operator(), at=AT,
            )  # fmt: skip
        print(number, flush=True)


def digest() -> str:
    """Of every record, stepped back over the whole history."""
    states = all_states()
    for change_set in history_backwards(slug()):
        changes = changes_of(change_set)
        assert changes or change_set.held, "an act without its changes"
        for ref, _before, after in changes:
            now = states.get(ref)
            assert (now is None) == (after is None), "history does not say what is there"
            assert after is None or now is None or after.items() <= now.items(), ref
        step_back(states, reversed(changes))
    text = json.dumps(sorted([r.kind, r.text, sorted(s.items())] for r, s in states.items()))
    return hashlib.sha256(text.encode()).hexdigest()


def counts() -> list[int]:
    """Acts, lines of the log about them, and held values."""
    return [
        ChangeSet.objects.exclude(kind="load").count(),
        Event.objects.exclude(action="load_package").count(),
        HeldValue.objects.count(),
    ]


def loaded(name: str) -> list[Any]:
    """Load the package, with another name for the version."""
    report = load(said(small_package(), SAFETY, name=name), at=AT + timedelta(days=1))
    return ["unchanged" if report.is_unchanged else "loaded"]


COMMANDS: dict[str, Callable[..., Any]] = {
    "load": lambda: load().is_unchanged,
    "loaded": loaded,
    "correct": correct,
    "add": add,
    "undo": undo_last,
    "many": many,
    "token": lambda: token_of(version()),
    "name": lambda: version().name,
    "held": lambda: list(
        HeldValue.objects.order_by("pk").values_list(
            "field", "source_value", "held_value", "incoming_value"
        )
    ),
    "members": lambda: Participation.objects.filter(version__key=SAFETY).count(),
    "digest": digest,
    "counts": counts,
}

small_package()
print("ready", flush=True)
for line in sys.stdin:
    command, *arguments = json.loads(line)
    print(json.dumps(COMMANDS[command](*arguments)), flush=True)
