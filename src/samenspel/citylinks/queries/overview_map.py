# SPDX-License-Identifier: EUPL-1.2
"""Links on the map: a line between the municipalities of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.citylinks.queries.group_map import LETTER, NARROW_LETTER, names_inside
from samenspel.citylinks.queries.overview import LinkLine
from samenspel.citylinks.queries.partners_map import Line, LinesPicture
from samenspel.places.queries.circles import Circle
from samenspel.places.queries.maps import LegendItem, Mark, draw, map_ground

KEY = "links-map"
IN_LINK = "shade-4"
LINE = "tie tie-3"
NAMED, NAMED_NARROW = 24, 12
_DOT = 0.012


def links_picture(lines: Sequence[LinkLine], *, on: date) -> LinesPicture | None:
    """The country with the links; None where no party has a place on the map."""
    named = {p.code: p for one in lines for p in one.partners if p.code}
    if not named:
        return None
    counts = Counter(p.code for one in lines for p in one.partners if p.code)
    marks = [Mark(c, _says(p.name, counts[c]), IN_LINK, p.url, 1.0) for c, p in named.items()]
    countries = sorted({"nl" if code.startswith("GM") else "be" for code in named})
    picture = draw(
        map_ground(on=on, marked=list(named), countries=countries),
        marks,
        key=KEY,
        title=_("City links on the map"),
        description=_(
            "A line between the municipalities of each link. The list has the same links."
        ),
        zoom=False,
        legend=(LegendItem(IN_LINK, _("Takes part in a city link")),),
    )
    if picture.is_empty:
        return None
    spots = {a.mark.code: (a.x, a.y) for a in (*picture.areas, *picture.circles)}
    radius = _DOT * max(picture.view.width, picture.view.height)
    circles = [Circle(p.name, *spots[c], radius) for c, p in named.items() if c in spots]
    return LinesPicture(
        picture=replace(picture, names=()),
        lines=tuple(_lines(lines, spots)),
        names=names_inside(circles[:NAMED], picture, LETTER),
        letter=round(LETTER * picture.unit),
        narrow_names=names_inside(circles[:NAMED_NARROW], picture, NARROW_LETTER),
        narrow_letter=round(NARROW_LETTER * picture.unit),
    )


def _says(name: str, count: int) -> str:
    told = ngettext("%(name)s: %(count)d city link", "%(name)s: %(count)d city links", count)
    return told % {"name": name, "count": count}


def _lines(lines: Sequence[LinkLine], spots: dict[str, tuple[int, int]]) -> list[Line]:
    drawn = []
    for one in lines:
        ends = [party for party in one.partners if party.code in spots]
        for here, there in combinations(ends, 2):
            (x, y), (to_x, to_y) = spots[here.code], spots[there.code]
            path = f"M{x} {y}l{to_x - x} {to_y - y}".replace(" -", "-")
            drawn.append(Line(LINE, path, one.link.slug, one.link.name))
    return drawn
