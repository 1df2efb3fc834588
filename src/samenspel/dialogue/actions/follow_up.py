# SPDX-License-Identifier: EUPL-1.2
"""Commitments, how far they are, and the evaluation."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue import chain
from samenspel.dialogue.actions.steps import locked, log, name_of, signed
from samenspel.dialogue.models import (
    Commitment,
    CommitmentStep,
    Decision,
    Evaluation,
    Reply,
    Round,
    Verdict,
)
from samenspel.dialogue.payloads.follow_up import payload_of_evaluation
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import EVALUATE, FOLLOW_UP, REPORT_PROGRESS
from samenspel.places.models import Municipality

LONGEST_TITLE = 200
LONGEST_OWNER = 160


@transaction.atomic
def commit(
    *,
    round_: Round,
    title: str,
    text: str,
    owner: str,
    municipality: Municipality | None,
    due_on: date,
    reply: Reply | None = None,
    decision: Decision | None = None,
    by: Actor,
    at: datetime,
) -> Commitment:
    """Write down what somebody will do by a day; from a reply, a decision, or by itself.

    Raises
    ------
    PermissionDenied
        The actor does not work for the organisation that asks.
    DialogueRefused
        Something is missing, too long or in the past, stands there already, or the reply or
        decision belongs elsewhere or promises nothing.
    """
    access = locked(round_, by=by, at=at)
    access.require(FOLLOW_UP)
    told, whose = " ".join(title.split()), " ".join(owner.split())
    _require_text(told, LONGEST_TITLE, _("Say what will be done."), "title")
    _require_text(whose, LONGEST_OWNER, _("Say which office or body does it."), "owner")
    if due_on < at.date():
        raise DialogueRefused(_("This day is past. Choose a day that is still to come."), "due_on")
    _require_origin(access.round, reply, decision)
    same = access.round.commitments.filter(title__iexact=told, owner__iexact=whose, due_on=due_on)
    if same.exists():
        raise DialogueRefused(_("This commitment is there already."), "title")
    made = Commitment.objects.create(
        round=access.round,
        title=told,
        text=text.strip(),
        owner=whose,
        municipality=municipality,
        due_on=due_on,
        reply=reply,
        decision=decision,
        made_at=at,
        made_by_name=name_of(by),
    )
    log(access.round, "commit", by=by, at=at, detail={"commitment": made.pk})
    return made


@transaction.atomic
def report(
    *, commitment: Commitment, state: str, text: str, on: date, by: Actor, at: datetime
) -> CommitmentStep:
    """Say how far a commitment is.

    Raises
    ------
    PermissionDenied
        The actor works neither for the organisation that asks nor, as clerk or adviser, for the
        municipality that does it.
    DialogueRefused
        Nothing is said, the day lies in the future or before the last report, or the state is
        unknown.
    """
    access = locked(commitment.round, by=by, at=at)
    kept = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    access.require(REPORT_PROGRESS, municipality_id=kept.municipality_id)
    if state not in Commitment.State.values:
        raise DialogueRefused(_("Choose how far it is."), "state")
    said = text.strip()
    if not said:
        raise DialogueRefused(_("Say in a sentence what was done, or why not."), "text")
    if on > at.date():
        raise DialogueRefused(_("This day is still to come."), "on")
    last = kept.steps.order_by("pk").last()
    if last is not None and on < last.on:
        raise DialogueRefused(_("There is a later report already. Choose its day or later."), "on")
    if last is not None and (last.state, last.text, last.on) == (state, said, on):
        raise DialogueRefused(_("This was reported already."), "text")
    made = CommitmentStep.objects.create(
        commitment=kept,
        state=state,
        text=said,
        on=on,
        **signed(by, at),
    )
    kept.state = state
    kept.save(update_fields=["state"])
    log(access.round, "report_progress", by=by, at=at, detail={"commitment": kept.pk})
    return made


@transaction.atomic
def evaluate(
    *,
    round_: Round,
    year: int,
    text: str,
    lessons: str,
    next_on: date | None,
    by: Actor,
    at: datetime,
) -> Evaluation:
    """Write down what was learned; it never changes, a supplement is a new one.

    Raises
    ------
    PermissionDenied
        The actor does not work for the organisation that asks.
    DialogueRefused
        It says nothing, says the same as before, or a year or day cannot be right.
    """
    access = locked(round_, by=by, at=at)
    access.require(EVALUATE)
    # In the stages of this right the round was sent: a constraint of its table says so.
    first = (access.round.sent_on or at).year
    if not first <= year <= at.year:
        raise DialogueRefused(
            _("Choose a year from %(first)s to %(last)s.") % {"first": first, "last": at.year},
            "year",
        )
    said = text.strip()
    if not said:
        raise DialogueRefused(_("Answer at least one of the questions."), "text")
    if next_on is not None and next_on <= at.date():
        raise DialogueRefused(_("Choose a day that is still to come."), "next_on")
    learned = lessons.strip()
    if access.round.evaluations.filter(year=year, text=said, lessons=learned).exists():
        raise DialogueRefused(_("This evaluation is there already."))
    made = Evaluation.objects.create(
        round=access.round,
        year=year,
        text=said,
        lessons=learned,
        next_on=next_on,
        **signed(by, at),
    )
    record = chain.append(
        round_=access.round,
        kind="evaluation",
        key=made.pk,
        payload=payload_of_evaluation(made),
        at=at,
    )
    log(access.round, "evaluate", by=by, at=at, detail={"year": year}, record=record)
    return made


def _require_text(text: str, longest: int, missing: str, field: str) -> None:
    if not text:
        raise DialogueRefused(missing, field)
    if len(text) > longest:
        raise DialogueRefused(_("At most %(number)s characters.") % {"number": longest}, field)


def _require_origin(round_: Round, reply: Reply | None, decision: Decision | None) -> None:
    """A commitment comes from one thing at most, of this round, in which something is promised."""
    if reply is not None and decision is not None:
        raise DialogueRefused(_("Choose a reply or a decision, not both."))
    if reply is not None:
        if reply.point.version.opinion.round_id != round_.pk:
            raise DialogueRefused(_("This reply belongs to another round."))
        if reply.verdict == Verdict.REJECT:
            raise DialogueRefused(_("This point was not adopted: nothing was promised."))
    if decision is not None:
        if decision.proposal.meeting.round_id != round_.pk:
            raise DialogueRefused(_("This decision belongs to another round."))
        if decision.outcome == Decision.Outcome.REJECTED:
            raise DialogueRefused(_("This proposal was not adopted: nothing was promised."))
