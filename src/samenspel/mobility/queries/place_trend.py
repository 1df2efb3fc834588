# SPDX-License-Identifier: EUPL-1.2
"""Commuting of a place through the years, as a drawing of lines with their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samenspel.places.notation import written

# The drawing, in units of its view box: numbers left, lines, names right.
NUMBERS, PLOT, NAMES, TOP, CHART, AXIS = 58, 232, 150, 12, 210, 26
LINE, GAP = 17, 8
MOST_TICKS = 4


@dataclass(frozen=True)
class Year:
    """One year: jobs of who lives there, jobs located there, and those that are both."""

    year: int
    residents: float
    jobs: float
    inside: float

    @property
    def stays(self) -> float | None:
        """Share of the residents' jobs that are located there, in [0, 1]."""
        return self.inside / self.residents if self.residents else None

    @property
    def own(self) -> float | None:
        """Share of the jobs there that residents have, in [0, 1]."""
        return self.inside / self.jobs if self.jobs else None


@dataclass(frozen=True)
class Spot:
    """A place in the drawing with its text; places are texts, ready for attributes of SVG."""

    x: str
    y: str
    text: str


@dataclass(frozen=True)
class TrendLine:
    """A line, its points, and the two lines of its name beside its end."""

    css: str
    path: str
    points: tuple[Spot, ...]
    names: tuple[Spot, ...]


@dataclass(frozen=True)
class Trend:
    """The drawing of :func:`trend`."""

    years: tuple[Year, ...]
    width: str
    height: str
    left: str
    right: str
    year_y: str
    lines: tuple[TrendLine, ...]
    ticks: tuple[Spot, ...]
    labels: tuple[Spot, ...]


def trend(years: Sequence[Year]) -> Trend | None:
    """The lines of residents' jobs, jobs there and who stays; None for fewer than two years."""
    if len(years) < 2:
        return None
    series = (
        ("trend-residents", _("jobs of residents"), [y.residents for y in years]),
        ("trend-jobs", _("jobs there"), [y.jobs for y in years]),
        ("trend-inside", _("lives and works there"), [y.inside for y in years]),
    )
    ticks = _ticks(max(value for _css, _name, values in series for value in values))
    ceiling = ticks[-1]
    first, last = years[0].year, years[-1].year

    def x(year: int) -> float:
        return NUMBERS + PLOT * (year - first) / (last - first)

    def y(value: float) -> float:
        return TOP + CHART * (1 - value / ceiling)

    places = _apart([y(values[-1]) for _css, _name, values in series])
    lines = []
    for (css, name, values), place in zip(series, places, strict=True):
        spots = tuple(
            Spot(_text(x(year.year)), _text(y(value)), f"{year.year}: {written(value)}")
            for year, value in zip(years, values, strict=True)
        )
        beside = _text(NUMBERS + PLOT + 12)
        names = (
            Spot(beside, _text(place - 3), written(values[-1])),
            Spot(beside, _text(place + LINE - 3), name),
        )
        path = "M" + "L".join(f"{spot.x} {spot.y}" for spot in spots)
        lines.append(TrendLine(css, path, spots, names))
    return Trend(
        years=tuple(years),
        width=str(NUMBERS + PLOT + NAMES),
        height=str(TOP + CHART + AXIS),
        left=str(NUMBERS),
        right=str(NUMBERS + PLOT),
        year_y=str(TOP + CHART + 20),
        lines=tuple(lines),
        ticks=tuple(Spot(str(NUMBERS - 8), _text(y(t)), written(t)) for t in ticks),
        labels=tuple(
            Spot(_text(x(year.year)), "", str(year.year))
            for year in years
            if year.year in {first, (first + last) // 2, last}
        ),
    )


def _ticks(greatest: float) -> list[float]:
    """Round numbers from 0 to the first one that no value exceeds, at most ``MOST_TICKS`` steps."""
    step = 1.0
    for power in range(12):
        for factor in (1, 2, 5):
            step = float(factor * 10**power)
            if greatest <= step * MOST_TICKS:
                steps = max(1, -int(-greatest // step))
                return [step * i for i in range(steps + 1)]
    return [0.0, step]


def _apart(heights: Sequence[float]) -> list[float]:
    """Heights of two lines of text each, moved until none covers another; order is kept."""
    room = 2 * LINE + GAP
    order = sorted(range(len(heights)), key=lambda i: (heights[i], i))
    placed = list(heights)
    lowest = float(TOP + LINE)
    for i in order:
        placed[i] = max(heights[i], lowest)
        lowest = placed[i] + room
    highest = float(TOP + CHART - LINE + GAP)
    for i in reversed(order):
        placed[i] = min(placed[i], highest)
        highest = placed[i] - room
    return placed


def _text(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
