# SPDX-License-Identifier: EUPL-1.2
"""Adopting fixes a text; sending makes it public. Neither can be undone, only corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.opinions.bodies import (
    SENT,
    State,
    came,
    held,
    is_open,
    joined_parties,
    last_version,
    local_day,
    require_for,
    require_joined,
    require_leading,
    require_past,
    was_sent,
)
from samenspel.dialogue.actions.opinions.values import (
    PointValues,
    Votes,
    checked_votes,
    require_complete,
)
from samenspel.dialogue.actions.steps import log, signed
from samenspel.dialogue.chain import append
from samenspel.dialogue.models import (
    Addressee,
    Adoption,
    ChainRecord,
    Opinion,
    OpinionPoint,
    OpinionVersion,
    Sending,
)
from samenspel.dialogue.payloads.opinions import payload_of_opinion_sent
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import ANSWER


@transaction.atomic
def adopt(
    *, addressee: Addressee, on: date, votes: Votes | None, by: Actor, at: datetime
) -> OpinionVersion:
    """Record that a body adopted the opinion in its meeting.

    For the leading body this fixes the text; others adopt the text that is fixed.

    Raises
    ------
    PermissionDenied
        The actor does not answer for this body.
    DialogueRefused
        There is nothing to adopt (any more), or the day or the votes cannot be right.
    """
    access, body = held(addressee, by=by, at=at)
    require_for(access, ANSWER, body)
    party = require_joined(body)
    require_past(on, body, at)
    counted = checked_votes(votes)
    opinion = party.opinion
    if not is_open(opinion):
        version = _fixed(opinion, body)
    elif party.is_leading:
        version = _fix_draft(opinion, by=by, at=at)
    else:
        raise DialogueRefused(_("The council that leads the opinion fixes the text first."))
    record_adoption(version, body, on=on, votes=counted, by=by, at=at)
    if not was_sent(opinion):
        came(body, State.ADOPTED, on=on, by=by, at=at)
    log(access.round, "adopt_opinion", by=by, at=at, detail={"addressee": body.name})
    return version


@transaction.atomic
def send(*, addressee: Addressee, by: Actor, at: datetime) -> Sending:
    """Send the adopted opinion: from now on everybody can read it.

    It is sent for all its bodies at once. Each body has its own last day and is in time or too
    late by that; the sending itself is late when it is for any of them. A body that answered in
    time is not made late by a correction. Councils that were asked and did not join are left out.

    Raises
    ------
    PermissionDenied
        The actor does not answer for this body.
    DialogueRefused
        Another council leads it, it is not adopted by all, or it was sent already.
    """
    access, body = held(addressee, by=by, at=at)
    require_for(access, ANSWER, body)
    opinion = require_leading(body).opinion
    version = _require_sendable(opinion)
    opinion.parties.filter(is_leading=False, joined_at__isnull=True).delete()
    sending, record = send_version(
        version, [party.addressee for party in joined_parties(opinion)], by=by, at=at
    )
    log(
        access.round,
        "send_opinion",
        by=by,
        at=at,
        detail={"addressee": body.name, "version": version.number, "is_late": sending.is_late},
        record=record,
    )
    return sending


def fix_version(
    opinion: Opinion,
    *,
    introduction: str,
    points: Sequence[PointValues],
    correction: str,
    source: str = "",
    by: Actor,
    at: datetime,
) -> OpinionVersion:
    """The next fixed text of an opinion."""
    before = last_version(opinion)
    version = OpinionVersion.objects.create(
        opinion=opinion,
        number=before.number + 1 if before else 1,
        document=opinion.document,
        introduction=introduction,
        correction=correction,
        source=source,
        **signed(by, at),
    )
    OpinionPoint.objects.bulk_create(
        OpinionPoint(
            version=version, order=order, clause=p.clause, position=p.position, text=p.text
        )
        for order, p in enumerate(points, start=1)
    )
    return version


def record_adoption(
    version: OpinionVersion,
    addressee: Addressee,
    *,
    on: date,
    votes: Votes | None,
    by: Actor,
    at: datetime,
) -> Adoption:
    """That a body adopted a fixed text on a day."""
    return Adoption.objects.create(
        version=version,
        addressee=addressee,
        on=on,
        votes_for=votes.votes_for if votes else None,
        votes_against=votes.votes_against if votes else None,
        votes_abstained=votes.votes_abstained if votes else None,
        **signed(by, at),
    )


def send_version(
    version: OpinionVersion,
    bodies: Sequence[Addressee],
    *,
    by: Actor,
    at: datetime,
    on: date | None = None,
) -> tuple[Sending, ChainRecord]:
    """Send a fixed text on behalf of these bodies, ``on`` a day before today for a letter.

    Also gives its record in the chain, for the log.
    """
    day = on or local_day(at)
    late = {body.pk: body.due_on is not None and day > body.due_on for body in bodies}
    sending = Sending.objects.create(
        version=version,
        on=day,
        is_late=any(late.values()),
        **signed(by, at),
    )
    for body in bodies:
        state = State.TOO_LATE if late[body.pk] else State.SENT
        came(body, body.state if body.state in SENT else state, on=day, by=by, at=at)
    record = append(
        round_=version.opinion.round,
        kind="opinion_sent",
        key=sending.pk,
        payload=payload_of_opinion_sent(sending),
        at=at,
    )
    return sending, record


def _fix_draft(opinion: Opinion, *, by: Actor, at: datetime) -> OpinionVersion:
    """Fix the draft as it is now and close it."""
    rows = opinion.draft_points.select_related("clause").order_by("order", "pk")
    points = [PointValues(row.clause, row.position, row.text) for row in rows]
    require_complete(opinion.introduction, points)
    version = fix_version(
        opinion,
        introduction=opinion.introduction,
        points=points,
        correction=opinion.correction,
        by=by,
        at=at,
    )
    opinion.correction = ""
    opinion.edition += 1
    opinion.save(update_fields=["correction", "edition"])
    return version


def _fixed(opinion: Opinion, body: Addressee) -> OpinionVersion:
    """The fixed text that this body can still adopt."""
    version = opinion.versions.order_by("-number")[0]
    if Sending.objects.filter(version=version).exists():
        raise DialogueRefused(_("This opinion was adopted and sent already."))
    if version.adoptions.filter(addressee=body).exists():
        raise DialogueRefused(_("This opinion was adopted already."))
    return version


def _require_sendable(opinion: Opinion) -> OpinionVersion:
    version = last_version(opinion)
    if version is None or opinion.correction:
        raise DialogueRefused(_("Adopt the opinion first; then it can be sent."))
    if Sending.objects.filter(version=version).exists():
        raise DialogueRefused(_("This opinion was sent already."))
    adopted = set(version.adoptions.values_list("addressee_id", flat=True))
    waiting = [
        party.addressee.name
        for party in joined_parties(opinion)
        if party.addressee_id not in adopted
    ]
    if waiting:
        raise DialogueRefused(
            _("These councils did not adopt it yet: %(names)s.") % {"names": ", ".join(waiting)}
        )
    return version
