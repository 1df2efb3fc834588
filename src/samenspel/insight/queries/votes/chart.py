# SPDX-License-Identifier: EUPL-1.2
"""Bars of the votes and the power of every member, one below the other."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from samenspel.insight.queries.votes.board import Line, Measured
from samenspel.places.notation import written

DRAWN = 40
"""Members in the drawing; the table has all of them."""
LABEL, PLOT, NUMBER = 160, 246, 62
BAR, STEP, THIN, GAP = 13, 17, 9, 12
LONGEST_NAME = 20
NONE = Fraction(0)


@dataclass(frozen=True)
class Bar:
    """A bar: class of the style sheet, place, and the figure at its end."""

    css: str
    y: str
    width: str
    height: str
    text_x: str
    text_y: str
    text: str


@dataclass(frozen=True)
class ChartRow:
    """One member; ``marker`` is where the power was before, empty when it was not."""

    name: str
    y: str
    name_y: str
    title: str
    bars: tuple[Bar, ...]
    marker: str
    marker_from: str
    marker_to: str


@dataclass(frozen=True)
class KeyEntry:
    """What a colour means: class of the bar, place, and text."""

    css: str
    x: str
    label: str


@dataclass(frozen=True)
class VotesChart:
    """The drawing in its own units, all numbers as text; ``left_out`` counts members not drawn."""

    width: str
    height: str
    label_x: str
    bar_x: str
    rows: tuple[ChartRow, ...]
    has_people: bool
    has_before: bool
    left_out: int

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Classes of the style sheet and what they mean."""
        people = (("votes-swatch votes-swatch--people", _("Inhabitants")),)
        return (
            ("votes-swatch votes-swatch--votes", _("Votes")),
            ("votes-swatch votes-swatch--power", _("Power")),
            *(people if self.has_people else ()),
        )

    @property
    def key(self) -> tuple[KeyEntry, ...]:
        """The legend within the file of the drawing."""
        found = [KeyEntry("bar bar--ended", "0", _("Votes")), KeyEntry("bar", "110", _("Power"))]
        if self.has_people:
            found.append(KeyEntry("bar bar--self", "240", _("Inhabitants")))
        return tuple(found)

    @property
    def file_width(self) -> str:
        """Width of the file of the drawing, with a margin."""
        return str(int(self.width) + 20)

    @property
    def file_height(self) -> str:
        """Height of the file of the drawing, with the legend."""
        return str(int(self.height) + 44)


def votes_chart(found: Measured) -> VotesChart:
    """The drawing of the members with most votes, at most :data:`DRAWN`."""
    lines = found.lines[:DRAWN]
    has_people, has_before = found.knows_people, found.is_changed
    parts = [part for line in lines for part in _parts(line, has_people, has_before) if part]
    longest = max(parts, default=Fraction(1))
    step = GAP + (3 if has_people else 2) * STEP
    rows = tuple(
        _row(line, place * step, longest, has_people, has_before)
        for place, line in enumerate(lines)
    )
    return VotesChart(
        width=str(LABEL + PLOT + NUMBER),
        height=str(len(rows) * step),
        label_x=str(LABEL - 10),
        bar_x=str(LABEL),
        rows=rows,
        has_people=has_people,
        has_before=has_before,
        left_out=len(found.lines) - len(lines),
    )


def _parts(line: Line, has_people: bool, has_before: bool) -> tuple[Fraction, ...]:
    people = line.people_share if has_people else None
    before = line.before.banzhaf if has_before and line.before else None
    shown = (line.power.share, line.power.banzhaf, people, before)
    return tuple(part for part in shown if part is not None)


def _row(line: Line, y: int, longest: Fraction, has_people: bool, has_before: bool) -> ChartRow:
    def width(part: Fraction) -> Fraction:
        return part * PLOT / longest

    before = line.before if has_before else None

    def bar(css: str, top: int, height: int, part: Fraction, least: Fraction = NONE) -> Bar:
        long = width(part)
        return Bar(
            css=css,
            y=str(top),
            width=_number(long),
            height=str(height),
            text_x=_number(LABEL + max(long, width(least)) + 6),
            text_y=str(top + height // 2 + 5),
            text=percentage(part),
        )

    bars = [
        bar("bar bar--ended", 4, BAR, line.power.share),
        # The figure stands clear of the line of the power before.
        bar("bar", 4 + STEP, BAR, line.power.banzhaf, before.banzhaf if before else NONE),
    ]
    if has_people and line.people_share is not None:
        bars.append(bar("bar bar--self", 4 + 2 * STEP, THIN, line.people_share))
    name = line.seat.name
    return ChartRow(
        name=name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…",
        y=str(y),
        name_y=str(4 + STEP + 3),
        title=name,
        bars=tuple(bars),
        marker=_number(LABEL + width(before.banzhaf)) if before else "",
        marker_from=str(4 + STEP - 3),
        marker_to=str(4 + STEP + BAR + 3),
    )


def percentage(part: Fraction) -> str:
    """A part as a percentage with one decimal, in the reader's notation."""
    return f"{written(float(100 * part), 1)}%"


def points(part: Fraction) -> str:
    """A difference in percentage points with its sign: +1,2 or −0,3."""
    size = written(float(abs(100 * part)), 1)
    if size == written(0, 1):
        return size
    return f"+{size}" if part > 0 else f"−{size}"


def _number(value: Fraction | int) -> str:
    return f"{float(value):.1f}"
