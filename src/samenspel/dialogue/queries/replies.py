# SPDX-License-Identifier: EUPL-1.2
"""The work view of who replies: every point that needs a reply, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from samenspel.dialogue.models import Addressee, Clause, OpinionPoint, Reply, Round
from samenspel.dialogue.queries.counted import (
    PointRow,
    Progress,
    point_rows,
    points_to_answer,
    progress,
    standing,
)
from samenspel.dialogue.queries.earlier_replies import earlier_replies
from samenspel.dialogue.queries.memo import named
from samenspel.dialogue.queries.memo_content import clause_values

GENERAL = "algemeen"
"""The filter for points that are about no clause."""
MOST_ALIKE = 50


@dataclass(frozen=True)
class PointFilter:
    """Which points are shown: of a clause (or GENERAL), a body, a position, only open ones."""

    clause: str = ""
    addressee: int | None = None
    position: str = ""
    only_open: bool = False


def find_points(round_: Round, asked: PointFilter) -> QuerySet[OpinionPoint]:
    """The points that need a reply and pass the filter, in their order."""
    rows = points_to_answer(round_)
    if asked.clause == GENERAL:
        rows = rows.filter(clause__isnull=True)
    elif asked.clause:
        rows = rows.filter(clause__key=asked.clause)
    if asked.addressee is not None:
        theirs = standing().filter(addressee=asked.addressee)
        rows = rows.filter(version__in=theirs.order_by().values("version"))
    if asked.position:
        rows = rows.filter(position=asked.position)
    if asked.only_open:
        rows = rows.filter(reply__isnull=True)
    return rows


def clause_choices(round_: Round) -> list[tuple[str, str]]:
    """Key and name of every clause in any version of the text; one query."""
    return [(one["key"], named(one["number"], one["title"])) for one in clause_values(round_)]


def body_choices(round_: Round) -> list[tuple[str, str]]:
    """Primary key and name of the bodies behind an opinion that counts; one query."""
    rows = Addressee.objects.filter(round=round_, adoptions__version__sending__isnull=False)
    found = rows.exclude(state=Addressee.State.WITHDRAWN).distinct()
    return [(str(row.pk), row.name) for row in found.order_by("position", "name", "pk")]


@dataclass(frozen=True)
class PointToAnswer:
    """One point with all that is needed to reply to it.

    ``earlier``: the reply that the same point had before a correction; ``alike``: other points
    about the same clause (or in general) without a reply.
    """

    row: PointRow
    clause_text: str
    earlier: Reply | None
    alike: tuple[PointRow, ...]
    progress: Progress


def point_to_answer(round_: Round, pk: int) -> PointToAnswer | None:
    """The point, or None when it is not one that needs a reply; a fixed number of queries."""
    found = point_rows(points_to_answer(round_).filter(pk=pk))
    if not found:
        return None
    row = found[0]
    clause = Clause.objects.filter(opinion_points=pk).first()
    return PointToAnswer(
        row=row,
        clause_text=clause.text if clause else "",
        earlier=None if row.reply else earlier_replies(round_).get(pk),
        alike=() if row.reply else _alike(round_, row),
        progress=progress(round_),
    )


def _alike(round_: Round, row: PointRow) -> tuple[PointRow, ...]:
    """Open points about the same clause, those with the same position first."""
    asked = PointFilter(clause=row.clause_key or GENERAL, only_open=True)
    others = point_rows(find_points(round_, asked).exclude(pk=row.pk)[: MOST_ALIKE * 4])
    ordered = sorted(others, key=lambda other: other.position != row.position)
    return tuple(ordered[:MOST_ALIKE])


def next_open(round_: Round, asked: PointFilter) -> int | None:
    """The first point without a reply that passes the filter, or else of all, or None."""
    open_ones = PointFilter(asked.clause, asked.addressee, asked.position, only_open=True)
    for tried in (open_ones, PointFilter(only_open=True)):
        found = find_points(round_, tried).values_list("pk", flat=True).first()
        if found is not None:
            return found
    return None
