# SPDX-License-Identifier: EUPL-1.2
"""Strips with dots: one municipality among its peers, in front of the whole country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeAlias

from samenspel.analysis.likeness import Position, ProfileRow

WIDTH = 360
LEFT, RIGHT = 14, 346
ROW, HEAD, FOOT = 48, 34, 6
GAP = 40
COLUMNS = 3
FARTHEST = 3.0
"""Standard deviations from the mean at the ends of a strip; what lies farther stands there."""


@dataclass(frozen=True)
class Dot:
    """A peer on the strip; ``text`` is its name and value."""

    x: str
    text: str


@dataclass(frozen=True)
class Strip:
    """One figure. ``band`` is where four fifths of the country lie, from ``band_x``."""

    label: str
    value: str
    y: int
    own_x: str
    own_text: str
    dots: tuple[Dot, ...]
    band_x: str
    band_width: str
    middle_x: str

    @property
    def line_y(self) -> int:
        """Height of the line."""
        return self.y + 30

    @property
    def text_y(self) -> int:
        """Baseline of the label."""
        return self.y + 14


@dataclass(frozen=True)
class Panel:
    """Strips about one theme, with its name above."""

    title: str
    y: int
    strips: tuple[Strip, ...]

    @property
    def title_y(self) -> int:
        return self.y + 22


@dataclass(frozen=True)
class StripColumn:
    """Panels below each other; ``x`` is where the column stands in a file of all columns."""

    key: str
    x: int
    height: int
    panels: tuple[Panel, ...]

    @property
    def view(self) -> str:
        """The view box of the column by itself."""
        return f"0 0 {WIDTH} {self.height}"

    @property
    def name(self) -> str:
        """The themes in it."""
        return ", ".join(panel.title for panel in self.panels)


@dataclass(frozen=True)
class StripRow:
    """What a strip is made of: a line and how to write its values."""

    line: ProfileRow
    label: str
    own: str
    peers: tuple[str, ...]


_Panel: TypeAlias = "tuple[str, Sequence[StripRow]]"


@dataclass(frozen=True)
class StripPicture:
    """Columns of panels; ``view`` is that of a file with all of them beside each other."""

    columns: tuple[StripColumn, ...]

    @property
    def width(self) -> int:
        return len(self.columns) * (WIDTH + GAP) - GAP if self.columns else WIDTH

    @property
    def height(self) -> int:
        return max((column.height for column in self.columns), default=0)


def strip_picture(panels: Sequence[_Panel], *, names: Sequence[str], key: str) -> StripPicture:
    """Panels in at most three columns of about the same height, in their order.

    ``names``: of the municipality, then of its peers in the order of the rows.
    """
    columns = []
    for number, part in enumerate(_parts(panels)):
        y, drawn = 0, []
        for title, rows in part:
            strips = tuple(
                _strip(row, names, y + HEAD + ROW * place) for place, row in enumerate(rows)
            )
            drawn.append(Panel(title, y, strips))
            y += HEAD + ROW * len(rows) + FOOT
        columns.append(StripColumn(f"{key}-{number + 1}", number * (WIDTH + GAP), y, tuple(drawn)))
    return StripPicture(tuple(columns))


def _parts(panels: Sequence[_Panel]) -> list[Sequence[_Panel]]:
    """The panels in their order, cut so that the columns are about equally high."""
    heights = [HEAD + ROW * len(rows) + FOOT for _title, rows in panels]
    number = min(COLUMNS, len(panels))

    def ends(cuts: tuple[int, ...]) -> list[tuple[int, int]]:
        return list(pairwise((0, *cuts, len(panels))))

    best = min(
        combinations(range(1, len(panels)), number - 1),
        key=lambda cuts: sum(sum(heights[begin:end]) ** 2 for begin, end in ends(cuts)),
    )
    return [panels[begin:end] for begin, end in ends(best)]


def _strip(row: StripRow, names: Sequence[str], y: int) -> Strip:
    line = row.line.line
    low, middle, high = (line.low, line.middle, line.high) if line else (0.0, 0.0, 0.0)
    return Strip(
        label=row.label,
        value=row.own,
        y=y,
        own_x=_x(row.line.own),
        own_text=f"{names[0]}: {row.own}",
        dots=tuple(
            Dot(_x(peer), f"{name}: {text}")
            for peer, name, text in zip(row.line.peers, names[1:], row.peers, strict=True)
            if peer.score is not None
        ),
        band_x=f"{_place(low):.1f}",
        band_width=f"{_place(high) - _place(low):.1f}",
        middle_x=f"{_place(middle):.1f}",
    )


def _x(position: Position) -> str:
    """Where a value stands; empty where it is unknown."""
    return "" if position.score is None else f"{_place(position.score):.1f}"


def _place(score: float) -> float:
    inside = min(max(score, -FARTHEST), FARTHEST)
    return LEFT + (inside + FARTHEST) / (2 * FARTHEST) * (RIGHT - LEFT)
