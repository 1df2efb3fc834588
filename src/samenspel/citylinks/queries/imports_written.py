# SPDX-License-Identifier: EUPL-1.2
"""The links that there are, as a list that can be read again; and the empty template."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from samenspel.citylinks.models import Agreement, CityLink, Party
from samenspel.citylinks.queries.imports_cells import BAR
from samenspel.citylinks.queries.imports_columns import (
    BECAUSE,
    BEGUN,
    ENDED,
    KIND,
    LESSON,
    NAME,
    PARTNERS,
    PURPOSE,
    SIGNED,
    SOURCE,
    TEMPLATE_COLUMNS,
    UNTIL,
)
from samenspel.citylinks.queries.imports_places import Partner, Places, named_apart
from samenspel.places.models import Municipality
from samenspel.register.exports import Cell, Column, Table
from samenspel.register.lists.cells import CellProblem
from samenspel.register.rules import all_of_municipality


def template_table(municipality: Municipality, rows: Sequence[Sequence[Cell]] = ()) -> Table:
    """The columns of a list with these rows; how to fill them in is in the notes."""
    return Table(
        title=_("City links of %(name)s") % {"name": municipality.name},
        columns=tuple(Column(column.label, column.label) for column in TEMPLATE_COLUMNS),
        rows=rows,
        notes=tuple(f"{column.label}: {column.hint}" for column in TEMPLATE_COLUMNS),
    )


def written_links(
    municipality: Municipality, *, sees_all: bool, on: date
) -> tuple[tuple[Cell, ...], ...]:
    """A row per link of a municipality; only public ones without ``sees_all``. Five queries.

    Parties that left are not there, and neither is the first day of a link in preparation: a list
    has no cell for these.
    """
    own = all_of_municipality(municipality)
    places = Places(municipality, own, on=on)
    keys = Party.objects.filter(municipality__in=own).values("link")
    links = CityLink.objects.filter(pk__in=keys).order_by("name", "pk")
    if not sees_all:
        links = links.filter(is_public=True)
    there = Party.objects.filter(valid_to__isnull=True).exclude(municipality__in=own)
    fixed = Agreement.objects.filter(fixed_at__isnull=False).order_by("number")
    links = links.prefetch_related(
        Prefetch("parties", there.select_related("municipality"), to_attr="partners_there"),
        Prefetch("agreements", fixed, to_attr="agreements_fixed"),
    )
    return tuple(_row(link, places) for link in links)


def _row(link: CityLink, places: Places) -> tuple[Cell, ...]:
    partners: list[Party] = link.partners_there  # type: ignore[attr-defined]
    agreements: list[Agreement] = link.agreements_fixed  # type: ignore[attr-defined]
    agreement = agreements[-1] if agreements else Agreement()
    is_begun = link.stage != CityLink.Stage.PREPARING
    said: dict[str, Cell] = {
        NAME.key: link.name,
        PARTNERS.key: " | ".join(_written(party, link, places) for party in partners),
        KIND.key: link.get_kind_display(),
        BEGUN.key: link.begun_on if is_begun else None,
        ENDED.key: link.ended_on,
        BECAUSE.key: link.ended_because,
        LESSON.key: link.ended_lesson,
        PURPOSE.key: link.purpose,
        SIGNED.key: agreement.signed_on,
        UNTIL.key: agreement.last_day,
        SOURCE.key: link.source,
    }
    return tuple(said[column.key] or None for column in TEMPLATE_COLUMNS)


def _written(party: Party, link: CityLink, places: Places) -> str:
    """A partner as a list names it: by its name where that is enough, else by its code."""
    if party.municipality is None:
        partner = Partner(BAR.sub("/", party.name), party.country)
        is_enough = named_apart(partner.label) == (partner.name, partner.country)
        return partner.label if is_enough else f"{partner.name} ({partner.country})"
    try:
        found = places.partner(party.name, "", link.ended_on)
    except CellProblem:
        return party.municipality.code
    return party.name if found.municipality == party.municipality.pk else party.municipality.code
