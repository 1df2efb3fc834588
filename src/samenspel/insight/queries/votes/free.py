# SPDX-License-Identifier: EUPL-1.2
"""Votes and power on any board that somebody writes down, beside the board it began as."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samenspel.analysis.voting_power import VotingPowerError
from samenspel.insight.queries.votes.board import (
    Board,
    Measured,
    QuotaTable,
    Seat,
    Threshold,
    as_threshold,
    measured,
    quota_of,
    quota_table,
)
from samenspel.insight.queries.votes.chart import VotesChart, votes_chart
from samenspel.insight.queries.votes.refusal import is_number, refusal, typed_votes
from samenspel.insight.queries.votes.words import Words, words_of

MOST_MEMBERS = 200
LONGEST_NAME = 60
LONGEST_TEXT = 20_000

_LINE = re.compile(r"(?P<name>.*?)[\s,;:=]*(?P<votes>[-+]?[\d.]*\d)\s*", re.ASCII)
_NUMBERS = re.compile(r"\s*\d+(?:\s*[,;\s]\s*\d+)+\s*", re.ASCII)

EXAMPLE = """Duitsland 4
Frankrijk 4
Italië 4
België 2
Nederland 2
Luxemburg 1"""
EXAMPLE_QUOTA = 12


@dataclass(frozen=True)
class FreeAsked:
    """What the address asks for, as typed; ``first`` and ``first_quota`` are the board before."""

    text: str = ""
    threshold: str = ""
    own: str = ""
    first: str = ""
    first_quota: str = ""

    @property
    def is_given(self) -> bool:
        """Whether anything was typed at all."""
        return bool(self.text.strip() or self.threshold)


@dataclass(frozen=True)
class FreePage:
    """The page; ``found`` is None where ``errors`` say why. ``is_example``: nothing was typed.

    ``text``, ``threshold`` and ``own`` are what the form shows; ``first`` and ``first_quota`` are
    the board that the next answer is laid beside.
    """

    text: str
    threshold: Threshold
    own: str
    first: str
    first_quota: str
    is_example: bool
    errors: tuple[str, ...] = ()
    found: Measured | None = None
    words: Words | None = None
    chart: VotesChart | None = None
    quotas: QuotaTable | None = None


class BoardTextError(ValueError):
    """A text that holds no board; ``sentences`` say why."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = tuple(sentences)


def free_page(asked: FreeAsked) -> FreePage:
    """The power on the board as typed; that of six countries in 1958 where nothing was typed."""
    if not asked.is_given:
        asked = FreeAsked(text=EXAMPLE, threshold="eigen", own=str(EXAMPLE_QUOTA))
        return _page(asked, is_example=True)
    return _page(asked, is_example=False)


def _page(asked: FreeAsked, *, is_example: bool) -> FreePage:
    threshold = as_threshold(asked.threshold) or "helft"
    own = asked.own.strip() if threshold == "eigen" else ""

    def refused(*sentences: str) -> FreePage:
        return FreePage(
            asked.text, threshold, own, asked.first, asked.first_quota, is_example, sentences
        )

    try:
        seats = seats_of(asked.text)
    except BoardTextError as error:
        return refused(*error.sentences)
    if threshold == "eigen" and not is_number(own):
        return refused(_("Write the number of votes that a decision needs as a whole number."))
    quota = quota_of(threshold, sum(s.votes for s in seats), int(own) if own else None)
    board = Board(seats, quota, threshold, is_assumed=not asked.threshold)
    try:
        found = measured(board, _first(asked))
        return FreePage(
            text=asked.text,
            threshold=threshold,
            own=own,
            first=asked.first or as_text(seats),
            first_quota=asked.first_quota or str(quota),
            is_example=is_example,
            found=found,
            words=words_of(found),
            chart=votes_chart(found),
            quotas=quota_table(found),
        )
    except VotingPowerError as error:
        return refused(refusal(error))


def seats_of(text: str) -> tuple[Seat, ...]:
    """Members with their votes, one a line: a name and a number; or only numbers.

    Raises
    ------
    BoardTextError
        A line has no number of votes, a name comes twice, or there are too many members.
    """
    if len(text) > LONGEST_TEXT:
        raise BoardTextError([_("This text is too long for a board.")])
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and _NUMBERS.fullmatch(lines[0]):
        lines = re.findall(r"\d+", lines[0])
    if not lines:
        raise BoardTextError([_("Write the members, each on a line with its votes.")])
    if len(lines) > MOST_MEMBERS:
        raise BoardTextError(
            [_("At most %(most)s members fit on this page.") % {"most": MOST_MEMBERS}]
        )
    seats: dict[str, Seat] = {}
    wrong = []
    for place, line in enumerate(lines, start=1):
        found = _LINE.fullmatch(line)
        votes = found["votes"] if found else ""
        name = (found["name"].strip() if found else "") or _("Member %(number)s") % {
            "number": place
        }
        problem = typed_votes(votes) if found else _("write the votes behind the name")
        if problem:
            wrong.append(
                _("Line %(line)s (%(text)s): %(problem)s.")
                % {"line": place, "text": line[:LONGEST_NAME], "problem": problem}
            )
            continue
        key = name[:LONGEST_NAME].casefold()
        if key in seats:
            wrong.append(
                _("Line %(line)s: %(name)s comes twice.")
                % {"line": place, "name": name[:LONGEST_NAME]}
            )
            continue
        seats[key] = Seat(key, name[:LONGEST_NAME], int(votes), merged_from=_parts(name))
    if wrong:
        raise BoardTextError(wrong[:5])
    return tuple(seats.values())


def _parts(name: str) -> tuple[str, ...]:
    """Keys of the members that one called "A + B" was made of; empty for a plain name."""
    parts = tuple(part.strip().casefold() for part in name.split(" + "))
    return parts if len(parts) > 1 and all(parts) else ()


def as_text(seats: Sequence[Seat]) -> str:
    """The members as the form takes them: one a line."""
    return "\n".join(f"{seat.name} {seat.votes}" for seat in seats)


def _first(asked: FreeAsked) -> Board | None:
    """The board before; None where there is none, or it is no board any more."""
    if not asked.first or not is_number(asked.first_quota):
        return None
    try:
        board = Board(seats_of(asked.first), int(asked.first_quota))
        board.game  # noqa: B018 - is it a board?
    except (BoardTextError, VotingPowerError):
        return None
    return board
