# SPDX-License-Identifier: EUPL-1.2
"""The work view of who replies: every point that needs a reply, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from samenspel.dialogue.models import Addressee, Clause, Reply, Round
from samenspel.dialogue.queries.counted import (
    PointRow,
    Progress,
    point_rows,
    points_to_answer,
)
from samenspel.dialogue.queries.earlier_replies import earlier_replies
from samenspel.dialogue.queries.memo import named
from samenspel.dialogue.queries.memo_content import clause_values
from samenspel.dialogue.queries.point_list import GENERAL, PointFilter, PointList

MOST_ALIKE = 50


def clause_choices(round_: Round) -> list[tuple[str, str]]:
    """Key and name of every clause in any version of the text; one query."""
    return [(one["key"], named(one["number"], one["title"])) for one in clause_values(round_)]


def body_choices(round_: Round) -> list[tuple[str, str]]:
    """Primary key and name of the bodies behind an opinion that counts; one query."""
    rows = Addressee.objects.filter(round=round_, adoptions__version__sending__isnull=False)
    found = rows.exclude(state=Addressee.State.WITHDRAWN).order_by("position", "name", "pk")
    told = found.values_list("position", "name", "pk").distinct()
    return [(str(pk), name) for _position, name, pk in told]


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
    asked = PointFilter(clause=row.clause_key or GENERAL, only_open=True)
    others = PointList(round_, asked)
    return PointToAnswer(
        row=row,
        clause_text=clause.text if clause else "",
        earlier=None if row.reply else earlier_replies(round_).get(pk),
        alike=() if row.reply else _alike(others, row),
        progress=others.progress,
    )


def _alike(others: PointList, row: PointRow) -> tuple[PointRow, ...]:
    """Open points about the same clause, those with the same position first."""
    found = [other for other in others[: MOST_ALIKE * 4] if other.pk != row.pk]
    ordered = sorted(found, key=lambda other: other.position != row.position)
    return tuple(ordered[:MOST_ALIKE])


def next_open(round_: Round, asked: PointFilter) -> int | None:
    """The first point without a reply that passes the filter, or else of all, or None."""
    open_ones = PointFilter(asked.clause, asked.addressee, asked.position, only_open=True)
    for tried in (open_ones, PointFilter(only_open=True)):
        for row in PointList(round_, tried)[:1]:
            return row.pk
    return None
