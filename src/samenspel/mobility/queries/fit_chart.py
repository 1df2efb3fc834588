# SPDX-License-Identifier: EUPL-1.2
"""All arrangements as dots: how many commuters they have, and which part stays inside."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from samenspel.mobility.queries.fit_list import FitRow
from samenspel.places.notation import written

# The drawing, in units of its view box.
LEFT, PLOT, EDGE, TOP, CHART, AXIS = 52, 620, 40, 12, 280, 48
# Beside the outermost dots, in powers of ten.
ROOM = 0.1


@dataclass(frozen=True)
class Tick:
    """A line of the grid with its number."""

    at: str
    text: str


@dataclass(frozen=True)
class FitChart:
    """Dots over an axis of commuters, on which equal steps are equal factors, and one of shares.

    ``dots`` is SVG, made here: a template is slow at hundreds of dots.
    """

    width: str
    height: str
    left: str
    right: str
    top: str
    bottom: str
    number_y: str
    title_y: str
    middle: str
    dots: SafeString
    shares: tuple[Tick, ...]
    sizes: tuple[Tick, ...]


def fit_chart(rows: Sequence[FitRow], *, address: Callable[[str], str]) -> FitChart | None:
    """The drawing of arrangements; None where there are fewer than two.

    ``address`` gives the page that a dot leads to, by slug of the arrangement.
    """
    if len(rows) < 2:
        return None
    logs = [math.log10(row.share.commuters) for row in rows]
    first, last = min(logs) - ROOM, max(logs) + ROOM

    def x(log: float) -> str:
        return f"{LEFT + PLOT * (log - first) / (last - first):.1f}"

    def y(share: float) -> str:
        return f"{TOP + CHART * (1 - share):.1f}"

    dots = [
        _dot(x(log), y(row.share_inside), address(row.slug), row)
        for row, log in zip(rows, logs, strict=True)
    ]
    return FitChart(
        width=str(LEFT + PLOT + EDGE),
        height=str(TOP + CHART + AXIS),
        left=str(LEFT),
        right=str(LEFT + PLOT),
        top=str(TOP),
        bottom=str(TOP + CHART),
        number_y=str(TOP + CHART + 18),
        title_y=str(TOP + CHART + 40),
        middle=str(LEFT + PLOT // 2),
        dots=mark_safe("\n".join(dots)),  # noqa: S308 - escaped
        shares=tuple(Tick(y(part / 4), f"{25 * part}%") for part in range(5)),
        sizes=tuple(Tick(x(math.log10(size)), written(size)) for size in _round(first, last)),
    )


def _dot(x: str, y: str, url: str, row: FitRow) -> str:
    text = escape(f"{row.name}: {math.floor(100 * row.share_inside + 0.5)}%")
    return (
        f'<a href="{escape(url)}" aria-label="{text}" tabindex="-1">'
        f'<circle class="fit-chart__dot" cx="{x}" cy="{y}" r="5"><title>{text}</title></circle></a>'
    )


def _round(first: float, last: float) -> list[int]:
    """Round numbers (1, 2, 5, 10 ...) between two powers of ten."""
    numbers = [
        factor * 10**power
        for power in range(max(math.floor(first), 0), math.ceil(last) + 1)
        for factor in (1, 2, 5)
    ]
    return [number for number in numbers if first <= math.log10(number) <= last]
