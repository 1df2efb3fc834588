# SPDX-License-Identifier: EUPL-1.2
"""Maps of cooperation: lines between municipalities, wider and darker the more they share.

The lines of one class are one path; the strongest lie on top. Only the strongest lines of every
municipality are drawn: with all of them a map of a country would be black.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samenspel.mobility.queries.place_map import within
from samenspel.mobility.queries.region_map import (
    LETTER,
    NARROW_LETTER,
    MapRegion,
    MapTexts,
    RegionPicture,
    names_inside,
    region_picture,
)
from samenspel.places.queries.circles import Circle, PlaceName, place_names
from samenspel.places.queries.maps import LegendItem, MapGround, Picture
from samenspel.register.queries.facts import MunicipalityFacts

NEAR_LETTER, NEAR_NARROW_LETTER = 14.0, 24.0
NEAR_NARROW_NAMES = 12


@dataclass(frozen=True)
class Tie:
    """Two municipalities, by code, with the class (1 to 5) of what they share."""

    one: str
    other: str
    level: int


@dataclass(frozen=True)
class TiesPicture:
    """A map of groups with lines, ready to be drawn by ``insight/network_map.html``.

    ``ties`` are class and path of the lines, weakest first. Names come twice, for a wide and for a
    narrow screen, with the size of their letters.
    """

    regions: RegionPicture
    ties: tuple[tuple[str, str], ...]
    drawn: int
    names: tuple[PlaceName, ...]
    letter: int
    narrow_names: tuple[PlaceName, ...]
    narrow_letter: int
    legend: tuple[LegendItem, ...]

    @property
    def picture(self) -> Picture:
        """The map below the lines."""
        return self.regions.picture


def ties_picture(
    regions: Sequence[MapRegion],
    ties: Sequence[Tie],
    ground: MapGround,
    *,
    texts: MapTexts,
    outside: Sequence[str],
    near: Sequence[MunicipalityFacts],
    legend: Sequence[LegendItem],
    key: str,
) -> TiesPicture | None:
    """Groups in colours with lines upon them; None where nobody knows where anything lies.

    ``outside`` are codes in no group; ``near`` the municipalities whose own names stand on the map
    (of a part of the country), the most important first; empty names the groups.
    """
    drawn = region_picture(regions, ground, texts=texts, outside=outside, key=key)
    if drawn.is_empty:
        return None
    spots = spots_of(ground) | _spots(drawn.picture)
    names, narrow = drawn.names, drawn.narrow_names
    letters = (LETTER, NARROW_LETTER)
    if near:
        letters = (NEAR_LETTER, NEAR_NARROW_LETTER)
        circles = [Circle(m.name, *spots[m.code], 0.0) for m in near if m.code in spots]
        names = names_inside(circles, drawn.picture, letters[0])
        narrow = names_inside(circles[:NEAR_NARROW_NAMES], drawn.picture, letters[1])
    return TiesPicture(
        regions=drawn,
        ties=tie_paths(ties, spots),
        drawn=sum(1 for tie in ties if tie.one in spots and tie.other in spots),
        names=names,
        letter=round(letters[0] * drawn.picture.unit),
        narrow_names=narrow,
        narrow_letter=round(letters[1] * drawn.picture.unit),
        legend=tuple(legend),
    )


def spots_of(ground: MapGround) -> dict[str, tuple[int, int]]:
    """Where each municipality lies on this ground: a point inside it, or its middle."""
    shapes = {code: (shape.x, shape.y) for code, shape in ground.shapes.items()}
    return dict(ground.points) | shapes


def _spots(picture: Picture) -> dict[str, tuple[int, int]]:
    """Where circles were moved to, so as not to lie upon each other."""
    return {circle.mark.code: (circle.x, circle.y) for circle in picture.circles}


def tie_paths(
    ties: Sequence[Tie], spots: Mapping[str, tuple[int, int]]
) -> tuple[tuple[str, str], ...]:
    """Class and path of the lines of each class, weakest first."""
    lines: dict[int, list[str]] = {}
    for tie in ties:
        if tie.one in spots and tie.other in spots:
            (x, y), (to_x, to_y) = spots[tie.one], spots[tie.other]
            step = f"M{x} {y}l{to_x - x} {to_y - y}".replace(" -", "-")
            lines.setdefault(tie.level, []).append(step)
    return tuple((f"tie tie-{level}", "".join(found)) for level, found in sorted(lines.items()))


@dataclass(frozen=True)
class StarPicture:
    """One municipality with lines to its strongest partners, upon a map shaded by what is shared.

    ``ties``: class, path, code and sentence of each line, weakest first.
    """

    picture: Picture
    ties: tuple[tuple[str, str, str, str], ...]
    names: tuple[PlaceName, ...]
    letter: int
    narrow_names: tuple[PlaceName, ...]
    narrow_letter: int


def star_picture(
    picture: Picture, own: MunicipalityFacts, ends: Sequence[tuple[MunicipalityFacts, int, str]]
) -> StarPicture | None:
    """Lines upon a map that has its places drawn; None where ``own`` is not on it.

    ``ends`` are the partners to draw a line to, the strongest first: municipality, class, sentence.
    """
    spots = {a.mark.code: (a.x, a.y) for a in (*picture.areas, *picture.circles)}
    if own.code not in spots:
        return None
    there = [end for end in ends if end[0].code in spots]
    ties = []
    for end, level, text in reversed(there):
        [(css, path)] = tie_paths([Tie(own.code, end.code, level)], spots)
        ties.append((css, path, end.code, text))
    named = [Circle(own.name, *spots[own.code], 0.0, is_needed=True)]
    named += [Circle(end.name, *spots[end.code], 0.0) for end, _level, _text in there]
    return StarPicture(
        picture=picture,
        ties=tuple(ties),
        names=_names(named, picture, NEAR_LETTER),
        letter=round(NEAR_LETTER * picture.unit),
        narrow_names=_names(named[:NEAR_NARROW_NAMES], picture, NEAR_NARROW_LETTER),
        narrow_letter=round(NEAR_NARROW_LETTER * picture.unit),
    )


def _names(circles: Sequence[Circle], picture: Picture, letter: float) -> tuple[PlaceName, ...]:
    size = letter * picture.unit
    return within(place_names(circles, letter=size), picture.view, size)
