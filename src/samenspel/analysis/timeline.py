# SPDX-License-Identifier: EUPL-1.2
"""Periods laid out over time, as numbers for a drawing.

Dates become horizontal places in proportion to the number of days since the window's first day,
computed in whole numbers and rounded half up to one decimal. Ends are exclusive: a period that ends
on the day another starts touches it. An empty start or end is unknown or open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

IntVector: TypeAlias = npt.NDArray[np.int64]

# Years between two ticks, the first that leaves each label its room.
TICK_STEPS = (1, 2, 5, 10, 20, 50, 100)
# Room of a label of four digits, in units of the drawing.
TICK_ROOM = 44
# What lasts a day is still seen on a line of twenty years.
SHORTEST_BAR = 1.0


@dataclass(frozen=True)
class Period:
    """Something that holds from ``start`` up to and not including ``end``.

    Periods with the same group and the same ``key`` (not empty) share a row: the versions of one
    arrangement, for instance.
    """

    label: str
    start: date | None
    end: date | None
    group: str = ""
    key: str = ""


@dataclass(frozen=True)
class Bar:
    """A period as it is drawn, in units of the drawing; ``row`` counts from 0 downward.

    ``open_start`` and ``open_end``: there is no date. ``cut_start`` and ``cut_end``: there is one,
    outside the window.
    """

    period: Period
    row: int
    x: float
    width: float
    open_start: bool
    open_end: bool
    cut_start: bool
    cut_end: bool


class Tick(NamedTuple):
    """The first of January of a year."""

    year: int
    x: float


@dataclass(frozen=True)
class Timeline:
    """Bars by row, the number of rows, year ticks, and the reference date when it is in sight."""

    bars: tuple[Bar, ...]
    rows: int
    ticks: tuple[Tick, ...]
    reference_x: float | None


@dataclass(frozen=True)
class Window:
    """The visible days: from ``first`` up to and not including ``last``, ``width`` units wide.

    Raises ``ValueError`` when it shows no day or has no width.
    """

    first: date
    last: date
    width: int

    def __post_init__(self) -> None:
        if self.first >= self.last or self.width < 1:
            raise ValueError(f"nothing to see from {self.first} to {self.last} in {self.width}")

    def x(self, day: date) -> float:
        """Place of the beginning of a day; days outside the window are at its edge."""
        days = (min(max(day, self.first), self.last) - self.first).days
        total = (self.last - self.first).days
        # Tenths, rounded half up: whole numbers only, so that no machine differs.
        return (20 * days * self.width + total) // (2 * total) / 10

    def shows(self, period: Period) -> bool:
        """Whether any day of the period lies in the window."""
        starts_before_end = period.start is None or period.start < self.last
        return starts_before_end and (period.end is None or period.end > self.first)


def lay_out(periods: Sequence[Period], window: Window, reference: date) -> Timeline:
    """Bars of the periods that the window shows, a row each unless they share a key.

    Rows are ordered by group, then by earliest start (an unknown start first), then by label; equal
    ones keep the order given. Bars keep within the window and have at least ``SHORTEST_BAR``.

    Raises
    ------
    ValueError
        A period does not end after it starts.
    """
    for period in periods:
        if period.start is not None and period.end is not None and period.end <= period.start:
            raise ValueError(f"{period.label} ends on {period.end}, not after {period.start}")
    ordered = sorted(filter(window.shows, periods), key=_order)
    row_of: dict[tuple[str, str, int], int] = {}
    rows = [
        row_of.setdefault((p.group, p.key, 0 if p.key else number), len(row_of))
        for number, p in enumerate(ordered, start=1)
    ]
    # Stable, so that within a row the bars stay in order of time.
    bars = sorted(
        (_bar(p, row, window) for p, row in zip(ordered, rows, strict=True)), key=lambda b: b.row
    )
    in_sight = window.first <= reference <= window.last
    return Timeline(
        bars=tuple(bars),
        rows=len(row_of),
        ticks=year_ticks(window),
        reference_x=window.x(reference) if in_sight else None,
    )


def _order(period: Period) -> tuple[str, date, str]:
    return period.group, period.start or date.min, period.label


def _bar(period: Period, row: int, window: Window) -> Bar:
    left = window.x(period.start or window.first)
    right = window.x(period.end or window.last)
    width = max(round(right - left, 1), SHORTEST_BAR)
    return Bar(
        period=period,
        row=row,
        x=round(min(left, window.width - width), 1),
        width=width,
        open_start=period.start is None,
        open_end=period.end is None,
        cut_start=period.start is not None and period.start < window.first,
        cut_end=period.end is not None and period.end > window.last,
    )


def year_ticks(window: Window) -> tuple[Tick, ...]:
    """Each first of January in the window, every 1, 2, 5, 10 ... years as the width allows.

    Labelled years are multiples of the step. A window within one year has no tick.
    """
    years = (window.last - window.first).days / 365.2425
    room = window.width / years
    step = next((step for step in TICK_STEPS if step * room >= TICK_ROOM), TICK_STEPS[-1])
    # The first day of the window may itself be a first of January.
    start = window.first.year + (window.first > date(window.first.year, 1, 1))
    marked = range(-(-start // step) * step, window.last.year + 1, step)
    return tuple(Tick(year, window.x(date(year, 1, 1))) for year in marked)


def count_over_time(periods: Sequence[Period], dates: Sequence[date]) -> IntVector:
    """Number of periods that hold on each date, shape (n,), for a line of steps.

    A period holds on its start and not on its end; one without a start has always held.
    """
    starts = np.sort(np.array([p.start for p in periods if p.start], dtype="datetime64[D]"))
    ends = np.sort(np.array([p.end for p in periods if p.end], dtype="datetime64[D]"))
    on = np.array(list(dates), dtype="datetime64[D]")
    always = sum(p.start is None for p in periods)
    begun = np.searchsorted(starts, on, side="right")
    return (always + begun - np.searchsorted(ends, on, side="right")).astype(np.int64)
