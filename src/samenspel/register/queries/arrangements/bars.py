# SPDX-License-Identifier: EUPL-1.2
"""Bars of how many arrangements there are per filter value: places in a drawing, in its units."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 380
LABEL_WIDTH = 190
COUNT_WIDTH = 36
ROW = 27
LINE = 16
BAR = 16  # thickness
LETTERS = 28  # of a label on one line


@dataclass(frozen=True)
class Counted:
    """A filter value: its label, number of arrangements, and the address that filters on it.

    ``is_unstated``: no source says it; such a bar comes last, since it tells about the sources.
    """

    label: str
    count: int
    url: str
    is_chosen: bool = False
    is_unstated: bool = False


@dataclass(frozen=True)
class BarLine:
    """A bar with the lines of its label; all places in units of the drawing."""

    counted: Counted
    lines: tuple[tuple[str, int], ...]
    y: int
    bar_y: int
    text_y: int
    height: int
    width: float
    count_x: float


@dataclass(frozen=True)
class BarChart:
    """Bars under each other; ``rest`` are further values, with smaller numbers, not drawn."""

    key: str
    title: str
    width: int
    height: int
    label_x: int
    bar_x: int
    bars: tuple[BarLine, ...]
    values: tuple[Counted, ...]

    @property
    def rest(self) -> tuple[Counted, ...]:
        drawn = {bar.counted for bar in self.bars}
        return tuple(value for value in self.values if value not in drawn)

    @property
    def has_choice(self) -> bool:
        return any(value.is_chosen for value in self.values)


def bar_chart(values: Sequence[Counted], *, key: str, title: str, most: int) -> BarChart:
    """The ``most`` largest values as bars, largest first; a chosen or unstated one always."""
    ordered = sorted(values, key=lambda v: (v.is_unstated, -v.count, v.label))
    drawn = [v for at, v in enumerate(ordered) if at < most or v.is_chosen or v.is_unstated]
    longest = max((value.count for value in drawn), default=0) or 1
    room = WIDTH - LABEL_WIDTH - COUNT_WIDTH
    bars: list[BarLine] = []
    y = 0
    for value in drawn:
        lines = textwrap.wrap(value.label, LETTERS, break_long_words=False) or [value.label]
        height = ROW + LINE * (len(lines) - 1)
        # At least a line to see; tenths, so that no machine differs.
        width = max(1.5, value.count * room * 10 // longest / 10)
        first = y + height // 2 - LINE * (len(lines) - 1) // 2 + 5
        bars.append(
            BarLine(
                counted=value,
                lines=tuple((line, first + LINE * at) for at, line in enumerate(lines)),
                y=y,
                bar_y=y + (height - BAR) // 2,
                text_y=y + height // 2 + 5,
                height=height,
                width=width,
                count_x=round(LABEL_WIDTH + width + 6, 1),
            )
        )
        y += height
    return BarChart(
        key=key,
        title=title,
        width=WIDTH,
        height=max(y, ROW),
        label_x=LABEL_WIDTH - 10,
        bar_x=LABEL_WIDTH,
        bars=tuple(bars),
        values=tuple(ordered),
    )
