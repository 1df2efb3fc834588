# SPDX-License-Identifier: EUPL-1.2
"""The map of one measure of a country, coloured by class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from samenspel.analysis.classes import class_intervals, classify
from samenspel.insight.queries.country.measures import Value, scaled
from samenspel.insight.queries.country.page import CountryPage, PlaceRow
from samenspel.places.notation import written
from samenspel.places.queries.maps import OWN, UNKNOWN, LegendItem, Mark, Picture, draw, map_ground

MOST_CLASSES = 5
Address = Callable[[str], str]


def figure(value: Value, decimals: int) -> str:
    """A figure as the page writes it, or that there is none."""
    return _("no figure") if value is None else written(value, decimals)


def country_map(page: CountryPage, *, address: Address) -> Picture:
    """The map; ``address`` gives the page of a municipality, by slug. Two or three queries."""
    measure = page.measure
    css, legend = shaded([row.value for row in page.rows], measure.decimals)
    marks = [
        Mark(
            code=row.facts.code,
            text=_text(row, measure.decimals),
            css=OWN if row.is_own else shade,
            href=address(row.facts.slug),
            value=float(row.value or 0),
        )
        for row, shade in zip(page.rows, css, strict=True)
    ]
    if page.own is not None:
        legend.append(LegendItem(OWN, _text(page.own, measure.decimals)))
    facts = page.facts
    picture = draw(
        map_ground(on=facts.on, marked=[m.code for m in marks], countries=[facts.country]),
        marks,
        key="country",
        title=_("Map: %(measure)s of every municipality") % {"measure": measure.title},
        description=_(
            "Each municipality is coloured by its figure; darker is more. The same figures are in"
            " the table of municipalities."
        ),
        zoom=False,
        legend_title=measure.label,
        legend=legend,
    )
    # One's own place comes last, so that no neighbour covers its edge.
    areas = sorted(picture.areas, key=lambda area: area.mark.css == OWN)
    return replace(picture, areas=tuple(areas))


def _text(row: PlaceRow, decimals: int) -> str:
    return f"{row.facts.name}: {figure(row.value, decimals)}"


def shaded(values: Sequence[Value], decimals: int) -> tuple[list[str], list[LegendItem]]:
    """A class of the style sheet for every figure, and the legend of those that occur.

    None is hatched, 0 is the lightest shade; the others share at most five classes, made of the
    figures as they are written.
    """
    whole = scaled(values, decimals)
    classes = class_intervals([n for n in whole if n], most=MOST_CLASSES)
    # The darkest shade is for the highest class, however few classes there are.
    first = 6 - len(classes) if len(classes) > 1 else 3
    places = classify([n or 0 for n in whole], classes).tolist()
    css = [
        UNKNOWN if n is None else f"shade-{first + place}" if n else "shade-0"
        for n, place in zip(whole, places, strict=True)
    ]
    legend = [LegendItem("shade-0", written(0))] if 0 in whole else []
    legend += [
        LegendItem(f"shade-{first + place}", span(one.lower, one.upper, decimals))
        for place, one in enumerate(classes)
    ]
    if None in whole:
        legend.append(LegendItem(UNKNOWN, _("no figure")))
    return css, legend


def span(lower: int, upper: int, decimals: int) -> str:
    """From one figure to another, both included, in units of the last decimal."""
    ends = [written(end / 10**decimals, decimals) for end in (lower, upper)]
    return ends[0] if lower == upper else f"{ends[0]}–{ends[1]}"
