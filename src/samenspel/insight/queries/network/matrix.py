# SPDX-License-Identifier: EUPL-1.2
"""The matrix of who works with whom, drawn: a square for a country, with names for a region.

Cells of one class and row that touch are one rectangle of one path, so that a country takes five
paths; groups are squares that lead to their own matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from samenspel.analysis.participation import IntVector
from samenspel.analysis.seriation import IntMatrix
from samenspel.insight.queries.network.measures import CLASSES
from samenspel.places.queries.maps import LegendItem

# All in units of the drawing, about pixels on a wide screen.
COUNTRY_SIDE, COUNTRY_LEFT, MARGIN = 900, 176, 6
LETTER, LINE = 14, 16
LETTER_WIDTH = 0.52
NUMBERED = 40
"""Up to so many rows cells have their number in them."""
# Rows up to which a cell has this side.
CELLS = ((30, 26), (NUMBERED, 22), (10_000, 17))
ROW_NAME = '<text data-code="{}" x="{}" y="{}" text-anchor="end">{}</text>'
COLUMN_NAME = (
    '<text transform="translate({} {}) rotate(-90)" data-code="{}" aria-hidden="true">{}</text>'
)
# From this class on the letters in a cell are light.
DARK = 4
# Width of the drawing up to which it gets this class: small ones are not blown up.
SIZES = ((420, "matrix--small"), (720, "matrix--middle"))


@dataclass(frozen=True)
class Row:
    """A municipality on both axes: what it is called, where it leads, which group it is in."""

    code: str
    name: str
    href: str
    group: str


@dataclass(frozen=True)
class Block:
    """A group on the diagonal: a square in units of the drawing that leads to its own matrix.

    ``size`` is the number of its rows, ``middle`` the height of its middle; ``label_y`` is None
    where its name has no room.
    """

    key: str
    name: str
    text: str
    href: str
    size: int
    x: float
    y: float
    side: float
    label_y: float | None = None

    @property
    def middle(self) -> float:
        return round(self.y + self.side / 2, 1)


@dataclass(frozen=True)
class MatrixPicture:
    """A matrix ready to be drawn by ``insight/network_matrix.html``.

    Cells lie from (left, top) on and are ``cell`` wide; ``layers`` are the class and the path of
    each class of cells, in cells. Rows without names are those of a country.
    """

    key: str
    title: str
    description: str
    width: int
    height: int
    left: int
    top: int
    cell: float
    count: int
    layers: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    numbers: SafeString
    legend: tuple[LegendItem, ...]
    css: str

    @property
    def side(self) -> int:
        """Of the square with all cells."""
        return round(self.cell * self.count)

    @property
    def label_x(self) -> int:
        """Where the names of groups end."""
        return self.left - 22

    @property
    def lead_from(self) -> int:
        """Where the line from a name to its group begins."""
        return self.left - 18

    @property
    def rows_svg(self) -> SafeString:
        """Names at the left and at the top, each a link."""
        half = self.cell / 2 + LETTER * 0.35
        left = (
            (row.code, self.left - 6, round(self.top + place * self.cell + half), row.name)
            for place, row in enumerate(self.rows)
        )
        top = (
            (round(self.left + place * self.cell + half), self.top - 6, row.code, row.name)
            for place, row in enumerate(self.rows)
        )
        shown = [format_html(ROW_NAME, *values) for values in left]
        return format_html_join(
            "",
            "{}{}{}",
            (
                (format_html('<a href="{}">', row.href), name, SafeString("</a>"))
                if row.href
                else ("", name, "")
                for row, name in zip(self.rows, shown, strict=True)
            ),
        ) + format_html_join("", COLUMN_NAME, top)


def country_matrix(
    classes: IntMatrix,
    rows: Sequence[Row],
    *,
    key: str,
    title: str,
    description: str,
    texts: Mapping[str, tuple[str, str, str]],
    legend: Sequence[LegendItem],
) -> MatrixPicture:
    """The whole country: a square with groups named at the left.

    Parameters
    ----------
    classes
        Class of each cell, 0 for nothing; in the order of ``rows``, shape (rows, rows).
    texts
        Name, sentence and address of each group by its key.
    """
    count = len(rows)
    cell = COUNTRY_SIDE / max(count, 1)
    blocks = _blocks(rows, texts, (COUNTRY_LEFT, MARGIN), cell)
    return MatrixPicture(
        key=key,
        title=title,
        description=description,
        width=COUNTRY_LEFT + COUNTRY_SIDE + MARGIN,
        height=COUNTRY_SIDE + 2 * MARGIN,
        left=COUNTRY_LEFT,
        top=MARGIN,
        cell=cell,
        count=count,
        layers=_layers(classes),
        blocks=_labelled(blocks, MARGIN, COUNTRY_SIDE),
        rows=(),
        numbers=SafeString(""),
        legend=tuple(legend),
        css="",
    )


def region_matrix(
    classes: IntMatrix,
    rows: Sequence[Row],
    *,
    key: str,
    title: str,
    description: str,
    texts: Mapping[str, tuple[str, str, str]],
    legend: Sequence[LegendItem],
    cell_text: Callable[[int, int], tuple[str, str]],
) -> MatrixPicture:
    """A part of the country, with the names of its municipalities; parameters as above.

    ``cell_text`` gives what stands in a cell and what it means, by the places of both rows.
    """
    count = len(rows)
    cell = next(side for most, side in CELLS if count <= most)
    room = max((len(row.name) for row in rows), default=0)
    left = round(room * LETTER * LETTER_WIDTH) + 18
    blocks = _blocks(rows, texts, (left, left), cell)
    width = left + count * cell + MARGIN
    return MatrixPicture(
        key=key,
        title=title,
        description=description,
        width=width,
        height=width,
        left=left,
        top=left,
        cell=cell,
        count=count,
        layers=_layers(classes),
        blocks=blocks if len(blocks) > 1 else (),
        rows=tuple(rows),
        numbers=_numbers(classes, cell, left, cell_text) if count <= NUMBERED else SafeString(""),
        legend=tuple(legend),
        css=next((css for most, css in SIZES if width <= most), ""),
    )


def _layers(classes: IntMatrix) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"shade-{number}", path)
        for number, path in enumerate(run_paths(classes, CLASSES), start=1)
        if path
    )


def run_paths(classes: IntMatrix, highest: int) -> list[str]:
    """For each class from 1 to ``highest`` the path of its cells, each run in a row one rectangle.

    ``classes`` has shape (rows, columns); relative commands, in cells.
    """
    rows, columns = classes.shape
    # A column of nothing at the end of each row: no run goes on in the next one.
    flat = np.hstack([classes, np.zeros((rows, 1), dtype=np.int64)]).ravel()
    edges = np.flatnonzero(np.diff(flat, prepend=0))
    lengths = np.diff(edges, append=len(flat))
    kinds = flat[edges]
    return [
        _path(edges[kinds == kind], lengths[kinds == kind], columns + 1)
        for kind in range(1, highest + 1)
    ]


def _path(starts: IntVector, lengths: IntVector, width: int) -> str:
    at = (0, 0)
    text = []
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        y, x = divmod(start, width)
        # Closing brings the pen back to where the rectangle began.
        text.append(f"m{x - at[0]} {y - at[1]}h{length}v1h-{length}z")
        at = (x, y)
    return "".join(text).replace(" -", "-")


def _blocks(
    rows: Sequence[Row],
    texts: Mapping[str, tuple[str, str, str]],
    corner: tuple[int, int],
    cell: float,
) -> tuple[Block, ...]:
    """Rows of one group that stand together; those of none are left out."""
    found, first = [], 0
    for key, members in groupby(rows, key=lambda row: row.group):
        size = len(list(members))
        if key in texts:
            x, y = (round(edge + cell * first, 2) for edge in corner)
            found.append(Block(key, *texts[key], size, x, y, round(cell * size, 2)))
        first += size
    return tuple(found)


def _labelled(blocks: Sequence[Block], top: int, height: int) -> tuple[Block, ...]:
    """Blocks with a place for their name, the smallest without where there is no room for all."""
    largest = sorted(blocks, key=lambda block: (-block.size, block.y))[: height // LINE]
    shown = sorted(largest, key=lambda block: block.y)
    places = [block.middle for block in shown]
    for n in range(1, len(places)):
        places[n] = max(places[n], places[n - 1] + LINE)
    lowest = float(top + height - LINE / 2)
    for n in reversed(range(len(places))):
        places[n] = min(places[n], lowest)
        lowest = places[n] - LINE
    place_of = {block.y: round(y, 1) for block, y in zip(shown, places, strict=True)}
    return tuple(replace(block, label_y=place_of.get(block.y)) for block in blocks)


def _numbers(
    classes: IntMatrix, cell: float, left: int, cell_text: Callable[[int, int], tuple[str, str]]
) -> SafeString:
    found = []
    for y, x in zip(*(axis.tolist() for axis in np.nonzero(classes)), strict=True):
        short, text = cell_text(y, x)
        css = ' class="on-dark"' if classes[y, x] >= DARK else ""
        at_x, at_y = round(left + (x + 0.5) * cell), round(left + (y + 0.5) * cell + 4.5)
        found.append((SafeString(css), at_x, at_y, short, text))
    return format_html_join("", '<text{} x="{}" y="{}">{}<title>{}</title></text>', found)
