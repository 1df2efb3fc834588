# SPDX-License-Identifier: EUPL-1.2
"""The balance as open data: positions, clauses, points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from samenspel.analysis.positions import Measure, Stand
from samenspel.dialogue.queries.balance import BalancePage, ClauseLine
from samenspel.dialogue.queries.balance_clause import PointLine
from samenspel.dialogue.queries.balance_words import KEYS, label
from samenspel.dialogue.reports.replies import LICENCE
from samenspel.register.open_data import Field, OpenTable, Value

AGREEMENT, SPREAD, BOUNDS = "dialogue-agreement", "dialogue-spread", "dialogue-bounds"


def positions_table(page: BalancePage) -> OpenTable:
    """A row for each body, a column for each clause."""
    fields = (
        Field("body", _("Who")),
        Field("municipality_code", _("Municipal code")),
        Field("inhabitants", _("Inhabitants")),
        Field("counts", _("Counts"), _("1: in the figures; 0: shown beside them")),
        Field("is_guest", _("Guest")),
        Field("state", _("How far")),
        Field("sent_on", _("Sent on")),
        Field("is_late", _("Sent too late")),
        *(
            Field(clause.key, clause.name, _scale() if place == 0 else "")
            for place, clause in enumerate(page.clauses)
        ),
    )
    codes = [body["code"] for body in page.content["bodies"]]
    rows = [
        (
            body.name,
            codes[body.place] or None,
            body.inhabitants,
            int(body.counts),
            int(body.is_guest),
            body.state,
            body.sent_on,
            int(body.is_late),
            *(KEYS[stand] for stand in body.stands),
        )
        for body in page.bodies
    ]
    return _table(page, "standpunten", _("Positions"), fields, rows)


def clauses_table(page: BalancePage) -> OpenTable:
    """A row for each clause with every figure, once by bodies and once by inhabitants."""
    fields = (
        Field("clause", _("Clause")),
        Field("number", _("Clause number")),
        Field("title", _("Title")),
        Field("points", _("Points"), _("Points with a text about this clause")),
        *_figure_fields("bodies", _("bodies")),
        *_figure_fields("inhabitants", _("inhabitants")),
    )
    rows = [
        (
            clause.key,
            clause.number,
            clause.title,
            clause.remarks,
            *_figures(clause.bodies.measure),
            *_figures(clause.heads.measure),
        )
        for clause in page.clauses
    ]
    return _table(page, "onderdelen", _("Clauses"), fields, rows)


def points_table(
    page: BalancePage, points: Iterable[tuple[ClauseLine | None, PointLine]]
) -> OpenTable:
    """A row for each point with a text; without a clause: a general point."""
    fields = (
        Field("clause", _("Clause")),
        Field("number", _("Clause number")),
        Field("bodies", _("Who")),
        Field("position", _("Position"), _scale()),
        Field("text", _("Text")),
    )
    rows = [
        (
            clause.key if clause else None,
            clause.number if clause else None,
            "; ".join(body.name for body in point.bodies),
            point.key,
            point.text,
        )
        for clause, point in points
    ]
    return _table(page, "punten", _("Points"), fields, rows)


def _scale() -> str:
    return "; ".join(f"{KEYS[stand]}: {label(stand)}" for stand in Stand)


def _figure_fields(key: str, unit: str) -> tuple[Field, ...]:
    counts = (Field(f"{key}_{KEYS[stand]}", label(stand), unit=unit) for stand in Stand)
    return (
        *counts,
        Field(f"{key}_agreement", _("Agreement"), unit=unit),
        Field(f"{key}_agreement_exact", _("Agreement, exact"), unit=unit),
        Field(f"{key}_strict", _("Agreement without a wish"), unit=unit),
        Field(f"{key}_spread", _("How divided"), unit=unit),
        Field(f"{key}_spread_exact", _("How divided, exact"), unit=unit),
        Field(f"{key}_lowest", _("Lowest agreement still possible"), unit=unit),
        Field(f"{key}_highest", _("Highest agreement still possible"), unit=unit),
    )


def _figures(measure: Measure) -> tuple[Value, ...]:
    return (
        *measure.counts,
        measure.agreement,
        _exact(measure.agreement),
        measure.strict,
        measure.spread,
        _exact(measure.spread),
        measure.lowest,
        measure.highest,
    )


def _exact(share: Fraction | None) -> str | None:
    return None if share is None else f"{share.numerator}/{share.denominator}"


def _table(
    page: BalancePage,
    name: str,
    title: str,
    fields: tuple[Field, ...],
    rows: Sequence[Sequence[Value]],
) -> OpenTable:
    number = page.whose.number
    said = (
        _("Version %(number)s of the interim balance") % {"number": number}
        if number is not None
        else _("Working version: not published")
    )
    return OpenTable(
        name=f"tussenbalans-{page.round.slug[:60]}-{page.whose.token}-{name}",
        title=f"{_('Interim balance')}: {title}",
        fields=fields,
        rows=rows,
        on=page.on,
        sources=(f"{page.round.organisation}: {page.round.title}",),
        licences=(LICENCE,),
        methods=(AGREEMENT, SPREAD, BOUNDS),
        notes=(said,),
    )
