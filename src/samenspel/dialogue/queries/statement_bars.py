# SPDX-License-Identifier: EUPL-1.2
"""Bars of statements: agree, pass and disagree in a row, with the words above them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.dialogue.models import Reaction
from samenspel.dialogue.queries.statements import Counted, ShownStatement

WIDTH, LINE, BAR, GAP = 480, 19, 22, 14
LETTERS_IN_LINE = 62
FEWEST_UNITS = 34
"""Width from which a percentage fits in a piece."""
CLASSES = ("shade-3", "shade-0", "shade-self")


@dataclass(frozen=True)
class Piece:
    """A part of a bar, as texts in the units of the drawing; ``text`` is empty where it is too
    narrow for one."""

    css: str
    x: str
    width: str
    text: str
    text_x: str
    says: str


@dataclass(frozen=True)
class Bar:
    """The reactions of one audience."""

    label: str
    label_y: int
    y: int
    text_y: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class BarRow:
    """A statement: its lines (text, place from the top) and its bars."""

    lines: tuple[tuple[str, int], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class StatementBars:
    """The whole drawing; ``legend`` has class and text of every kind of piece."""

    width: int
    height: int
    rows: tuple[BarRow, ...]
    legend: tuple[tuple[str, str], ...]
    description: str


def statement_bars(statements: Sequence[ShownStatement]) -> StatementBars:
    """The bars of statements of which something is published."""
    rows, y = [], 0
    for held in statements:
        lines = textwrap.wrap(f"{held.number}. {held.text}", LETTERS_IN_LINE)
        placed = tuple((line, y + LINE * n - 4) for n, line in enumerate(lines, start=1))
        y += LINE * len(lines)
        bars = []
        for counted in held.counted:
            bars.append(_bar(counted, y))
            y += LINE + BAR + 4
        rows.append(BarRow(placed, tuple(bars)))
        y += GAP
    values = (Reaction.Value.AGREE, Reaction.Value.PASS, Reaction.Value.DISAGREE)
    return StatementBars(
        width=WIDTH,
        height=y,
        rows=tuple(rows),
        legend=tuple((css, str(v.label)) for css, v in zip(CLASSES, values, strict=True)),
        description=_("Each bar is an audience; from left to right: agree, pass, disagree."),
    )


def _bar(counted: Counted, y: int) -> Bar:
    people = ngettext("%(number)s reaction", "%(number)s reactions", counted.total)
    label = f"{counted.label}, {people % {'number': counted.total}}"
    pieces, x = [], 0.0
    for css, (name, percent, number) in zip(CLASSES, counted.shares, strict=True):
        width = WIDTH * number / counted.total
        if number:
            pieces.append(
                Piece(
                    css=css,
                    x=f"{x:.1f}",
                    width=f"{width:.1f}",
                    text=percent if width >= FEWEST_UNITS else "",
                    text_x=f"{x + width / 2:.1f}",
                    says=f"{name}: {percent} ({number})",
                )
            )
        x += width
    return Bar(label, y + LINE - 5, y + LINE, y + LINE + 16, tuple(pieces))
