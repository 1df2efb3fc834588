# SPDX-License-Identifier: EUPL-1.2
"""What the forms of a file offer to choose from: arrangements, and names of municipalities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samenspel.places.models import Municipality, on_date
from samenspel.register.models import ArrangementVersion, Participation
from samenspel.register.queries.reference import reference
from samenspel.register.rules import predecessors


def arrangements_for(
    municipalities: Iterable[int], chosen: str, *, on: date
) -> tuple[tuple[str, str], ...]:
    """Address and name of the arrangements in which one of them takes part, by name.

    ``chosen``: the address that the file has now, offered in any case. Four queries.
    """
    acting = predecessors(municipalities)
    ours = {pk for pks in acting.values() for pk in pks}
    part = Participation.objects.filter(on_date(on), municipality__in=ours)
    believed = reference(on=on, today=on).versions()
    rows = ArrangementVersion.objects.filter(believed, pk__in=part.values("version"))
    found = dict(rows.order_by("name", "pk").values_list("arrangement__slug", "name"))
    if chosen and chosen not in found:
        found[chosen] = chosen
    return tuple(found.items())


def municipality_names(*, on: date) -> tuple[str, ...]:
    """The names of the municipalities of the day, for a list to choose from; one query."""
    rows = Municipality.objects.filter(on_date(on)).order_by("name", "code")
    return tuple(rows.values_list("name", flat=True))
