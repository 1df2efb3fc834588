# SPDX-License-Identifier: EUPL-1.2
"""The published reply memo, drawn from what it fixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from samenspel.dialogue.models import ChainRecord, Memo, Position, Round, Verdict


@dataclass(frozen=True)
class MemoBody:
    """A body that was asked."""

    pk: int
    name: str
    body: str
    municipality: str


@dataclass(frozen=True)
class MemoPoint:
    """A point with its final reply; ``changed_key`` is the clause that changes because of it."""

    pk: int
    order: int
    version: int
    bodies: tuple[MemoBody, ...]
    clause_key: str
    clause: str
    position: str
    text: str
    reply: int
    verdict: str
    reason: str
    change: str
    changed_key: str
    changed: str

    @property
    def position_label(self) -> str:
        """The position in words."""
        return str(Position(self.position).label)

    @property
    def verdict_label(self) -> str:
        """What is done with the point, in words."""
        return str(Verdict(self.verdict).label)

    @property
    def names(self) -> str:
        """Whose point it is."""
        return ", ".join(body.name for body in self.bodies)


@dataclass(frozen=True)
class VerdictCount:
    """How many points were answered in one way."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class MemoShown:
    """A memo as it was published.

    ``clauses`` by key, as "number. title", in their order; ``points`` by clause, general ones last.
    """

    pk: int
    number: int
    on: date
    introduction: str
    asked_by: str
    question: str
    clauses: Mapping[str, str]
    bodies: tuple[MemoBody, ...]
    opinions: int
    points: tuple[MemoPoint, ...]

    def of_body(self, addressee: int) -> tuple[MemoPoint, ...]:
        """The points of one body, joint opinions too."""
        return tuple(p for p in self.points if any(b.pk == addressee for b in p.bodies))


def memo_of(round_: Round) -> MemoShown | None:
    """The last memo of the round, or None; at most two queries.

    A memo of thousands of points is read once: it never changes, and the digest of its record in
    the chain names what it says.
    """
    records = ChainRecord.objects.filter(round=round_, kind="memo").order_by("-number")
    found = records.values_list("key", "digest").first()
    if found is not None:
        return _kept(int(found[0]), found[1])
    row = Memo.objects.filter(round=round_).order_by("-number").first()
    return memo_shown(row) if row else None


@lru_cache(maxsize=4)
def _kept(pk: int, digest: str) -> MemoShown:
    del digest  # part of what names the memo
    return memo_shown(Memo.objects.get(pk=pk))


def memo_shown(row: Memo) -> MemoShown:
    """The memo as values."""
    content: dict[str, Any] = row.content
    bodies = {
        one["id"]: MemoBody(one["id"], one["name"], one["body"], one["municipality"])
        for one in content["bodies"]
    }
    clauses = {one["key"]: named(one["number"], one["title"]) for one in content["clauses"]}
    points = [_point(one, bodies, clauses) for one in content["points"]]
    places = {key: place for place, key in enumerate(clauses)}
    points.sort(key=lambda point: places.get(point.clause_key, len(places)))
    return MemoShown(
        pk=row.pk,
        number=row.number,
        on=row.on,
        introduction=row.introduction,
        asked_by=content["round"]["asked_by"],
        question=content["round"]["question"],
        clauses=clauses,
        bodies=tuple(bodies.values()),
        opinions=len(content["opinions"]),
        points=tuple(points),
    )


def named(number: str, title: str) -> str:
    """A clause in one line."""
    return f"{number}. {title}" if number else title


def _point(
    one: Mapping[str, Any], bodies: Mapping[int, MemoBody], clauses: Mapping[str, str]
) -> MemoPoint:
    return MemoPoint(
        pk=one["point"],
        order=one["order"],
        version=one["version"],
        bodies=tuple(bodies[pk] for pk in one["bodies"]),
        clause_key=one["clause"],
        clause=named(one["clause_number"], one["clause_title"]),
        position=one["position"],
        text=one["text"],
        reply=one["reply"],
        verdict=one["verdict"],
        reason=one["reason"],
        change=one["change"],
        changed_key=one["changed_clause"],
        changed=clauses.get(one["changed_clause"], ""),
    )


def verdict_counts(points: tuple[MemoPoint, ...]) -> tuple[VerdictCount, ...]:
    """How the points were answered, every way once, in a fixed order."""
    numbers = Counter(point.verdict for point in points)
    return tuple(VerdictCount(one.value, str(one.label), numbers[one.value]) for one in Verdict)
