# SPDX-License-Identifier: EUPL-1.2
"""Starting the yearly rounds by themselves, and reminding people: one mail per person.

Everything that a person was told is written down in the transaction in which the mail leaves: what
could not be sent is not written down and is tried again the next time.
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
from samenspel.stewardship.actions.rounds import WEEKS, start_round
from samenspel.stewardship.models import Reminder
from samenspel.stewardship.queries.reminders import Letter, letters, without_round


@dataclass(frozen=True)
class Report:
    """What was done, or with ``is_trial`` what would be.

    ``started``: municipalities whose round began; ``sent`` the mails that left; ``failed`` those
    that did not and are tried again the next time.
    """

    started: tuple[str, ...]
    sent: tuple[Mail, ...]
    failed: tuple[Failure, ...]
    is_trial: bool = False


def start_due_rounds(
    *, on: date, month: int, day: int, by: Actor, at: datetime, weeks: int = WEEKS
) -> tuple[str, ...]:
    """Start the round of every municipality that has somebody to answer and none this year.

    Nothing before the day of the year that ``month`` and ``day`` name. Returns the names.
    """
    if on < date(on.year, month, day):
        return ()
    found = without_round(on)
    for municipality in found:
        start_round(municipality=municipality, begins_on=on, by=by, at=at, weeks=weeks)
    return tuple(municipality.name for municipality in found)


def remind(
    *,
    on: date,
    month: int,
    day: int,
    address: str,
    send: Send,
    by: Actor,
    at: datetime,
    weeks: int = WEEKS,
    is_trial: bool = False,
) -> Report:
    """Start the rounds that are due and send every reminder of the day that was not sent before.

    ``address`` is that of the site, for the links; ``send`` sends one mail. A mail that the
    server refuses does not stop the others; when the server is down the rest is left for the next
    time. With ``is_trial`` nothing is written and nothing sent.
    """
    with transaction.atomic():
        started = start_due_rounds(on=on, month=month, day=day, by=by, at=at, weeks=weeks)
        with translation.override(settings.LANGUAGE_CODE):
            found = [(letter, compose(letter, address=address)) for letter in letters(on)]
        if is_trial:
            transaction.set_rollback(True)
            return Report(started, tuple(mail for _letter, mail in found), (), is_trial=True)
    sent, failed = send_each(
        ((mail, partial(_tell, letter, mail, by=by, at=at)) for letter, mail in found), send
    )
    return Report(started, tuple(sent), tuple(failed))


def _tell(letter: Letter, mail: Mail, send: Send, *, by: Actor, at: datetime) -> bool:
    """Write down what the person is told, then send; both or neither.

    False when another run told it in the meantime.
    """
    common = {"user": letter.user, "at": at, "email": letter.user.email}
    rows = [Reminder(round=r.round, occasion=r.occasion, **common) for r in letter.rounds] + [
        Reminder(answer_id=q.pk, occasion=Reminder.Occasion.QUESTION, **common)
        for q in letter.questions
    ]
    try:
        with transaction.atomic():
            Reminder.objects.bulk_create(rows)
            log_event(
                by=by, at=at, action="remind", object_kind="user", object_key=letter.user.email,
                result="sent", detail={"number": len(rows)},
            )  # fmt: skip
            send(mail)
    except IntegrityError:
        return False
    return True


def compose(letter: Letter, *, address: str) -> Mail:
    """The mail to one person, in the language that is active.

    ``address`` is that of the site, without a slash at the end.
    """
    context = {
        "letter": letter,
        "desk": address + reverse("my-page"),
        "rounds": [(r, address + r.round.get_absolute_url()) for r in letter.rounds],
        "questions": [
            (q, address + reverse("arrangement-worklist", args=[q.slug])) for q in letter.questions
        ],
    }
    text = render_to_string("stewardship/mail_reminder.txt", context)
    return Mail(to=letter.user.email, subject=_subject(letter), text=text)


def _subject(letter: Letter) -> str:
    """What the mail is about, in one line without line breaks."""
    if not letter.rounds:
        number = len(letter.questions)
        return ngettext(
            "%(number)d question about an arrangement",
            "%(number)d questions about arrangements",
            number,
        ) % {"number": number}
    left = sum(reminder.progress.left for reminder in letter.rounds)
    names = ", ".join(reminder.round.municipality.name for reminder in letter.rounds)
    return " ".join(
        (
            _("Is this still right? %(names)s: %(number)d to confirm")
            % {"names": names, "number": left}
        ).split()
    )
