# SPDX-License-Identifier: EUPL-1.2
"""Flows from or to one place on the map: arrows as wide as the flow, and a circle for who stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from samenspel.analysis.cartography import ViewBox
from samenspel.analysis.flow_arcs import arrow, arrow_widths, sector
from samenspel.places.queries.circles import LETTER_WIDTH, Circle, PlaceName, place_names
from samenspel.places.queries.maps import Picture

# As parts of the longer side of the view: the widest arrow, the thinnest one, the circle.
WIDEST, THINNEST, STAY = 0.026, 0.0022, 0.04
# Room that an arrow leaves around the middle of its other end.
END = 0.006
# Letters in pixels of a map 700 pixels wide, for a screen and for a telephone; names on the latter.
LETTER, NARROW_LETTER = 15.5, 30
NARROW_NAMES = 5
PIXELS = 700


@dataclass(frozen=True)
class End:
    """The other end of a flow: its code on the map, its name, and the flow in figures and words."""

    code: str
    name: str
    amount: float
    label: str
    text: str


@dataclass(frozen=True)
class DrawnFlow:
    """An arrow with what it says."""

    code: str
    path: str
    text: str


@dataclass(frozen=True)
class FlowPicture:
    """A map with arrows.

    ``x``, ``y`` and ``radius`` are of the circle of who stays, ``stays`` the path of the part that
    does. Names come twice, for a wide and for a narrow screen, with the size of their letters.
    """

    picture: Picture
    arrows: tuple[DrawnFlow, ...]
    x: int
    y: int
    radius: int
    stays: str
    names: tuple[PlaceName, ...]
    letter: int
    narrow_names: tuple[PlaceName, ...]
    narrow_letter: int


def flow_picture(
    picture: Picture,
    *,
    own: str,
    own_label: str,
    share: float,
    ends: Sequence[End],
    outward: bool,
) -> FlowPicture | None:
    """Arrows upon a map that has its places drawn; None where ``own`` is not on the map.

    ``own`` is the code of the place in the middle, ``share`` the part that stays, in [0, 1]. With
    ``outward`` the arrows leave it, else they come to it. Ends that the map does not have are left
    to the table.
    """
    spots = _spots(picture)
    if own not in spots:
        return None
    side = max(picture.view.width, picture.view.height)
    centre, radius = spots[own], STAY * side
    there = [end for end in ends if end.code in spots and spots[end.code] != centre]
    widths = arrow_widths(
        [end.amount for end in there], largest=WIDEST * side, smallest=THINNEST * side
    )
    arrows = []
    # The widest first, so that it covers none of the others.
    for end, width in zip(there, widths, strict=True):
        place = spots[end.code]
        begin, target = (centre, place) if outward else (place, centre)
        gaps = (radius * 1.12, END * side)
        path = arrow(
            begin,
            target,
            width=width,
            largest=WIDEST * side,
            begin_gap=gaps[0] if outward else gaps[1],
            end_gap=gaps[1] if outward else gaps[0],
        )
        arrows.append(DrawnFlow(end.code, path, end.text))
    heads = {end.code: width for end, width in zip(there, widths, strict=True)}
    unit = side / PIXELS
    names = _names(own_label, centre, radius, there, spots, heads, LETTER * unit, picture.view)
    narrow = _names(
        own_label,
        centre,
        radius,
        [End(e.code, e.name, e.amount, e.name, e.text) for e in there[:NARROW_NAMES]],
        spots,
        heads,
        NARROW_LETTER * unit,
        picture.view,
    )
    return FlowPicture(
        picture=picture,
        arrows=tuple(arrows),
        x=centre[0],
        y=centre[1],
        radius=round(radius),
        stays=sector(centre, radius, share),
        names=names,
        letter=round(LETTER * unit),
        narrow_names=narrow,
        narrow_letter=round(NARROW_LETTER * unit),
    )


def _spots(picture: Picture) -> Mapping[str, tuple[int, int]]:
    """Where each municipality is on the map: a point inside it, or the middle of its circle."""
    found = {area.mark.code: (area.x, area.y) for area in picture.areas}
    return found | {circle.mark.code: (circle.x, circle.y) for circle in picture.circles}


def _names(
    own: str,
    centre: tuple[int, int],
    radius: float,
    ends: Sequence[End],
    spots: Mapping[str, tuple[int, int]],
    heads: Mapping[str, float],
    letter: float,
    view: ViewBox,
) -> tuple[PlaceName, ...]:
    circles = [Circle(own, *centre, radius, is_needed=True)]
    circles += [
        Circle(end.label, *spots[end.code], max(letter * 0.35, heads[end.code])) for end in ends
    ]
    return within(place_names(circles, letter=letter), view, letter)


def within(names: Iterable[PlaceName], view: ViewBox, letter: float) -> tuple[PlaceName, ...]:
    """Names at the edge of the view moved inward, so that none is cut off."""
    found = []
    for name in names:
        half = round(len(name.text) * LETTER_WIDTH * letter / 2)
        left, right = view.left + half, view.left + view.width - half
        found.append(replace(name, x=min(max(name.x, left), max(left, right))))
    return tuple(found)
