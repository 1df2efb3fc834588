# SPDX-License-Identifier: EUPL-1.2
"""The arrangements of a municipality over time, as numbers for a drawing and its table."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.analysis.timeline import Period, Window, count_over_time, lay_out
from samenspel.register.queries.municipality.records import Record

# The drawing, in units of its view box: labels left, plot right.
LABELS, PLOT, EDGE = 330, 600, 20
CHART, ROW, BAR, AXIS = 130, 26, 16, 28
LONGEST_LABEL = 44
YEARS_BACK = 20
_FORM_WORDS = re.compile(r"^(de )?(gemeenschappelijke )?regeling\s+", re.IGNORECASE)


@dataclass(frozen=True)
class DrawnBar:
    """A bar; all places are texts, ready for attributes of SVG."""

    x: str
    y: str
    width: str
    css: str
    title: str


@dataclass(frozen=True)
class Label:
    """A text at a place in the drawing."""

    x: str
    y: str
    text: str
    title: str = ""


@dataclass(frozen=True)
class YearCount:
    """The number of arrangements on a day; ``is_complete`` as far as the source is known to be."""

    on: date
    number: int
    is_complete: bool


@dataclass(frozen=True)
class Timeline:
    """Two drawings on one axis of time: the number of arrangements, and a bar for each.

    ``steps`` is the path of the number; ``gap`` is the width of the part, from the left, for which
    the source is incomplete. ``counts`` is the table of the first drawing.
    """

    width: str
    chart_height: str
    bars_height: str
    steps: str
    area: str
    baseline: str
    tick_y: str
    number_x: str
    bars_bottom: str
    bars_tick_y: str
    ceiling: str
    most: str
    left: str
    right: str
    gap: str
    complete_from: date | None
    ticks: tuple[Label, ...]
    bars: tuple[DrawnBar, ...]
    labels: tuple[Label, ...]
    reference: Label | None
    counts: tuple[YearCount, ...]
    number_of_rows: int


def timeline(
    records: Sequence[Record], *, on: date, observed_on: date, complete_from: date | None
) -> Timeline | None:
    """The timeline of one municipality in one collection; None when no start or end is known.

    Shows some twenty years up to the reference date or the last observation, whichever is later.
    """
    periods = [_period(r) for r in records if not r.is_inactive and _lasts(r)]
    days = [day for p in periods for day in (p.start, p.end) if day is not None]
    if not days:
        return None
    until = max(on, observed_on)
    first_year = max(min(*(d.year for d in days), on.year - 5), until.year - YEARS_BACK)
    window = Window(date(first_year, 1, 1), date(until.year + 1, 1, 1), PLOT)
    laid = lay_out(periods, window, on)
    current = {r.arrangement for r in records if r.holds_on(on)}
    moments = sorted({window.first, *(d for d in days if window.first <= d <= until), until})
    numbers = [int(n) for n in count_over_time(periods, moments)]
    steps, area, top = _steps(window, moments, numbers)
    gap = window.x(complete_from) if complete_from and complete_from > window.first else 0.0
    return Timeline(
        width=str(LABELS + PLOT + EDGE),
        chart_height=str(CHART + AXIS),
        bars_height=str(laid.rows * ROW + AXIS + 8),
        steps=steps,
        area=area,
        baseline=str(CHART),
        tick_y=str(CHART + 18),
        number_x=str(LABELS - 10),
        bars_bottom=str(laid.rows * ROW + 12),
        bars_tick_y=str(laid.rows * ROW + 30),
        ceiling=_text(top),
        most=str(max(numbers)),
        left=str(LABELS),
        right=str(LABELS + PLOT),
        gap=_text(gap) if gap else "",
        complete_from=complete_from,
        ticks=tuple(Label(_text(LABELS + t.x), "", str(t.year)) for t in laid.ticks),
        bars=tuple(
            DrawnBar(
                x=_text(LABELS + bar.x),
                y=_text(bar.row * ROW + 6),
                width=_text(bar.width),
                css=_css(bar.period, current),
                title=f"{bar.period.label}: {_span(bar.period)}",
            )
            for bar in laid.bars
        ),
        labels=_labels((bar.row, bar.period.label) for bar in laid.bars),
        reference=None
        if laid.reference_x is None
        else Label(_text(LABELS + laid.reference_x), "", date_format(on, "DATE_FORMAT")),
        counts=_counts(periods, window, until, complete_from),
        number_of_rows=laid.rows,
    )


def _lasts(record: Record) -> bool:
    """Whether the record holds on at least one day; empty periods do occur in registers."""
    return record.start is None or record.end is None or record.start < record.end


def _period(record: Record) -> Period:
    return Period(record.name, record.start, record.end, key=record.arrangement)


def _css(period: Period, current: Container[str]) -> str:
    """Earlier versions of an arrangement that goes on are not drawn as ended."""
    if period.key not in current:
        return "bar bar--ended"
    return "bar bar--open" if period.end is None else "bar"


def _span(period: Period) -> str:
    begin = date_format(period.start, "DATE_FORMAT") if period.start else _("unknown")
    if period.end is None:
        return _("since %(begin)s") % {"begin": begin}
    last = date_format(period.end - timedelta(days=1), "DATE_FORMAT")
    return _("%(begin)s to %(last)s") % {"begin": begin, "last": last}


def _steps(
    window: Window, moments: Sequence[date], numbers: Sequence[int]
) -> tuple[str, str, float]:
    """Path of the line, path of the area below it, and the height of the highest number."""
    most = max(*numbers, 1)
    room = CHART - 24

    def height(number: int) -> str:
        return _text(round(CHART - room * number / most, 1))

    points = [
        (_text(LABELS + window.x(d)), height(n)) for d, n in zip(moments, numbers, strict=True)
    ]
    path = f"M{points[0][0]} {points[0][1]}" + "".join(f"H{x}V{y}" for x, y in points[1:])
    return path, f"{path}V{CHART}H{LABELS}Z", float(height(max(numbers)))


def _counts(
    periods: Sequence[Period], window: Window, until: date, complete_from: date | None
) -> tuple[YearCount, ...]:
    days = [date(year, 1, 1) for year in range(window.first.year, until.year + 1)]
    if until not in days:
        days.append(until)
    numbers = count_over_time(periods, days)
    return tuple(
        YearCount(d, int(n), complete_from is None or d >= complete_from)
        for d, n in zip(days, numbers, strict=True)
    )


def _labels(rows: Iterable[tuple[int, str]]) -> tuple[Label, ...]:
    """One label per row: the name of the latest version."""
    names = dict(rows)
    return tuple(
        Label("0", _text(row * ROW + 6 + BAR - 3), _short(name), name)
        for row, name in sorted(names.items())
    )


def _short(name: str) -> str:
    bare = _FORM_WORDS.sub("", name)
    bare = bare[:1].upper() + bare[1:]
    return bare if len(bare) <= LONGEST_LABEL else bare[: LONGEST_LABEL - 1].rstrip() + "…"


def _text(number: float) -> str:
    return f"{number:g}" if number < 1e5 else str(number)
