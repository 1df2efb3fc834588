# SPDX-License-Identifier: EUPL-1.2
"""Which parties of a link have people on this site who write down what they decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samenspel.accounts.models import Role
from samenspel.citylinks.models import Party
from samenspel.places.models import on_date
from samenspel.register.rules import predecessors

_WRITING = (Role.Kind.CLERK, Role.Kind.ADVISER)


def parties_online(parties: Iterable[Party], *, on: date) -> frozenset[int]:
    """Keys of the parties with a clerk or adviser on the day; two queries at most.

    A municipality acts for those that merged into it.
    """
    roles = Role.objects.filter(
        on_date(on),
        kind__in=_WRITING,
        user__is_active=True,
        organisation__municipality__isnull=False,
    )
    found = roles.values_list("organisation__municipality", flat=True).distinct()
    acting = predecessors({pk for pk in found if pk is not None})
    reached = {pk for pks in acting.values() for pk in pks}
    return frozenset(one.pk for one in parties if one.municipality_id in reached)
