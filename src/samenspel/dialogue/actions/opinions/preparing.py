# SPDX-License-Identifier: EUPL-1.2
"""What a councillor notes beforehand. Nothing of it is logged: not what, and not that."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.models import User
from samenspel.accounts.rules import Actor
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.opinions.bodies import held
from samenspel.dialogue.actions.opinions.values import checked_text
from samenspel.dialogue.models import Addressee, Clause, Position, Preparation
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import PREPARE_OPINION


@transaction.atomic
def prepare(
    *,
    addressee: Addressee,
    clause: Clause | None,
    position: str,
    text: str,
    is_shared: bool,
    by: Actor,
    at: datetime,
) -> Preparation | None:
    """Note what a councillor thinks of a clause, or in general where ``clause`` is None.

    There is one note per clause: the next one takes its place. One that says nothing removes it;
    then the result is None. Only its author sees it, unless ``is_shared``.

    Raises
    ------
    PermissionDenied
        The actor is no councillor of this council.
    DialogueRefused
        The position does not exist, the clause is of another round, the text is too long, or the
        answers are closed.
    """
    access, body = held(addressee, by=by, at=at)
    user = _require_councillor(access, body)
    if position not in Position.values:
        raise DialogueRefused(_("Choose a position from the list."), "position")
    if clause is not None and clause.document.round_id != body.round_id:
        raise DialogueRefused(_("This part is of another version of the text."), "position")
    told = checked_text(text, "text")
    own = Preparation.objects.filter(addressee=body, user=user, clause=clause)
    if not told and position == Position.NONE:
        own.delete()
        return None
    kept = own.first() or Preparation(addressee=body, user=user, clause=clause)
    kept.position, kept.text, kept.is_shared, kept.updated_at = position, told, is_shared, at
    kept.save()
    return kept


@transaction.atomic
def remove_preparation(*, preparation: Preparation, by: Actor, at: datetime) -> None:
    """Remove an own note.

    Raises
    ------
    PermissionDenied
        It is somebody else's, or the actor is no councillor of this council any more.
    DialogueRefused
        The answers are closed.
    """
    access, body = held(preparation.addressee, by=by, at=at)
    if _require_councillor(access, body).pk != preparation.user_id:
        raise PermissionDenied("only its author removes a note")
    Preparation.objects.filter(pk=preparation.pk).delete()


def _require_councillor(access: Access, body: Addressee) -> User:
    access.require(PREPARE_OPINION, addressee=body)
    # The right is of a role, so there is a person; other bodies of the municipality have no notes.
    if body.body != Addressee.Body.COUNCIL or access.actor.user is None:
        raise PermissionDenied("councillors prepare the opinion of their council only")
    return access.actor.user
