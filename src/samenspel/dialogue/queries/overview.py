# SPDX-License-Identifier: EUPL-1.2
"""The public page of a round: where it stands, and what came of it so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.dialogue.models import (
    Addressee,
    Balance,
    Commitment,
    Decision,
    Meeting,
    Memo,
    Round,
    RoundDocument,
    Statement,
)
from samenspel.dialogue.queries.clause_trails import ClauseLine, clause_lines
from samenspel.dialogue.queries.round_states import ORDER as ORDER_OF_STATES
from samenspel.dialogue.queries.round_states import shown_state

State = Addressee.State
Stage = Round.Stage
ORDER = (Stage.OPEN, Stage.WEIGHING, Stage.DECIDING, Stage.DECIDED, Stage.CLOSED)


@dataclass(frozen=True)
class StageStep:
    """One step of a round; ``state`` is ``done``, ``now`` or ``later``."""

    label: str
    detail: str
    on: date | None
    state: str


@dataclass(frozen=True)
class AnswerCount:
    """How many bodies are in one state, as ``round_states.ORDER`` names it."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class ShownBalance:
    """A balance that everybody may see."""

    number: int
    on: date
    introduction: str


@dataclass(frozen=True)
class ShownMemo:
    """The reply memo in short."""

    on: date
    points: int


@dataclass(frozen=True)
class ShownMeeting:
    """A meeting of the board in short."""

    name: str
    begins_at: datetime
    place: str
    state: str


@dataclass(frozen=True)
class ShownDecision:
    """How a proposal ended."""

    title: str
    outcome: str
    label: str
    on: date


@dataclass(frozen=True)
class OwnBody:
    """A body of the visitor's own municipality that is asked."""

    pk: int
    name: str
    state: str
    due_on: date | None


@dataclass(frozen=True)
class Overview:
    """What the public page shows."""

    document: RoundDocument | None
    versions: int
    clauses: tuple[ClauseLine, ...]
    addressees: int
    councils: int
    answers: tuple[AnswerCount, ...]
    answered: int
    own: tuple[OwnBody, ...]
    balance: ShownBalance | None
    memo: ShownMemo | None
    meetings: tuple[ShownMeeting, ...]
    decisions: tuple[ShownDecision, ...]
    commitments: int
    statements: int
    steps: tuple[StageStep, ...]


def overview(round_: Round, *, own: frozenset[int], at: datetime) -> Overview:
    """The page; ``own``: municipalities of the visitor. Seven queries."""
    bodies = list(Addressee.objects.filter(round=round_).order_by("position", "name", "pk"))
    states = Counter(shown_state(body.state, round_.stage) for body in bodies)
    documents = list(
        RoundDocument.objects.filter(round=round_, published_at__isnull=False).order_by("number")
    )
    meetings, decisions = _meetings(round_)
    clauses = clause_lines(round_, documents[-1] if documents else None)
    memo, balance, counts = _results(round_, at, points=sum(line.replied for line in clauses))
    return Overview(
        document=documents[-1] if documents else None,
        versions=len(documents),
        clauses=clauses,
        addressees=len(bodies),
        councils=sum(1 for body in bodies if body.body == Addressee.Body.COUNCIL),
        answers=tuple(
            AnswerCount(key, str(label), states[key])
            for key, label in ORDER_OF_STATES
            if states[key]
        ),
        answered=states[State.SENT] + states[State.TOO_LATE],
        own=tuple(
            OwnBody(body.pk, body.name, str(body.get_state_display()), body.due_on)
            for body in bodies
            if body.municipality_id in own
        ),
        balance=balance,
        memo=memo,
        meetings=meetings,
        decisions=decisions,
        commitments=counts["commitments"],
        statements=counts["statements"],
        steps=_steps(round_, balance, memo, meetings, decisions),
    )


