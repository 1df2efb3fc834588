# SPDX-License-Identifier: EUPL-1.2
"""How the figures of municipalities are spread: bars of equal width, with the median marked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samenspel.analysis.distribution import Bin, Histogram, far_end, histogram
from samenspel.insight.queries.country.page import CountryPage
from samenspel.places.notation import written

# The drawing, in units of its view box: as wide as a phone, so that letters stay readable.
WIDTH, EDGE, LETTER = 380, 16, 7.6
MARKS, CHART, AXIS = 68, 150, 44
BOTTOM = MARKS + CHART
MOST_BARS, MOST_TICKS = 18, 7


@dataclass(frozen=True)
class Spot:
    """A text at a place in a drawing, ready for attributes of SVG."""

    x: str
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class DrawnBar:
    """A bar, and its number as it stands above it."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    number_y: str
    span: str
    number: int
    is_own: bool


@dataclass(frozen=True)
class Bars:
    """Municipalities by figure; ``median`` and ``own`` (the reader's choice) are marked above.

    The line of the median ends at ``median_y``, above the number of its bar.
    """

    bars: tuple[DrawnBar, ...]
    ticks: tuple[Spot, ...]
    median: Spot
    own: Spot | None
    own_x: str
    median_x: str
    median_y: str
    width: str = str(WIDTH)
    height: str = str(BOTTOM + AXIS)
    left: str = str(EDGE)
    right: str = str(WIDTH - EDGE)
    middle: str = str(WIDTH // 2)
    bottom: str = str(BOTTOM)
    tick_y: str = str(BOTTOM + 17)
    title_y: str = str(BOTTOM + 38)


def bars(page: CountryPage) -> Bars | None:
    """The bars of a page; None where no municipality has a figure."""
    if page.summary is None:
        return None
    decimals = page.measure.decimals
    found = spread(page)
    own = page.own if page.own is not None and page.own.value is not None else None
    own_place = -1 if own is None or own.value is None else found.place(own.value)
    spans = [(_span(one, found), one.number) for one in found.bins]
    if found.beyond:
        more = _("more than %(figure)s") if found.is_whole else _("%(figure)s or more")
        last = written(found.bins[-1].upper, _decimals(found))
        spans.append((more % {"figure": last}, found.beyond))
    most = max(number for _words, number in spans)
    step = _step(found)
    drawn = []
    for place, (span, number) in enumerate(spans):
        height = CHART * number / most
        drawn.append(
            DrawnBar(
                x=text(EDGE + step * place + 1),
                y=text(BOTTOM - height),
                width=text(step - 2),
                height=text(height),
                middle=text(EDGE + step * (place + 0.5)),
                number_y=text(BOTTOM - height - 4),
                span=span,
                number=number,
                is_own=place == own_place,
            )
        )
    median = _("median %(figure)s") % {"figure": statistic(page.summary.median, decimals)}
    middle = _place(page.summary.median, found)
    return Bars(
        bars=tuple(drawn),
        ticks=_ticks(found),
        median=_above(middle, median),
        median_x=text(middle),
        median_y=text(float(drawn[found.place(page.summary.median)].number_y) - 13),
        own=None
        if own is None or own.value is None
        else _beside(
            _place(own.value, found), f"{own.facts.name}: {written(own.value, decimals)}", middle
        ),
        own_x="" if own is None or own.value is None else text(_place(own.value, found)),
    )


def spread(page: CountryPage) -> Histogram:
    """The bars as figures: in files and in the drawing the same."""
    values = [row.value for row in page.rows if row.value is not None]
    return histogram(values, most=MOST_BARS, up_to=far_end(values))


def statistic(value: float | None, decimals: int) -> str:
    """A median or the like; of whole numbers it may lie halfway between two."""
    return written(value, decimals or None)


def text(number: float) -> str:
    """A place in a drawing: tenths, without needless zeroes."""
    return f"{number:.1f}".rstrip("0").rstrip(".")


def _width(found: Histogram) -> float:
    one = found.bins[0]
    return one.upper - one.lower + found.is_whole


def _place(value: float, found: Histogram) -> float:
    """Where a value stands; a whole number in the middle of its own width."""
    if found.place(value) == len(found.bins):
        return WIDTH - EDGE - _step(found) / 2
    steps = (value - found.bins[0].lower + found.is_whole / 2) / _width(found)
    return EDGE + _step(found) * steps


def _step(found: Histogram) -> float:
    """How wide a bar is drawn."""
    return (WIDTH - 2 * EDGE) / (len(found.bins) + bool(found.beyond))


def _above(x: float, words: str) -> Spot:
    """A text centred above a place, as far as it keeps within the drawing."""
    half = LETTER * len(words) / 2
    return Spot(text(min(max(x, half), WIDTH - half)), words)


def _beside(x: float, words: str, line: float) -> Spot:
    """A text at a place, on the side that a line through the drawing does not cross."""
    room = LETTER * len(words)
    starts, ends = min(x - 5, WIDTH - room), max(x + 5, room)
    if x >= line and starts > line:
        return Spot(text(max(starts, line + 6)), words, "start")
    if x < line and ends < line:
        return Spot(text(min(ends, line - 6)), words, "end")
    # No room on its own side: the mark below still says where it is.
    return Spot(text(line + 6), words, "start") if x < line else Spot(text(line - 6), words, "end")


def _span(one: Bin, found: Histogram) -> str:
    lower, upper = (written(end, _decimals(found)) for end in (one.lower, one.upper))
    if found.is_whole:
        return lower if one.lower == one.upper else f"{lower}–{upper}"
    return _("%(lower)s to less than %(upper)s") % {"lower": lower, "upper": upper}


def _decimals(found: Histogram) -> int:
    """As many as the ends of the bars need."""
    width = _width(found)
    return 0 if width >= 1 else -math.floor(math.log10(width))


def _ticks(found: Histogram) -> tuple[Spot, ...]:
    """The lower ends of some bars: under the bar of one number, else where it begins."""
    step = _step(found)
    shift = step / 2 if found.is_whole and _width(found) == 1 else 0.0
    every = math.ceil(len(found.bins) / MOST_TICKS)
    return tuple(
        Spot(text(EDGE + step * place + shift), written(one.lower, _decimals(found)))
        for place, one in enumerate(found.bins)
        if place % every == 0
    ) + ((Spot(text(WIDTH - EDGE - step / 2), _("more")),) if found.beyond else ())
