# SPDX-License-Identifier: EUPL-1.2
"""The list of arrangements as a table to download."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from samenspel.register import labels
from samenspel.register.exports import Cell, Column, Table
from samenspel.register.queries.arrangements.listing import ListedArrangement
from samenspel.register.queries.reference import Reference


def list_table(
    rows: Sequence[ListedArrangement],
    reference: Reference,
    *,
    selection: Sequence[str],
    address: Callable[[str], str],
) -> Table:
    """The rows with their labels, source and reference date; ``address`` makes a link of a slug."""
    return Table(
        _("Arrangements"),
        _columns(),
        _cells(rows, reference, address),
        _notes(reference, selection),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("samenwerking", _("Arrangement")),
        Column("naam", _("Name")),
        Column("vorm", _("Legal form")),
        Column("beleidsterreinen", _("Policy areas")),
        Column("beleidsterreinen_geraden", _("Policy areas guessed from the name")),
        Column("themas", _("Themes of regional work")),
        Column("verplicht", _("Compulsory or chosen")),
        Column("deelnemers", _("Participants")),
        Column("gemeenten", _("Municipalities")),
        Column("plaats", _("Seat")),
        Column("provincie", _("Province of the seat")),
        Column("land", _("Country")),
        Column("geldig_vanaf", _("In force from")),
        Column("geldig_tot", _("In force until (first day on which it no longer holds)")),
        Column("stand", _("Status on the reference date")),
        Column("laatst_bevestigd", _("Last confirmed")),
        Column("bron", _("Source")),
        Column("bron_adres", _("Address of the source")),
        Column("verzameling", _("Collection")),
        Column("peildatum", _("Reference date")),
        Column("adres", _("Page in Samenspel")),
    )


def _cells(
    rows: Sequence[ListedArrangement], reference: Reference, address: Callable[[str], str]
) -> list[list[Cell]]:
    standings = {"in_force": _("in force"), "ended": _("ended"), "future": _("to come")}
    return [
        [
            row.slug,
            row.name,
            labels.legal_form(row.form),
            "; ".join(labels.policy_area(key) for key in row.areas),
            row.domains_guessed,
            "; ".join(labels.theme(key) for key in row.themes),
            labels.compulsory(row.is_compulsory),
            row.participants,
            row.municipalities,
            row.seat_place,
            row.province,
            row.country,
            row.valid_from,
            row.valid_to,
            standings[row.standing],
            row.last_confirmed_on,
            row.source,
            row.source_url,
            row.collection,
            reference.on,
            address(row.slug),
        ]
        for row in rows
    ]


def _notes(reference: Reference, selection: Sequence[str]) -> tuple[str, ...]:
    collections = [f"{c.title} ({c.observed_on.isoformat()})" for c in reference.believed]
    licences = sorted({x.get("title", "") for c in reference.believed for x in c.licences} - {""})
    return (
        _("Reference date: %(date)s") % {"date": reference.on.isoformat()},
        *(_("Selection: %(filter)s") % {"filter": text} for text in selection),
        *(_("Collection: %(title)s") % {"title": title} for title in collections),
        *(_("Licence: %(title)s") % {"title": title} for title in licences),
    )
