# SPDX-License-Identifier: EUPL-1.2
"""Closing a ballot: counting, deciding, or finding a tie."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.analysis import decision
from samenspel.analysis.decision import Cast, QuorumCount, Tally, quorum_count
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.meetings.holding import running, sealed
from samenspel.dialogue.actions.steps import log, signed
from samenspel.dialogue.majorities import awaits_chair, quorum_of, rule_of
from samenspel.dialogue.models import Ballot, Decision, Proposal
from samenspel.dialogue.payloads.meetings import payload_of_ballot_closed, payload_of_decision
from samenspel.dialogue.refusal import DialogueRefused

State = Proposal.State
TieRule = Proposal.TieRule


@transaction.atomic
def close_ballot(*, ballot: Ballot, by: Actor, at: datetime) -> Ballot:
    """Close a ballot and count it: decided, a tie, or void. Of two at once one closes it.

    Who comes second gets the ballot as it was closed.

    Raises
    ------
    PermissionDenied
        The actor does not lead the meetings of this round.
    DialogueRefused
        The round is in another stage.
    """
    meeting = ballot.proposal.meeting
    access, found_meeting = running(meeting.pk, meeting.round, by=by, at=at)
    found = Ballot.objects.select_related("proposal").get(pk=ballot.pk)
    if found.closed_at is not None:
        return found
    found.proposal.meeting = found_meeting
    counted, took_part = _count(found)
    found.closed_at = at
    found.outcome = counted.outcome.value if took_part.is_reached else Ballot.Outcome.VOID.value
    found.tally = tally_as_values(counted, took_part)
    found.save(update_fields=["closed_at", "outcome", "tally"])
    record = sealed(access, "ballot_closed", found, payload_of_ballot_closed(found), at)
    detail = {
        "proposal": found.proposal.number,
        "ballot": found.number,
        "outcome": found.outcome,
    }
    log(access.round, "close_ballot", by=by, at=at, detail=detail, record=record)
    _conclude(access, found, by=by, at=at)
    return found


def _count(ballot: Ballot) -> tuple[Tally, QuorumCount]:
    meeting = ballot.proposal.meeting
    votes = {
        vote.delegation_id: Cast(vote.votes_for, vote.votes_against, vote.votes_abstained)
        for vote in ballot.votes.order_by("pk")
    }
    members = list(meeting.delegations.order_by("pk"))
    took_part = quorum_count(
        [member.votes for member in members],
        [member.pk in votes for member in members],
        quorum_of(meeting),
    )
    return decision.tally(votes.values(), rule_of(ballot.proposal)), took_part


def tally_as_values(counted: Tally, took_part: QuorumCount) -> dict[str, Any]:
    """The counts and what they were held against, as plain values."""
    counts = counted.counts
    return {
        "votes_for": counts.votes_for,
        "votes_against": counts.votes_against,
        "votes_abstained": counts.votes_abstained,
        "votes_not_cast": took_part.votes - took_part.votes_present,
        "votes_base": counts.votes_base,
        "members_for": counts.members_for,
        "members_against": counts.members_against,
        "members_divided": counts.members_divided,
        "members_abstained": counts.members_abstained,
        "members_not_voting": took_part.members - took_part.present,
        "members_base": counts.members_base,
        "took_part_needed": took_part.needed,
        "votes_part_needed": took_part.votes_needed,
        "conditions": [
            {
                "what": condition.what,
                "counted": condition.counted,
                "base": condition.base,
                "needed": condition.needed,
                "result": condition.result.value,
            }
            for condition in counted.conditions
        ],
    }


def _conclude(access: Access, ballot: Ballot, *, by: Actor, at: datetime) -> None:
    """What the outcome of a ballot does to its proposal."""
    proposal = ballot.proposal
    ties = proposal.ballots.filter(outcome=Ballot.Outcome.TIED).count()
    if ballot.outcome == Ballot.Outcome.VOID:
        _set_state(proposal, State.TIED if ties else State.WAITING)
    elif ballot.outcome != Ballot.Outcome.TIED:
        _decide(access, ballot, ballot.outcome, by_chair=False, by=by, at=at)
    elif proposal.tie_rule == TieRule.REJECTED or (
        ties > 1 and proposal.tie_rule == TieRule.AGAIN_THEN_REJECTED
    ):
        _decide(access, ballot, Decision.Outcome.REJECTED.value, by_chair=False, by=by, at=at)
    else:
        _set_state(proposal, State.TIED)


def _set_state(proposal: Proposal, state: str) -> None:
    proposal.state = state
    proposal.save(update_fields=["state"])


def _decide(
    access: Access, ballot: Ballot, outcome: str, *, by_chair: bool, by: Actor, at: datetime
) -> Decision:
    _set_state(ballot.proposal, State.DECIDED)
    kept = Decision.objects.create(
        proposal=ballot.proposal,
        ballot=ballot,
        outcome=outcome,
        by_chair=by_chair,
        tally=ballot.tally,
        **signed(by, at),
    )
    record = sealed(access, "decision", kept, payload_of_decision(kept), at)
    detail = {"proposal": ballot.proposal.number, "outcome": outcome}
    log(access.round, "decide", by=by, at=at, detail=detail, record=record)
    return kept


@transaction.atomic
def decide_as_chair(*, proposal: Proposal, is_adopted: bool, by: Actor, at: datetime) -> Decision:
    """Write down what the chair decides after the second tie. The same twice is once.

    Raises
    ------
    PermissionDenied
        The actor does not lead the meetings of this round.
    DialogueRefused
        The round is in another stage, or this is not for the chair.
    """
    access, meeting = running(proposal.meeting_id, proposal.meeting.round, by=by, at=at)
    found = Proposal.objects.get(pk=proposal.pk)
    found.meeting = meeting
    outcome = (Decision.Outcome.ADOPTED if is_adopted else Decision.Outcome.REJECTED).value
    standing = Decision.objects.filter(proposal=found).first()
    if standing is not None and standing.by_chair and standing.outcome == outcome:
        return standing
    if found.state != State.TIED or not awaits_chair(found):
        raise DialogueRefused(_("The chair decides only after a second tie."))
    ballot = found.ballots.filter(outcome=Ballot.Outcome.TIED).latest("number")
    ballot.proposal = found
    return _decide(access, ballot, outcome, by_chair=True, by=by, at=at)
