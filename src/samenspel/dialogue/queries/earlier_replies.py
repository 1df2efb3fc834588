# SPDX-License-Identifier: EUPL-1.2
"""Replies that points of a corrected opinion had before it was corrected."""

from __future__ import annotations

from samenspel.dialogue.models import OpinionPoint, OpinionVersion, Reply, Round
from samenspel.dialogue.queries.counted import counting_versions, points_to_answer

_Same = tuple[int, str, str, str]


def earlier_replies(round_: Round) -> dict[int, Reply]:
    """For each point without a reply the last reply to the same point in an earlier version.

    Two points of one opinion are the same when clause, position and text are. Key: the primary key
    of the point that has no reply yet. One query, and a second when an opinion was corrected.
    """
    rows = (
        Reply.objects.filter(point__version__opinion__round=round_)
        .exclude(point__version__in=counting_versions(round_).order_by())
        .select_related("point__version", "point__clause")
        .order_by("point__version__number", "pk")
    )
    earlier = {_same(row.point): row for row in rows}
    if not earlier:
        return {}
    unanswered = points_to_answer(round_).filter(reply__isnull=True)
    return {
        point.pk: earlier[same]
        for point in unanswered.select_related("version", "clause")
        if (same := _same(point)) in earlier
    }


def _same(point: OpinionPoint) -> _Same:
    version: OpinionVersion = point.version
    clause = point.clause.key if point.clause else ""
    return version.opinion_id, clause, point.position, point.text
