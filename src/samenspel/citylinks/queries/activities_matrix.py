# SPDX-License-Identifier: EUPL-1.2
"""How often something happened, as circles in a grid: kinds by years, or years by months."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH = 880
ROW = 40
TOP = 30
WIDEST = 16.0


@dataclass(frozen=True)
class Cell:
    """A circle: its area is in proportion to ``number``; places with a point in any language."""

    x: str
    y: int
    radius: str
    number: int
    text_x: str
    inside: bool
    says: str


@dataclass(frozen=True)
class Label:
    """The name of a row or column, where it stands, and how many activities it has."""

    x: str
    y: int
    text: str
    total: int


@dataclass(frozen=True)
class Matrix:
    """The drawing, in its own units; ``cells`` are only those where something happened."""

    width: int
    height: int
    left: int
    bottom: int
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[Cell, ...]
    lines: tuple[int, ...]
    table: tuple[tuple[str, tuple[int, ...], int], ...]
    description: str


def matrix_of(
    counts: Mapping[tuple[str, str], int],
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    *,
    left: int,
) -> Matrix | None:
    """The grid of counts by key of row and column; None when all are zero.

    ``rows`` and ``columns``: key and words in their order. ``left``: room for the words of rows.
    """
    most = max(counts.values(), default=0)
    if not most:
        return None
    step = (WIDTH - left) / len(columns)
    widest = min(WIDEST, step / 2 - 1)
    by_row, by_column = Counter[str](), Counter[str]()
    for (row, column), number in counts.items():
        by_row[row] += number
        by_column[column] += number
    xs = {key: left + step * (place + 0.5) for place, (key, _words) in enumerate(columns)}
    ys = {key: TOP + ROW * place + ROW // 2 for place, (key, _words) in enumerate(rows)}
    cells = [
        _cell(xs[column], ys[row], counts[row, column], most, widest, f"{row_says}, {column_says}")
        for row, row_says in rows
        for column, column_says in columns
        if counts.get((row, column))
    ]
    return Matrix(
        width=WIDTH,
        height=TOP + ROW * len(rows) + 8,
        left=left,
        bottom=TOP + ROW * len(rows),
        rows=tuple(Label("0", ys[key], words, by_row[key]) for key, words in rows),
        columns=tuple(
            Label(f"{xs[key]:.1f}", TOP - 10, words, by_column[key]) for key, words in columns
        ),
        cells=tuple(cells),
        lines=tuple(TOP + ROW * place for place in range(len(rows) + 1)),
        table=tuple(
            (words, tuple(counts.get((key, column), 0) for column, _says in columns), by_row[key])
            for key, words in rows
        ),
        description=". ".join(cell.says for cell in cells) + ".",
    )


def _cell(x: float, y: int, number: int, most: int, widest: float, where: str) -> Cell:
    radius = max(widest * math.sqrt(number / most), 4.0)
    inside = radius >= 10
    return Cell(
        x=f"{x:.1f}",
        y=y,
        radius=f"{radius:.1f}",
        number=number,
        text_x=f"{x if inside else x + radius + 4:.1f}",
        inside=inside,
        says=f"{where}: {number}",
    )
