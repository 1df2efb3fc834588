# SPDX-License-Identifier: EUPL-1.2
"""Who sits for whom on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from samenspel.insight.models import Representative
from samenspel.insight.queries.council.page import Seated
from samenspel.insight.queries.council.texts import unknown
from samenspel.places.models import on_date

_ROLES = (Representative.Role.CHAIR, Representative.Role.MEMBER, Representative.Role.SUBSTITUTE)


def seated_for(municipality_id: int, *, on: date) -> dict[str, tuple[Seated, ...]]:
    """Who sits for a municipality, by the slug of the arrangement; one query."""
    found: dict[str, list[Representative]] = defaultdict(list)
    for row in _sitting(Q(municipality_id=municipality_id), on):
        found[row.arrangement_slug].append(row)
    return {slug: _listed(rows) for slug, rows in found.items()}


def seated_in(
    slug: str, municipalities: Collection[int], *, on: date
) -> dict[int, tuple[Seated, ...]]:
    """Who sits in an arrangement, by primary key of the municipality; one query."""
    found: dict[int, list[Representative]] = defaultdict(list)
    wanted = Q(arrangement_slug=slug, municipality_id__in=municipalities)
    for row in _sitting(wanted, on):
        found[row.municipality_id].append(row)
    return {pk: _listed(rows) for pk, rows in found.items()}


def _sitting(wanted: Q, on: date) -> Iterable[Representative]:
    rows = Representative.objects.filter(wanted, on_date(on), is_withdrawn=False)
    return rows.select_related("name")


def _listed(rows: Iterable[Representative]) -> tuple[Seated, ...]:
    """The chair first, substitutes last."""
    return tuple(
        map(seated, sorted(rows, key=lambda r: (_ROLES.index(Representative.Role(r.role)), r.pk)))
    )


def seated(row: Representative) -> Seated:
    """One representative as the pages show it."""
    name = row.name.text if row.name else ""
    office, role = row.get_office_display(), row.get_role_display()
    said = [] if row.office == Representative.Office.OTHER else [office]
    if row.role != Representative.Role.MEMBER:
        said.append(role)
    shown = name or _("name removed")
    return Seated(
        name=name,
        office=row.office,
        office_text=office,
        role=row.role,
        role_text=role,
        board=row.board,
        since=row.valid_from,
        text=f"{shown} ({', '.join(said)})" if said else shown,
    )


def seated_text(listed: Iterable[Seated]) -> str:
    """Everybody in one line; the word for unknown for nobody."""
    return "; ".join(one.text for one in listed) or unknown()
