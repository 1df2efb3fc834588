# SPDX-License-Identifier: EUPL-1.2
"""Who sits in a council, and who of them writes its opinion."""

from __future__ import annotations

from datetime import date

from samenspel.accounts.models import Role, User
from samenspel.dialogue.models import Addressee, Rapporteur
from samenspel.places.models import MunicipalityChange, on_date
from samenspel.register.rules import predecessors


def councillors_of(addressee: Addressee, *, on: date) -> list[User]:
    """Councillors with an account, by name; of a merged municipality those of its successor."""
    roles = Role.objects.filter(on_date(on), kind=Role.Kind.COUNCILLOR)
    places = {addressee.municipality_id, *_successors(addressee.municipality_id)}
    rows = User.objects.filter(
        is_active=True,
        roles__in=roles.filter(organisation__municipality__in=[pk for pk in places if pk]),
    )
    return list(rows.distinct().order_by("name", "pk"))


def _successors(municipality: int | None) -> set[int]:
    """The municipalities that act for this one."""
    new = set(
        MunicipalityChange.objects.filter(kind__in=["merge", "rename"]).values_list(
            "new", flat=True
        )
    )
    return {pk for pk, held in predecessors(new).items() if municipality in held}


def rapporteurs_of(addressee: Addressee) -> list[Rapporteur]:
    """The rapporteurs of now, by name; one query."""
    rows = addressee.rapporteurs.filter(ended_at__isnull=True).select_related("user", "addressee")
    return list(rows.order_by("user__name", "pk"))
