# SPDX-License-Identifier: EUPL-1.2
"""The opinions that count, found in a second way, row by row: what pages say is held against it.

Of each opinion the last version that was sent counts, as long as it stands.

A version belongs to the bodies that adopted it. A body that withdrew its opinion is no party to it
any more; a version counts while at least one body stands behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from samenspel.dialogue.models import (
    Addressee,
    Adoption,
    OpinionParty,
    OpinionPoint,
    OpinionVersion,
    Round,
    Sending,
)


@dataclass(frozen=True)
class SentParty:
    """A body whose opinion it is, and how it adopted the text."""

    addressee: Addressee
    adoption: Adoption
    is_leading: bool


@dataclass(frozen=True)
class SentVersion:
    """A sent version that counts; ``parties``: the leading body first, ``points`` in their order.

    Each point has its clause at hand, each body its municipality.
    """

    version: OpinionVersion
    sending: Sending
    parties: tuple[SentParty, ...]
    points: tuple[OpinionPoint, ...]

    @property
    def leading(self) -> Addressee:
        """The body that the opinion is listed under."""
        return self.parties[0].addressee

    @property
    def addressees(self) -> tuple[Addressee, ...]:
        """The bodies whose opinion it is."""
        return tuple(party.addressee for party in self.parties)

    @property
    def on(self) -> date:
        """The day on which it was sent."""
        return self.sending.on


def sent_versions(round_: Round) -> tuple[SentVersion, ...]:
    """The version that counts of each opinion, by the place of its leading body."""
    last: dict[int, Sending] = {}
    rows = Sending.objects.filter(version__opinion__round=round_)
    for sending in rows.select_related("version__document").order_by("version__number", "pk"):
        last[sending.version.opinion_id] = sending
    parties = _parties(round_, [sending.version_id for sending in last.values()])
    points = _points(last.values())
    found = (
        SentVersion(
            version=sending.version,
            sending=sending,
            parties=parties[sending.version_id],
            points=tuple(points[sending.version_id]),
        )
        for sending in last.values()
        if parties[sending.version_id]
    )
    return tuple(sorted(found, key=_place))


def _place(sent: SentVersion) -> tuple[int, str, int]:
    return sent.leading.position, sent.leading.name, sent.version.pk


def _parties(round_: Round, versions: list[int]) -> Mapping[int, tuple[SentParty, ...]]:
    """Who stands behind each version: adopted it, is still a party, and did not withdraw."""
    leads = dict(
        OpinionParty.objects.filter(opinion__round=round_).values_list("addressee_id", "is_leading")
    )
    found: defaultdict[int, list[SentParty]] = defaultdict(list)
    rows = (
        Adoption.objects.filter(version__in=versions)
        .exclude(addressee__state=Addressee.State.WITHDRAWN)
        .filter(addressee__party__opinion_id=F("version__opinion_id"))
        .select_related("addressee__municipality")
        .order_by("addressee__position", "addressee__name", "addressee__pk")
    )
    for row in rows:
        party = SentParty(row.addressee, row, leads[row.addressee_id])
        found[row.version_id].append(party)
    ordered = {pk: tuple(sorted(held, key=_leading_first)) for pk, held in found.items()}
    return defaultdict(tuple, ordered)


def _leading_first(party: SentParty) -> bool:
    return not party.is_leading


def _points(sendings: Iterable[Sending]) -> Mapping[int, list[OpinionPoint]]:
    found: defaultdict[int, list[OpinionPoint]] = defaultdict(list)
    versions = [sending.version_id for sending in sendings]
    rows = OpinionPoint.objects.filter(version__in=versions).select_related("clause")
    for point in rows.order_by("version", "order"):
        found[point.version_id].append(point)
    return found
