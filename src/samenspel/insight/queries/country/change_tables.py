# SPDX-License-Identifier: EUPL-1.2
"""What changed in a country as open data: arrangements, municipalities and years."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samenspel.insight.queries.country.change import Change, ValueChange
from samenspel.insight.queries.country.measures import Measure
from samenspel.insight.queries.country.years import Year
from samenspel.register.open_data import Field, OpenTable, Value, credit

PARTS = ("samenwerkingen", "gemeenten", "jaren")


def change_table(
    change: Change,
    part: str,
    *,
    measure: Measure,
    values: Sequence[ValueChange],
    years: Sequence[Year],
) -> OpenTable:
    """One table of the page; ``part`` is one of :data:`PARTS`."""
    facts = change.facts
    sources, licences = credit(facts.lead.collection)
    title, fields, rows = {
        "samenwerkingen": lambda: _arrangements(change),
        "gemeenten": lambda: _places(measure, values),
        "jaren": lambda: _years(years),
    }[part]()
    notes = [
        _("Compared: %(since)s and %(until)s.")
        % {"since": change.since.isoformat(), "until": facts.on.isoformat()},
        _("Participations that the register does not tell about, taken as unchanged: %(number)s.")
        % {"number": change.unclear},
    ]
    return OpenTable(
        name=f"{facts.country}-{part}-{change.since.isoformat()}-{facts.on.isoformat()}",
        title=title,
        fields=fields,
        rows=rows,
        on=facts.on,
        sources=sources,
        licences=licences,
        methods=("change", *((measure.method,) if part == "gemeenten" else ())),
        notes=tuple(notes),
    )


_Table = tuple[str, tuple[Field, ...], list[tuple[Value, ...]]]


def _arrangements(change: Change) -> _Table:
    fields = (
        Field("arrangement", _("Address of the arrangement on this site")),
        Field("name", _("Arrangement")),
        Field("change", _("What changed"), _("began, ended, form (legal form) or members")),
        Field("form_before", _("Legal form before")),
        Field("form_after", _("Legal form after")),
        Field("joined", _("Joined")),
        Field("left", _("Left")),
        Field("municipalities", _("Municipalities")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            one.slug,
            one.name,
            "; ".join(one.kinds),
            one.form_before or None,
            one.form_after or None,
            "; ".join(one.joined) or None,
            "; ".join(one.left) or None,
            one.members,
        )
        for one in change.arrangements
    ]
    return _("Arrangements that changed"), fields, rows


def _places(measure: Measure, values: Sequence[ValueChange]) -> _Table:
    said, unit = str(measure.title), str(measure.unit)
    fields = (
        Field("municipality_code", _("Code")),
        Field("municipality", _("Municipality")),
        Field("predecessors", _("Also of its predecessors")),
        Field(f"{measure.column}_before", _("Before"), said, unit),
        Field(f"{measure.column}_after", _("After"), said, unit),
        Field("difference", _("Difference"), said, unit),
        Field("came_into", _("Arrangements that it came into")),
        Field("went_out_of", _("Arrangements that it went out of")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            one.place.facts.code,
            one.place.facts.name,
            "; ".join(one.place.predecessors) or None,
            one.before,
            one.after,
            one.difference,
            one.place.came,
            one.place.went,
        )
        for one in values
    ]
    return _("Change per municipality: %(measure)s") % {"measure": said}, fields, rows


def _years(years: Sequence[Year]) -> _Table:
    fields = (
        Field("since", _("From")),
        Field("until", _("To")),
        Field("in_force", _("In force on the first day")),
        Field("began", _("Began")),
        Field("ended", _("Ended")),
    )
    rows: list[tuple[Value, ...]] = [
        (one.since, one.until, one.in_force, one.began, one.ended) for one in years
    ]
    return _("Arrangements per year"), fields, rows
