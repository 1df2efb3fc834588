# SPDX-License-Identifier: EUPL-1.2
"""The map of what a measure of municipalities did between two dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.analysis.classes import class_intervals, classify
from samenspel.insight.queries.country.change import Change, ValueChange
from samenspel.insight.queries.country.map import span
from samenspel.insight.queries.country.measures import Measure, Value, scaled
from samenspel.places.notation import written
from samenspel.places.queries.maps import UNKNOWN, LegendItem, Mark, Picture, draw, map_ground

MINUS = "−"
_MORE, _LESS = ("shade-2", "shade-3", "shade-5"), ("less-1", "less-2", "less-3")


def signed(difference: Value, decimals: int) -> str:
    """A difference with its sign, as a reader writes it."""
    if difference is None:
        return _("no figure")
    size = written(abs(difference), decimals)
    if size == written(0, decimals):
        return size
    return f"{MINUS if difference < 0 else '+'}{size}"


def change_map(
    change: Change,
    values: Sequence[ValueChange],
    measure: Measure,
    *,
    address: Callable[[str], str],
) -> Picture:
    """The map, drawn on the municipalities of the second date; one or two queries."""
    differences = [one.difference for one in values]
    css, legend = _shaded(differences, measure.decimals)
    marks = [
        Mark(
            code=one.place.facts.code,
            text=f"{one.place.facts.name}: {signed(one.difference, measure.decimals)}",
            css=shade,
            href=address(one.place.facts.slug),
            value=abs(float(one.difference or 0)),
        )
        for one, shade in zip(values, css, strict=True)
    ]
    facts = change.facts
    ground = map_ground(
        on=facts.on,
        marked=[mark.code for mark in marks],
        countries=[facts.country],
        changes=change.changes,
    )
    return draw(
        ground,
        marks,
        key="change",
        title=_("Map of change: %(measure)s") % {"measure": measure.title},
        description=_(
            "Each municipality is coloured by the difference between %(since)s and %(until)s. "
            "Orange with a dashed edge is less, blue-green is more. The same figures are in the "
            "table of municipalities."
        )
        % {
            "since": date_format(change.since, "DATE_FORMAT"),
            "until": date_format(facts.on, "DATE_FORMAT"),
        },
        zoom=False,
        legend_title=measure.label,
        legend=legend,
    )


def _shaded(differences: Sequence[Value], decimals: int) -> tuple[list[str], list[LegendItem]]:
    """Classes of less, none, and classes of more, by the same sizes; and those that occur."""
    whole = [
        None if value is None else -size if value < 0 else size
        for value, size in zip(
            differences,
            [n or 0 for n in scaled([v and abs(v) for v in differences], decimals)],
            strict=True,
        )
    ]
    classes = class_intervals([abs(n) for n in whole if n], most=len(_MORE))
    places = classify([abs(n or 0) for n in whole], classes).tolist()
    css = [
        UNKNOWN
        if number is None
        else (_MORE if number > 0 else _LESS)[place]
        if number
        else "shade-0"
        for number, place in zip(whole, places, strict=True)
    ]
    sizes = [span(one.lower, one.upper, decimals) for one in classes]
    ordered = [
        *(
            (_LESS[at], _("%(size)s less") % {"size": sizes[at]})
            for at in reversed(range(len(sizes)))
        ),
        ("shade-0", _("no difference")),
        *((_MORE[at], _("%(size)s more") % {"size": size}) for at, size in enumerate(sizes)),
        (UNKNOWN, _("no figure")),
    ]
    return css, [LegendItem(shade, label) for shade, label in ordered if shade in css]
