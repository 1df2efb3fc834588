# SPDX-License-Identifier: EUPL-1.2
"""Planning the meeting: when, its rules, its members and their votes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.steps import locked, log
from samenspel.dialogue.models import Addressee, Delegation, Meeting, Round
from samenspel.dialogue.queries.recorded_votes import RecordedVotes, recorded_votes
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import PLAN_MEETING
from samenspel.places.models import Municipality

MOST_VOTES = 1_000_000


@dataclass(frozen=True)
class MeetingValues:
    """A meeting and its quorum: more than so many per cent of members, and of votes if given."""

    name: str
    begins_at: datetime
    place: str = ""
    quorum_members: int = 50
    quorum_votes: int | None = None
    allows_split: bool = False
    source: str = ""


@dataclass(frozen=True)
class DelegationValues:
    """A member of the board with its votes."""

    name: str
    votes: int
    is_chair: bool = False
    municipality: Municipality | None = None
    addressee: Addressee | None = None


@transaction.atomic
def plan_meeting(*, round_: Round, values: MeetingValues, by: Actor, at: datetime) -> Meeting:
    """Plan a meeting; its members are the addressees that are not guests.

    Their votes are those of the general board in the register on the day of the meeting, where
    the register knows them; otherwise each has one.

    Raises
    ------
    PermissionDenied
        The actor does not plan meetings of this round.
    DialogueRefused
        The round is in another stage, there is a meeting already, or a value is wrong.
    """
    access = locked(round_, by=by, at=at)
    access.require(PLAN_MEETING)
    busy = [Meeting.State.PLANNED, Meeting.State.OPEN]
    if Meeting.objects.filter(round=access.round, state__in=busy).exists():
        raise DialogueRefused(_("There is a meeting already. Close or cancel it first."))
    _check(values)
    known = recorded_votes(access.round.arrangement_slug, values.begins_at.date())
    source = values.source.strip() or _source(known)
    meeting = Meeting.objects.create(round=access.round, **{**asdict(values), "source": source})
    Delegation.objects.bulk_create(_members(meeting, known))
    log(access.round, "plan_meeting", by=by, at=at, detail={"meeting": meeting.pk})
    return meeting


def _source(known: RecordedVotes) -> str:
    if not known.votes:
        return ""
    text = _("Votes as in the register: %(board)s (%(source)s)")
    return (text % {"board": known.board, "source": known.source})[:300]


def _members(meeting: Meeting, known: RecordedVotes) -> Iterable[Delegation]:
    rows = meeting.round.addressees.filter(is_guest=False).select_related("municipality")
    # Of a municipality the council comes before the executive: one delegation for both.
    chosen: dict[str, Addressee] = {}
    for row in sorted(rows, key=lambda row: (row.body != Addressee.Body.COUNCIL, row.position)):
        chosen.setdefault(row.municipality.name if row.municipality else row.name, row)
    for name, row in chosen.items():
        yield Delegation(
            meeting=meeting,
            addressee=row,
            municipality=row.municipality,
            name=name,
            votes=known.votes.get(row.municipality_id or 0, 1),
        )


def _check(values: MeetingValues) -> None:
    if not values.name.strip():
        raise DialogueRefused(_("Fill in a name."), "name")
    if not 0 <= values.quorum_members < 100:
        raise DialogueRefused(_("Fill in a number from 0 to 99."), "quorum_members")
    if values.quorum_votes is not None and not 0 <= values.quorum_votes < 100:
        raise DialogueRefused(_("Fill in a number from 0 to 99."), "quorum_votes")


@transaction.atomic
def change_meeting(*, meeting: Meeting, values: MeetingValues, by: Actor, at: datetime) -> Meeting:
    """Change what was planned, until the meeting opens.

    Raises
    ------
    PermissionDenied, DialogueRefused
        As for :func:`plan_meeting`; the meeting was opened already.
    """
    found = _planned(meeting, by=by, at=at)
    _check(values)
    for field, value in asdict(values).items():
        setattr(found, field, value)
    found.save()
    log(found.round, "change_meeting", by=by, at=at, detail={"meeting": found.pk})
    return found


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """Call off a meeting that was not opened; another one can be planned then."""
    found = _planned(meeting, by=by, at=at)
    found.state = Meeting.State.CANCELLED
    found.save(update_fields=["state"])
    log(found.round, "cancel_meeting", by=by, at=at, detail={"meeting": found.pk})


@transaction.atomic
def set_delegation(
    *,
    meeting: Meeting,
    values: DelegationValues,
    by: Actor,
    at: datetime,
    delegation: Delegation | None = None,
) -> Delegation:
    """Enter a member with its votes, or change the one given (else: the one of this name).

    There is one chair: who is made chair takes over from the one before.

    Raises
    ------
    PermissionDenied, DialogueRefused
        As for :func:`plan_meeting`; the meeting was opened already, or the name is taken.
    """
    found = _planned(meeting, by=by, at=at)
    name = values.name.strip()
    if not name:
        raise DialogueRefused(_("Fill in a name."), "name")
    if not 0 <= values.votes <= MOST_VOTES:
        raise DialogueRefused(_("Fill in a number of votes, 0 or more."), "votes")
    named = found.delegations.filter(name=name).first()
    row = named if delegation is None else found.delegations.filter(pk=delegation.pk).first()
    if delegation is not None and (row is None or named not in (None, row)):
        raise DialogueRefused(_("There is another member with this name."), "name")
    if row is None:
        row = Delegation(meeting=found)
    if values.is_chair:
        found.delegations.filter(is_chair=True).update(is_chair=False)
    row.name, row.votes, row.is_chair = name, values.votes, values.is_chair
    row.addressee = values.addressee or row.addressee
    row.municipality = values.municipality or row.municipality
    row.save()
    detail = {"meeting": found.pk, "member": name, "votes": values.votes}
    log(found.round, "set_delegation", by=by, at=at, detail=detail)
    return row


@transaction.atomic
def remove_delegation(*, delegation: Delegation, by: Actor, at: datetime) -> None:
    """Take a member off the list, as long as its council gave no mandate."""
    found = _planned(delegation.meeting, by=by, at=at)
    row = found.delegations.filter(pk=delegation.pk).first()
    if row is None:
        return
    if row.mandates.exists():
        raise DialogueRefused(_("The council of this member gave a mandate; it stays on the list."))
    row.delete()
    detail = {"meeting": found.pk, "member": delegation.name}
    log(found.round, "remove_delegation", by=by, at=at, detail=detail)


def _planned(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """The meeting as it is now, not opened yet, with the lock of its round."""
    access = locked(meeting.round, by=by, at=at)
    access.require(PLAN_MEETING)
    found = Meeting.objects.get(pk=meeting.pk)
    found.round = access.round
    if found.state != Meeting.State.PLANNED:
        raise DialogueRefused(_("The meeting was opened already; this is fixed now."))
    return found
