# SPDX-License-Identifier: EUPL-1.2
"""Which points count, and which of them need a reply.

A point counts when it stands in the version of its opinion that was sent last. It needs a reply
when there is something to reply to: a text, a wish or an objection. "Agree" or "no position"
without a word needs none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from samenspel.dialogue.models import (
    Addressee,
    Adoption,
    OpinionPoint,
    OpinionVersion,
    Position,
    Round,
    Verdict,
)

NEEDS_REPLY = Q(position__in=[Position.WISH, Position.OBJECT]) | ~Q(text="")


def needs_reply(position: str, text: str) -> bool:
    """Whether a point needs a reply: it has a text, or it is a wish or an objection."""
    return bool(text) or position in {Position.WISH, Position.OBJECT}


def standing() -> QuerySet[Adoption]:
    """Adoptions of bodies that still stand behind the version: a party, and not withdrawn."""
    rows = Adoption.objects.filter(addressee__party__opinion_id=F("version__opinion_id"))
    return rows.exclude(addressee__state=Addressee.State.WITHDRAWN)


def counting_versions(round_: Round) -> QuerySet[OpinionVersion]:
    """Of each opinion the version that was sent last, when a body stands behind it."""
    sent = OpinionVersion.objects.filter(opinion__round=round_, sending__isnull=False)
    later = sent.filter(opinion=OuterRef("opinion"), number__gt=OuterRef("number"))
    behind = standing().filter(version=OuterRef("pk"))
    return sent.filter(~Exists(later.order_by()), Exists(behind.order_by()))


def points_that_count(round_: Round) -> QuerySet[OpinionPoint]:
    """Every point that counts, in no order."""
    return OpinionPoint.objects.filter(version__in=counting_versions(round_).order_by()).order_by()


def counted_points(round_: Round) -> QuerySet[OpinionPoint]:
    """Every point that counts, by the place of the leading body and the order in its opinion."""
    first = standing().filter(version=OuterRef("version"))
    first = first.order_by("-addressee__party__is_leading", "addressee__position")
    return (
        points_that_count(round_)
        .annotate(
            place=Subquery(first.values("addressee__position")[:1]),
            body_name=Subquery(first.values("addressee__name")[:1]),
        )
        .order_by("place", "body_name", "version", "order")
    )


def points_to_answer(round_: Round) -> QuerySet[OpinionPoint]:
    """The points that count and need a reply."""
    return counted_points(round_).filter(NEEDS_REPLY)


@dataclass(frozen=True)
class Body:
    """A body whose opinion it is; the leading one stands first. ``place``: in the letter."""

    pk: int
    name: str
    body: str
    municipality_id: int | None
    place: int


@dataclass(frozen=True)
class ReplyRow:
    """A reply as it is now; ``is_final`` once it stands in a memo."""

    pk: int
    verdict: str
    reason: str
    change: str
    clause_key: str
    edition: int
    is_final: bool
    by: str

    @property
    def verdict_label(self) -> str:
        """What is done with the point, in words."""
        return str(Verdict(self.verdict).label)


@dataclass(frozen=True)
class PointRow:
    """A point that counts, with its reply when there is one."""

    pk: int
    order: int
    opinion: int
    version: int
    bodies: tuple[Body, ...]
    clause_key: str
    clause_number: str
    clause_title: str
    position: str
    text: str
    reply: ReplyRow | None

    @property
    def position_label(self) -> str:
        """The position in words."""
        return str(Position(self.position).label)

    @property
    def names(self) -> str:
        """Whose point it is."""
        return ", ".join(body.name for body in self.bodies)

    @property
    def place(self) -> tuple[int, str, int, int]:
        """Sorts as :func:`counted_points`: by the leading body and the order in its opinion."""
        leading = self.bodies[0]
        return leading.place, leading.name, self.version, self.order


_COLUMNS = (
    "pk",
    "order",
    "version__opinion_id",
    "version_id",
    "clause__key",
    "clause__number",
    "clause__title",
    "position",
    "text",
    "reply__pk",
    "reply__verdict",
    "reply__reason",
    "reply__change",
    "reply__clause_key",
    "reply__edition",
    "reply__memo_id",
    "reply__updated_by_name",
)


def point_rows(
    points: QuerySet[OpinionPoint], known: Mapping[int, tuple[Body, ...]] | None = None
) -> tuple[PointRow, ...]:
    """The points with their replies and bodies; two queries, one when the bodies are known."""
    found: list[dict[str, Any]] = list(points.values(*_COLUMNS))
    bodies = known or bodies_of({row["version_id"] for row in found})
    return tuple(_point(row, bodies[row["version_id"]]) for row in found)


def bodies_of(versions: Iterable[int]) -> dict[int, tuple[Body, ...]]:
    """The bodies that stand behind each version, the leading one first; one query."""
    rows = standing().filter(version__in=set(versions))
    held: dict[int, list[Body]] = defaultdict(list)
    told = rows.order_by(
        "-addressee__party__is_leading", "addressee__position", "addressee__name"
    ).values_list(
        "version_id",
        "addressee_id",
        "addressee__name",
        "addressee__body",
        "addressee__municipality_id",
        "addressee__position",
    )
    for version, pk, name, body, municipality, place in told:
        held[version].append(Body(pk, name, body, municipality, place))
    return {version: tuple(bodies) for version, bodies in held.items()}


def _point(row: dict[str, Any], bodies: tuple[Body, ...]) -> PointRow:
    reply = None
    if row["reply__pk"] is not None:
        reply = ReplyRow(
            pk=row["reply__pk"],
            verdict=row["reply__verdict"],
            reason=row["reply__reason"],
            change=row["reply__change"],
            clause_key=row["reply__clause_key"],
            edition=row["reply__edition"],
            is_final=row["reply__memo_id"] is not None,
            by=row["reply__updated_by_name"],
        )
    return PointRow(
        pk=row["pk"],
        order=row["order"],
        opinion=row["version__opinion_id"],
        version=row["version_id"],
        bodies=bodies,
        clause_key=row["clause__key"] or "",
        clause_number=row["clause__number"] or "",
        clause_title=row["clause__title"] or "",
        position=row["position"],
        text=row["text"],
        reply=reply,
    )


@dataclass(frozen=True)
class Progress:
    """How many points need a reply and how many have one."""

    total: int
    answered: int

    @property
    def open(self) -> int:
        """How many still need a reply."""
        return self.total - self.answered


def progress(round_: Round) -> Progress:
    """How far the replies are; one query."""
    rows = points_that_count(round_).filter(NEEDS_REPLY)
    found = rows.aggregate(total=Count("pk"), answered=Count("reply"))
    return Progress(found["total"], found["answered"])
