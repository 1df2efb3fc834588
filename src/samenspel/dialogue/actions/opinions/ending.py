# SPDX-License-Identifier: EUPL-1.2
"""A body that wishes to give no opinion, or does not stand behind its opinion any more."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.opinions.bodies import (
    State,
    came,
    came_back,
    held,
    is_joined,
    joined_parties,
    local_day,
    party_of,
    require_for,
    require_joined,
    require_past,
)
from samenspel.dialogue.actions.opinions.values import checked_text
from samenspel.dialogue.actions.steps import log
from samenspel.dialogue.models import Addressee, Adoption, OpinionParty
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import ANSWER


@transaction.atomic
def say_none(*, addressee: Addressee, on: date, note: str, by: Actor, at: datetime) -> None:
    """Record that a body decided to give no opinion; an invitation to join one lapses.

    The note is for everybody to read. A body that thinks again begins a draft.

    Raises
    ------
    PermissionDenied
        The actor does not answer for this body.
    DialogueRefused
        There is a draft or an opinion, it was said already, or the day cannot be right.
    """
    access, body = held(addressee, by=by, at=at)
    require_for(access, ANSWER, body)
    told = checked_text(note, "note")
    require_past(on, body, at)
    if body.state == State.NONE_WISHED:
        raise DialogueRefused(_("This was said already."))
    party = party_of(body)
    if party is not None:
        if is_joined(party):
            raise DialogueRefused(_("There is an opinion. Withdraw it first."))
        party.delete()
    came(body, State.NONE_WISHED, on=on, by=by, at=at, note=told)
    log(access.round, "say_no_opinion", by=by, at=at, detail={"addressee": body.name})


@transaction.atomic
def withdraw(*, addressee: Addressee, reason: str, by: Actor, at: datetime) -> None:
    """Take a body out of its opinion.

    What it adopted stays in the record, and what was sent can still be read, as withdrawn; it does
    not count any more, except for other councils that stand behind it. Then the reason is for
    everybody to read. A draft that was never adopted is thrown away, and nobody reads why. The
    body can begin again.

    Raises
    ------
    PermissionDenied
        The actor does not answer for this body.
    DialogueRefused
        There is no opinion of this body, or no reason.
    """
    access, body = held(addressee, by=by, at=at)
    require_for(access, ANSWER, body)
    party = require_joined(body)
    told = checked_text(reason, "reason")
    if not told:
        raise DialogueRefused(_("Say why it is withdrawn."), "reason")
    had_adopted = Adoption.objects.filter(version__opinion=party.opinion, addressee=body).exists()
    _detach(party)
    if had_adopted:
        came(body, State.WITHDRAWN, on=local_day(at), by=by, at=at, note=told)
    else:
        came_back(body, by=by, at=at)
    log(access.round, "withdraw_opinion", by=by, at=at, detail={"addressee": body.name})


def _detach(party: OpinionParty) -> None:
    """Take a body out of an opinion; the next council leads, or its draft goes with the last."""
    opinion = party.opinion
    party.delete()
    left = joined_parties(opinion)
    if left and party.is_leading:
        left[0].is_leading = True
        left[0].save(update_fields=["is_leading"])
    if left:
        return
    opinion.parties.all().delete()
    opinion.draft_points.all().delete()
    if opinion.versions.exists():
        opinion.introduction = opinion.correction = ""
        opinion.save(update_fields=["introduction", "correction"])
    else:
        opinion.delete()
