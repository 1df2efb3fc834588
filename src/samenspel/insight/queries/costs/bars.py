# SPDX-License-Identifier: EUPL-1.2
"""Bars for pages about costs, votes and tasks: beside each other, to both sides, or in a row.

Names stand above their bars and numbers beside or in them: that fits a phone, and no colour is
needed to read them. The template draws; here is only where everything stands, in its units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

PLOT, NUMBER = 372, 108
NAME, BAR, GAP = 19, 18, 9
FEWEST_UNITS = 26
"""Width from which a number fits in a piece of a bar."""


@dataclass(frozen=True)
class Bar:
    """A bar (no width: only its text) and the text that belongs to it."""

    x: str
    y: str
    width: str
    css: str
    text: str
    text_x: str
    text_y: str
    anchor: str
    text_css: str = "bars__count"


@dataclass(frozen=True)
class BarRow:
    """The bars of one name; ``url`` may be empty."""

    label: str
    label_y: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class BarChart:
    """A drawing of bars; ``legend`` has class and text of every series, empty for one series."""

    key: str
    title: str
    description: str
    width: int
    height: int
    axis_x: str
    rows: tuple[BarRow, ...]
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Series:
    """One kind of bar: class of the style sheet and name."""

    css: str
    label: str


@dataclass(frozen=True)
class Value:
    """What a bar stands for; None is unknown and drawn as text only."""

    amount: Fraction | int | None
    text: str


Rows = Sequence[tuple[str, Sequence[Value]]]


def _at(value: float | Fraction) -> str:
    return f"{float(value):.1f}"


def beside(
    rows: Rows, *, key: str, title: str, description: str, series: Sequence[Series]
) -> BarChart:
    """Each name with a bar per series from zero, all on one scale; amounts are 0 or more."""
    amounts = [v.amount for _label, values in rows for v in values if v.amount is not None]
    longest = Fraction(max(amounts, default=0)) or Fraction(1)
    height = NAME + len(series) * BAR + GAP
    drawn = []
    for place, (label, values) in enumerate(rows):
        top = place * height + NAME
        bars = []
        for line, (value, kind) in enumerate(zip(values, series, strict=True)):
            width = PLOT * Fraction(value.amount or 0) / longest
            y = top + line * BAR
            bars.append(
                Bar(
                    x=_at(0),
                    y=_at(y + 1),
                    width=_at(max(width, Fraction(1))) if value.amount else "",
                    css=kind.css,
                    text=value.text,
                    text_x=_at(width + 6),
                    text_y=_at(y + 14),
                    anchor="start",
                )
            )
        drawn.append(_row(label, top, bars))
    return _chart(drawn, height, key, title, description, series, axis=0)


def both_sides(
    rows: Sequence[tuple[str, Value]],
    *,
    key: str,
    title: str,
    description: str,
    less: Series,
    more: Series,
) -> BarChart:
    """A bar to the left for below 0, to the right for above; the axis stands between."""
    amounts = [value.amount or Fraction(0) for _label, value in rows]
    least, most = Fraction(min([*amounts, 0])), Fraction(max([*amounts, 0]))
    span = most - least or Fraction(1)
    # Room for the numbers at both ends.
    room = NUMBER if least < 0 else 0
    zero = room + (PLOT - room) * -least / span
    height = NAME + BAR + GAP
    drawn = []
    for place, (label, value) in enumerate(rows):
        y = place * height + NAME
        amount = Fraction(value.amount or 0)
        width = (PLOT - room) * abs(amount) / span
        is_less = amount < 0
        bar = Bar(
            x=_at(zero - width if is_less else zero),
            y=_at(y + 1),
            width=_at(max(width, Fraction(1))) if amount else "",
            css=(less if is_less else more).css,
            text=value.text,
            text_x=_at(zero - width - 6 if is_less else zero + width + 6),
            text_y=_at(y + 14),
            anchor="end" if is_less else "start",
        )
        drawn.append(_row(label, y, [bar]))
    return _chart(drawn, height, key, title, description, (less, more), axis=zero)


def in_a_row(
    rows: Rows, *, key: str, title: str, description: str, series: Sequence[Series]
) -> BarChart:
    """Pieces of one bar per name, that are parts of a whole."""
    height = NAME + BAR + GAP
    plot = PLOT + NUMBER
    drawn = []
    for place, (label, values) in enumerate(rows):
        y = place * height + NAME
        total = sum((Fraction(value.amount or 0) for value in values), Fraction(0)) or Fraction(1)
        x, bars = Fraction(0), []
        for value, kind in zip(values, series, strict=True):
            width = plot * Fraction(value.amount or 0) / total
            if value.amount:
                fits = width >= FEWEST_UNITS
                bars.append(
                    Bar(
                        x=_at(x),
                        y=_at(y + 1),
                        width=_at(width),
                        css=kind.css,
                        text=value.text if fits else "",
                        text_x=_at(x + width / 2),
                        text_y=_at(y + 14),
                        anchor="middle",
                        text_css="",
                    )
                )
            x += width
        drawn.append(_row(label, y, bars))
    return _chart(drawn, height, key, title, description, series, axis=0)


def _row(label: str, top: int, bars: Sequence[Bar]) -> BarRow:
    return BarRow(label, str(top - 5), tuple(bars))


def _chart(
    rows: Sequence[BarRow],
    height: int,
    key: str,
    title: str,
    description: str,
    series: Sequence[Series],
    *,
    axis: float | Fraction,
) -> BarChart:
    return BarChart(
        key=key,
        title=title,
        description=description,
        width=PLOT + NUMBER,
        height=max(len(rows), 1) * height,
        axis_x=_at(axis),
        rows=tuple(rows),
        legend=tuple((kind.css, kind.label) for kind in series) if len(series) > 1 else (),
    )
