# SPDX-License-Identifier: EUPL-1.2
"""What municipalities said in confirm rounds, and which questions wait for an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samenspel.register.models import ChangeSet
from samenspel.stewardship.models import RoundAnswer

Kind = ChangeSet.Kind
_REPLIES = (Kind.CONFIRM, Kind.CORRECT, Kind.END, Kind.WITHDRAW, Kind.DECIDE, Kind.IMPORT)


@dataclass(frozen=True)
class Answer:
    """The last thing that one municipality said about one arrangement in one round.

    ``replied_at`` is when somebody else confirmed or corrected the record after a question, and
    ``replied_by`` their organisation; empty when nobody did.
    """

    pk: int
    round_id: int
    year: int
    municipality_id: int
    municipality: str
    municipality_slug: str
    slug: str
    name: str
    kind: str
    question: str
    at: datetime
    actor_name: str
    replied_at: datetime | None
    replied_by: str

    @property
    def is_right(self) -> bool:
        return self.kind == RoundAnswer.Kind.RIGHT

    @property
    def is_open_question(self) -> bool:
        """Whether it asks something to which nobody reacted yet."""
        return not self.is_right and self.replied_at is None


def answers(rows: QuerySet[RoundAnswer]) -> tuple[Answer, ...]:
    """The last answer per round and arrangement among the rows, oldest first; one query."""
    replies = (
        ChangeSet.objects.filter(
            arrangement_slug=OuterRef("arrangement_slug"), at__gt=OuterRef("at"), kind__in=_REPLIES
        )
        .exclude(actor=OuterRef("actor"))
        .order_by("at", "pk")
    )
    # Who confirms in a round of their own has answered too, also where the record had been
    # confirmed that day already and the register had nothing to write down.
    confirmed = (
        RoundAnswer.objects.filter(
            arrangement_slug=OuterRef("arrangement_slug"),
            at__gt=OuterRef("at"),
            kind=RoundAnswer.Kind.RIGHT,
        )
        .exclude(round=OuterRef("round"))
        .order_by("at", "pk")
    )
    found = (
        rows.order_by("at", "pk")
        .annotate(
            replied_at=Coalesce(
                Subquery(replies.values("at")[:1]), Subquery(confirmed.values("at")[:1])
            ),
            replied_by=Coalesce(
                Subquery(replies.values("organisation_name")[:1]),
                Subquery(confirmed.values("round__municipality__name")[:1]),
            ),
            of=F("round__municipality"),
        )
        .values_list(
            "pk", "round_id", "round__year", "of", "round__municipality__name",
            "round__municipality__slug", "arrangement_slug", "name", "kind", "question", "at",
            "actor_name", "replied_at", "replied_by",
        )
    )  # fmt: skip
    last: dict[tuple[int, str], Answer] = {}
    for row in found:
        answer = Answer(*row[:-1], replied_by=row[-1] or "")
        last[answer.round_id, answer.slug] = answer
    return tuple(sorted(last.values(), key=lambda a: (a.at, a.pk)))


def answers_about(slugs: Collection[str], *, since: int) -> tuple[Answer, ...]:
    """What all municipalities said about some arrangements from a year on; one query."""
    return answers(
        RoundAnswer.objects.filter(arrangement_slug__in=list(slugs), round__year__gte=since)
    )


def open_questions(found: Iterable[Answer], *, not_of: Collection[int] = ()) -> tuple[Answer, ...]:
    """Questions without a reaction, but those of the municipalities ``not_of`` themselves."""
    return tuple(a for a in found if a.is_open_question and a.municipality_id not in not_of)
