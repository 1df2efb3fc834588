# SPDX-License-Identifier: EUPL-1.2
"""Maps with lines between municipalities, and their names beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from samenspel.places.queries.circles import LETTER_WIDTH, Circle, PlaceName, place_names
from samenspel.places.queries.maps import Picture
from samenspel.register.queries.facts import MunicipalityFacts

LETTER, NARROW_LETTER = 16.0, 26.0
_DOT = 0.012
"""Room that a name leaves at least around its municipality, as a part of the map."""

Spots = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Line:
    """Between two municipalities: class, path, code of the end it leads to, and sentence."""

    css: str
    path: str
    code: str
    text: str


@dataclass(frozen=True)
class LinesPicture:
    """A map with lines, ready for ``citylinks/country_map.html``; later lines lie on top.

    Names come twice, for a wide and for a narrow screen, with the size of their letters.
    """

    picture: Picture
    lines: tuple[Line, ...]
    names: tuple[PlaceName, ...]
    letter: int
    narrow_names: tuple[PlaceName, ...]
    narrow_letter: int


def spots_of(picture: Picture) -> Spots:
    """Where each municipality lies on the map, by code."""
    return {area.mark.code: (area.x, area.y) for area in (*picture.areas, *picture.circles)}


def straight(start: tuple[int, int], end: tuple[int, int]) -> str:
    """The path of a straight line, as SVG has it."""
    (x, y), (to_x, to_y) = start, end
    return f"M{x} {y}l{to_x - x} {to_y - y}".replace(" -", "-")


def with_lines(
    picture: Picture,
    lines: Sequence[Line],
    named: Sequence[tuple[str, str]],
    *,
    first: str = "",
    narrow: int | None = None,
) -> LinesPicture:
    """The map with lines and names; ``named``: code and name of places, those to name first.

    ``first``: the code of a place that is named in any case; ``narrow``: how many places can have
    a name on a narrow screen, all of them where it is not given.
    """
    spots, room = spots_of(picture), _room(picture)
    circles = [
        Circle(name, *spots[code], room(code), is_needed=code == first)
        for code, name in named
        if code in spots
    ]
    return LinesPicture(
        # Names of the picture itself would lie below the lines.
        picture=replace(picture, names=()),
        lines=tuple(lines),
        names=_names_inside(circles, picture, LETTER),
        letter=round(LETTER * picture.unit),
        narrow_names=_names_inside(circles[:narrow], picture, NARROW_LETTER),
        narrow_letter=round(NARROW_LETTER * picture.unit),
    )


def from_one(
    picture: Picture, own: MunicipalityFacts, ends: Sequence[tuple[MunicipalityFacts, str, str]]
) -> LinesPicture | None:
    """Lines from one municipality to others: each with class and sentence, the first on top.

    None where nobody knows where the municipality lies.
    """
    spots = spots_of(picture)
    if own.code not in spots:
        return None
    lines = [
        Line(css, straight(spots[own.code], spots[place.code]), place.code, text)
        for place, css, text in ends
        if place.code in spots
    ]
    named = [(own.code, own.name), *((place.code, place.name) for place, _css, _text in ends)]
    return with_lines(picture, lines[::-1], named, first=own.code)


def _room(picture: Picture) -> Callable[[str], float]:
    """The room that a name leaves around its place, by code: its circle, at least a dot."""
    least = _DOT * max(picture.view.width, picture.view.height)
    drawn = {circle.mark.code: float(circle.radius) for circle in picture.circles}
    return lambda code: max(least, drawn.get(code, 0.0))


def _names_inside(
    circles: Sequence[Circle], picture: Picture, letter: float
) -> tuple[PlaceName, ...]:
    """Names where there is room, none of them cut off by the edge of the map."""
    size = letter * picture.unit
    left, right = picture.view.left, picture.view.left + picture.view.width
    found = []
    for name in place_names(circles, letter=size):
        half = round(len(name.text) * LETTER_WIDTH * size / 2)
        x = min(max(name.x, left + half), max(left + half, right - half))
        found.append(replace(name, x=x))
    return tuple(found)
