# SPDX-License-Identifier: EUPL-1.2
"""Opening a ballot, and voting: each delegation once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.analysis.decision import quorum_count
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.meetings.holding import running, sealed
from samenspel.dialogue.actions.steps import locked, log, signed
from samenspel.dialogue.majorities import awaits_chair, lacking, quorum_of
from samenspel.dialogue.models import Ballot, Delegation, Meeting, Proposal, Vote
from samenspel.dialogue.payloads.meetings import payload_of_ballot_opened, payload_of_vote
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import CAST_VOTE, RUN_MEETING


@transaction.atomic
def open_ballot(*, proposal: Proposal, by: Actor, at: datetime) -> Ballot:
    """Let the members vote on a proposal. When it is open already, that ballot is the answer.

    Raises
    ------
    PermissionDenied
        The actor does not lead the meetings of this round.
    DialogueRefused
        The meeting is not open, too few members are there, another ballot is open, the proposal
        is decided, or it is for the chair.
    """
    access, meeting = running(proposal.meeting_id, proposal.meeting.round, by=by, at=at)
    found = Proposal.objects.get(pk=proposal.pk)
    standing = Ballot.objects.filter(proposal__meeting=meeting, closed_at__isnull=True).first()
    if standing is not None and standing.proposal_id == found.pk:
        return standing
    if standing is not None:
        raise DialogueRefused(_("Close the other ballot first."))
    if meeting.state != Meeting.State.OPEN:
        raise DialogueRefused(_("Open the meeting first."))
    if found.state not in {Proposal.State.WAITING, Proposal.State.TIED}:
        raise DialogueRefused(_("This proposal was decided or withdrawn."))
    if awaits_chair(found):
        raise DialogueRefused(_("It was a tie twice: the chair decides now."))
    ballot = Ballot.objects.create(
        proposal=found,
        number=found.ballots.count() + 1,
        opened_at=at,
        present=_quorate(meeting),
    )
    found.state = Proposal.State.VOTING
    found.save(update_fields=["state"])
    record = sealed(access, "ballot_opened", ballot, payload_of_ballot_opened(ballot), at)
    detail = {"proposal": found.number, "ballot": ballot.number}
    log(access.round, "open_ballot", by=by, at=at, detail=detail, record=record)
    return ballot


def _quorate(meeting: Meeting) -> list[int]:
    """Who is there, where that is enough."""
    members = list(meeting.delegations.order_by("pk"))
    count = quorum_count(
        [member.votes for member in members],
        [member.is_present for member in members],
        quorum_of(meeting),
    )
    if not count.is_reached:
        raise DialogueRefused(lacking(count))
    return [member.pk for member in members if member.is_present]


@transaction.atomic
def vote(
    *,
    ballot: Ballot,
    delegation: Delegation,
    votes_for: int,
    votes_against: int,
    votes_abstained: int,
    by: Actor,
    at: datetime,
) -> Vote:
    """Vote for the own delegation. The same vote twice (a double click) is answered with the first.

    Raises
    ------
    PermissionDenied
        The actor does not vote for this delegation.
    DialogueRefused
        The ballot is closed, the member is not there or voted otherwise already, or the votes are
        not exactly those of the member.
    """
    access = locked(ballot.proposal.meeting.round, by=by, at=at)
    access.require(
        CAST_VOTE, delegation_id=delegation.pk, municipality_id=delegation.municipality_id
    )
    cast = (votes_for, votes_against, votes_abstained)
    return _cast(access, ballot, delegation, cast, is_recorded=False, by=by, at=at)


@transaction.atomic
def record_vote(
    *,
    ballot: Ballot,
    delegation: Delegation,
    votes_for: int,
    votes_against: int,
    votes_abstained: int,
    by: Actor,
    at: datetime,
) -> Vote:
    """Write down a vote that was called out in the room; it shows as such.

    Raises
    ------
    PermissionDenied
        The actor does not lead the meetings of this round.
    DialogueRefused
        As for :func:`vote`.
    """
    access = locked(ballot.proposal.meeting.round, by=by, at=at)
    access.require(RUN_MEETING)
    cast = (votes_for, votes_against, votes_abstained)
    return _cast(access, ballot, delegation, cast, is_recorded=True, by=by, at=at)


def _cast(
    access: Access,
    ballot: Ballot,
    delegation: Delegation,
    cast: tuple[int, int, int],
    *,
    is_recorded: bool,
    by: Actor,
    at: datetime,
) -> Vote:
    found = Ballot.objects.select_related("proposal__meeting").get(pk=ballot.pk)
    member = Delegation.objects.get(pk=delegation.pk)
    standing = Vote.objects.filter(ballot=found, delegation=member).first()
    if standing is not None:
        if (standing.votes_for, standing.votes_against, standing.votes_abstained) == cast:
            return standing
        raise DialogueRefused(_("This member has voted already. A vote cannot be changed."))
    _require_votes(found, member, cast)
    kept = Vote.objects.create(
        ballot=found,
        delegation=member,
        votes_for=cast[0],
        votes_against=cast[1],
        votes_abstained=cast[2],
        is_recorded=is_recorded,
        **signed(by, at),
    )
    record = sealed(access, "vote", kept, payload_of_vote(kept), at)
    # What was voted stays out of the log: the ballot may still be open.
    detail = {"member": member.name, "ballot": found.pk}
    action = "record_vote" if is_recorded else "vote"
    log(access.round, action, by=by, at=at, detail=detail, record=record)
    return kept


def _require_votes(ballot: Ballot, member: Delegation, cast: tuple[int, int, int]) -> None:
    meeting = ballot.proposal.meeting
    if member.meeting_id != meeting.pk:
        raise DialogueRefused(_("This member is not on the list of this meeting."))
    if ballot.closed_at is not None:
        raise DialogueRefused(_("The ballot is closed. This vote was not counted."))
    if not member.is_present:
        raise DialogueRefused(
            _("This member is not marked as present. Ask the secretariat to do that first.")
        )
    if min(cast) < 0 or sum(cast) != member.votes:
        raise DialogueRefused(
            _("Divide exactly %(votes)d votes.") % {"votes": member.votes}, "votes_for"
        )
    if sum(1 for votes in cast if votes) > 1 and not meeting.allows_split:
        raise DialogueRefused(_("In this meeting a member casts all its votes alike."), "votes_for")
