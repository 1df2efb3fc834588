# SPDX-License-Identifier: EUPL-1.2
"""The desk of who asks: what is done, and the one next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.dialogue.models import Round, RoundDocument
from samenspel.dialogue.queries.follow_up import DueItem, due_follow_up
from samenspel.dialogue.queries.round_states import StatesPage, states_page

Stage = Round.Stage
_PROMISED = {Stage.WEIGHING, Stage.DECIDING, Stage.DECIDED, Stage.CLOSED}


@dataclass(frozen=True)
class Step:
    """The next step: a sentence, and a button to a view of the round (name and further keys)."""

    text: str
    action: str
    view: str
    keys: tuple[int, ...] = ()


@dataclass(frozen=True)
class Task:
    """A line of the checklist."""

    label: str
    detail: str
    is_done: bool
    view: str
    keys: tuple[int, ...] = ()


@dataclass(frozen=True)
class Desk:
    """What the desk shows; ``document``: the last text, ``due``: what was promised."""

    step: Step | None
    tasks: tuple[Task, ...]
    states: StatesPage
    document: RoundDocument | None
    due: tuple[DueItem, ...] = ()


def desk(round_: Round, *, today: date) -> Desk:
    """The desk of a round; at most ten queries."""
    states = states_page(round_, today=today)
    document = round_.documents.order_by("-number").first()
    if round_.stage == Stage.PREPARING:
        tasks = _preparing(round_, document, states)
        return Desk(_first_open(tasks), tasks, states, document)
    tasks = _sent(round_, states)
    due = due_follow_up(round_, today) if round_.stage in _PROMISED else ()
    return Desk(_next(round_, states, today), tasks, states, document, due)


def _preparing(
    round_: Round, document: RoundDocument | None, states: StatesPage
) -> tuple[Task, ...]:
    number = len(states.bodies)
    is_published = document is not None and document.published_at is not None
    if document is None:
        text = _("There is no text yet.")
    elif is_published:
        text = _("Published: %(title)s.") % {"title": document}
    else:
        text = _("Not published yet: %(title)s.") % {"title": document}
    view = "dialogue-document-new" if document is None else "dialogue-documents"
    asked = [body for body in states.bodies if not body.is_guest]
    return (
        Task(_("The question"), round_.question, is_done=True, view="dialogue-work-question"),
        Task(_("The text, divided into clauses"), text, is_published, view),
        Task(
            _("The addressees"),
            ngettext("%(number)d addressee.", "%(number)d addressees.", number)
            % {"number": number},
            bool(asked),
            "dialogue-work-addressees",
        ),
        Task(
            _("The letter"),
            _("Written.") if round_.letter_text else _("Not written yet."),
            bool(round_.letter_text),
            "dialogue-work-letter",
        ),
    )


def _first_open(tasks: tuple[Task, ...]) -> Step:
    texts = (
        (_("Write what you ask."), _("Write the question")),
        (_("Add the text that the councils are asked about, and publish it."), _("To the text")),
        (_("Say whom you ask."), _("Choose addressees")),
        (_("Write the letter."), _("Write the letter")),
    )
    for task, (text, action) in zip(tasks, texts, strict=True):
        if not task.is_done:
            return Step(text, action, task.view, task.keys)
    return Step(
        _("Everything is ready. Look once more, and send it."),
        _("Look and send"),
        "dialogue-work-send",
    )


def _next(round_: Round, states: StatesPage, today: date) -> Step | None:
    steps = {
        Stage.WEIGHING: Step(
            _("Reply to every point, with reasons, and publish the reply memo."),
            _("Reply to the points"),
            "dialogue-replies",
        ),
        Stage.DECIDING: Step(
            _("Prepare the meeting of the board, and decide."),
            _("To the meeting"),
            "dialogue-decision",
        ),
        Stage.DECIDED: Step(
            _("Write down who does what, and when."), _("To the commitments"), "dialogue-follow-up"
        ),
        Stage.CLOSED: Step(
            _("Look back once a year: was it done, and what was learned?"),
            _("To the evaluation"),
            "dialogue-follow-up",
        ),
    }
    if round_.stage != Stage.OPEN:
        return steps.get(Stage(round_.stage))
    number = len(states.waiting)
    if not number:
        text = _("Everybody has answered. Close the answers, and weigh them.")
        return Step(text, _("Close the answers"), "dialogue-work-close")
    last = max((body.due_on for body in states.waiting if body.due_on), default=None)
    if last is not None and last < today:
        text = ngettext(
            "The last day has passed; %(number)d did not answer. Close the answers, or give more"
            " time.",
            "The last day has passed; %(number)d did not answer. Close the answers, or give more"
            " time.",
            number,
        ) % {"number": number}
        return Step(text, _("Close the answers"), "dialogue-work-close")
    text = ngettext(
        "%(number)d has still to answer, until %(day)s. Reminders go out by themselves.",
        "%(number)d have still to answer, until %(day)s. Reminders go out by themselves.",
        number,
    ) % {"number": number, "day": date_format(last, "DATE_FORMAT") if last else "–"}
    return Step(text, _("See who is how far"), "dialogue-states")


def _sent(round_: Round, states: StatesPage) -> tuple[Task, ...]:
    order = list(Stage)
    at = order.index(Stage(round_.stage)) if round_.stage != Stage.WITHDRAWN else 0

    def past(stage: Stage) -> bool:
        return at > order.index(stage)

    balances = round_.balances.count()
    published = ngettext("%(number)d version.", "%(number)d versions.", balances)
    answered = _("%(answered)d of %(asked)d answered.") % {
        "answered": states.answered,
        "asked": len(states.bodies),
    }
    return (
        Task(
            _("Sent"),
            date_format(round_.sent_on, "DATE_FORMAT") if round_.sent_on else "–",
            is_done=round_.sent_on is not None,
            view="dialogue-work-letter",
        ),
        Task(_("Answers"), answered, past(Stage.OPEN), "dialogue-states"),
        Task(
            _("Interim balance"),
            published % {"number": balances} if balances else _("Not published yet."),
            bool(balances),
            "dialogue-balance",
        ),
        Task(_("Replies and memo"), "", past(Stage.WEIGHING), "dialogue-replies"),
        Task(_("Meeting and decision"), "", past(Stage.DECIDING), "dialogue-decision"),
        Task(
            _("Commitments and evaluation"), "", round_.stage == Stage.CLOSED, "dialogue-follow-up"
        ),
    )
