# SPDX-License-Identifier: EUPL-1.2
"""The draft: beginning it, writing it, and opening a fixed text again for its next version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.opinions.bodies import (
    State,
    came,
    held,
    is_joined,
    is_open,
    joined_parties,
    last_version,
    latest_document,
    local_day,
    party_of,
    require_for,
    require_leading,
    was_sent,
)
from samenspel.dialogue.actions.opinions.values import PointValues, checked_points, checked_text
from samenspel.dialogue.actions.steps import log, name_of
from samenspel.dialogue.models import (
    Addressee,
    DraftPoint,
    Opinion,
    OpinionParty,
    Position,
    Preparation,
    RoundDocument,
)
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import ANSWER, SEE_SHARED_PREPARATION, WRITE_DRAFT


@transaction.atomic
def begin_draft(
    *, addressee: Addressee, by: Actor, at: datetime, take_over: bool = False
) -> Opinion:
    """Begin the opinion of a body; an invitation to join another one lapses.

    With ``take_over`` what councillors share is the starting point: texts one below the other, and
    the position where they all have the same. Who wrote it is not taken over.

    Raises
    ------
    PermissionDenied
        The actor does not write for this body, or may not see what councillors share.
    DialogueRefused
        There is an opinion already, or no text to give one about.
    """
    access, body = held(addressee, by=by, at=at)
    require_for(access, WRITE_DRAFT, body)
    if take_over:
        access.require(SEE_SHARED_PREPARATION, addressee=body)
    party = party_of(body)
    if party is not None:
        if is_joined(party):
            raise DialogueRefused(_("There is a draft opinion already."))
        party.delete()
    document = latest_document(access.round)
    opinion = Opinion.objects.create(
        round=access.round, document=document, updated_at=at, updated_by_name=name_of(by)
    )
    OpinionParty.objects.create(opinion=opinion, addressee=body, is_leading=True, joined_at=at)
    if take_over and body.body == Addressee.Body.COUNCIL:
        _put(opinion, shared_points(body, document))
    came(body, State.DRAFT, on=local_day(at), by=by, at=at)
    log(access.round, "begin_draft", by=by, at=at, detail={"addressee": body.name})
    return opinion


@transaction.atomic
def write_draft(
    *,
    opinion: Opinion,
    introduction: str,
    points: Sequence[PointValues],
    edition: int,
    by: Actor,
    at: datetime,
) -> Opinion:
    """Write the whole draft as it is from now on.

    ``edition`` is that of the draft that the person saw; points without position and text are left
    out.

    Raises
    ------
    PermissionDenied
        The actor does not write for the body that leads the opinion.
    DialogueRefused
        Somebody else changed it meanwhile (field ``edition``), the text is fixed, or a point is
        wrong.
    """
    lead = OpinionParty.objects.select_related("addressee__round").filter(
        opinion=opinion, is_leading=True
    )
    access, body = held(lead.get().addressee, by=by, at=at)
    require_for(access, WRITE_DRAFT, body)
    kept = require_leading(body).opinion
    if not is_open(kept):
        raise DialogueRefused(_("The text is fixed: it was adopted. Correct it for a new version."))
    if kept.edition != edition:
        raise DialogueRefused(
            _("%(name)s changed the draft in the meantime. Look at it before you save yours.")
            % {"name": kept.updated_by_name},
            "edition",
        )
    kept.introduction = checked_text(introduction, "introduction")
    _put(kept, checked_points(points, kept.document))
    kept.edition += 1
    kept.updated_at, kept.updated_by_name = at, name_of(by)
    kept.save()
    log(access.round, "write_draft", by=by, at=at, detail={"addressee": body.name})
    return kept


@transaction.atomic
def correct(*, addressee: Addressee, reason: str, by: Actor, at: datetime) -> Opinion:
    """Open a fixed text again for its next version; what was sent stands until that is sent, too.

    The reason goes with the new version, for everybody to read. A text that was adopted and not
    sent has to be adopted again by every council.

    Raises
    ------
    PermissionDenied
        The actor does not answer for this body.
    DialogueRefused
        There is no reason, no fixed text, or another council leads the opinion.
    """
    access, body = held(addressee, by=by, at=at)
    require_for(access, ANSWER, body)
    opinion = require_leading(body).opinion
    told = checked_text(reason, "reason")
    if not told:
        raise DialogueRefused(_("Say why there is a new version."), "reason")
    version = last_version(opinion)
    if version is None or opinion.correction:
        raise DialogueRefused(_("The text is still a draft: it can be changed as it is."))
    opinion.correction, opinion.introduction = told, version.introduction
    opinion.edition += 1
    opinion.updated_at, opinion.updated_by_name = at, name_of(by)
    opinion.save()
    points = version.points.select_related("clause")
    _put(opinion, [PointValues(p.clause, p.position, p.text) for p in points])
    if not was_sent(opinion):
        for party in joined_parties(opinion):
            came(party.addressee, State.DRAFT, on=local_day(at), by=by, at=at)
    log(access.round, "correct_opinion", by=by, at=at, detail={"addressee": body.name})
    return opinion


def shared_points(addressee: Addressee, document: RoundDocument) -> list[PointValues]:
    """What the councillors share as points of a draft, without saying who wrote it."""
    shared = Preparation.objects.filter(addressee=addressee, is_shared=True)
    notes = list(shared.select_related("clause").order_by("updated_at", "pk"))
    found = []
    for clause in document.clauses.order_by("position"):
        about = [note for note in notes if note.clause and note.clause.key == clause.key]
        positions = {note.position for note in about}
        position = positions.pop() if len(positions) == 1 else Position.NONE
        texts = [note.text for note in about if note.text]
        if texts or position != Position.NONE:
            found.append(PointValues(clause, position, "\n\n".join(texts)))
    general = (note for note in notes if note.clause is None and note.text)
    return found + [PointValues(None, Position.NONE, note.text) for note in general]


def _put(opinion: Opinion, points: Sequence[PointValues]) -> None:
    """These points instead of those that stood there."""
    opinion.draft_points.all().delete()
    DraftPoint.objects.bulk_create(
        DraftPoint(opinion=opinion, order=order, clause=p.clause, position=p.position, text=p.text)
        for order, p in enumerate(points, start=1)
    )
