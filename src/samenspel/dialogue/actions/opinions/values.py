# SPDX-License-Identifier: EUPL-1.2
"""What an opinion is made of when it is handed in, and what of it cannot be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samenspel.dialogue.models import Clause, Position, RoundDocument
from samenspel.dialogue.refusal import DialogueRefused

LONGEST_TEXT = 20_000
"""The most characters of one text of an opinion."""
MOST_VOTES = 1_000
"""More than any council has members."""


@dataclass(frozen=True)
class PointValues:
    """A point as it is handed in: about a clause, or a general point where that is None."""

    clause: Clause | None
    position: str
    text: str


@dataclass(frozen=True)
class Votes:
    """The votes in the meeting of a body."""

    votes_for: int
    votes_against: int
    votes_abstained: int = 0


def checked_text(text: str, field: str) -> str:
    """The text without blanks around it.

    Raises
    ------
    DialogueRefused
        It is longer than ``LONGEST_TEXT``.
    """
    told = text.strip()
    if len(told) > LONGEST_TEXT:
        raise DialogueRefused(
            _("This text is too long: at most %(number)d characters.") % {"number": LONGEST_TEXT},
            field,
        )
    return told


def checked_points(
    points: Sequence[PointValues], document: RoundDocument
) -> tuple[PointValues, ...]:
    """The points that say something: those about clauses in the order of the text, then general.

    Raises
    ------
    DialogueRefused
        A clause is of another text or stands there twice, or a position does not exist.
    """
    told = [PointValues(p.clause, p.position, checked_text(p.text, "points")) for p in points]
    seen: set[int] = set()
    for point in told:
        if point.position not in Position.values:
            raise DialogueRefused(_("Choose a position from the list."), "points")
        if point.clause is None:
            continue
        if point.clause.document_id != document.pk:
            raise DialogueRefused(_("This part is of another version of the text."), "points")
        if point.clause.pk in seen:
            raise DialogueRefused(_("Give one position for each part."), "points")
        seen.add(point.clause.pk)
    about = sorted(
        (p for p in told if p.clause and (p.text or p.position != Position.NONE)),
        key=lambda point: point.clause.position if point.clause else 0,
    )
    return (*about, *(p for p in told if p.clause is None and p.text))


def require_complete(introduction: str, points: Sequence[PointValues]) -> None:
    """Go on only when a text can be fixed: it says something, and every wish says which.

    Raises
    ------
    DialogueRefused
        Nothing was written, or a wish has no words.
    """
    if not introduction and not points:
        raise DialogueRefused(_("Nothing was written yet. Write the opinion first."), "points")
    for point in points:
        if point.position == Position.WISH and not point.text:
            named = str(point.clause) if point.clause else ""
            raise DialogueRefused(
                _("Write down the wish about “%(clause)s”.") % {"clause": named}, "points"
            )


def checked_votes(votes: Votes | None) -> Votes | None:
    """The votes, when an opinion can have been adopted with them.

    Raises
    ------
    DialogueRefused
        A number is below zero or above ``MOST_VOTES``, or there is no majority for it.
    """
    if votes is None:
        return None
    numbers = (votes.votes_for, votes.votes_against, votes.votes_abstained)
    if any(not 0 <= number <= MOST_VOTES for number in numbers):
        raise DialogueRefused(_("Votes are whole numbers from zero."), "votes_for")
    if votes.votes_for <= votes.votes_against:
        raise DialogueRefused(
            _("With these votes the opinion was not adopted: more must be for than against."),
            "votes_for",
        )
    return votes
