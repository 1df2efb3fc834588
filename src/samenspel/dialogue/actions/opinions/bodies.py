# SPDX-License-Identifier: EUPL-1.2
"""What the actions of a body have in common: who it is, its opinion, its state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.steps import locked, signed
from samenspel.dialogue.models import (
    Addressee,
    AddresseeStep,
    Opinion,
    OpinionParty,
    OpinionVersion,
    Round,
    RoundDocument,
)
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import RoundRight

State = Addressee.State
SENT = frozenset({State.SENT, State.TOO_LATE})


def held(addressee: Addressee, *, by: Actor, at: datetime) -> tuple[Access, Addressee]:
    """The round, locked, with what the actor may do in it, and the addressee as it is now."""
    access = locked(addressee.round, by=by, at=at)
    fresh = Addressee.objects.select_related("municipality").get(pk=addressee.pk)
    fresh.round = access.round
    return access, fresh


def require_for(access: Access, table: Mapping[str, RoundRight], addressee: Addressee) -> None:
    """Go on only with the right that this kind of body has in the table.

    Raises
    ------
    PermissionDenied
        The actor does not have it; bodies of other kinds have none.
    DialogueRefused
        It does not count in this stage.
    """
    right = table.get(addressee.body)
    if right is None:
        raise PermissionDenied("the secretariat enters what this body writes")
    access.require(right, addressee=addressee)


def local_day(at: datetime) -> date:
    """The day of a moment as the clock on the wall has it: terms end at midnight over there."""
    return timezone.localdate(at)


def require_past(on: date, addressee: Addressee, at: datetime) -> None:
    """Go on only when a day is not in the future, nor before the body received the letter.

    Raises
    ------
    DialogueRefused
        The day cannot be right; field ``on``.
    """
    if on > local_day(at):
        raise DialogueRefused(_("This day is still to come."), "on")
    if addressee.received_on is not None and on < addressee.received_on:
        raise DialogueRefused(_("This day is before the letter was received."), "on")


def latest_document(round_: Round) -> RoundDocument:
    """The last published version of the text.

    Raises
    ------
    DialogueRefused
        No text was published.
    """
    published = round_.documents.filter(published_at__isnull=False)
    found = published.order_by("-number").first()
    if found is None:
        raise DialogueRefused(_("There is no text yet to give an opinion about."))
    return found


def party_of(addressee: Addressee) -> OpinionParty | None:
    """How the body stands to an opinion; None where it has none and was not asked to join."""
    rows = OpinionParty.objects.select_related("opinion__document")
    return rows.filter(addressee=addressee).first()


def is_joined(party: OpinionParty | None) -> bool:
    """Whether it is the opinion of the body, and not only an invitation."""
    return party is not None and (party.is_leading or party.joined_at is not None)


def require_joined(addressee: Addressee) -> OpinionParty:
    """How the body stands to its opinion.

    Raises
    ------
    DialogueRefused
        There is no opinion of this body.
    """
    party = party_of(addressee)
    if party is None or not is_joined(party):
        raise DialogueRefused(_("There is no draft opinion yet."))
    return party


def require_leading(addressee: Addressee) -> OpinionParty:
    """How the body stands to its opinion, when its text is the body's to change.

    Raises
    ------
    DialogueRefused
        There is none, or another body leads it.
    """
    party = require_joined(addressee)
    if not party.is_leading:
        raise DialogueRefused(_("Another council leads this joint opinion and changes its text."))
    return party


def joined_parties(opinion: Opinion) -> list[OpinionParty]:
    """The bodies whose opinion it is, the leading one first."""
    rows = opinion.parties.select_related("addressee").order_by(
        "-is_leading", "addressee__position", "addressee__name"
    )
    return [party for party in rows if is_joined(party)]


def last_version(opinion: Opinion) -> OpinionVersion | None:
    """The last fixed text, sent or not."""
    return opinion.versions.order_by("-number").first()


def is_open(opinion: Opinion) -> bool:
    """Whether the draft can be changed: nothing was fixed yet, or it was opened again."""
    return bool(opinion.correction) or not opinion.versions.exists()


def was_sent(opinion: Opinion) -> bool:
    """Whether some version of it was sent."""
    return opinion.versions.filter(sending__isnull=False).exists()


def came(
    addressee: Addressee, state: str, *, on: date, by: Actor, at: datetime, note: str = ""
) -> None:
    """Bring a body in a state on a day, and remember it."""
    addressee.state = state
    addressee.save(update_fields=["state"])
    AddresseeStep.objects.create(
        addressee=addressee,
        state=state,
        on=on,
        note=note,
        **signed(by, at),
    )


def came_back(addressee: Addressee, *, by: Actor, at: datetime) -> None:
    """Bring a body back to where it was before it had an opinion."""
    state = State.ON_AGENDA if addressee.agenda_on else State.RECEIVED
    came(addressee, state, on=local_day(at), by=by, at=at)
