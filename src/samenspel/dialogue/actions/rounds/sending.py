# SPDX-License-Identifier: EUPL-1.2
"""Sending a round: from that moment on it is public, and the terms run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue import chain
from samenspel.dialogue.actions.steps import locked, log, signed
from samenspel.dialogue.models import Addressee, AddresseeStep, Round
from samenspel.dialogue.payloads.rounds import payload_of_round_sent
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import SEND_ROUND
from samenspel.dialogue.terms import due_dates
from samenspel.places.models import Figure
from samenspel.places.queries.municipalities import distance_in_time

POPULATION = "population"
State = Addressee.State


@transaction.atomic
def send_round(*, round_: Round, sent_on: date, by: Actor, at: datetime) -> Round:
    """Send the question to all addressees, who receive it on that day.

    Writes down what must not change later: each one's last day and how it was found, and the
    inhabitants known nearest to that day. A constant number of statements, in batches.

    Raises
    ------
    PermissionDenied
        The actor does not prepare this round.
    DialogueRefused
        Something is missing (field ``text``, ``addressees``, ``letter_text``), a day is not
        sensible (``sent_on``, ``answer_by``, ``decides_on``), or it was sent already.
    """
    access = locked(round_, by=by, at=at)
    access.require(SEND_ROUND)
    sending = access.round
    addressees = list(sending.addressees.select_related("municipality"))
    require_sendable(sending, addressees, sent_on=sent_on, today=at.date())
    _fix_terms(sending, addressees, sent_on)
    _fix_inhabitants(addressees, sent_on)
    for one in addressees:
        one.received_on, one.state = sent_on, State.RECEIVED
    fields = ("received_on", "due_on", "term", "inhabitants", "inhabitants_on", "state")
    Addressee.objects.bulk_update(addressees, fields)
    AddresseeStep.objects.bulk_create(
        AddresseeStep(
            addressee=one,
            state=State.RECEIVED,
            on=sent_on,
            **signed(by, at),
        )
        for one in addressees
    )
    sending.sent_on, sending.stage = sent_on, Round.Stage.OPEN
    sending.edition += 1
    sending.save()
    record = chain.append(
        round_=sending,
        kind="round_sent",
        key=sending.pk,
        payload=payload_of_round_sent(sending),
        at=at,
    )
    detail = {"addressees": len(addressees)}
    log(sending, "send_round", by=by, at=at, detail=detail, record=record)
    return sending


def require_sendable(
    round_: Round, addressees: Sequence[Addressee], *, sent_on: date, today: date
) -> None:
    """Go on only with all that a letter needs; one query.

    Raises
    ------
    DialogueRefused
        What is missing, one thing at a time in the order of the work.
    """
    published = round_.documents.filter(published_at__isnull=False, clauses__isnull=False)
    if not published.exists():
        raise DialogueRefused(_("First publish a version of the text."), "text")
    if all(one.is_guest for one in addressees):
        raise DialogueRefused(_("Choose at least one addressee who is no guest."), "addressees")
    if not round_.letter_text:
        raise DialogueRefused(_("First write the letter."), "letter_text")
    if sent_on > today:
        raise DialogueRefused(
            _("A letter cannot be sent on a day that is still to come."), "sent_on"
        )


def _fix_terms(round_: Round, addressees: Sequence[Addressee], sent_on: date) -> None:
    """Each one's last day, and the one of most for the round."""
    found = due_dates(round_, addressees, sent_on)
    for one in addressees:
        one.due_on, one.term = found[one.pk].due_on, found[one.pk].term_json
    counts = Counter(due.due_on for due in found.values())
    round_.answer_by = max(counts, key=lambda day: (counts[day], day))
    last = max(counts)
    if round_.decides_on is not None and round_.decides_on <= last:
        raise DialogueRefused(
            _("The board decides after the last day for answers, not before."), "decides_on"
        )


def _fix_inhabitants(addressees: Sequence[Addressee], on: date) -> None:
    """The inhabitants by the figure nearest to the day; one query."""
    places = {one.municipality_id for one in addressees if one.municipality_id}
    rows = Figure.objects.filter(municipality__in=places, indicator=POPULATION).values_list(
        "municipality_id", "on", "source", "value"
    )
    nearest: dict[int, tuple[tuple[int, int, str], int, date | None]] = {}
    for place, day, source, value in rows:
        order = (*distance_in_time(day, on), source)
        if place not in nearest or order < nearest[place][0]:
            nearest[place] = (order, round(value), day)
    for one in addressees:
        known = nearest.get(one.municipality_id or 0)
        one.inhabitants, one.inhabitants_on = known[1:] if known else (None, None)
