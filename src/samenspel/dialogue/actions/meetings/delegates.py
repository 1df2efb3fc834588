# SPDX-License-Identifier: EUPL-1.2
"""Who votes for a member, and what its council asks of them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.models import User
from samenspel.accounts.rules import Actor
from samenspel.dialogue import chain
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.steps import locked, log, name_of, signed
from samenspel.dialogue.models import Delegate, Delegation, Mandate, Meeting, Proposal
from samenspel.dialogue.payloads.meetings import payload_of_mandate
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import CAST_VOTE, GIVE_MANDATE, NAME_DELEGATES

_OVER = frozenset({Meeting.State.CLOSED, Meeting.State.CANCELLED})
_UNDECIDED = frozenset({Proposal.State.WAITING, Proposal.State.TIED})


@transaction.atomic
def name_delegate(*, delegation: Delegation, user: User, by: Actor, at: datetime) -> Delegate:
    """Name a person of the municipality who votes for it; twice is as good as once.

    Raises
    ------
    PermissionDenied
        The actor does not name who votes for this municipality.
    DialogueRefused
        The round is in another stage, the meeting is over, or the person has no role there.
    """
    access = locked(delegation.meeting.round, by=by, at=at)
    _require_own(access, delegation)
    if not _may_represent(user, delegation, access, at):
        raise DialogueRefused(
            _("Choose somebody with a role in this municipality."),
            "user",
        )
    delegate, is_new = Delegate.objects.get_or_create(
        delegation=delegation,
        user=user,
        defaults={"named_at": at, "named_by_name": name_of(by)},
    )
    if is_new:
        log(access.round, "name_delegate", by=by, at=at, detail={"member": delegation.name})
    return delegate


@transaction.atomic
def end_delegate(*, delegate: Delegate, by: Actor, at: datetime) -> None:
    """This person no longer votes for the municipality; votes that were cast stand."""
    access = locked(delegate.delegation.meeting.round, by=by, at=at)
    _require_own(access, delegate.delegation)
    gone, _rows = Delegate.objects.filter(pk=delegate.pk).delete()
    if gone:
        detail = {"member": delegate.delegation.name}
        log(access.round, "end_delegate", by=by, at=at, detail=detail)


def _require_own(access: Access, delegation: Delegation) -> None:
    access.require(
        NAME_DELEGATES, delegation_id=delegation.pk, municipality_id=delegation.municipality_id
    )
    if Meeting.objects.get(pk=delegation.meeting_id).state in _OVER:
        raise DialogueRefused(_("The meeting is over."))


def _may_represent(user: User, delegation: Delegation, access: Access, at: datetime) -> bool:
    actor = Actor(name=str(user), origin="site", user=user)
    theirs = Access(actor, access.round, on=at.date())
    has_kind = any(role.kind in CAST_VOTE.allowed for role in actor.roles(at.date()))
    return has_kind and delegation.municipality_id in theirs.own_municipalities


@transaction.atomic
def give_mandate(
    *,
    delegation: Delegation,
    proposal: Proposal,
    position: str,
    text: str,
    on: date,
    by: Actor,
    at: datetime,
) -> Mandate:
    """Write down what the council asks of its delegation; the last one counts, none is changed.

    Raises
    ------
    PermissionDenied
        The actor is not the clerk of this council.
    DialogueRefused
        The round is in another stage, the vote began, or a value is wrong.
    """
    access = locked(delegation.meeting.round, by=by, at=at)
    access.require(
        GIVE_MANDATE, delegation_id=delegation.pk, municipality_id=delegation.municipality_id
    )
    about = Proposal.objects.get(pk=proposal.pk)
    if about.meeting_id != delegation.meeting_id:
        raise DialogueRefused(_("Choose a proposal of this meeting."), "proposal")
    if about.state not in _UNDECIDED:
        raise DialogueRefused(_("The vote on this proposal began; a mandate comes too late."))
    if position not in Mandate.Position.values:
        raise DialogueRefused(_("Choose a position from the list."), "position")
    if on > timezone.localdate(at):
        raise DialogueRefused(_("This day is still to come."), "on")
    mandate = Mandate.objects.create(
        delegation=delegation,
        proposal=about,
        position=position,
        text=text.strip(),
        on=on,
        **signed(by, at),
    )
    record = chain.append(
        round_=access.round,
        kind="mandate",
        key=mandate.pk,
        payload=payload_of_mandate(mandate),
        at=at,
    )
    detail = {"member": delegation.name, "proposal": about.number}
    log(access.round, "give_mandate", by=by, at=at, detail=detail, record=record)
    return mandate
