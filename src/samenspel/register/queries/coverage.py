# SPDX-License-Identifier: EUPL-1.2
"""How many arrangements each collection knows per year, and which collection leads when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samenspel.analysis.timeline import Period, Window, count_over_time
from samenspel.register.leading import lead_for
from samenspel.register.models import Collection

# A drawing shows at most so many years; what began earlier is in force on its first day.
MOST_YEARS = 20
WIDTH, LEFT, TOP, HEIGHT = 720, 8, 22, 96
ROOM_BELOW = 40

Periods = Sequence[tuple[date | None, date | None]]


@dataclass(frozen=True)
class LeadStretch:
    """A stretch of time in which one collection is followed; open ends are None.

    ``until`` is the first day after it.
    """

    collection: Collection
    since: date | None
    until: date | None
    is_complete: bool

    @property
    def last_day(self) -> date | None:
        return self.until - timedelta(days=1) if self.until else None


@dataclass(frozen=True)
class YearBar:
    """The number in force on a day, with the place of its bar in the drawing.

    ``css`` says whether the collection leads on that day: ``coverage-leads``,
    ``coverage-incomplete`` or ``coverage-aside``.
    """

    day: date
    number: int
    x: float
    y: float
    width: float
    height: float
    css: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def text_y(self) -> float:
        return round(self.y - 5, 1)


@dataclass(frozen=True)
class DrawnStretch:
    """The line below the bars where a collection leads."""

    x: float
    width: float
    is_complete: bool


@dataclass(frozen=True)
class Coverage:
    """A drawing: bars per 1 January, lines where the collection leads, and ticks (year, place)."""

    collection: Collection
    bars: tuple[YearBar, ...]
    stretches: tuple[DrawnStretch, ...]
    ticks: tuple[tuple[int, float], ...]
    width: int = WIDTH
    height: int = TOP + HEIGHT + ROOM_BELOW
    base: int = TOP + HEIGHT
    stretch_y: int = TOP + HEIGHT + 4
    tick_y: int = TOP + HEIGHT + 28


def lead_stretches(collections: Sequence[Collection]) -> dict[str, tuple[LeadStretch, ...]]:
    """Which collection leads when, by country.

    Who leads can only change on the day from which a register is complete or on which an inventory
    was made.
    """
    found = {}
    telling = [c for c in collections if c.has_arrangements]
    for country in sorted({c.country for c in telling}):
        ours = [c for c in telling if c.country == country]
        turns = sorted(
            {day for c in ours for day in (c.complete_from, c.observed_on) if day is not None}
        )
        starts: list[date | None] = [None, *turns]
        stretches: list[LeadStretch] = []
        for since, until in zip(starts, [*turns, None], strict=True):
            lead = lead_for(ours, country=country, on=since or date.min)
            assert lead is not None  # noqa: S101 - the country has a collection
            last = stretches[-1] if stretches else None
            same = last and (last.collection, last.is_complete) == (
                lead.collection, lead.is_complete,
            )  # fmt: skip
            if last and same:
                stretches[-1] = LeadStretch(last.collection, last.since, until, last.is_complete)
            else:
                stretches.append(LeadStretch(lead.collection, since, until, lead.is_complete))
        found[country] = tuple(stretches)
    return found


def coverages(
    collections: Sequence[Collection], periods: Mapping[int, Periods], *, today: date
) -> tuple[Coverage, ...]:
    """A drawing per collection, all over the same years.

    An inventory knows no periods: it has one bar, on the day it was made.
    """
    collections = [c for c in collections if c.has_arrangements]
    if not collections:
        return ()
    first = min(c.observed_on.year for c in collections) - 8
    last = max(today.year, *(c.observed_on.year for c in collections)) + 1
    window = Window(date(max(first, last - MOST_YEARS), 1, 1), date(last, 1, 1), WIDTH - 2 * LEFT)
    stretches = [s for those in lead_stretches(collections).values() for s in those]
    return tuple(
        _coverage(
            c, periods.get(c.pk, ()), window, [s for s in stretches if s.collection.pk == c.pk]
        )
        for c in collections
    )


def _coverage(
    collection: Collection,
    periods: Periods,
    window: Window,
    stretches: Sequence[LeadStretch],
) -> Coverage:
    years = range(window.first.year, window.last.year)
    if collection.kind != Collection.Kind.INVENTORY:
        days = [date(year, 1, 1) for year in years if date(year, 1, 1) <= collection.observed_on]
    else:
        days = [collection.observed_on]
    known = [Period("", begin, end) for begin, end in periods]
    numbers = [int(n) for n in count_over_time(known, days)]
    largest = max(numbers, default=0)
    room = window.width / len(years)
    bars = tuple(
        _bar(day, number, largest, window, room, stretches)
        for day, number in zip(days, numbers, strict=True)
    )
    return Coverage(
        collection=collection,
        bars=bars,
        stretches=tuple(_drawn(s, window) for s in stretches if _shows(s, window)),
        ticks=tuple(
            (year, round(LEFT + window.x(date(year, 1, 1)) + room / 2, 1))
            for year in years
            if year % 2 == 0
        ),
    )


def _bar(
    day: date,
    number: int,
    largest: int,
    window: Window,
    room: float,
    stretches: Iterable[LeadStretch],
) -> YearBar:
    height = round(HEIGHT * number / largest, 1) if largest else 0.0
    leading = next((s for s in stretches if _holds(s, day)), None)
    if leading is None:
        css = "coverage-aside"
    else:
        css = "coverage-leads" if leading.is_complete else "coverage-incomplete"
    # The bar of a year stands in the middle of the room of that year.
    x = LEFT + window.x(date(day.year, 1, 1)) + room * 0.15
    return YearBar(
        day, number, round(x, 1), round(TOP + HEIGHT - height, 1), round(room * 0.7, 1), height, css
    )


def _holds(stretch: LeadStretch, day: date) -> bool:
    return (stretch.since is None or stretch.since <= day) and (
        stretch.until is None or day < stretch.until
    )


def _shows(stretch: LeadStretch, window: Window) -> bool:
    return (stretch.since is None or stretch.since < window.last) and (
        stretch.until is None or stretch.until > window.first
    )


def _drawn(stretch: LeadStretch, window: Window) -> DrawnStretch:
    start = window.x(stretch.since or window.first)
    end = window.x(stretch.until or window.last)
    return DrawnStretch(round(LEFT + start, 1), round(end - start, 1), stretch.is_complete)
