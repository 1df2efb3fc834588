# SPDX-License-Identifier: EUPL-1.2
"""The page of the joint councils of an arrangement as a sheet."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.insight.queries.council.page import CouncilsPage, MemberCouncil
from samenspel.insight.reports import wording
from samenspel.insight.reports.wording import Address, Definitions
from samenspel.paper.sheet import Column, Figure, Row, Sheet, Table


def councils_sheet(page: CouncilsPage, address: Address) -> Sheet:
    """Everything on the page, in the language that is active.

    ``address`` makes a whole address of a path on the site.
    """
    definitions = Definitions(address)
    figures = _figures(page, definitions)
    sections = (
        wording.questions(page.signals, definitions, address),
        _councils(page, definitions, address),
        wording.coming(page.calendar, address),
        wording.changed(page.changes, page.compared_on, page.changes_note, address),
    )
    title = page.name
    here = reverse("arrangement-councils", args=[page.slug])
    return Sheet(
        language=wording.language(),
        on=page.on,
        kicker=_("For the councils together, on one page"),
        title=title,
        lead=_lead(page),
        description=_lead(page),
        figures=figures,
        figures_note=page.comparison_note,
        unknown=wording.unknown(),
        sections=sections,
        definitions=definitions.listed,
        definitions_heading=_("What the figures mean"),
        colophon=wording.colophon(page.origin, page.on, address(here)),
        foot=_("Samenspel: %(title)s on %(date)s")
        % {"title": page.short_name, "date": wording.day_text(page.on)},
    )


def _lead(page: CouncilsPage) -> str:
    day = wording.day_text(page.on)
    number = len(page.councils)
    said = ngettext(
        "On %(date)s the council of %(number)s municipality takes part.",
        "On %(date)s the councils of %(number)s municipalities take part.",
        number,
    ) % {"date": day, "number": number}
    if not page.is_in_force:
        said = _("On %(date)s this arrangement is not in force.") % {"date": day}
    facts = "; ".join(text for text in (page.form, page.task) if text)
    also = _("Also: %(others)s.") % {"others": ", ".join(page.others)} if page.others else ""
    return " ".join(filter(None, (said, f"{facts}." if facts else "", also)))


def _figures(page: CouncilsPage, definitions: Definitions) -> tuple[Figure, ...]:
    others = _("like arrangements: %(median)s")
    return (
        Figure(value=page.council_seats_text, label=_("seats in the councils together")),
        *wording.compared(page.comparison, definitions, others),
        Figure(
            value=page.costs.total_text,
            label=_("known contributions"),
            compared=page.costs.text,
            method=definitions.number(page.costs.method),
        ),
    )


def _councils(page: CouncilsPage, definitions: Definitions, address: Address) -> Table:
    shown = wording.Known(page.has_votes, page.has_payments)
    per_head = Column(
        _("Per inhabitant"),
        1.2,
        is_number=True,
        is_tight=True,
        method=definitions.number(wording.CONTRIBUTION) if shown.payments else None,
    )
    board = _("Votes and power in: %(board)s.") % {"board": page.board}
    notes = (board if page.board and shown.votes else "", wording.unknown_of_all(shown))
    return Table(
        heading=_("The councils"),
        note=" ".join(filter(None, notes)) if page.councils else "",
        columns=(
            Column(_("Council of"), 2.2),
            Column(_("Seats in the council"), 1.1, is_number=True, is_tight=True),
            Column(_("Inhabitants"), 1.3, is_number=True, is_tight=True),
            Column(_("Who sits there"), 2.7),
            *wording.seat_columns(shown, definitions),
            *((per_head,) if shown.payments else ()),
        ),
        rows=tuple(_row(council, shown, address) for council in page.councils),
        empty=_("No municipality takes part on this date."),
    )


def _row(council: MemberCouncil, shown: wording.Known, address: Address) -> Row:
    name = council.name
    if not council.exists:
        name = _("%(name)s (no municipality any more)") % {"name": name}
    return Row(
        cells=(
            name,
            council.seats_text,
            council.inhabitants_text,
            council.representatives_text,
            *wording.seat_cells(shown, council),
            *((council.per_inhabitant_text,) if shown.payments else ()),
        ),
        url=address(council.url),
    )
