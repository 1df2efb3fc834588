# SPDX-License-Identifier: EUPL-1.2
"""The interim balance as a sheet: figures, clauses, who said what, who is still to answer."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samenspel.analysis.positions import SCALE, Stand
from samenspel.dialogue.queries.balance import BalancePage, BodyLine, ClauseLine
from samenspel.dialogue.queries.balance_words import label
from samenspel.dialogue.reports.balance_tables import AGREEMENT, BOUNDS, SPREAD
from samenspel.paper.sheet import (
    Column,
    Definition,
    Figure,
    Point,
    Points,
    Prose,
    Row,
    Sheet,
    Table,
)
from samenspel.places.notation import NO_FIGURE, written
from samenspel.register.methods import published_methods

Address = Callable[[str], str]
"""From a path on the site to a whole address."""
MOST_NAMES = 60
"""So many bodies have their positions in a table; of more the file with data has them."""
# Numbers of the definitions below the sheet.
_AGREEMENT, _SPREAD, _BOUNDS = 1, 2, 3
_SIGNS = {
    Stand.AGREE: "+",
    Stand.WISH: "±",
    Stand.OBJECT: "-",
    Stand.NONE: "0",
    Stand.SILENT: "?",
}


def balance_sheet(page: BalancePage, address: Address) -> Sheet:
    """A version of the balance on paper, in the language that is active.

    ``address`` makes a whole address of a path on the site.
    """
    title = _("Interim balance: %(title)s") % {"title": page.round.title}
    return Sheet(
        language=(get_language() or "nl").split("-")[0],
        on=page.on,
        kicker=_kicker(page),
        title=title,
        lead=answered_text(page),
        description=title,
        figures=_figures(page),
        sections=(
            *_introduction(page),
            _clauses(page, address),
            *_positions(page),
            _silent(page),
            _differing(page),
        ),
        definitions=_definitions(address),
        definitions_heading=_("What the figures mean"),
        colophon=(
            _("Where everybody stood on %(date)s.") % {"date": date_format(page.on, "DATE_FORMAT")},
            _("Source: %(source)s") % {"source": page.round.organisation.name},
            _("All points and the data: %(url)s")
            % {"url": address(reverse("dialogue-balance", args=[page.round.slug]))},
        ),
        foot=title,
        unknown=NO_FIGURE,
    )


def answered_text(page: BalancePage) -> str:
    """How many of those that count answered, in one sentence."""
    number = len(page.counted)
    return ngettext(
        "%(answered)s of %(total)s body has answered.",
        "%(answered)s of %(total)s bodies have answered.",
        number,
    ) % {"answered": page.answered, "total": number}


def share_heard(page: BalancePage) -> Fraction | None:
    """The part of all inhabitants whose council (or other body that counts) has answered."""
    total = sum(body.inhabitants or 0 for body in page.counted)
    heard = sum(body.inhabitants or 0 for body in page.counted if body.has_answered)
    return Fraction(heard, total) if total else None


def _kicker(page: BalancePage) -> str:
    if page.whose.number is None:
        return _("Working version: not published")
    said = _("Version %(number)s") % {"number": page.whose.number}
    if page.whose.is_public or page.whose.public_from is None:
        return said
    until = date_format(page.whose.public_from, "DATETIME_FORMAT")
    return _("%(version)s, under embargo until %(moment)s") % {"version": said, "moment": until}


def _figures(page: BalancePage) -> tuple[Figure, ...]:
    return (
        Figure(f"{page.answered}/{len(page.counted)}", _("answered")),
        Figure(written(len(page.clauses)), _("clauses")),
        Figure(
            written(
                sum(clause.bodies.measure.counts[Stand.OBJECT] == 0 for clause in page.clauses)
            ),
            _("clauses without an objection"),
        ),
        Figure(written(sum(clause.remarks for clause in page.clauses) + page.general), _("points")),
    )


def _introduction(page: BalancePage) -> tuple[Prose, ...]:
    if not page.whose.introduction:
        return ()
    text = page.whose.introduction.replace("\r\n", "\n")
    return (Prose(_("Introduction"), tuple(text.split("\n\n"))),)


def _clauses(page: BalancePage, address: Address) -> Table:
    counts = tuple(
        Column(label(stand), 0.8, is_number=True) for stand in (*SCALE, Stand.NONE, Stand.SILENT)
    )
    return Table(
        heading=_("The clauses, the most divided first"),
        columns=(
            Column(_("Clause"), 3.2),
            *counts,
            Column(_("Agreement"), 1.0, is_number=True, method=_AGREEMENT),
            Column(_("By inhabitants"), 1.0, is_number=True, is_optional=True),
            Column(_("How divided"), 1.0, is_number=True, method=_SPREAD),
            Column(_("Still possible"), 1.3, is_number=True, method=_BOUNDS),
        ),
        rows=tuple(_clause_row(clause, address) for clause in page.divided),
        empty=_("The text has no clauses."),
    )


def _clause_row(clause: ClauseLine, address: Address) -> Row:
    measure = clause.bodies.measure
    return Row(
        cells=(
            clause.name,
            *(written(number) for number in measure.counts),
            clause.bodies.agreement,
            clause.heads.agreement,
            clause.bodies.spread,
            clause.bodies.range,
        ),
        url=address(clause.url),
    )


def _positions(page: BalancePage) -> tuple[Table, ...]:
    """Who says what, in signs; nothing where that would be pages full."""
    if not page.clauses or len(page.bodies) > MOST_NAMES or len(page.clauses) > 16:
        return ()
    key = "; ".join(f"{sign} {label(stand)}" for stand, sign in _SIGNS.items())
    return (
        Table(
            heading=_("Who says what"),
            columns=(
                Column(_("Who"), 3.0),
                *(Column(clause.number, 0.5, is_number=True) for clause in page.clauses),
            ),
            rows=tuple(_body_row(page.bodies[place]) for place in page.content["rows"]),
            empty="",
            note=key,
        ),
    )


def _body_row(body: BodyLine) -> Row:
    group = (
        "" if body.counts else _("Guests") if body.is_guest else _("Executives beside a council")
    )
    return Row((body.name, *(_SIGNS[stand] for stand in body.stands)), group=group)


def _silent(page: BalancePage) -> Points:
    said = [Point(body.name, body.state_label) for body in page.silent]
    said += [Point(body.name, body.state_label) for body in page.none_wished]
    said += [Point(body.name, _("answered after the last day")) for body in page.late]
    return Points(_("Not answered, or too late"), tuple(said), _("Everybody answered in time."))


def _differing(page: BalancePage) -> Points:
    return Points(
        _("Council and executive of one municipality"),
        tuple(
            Point(pair.municipality, _("differ about %(numbers)s") % {"numbers": pair.numbers})
            for pair in page.differing
        ),
        _("Where both answered they say the same."),
    )


def _definitions(address: Address) -> tuple[Definition, ...]:
    titles = {method.key: str(method.title) for method in published_methods()}
    page = reverse("methods")
    return tuple(
        Definition(titles[key], address(f"{page}#{key}")) for key in (AGREEMENT, SPREAD, BOUNDS)
    )
