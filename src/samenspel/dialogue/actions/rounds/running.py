# SPDX-License-Identifier: EUPL-1.2
"""A round that was sent: more time to answer, closing the answers, closing or withdrawing it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.steps import locked, log, signed
from samenspel.dialogue.models import Addressee, AddresseeStep, Round
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import CLOSE_ROUND, RUN_ROUND, WITHDRAW_ROUND
from samenspel.places.reference_dates import LATEST

State = Addressee.State
Stage = Round.Stage

ANSWERED = frozenset({State.SENT, State.TOO_LATE, State.NONE_WISHED})
"""States of an addressee of whom nothing more is awaited."""


@transaction.atomic
def extend(
    *,
    addressee: Addressee | None,
    round_: Round,
    until: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> list[Addressee]:
    """Give one addressee, or all that did not answer yet, until a later last day.

    Who has that day or a later one already keeps it. Returns those that got more time.

    Raises
    ------
    PermissionDenied
        The actor does not run this round.
    DialogueRefused
        There is no reason, the day is not later than the last day, the addressee answered, or the
        round is not open.
    """
    access = locked(round_, by=by, at=at)
    access.require(RUN_ROUND)
    held = access.round.addressees.select_for_update().order_by("position", "pk")
    asked = [one for one in held if addressee is None or one.pk == addressee.pk]
    waiting = [one for one in asked if one.state not in ANSWERED]
    _check_reason(reason)
    if until <= at.date() or until >= LATEST:
        raise DialogueRefused(_("Choose a day that is still to come."), "until")
    if not waiting:
        raise DialogueRefused(_("An answer was given already: nobody waits for more time."))
    gaining = [one for one in waiting if one.due_on is None or one.due_on < until]
    if not gaining:
        raise DialogueRefused(_("A last day can only become later."), "until")
    rows = access.round.addressees.filter(pk__in=[one.pk for one in gaining])
    rows.update(due_on=until)
    with translation.override(settings.LANGUAGE_CODE):  # kept, so not in the language of the page
        note = _("More time: the last day is now %(day)s. %(reason)s") % {
            "day": formats.date_format(until, "DATE_FORMAT"),
            "reason": reason.strip(),
        }
    for one in gaining:
        one.due_on = until
    _remember(gaining, note, by, at)
    if addressee is None:
        access.round.answer_by = until
        access.round.save(update_fields=["answer_by"])
    log(
        access.round,
        "extend_term",
        by=by,
        at=at,
        detail={"until": until.isoformat(), "number": len(gaining)},
    )
    return gaining


@transaction.atomic
def close_answers(*, round_: Round, by: Actor, at: datetime) -> Round:
    """No more answers are awaited: they are weighed. Who did not answer stays shown as silent.

    Raises
    ------
    PermissionDenied
        The actor does not run this round.
    DialogueRefused
        The round is not open.
    """
    access = locked(round_, by=by, at=at)
    access.require(RUN_ROUND)
    return _staged(access.round, Stage.WEIGHING, "close_answers", by, at)


@transaction.atomic
def close_round(*, round_: Round, by: Actor, at: datetime) -> Round:
    """The round is done; evaluation and commitments go on.

    Raises
    ------
    PermissionDenied
        The actor does not run this round.
    DialogueRefused
        The board has not decided, or a decision is still awaited.
    """
    access = locked(round_, by=by, at=at)
    access.require(CLOSE_ROUND)
    undecided = access.round.meetings.filter(state__in=["planned", "open"])
    if access.round.stage == Stage.DECIDING and undecided.exists():
        raise DialogueRefused(_("A meeting of the board is still to decide."))
    return _staged(access.round, Stage.CLOSED, "close_round", by, at)


@transaction.atomic
def withdraw_round(*, round_: Round, reason: str, by: Actor, at: datetime) -> Round:
    """Take the question back; everything stays to be seen, with the reason.

    Raises
    ------
    PermissionDenied
        The actor does not run this round.
    DialogueRefused
        There is no reason, or it is too late for it.
    """
    access = locked(round_, by=by, at=at)
    access.require(WITHDRAW_ROUND)
    _check_reason(reason)
    held = access.round.addressees.order_by("position", "pk")
    if access.round.sent_on is not None:
        with translation.override(settings.LANGUAGE_CODE):
            note = _("The question was withdrawn. %(reason)s") % {"reason": reason.strip()}
        _remember(list(held), note, by, at)
    access.round.withdrawn_because = reason.strip()
    access.round.stage = Stage.WITHDRAWN
    access.round.save(update_fields=["stage", "withdrawn_because"])
    log(access.round, "withdraw_round", by=by, at=at)
    return access.round


def _staged(round_: Round, stage: str, action: str, by: Actor, at: datetime) -> Round:
    round_.stage = stage
    round_.save(update_fields=["stage"])
    log(round_, action, by=by, at=at)
    return round_


def _remember(addressees: list[Addressee], note: str, by: Actor, at: datetime) -> None:
    """A step for each addressee in the state that it has."""
    AddresseeStep.objects.bulk_create(
        AddresseeStep(
            addressee=one,
            state=one.state,
            on=at.date(),
            note=note,
            **signed(by, at),
        )
        for one in addressees
    )


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise DialogueRefused(_("Say why."), "reason")
    if len(reason) > 2_000:
        raise DialogueRefused(
            _("Use %(number)d characters or fewer.") % {"number": 2_000}, "reason"
        )
