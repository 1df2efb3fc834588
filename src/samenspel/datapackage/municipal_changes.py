# SPDX-License-Identifier: EUPL-1.2
"""The steps of municipal history (mergers, splits, renames) and how to tell them in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

ChangeKind = Literal["merge", "split", "rename", "transfer"]


@dataclass(frozen=True)
class Step:
    """A change that was followed; ``area_share`` is the part of the old territory concerned."""

    date: date
    kind: ChangeKind
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    area_share: float | None


def tell_forwards(steps: tuple[Step, ...]) -> Iterator[str]:
    """A sentence for each change, in the order of the steps."""
    for together in grouped(steps, lambda step: step.old_code):
        old, day = old_title(together[0]), together[0].date
        if len(together) > 1:
            parts = listed(_part(step) for step in together)
            yield f"{old} was divided on {day} among {parts}"
        elif together[0].kind == "rename":
            yield f"{old} was renamed {new_title(together[0])} on {day}"
        else:
            yield f"{old} merged into {new_title(together[0])} on {day}"


def grouped(steps: tuple[Step, ...], key: Callable[[Step], str]) -> Iterable[list[Step]]:
    """Steps of one day and one key together, in the order in which they come."""
    groups: dict[tuple[date, str], list[Step]] = defaultdict(list)
    for step in steps:
        groups[(step.date, key(step))].append(step)
    return groups.values()


def old_title(step: Step) -> str:
    """The old municipality: its name and code."""
    return f"{step.old_name} ({step.old_code})"


def new_title(step: Step) -> str:
    """The new municipality: its name and code."""
    return f"{step.new_name} ({step.new_code})"


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence: one, two and three."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _part(step: Step) -> str:
    share = "" if step.area_share is None else f", {step.area_share:.0%}"
    return f"{step.new_name} ({step.new_code}{share})"


def steps_of(changes: pl.DataFrame) -> Iterator[Step]:
    """The rows of the table municipality_changes."""
    for row in changes.to_dicts():
        yield Step(
            row["date"],
            row["kind"],
            row["old_code"],
            row["old_name"],
            row["new_code"],
            row["new_name"],
            row.get("area_share"),
        )
