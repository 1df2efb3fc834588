# SPDX-License-Identifier: EUPL-1.2
"""Links on the map: a line between the municipalities of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.citylinks.queries.lines_map import (
    Line,
    LinesPicture,
    Spots,
    spots_of,
    straight,
    with_lines,
)
from samenspel.citylinks.queries.overview import LinkLine, PartyShown
from samenspel.places.queries.maps import LegendItem, Mark, draw, map_ground

KEY = "links-map"
IN_LINK = "shade-4"
LINE = "tie tie-3"
NAMED, NAMED_NARROW = 24, 12


@dataclass(frozen=True)
class _Words:
    """What is said of the map; ``counts`` of a municipality where they are part of its name."""

    title: str
    description: str
    legend: str
    counts: Mapping[str, int] = field(default_factory=dict)

    def says(self, party: PartyShown) -> str:
        """The name of a municipality on the map."""
        count = self.counts.get(party.code)
        return party.name if count is None else _says(party.name, count)


def links_picture(lines: Sequence[LinkLine], *, on: date) -> LinesPicture | None:
    """The country with the links; None where no party has a place on the map."""
    words = _Words(
        title=_("City links on the map"),
        description=_(
            "A line between the municipalities of each link. The list has the same links."
        ),
        legend=_("Takes part in a city link"),
        counts=Counter(p.code for one in lines for p in one.partners if p.code),
    )
    return _picture(lines, words, on=on)


def link_picture(line: LinkLine, *, on: date) -> LinesPicture | None:
    """The partners of one link; None where none of them has a place on the map."""
    words = _Words(
        title=_("The partners on the map"),
        description=_("A line between the partners. The list below has the same partners."),
        legend=_("Takes part in this city link"),
    )
    return _picture([line], words, on=on)


def _picture(lines: Sequence[LinkLine], words: _Words, *, on: date) -> LinesPicture | None:
    named = {p.code: p for one in lines for p in one.partners if p.code}
    if not named:
        return None
    marks = [Mark(c, words.says(p), IN_LINK, p.url, 1.0) for c, p in named.items()]
    countries = sorted({"nl" if code.startswith("GM") else "be" for code in named})
    picture = draw(
        map_ground(on=on, marked=list(named), countries=countries),
        marks,
        key=KEY,
        title=words.title,
        description=words.description,
        zoom=False,
        legend=(LegendItem(IN_LINK, words.legend),),
    )
    if picture.is_empty:
        return None
    named_so = [(code, party.name) for code, party in named.items()]
    return with_lines(
        picture, _lines(lines, spots_of(picture)), named_so[:NAMED], narrow=NAMED_NARROW
    )


def _says(name: str, count: int) -> str:
    told = ngettext("%(name)s: %(count)d city link", "%(name)s: %(count)d city links", count)
    return told % {"name": name, "count": count}


def _lines(lines: Sequence[LinkLine], spots: Spots) -> list[Line]:
    drawn = []
    for one in lines:
        ends = [party for party in one.partners if party.code in spots]
        for here, there in combinations(ends, 2):
            path = straight(spots[here.code], spots[there.code])
            drawn.append(Line(LINE, path, one.link.slug, one.link.name))
    return drawn
