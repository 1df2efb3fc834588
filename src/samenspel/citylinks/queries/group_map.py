# SPDX-License-Identifier: EUPL-1.2
"""A municipality and its group of partners on the map, with a line to each."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _

from samenspel.analysis.complementarity import SCORE_ONE
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.group_page import GroupPage, MemberRow
from samenspel.citylinks.queries.lines_map import LinesPicture, from_one
from samenspel.places.queries.maps import OWN, LegendItem, Mark, draw, map_ground
from samenspel.register.queries.facts import MunicipalityFacts

KEY = "group-map"
PARTNER = "shade-4"
LINE = "tie tie-4"


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
    ends = [(row.place, LINE, _sentence(row)) for row in page.members]
    return from_one(picture, own, ends)


def _sentence(row: MemberRow) -> str:
    return _("%(name)s: score %(score)s") % {
        "name": row.place.name,
        "score": words.score_text(Fraction(row.score, SCORE_ONE)),
    }
