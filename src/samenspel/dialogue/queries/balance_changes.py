# SPDX-License-Identifier: EUPL-1.2
"""What differs between two versions of the balance, from what both say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samenspel.analysis.positions import Stand
from samenspel.dialogue.queries.balance_content import LETTERS, ratio
from samenspel.dialogue.queries.balance_words import label, percent


@dataclass(frozen=True)
class Moved:
    """A body that says something else of a clause than before."""

    body: str
    clause: str
    before: str
    after: str


@dataclass(frozen=True)
class Shifted:
    """A clause with another agreement than before, in percent as text."""

    clause: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """Since version ``number``: who answered since, who moved, where agreement shifted.

    ``left``: who had answered and does not any more.
    """

    number: int
    answered: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[Moved, ...]
    shifted: tuple[Shifted, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed at all."""
        return not (self.answered or self.left or self.moved or self.shifted)


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any], *, number: int) -> Changes:
    """What ``after`` says that ``before`` (version ``number``) did not, in the order of ``after``.

    Bodies are the same by their number, clauses by their key.
    """
    known = {body["id"]: body for body in before["bodies"]}
    kept = _kept(before, after)
    answered, left, moved = [], [], []
    for body in after["bodies"]:
        was = known.get(body["id"])
        spoke = was is not None and _speaks(was)
        if was is not None and spoke and _speaks(body):
            moved += _moved(kept, was, body)
        elif spoke:
            left.append(body["name"])
        elif _speaks(body):
            answered.append(body["name"])
    return Changes(
        number=number,
        answered=tuple(answered),
        left=tuple(left),
        moved=tuple(moved),
        shifted=_shifted(before, after),
    )


def _speaks(body: Mapping[str, Any]) -> bool:
    return body["version"] is not None


def _kept(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """The clauses of ``after`` that were there before: name, place before, place now."""
    places = {clause["key"]: place for place, clause in enumerate(before["clauses"])}
    return [
        (f"{clause['number']}. {clause['title']}", places[clause["key"]], place)
        for place, clause in enumerate(after["clauses"])
        if clause["key"] in places
    ]


def _moved(
    kept: Sequence[tuple[str, int, int]], was: Mapping[str, Any], body: Mapping[str, Any]
) -> list[Moved]:
    old, new = was["positions"], body["positions"]
    return [
        Moved(body["name"], name, _said(old[before]), _said(new[now]))
        for name, before, now in kept
        if old[before] != new[now]
    ]


def _said(letter: str) -> str:
    return label(Stand(LETTERS.index(letter)))


def _shifted(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Shifted, ...]:
    known = {
        clause["key"]: measure["agreement"]
        for clause, measure in zip(before["clauses"], before["measures"], strict=True)
    }
    return tuple(
        Shifted(
            f"{clause['number']}. {clause['title']}",
            percent(ratio(known[clause["key"]])),
            percent(ratio(measure["agreement"])),
        )
        for clause, measure in zip(after["clauses"], after["measures"], strict=True)
        if clause["key"] in known and known[clause["key"]] != measure["agreement"]
    )
