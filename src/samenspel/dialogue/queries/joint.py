# SPDX-License-Identifier: EUPL-1.2
"""Councils that give an opinion together, as the council that leads it sees them."""

from __future__ import annotations

from dataclasses import dataclass

from samenspel.dialogue.actions.opinions.bodies import SENT, is_joined
from samenspel.dialogue.models import Addressee, Adoption, Opinion, Round


@dataclass(frozen=True)
class Partner:
    """Another council: asked, taking part, or with its adoption recorded."""

    addressee: Addressee
    has_joined: bool
    has_adopted: bool


def partners_of(opinion: Opinion, leading: Addressee) -> tuple[Partner, ...]:
    """The other councils of a joint opinion; two queries."""
    adopted = set(
        Adoption.objects.filter(version__opinion=opinion).values_list("addressee_id", flat=True)
    )
    rows = opinion.parties.select_related("addressee").exclude(addressee=leading)
    return tuple(
        Partner(row.addressee, is_joined(row), row.addressee_id in adopted)
        for row in rows.order_by("addressee__position", "addressee__name")
    )


def councils_to_ask(round_: Round, asking: Addressee) -> list[Addressee]:
    """Councils of the round that did not answer yet; one query.

    Whether one of them writes an opinion of its own is its own affair: the answer then is no.
    """
    rows = round_.addressees.filter(body=Addressee.Body.COUNCIL).exclude(pk=asking.pk)
    return list(rows.exclude(state__in=SENT).exclude(party__opinion__parties__addressee=asking))
