# SPDX-License-Identifier: EUPL-1.2
"""The secretariat enters an answer that came by letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.opinions.adopting import (
    fix_version,
    record_adoption,
    send_version,
)
from samenspel.dialogue.actions.opinions.bodies import (
    held,
    is_joined,
    joined_parties,
    last_version,
    latest_document,
    party_of,
    require_past,
)
from samenspel.dialogue.actions.opinions.values import (
    PointValues,
    Votes,
    checked_points,
    checked_text,
    checked_votes,
    require_complete,
)
from samenspel.dialogue.actions.steps import log, name_of
from samenspel.dialogue.models import Addressee, Opinion, OpinionParty, OpinionVersion
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import RECORD_ANSWER

LONGEST_SOURCE = 300


@transaction.atomic
def record_answer(
    *,
    addressee: Addressee,
    on: date,
    introduction: str,
    points: Sequence[PointValues],
    votes: Votes | None,
    source: str,
    by: Actor,
    at: datetime,
) -> OpinionVersion:
    """Enter the answer of a body that wrote a letter: adopted and sent on the day of the letter.

    ``source`` says which letter. A later letter of the same body becomes the next version. A body
    that writes its opinion here sends it itself.

    Raises
    ------
    PermissionDenied
        The actor does not work for the organisation that asks.
    DialogueRefused
        The body writes its opinion here, the letter is not named or says nothing, or the day or
        the votes cannot be right.
    """
    access, body = held(addressee, by=by, at=at)
    access.require(RECORD_ANSWER)
    named = source.strip()
    if not named or len(named) > LONGEST_SOURCE:
        raise DialogueRefused(_("Name the letter: its date and reference."), "source")
    require_past(on, body, at)
    counted = checked_votes(votes)
    opinion = _opinion(body, by=by, at=at)
    told = checked_text(introduction, "introduction")
    held_points = checked_points(points, opinion.document)
    require_complete(told, held_points)
    version = fix_version(
        opinion,
        introduction=told,
        points=held_points,
        correction=named if last_version(opinion) else "",
        source=named,
        by=by,
        at=at,
    )
    record_adoption(version, body, on=on, votes=counted, by=by, at=at)
    _sending, record = send_version(version, [body], by=by, at=at, on=on)
    detail = {"addressee": body.name}
    log(access.round, "record_answer", by=by, at=at, detail=detail, record=record)
    return version


def _opinion(body: Addressee, *, by: Actor, at: datetime) -> Opinion:
    """The opinion to which the letter belongs: of an earlier letter, or a new one."""
    party = party_of(body)
    if party is not None and is_joined(party):
        version = last_version(party.opinion)
        if version is None or not version.source or len(joined_parties(party.opinion)) > 1:
            raise DialogueRefused(
                _("This body gives its opinion here itself; it can change or withdraw it.")
            )
        return party.opinion
    if party is not None:
        party.delete()
    opinion = Opinion.objects.create(
        round=body.round,
        document=latest_document(body.round),
        updated_at=at,
        updated_by_name=name_of(by),
    )
    OpinionParty.objects.create(opinion=opinion, addressee=body, is_leading=True, joined_at=at)
    return opinion
