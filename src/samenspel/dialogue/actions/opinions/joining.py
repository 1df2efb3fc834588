# SPDX-License-Identifier: EUPL-1.2
"""A joint opinion: councils are asked to join, and each decides itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.opinions.bodies import (
    SENT,
    State,
    came,
    came_back,
    held,
    is_joined,
    is_open,
    local_day,
    party_of,
    require_for,
    require_leading,
    was_sent,
)
from samenspel.dialogue.actions.steps import log
from samenspel.dialogue.models import Addressee, Opinion, OpinionParty
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import ANSWER


@transaction.atomic
def ask_to_join(*, opinion: Opinion, addressee: Addressee, by: Actor, at: datetime) -> OpinionParty:
    """Ask another council of the round to make it a joint opinion.

    It sees who asks; it sees the text only when it has joined.

    Raises
    ------
    PermissionDenied
        The actor does not answer for the council that leads the opinion.
    DialogueRefused
        The text is fixed, or the other is no council that could still join.
    """
    access, body = _led(opinion, by=by, at=at)
    kept = require_leading(body).opinion
    _require_council(body)
    if not is_open(kept) or was_sent(kept):
        raise DialogueRefused(_("The text is fixed: no council can join any more."))
    other = Addressee.objects.get(pk=addressee.pk)
    _require_council(other)
    if other.round_id != body.round_id:
        raise DialogueRefused(_("Choose a council of this round."), "addressee")
    if other.state in SENT or party_of(other) is not None:
        raise DialogueRefused(_("This council cannot join now."), "addressee")
    made = OpinionParty.objects.create(opinion=kept, addressee=other)
    log(access.round, "ask_to_join", by=by, at=at, detail={"addressee": body.name})
    return made


@transaction.atomic
def join(*, addressee: Addressee, by: Actor, at: datetime) -> OpinionParty:
    """Join the opinion of another council that asked.

    Raises
    ------
    PermissionDenied
        The actor does not answer for this council.
    DialogueRefused
        Nobody asked, the council has joined already, or the text is fixed meanwhile.
    """
    access, body = held(addressee, by=by, at=at)
    require_for(access, ANSWER, body)
    party = party_of(body)
    if party is None:
        raise DialogueRefused(_("No council asks to give an opinion together."))
    if is_joined(party):
        raise DialogueRefused(_("This council takes part in the opinion already."))
    if not is_open(party.opinion):
        raise DialogueRefused(_("The text is fixed: no council can join any more."))
    party.joined_at = at
    party.save(update_fields=["joined_at"])
    came(body, State.DRAFT, on=local_day(at), by=by, at=at)
    log(access.round, "join_opinion", by=by, at=at, detail={"addressee": body.name})
    return party


@transaction.atomic
def leave(*, addressee: Addressee, by: Actor, at: datetime) -> None:
    """Say no to a joint opinion, or step out of it before it is sent.

    Raises
    ------
    PermissionDenied
        The actor does not answer for this council.
    DialogueRefused
        There is none, the council leads it, or it was sent already.
    """
    access, body = held(addressee, by=by, at=at)
    require_for(access, ANSWER, body)
    party = party_of(body)
    if party is None:
        raise DialogueRefused(_("No council asks to give an opinion together."))
    if party.is_leading:
        raise DialogueRefused(_("This council leads the opinion. Withdraw it to stop."))
    if body.state in SENT:
        raise DialogueRefused(_("The opinion was sent. Withdraw it to step out."))
    had_joined = is_joined(party)
    party.delete()
    if had_joined:
        came_back(body, by=by, at=at)
    log(access.round, "leave_opinion", by=by, at=at, detail={"addressee": body.name})


@transaction.atomic
def take_out(*, opinion: Opinion, addressee: Addressee, by: Actor, at: datetime) -> None:
    """Go on without a council that was asked, or that joined and does not adopt the text.

    Raises
    ------
    PermissionDenied
        The actor does not answer for the council that leads the opinion.
    DialogueRefused
        The other is no party to it (any more), leads it, or adopted a version of it.
    """
    access, body = _led(opinion, by=by, at=at)
    other = Addressee.objects.get(pk=addressee.pk)
    party = opinion.parties.filter(addressee=other, is_leading=False).first()
    if party is None:
        raise DialogueRefused(_("This council does not take part."), "addressee")
    if other.adoptions.filter(version__opinion=opinion).exists():
        raise DialogueRefused(
            _("This council adopted the text: it decides itself whether it stays."), "addressee"
        )
    had_joined = is_joined(party)
    party.delete()
    if had_joined:
        came_back(other, by=by, at=at)
    log(access.round, "take_out_of_opinion", by=by, at=at, detail={"addressee": body.name})


def _led(opinion: Opinion, *, by: Actor, at: datetime) -> tuple[Access, Addressee]:
    """The council that leads the opinion, when the actor answers for it."""
    leading = OpinionParty.objects.select_related("addressee__round").get(
        opinion=opinion, is_leading=True
    )
    access, body = held(leading.addressee, by=by, at=at)
    require_for(access, ANSWER, body)
    return access, body


def _require_council(addressee: Addressee) -> None:
    if addressee.body != Addressee.Body.COUNCIL:
        raise DialogueRefused(_("Only councils give an opinion together."), "addressee")
