# SPDX-License-Identifier: EUPL-1.2
"""Lists of participants that were cut into rows at the wrong place.

``Mill en Sint Hubert`` has a conjunction of its own, and so a list that was cut at every ``en``
leaves ``Grave en Mill`` beside ``Sint Hubert``, ``Middelaar`` beside ``Mook en Middelaar``, or
``Waal en Wijchen`` beside ``West Maas en Waal``. The pieces are put together again only when they
give nothing but names of municipalities.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

_JOINT = re.compile(r"(\s+en\s+|\s*[,;/]\s*|\s+)")
_CONJUNCTION = re.compile(r"\s+en\s+", re.IGNORECASE)
_PIECES = re.compile(r"\s+en\s+|\s*,\s*", re.IGNORECASE)
_MOST_WORDS = 12
_MOST_NEIGHBOURS = 3

IsName = Callable[[str], bool]


@dataclass(frozen=True)
class Mended:
    """The names that a run of ``rows`` rows should have been.

    ``parts`` gives for each name the rows that it was made from, counted from the first.
    """

    rows: int
    names: tuple[str, ...]
    parts: tuple[tuple[int, ...], ...]


def mend(names: Sequence[str], at: int, fellows: Collection[str], is_name: IsName) -> Mended | None:
    """The right names for the row ``at`` and what follows it, or None when nothing fits.

    Parameters
    ----------
    names
        Names of one arrangement in the order of the source.
    at
        The row that is no name as it stands.
    fellows
        Official names of the municipalities that the arrangement is known to have.
    is_name
        Whether a text is the name of a municipality.
    """
    return (
        _joined(names, at, is_name)
        or _within(names[at], is_name)
        or _torn_off(names[at], fellows, is_name)
    )


def _joined(names: Sequence[str], at: int, is_name: IsName) -> Mended | None:
    """This row and its neighbours as one list that was cut within a name."""
    for length in range(2, _MOST_NEIGHBOURS + 1):
        run = names[at : at + length]
        if len(run) < length or _words(run) > _MOST_WORDS:
            return None
        pieces: list[str] = []
        row_of: list[int] = []
        for row, name in enumerate(run):
            parts = _CONJUNCTION.split(name)
            pieces += parts
            row_of += [row] * len(parts)
        cut = _segments(pieces, is_name)
        if cut is None or not any(_crosses(begin, end, row_of) for begin, end in cut):
            continue
        return Mended(
            length,
            tuple(" en ".join(pieces[begin:end]) for begin, end in cut),
            tuple(tuple(sorted(set(row_of[begin:end]))) for begin, end in cut),
        )
    return None


def _words(names: Sequence[str]) -> int:
    return sum(len(name.split()) for name in names)


def _crosses(begin: int, end: int, row_of: Sequence[int]) -> bool:
    return row_of[begin] != row_of[end - 1]


def _segments(pieces: Sequence[str], is_name: IsName) -> list[tuple[int, int]] | None:
    """A division of the pieces into names, the longest name first; None when there is none."""
    if not pieces:
        return []
    for end in range(len(pieces), 0, -1):
        if is_name(" en ".join(pieces[:end])):
            rest = _segments(pieces[end:], is_name)
            if rest is not None:
                return [(0, end), *((b + end, e + end) for b, e in rest)]
    return None


def _within(name: str, is_name: IsName) -> Mended | None:
    """One row that holds several names: ``Zevenaar Beuningen``."""
    tokens = _JOINT.split(name.strip())
    if len(tokens) > 2 * _MOST_WORDS:
        return None
    found = _names_in(tokens, is_name)
    if found is None or len(found) < 2:
        return None
    return Mended(1, tuple(found), ((0,),) * len(found))


def _names_in(tokens: Sequence[str], is_name: IsName) -> list[str] | None:
    """Names that together are all of the words (every second token joins two words)."""
    if not tokens:
        return []
    for end in range(len(tokens), 0, -2):
        name = "".join(tokens[:end])
        if name and is_name(name):
            rest = _names_in(tokens[end + 1 :], is_name)
            if rest is not None:
                return [name, *rest]
    return None


def _torn_off(name: str, fellows: Collection[str], is_name: IsName) -> Mended | None:
    """Parts of a list of which one is a torn-off part of a fellow member's name."""
    parts = _CONJUNCTION.split(name)
    if len(parts) > _MOST_WORDS:
        return None
    found: list[str] = []
    for part in parts:
        whole = part if is_name(part) else _fellow_of(part, fellows)
        if whole is None:
            return None
        found.append(whole)
    return Mended(1, tuple(found), ((0,),) * len(found))


def _fellow_of(part: str, fellows: Collection[str]) -> str | None:
    """The one fellow member of whose name this is a part at a comma or conjunction."""
    wanted = part.casefold()
    whole = [
        fellow
        for fellow in fellows
        if wanted in (piece.casefold() for piece in _PIECES.split(fellow))
    ]
    return whole[0] if len(whole) == 1 else None
