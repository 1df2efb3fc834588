# SPDX-License-Identifier: EUPL-1.2
"""A whole text, pasted, as numbered clauses; and which of them were there before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from samenspel.dialogue.actions.rounds.values import ClauseValues

# "1. Title", "2) Title", "2.1 Title", "Artikel 3 Title"; a day ("22 maart") is none.
_NUMBERED = re.compile(
    r"^\s*(?:(?:artikel|art\.|punt|onderdeel)\s+(?P<named>\d{1,3}(?:\.\d{1,3})*[a-z]?)[.:)]?"
    r"|(?P<number>\d{1,3}(?:\.\d{1,3})*[a-z]?)[.:)]|(?P<deep>\d{1,3}(?:\.\d{1,3})+[a-z]?))"
    r"\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;:!?]\s")
LONGEST_TITLE = 120
ALIKE = 0.6
"""How much of two texts must be the same for one to be the other, changed: in [0, 1]."""


def split_numbered(text: str) -> tuple[str, list[ClauseValues]]:
    """What stands before the first numbered line, and a clause for every numbered line.

    A long line is a title up to the end of its first sentence; the rest is the text of the clause.
    """
    before: list[str] = []
    clauses: list[tuple[str, str, list[str]]] = []
    for line in text.splitlines():
        match = _NUMBERED.match(line)
        if match:
            number = match["named"] or match["number"] or match["deep"]
            title, rest = _title(match["rest"].strip())
            clauses.append((number[:12], title, [rest] if rest else []))
        elif clauses:
            clauses[-1][2].append(line)
        else:
            before.append(line)
    return "\n".join(before).strip(), [
        ClauseValues("", number, title, "\n".join(lines).strip())
        for number, title, lines in clauses
    ]


def with_keys(
    clauses: Sequence[ClauseValues], earlier: Sequence[ClauseValues]
) -> list[ClauseValues]:
    """The clauses with the key of the same one in the version before.

    The same is: the same title; else the same number and a text that is for the greater part the
    same. Each earlier clause is used once.
    """
    free = {one.key: one for one in earlier}
    found: list[ClauseValues] = []
    by_title = [_take(free, new, _same_title) for new in clauses]
    for new, key in zip(clauses, by_title, strict=True):
        known = key or _take(free, new, _is_alike)
        found.append(replace(new, key=known))
    return found


def _take(
    free: dict[str, ClauseValues],
    new: ClauseValues,
    fits: Callable[[ClauseValues, ClauseValues], bool],
) -> str:
    """The key of the first that fits, taken out; empty for none."""
    key = next((key for key, one in free.items() if fits(one, new)), "")
    free.pop(key, None)
    return key


def _same_title(one: ClauseValues, other: ClauseValues) -> bool:
    return " ".join(one.title.casefold().split()) == " ".join(other.title.casefold().split())


def _is_alike(one: ClauseValues, other: ClauseValues) -> bool:
    if one.number.strip() != other.number.strip():
        return False
    texts = (f"{one.title} {one.text}".split(), f"{other.title} {other.text}".split())
    return SequenceMatcher(None, *texts, autojunk=False).ratio() >= ALIKE


def _title(line: str) -> tuple[str, str]:
    if len(line) <= LONGEST_TITLE:
        return line, ""
    end = _SENTENCE.search(line[: LONGEST_TITLE + 1])
    place = end.start() + 1 if end else line.rfind(" ", 0, LONGEST_TITLE)
    place = place if place > 0 else LONGEST_TITLE
    return line[:place].rstrip(" .;:"), line[place:].strip()
