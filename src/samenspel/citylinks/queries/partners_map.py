# SPDX-License-Identifier: EUPL-1.2
"""A municipality and its best partners on the map, with a line to each."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.lines_map import LinesPicture, from_one
from samenspel.citylinks.queries.partners_page import PartnerRow, PartnersPage
from samenspel.places.queries.maps import OWN, LegendItem, Mark, draw, map_ground
from samenspel.register.queries.facts import MunicipalityFacts

KEY = "partners-map"
PARTNER = "shade-4"
FIRST = 3
"""The first ones have a thicker line."""
THICK, THIN = "tie tie-4", "tie tie-2"


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
    ends = [
        (row.place, THICK if place < FIRST else THIN, _sentence(row))
        for place, row in enumerate(page.rows)
    ]
    return from_one(picture, own, ends)


def _sentence(row: PartnerRow) -> str:
    return _("%(name)s: number %(rank)d, score %(score)s") % {
        "name": row.place.name,
        "rank": row.partner.rank,
        "score": words.score_text(row.partner.pair.score),
    }
