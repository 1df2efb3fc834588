# SPDX-License-Identifier: EUPL-1.2
"""Ranks as a picture: a line from 0 to 100 per indicator, with one municipality on it or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samenspel.analysis.complementarity import RANK_ONE
from samenspel.citylinks.queries.partners_words import rank_text

WIDTH = 360
LEFT, RIGHT = 14, 346
ROW, HEAD, FOOT = 48, 52, 6


@dataclass(frozen=True)
class RankRow:
    """An indicator with the ranks (whole millionths, -1 unknown) of one municipality or two."""

    label: str
    own: int
    other: int | None = None


@dataclass(frozen=True)
class RankStrip:
    """A line of the picture; an empty x is unknown and not drawn.

    ``value`` are the ranks in figures. ``span`` is the path between both, empty where one is
    missing.
    """

    label: str
    value: str
    y: int
    own_x: str
    own_text: str
    other_x: str
    other_text: str
    span: str

    @property
    def line_y(self) -> int:
        """Height of the line."""
        return self.y + 30

    @property
    def text_y(self) -> int:
        """Baseline of the label."""
        return self.y + 14


@dataclass(frozen=True)
class RankPanel:
    """Lines below each other about one side, with its name above."""

    key: str
    title: str
    description: str
    strips: tuple[RankStrip, ...]

    @property
    def width(self) -> int:
        """In units of the picture."""
        return WIDTH

    @property
    def height(self) -> int:
        """In units of the picture."""
        return HEAD + ROW * len(self.strips) + FOOT

    @property
    def view(self) -> str:
        """The view box."""
        return f"0 0 {WIDTH} {self.height}"


def rank_panel(
    key: str, title: str, description: str, rows: Sequence[RankRow], names: Sequence[str]
) -> RankPanel:
    """The rows in their order; ``names`` of the municipality and, with two, of the other."""
    strips = tuple(_strip(row, names, HEAD + ROW * place) for place, row in enumerate(rows))
    return RankPanel(key, title, description, strips)


def _strip(row: RankRow, names: Sequence[str], y: int) -> RankStrip:
    own, other = _x(row.own), _x(-1 if row.other is None else row.other)
    ranks = (row.own,) if row.other is None else (row.own, row.other)
    span = f"M{own} 0H{other}" if own and other else ""
    return RankStrip(
        label=row.label,
        value=" · ".join(rank_text(rank) for rank in ranks),
        y=y,
        own_x=own,
        own_text=f"{names[0]}: {rank_text(row.own)}",
        other_x=other,
        other_text=f"{names[-1]}: {rank_text(-1 if row.other is None else row.other)}",
        span=span,
    )


def _x(rank: int) -> str:
    """Where a rank stands; empty where it is unknown."""
    return "" if rank < 0 else f"{LEFT + rank * (RIGHT - LEFT) / RANK_ONE:.1f}"
