# SPDX-License-Identifier: EUPL-1.2
"""The figures of municipalities as dots on a line for each province or size class."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samenspel.analysis.distribution import SizeClass, far_end
from samenspel.insight.queries.country.bars import Spot, statistic, text
from samenspel.insight.queries.country.page import CountryPage, GroupRow, PlaceRow
from samenspel.places.notation import written

# The drawing, in units of its view box: names left, lines right.
WIDTH, NAMES, EDGE, TOP, ROW, AXIS = 380, 132, 22, 6, 30, 44
BEYOND = 14
MOST_TICKS = 5
LETTERS = 17


@dataclass(frozen=True)
class Strip:
    """The line of a group from its lowest to its highest figure, the median as a stroke on it."""

    name: str
    y: str
    name_y: str
    least_x: str
    most_x: str
    median_x: str
    median_top: str
    median_bottom: str
    says: str


@dataclass(frozen=True)
class Strips:
    """The lines of all groups; ``dots`` is SVG, made here: a template is slow at hundreds.

    ``end`` is the end of the axis where figures lie beyond it, else empty.
    """

    key: str
    strips: tuple[Strip, ...]
    dots: SafeString
    ticks: tuple[Spot, ...]
    end: str
    height: str
    bottom: str
    tick_y: str
    title_y: str
    width: str = str(WIDTH)
    name_x: str = str(NAMES - 12)
    top: str = str(TOP)
    middle: str = str((NAMES + WIDTH - EDGE) // 2)


def group_name(group: GroupRow, *, of_size: bool) -> str:
    """What a group is called on the page."""
    if of_size:
        return _("size unknown") if group.size is None else size_name(group.size)
    return group.name or _("not stated")


def size_name(size: SizeClass) -> str:
    """A size class in words: from so many inhabitants to so many."""
    if size.upper is None:
        return _("%(number)s or more") % {"number": written(size.lower)}
    if not size.lower:
        return _("fewer than %(number)s") % {"number": written(size.upper)}
    return f"{written(size.lower)}–{written(size.upper)}"


def strips(
    page: CountryPage, groups: Sequence[GroupRow], *, key: str, of_size: bool
) -> Strips | None:
    """The lines of groups on one axis from 0; None where no municipality has a figure."""
    if page.summary is None:
        return None
    decimals = page.measure.decimals
    end = far_end([row.value for row in page.rows if row.value is not None])
    ticks = _ticks(float(page.summary.most if end is None else end))

    def x(value: float) -> str:
        if value > ticks[-1]:
            return text(WIDTH - EDGE + BEYOND)
        return text(NAMES + (WIDTH - EDGE - NAMES) * value / ticks[-1])

    drawn, dots = [], []
    for place, group in enumerate(groups):
        middle = TOP + ROW * (place + 0.5)
        found = group.summary
        name = group_name(group, of_size=of_size)
        drawn.append(
            Strip(
                name=name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…",
                y=text(middle),
                name_y=text(middle + 5),
                least_x=x(found.least) if found else "",
                most_x=x(found.most) if found else "",
                median_x=x(found.median) if found else "",
                median_top=text(middle - 10),
                median_bottom=text(middle + 10),
                says=_("%(name)s: median %(figure)s")
                % {"name": name, "figure": statistic(found.median if found else None, decimals)},
            )
        )
        # One's own place comes last, so that nothing covers it.
        dots += [
            _dot(x(row.value), text(middle), row, decimals)
            for row in sorted(group.rows, key=lambda row: row.is_own)
            if row.value is not None
        ]
    bottom = TOP + ROW * len(groups)
    needed = max(0, -math.floor(math.log10(ticks[1])))
    return Strips(
        key=key,
        strips=tuple(drawn),
        dots=mark_safe("".join(dots)),  # noqa: S308 - escaped
        ticks=tuple(Spot(x(tick), written(tick, needed)) for tick in ticks),
        end=written(ticks[-1], needed) if end is not None else "",
        height=str(bottom + AXIS),
        bottom=str(bottom),
        tick_y=str(bottom + 17),
        title_y=str(bottom + 38),
    )


def _dot(x: str, y: str, row: PlaceRow, decimals: int) -> str:
    css, radius = ("bar--self", 6) if row.is_own else ("fit-chart__dot", 4)
    words = escape(f"{row.facts.name}: {written(row.value, decimals)}")
    return f'<circle class="{css}" cx="{x}" cy="{y}" r="{radius}"><title>{words}</title></circle>'


def _ticks(greatest: float) -> tuple[float, ...]:
    """Round numbers from 0 to one that no figure exceeds, at most ``MOST_TICKS`` steps."""
    if greatest <= 0:
        return (0.0, 1.0)
    power = math.floor(math.log10(greatest / MOST_TICKS))
    while True:
        for factor in (1, 2, 5):
            step = factor * 10.0**power
            steps = math.ceil(greatest / step - 1e-9)
            if steps <= MOST_TICKS:
                return tuple(round(step * i, 6) for i in range(steps + 1))
        power += 1
