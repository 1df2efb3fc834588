# SPDX-License-Identifier: EUPL-1.2
"""What changed between two versions of a text that is divided into items.

Items are matched by their key; words are compared with Ratcliff and Obershelp's matching of
:mod:`difflib`, first by line and then, where lines differ, by word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
MOST_COMPARED = 4_000_000
"""Pairs of words above which a stretch is shown as replaced whole: comparing takes their number."""


class Kind(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    SAME = "same"


@dataclass(frozen=True)
class Item:
    """A numbered item of a text."""

    key: str
    number: str
    title: str
    text: str


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is the ``same`` in both, ``removed`` or ``added``."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """An item in one or both versions; ``before`` or ``after`` is None where it was not there.

    ``kind`` is ``changed`` also for an item that moved as well (``is_moved``). Joining the pieces
    that are not added gives the text before, those that are not removed the text after.
    """

    kind: Kind
    before: Item | None
    after: Item | None
    is_moved: bool
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]

    @property
    def shown(self) -> Item:
        """The item as it stands last."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of both always is
        return found

    @property
    def is_renumbered(self) -> bool:
        """Whether the item is in both under another number."""
        return bool(self.before and self.after and self.before.number != self.after.number)


def compare(before: Sequence[Item], after: Sequence[Item]) -> tuple[Difference, ...]:
    """Every item of both versions in the order of the later one, each removed one at its place.

    Parameters
    ----------
    before, after
        The items of the earlier and the later version; a key at most once in each.

    Raises
    ------
    ValueError
        A key is there twice.
    """
    old, new = _by_key(before), _by_key(after)
    staying = _staying(before, after)
    found = [_difference(old.get(item.key), item, item.key not in staying) for item in after]
    for place, item in enumerate(before):
        if item.key not in new:
            gone = Difference(
                Kind.REMOVED, item, None, False, _whole("removed", item.title),
                _whole("removed", item.text),
            )  # fmt: skip
            found.insert(_place(before[:place], found), gone)
    return tuple(found)


def words(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two texts as stretches that are the same, removed or added, in reading order."""
    pieces: list[Piece] = []
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, i, j, k, m in SequenceMatcher(None, *lines, autojunk=False).get_opcodes():
        old, new = "".join(lines[0][i:j]), "".join(lines[1][k:m])
        pieces += [Piece("same", old)] if tag == "equal" else _by_word(old, new)
    return tuple(_legible(pieces))


def _by_key(items: Sequence[Item]) -> dict[str, Item]:
    found = {item.key: item for item in items}
    if len(found) < len(items):
        raise ValueError("a key is there twice")
    return found


def _difference(before: Item | None, after: Item, is_moved: bool) -> Difference:
    if before is None:
        return Difference(
            Kind.ADDED, None, after, False, _whole("added", after.title),
            _whole("added", after.text),
        )  # fmt: skip
    title, text = words(before.title, after.title), words(before.text, after.text)
    if any(piece.kind != "same" for piece in (*title, *text)):
        kind = Kind.CHANGED
    else:
        kind = Kind.MOVED if is_moved else Kind.SAME
    return Difference(kind, before, after, is_moved, title, text)


def _staying(before: Sequence[Item], after: Sequence[Item]) -> set[str]:
    """Keys in both that kept their order: the longest row of them; the others moved."""
    place = {item.key: number for number, item in enumerate(before)}
    common = [item.key for item in after if item.key in place]
    ends: list[int] = []
    last: list[str] = []
    previous: dict[str, str | None] = {}
    for key in common:
        at = bisect_left(ends, place[key])
        previous[key] = last[at - 1] if at else None
        if at == len(ends):
            ends.append(place[key])
            last.append(key)
        else:
            ends[at], last[at] = place[key], key
    found: set[str] = set()
    step = last[-1] if last else None
    while step is not None:
        found.add(step)
        step = previous[step]
    return found


def _place(earlier: Sequence[Item], found: Sequence[Difference]) -> int:
    """Where a removed item stands: after the item that stood before it, which has its place."""
    if not earlier:
        return 0
    keys = [difference.shown.key for difference in found]
    return keys.index(earlier[-1].key) + 1


def _whole(kind: str, text: str) -> tuple[Piece, ...]:
    return (Piece(kind, text),) if text else ()


def _by_word(before: str, after: str) -> list[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > MOST_COMPARED:
        return [*_whole("removed", before), *_whole("added", after)]
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
        else:
            pieces += [*_whole("removed", "".join(old[i:j])), *_whole("added", "".join(new[k:m]))]
    return pieces


def _legible(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Stretches joined: a blank between two changes belongs to both, so that phrases stay whole."""
    waiting = list(pieces)
    same = removed = added = ""
    for number, piece in enumerate(waiting):
        is_between = bool(removed or added) and number + 1 < len(waiting)
        if piece.kind == "same" and is_between and not piece.text.strip():
            removed += piece.text
            added += piece.text
        elif piece.kind == "same":
            yield from (*_whole("removed", removed), *_whole("added", added))
            removed = added = ""
            same += piece.text
        else:
            yield from _whole("same", same)
            same = ""
            removed += piece.text if piece.kind == "removed" else ""
            added += piece.text if piece.kind == "added" else ""
    yield from _whole("same", same)
    yield from (*_whole("removed", removed), *_whole("added", added))
