# SPDX-License-Identifier: EUPL-1.2
"""What happened with the points of one body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samenspel.dialogue.models import Addressee, Round
from samenspel.dialogue.queries.counted import PointRow, point_rows, points_to_answer, standing
from samenspel.dialogue.queries.memo import (
    MemoPoint,
    VerdictCount,
    memo_of,
    verdict_counts,
)


@dataclass(frozen=True)
class PointsPage:
    """The points of a body: with their final replies, or (before the memo) waiting for them."""

    addressee: int
    name: str
    body: str
    state: str
    sent_on: date | None
    memo_on: date | None
    points: tuple[MemoPoint, ...]
    waiting: tuple[PointRow, ...]
    counts: tuple[VerdictCount, ...]


def points_page(round_: Round, addressee: int) -> PointsPage | None:
    """The page of one addressee of the round, or None; a fixed number of queries."""
    found = Addressee.objects.filter(round=round_, pk=addressee).first()
    if found is None:
        return None
    theirs = standing().filter(addressee=found, version__sending__isnull=False)
    last = theirs.select_related("version__sending").order_by("-version__number").first()
    memo = memo_of(round_)
    points = memo.of_body(found.pk) if memo else ()
    waiting: tuple[PointRow, ...] = ()
    if memo is None and last is not None:
        waiting = point_rows(points_to_answer(round_).filter(version=last.version_id))
    return PointsPage(
        addressee=found.pk,
        name=found.name,
        body=found.body,
        state=str(found.get_state_display()),
        sent_on=last.version.sending.on if last else None,
        memo_on=memo.on if memo else None,
        points=points,
        waiting=waiting,
        counts=verdict_counts(points),
    )
