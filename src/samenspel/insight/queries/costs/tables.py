# SPDX-License-Identifier: EUPL-1.2
"""The effect of another division of costs: drawn, and as open data."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samenspel.insight.queries.arrangement.page import ArrangementInsight
from samenspel.insight.queries.costs.bars import BarChart, Series, Value, both_sides
from samenspel.insight.queries.costs.notation import signed
from samenspel.insight.queries.costs.page import Answer, Line
from samenspel.register.open_data import Field, OpenTable, credit

MOST_DRAWN = 40


def costs_chart(found: Answer) -> BarChart:
    """Who pays more and who less, per inhabitant where that is known of all."""
    known = all(line.difference_per_inhabitant is not None for line in found.lines)
    lines = found.lines
    left_out = max(len(lines) - MOST_DRAWN, 0)
    if left_out:
        half = MOST_DRAWN // 2
        lines = (*lines[:half], *lines[-half:])
    said = _("To the right pays more, to the left pays less. The table has the same figures.")
    if left_out:
        said += " " + _("Left out are %(number)s municipalities in between.") % {"number": left_out}
    return both_sides(
        [(line.name, _value(line, known)) for line in lines],
        key="costs-chart",
        title=_("Who pays more, who pays less? In euro per inhabitant")
        if known
        else _("Who pays more, who pays less? In euro"),
        description=said,
        less=Series("shade-2", _("pays less")),
        more=Series("shade-self", _("pays more")),
    )


def _value(line: Line, per_inhabitant: bool) -> Value:
    amount = line.difference_per_inhabitant if per_inhabitant else None
    if amount is None:
        return Value((line.effect.difference or 0), f"€ {signed(line.difference, 0)}")
    return Value(amount, f"€ {signed(amount, 2)}")


def open_table(page: ArrangementInsight, found: Answer) -> OpenTable:
    """Every municipality with what it pays before, afterwards and in between."""
    euro = _("euro")
    years = found.question.years
    between = tuple(
        Field(f"year_{year}_eur", _("After year %(year)s") % {"year": year}, unit=euro)
        for year in range(1, years)
    )
    fields = (
        Field("municipality_code", _("Code of the municipality")),
        Field("municipality", _("Municipality")),
        Field("inhabitants", _("Inhabitants")),
        Field("old_eur", _("Now"), unit=euro),
        *between,
        Field("new_eur", _("Then"), unit=euro),
        Field("difference_eur", _("Difference"), unit=euro),
        Field("old_per_inhabitant_eur", _("Now per inhabitant"), unit=euro),
        Field("new_per_inhabitant_eur", _("Then per inhabitant"), unit=euro),
        Field("difference_per_inhabitant_eur", _("Difference per inhabitant"), unit=euro),
    )
    rows = [
        (
            line.code,
            line.name,
            line.effect.inhabitants,
            *line.amounts,
            line.difference,
            line.old_per_inhabitant,
            line.new_per_inhabitant,
            line.difference_per_inhabitant,
        )
        for line in found.lines
    ]
    sources, licences = credit(page.version.collection)
    return OpenTable(
        name=f"kosten-{page.slug[:80]}-{page.seen_on.isoformat()}",
        title=_("Costs of %(name)s divided otherwise") % {"name": page.version.name},
        fields=fields,
        rows=rows,
        on=page.seen_on,
        sources=sources,
        licences=licences,
        methods=("cost-keys", "growth-in"),
        notes=(_("A computation with a total of %(total)s euro.") % {"total": found.total},),
    )
