# SPDX-License-Identifier: EUPL-1.2
"""Commitments over time: a bar from when each was made to when it is due, and today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from samenspel.dialogue.queries.follow_up import ShownCommitment

WIDTH, TOP, ROW, FOOT = 480, 22, 62, 24
MOST_LETTERS = 58
MOST_DRAWN = 40
MONTHS = (1, 3, 6, 12, 24, 60)
MOST_TICKS = 4
_MIDDLE = WIDTH * 0.55


@dataclass(frozen=True)
class Line:
    """One commitment, as texts in the units of the drawing."""

    title: str
    title_y: int
    css: str
    x: str
    y: int
    width: str
    says: str
    says_x: str
    says_y: int
    anchor: str


@dataclass(frozen=True)
class Tick:
    """The first day of a month."""

    x: str
    text: str


@dataclass(frozen=True)
class CommitmentLine:
    """The whole drawing; ``left_out``: how many commitments are only in the table."""

    width: int
    height: int
    bottom: int
    tick_y: int
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    today_x: str
    today_anchor: str
    left_out: int
    legend: tuple[tuple[str, str], ...]


def commitment_line(commitments: Sequence[ShownCommitment], *, on: date) -> CommitmentLine | None:
    """The drawing of commitments in their order, at most 40; None for none."""
    drawn = commitments[:MOST_DRAWN]
    if not drawn:
        return None
    first = min(min(held.made_on for held in drawn), on)
    last = max(max(held.due_on for held in drawn), on) + timedelta(days=1)
    span = (last - first).days

    def place(day: date) -> float:
        return WIDTH * (day - first).days / span

    bottom = TOP + ROW * len(drawn)
    return CommitmentLine(
        width=WIDTH,
        height=bottom + FOOT,
        bottom=bottom,
        tick_y=bottom + 17,
        lines=tuple(
            _line(held, TOP + ROW * at, place(held.made_on), place(held.due_on))
            for at, held in enumerate(drawn)
        ),
        ticks=tuple(
            Tick(f"{place(day):.1f}", date_format(day, "F Y"))
            for day in _months(first, last)
            if 45 <= place(day) <= WIDTH - 45
        ),
        today_x=f"{place(on):.1f}",
        today_anchor="start" if place(on) < _MIDDLE else "end",
        left_out=len(commitments) - len(drawn),
        legend=(
            ("bar", _("to be done")),
            ("bar bar--self", _("overdue")),
            ("bar bar--ended", _("done or dropped")),
        ),
    )


def _line(held: ShownCommitment, top: int, begin: float, end: float) -> Line:
    css = "bar"
    if held.is_overdue:
        css = "bar bar--self"
    elif held.is_finished:
        css = "bar bar--ended"
    is_right = end > _MIDDLE
    return Line(
        title=Truncator(held.title).chars(MOST_LETTERS),
        title_y=top + 15,
        css=css,
        x=f"{begin:.1f}",
        y=top + 20,
        width=f"{max(end - begin, 3):.1f}",
        says=f"{date_format(held.due_on, 'DATE_FORMAT')}, {held.state_text}",
        says_x=f"{max(end, begin + 3) if is_right else begin:.1f}",
        says_y=top + 49,
        anchor="end" if is_right else "start",
    )


def _months(first: date, last: date) -> list[date]:
    """First days of months between two days, so few that their names have room."""
    number = (last.year - first.year) * 12 + last.month - first.month
    step = next((months for months in MONTHS if number // months <= MOST_TICKS), 120)
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    return [date(at // 12, at % 12 + 1, 1) for at in months if at % step == 0]
