# SPDX-License-Identifier: EUPL-1.2
"""The votes of councils by political group: counted, told in words, and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.citylinks.models import GroupVote, PartyDecision

Stance = GroupVote.Stance
WIDTH, LEFT, RIGHT, ROW, HEAD, TOP = 760, 120, 70, 30, 26, 4
CHART = WIDTH - LEFT - RIGHT
CSS = {
    Stance.FOR: "bar",
    Stance.DIVIDED: "bar bar--ended",
    Stance.AGAINST: "bar bar--self",
    Stance.ABSENT: "bar bar--none",
}


@dataclass(frozen=True)
class Votes:
    """The votes of one decision.

    ``votes_for`` and ``votes_against`` as written down, else as the groups say when none of them
    was divided; None when it cannot be known. ``sides``: coalition, opposition and not known, each
    with its seats by stance.
    """

    groups: tuple[GroupVote, ...]
    votes_for: int | None
    votes_against: int | None
    sides: tuple[tuple[str, dict[str, int]], ...]

    @property
    def says(self) -> str:
        """The result in words: so many for and against, and by how many groups."""
        if self.votes_for is None or self.votes_against is None:
            return _("The votes are not known.")
        values = {"for": self.votes_for, "against": self.votes_against}
        return _("%(for)s for, %(against)s against") % values


@dataclass(frozen=True)
class VotePart:
    """A stretch of a bar, in units of the drawing."""

    css: str
    x: float
    width: float
    label: str
    text: str

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return round(self.x + self.width / 2, 1)

    @property
    def is_dark(self) -> bool:
        """Whether words on it are light."""
        return self.css == "bar"


@dataclass(frozen=True)
class VoteRow:
    """A bar: of the coalition, the opposition, or the council as a whole."""

    label: str
    y: int
    parts: tuple[VotePart, ...]
    total: int
    end: float

    @property
    def text_y(self) -> int:
        """Where words stand."""
        return self.y + 17


@dataclass(frozen=True)
class VoteCouncil:
    """The bars of one council below its name."""

    name: str
    y: int
    rows: tuple[VoteRow, ...]


@dataclass(frozen=True)
class VotesPicture:
    """All councils on one scale of seats."""

    councils: tuple[VoteCouncil, ...]
    description: str
    height: int
    width: int = WIDTH


def votes_of(decision: PartyDecision, groups: tuple[GroupVote, ...]) -> Votes:
    """The votes of a decision."""
    cast = _cast(groups)
    is_whole = bool(groups) and not cast[Stance.DIVIDED]
    known = (decision.votes_for, decision.votes_against)
    counted = (cast[Stance.FOR], cast[Stance.AGAINST]) if is_whole else (None, None)
    found = [a if a is not None else b for a, b in zip(known, counted, strict=True)]
    sides = []
    for side in (True, False, None):
        mine = [one for one in groups if one.is_coalition is side]
        if mine:
            sides.append((side_label(side), _cast(mine)))
    return Votes(groups, found[0], found[1], tuple(sides))


def side_label(is_coalition: bool | None) -> str:
    """Coalition, opposition, or not known."""
    if is_coalition is None:
        return _("not known")
    return _("coalition") if is_coalition else _("opposition")


def seats_label(number: int) -> str:
    """So many seats, in words."""
    return ngettext("%(n)d seat", "%(n)d seats", number) % {"n": number}


def _cast(groups: Sequence[GroupVote]) -> dict[str, int]:
    return {stance: sum(g.seats for g in groups if g.stance == stance) for stance in Stance}


def _bars(votes: Votes) -> list[tuple[str, dict[str, int]]]:
    """The bars of a council: by side where groups are known, else the whole."""
    if votes.sides:
        return list(votes.sides)
    if votes.votes_for is None or votes.votes_against is None:
        return []
    whole: dict[str, int] = {str(stance): 0 for stance in Stance}
    whole |= {Stance.FOR: votes.votes_for, Stance.AGAINST: votes.votes_against}
    return [(_("the council"), whole)]


def picture_of(councils: Sequence[tuple[str, Votes]]) -> VotesPicture | None:
    """The picture of the councils whose votes are known; None when there is none."""
    known = [(name, votes, _bars(votes)) for name, votes in councils]
    known = [one for one in known if one[2]]
    if not known:
        return None
    most = max(sum(cast.values()) for _name, _votes, bars in known for _label, cast in bars) or 1
    drawn, y = [], TOP
    for name, _votes, bars in known:
        rows = tuple(
            _row(label, cast, y + HEAD + place * ROW, most)
            for place, (label, cast) in enumerate(bars)
        )
        drawn.append(VoteCouncil(name, y + 18, rows))
        y += HEAD + len(rows) * ROW + 10
    description = " ".join(f"{name}: {votes.says}." for name, votes, _bars in known)
    return VotesPicture(tuple(drawn), description, y)


def _row(label: str, cast: dict[str, int], y: int, most: int) -> VoteRow:
    parts, done = [], 0
    for stance in (Stance.FOR, Stance.DIVIDED, Stance.AGAINST, Stance.ABSENT):
        seats = cast[stance]
        if not seats:
            continue
        x, width = LEFT + CHART * done / most, CHART * seats / most
        words = f"{seats} {stance.label}"
        text = words if width > 8 * len(words) else str(seats) if width > 18 else ""
        parts.append(VotePart(CSS[stance], round(x, 1), round(width, 1), words, text))
        done += seats
    return VoteRow(label, y, tuple(parts), done, round(LEFT + CHART * done / most + 8, 1))
