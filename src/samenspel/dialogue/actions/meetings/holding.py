# SPDX-License-Identifier: EUPL-1.2
"""Holding the meeting: opening it, who is there, closing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue import chain
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.steps import locked, log
from samenspel.dialogue.models import ChainRecord, Delegation, Meeting, Proposal, Round
from samenspel.dialogue.payloads.meetings import payload_of_meeting_opened
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import RUN_MEETING


def running(meeting_id: int, round_: Round, *, by: Actor, at: datetime) -> tuple[Access, Meeting]:
    """The lock of the round, the right to lead its meetings, and the meeting as it is now."""
    access = locked(round_, by=by, at=at)
    access.require(RUN_MEETING)
    return access, Meeting.objects.get(pk=meeting_id)


def sealed(
    access: Access, kind: str, row: Any, payload: dict[str, Any], at: datetime
) -> ChainRecord:
    """Put what was written into the chain of the round."""
    return chain.append(round_=access.round, kind=kind, key=row.pk, payload=payload, at=at)


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Open the meeting; from now on members and votes are fixed. Opening twice is once.

    Raises
    ------
    PermissionDenied
        The actor does not lead the meetings of this round.
    DialogueRefused
        The round is in another stage; no members, votes, chair or proposals; or it is over.
    """
    access, found = running(meeting.pk, meeting.round, by=by, at=at)
    if found.state == Meeting.State.OPEN:
        return found
    if found.state != Meeting.State.PLANNED:
        raise DialogueRefused(_("The meeting is over."))
    members = list(found.delegations.all())
    if not sum(member.votes for member in members):
        raise DialogueRefused(_("Enter the members of the board and their votes first."))
    if not any(member.is_chair for member in members):
        raise DialogueRefused(_("Say who is the chair first."))
    if not found.proposals.filter(state=Proposal.State.WAITING).exists():
        raise DialogueRefused(_("Add a proposal first."))
    found.state = Meeting.State.OPEN
    found.save(update_fields=["state"])
    record = sealed(access, "meeting_opened", found, payload_of_meeting_opened(found), at)
    log(access.round, "open_meeting", by=by, at=at, detail={"meeting": found.pk}, record=record)
    return found


@transaction.atomic
def set_present(*, delegation: Delegation, is_present: bool, by: Actor, at: datetime) -> Delegation:
    """Say whether a member is there.

    Raises
    ------
    PermissionDenied, DialogueRefused
        As for :func:`open_meeting`.
    """
    access, meeting = running(delegation.meeting_id, delegation.meeting.round, by=by, at=at)
    if meeting.state not in {Meeting.State.PLANNED, Meeting.State.OPEN}:
        raise DialogueRefused(_("The meeting is over."))
    found = Delegation.objects.get(pk=delegation.pk)
    if found.is_present != is_present:
        found.is_present = is_present
        found.save(update_fields=["is_present"])
        detail = {"member": found.name, "present": is_present}
        log(access.round, "set_present", by=by, at=at, detail=detail)
    return found


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Close the meeting; the round is decided. Closing twice is once.

    Raises
    ------
    PermissionDenied
        The actor does not lead the meetings of this round.
    DialogueRefused
        The round is in another stage, the meeting is not open, or a proposal is left.
    """
    access, found = running(meeting.pk, meeting.round, by=by, at=at)
    if found.state == Meeting.State.CLOSED:
        return found
    if found.state != Meeting.State.OPEN:
        raise DialogueRefused(_("Open the meeting first."))
    ended = [Proposal.State.DECIDED, Proposal.State.WITHDRAWN]
    left = found.proposals.exclude(state__in=ended).order_by("number")
    if left:
        raise DialogueRefused(
            _("Decide or withdraw first: %(proposals)s.")
            % {"proposals": ", ".join(str(proposal) for proposal in left)}
        )
    found.state = Meeting.State.CLOSED
    found.save(update_fields=["state"])
    decided = Proposal.objects.filter(meeting__round=access.round, state=Proposal.State.DECIDED)
    if decided.exists():
        access.round.stage = Round.Stage.DECIDED
        access.round.save(update_fields=["stage"])
    log(access.round, "close_meeting", by=by, at=at, detail={"meeting": found.pk})
    return found
