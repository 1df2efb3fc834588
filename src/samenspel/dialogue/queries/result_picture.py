# SPDX-License-Identifier: EUPL-1.2
"""The result of a ballot as a bar: votes in favour, against, abstained, with the majority line."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samenspel.dialogue.queries.decisions import BallotResult, ProposalResult

WIDTH = 400
HEIGHT = 40
MARGIN = 10


@dataclass(frozen=True)
class Part:
    """A stretch of the bar, in units of the drawing; ``count`` votes.

    ``css`` on the page and ``fill`` in a file of its own.
    """

    css: str
    fill: str
    label: str
    count: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        """Where its figure stands."""
        return round(self.x + self.width / 2, 1)

    @property
    def has_room(self) -> bool:
        """Whether the figure fits inside."""
        return self.width > 12 * len(str(self.count))

    @property
    def is_dark(self) -> bool:
        """Whether figures on it are light."""
        return self.css == "bar"

    @property
    def is_wide(self) -> bool:
        """Whether its name fits below."""
        return self.width > 8 * len(self.label)


@dataclass(frozen=True)
class ResultPicture:
    """The bar over all votes of the board.

    ``line`` is where the votes in favour had to come, None where that says nothing (unanimity);
    ``needed`` that number of votes. ``description`` tells the same in words.
    """

    parts: tuple[Part, ...]
    line: float | None
    needed: int
    label_anchor: str
    description: str
    width: int = WIDTH + 2 * MARGIN
    height: int = HEIGHT


def result_picture(proposal: ProposalResult, ballot: BallotResult) -> ResultPicture:
    """The bar of a closed ballot; the majority line is held against the votes that were cast."""
    tally = ballot.tally
    counts = (
        ("bar", "#b9a4e0", _("In favour"), tally["votes_for"]),
        ("bar bar--self", "#f0a868", _("Against"), tally["votes_against"]),
        ("bar bar--ended", "#d5d5d5", _("Abstained"), tally["votes_abstained"]),
        ("bar bar--none", "#ffffff", _("Not voted"), tally["votes_not_cast"]),
    )
    total = sum(count for *_rest, count in counts) or 1
    parts, done = [], 0
    for css, fill, label, count in counts:
        x = MARGIN + done * WIDTH / total
        parts.append(Part(css, fill, label, count, round(x, 1), round(count * WIDTH / total, 1)))
        done += count
    needed = next((c["needed"] for c in tally["conditions"] if c["what"] == "votes"), 0)
    line = round(MARGIN + min(needed, total) * WIDTH / total, 1) if needed else None
    return ResultPicture(
        parts=tuple(parts),
        line=line,
        needed=needed,
        label_anchor="end" if line and line > WIDTH / 2 else "start",
        description=", ".join(f"{part.label}: {part.count}" for part in parts),
    )
