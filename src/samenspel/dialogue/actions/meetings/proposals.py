# SPDX-License-Identifier: EUPL-1.2
"""What is put to the vote, with the majority that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.analysis.decision import DecisionError
from samenspel.dialogue.actions.steps import locked, log
from samenspel.dialogue.majorities import rule_of
from samenspel.dialogue.models import Meeting, Proposal, RoundDocument
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import PLAN_MEETING

_OVER = frozenset({Meeting.State.CLOSED, Meeting.State.CANCELLED})


@dataclass(frozen=True)
class ProposalValues:
    """A proposal and its majority: ``needs_votes`` out of ``needs_of`` of the votes cast.

    Likewise ``needs_members`` of the members that vote; see ``models.Proposal``.
    """

    title: str
    text: str
    document: RoundDocument | None = None
    needs_votes: int = 50
    needs_members: int | None = None
    needs_of: int = 100
    is_strict: bool = True
    is_unanimous: bool = False
    tie_rule: str = Proposal.TieRule.AGAIN_THEN_CHAIR.value
    majority_source: str = ""


@transaction.atomic
def add_proposal(*, meeting: Meeting, values: ProposalValues, by: Actor, at: datetime) -> Proposal:
    """Put a proposal on the agenda, also during the meeting: so a mistake is mended.

    Raises
    ------
    PermissionDenied
        The actor does not plan meetings of this round.
    DialogueRefused
        The round is in another stage, the meeting is over, or a value is wrong.
    """
    access = locked(meeting.round, by=by, at=at)
    access.require(PLAN_MEETING)
    found = Meeting.objects.get(pk=meeting.pk)
    if found.state in _OVER:
        raise DialogueRefused(_("The meeting is over."))
    _check(values, found)
    last = found.proposals.aggregate(last=Max("number"))["last"] or 0
    told = {**fields_of(values), "number": last + 1}
    proposal = Proposal.objects.create(meeting=found, **told)
    detail = {"meeting": found.pk, "proposal": proposal.number}
    log(access.round, "add_proposal", by=by, at=at, detail=detail)
    return proposal


def fields_of(values: ProposalValues) -> dict[str, object]:
    """The fields of a proposal; the document as the row that it is."""
    told = {name: getattr(values, name) for name in values.__dataclass_fields__}
    for name in ("title", "text", "majority_source"):
        told[name] = told[name].strip()
    return told


def _check(values: ProposalValues, meeting: Meeting) -> None:
    if not values.title.strip():
        raise DialogueRefused(_("Fill in a title."), "title")
    if not values.text.strip():
        raise DialogueRefused(_("Write down what the board would decide."), "text")
    if values.tie_rule not in Proposal.TieRule.values:
        raise DialogueRefused(_("Choose from the list what happens at a tie."), "tie_rule")
    if values.document is not None and values.document.round_id != meeting.round_id:
        raise DialogueRefused(_("Choose a text of this dialogue."), "document")
    try:
        rule_of(values)
    except DecisionError:
        raise DialogueRefused(
            _("This majority cannot be: fill in a part that is not more than the whole."),
            "needs_votes",
        ) from None


@transaction.atomic
def change_proposal(
    *, proposal: Proposal, values: ProposalValues, by: Actor, at: datetime
) -> Proposal:
    """Change a proposal as long as nobody voted on it or gave a mandate about it.

    Raises
    ------
    PermissionDenied, DialogueRefused
        As for :func:`add_proposal`; a council or the board dealt with it already.
    """
    access = locked(proposal.meeting.round, by=by, at=at)
    access.require(PLAN_MEETING)
    found = Proposal.objects.select_related("meeting").get(pk=proposal.pk)
    is_touched = found.mandates.exists() or found.ballots.exists()
    if is_touched or found.state != Proposal.State.WAITING:
        raise DialogueRefused(
            _(
                "A council gave a mandate about this, or it was voted on. Withdraw it and add "
                "another proposal."
            )
        )
    _check(values, found.meeting)
    for name, value in fields_of(values).items():
        setattr(found, name, value)
    found.save()
    log(access.round, "change_proposal", by=by, at=at, detail={"proposal": found.number})
    return found


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: Actor, at: datetime) -> None:
    """Take a proposal off the agenda, unless it is being voted on or decided."""
    access = locked(proposal.meeting.round, by=by, at=at)
    access.require(PLAN_MEETING)
    found = Proposal.objects.get(pk=proposal.pk)
    if found.state == Proposal.State.WITHDRAWN:
        return
    if found.state not in {Proposal.State.WAITING, Proposal.State.TIED}:
        raise DialogueRefused(_("This proposal is being voted on, or decided already."))
    found.state = Proposal.State.WITHDRAWN
    found.save(update_fields=["state"])
    log(access.round, "withdraw_proposal", by=by, at=at, detail={"proposal": found.number})
