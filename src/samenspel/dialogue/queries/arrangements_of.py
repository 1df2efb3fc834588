# SPDX-License-Identifier: EUPL-1.2
"""About which arrangements an organisation may ask, and who lies next to them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from samenspel.accounts.models import Organisation
from samenspel.analysis.region_borders import find_borders, neighbours_by_border
from samenspel.places.models import Boundary, BoundarySet, Municipality, on_date
from samenspel.register.models import ArrangementVersion, Participation
from samenspel.register.queries.reference import reference
from samenspel.register.rules import predecessors


def arrangements_of(organisation: Organisation, *, on: date) -> tuple[tuple[str, str], ...]:
    """Slug and name of the arrangements whose record the organisation keeps; three queries."""
    theirs = Q(arrangement__secretariat=organisation)
    if organisation.municipality_id is not None:
        ours = predecessors([organisation.municipality_id])[organisation.municipality_id]
        taking_part = Participation.objects.filter(on_date(on), municipality__in=ours)
        theirs |= Q(arrangement__secretariat=None, pk__in=taking_part.values("version"))
    believed = reference(on=on, today=on).versions()
    rows = ArrangementVersion.objects.filter(believed & theirs)
    found = dict(rows.order_by("name").values_list("arrangement__slug", "name"))
    return tuple(found.items())


def neighbours_of(members: list[Municipality]) -> list[Municipality]:
    """Municipalities with a border with one of the members, by name; two queries.

    Borders are those of the newest set of boundaries of the country; without one there are none.
    """
    if not members:
        return []
    country = members[0].country
    newest = BoundarySet.objects.filter(country=country).order_by("-valid_on", "-pk")[:1]
    shapes = dict(
        Boundary.objects.filter(boundary_set__in=list(newest)).values_list("code", "path_country")
    )
    pairs = neighbours_by_border(find_borders({code: [path] for code, path in shapes.items()}))
    ours = {one.code for one in members}
    codes = {a if b in ours else b for a, b in pairs if (a in ours) != (b in ours)}
    return list(Municipality.objects.filter(code__in=codes).order_by("name", "code"))


def named_places(text: str, *, country: str, on: date) -> tuple[list[Municipality], list[str]]:
    """The municipalities that exist on the day, a name on each line, and the names not found.

    One query.
    """
    wanted = [name for line in text.splitlines() if (name := " ".join(line.split()))]
    rows = Municipality.objects.filter(on_date(on), country=country)
    known = {one.name.casefold(): one for one in rows}
    found = {name: known.get(name.casefold()) for name in wanted}
    places = {one.pk: one for one in found.values() if one is not None}
    return list(places.values()), [name for name, one in found.items() if one is None]
