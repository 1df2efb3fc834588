# SPDX-License-Identifier: EUPL-1.2
"""A small picture with a bar for each of a few counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEFT, WIDEST, ROW = 185, 205, 34


@dataclass(frozen=True)
class Barred:
    """A count with a code and words."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class Bar:
    """One bar, in units of the drawing (440 wide)."""

    key: str
    label: str
    number: int
    y: int
    text: int
    width: int
    end: int


def bars(counts: Sequence[Barred]) -> dict[str, object]:
    """What ``dialogue/bars.html`` draws: the longest bar is as wide as there is room for."""
    most = max((one.number for one in counts), default=0) or 1
    drawn = []
    for place, one in enumerate(counts):
        width = WIDEST * one.number // most
        y = place * ROW + 5
        drawn.append(Bar(one.key, one.label, one.number, y, y + 17, width, LEFT + width + 8))
    return {"bars": drawn, "height": len(counts) * ROW}
