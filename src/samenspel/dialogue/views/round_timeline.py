# SPDX-License-Identifier: EUPL-1.2
"""The picture of rounds that are open: from the letter to the last day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from samenspel.dialogue.queries.round_list import RoundLine

WIDTH, LEFT, RIGHT, ROW, TOP = 720, 12, 12, 58, 34
CHART = WIDTH - LEFT - RIGHT


@dataclass(frozen=True)
class Drawn:
    """A round as drawn; ``extra`` is the width of the part after the last day of most."""

    line: RoundLine
    text_y: int
    y: int
    x: int
    width: int
    extra_x: int
    extra: int
    end: int
    end_anchor: str
    end_text: str


@dataclass(frozen=True)
class Timeline:
    """Bars on one line of time, with the first days of months and today."""

    rounds: tuple[Drawn, ...]
    ticks: tuple[tuple[int, str], ...]
    today: int
    width: int
    height: int
    bottom: int


def timeline(lines: Sequence[RoundLine], today: date) -> Timeline | None:
    """The picture of the rounds; None when there is none with a last day."""
    known = [line for line in lines if line.sent_on and line.answer_by and line.last_day]
    if not known:
        return None
    first = min([line.sent_on for line in known if line.sent_on] + [today])
    last = max([line.last_day for line in known if line.last_day] + [today])
    days = max((last - first).days, 1)

    def at(day: date) -> int:
        return LEFT + CHART * (day - first).days // days

    drawn = []
    for place, line in enumerate(known):
        assert line.sent_on and line.answer_by and line.last_day  # noqa: S101, PT018 - known
        begin, most, end = at(line.sent_on), at(line.answer_by), at(line.last_day)
        is_right = end > WIDTH * 2 // 3
        drawn.append(
            Drawn(
                line=line,
                text_y=TOP + place * ROW + 18,
                y=TOP + place * ROW + 26,
                x=begin,
                width=max(most - begin, 2),
                extra_x=most,
                extra=max(end - most, 0),
                end=end if is_right else end + 6,
                end_anchor="end" if is_right else "start",
                end_text=date_format(line.answer_by, "j N Y"),
            )
        )
    bottom = TOP + len(known) * ROW
    return Timeline(tuple(drawn), _ticks(first, last, at), at(today), WIDTH, bottom + 26, bottom)


def _ticks(first: date, last: date, at: Callable[[date], int]) -> tuple[tuple[int, str], ...]:
    """The first days of months, every so many that their names do not touch."""
    months = []
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            months.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    step = max(1, -(-len(months) // 9))
    return tuple((at(month), date_format(month, "N Y")) for month in months[::step])