def _results(
    round_: Round, at: datetime, *, points: int
) -> tuple[ShownMemo | None, ShownBalance | None, dict[str, int]]:
    """The memo, the balance that is public, and how many commitments and open statements."""
    memos = Memo.objects.filter(round=OuterRef("pk")).order_by("-number")
    balances = Balance.objects.filter(round=OuterRef("pk"), public_from__lte=at)
    balances = balances.order_by("-number")
    found = Round.objects.filter(pk=round_.pk).values(
        memo_on=Subquery(memos.values("on")[:1]),
        balance_number=Subquery(balances.values("number")[:1]),
        balance_from=Subquery(balances.values("public_from")[:1]),
        balance_text=Subquery(balances.values("introduction")[:1]),
        promised=_counted(Commitment.objects.all()),
        stated=_counted(Statement.objects.filter(is_open=True)),
    )[0]
    memo = ShownMemo(found["memo_on"], points) if found["memo_on"] else None
    balance = None
    if found["balance_number"] is not None:
        on = timezone.localdate(found["balance_from"])
        balance = ShownBalance(found["balance_number"], on, found["balance_text"])
    return memo, balance, {"commitments": found["promised"], "statements": found["stated"]}


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """How many of these rows the round has, as part of a query of rounds."""
    theirs = rows.filter(round=OuterRef("pk")).order_by().values("round")
    return Coalesce(Subquery(theirs.annotate(number=Count("pk")).values("number")), 0)


def _meetings(
    round_: Round,
) -> tuple[tuple[ShownMeeting, ...], tuple[ShownDecision, ...]]:
    """The meetings that were not called off, and what they decided; one query."""
    rows = Meeting.objects.filter(round=round_).exclude(state=Meeting.State.CANCELLED)
    meetings: dict[int, ShownMeeting] = {}
    decisions = []
    found = rows.order_by("begins_at", "pk", "proposals__number").values_list(
        "pk",
        "name",
        "begins_at",
        "place",
        "state",
        "proposals__title",
        "proposals__decision__outcome",
        "proposals__decision__at",
    )
    for pk, name, begins_at, place, state, title, outcome, decided_at in found:
        meetings[pk] = ShownMeeting(name, begins_at, place, state)
        if outcome is not None:
            label = str(Decision.Outcome(outcome).label)
            on = timezone.localdate(decided_at)
            decisions.append(ShownDecision(title, outcome, label, on))
    return tuple(meetings.values()), tuple(decisions)


def _steps(
    round_: Round,
    balance: ShownBalance | None,
    memo: ShownMemo | None,
    meetings: tuple[ShownMeeting, ...],
    decisions: tuple[ShownDecision, ...],
) -> tuple[StageStep, ...]:
    """The stages in their order, with the days that are known."""
    meets_on = timezone.localdate(meetings[-1].begins_at) if meetings else round_.decides_on
    decided_on = decisions[-1].on if decisions else None
    told = (
        (_("Question sent"), _("the councils get the question"), round_.sent_on),
        (_("Councils answer"), _("until this day"), round_.answer_by),
        (_("Interim balance"), _("where councils stand"), balance.on if balance else None),
        (_("Reply memo"), _("every point gets a reply"), memo.on if memo else None),
        (_("Decision"), _("the board decides"), decided_on or meets_on),
        (_("Commitments"), _("what was promised is done"), None),
    )
    done = _done(round_, memo)
    states = ["done" if n < done else "now" if n == done else "later" for n in range(len(told))]
    if round_.stage == Stage.WITHDRAWN:
        states = ["done" if state == "done" else "later" for state in states]
    return tuple(
        StageStep(label, detail, on, state)
        for (label, detail, on), state in zip(told, states, strict=True)
    )


def _done(round_: Round, memo: ShownMemo | None) -> int:
    """How many of the six steps are behind us."""
    return {
        Stage.PREPARING: 0,
        Stage.OPEN: 1,
        Stage.WEIGHING: 2,
        Stage.DECIDING: 4,
        Stage.DECIDED: 5,
        Stage.CLOSED: 6,
        Stage.WITHDRAWN: 4 if memo else 1 if round_.sent_on else 0,
    }[Stage(round_.stage)]
