# SPDX-License-Identifier: EUPL-1.2
"""A municipality and its peers on the map of the country."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from samenspel.analysis.likeness import Peers
from samenspel.mobility.queries.place_map import within
from samenspel.places.notation import written
from samenspel.places.queries.circles import Circle, PlaceName, place_names
from samenspel.places.queries.maps import LETTER, OWN, LegendItem, Mark, Picture, draw, map_ground
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts

PEER = "shade-4"
KEY = "peers-map"
_DOT = 0.012
"""Room that a name leaves around its municipality, as a part of the map."""


def peers_picture(
    facts: CountryFacts, found: Peers, *, address: Callable[[MunicipalityFacts], str]
) -> Picture | None:
    """The municipality warm, its peers dark and named; None where nothing can be drawn."""
    own = facts.municipality(found.code)
    marks = [Mark(own.code, own.name, OWN, "", float(own.population or 1))]
    for peer in found.places:
        there = facts.municipality(peer.code)
        text = _("%(name)s: number %(rank)d, difference %(distance)s") % {
            "name": there.name,
            "rank": peer.rank,
            "distance": written(peer.distance, 2),
        }
        marks.append(Mark(there.code, text, PEER, address(there), float(there.population or 1)))
    picture = draw(
        map_ground(on=facts.on, marked=[m.code for m in marks], countries=[facts.country]),
        marks,
        key=KEY,
        title=_("Where the municipalities most like %(name)s are") % {"name": own.name},
        description=_("%(name)s and its peers on the map. The table has the same municipalities.")
        % {"name": own.name},
        zoom=False,
        legend=[LegendItem(OWN, own.name), LegendItem(PEER, _("Most like it"))],
    )
    if picture.is_empty:
        return None
    return replace(picture, names=_names(picture, facts))


def _names(picture: Picture, facts: CountryFacts) -> tuple[PlaceName, ...]:
    letter = LETTER * picture.unit
    side = max(picture.view.width, picture.view.height)
    drawn = sorted((*picture.areas, *picture.circles), key=lambda one: one.mark.css != OWN)
    circles = [
        Circle(
            facts.municipality(one.mark.code).name,
            one.x,
            one.y,
            max(one.radius, _DOT * side),
            is_needed=one.mark.css == OWN,
        )
        for one in drawn
    ]
    return within(place_names(circles, letter=letter), picture.view, letter)
