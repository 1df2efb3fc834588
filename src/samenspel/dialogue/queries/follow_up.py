# SPDX-License-Identifier: EUPL-1.2
"""Commitments of a round, how far they are, its evaluations, and what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.dialogue.models import Commitment, CommitmentStep, Decision, Evaluation, Round

SOON = timedelta(days=28)
UNFINISHED = (Commitment.State.OPEN, Commitment.State.BUSY)
_EVALUATED = (Round.Stage.DECIDED, Round.Stage.CLOSED)


@dataclass(frozen=True)
class Progress:
    """One report of progress."""

    state: str
    state_label: str
    text: str
    on: date
    by: str


@dataclass(frozen=True)
class ShownCommitment:
    """A commitment on a day. ``origin`` says where it comes from; ``origin_url`` leads there."""

    pk: int
    title: str
    text: str
    owner: str
    municipality: str
    municipality_id: int | None
    due_on: date
    made_on: date
    state: str
    state_label: str
    is_overdue: bool
    origin: str
    origin_url: str
    url: str
    round_title: str
    round_slug: str
    progress: tuple[Progress, ...]

    @property
    def is_finished(self) -> bool:
        """Done or dropped."""
        return self.state not in UNFINISHED

    @property
    def last(self) -> Progress | None:
        """The last report."""
        return self.progress[-1] if self.progress else None

    @property
    def state_text(self) -> str:
        """The state in words, with "overdue" where it should have been finished."""
        return f"{self.state_label}, {_('overdue')}" if self.is_overdue else self.state_label


@dataclass(frozen=True)
class ShownEvaluation:
    """An evaluation; ``answers`` are questions (or empty) with their answers."""

    year: int
    answers: tuple[tuple[str, str], ...]
    lessons: str
    next_on: date | None
    on: date
    by: str


@dataclass(frozen=True)
class DueItem:
    """Something that is due; ``kind`` is ``commitment`` or ``evaluation``."""

    kind: str
    title: str
    due_on: date
    is_overdue: bool
    url: str


@dataclass(frozen=True)
class FollowUpPage:
    """Commitments by due day, evaluations from new to old, and when the next one is due."""

    on: date
    commitments: tuple[ShownCommitment, ...]
    evaluations: tuple[ShownEvaluation, ...]
    evaluation_due_on: date | None

    @property
    def unfinished(self) -> tuple[ShownCommitment, ...]:
        """What is still to be done."""
        return tuple(held for held in self.commitments if not held.is_finished)

    @property
    def overdue(self) -> tuple[ShownCommitment, ...]:
        """What should have been done."""
        return tuple(held for held in self.commitments if held.is_overdue)

    @property
    def finished(self) -> tuple[ShownCommitment, ...]:
        """What is done or dropped."""
        return tuple(held for held in self.commitments if held.is_finished)

    @property
    def evaluation_is_due(self) -> bool:
        """Whether the day of the next evaluation has come."""
        return self.evaluation_due_on is not None and self.evaluation_due_on <= self.on


def follow_up_page(round_: Round, *, on: date) -> FollowUpPage:
    """Everything of the follow-up of a round on a day; at most four queries."""
    evaluations = list(round_.evaluations.order_by("-year", "-pk"))
    return FollowUpPage(
        on=on,
        commitments=_shown(_rows().filter(round=round_), on),
        evaluations=tuple(shown_evaluation(row) for row in evaluations),
        evaluation_due_on=evaluation_due_on(round_),
    )


def one_commitment(round_: Round, pk: int, *, on: date) -> ShownCommitment | None:
    """One commitment of a round; two queries."""
    found = _shown(_rows().filter(round=round_, pk=pk), on)
    return found[0] if found else None


def open_commitments(*, on: date, only_overdue: bool = False) -> tuple[ShownCommitment, ...]:
    """What is still to be done in all rounds, the first to be done first; two queries."""
    rows = _rows().filter(state__in=UNFINISHED).exclude(round__stage=Round.Stage.WITHDRAWN)
    if only_overdue:
        rows = rows.filter(due_on__lt=on)
    return _shown(rows, on)


def evaluation_due_on(round_: Round) -> date | None:
    """When the next evaluation is due: as the last one says, else a year after the decision.

    None: nothing was decided yet, or the last evaluation plans no next one. At most two queries.
    """
    if round_.stage not in _EVALUATED:
        return None
    last = Evaluation.objects.filter(round=round_).order_by("pk").last()
    if last is not None:
        return last.next_on
    decided = Decision.objects.filter(proposal__meeting__round=round_).aggregate(at=Max("at"))["at"]
    return year_later(decided.date()) if decided else None


def due_follow_up(round_: Round, on: date) -> tuple[DueItem, ...]:
    """What is due within four weeks or overdue: commitments and the evaluation; four queries."""
    items = [
        DueItem("commitment", held.title, held.due_on, held.is_overdue, held.url)
        for held in _shown(
            _rows().filter(round=round_, state__in=UNFINISHED, due_on__lte=on + SOON), on
        )
    ]
    due_on = evaluation_due_on(round_)
    if due_on is not None and due_on <= on + SOON:
        url = reverse("dialogue-follow-up-evaluate", args=[round_.slug])
        items.append(DueItem("evaluation", _("Evaluation"), due_on, due_on < on, url))
    return tuple(sorted(items, key=lambda item: item.due_on))


def year_later(day: date) -> date:
    """The same day a year later; the last of February for a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def shown_evaluation(row: Evaluation) -> ShownEvaluation:
    """An evaluation with its questions: a paragraph of two lines or more begins with one."""
    answers = []
    for part in row.text.replace("\r\n", "\n").split("\n\n"):
        question, mark, answer = part.partition("?\n")
        answers.append((f"{question}?", answer) if mark else ("", part))
    return ShownEvaluation(
        year=row.year,
        answers=tuple(answers),
        lessons=row.lessons,
        next_on=row.next_on,
        on=row.at.date(),
        by=row.actor_name,
    )


