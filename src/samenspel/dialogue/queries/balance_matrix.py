# SPDX-License-Identifier: EUPL-1.2
"""The picture of the balance: who says what of which clause.

A small round has a row for each body with its name, and a sign in each cell. A large one is turned:
a row for each clause, and a narrow column for each body; cells of one position that touch are one
line of one path, and the height of the line tells the position apart without colour.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samenspel.analysis.positions import Stand
from samenspel.dialogue.queries.balance_content import LETTERS
from samenspel.dialogue.queries.balance_words import KEYS, label

SHORT = 3
"""Letters in the number of a clause that fit above a cell; longer ones stand upright."""
MOST_ROWS, MOST_COLUMNS = 60, 32
"""Up to so many bodies and clauses the picture is a small one."""
CELL, GAP, LETTER = 28, 14, 15
LETTER_WIDTH = 0.55
LINE, EDGE = 16, 4
# Of a large picture: room for the titles of clauses, and for all bodies together.
TITLE_ROOM, WIDE, TITLE_LETTERS = 300, 860, 42
# What a sign looks like in a cell of 28 by 28, from its corner on.
SIGNS: Mapping[Stand, str] = {
    # A disc, a ring of which half is full, a cross, a dash, nothing.
    Stand.AGREE: "m7 14a7 7 0 1 0 14 0a7 7 0 1 0-14 0z",
    Stand.WISH: "m14 7a7 7 0 0 0 0 14za7 7 0 0 1 0 14v-2a5 5 0 0 0 0-10z",
    Stand.OBJECT: "m8 8l12 12m0-12l-12 12",
    Stand.NONE: "m9 14h10",
    Stand.SILENT: "",
}
# Height of the line in a row of a large picture, in parts of the row.
HEIGHTS: Mapping[Stand, float] = {
    Stand.AGREE: 0.86,
    Stand.WISH: 0.5,
    Stand.OBJECT: 0.86,
    Stand.NONE: 0.12,
}


@dataclass(frozen=True)
class Layer:
    """All cells of one position: class, path of the ground, path of the signs."""

    key: str
    ground: str
    signs: str = ""
    height: str = ""


@dataclass(frozen=True)
class Block:
    """Bodies that stand together: what they are called, how many they are, where that is written.

    ``is_end``: the words end there.
    """

    title: str
    size: int
    x: float
    y: float
    is_end: bool = False


@dataclass(frozen=True)
class Label:
    """A name beside the picture, and where it leads; ``full`` is the name without a cut.

    ``is_upright``: written from below to above.
    """

    text: str
    full: str
    href: str
    x: float
    y: float
    is_upright: bool = False


@dataclass(frozen=True)
class MatrixPicture:
    """The picture, ready to be drawn by ``dialogue/balance_matrix.html``; units about pixels.

    Cells lie from (left, top) on. ``tips`` are what a mouse finds in the cells of a small one.
    """

    title: str
    description: str
    is_large: bool
    width: float
    height: float
    left: float
    top: float
    layers: tuple[Layer, ...]
    blocks: tuple[Block, ...]
    bodies: tuple[Label, ...]
    clauses: tuple[Label, ...]
    tips: SafeString
    scale: tuple[float, float] = (1.0, 1.0)

    @property
    def inner_width(self) -> float:
        """Of all cells together."""
        return self.width - self.left - EDGE

    @property
    def inner_height(self) -> float:
        """Of all cells together."""
        return self.height - self.top - EDGE

    @property
    def css(self) -> str:
        """How far it may be blown up."""
        if self.is_large:
            return "positions--large"
        return "positions--narrow" if self.width <= 520 else "positions--small"


@dataclass(frozen=True)
class Group:
    """Bodies of one kind, as places in the list of bodies."""

    title: str
    places: tuple[int, ...]


def matrix_picture(
    content: Mapping[str, Any],
    columns: Sequence[int],
    *,
    body_urls: Sequence[str],
    clause_urls: Sequence[str],
) -> MatrixPicture | None:
    """The picture of a balance; None when there is nobody or no clause.

    Parameters
    ----------
    columns
        Places of the clauses in the order to draw them.
    body_urls, clause_urls
        Where each body and clause leads, in their own order.
    """
    groups = groups_of(content)
    if not groups or not columns:
        return None
    count = sum(len(group.places) for group in groups)
    if count <= MOST_ROWS and len(columns) <= MOST_COLUMNS:
        return _small(content, groups, columns, body_urls, clause_urls)
    return _large(content, groups, columns, clause_urls)


def groups_of(content: Mapping[str, Any]) -> tuple[Group, ...]:
    """Who counts, who does not because the council does, and guests; each in its order."""
    bodies = content["bodies"]

    def those(*, counts: bool, is_guest: bool) -> tuple[int, ...]:
        return tuple(
            place
            for place in content["rows"]
            if bodies[place]["counts"] == counts and bodies[place]["is_guest"] == is_guest
        )

    found = (
        Group(_("Counted"), those(counts=True, is_guest=False)),
        Group(
            _("Executives beside their council (not counted)"), those(counts=False, is_guest=False)
        ),
        Group(_("Guests (not counted)"), those(counts=False, is_guest=True)),
    )
    return tuple(group for group in found if group.places)


def _described(content: Mapping[str, Any], groups: Sequence[Group], columns: Sequence[int]) -> str:
    silent = sum(1 for body in content["bodies"] if body["positions"][:1] == LETTERS[Stand.SILENT])
    return _(
        "%(bodies)s bodies and %(clauses)s clauses. %(silent)s bodies have not answered yet. The "
        "table below has the same figures."
    ) % {
        "bodies": sum(len(group.places) for group in groups),
        "clauses": len(columns),
        "silent": silent,
    }


def _small(
    content: Mapping[str, Any],
    groups: Sequence[Group],
    columns: Sequence[int],
    body_urls: Sequence[str],
    clause_urls: Sequence[str],
) -> MatrixPicture:
    bodies, clauses = content["bodies"], content["clauses"]
    left = _room(min(max(len(body["name"]) for body in bodies), 40)) + 12
    number_room = max(len(clauses[clause]["number"]) for clause in columns)
    is_upright = number_room > SHORT
    top = _room(number_room) + 14 if is_upright else 26
    blocks, rows, bottom = _stacked(groups, top)
    cells, tips = _cells(content, rows, columns, left)
    return MatrixPicture(
        title=_("Who says what of which clause"),
        description=_described(content, groups, columns),
        is_large=False,
        width=max(left + len(columns) * CELL, *(_room(len(b.title)) for b in blocks), 0) + EDGE,
        height=bottom + EDGE,
        left=left,
        top=top,
        layers=tuple(_signed(stand, cells[stand]) for stand in Stand if cells[stand]),
        blocks=blocks,
        bodies=tuple(
            Label(
                _cut(bodies[place]["name"], 40),
                bodies[place]["name"],
                body_urls[place],
                left - 8,
                y + CELL / 2 + 5,
            )
            for place, y in rows
        ),
        clauses=tuple(
            Label(
                clauses[clause]["number"],
                _clause_text(clauses[clause]),
                clause_urls[clause],
                left + column * CELL + CELL / 2 + (5 if is_upright else 0),
                top - 8,
                is_upright,
            )
            for column, clause in enumerate(columns)
        ),
        tips=tips,
    )


def _room(letters: int) -> int:
    return round(letters * LETTER * LETTER_WIDTH)


def _stacked(
    groups: Sequence[Group], top: int
) -> tuple[tuple[Block, ...], list[tuple[int, int]], int]:
    """Headings of the groups, the place and top of the row of each body, and where they end."""
    blocks, rows = [], []
    y = top
    for group in groups:
        # The first group needs no heading when it is the only one.
        if len(groups) > 1:
            blocks.append(Block(group.title, len(group.places), 0, y + LINE))
            y += LINE + 8
        for place in group.places:
            rows.append((place, y))
            y += CELL
        y += GAP
    return tuple(blocks), rows, y - GAP


def _cells(
    content: Mapping[str, Any], rows: Sequence[tuple[int, int]], columns: Sequence[int], left: int
) -> tuple[dict[Stand, list[tuple[int, int]]], SafeString]:
    """The corners of the cells of each position, and what a mouse finds in them."""
    words = {stand: label(stand) for stand in Stand}
    cells: dict[Stand, list[tuple[int, int]]] = {stand: [] for stand in Stand}
    tips = []
    for place, y in rows:
        body = content["bodies"][place]
        for column, clause in enumerate(columns):
            stand = Stand(LETTERS.index(body["positions"][clause]))
            x = left + column * CELL
            cells[stand].append((x, y))
            number = content["clauses"][clause]["number"]
            tips.append((x, y, CELL, CELL, f"{body['name']}, {number}: {words[stand]}"))
    return cells, format_html_join(
        "", '<rect x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>', tips
    )


def _signed(stand: Stand, cells: Sequence[tuple[int, int]]) -> Layer:
    ground = "".join(f"M{x + 1} {y + 1}h{CELL - 2}v{CELL - 2}h-{CELL - 2}z" for x, y in cells)
    signs = "".join(f"M{x} {y}{SIGNS[stand]}" for x, y in cells)
    return Layer(KEYS[stand], ground, signs if SIGNS[stand] else "")


def _large(
    content: Mapping[str, Any],
    groups: Sequence[Group],
    columns: Sequence[int],
    clause_urls: Sequence[str],
) -> MatrixPicture:
    bodies, clauses = content["bodies"], content["clauses"]
    # Between groups a gap of as many columns as make GAP pixels.
    count = sum(len(group.places) for group in groups)
    cell = max(WIDE / count, 2.0)
    gap = round(GAP / cell)
    order: list[int | None] = []
    blocks: list[Block] = []
    for group in groups:
        if order:
            order += [None] * gap
        at = round(TITLE_ROOM + len(order) * cell, 1)
        is_end = at > TITLE_ROOM + WIDE / 2
        order += group.places
        edge = round(TITLE_ROOM + len(order) * cell, 1) if is_end else at
        blocks.append(Block(group.title, len(group.places), edge, LINE * (len(blocks) + 1), is_end))
    rows = [
        "".join(" " if place is None else bodies[place]["positions"][clause] for place in order)
        for clause in columns
    ]
    top = 8 + LINE * len(blocks)
    return MatrixPicture(
        title=_("Who says what of which clause"),
        description=_described(content, groups, columns),
        is_large=True,
        width=round(TITLE_ROOM + len(order) * cell) + EDGE,
        height=top + LINE * len(columns) + EDGE,
        left=TITLE_ROOM,
        top=top,
        layers=tuple(
            Layer(KEYS[stand], path, height=f"{HEIGHTS[stand]}")
            for stand in HEIGHTS
            if (path := lines(rows, LETTERS[stand]))
        ),
        blocks=tuple(blocks),
        bodies=(),
        clauses=tuple(
            Label(
                _cut(_clause_text(clauses[clause]), TITLE_LETTERS),
                _clause_text(clauses[clause]),
                clause_urls[clause],
                TITLE_ROOM - 8,
                top + LINE * row + LINE * 0.75,
            )
            for row, clause in enumerate(columns)
        ),
        tips=SafeString(""),
        scale=(round(cell, 5), LINE),
    )


def lines(rows: Sequence[str], letter: str) -> str:
    """The path of every run of a letter, a line through the middle of its row; in cells."""
    path: list[str] = []
    at_x, at_y = 0, 0
    runs = re.compile(f"{re.escape(letter)}+")
    for y, row in enumerate(rows):
        for run in runs.finditer(row):
            start, end = run.span()
            move = f"m{start - at_x} {y - at_y}" if path else f"M{start} {y}.5"
            path.append(f"{move}h{end - start}")
            at_x, at_y = end, y
    return "".join(path).replace(" -", "-")


def _clause_text(clause: Mapping[str, Any]) -> str:
    return f"{clause['number']}. {clause['title']}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
