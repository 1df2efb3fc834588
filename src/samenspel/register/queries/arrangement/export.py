# SPDX-License-Identifier: EUPL-1.2
"""The participants of an arrangement as a table to download."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samenspel.register import labels
from samenspel.register.exports import Cell, Column, Table
from samenspel.register.queries.arrangement.page import ArrangementPage
from samenspel.register.queries.reference import Reference


def participants_table(page: ArrangementPage, reference: Reference) -> Table:
    """Every participant of the version shown, those of another time within it as well."""
    columns = (
        Column("samenwerking", _("Arrangement")),
        Column("versie", _("Version")),
        Column("soort", _("Kind of participant")),
        Column("code", _("Code")),
        Column("naam", _("Name")),
        Column("naam_in_bron", _("Name in the source")),
        Column("organen", _("Organs that take part")),
        Column("aandeel_procent", _("Share (%)")),
        Column("sinds", _("Takes part from")),
        Column("tot", _("Takes part until (first day on which it no longer does)")),
        Column("opvolgers", _("In its place, when it no longer exists")),
        Column("bron", _("Source")),
        Column("peildatum", _("Reference date")),
        Column("gezien_op", _("Participants shown as on")),
    )
    listed = (*page.participants.now, *page.participants.earlier_or_later)
    cells: list[list[Cell]] = [
        [
            page.slug,
            page.version.key,
            labels.participant_kind(p.kind),
            p.code,
            p.name,
            p.name_in_source,
            "; ".join(labels.organs(p.roles)),
            p.share_percent,
            p.valid_from,
            p.valid_to,
            "; ".join(f"{heir.place.name} ({heir.place.code})" for heir in p.heirs),
            p.source,
            reference.on,
            page.seen_on,
        ]
        for p in listed
    ]
    collection = page.version.collection
    notes = (
        page.version.name,
        _("Reference date: %(date)s") % {"date": reference.on.isoformat()},
        _("Collection: %(title)s") % {"title": collection.title},
        *(
            _("Licence: %(title)s") % {"title": x["title"]}
            for x in collection.licences
            if x.get("title")
        ),
    )
    return Table(_("Participants"), columns, cells, notes)
