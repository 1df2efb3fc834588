# SPDX-License-Identifier: EUPL-1.2
"""The page of the council of a municipality as a sheet."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.insight.queries.council.page import CouncilPage, CouncilRow
from samenspel.insight.queries.country.measures import NOT_STATED
from samenspel.insight.reports import wording
from samenspel.insight.reports.wording import Address, Definitions
from samenspel.paper.sheet import Column, Figure, Point, Points, Row, Sheet, Table
from samenspel.places.notation import written


def council_sheet(page: CouncilPage, address: Address) -> Sheet:
    """Everything on the page, in the language that is active.

    ``address`` makes a whole address of a path on the site.
    """
    definitions = Definitions(address)
    figures = _figures(page, definitions)
    sections: tuple[Table | Points, ...] = (
        wording.questions(page.signals, definitions, address),
        _arrangements(page, definitions, address),
        wording.coming(page.calendar, address),
        *_links(page, address),
        wording.changed(page.changes, page.compared_on, page.changes_note, address),
    )
    title = _("%(name)s in the region") % {"name": page.name}
    here = reverse("municipality-council", args=[page.slug])
    return Sheet(
        language=wording.language(),
        on=page.on,
        kicker=_("For the council, on one page"),
        title=title,
        lead=_lead(page),
        description=_lead(page),
        figures=figures,
        figures_note=_note(page),
        unknown=wording.unknown(),
        sections=sections,
        definitions=definitions.listed,
        definitions_heading=_("What the figures mean"),
        colophon=wording.colophon(page.origin, page.on, address(here)),
        foot=_("Samenspel: %(title)s on %(date)s")
        % {"title": title, "date": wording.day_text(page.on)},
    )


def _lead(page: CouncilPage) -> str:
    day = wording.day_text(page.on)
    if not page.exists:
        said = _("On %(date)s %(municipality)s is no municipality.")
        said = said % {"date": day, "municipality": page.name}
        if not page.heirs:
            return said
        heirs = ", ".join(heir.name for heir in page.heirs)
        instead = _("In its place: %(heirs)s.") % {"heirs": heirs}
        return f"{said} {instead}"
    if page.number is None:
        said = _("The source does not know in which arrangements %(municipality)s is on %(date)s.")
        return said % {"date": day, "municipality": page.name}
    return ngettext(
        "On %(date)s %(municipality)s is in %(number)s arrangement.",
        "On %(date)s %(municipality)s is in %(number)s arrangements.",
        page.number,
    ) % {"date": day, "municipality": page.name, "number": written(page.number)}


def _note(page: CouncilPage) -> str:
    """What the figures are compared with, and with whom most is done."""
    if not page.partners:
        return page.comparison_note
    named = ", ".join(f"{one.name} ({written(one.shared)})" for one in page.partners)
    together = _("Most often together with:")
    return f"{page.comparison_note} {together} {named}.".strip()


def _figures(page: CouncilPage, definitions: Definitions) -> tuple[Figure, ...]:
    others = _("like municipalities: %(median)s")
    return (
        *wording.compared(page.comparison, definitions, others),
        Figure(
            value=page.costs.total_text,
            label=_("known contributions"),
            compared=page.costs.text,
            method=definitions.number(page.costs.method),
        ),
    )


def _links(page: CouncilPage, address: Address) -> tuple[Points, ...]:
    """The public city links; nothing where there are none."""
    if not page.links:
        return ()
    points = [
        Point(
            text=link.name,
            detail=" ".join((*link.told, f"{link.look_back}." if link.look_back else "")).strip(),
            url=address(link.url),
        )
        for link in page.links
    ]
    return (Points(heading=_("Our city links"), items=tuple(points), empty=""),)


def _arrangements(page: CouncilPage, definitions: Definitions, address: Address) -> Table:
    shown = wording.Known(page.has_votes, page.has_payments)
    return Table(
        heading=_("What we are in, and who sits there for us"),
        columns=(
            Column(_("Arrangement"), 4.3),
            Column(_("Subject"), 2.3, is_optional=True),
            Column(_("Participants"), 1.5, is_number=True, is_tight=True),
            Column(_("Who sits there for us"), 2.3),
            *wording.seat_columns(shown, definitions),
        ),
        rows=tuple(
            Row(
                cells=(
                    _name(row),
                    group.label if group.key != NOT_STATED else wording.unknown(),
                    written(row.participants),
                    row.representatives_text,
                    *wording.seat_cells(shown, row),
                ),
                url=address(row.url),
            )
            for group in page.groups
            for row in group.rows
        ),
        empty=_("No arrangement on this date."),
        note=" ".join(filter(None, (_inherited(page), wording.unknown_of_all(shown))))
        if page.rows
        else "",
    )


def _inherited(page: CouncilPage) -> str:
    if not page.inherited:
        return ""
    return ngettext(
        "%(counter)s arrangement still stands in the name of a former municipality; "
        "it is not counted.",
        "%(counter)s arrangements still stand in the name of a former municipality; "
        "they are not counted.",
        page.inherited,
    ) % {"counter": written(page.inherited)}


def _name(row: CouncilRow) -> str:
    if not row.recorded_as:
        return row.short_name
    former = ", ".join(row.recorded_as)
    return _("%(name)s (in the name of %(former)s)") % {"name": row.short_name, "former": former}
