# SPDX-License-Identifier: EUPL-1.2
"""The confirm round of a municipality: what was answered, what is still to do, earlier rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from samenspel.places.models import Municipality
from samenspel.register import labels
from samenspel.register.models import ChangeSet
from samenspel.stewardship.models import ConfirmRound, RoundAnswer
from samenspel.stewardship.queries.answers import Answer, answers
from samenspel.stewardship.queries.checks import findings
from samenspel.stewardship.queries.facts import Facts, Member, Record
from samenspel.stewardship.queries.findings import Finding

_NOT_BY_PEOPLE = (ChangeSet.Kind.LOAD, ChangeSet.Kind.CONFIRM)
NAMED = 6
"""Participants that a row names; of the rest it gives the number."""


@dataclass(frozen=True)
class RoundRow:
    """One arrangement in a round, with what a clerk needs to say whether it is right.

    ``own`` is the participation of the municipality (or of one that merged into it);
    ``changed_at`` is when people last changed the record since the round began.
    """

    record: Record
    own: Member
    others: tuple[str, ...]
    more: int
    answer: Answer | None
    changed_at: datetime | None
    findings: tuple[Finding, ...]

    @property
    def slug(self) -> str:
        return self.record.slug

    @property
    def url(self) -> str:
        return reverse("arrangement", args=[self.slug])

    @property
    def form(self) -> str:
        """The legal form in words."""
        return labels.legal_form(self.record.legal_form)

    @property
    def organs(self) -> str:
        """Which organs of the municipality take part."""
        return labels.in_words(labels.organs(self.own.roles))

    @property
    def since(self) -> date | None:
        """From when the municipality takes part, as far as known."""
        begins = [d for d in (self.own.start, self.record.valid_from) if d is not None]
        return max(begins, default=None)

    @property
    def is_done(self) -> bool:
        return self.answer is not None


@dataclass(frozen=True)
class Progress:
    """How far a round is; ``share`` in [0, 1], 1 where there is nothing to do."""

    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def is_finished(self) -> bool:
        return self.left == 0

    @property
    def share(self) -> float:
        return self.done / self.total if self.total else 1.0


@dataclass(frozen=True)
class PastRound:
    """An earlier round in numbers, with all that was said."""

    year: int
    begins_on: date
    deadline: date
    right: int
    unknown: int
    answers: tuple[Answer, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Who answered."""
        return tuple(dict.fromkeys(answer.actor_name for answer in self.answers))


@dataclass(frozen=True)
class RoundPage:
    """The page of the round; ``current`` is None before the first one of the year."""

    municipality: Municipality
    today: date
    current: ConfirmRound | None
    rows: tuple[RoundRow, ...]
    progress: Progress
    past: tuple[PastRound, ...]

    @property
    def todo(self) -> tuple[RoundRow, ...]:
        return tuple(row for row in self.rows if not row.is_done)

    @property
    def done(self) -> tuple[RoundRow, ...]:
        return tuple(row for row in self.rows if row.is_done)

    @property
    def questions(self) -> tuple[RoundRow, ...]:
        """Answered with a question."""
        return tuple(row for row in self.done if row.answer and not row.answer.is_right)

    @property
    def is_late(self) -> bool:
        return self.current is not None and self.current.deadline < self.today


def rounds_of(municipalities: Collection[int]) -> list[ConfirmRound]:
    """Their rounds, latest first; one query."""
    return list(
        ConfirmRound.objects.filter(municipality__in=list(municipalities))
        .select_related("municipality")
        .order_by("-year", "municipality__name")
    )


def round_page(
    municipality: Municipality, facts: Facts, acts_for: Collection[int], *, year: int
) -> RoundPage:
    """The round of ``year`` (or the latest one before) and earlier ones; three queries.

    ``facts`` are about the arrangements of the municipality; ``acts_for`` is the municipality with
    those that merged into it.
    """
    rounds = rounds_of([municipality.pk])
    known = answers(RoundAnswer.objects.filter(round__municipality=municipality))
    by_round: dict[int, list[Answer]] = defaultdict(list)
    for answer in known:
        by_round[answer.round_id].append(answer)
    current = rounds[0] if rounds and not _is_over(rounds[0], year, facts.today) else None
    rows = tuple(
        _rows(
            facts,
            acts_for,
            {a.slug: a for a in by_round[current.pk]} if current else {},
            _changes_since(current, facts),
        )
    )
    return RoundPage(
        municipality=municipality,
        today=facts.today,
        current=current,
        rows=rows,
        progress=progress_of(rows),
        past=tuple(_past(r, by_round[r.pk]) for r in rounds if r != current),
    )


def progress_of(rows: Sequence[RoundRow]) -> Progress:
    """How many of the rows are answered."""
    return Progress(sum(row.is_done for row in rows), len(rows))


def own_records(facts: Facts, acts_for: Collection[int]) -> list[tuple[Record, Member]]:
    """Arrangements in force in which one of the municipalities takes part, each once."""
    found: dict[str, tuple[Record, Member]] = {}
    for record in facts.in_force:
        for member in record.members_on(facts.today):
            if member.municipality_id in acts_for:
                found.setdefault(record.slug, (record, member))
    return list(found.values())


def _is_over(latest: ConfirmRound, year: int, today: date) -> bool:
    """A round of an earlier year goes on into the next one only until its last day."""
    return latest.year < year and latest.deadline < today


def _rows(
    facts: Facts,
    acts_for: Collection[int],
    said: Mapping[str, Answer],
    changed: Mapping[str, datetime],
) -> Iterable[RoundRow]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings(facts):
        # The round itself confirms, and is not about who keeps the record.
        if finding.rule.key not in {"unconfirmed", "no-secretariat"}:
            found[finding.record.slug].append(finding)
    for record, own in own_records(facts, acts_for):
        others = [m.name for m in record.members_on(facts.today) if m.pk != own.pk]
        yield RoundRow(
            record=record,
            own=own,
            others=tuple(others[:NAMED]),
            more=max(len(others) - NAMED, 0),
            answer=said.get(record.slug),
            changed_at=changed.get(record.slug),
            findings=tuple(sorted(found[record.slug], key=lambda f: f.order)),
        )


def _changes_since(current: ConfirmRound | None, facts: Facts) -> dict[str, datetime]:
    """When people last changed each record since the round began; one query."""
    if current is None:
        return {}
    rows = (
        ChangeSet.objects.filter(
            arrangement_slug__in={record.slug for record in facts.records},
            at__gte=current.started_at,
        )
        .exclude(kind__in=_NOT_BY_PEOPLE)
        .order_by("at", "pk")
    )
    return dict(rows.values_list("arrangement_slug", "at"))


def _past(one: ConfirmRound, said: Sequence[Answer]) -> PastRound:
    right = sum(answer.is_right for answer in said)
    return PastRound(
        year=one.year,
        begins_on=one.begins_on,
        deadline=one.deadline,
        right=right,
        unknown=len(said) - right,
        answers=tuple(sorted(said, key=lambda a: a.name.casefold())),
    )
