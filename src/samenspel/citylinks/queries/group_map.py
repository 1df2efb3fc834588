# SPDX-License-Identifier: EUPL-1.2
"""A municipality and its group of partners on the map, with a line to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext as _

from samenspel.analysis.complementarity import SCORE_ONE
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.group_page import GroupPage, MemberRow
from samenspel.citylinks.queries.partners_map import Line, LinesPicture
from samenspel.places.queries.circles import LETTER_WIDTH, Circle, PlaceName, place_names
from samenspel.places.queries.maps import OWN, LegendItem, Mark, Picture, draw, map_ground
from samenspel.register.queries.facts import MunicipalityFacts

KEY = "group-map"
PARTNER = "shade-4"
LINE = "tie tie-4"
LETTER, NARROW_LETTER = 16.0, 26.0
_DOT = 0.012


def group_picture(
    page: GroupPage, *, address: Callable[[MunicipalityFacts], str]
) -> LinesPicture | None:
    """The municipality warm, its partners dark; None where nobody knows where it lies."""
    start, own = page.start, page.start.own
    marks = [Mark(own.code, own.name, OWN, "", float(own.population or 1))]
    marks += [
        Mark(r.place.code, _sentence(r), PARTNER, address(r.place), float(r.place.population or 1))
        for r in page.members
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
        title=_("%(name)s and its group on the map") % {"name": own.name},
        description=_("A line from %(name)s to each partner. The table beside it has the same.")
        % {"name": own.name},
        zoom=False,
        legend=(LegendItem(OWN, own.name), LegendItem(PARTNER, _("A partner"))),
    )
    return _with_lines(picture, own, page.members)


def _sentence(row: MemberRow) -> str:
    return _("%(name)s: score %(score)s") % {
        "name": row.place.name,
        "score": words.score_text(Fraction(row.score, SCORE_ONE)),
    }


def _with_lines(
    picture: Picture, own: MunicipalityFacts, rows: Sequence[MemberRow]
) -> LinesPicture | None:
    spots = {a.mark.code: (a.x, a.y) for a in (*picture.areas, *picture.circles)}
    if own.code not in spots:
        return None
    there = [row for row in rows if row.place.code in spots]
    (x, y), lines = spots[own.code], []
    for row in there:
        to_x, to_y = spots[row.place.code]
        path = f"M{x} {y}l{to_x - x} {to_y - y}".replace(" -", "-")
        lines.append(Line(LINE, path, row.place.code, _sentence(row)))
    radius = _DOT * max(picture.view.width, picture.view.height)
    named = [Circle(own.name, x, y, radius, is_needed=True)]
    named += [Circle(row.place.name, *spots[row.place.code], radius) for row in there]
    return LinesPicture(
        picture=replace(picture, names=()),
        lines=tuple(lines),
        names=names_inside(named, picture, LETTER),
        letter=round(LETTER * picture.unit),
        narrow_names=names_inside(named, picture, NARROW_LETTER),
        narrow_letter=round(NARROW_LETTER * picture.unit),
    )


def names_inside(
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
