# SPDX-License-Identifier: EUPL-1.2
"""What one person is to one body of a round: reads nothing itself, asks :class:`Access`."""

from __future__ import annotations

from dataclasses import dataclass

from samenspel.dialogue.access import Access
from samenspel.dialogue.models import Addressee
from samenspel.dialogue.rules import (
    ANSWER,
    APPOINT_RAPPORTEUR,
    PREPARE_OPINION,
    RECORD_ANSWER,
    SEE_DRAFT,
    SEE_SHARED_PREPARATION,
    WRITE_DRAFT,
    RoundRight,
)


@dataclass(frozen=True)
class Standing:
    """What somebody is to a body: ``is_...``, whatever the stage; and what they may do now.

    ``sees_inside``: what the body did not send yet; ``sees_notes``: what councillors share.
    """

    answers: bool
    writes: bool
    is_councillor: bool
    sees_inside: bool
    sees_notes: bool
    is_asking: bool
    may_answer: bool
    may_write: bool
    may_prepare: bool
    may_appoint: bool
    may_record: bool


def standing_of(access: Access, addressee: Addressee) -> Standing:
    """What the actor is to this body and may do for it in the stage of the round."""
    body = addressee.body
    is_council = body == Addressee.Body.COUNCIL

    def holds(right: RoundRight | None) -> bool:
        return right is not None and access.holds(right, addressee=addressee)

    def may(right: RoundRight | None) -> bool:
        return right is not None and access.may(right, addressee=addressee)

    return Standing(
        answers=holds(ANSWER.get(body)),
        writes=holds(WRITE_DRAFT.get(body)),
        is_councillor=is_council and holds(PREPARE_OPINION),
        sees_inside=holds(SEE_DRAFT.get(body)),
        sees_notes=is_council and holds(SEE_SHARED_PREPARATION),
        is_asking=holds(RECORD_ANSWER),
        may_answer=may(ANSWER.get(body)),
        may_write=may(WRITE_DRAFT.get(body)),
        may_prepare=is_council and may(PREPARE_OPINION),
        may_appoint=is_council and may(APPOINT_RAPPORTEUR),
        may_record=may(RECORD_ANSWER),
    )
