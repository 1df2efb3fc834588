# SPDX-License-Identifier: EUPL-1.2
"""A municipality and its best partners on the map, with a line to each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.partners_page import PartnerRow, PartnersPage
from samenspel.places.queries.circles import LETTER_WIDTH, Circle, PlaceName, place_names
from samenspel.places.queries.maps import OWN, LegendItem, Mark, Picture, draw, map_ground
from samenspel.register.queries.facts import MunicipalityFacts

KEY = "partners-map"
PARTNER = "shade-4"
FIRST = 3
"""The first ones have a thicker line."""
THICK, THIN = "tie tie-4", "tie tie-2"
LETTER, NARROW_LETTER = 16.0, 26.0
_DOT = 0.012
"""Room that a name leaves around its municipality, as a part of the map."""


@dataclass(frozen=True)
class Line:
    """From the municipality to a partner: class, path, code and sentence."""

    css: str
    path: str
    code: str
    text: str


@dataclass(frozen=True)
class LinesPicture:
    """A map with lines, ready for ``citylinks/partners_map.html``; the best lines lie on top.

    Names come twice, for a wide and for a narrow screen, with the size of their letters.
    """

    picture: Picture
    lines: tuple[Line, ...]
    names: tuple[PlaceName, ...]
    letter: int
    narrow_names: tuple[PlaceName, ...]
    narrow_letter: int


def partners_picture(
    page: PartnersPage, *, address: Callable[[MunicipalityFacts], str]
) -> LinesPicture | None:
    """The municipality warm, its partners dark; None where nobody knows where it lies."""
    start, own = page.start, page.start.own
    marks = [Mark(own.code, own.name, OWN, "", float(own.population or 1))]
    marks += [
        Mark(r.place.code, _sentence(r), PARTNER, address(r.place), float(r.place.population or 1))
        for r in page.rows
    ]
    ground = map_ground(
        on=start.facts[0].on,
        marked=[mark.code for mark in marks],
        countries=[facts.country for facts in start.facts],
        changes=start.ground.changes,
    )
    picture = draw(
        ground,
        marks,
        key=KEY,
        title=_("%(name)s and its best partners on the map") % {"name": own.name},
        description=_(
            "A line from %(name)s to each of its best partners. The list beside it has the same"
            " municipalities."
        )
        % {"name": own.name},
        zoom=False,
        legend=(
            LegendItem(OWN, own.name),
            LegendItem(PARTNER, _("A partner")),
            LegendItem("tie-swatch-4", _("The first three")),
            LegendItem("tie-swatch-2", _("The others")),
        ),
    )
    return _with_lines(picture, own, page.rows)


def _sentence(row: PartnerRow) -> str:
    return _("%(name)s: number %(rank)d, score %(score)s") % {
        "name": row.place.name,
        "rank": row.partner.rank,
        "score": words.score_text(row.partner.pair.score),
    }


def _with_lines(
    picture: Picture, own: MunicipalityFacts, rows: Sequence[PartnerRow]
) -> LinesPicture | None:
    spots = {a.mark.code: (a.x, a.y) for a in (*picture.areas, *picture.circles)}
    if own.code not in spots:
        return None
    there = [row for row in rows if row.place.code in spots]
    (x, y), lines = spots[own.code], []
    for place, row in enumerate(there):
        to_x, to_y = spots[row.place.code]
        css = THICK if place < FIRST else THIN
        path = f"M{x} {y}l{to_x - x} {to_y - y}".replace(" -", "-")
        lines.append(Line(css, path, row.place.code, _sentence(row)))
    radius = _DOT * max(picture.view.width, picture.view.height)
    named = [Circle(own.name, x, y, radius, is_needed=True)]
    named += [Circle(row.place.name, *spots[row.place.code], radius) for row in there]
    return LinesPicture(
        # Names of the picture itself would lie below those of the lines.
        picture=replace(picture, names=()),
        lines=tuple(reversed(lines)),
        names=_names(named, picture, LETTER),
        letter=round(LETTER * picture.unit),
        narrow_names=_names(named, picture, NARROW_LETTER),
        narrow_letter=round(NARROW_LETTER * picture.unit),
    )


def _names(circles: Sequence[Circle], picture: Picture, letter: float) -> tuple[PlaceName, ...]:
    """Names where there is room, none of them cut off by the edge of the map."""
    size = letter * picture.unit
    return tuple(_moved_inside(place_names(circles, letter=size), picture, size))


def _moved_inside(names: Iterable[PlaceName], picture: Picture, size: float) -> Iterable[PlaceName]:
    left, right = picture.view.left, picture.view.left + picture.view.width
    for name in names:
        half = round(len(name.text) * LETTER_WIDTH * size / 2)
        yield replace(name, x=min(max(name.x, left + half), max(left + half, right - half)))