def _rows() -> QuerySet[Commitment]:
    return (
        Commitment.objects.select_related("round", "municipality", "reply", "decision__proposal")
        .prefetch_related("steps")
        .order_by("due_on", "pk")
    )


def _shown(rows: Iterable[Commitment], on: date) -> tuple[ShownCommitment, ...]:
    return tuple(_one(row, on) for row in rows)


def _one(row: Commitment, on: date) -> ShownCommitment:
    origin, origin_url = _origin(row)
    return ShownCommitment(
        pk=row.pk,
        title=row.title,
        text=row.text,
        owner=row.owner,
        municipality=row.municipality.name if row.municipality else "",
        municipality_id=row.municipality_id,
        due_on=row.due_on,
        made_on=row.made_at.date(),
        state=row.state,
        state_label=str(row.get_state_display()),
        is_overdue=row.state in UNFINISHED and row.due_on < on,
        origin=origin,
        origin_url=origin_url,
        url=reverse("dialogue-follow-up-commitment", args=[row.round.slug, row.pk]),
        round_title=row.round.title,
        round_slug=row.round.slug,
        progress=tuple(map(_progress, sorted(row.steps.all(), key=lambda step: step.pk))),
    )


def _progress(step: CommitmentStep) -> Progress:
    label = str(Commitment.State(step.state).label)
    return Progress(step.state, label, step.text, step.on, step.actor_name)


def _origin(row: Commitment) -> tuple[str, str]:
    """Where it comes from, for everybody: a reply is only named once the memo is out."""
    if row.decision is not None:
        title = row.decision.proposal.title
        said = _("Decision: %(title)s") % {"title": title}
        return said, reverse("dialogue-decision", args=[row.round.slug])
    if row.reply is not None and row.reply.memo_id is not None:
        return _("A reply to the councils"), reverse("dialogue-replies", args=[row.round.slug])
    return "", ""
