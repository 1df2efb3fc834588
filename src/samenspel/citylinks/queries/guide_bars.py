# SPDX-License-Identifier: EUPL-1.2
"""The picture of an advice: for each form a bar to the left against it and to the right for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samenspel.citylinks.queries.guide import ShownStanding, signed

WIDTH, ROW, TOP, HIGH = 440, 56, 8, 20
ROOM = 34
"""What a number beside a bar needs."""


@dataclass(frozen=True)
class Bar:
    """One bar with its number, in units of the drawing."""

    css: str
    x: int
    y: int
    width: int
    text: str
    text_x: int
    anchor: str


@dataclass(frozen=True)
class BarRow:
    """A form: its name above, and its bars."""

    label: str
    label_y: int
    text_y: int
    top: int
    bottom: int
    bars: tuple[Bar, ...]
    says: str


@dataclass(frozen=True)
class GuideBars:
    """The whole drawing."""

    rows: tuple[BarRow, ...]
    axis_x: int
    height: int
    description: str
    width: int = WIDTH


def guide_bars(standings: Sequence[ShownStanding]) -> GuideBars:
    """Bars in the order given; the longest for and against share the width between them."""
    most = max((one.points_for for one in standings), default=0)
    least = max((one.points_against for one in standings), default=0)
    room = WIDTH - 2 * ROOM
    axis = ROOM + room * least // max(most + least, 1)
    rows = tuple(
        _row(one, place, axis, room, max(most + least, 1)) for place, one in enumerate(standings)
    )
    return GuideBars(
        rows=rows,
        axis_x=axis,
        height=TOP + ROW * len(rows),
        description=" ".join(row.says for row in rows),
    )


def _row(one: ShownStanding, place: int, axis: int, room: int, parts: int) -> BarRow:
    top = TOP + ROW * place
    y = top + 24
    right, left = room * one.points_for // parts, room * one.points_against // parts
    bars = (
        Bar(
            "bar bar--ended", axis - left, y, left, f"−{one.points_against}", axis - left - 5, "end"
        ),
        Bar("bar", axis, y, right, str(one.points_for), axis + right + 5, "start"),
    )
    told = {"form": _upper(one.name), "for": one.points_for, "against": one.points_against}
    says = _("%(form)s: points for: %(for)d, points against: %(against)d.") % told
    label = f"{_upper(one.name)}: {signed(one.total)}"
    if one.ruled_out:
        label = _("%(form)s (cannot be done now)") % {"form": label}
        says += " " + _("This cannot be done now.")
    shown = tuple(bar for bar in bars if bar.width)
    return BarRow(label, top + 16, y + 15, y - 3, y + HIGH + 3, shown, says)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
