# SPDX-License-Identifier: EUPL-1.2
"""Telling people about dialogues by e-mail: one mail per address and day, each thing once.

What was told is written down in the transaction in which the mail leaves: what could not be sent is
not written down and is tried again the next time. A mail holds only what everybody may know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.accounts.actions import log_event
from samenspel.accounts.post import Failure, Mail, Send, send_each
from samenspel.accounts.rules import Actor
from samenspel.dialogue.models import DialogueReminder
from samenspel.dialogue.queries.reminders import Due, Letter, letters


@dataclass(frozen=True)
class Report:
    """What was sent, or with ``is_trial`` what would be; ``failed`` is tried again next time."""

    sent: tuple[Mail, ...]
    failed: tuple[Failure, ...]
    is_trial: bool = False


def remind(
    *, on: date, address: str, send: Send, by: Actor, at: datetime, is_trial: bool = False
) -> Report:
    """Send every mail of the day that was not sent before.

    ``address`` is that of the site, without a slash at the end; ``send`` sends one mail. With
    ``is_trial`` nothing is written and nothing sent.
    """
    with translation.override(settings.LANGUAGE_CODE):
        found = [(letter, compose(letter, address=address)) for letter in letters(on)]
    if is_trial:
        return Report(tuple(mail for _letter, mail in found), (), is_trial=True)
    sent, failed = send_each(
        ((mail, partial(_tell, letter, mail, on=on, by=by, at=at)) for letter, mail in found), send
    )
    return Report(tuple(sent), tuple(failed))


def _tell(letter: Letter, mail: Mail, send: Send, *, on: date, by: Actor, at: datetime) -> bool:
    """Write down what is told, then send; both or neither. False: another run told it meanwhile."""
    common = {"email": letter.email, "user": letter.user, "on": on, "at": at}
    rows = [
        DialogueReminder(
            addressee=one.addressee,
            due_on=one.addressee.due_on,
            occasion=one.occasion,
            **common,
        )
        for one in letter.due
    ] + [
        DialogueReminder(sending=one.sending, occasion=DialogueReminder.Occasion.ARRIVED, **common)
        for one in letter.arrived
    ]
    try:
        with transaction.atomic():
            DialogueReminder.objects.bulk_create(rows)
            log_event(
                by=by,
                at=at,
                action="remind_dialogue",
                object_kind="user",
                object_key=letter.email,
                result="sent",
                detail={"number": len(rows)},
            )
            send(mail)
    except IntegrityError:
        return False
    return True


def compose(letter: Letter, *, address: str) -> Mail:
    """The mail to one address, in the language that is active."""

    def page(one: Due) -> str:
        addressee = one.addressee
        return address + reverse("dialogue-addressee", args=[addressee.round.slug, addressee.pk])

    context = {
        "letter": letter,
        "due": [(one, page(one)) for one in letter.due],
        "arrived": [
            (one, address + reverse("dialogue-work", args=[one.round.slug]))
            for one in letter.arrived
        ],
    }
    text = render_to_string("dialogue/mail_reminder.txt", context)
    return Mail(to=letter.email, subject=_subject(letter), text=text)


def _subject(letter: Letter) -> str:
    """What the mail is about, in one line without line breaks."""
    titles = dict.fromkeys(one.addressee.round.title for one in letter.due)
    titles |= dict.fromkeys(one.round.title for one in letter.arrived)
    first, number = next(iter(titles)), len(titles) - 1
    if not number:
        said = _("Dialogue: %(title)s") % {"title": first}
    else:
        said = ngettext(
            "Dialogue: %(title)s and %(number)d other",
            "Dialogue: %(title)s and %(number)d others",
            number,
        ) % {"title": first, "number": number}
    return " ".join(said.split())
