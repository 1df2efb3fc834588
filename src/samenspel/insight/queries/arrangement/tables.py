# SPDX-License-Identifier: EUPL-1.2
"""The members of an arrangement with their size, votes, power and payment: drawn, and as data."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _

from samenspel.insight.queries.arrangement.page import ArrangementInsight, Member
from samenspel.insight.queries.costs.bars import BarChart, Series, Value, beside
from samenspel.insight.queries.costs.notation import part
from samenspel.register.open_data import Field, OpenTable, credit

MOST_DRAWN = 20
"""Members in the drawing; the table has them all."""


def members_chart(page: ArrangementInsight) -> BarChart | None:
    """Parts of the inhabitants, votes, power and payments, as far as known; None for nothing."""
    parts: list[tuple[Series, Callable[[Member], Fraction | None]]] = []
    if page.population:
        parts.append((Series("shade-2", _("of the inhabitants")), lambda m: m.population_share))
    if page.board:
        parts.append((Series("shade-0", _("of the votes")), lambda m: m.votes_share))
        parts.append((Series("shade-3", _("of the influence")), lambda m: m.power))
    if page.knows_payments:
        parts.append((Series("shade-self", _("of the payments")), lambda m: m.payment_share))
    if not parts:
        return None
    rows = [
        (member.name, [_value(share_of(member)) for _series, share_of in parts])
        for member in page.members[:MOST_DRAWN]
    ]
    words = ", ".join(series.label for series, _share_of in parts)
    said = _("For each municipality its part %(parts)s. The table has the same figures.")
    if len(page.members) > MOST_DRAWN:
        said = _(
            "For each of the %(number)s largest municipalities its part %(parts)s. The table has "
            "the same figures of all."
        )
    return beside(
        rows,
        key="members-chart",
        title=_chart_title(page),
        description=said % {"parts": words, "number": MOST_DRAWN},
        series=[series for series, _share_of in parts],
    )


def _chart_title(page: ArrangementInsight) -> str:
    if page.board and page.knows_payments:
        return _("Who is large, who decides, who pays?")
    if page.board:
        return _("Who is large, who decides?")
    return (
        _("Who is large, who pays?")
        if page.knows_payments
        else _("How large are the participants?")
    )


def _value(share: Fraction | None) -> Value:
    if share is None:
        return Value(None, _("no vote"))
    return Value(share, part(share, 1))


def open_table(page: ArrangementInsight) -> OpenTable:
    """The members with all their figures."""
    fields = (
        Field("municipality_code", _("Code of the municipality")),
        Field("municipality", _("Municipality")),
        Field("province", _("Province")),
        Field("population", _("Inhabitants")),
        Field("population_share", _("Share of the inhabitants"), unit="0-1"),
        Field("votes", _("Votes"), _("In the general board")),
        Field("votes_share", _("Share of the votes"), unit="0-1"),
        Field("banzhaf", _("Influence"), _("Normalised Banzhaf index"), unit="0-1"),
        Field("year", _("Year of the contribution")),
        Field("paid_eur", _("Contribution"), unit=_("euro")),
        Field("paid_share", _("Share of the payments"), unit="0-1"),
        Field("paid_per_inhabitant_eur", _("Contribution per inhabitant"), unit=_("euro")),
    )
    rows = [
        (
            member.code,
            member.name,
            member.province or None,
            member.population,
            member.population_share,
            member.votes,
            member.votes_share,
            member.power,
            page.year,
            member.paid_euro,
            member.payment_share,
            member.paid_per_inhabitant,
        )
        for member in page.members
    ]
    sources, licences = credit(page.version.collection)
    return OpenTable(
        name=f"inzicht-{page.slug[:80]}-{page.seen_on.isoformat()}",
        title=page.version.name,
        fields=fields,
        rows=rows,
        on=page.seen_on,
        sources=tuple(dict.fromkeys((*sources, page.version.source))),
        licences=licences,
        methods=("voting-power", "cost-keys", "fit", "coverage"),
        notes=(_("Empty is unknown."),),
    )
