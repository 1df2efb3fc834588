# SPDX-License-Identifier: EUPL-1.2
"""An arrangement on the map with the municipalities that would add most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from samenspel.analysis.fit import Step
from samenspel.mobility.queries.place_map import within
from samenspel.places.notation import written
from samenspel.places.queries.circles import Circle, PlaceName, place_names
from samenspel.places.queries.history import Changes, Place
from samenspel.places.queries.maps import LETTER, LegendItem, Mark, Picture, draw, map_ground

MEMBER, TIED, LOOSE = "shade-4", "shade-2", "shade-1"
NAMED = 6
"""Municipalities that could join whose names stand on the map."""


class Joining(Protocol):
    """A municipality and what its joining would change."""

    @property
    def place(self) -> Place: ...
    @property
    def url(self) -> str: ...
    @property
    def step(self) -> Step: ...


def fit_picture(
    *,
    name: str,
    on: date,
    country: str,
    known: Changes,
    members: Sequence[Place],
    joining: Sequence[Joining],
    address: Callable[[Place], str],
) -> Picture | None:
    """Members dark, those that could join lighter and named; None where nothing can be drawn."""
    marks = [
        Mark(place.code, _("%(name)s: takes part") % {"name": place.name}, MEMBER, address(place))
        for place in members
    ]
    marks += [
        Mark(
            row.place.code,
            _("%(name)s would change the share inside by %(points)s percentage points")
            % {"name": row.place.name, "points": written(100 * row.step.gain, 1)},
            TIED if row.step.is_tied else LOOSE,
            row.url,
        )
        for row in joining
    ]
    used = {mark.css for mark in marks}
    legend = (
        LegendItem(MEMBER, _("Takes part")),
        LegendItem(TIED, _("Could join, and has its strongest tie here")),
        LegendItem(LOOSE, _("Could join, with a stronger tie elsewhere")),
    )
    picture = draw(
        map_ground(on=on, marked=[mark.code for mark in marks], countries=[country], changes=known),
        marks,
        key="fit-map",
        title=_("Map of %(name)s and of who could join") % {"name": name},
        description=_(
            "Municipalities that take part, and those whose joining would change most. The same"
            " municipalities are in the tables."
        ),
        zoom=True,
        legend=[item for item in legend if item.css in used],
    )
    if picture.is_empty:
        return None
    return replace(picture, names=_names(picture, joining))


def _names(picture: Picture, joining: Sequence[Joining]) -> tuple[PlaceName, ...]:
    drawn = (*picture.areas, *picture.circles)
    spots = {area.mark.code: (area.x, area.y, area.radius) for area in drawn}
    letter = LETTER * picture.unit
    circles = [
        Circle(row.place.name, *spots[row.place.code])
        for row in joining[:NAMED]
        if row.place.code in spots
    ]
    return within(place_names(circles, letter=letter), picture.view, letter)
