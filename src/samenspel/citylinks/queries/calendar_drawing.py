# SPDX-License-Identifier: EUPL-1.2
"""The coming year as a line with its months, and a mark for each thing in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

WIDTH, LEFT, RIGHT = 880, 10, 870
TOP, ROW = 34, 26
_ROWS = ("appointment", "activity", "agreement")


@dataclass(frozen=True)
class Mark:
    """A mark; its shape says what kind it is, ``x`` is written with a point in any language."""

    kind: str
    x: str
    y: int
    says: str


@dataclass(frozen=True)
class Tick:
    """A month below the line."""

    x: str
    text: str
    text_x: str


@dataclass(frozen=True)
class CalendarDrawing:
    """The line of a year with its marks, in units of the drawing; ``description`` in words."""

    width: int
    height: int
    bottom: int
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    description: str


def drawing_of(items: Sequence[tuple[date, str, str]], first: date, last: date) -> CalendarDrawing:
    """The line from ``first`` to ``last`` with items of day, title and kind."""
    days = (last - first).days

    def x(day: date) -> float:
        return LEFT + (RIGHT - LEFT) * (max(day, first) - first).days / days

    kinds = [kind for kind in _ROWS if any(one == kind for _day, _title, one in items)]
    marks = tuple(
        Mark(
            kind,
            f"{x(day):.1f}",
            TOP + ROW * kinds.index(kind) + ROW // 2,
            f"{date_format(day, 'j F Y')}: {title}",
        )
        for day, title, kind in items
    )
    bottom = TOP + ROW * max(len(kinds), 1)
    return CalendarDrawing(
        width=WIDTH,
        height=bottom + 8,
        bottom=bottom,
        ticks=tuple(
            Tick(f"{x(month):.1f}", date_format(month, "M"), f"{x(month) + 4:.1f}")
            for month in _months(first, last)
        ),
        marks=marks,
        description=". ".join(mark.says for mark in marks),
    )


def _months(first: date, last: date) -> list[date]:
    """The first of each month in the line; not the last ones, which have no room for a name."""
    found = []
    month = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while month <= last - timedelta(days=12):
        found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found
