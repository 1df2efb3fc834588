# SPDX-License-Identifier: EUPL-1.2
"""The one next step of a person at the page of a body, and what else they may do there."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.dialogue.models import Addressee, Round
from samenspel.dialogue.queries.body import BodyPage

State = Addressee.State


@dataclass(frozen=True)
class NextStep:
    """What to do now: a sentence, and a button where there is something to do here."""

    text: str
    button: str = ""
    url: str = ""
    more: str = ""


@dataclass(frozen=True)
class Link:
    """Something else that may be done here."""

    label: str
    url: str


def next_step(page: BodyPage) -> NextStep | None:
    """The next step of this person; None for who has nothing to do with this body."""
    standing = page.standing
    if page.round.stage == Round.Stage.WITHDRAWN:
        return None
    if standing.may_answer and (step := _of_answering(page)):
        return step
    if standing.may_write and not standing.answers and (step := _of_rapporteur(page)):
        return step
    if standing.may_prepare and not page.is_answered and (step := _of_councillor(page)):
        return step
    if standing.sees_inside:
        return NextStep(_done_text(page))
    if standing.may_record and page.addressee.state not in _BUSY and not page.history:
        return NextStep(
            _("Did the answer come by letter or e-mail?"),
            _("Enter the letter"),
            _url(page, "dialogue-answer-letter"),
            _("A council that works with this site sends its opinion itself."),
        )
    return None


_BUSY = frozenset({State.DRAFT, State.ADOPTED, State.NONE_WISHED})


def _url(page: BodyPage, view: str) -> str:
    return reverse(view, args=[page.round.slug, page.addressee.pk])


def _of_answering(page: BodyPage) -> NextStep | None:
    """The clerk; of an executive the adviser."""
    inside, addressee = page.inside, page.addressee
    if inside.invited_by and not page.is_answered:
        return NextStep(
            _("%(name)s asks to give an opinion together.") % {"name": inside.invited_by},
            _("Decide"),
            _url(page, "dialogue-joint"),
        )
    if inside.opinion is not None:
        return _with_opinion(page)
    if page.is_answered:
        return NextStep(_done_text(page))
    if addressee.agenda_on is None:
        return NextStep(
            _("Put it on the agenda."),
            _("Choose the meeting"),
            _url(page, "dialogue-agenda"),
            _("Then everybody sees when your answer can be expected."),
        )
    if addressee.body == Addressee.Body.COUNCIL and not inside.rapporteurs:
        return NextStep(
            _("Who writes the opinion? Appoint one or more councillors as rapporteur."),
            _("Appoint a rapporteur"),
            _url(page, "dialogue-rapporteurs"),
            _("Or write the draft yourself: see below."),
        )
    return NextStep(_("Begin the draft opinion."), _("Begin"), _url(page, "dialogue-draft"))


def _with_opinion(page: BodyPage) -> NextStep:
    inside, addressee = page.inside, page.addressee
    if not inside.is_leading and (inside.is_open or not inside.is_fixed or inside.has_adopted):
        if page.is_answered:
            return NextStep(_done_text(page))
        text = (
            _("%(name)s writes the text. Adopt it here when it is fixed.")
            if inside.is_open
            else _("Your council adopted it. %(name)s sends it.")
        )
        return NextStep(
            text % {"name": inside.led_by}, _("Read the text"), _url(page, "dialogue-draft")
        )
    if inside.is_open and addressee.agenda_on and addressee.agenda_on > page.today:
        return NextStep(
            _("The draft is being written. The meeting is on %(date)s.")
            % {"date": date_format(addressee.agenda_on, "DATE_FORMAT")},
            _("Open the draft"),
            _url(page, "dialogue-draft"),
            _("After the meeting you record here that the opinion was adopted."),
        )
    if inside.is_open or (inside.is_fixed and not inside.has_adopted):
        return NextStep(
            _("Is the draft ready, and was it adopted? Record it with the votes."),
            _("Record the adoption"),
            _url(page, "dialogue-adopt"),
            _("Adopting fixes the text."),
        )
    if inside.is_fixed and inside.waiting:
        return NextStep(
            _("These councils still have to adopt it: %(names)s.")
            % {"names": ", ".join(inside.waiting)},
            _("The joint opinion"),
            _url(page, "dialogue-joint"),
        )
    if inside.is_fixed:
        return NextStep(
            _("The opinion was adopted. Send it."),
            _("Send the opinion"),
            _url(page, "dialogue-send"),
            _("From then on everybody can read it."),
        )
    return NextStep(_done_text(page))


def _of_rapporteur(page: BodyPage) -> NextStep | None:
    inside = page.inside
    if inside.opinion is None and not page.is_answered:
        return NextStep(
            _("You are rapporteur. Begin the draft opinion."),
            _("Begin"),
            _url(page, "dialogue-draft"),
            _shared_text(inside.shared_notes),
        )
    if inside.opinion is not None and inside.is_open and inside.is_leading:
        return NextStep(
            _("You are rapporteur. Write the draft opinion."),
            _("Write"),
            _url(page, "dialogue-draft"),
            _shared_text(inside.shared_notes),
        )
    return None


def _shared_text(number: int) -> str:
    text = ngettext(
        "Councillors share %(number)d note.", "Councillors share %(number)d notes.", number
    )
    return text % {"number": number} if number else ""


def _of_councillor(page: BodyPage) -> NextStep:
    notes = page.inside.own_notes
    text = ngettext(
        "You made %(number)d note. Go on where you were.",
        "You made %(number)d notes. Go on where you were.",
        notes,
    )
    return NextStep(
        text % {"number": notes} if notes else _("Read the text and note what you think."),
        _("To my notes"),
        _url(page, "dialogue-prepare"),
        _("Only you see your notes, unless you share them with your council."),
    )


def _done_text(page: BodyPage) -> str:
    state = page.addressee.state
    if state in {State.SENT, State.TOO_LATE}:
        return _("The opinion was sent. There is nothing to do now: the reply comes later.")
    if state == State.NONE_WISHED:
        return _("It was said that no opinion is wished. There is nothing to do.")
    if page.round.stage not in {Round.Stage.OPEN, Round.Stage.WEIGHING}:
        return _("The answers are closed. There is nothing to do here now.")
    if state == State.WITHDRAWN:
        return _("The opinion was withdrawn.")
    return _("There is nothing for you to do now. You can follow here how far it is.")


def other_links(page: BodyPage) -> tuple[Link, ...]:
    """Everything else that this person may do or read here, in the order of the work."""
    standing, inside, step = page.standing, page.inside, next_step(page)
    has_opinion = inside.opinion is not None
    is_early = not page.is_answered and not has_opinion
    can_change = has_opinion and inside.is_leading and not inside.is_open
    offered = (
        (standing.may_prepare, _("My notes"), "dialogue-prepare"),
        (standing.sees_notes, _("What councillors share"), "dialogue-notes"),
        (standing.may_appoint, _("Rapporteurs"), "dialogue-rapporteurs"),
        (standing.may_answer and not page.is_answered, _("Agenda"), "dialogue-agenda"),
        (standing.sees_inside and has_opinion, _("The text of the opinion"), "dialogue-draft"),
        (standing.may_write and not has_opinion, _("Begin a draft"), "dialogue-draft"),
        (
            standing.may_answer and has_opinion and inside.is_leading and inside.is_open,
            _("Record the adoption"),
            "dialogue-adopt",
        ),
        (
            standing.may_answer
            and page.addressee.body == Addressee.Body.COUNCIL
            and (has_opinion or bool(inside.invited_by)),
            _("Together with other councils"),
            "dialogue-joint",
        ),
        (standing.may_answer and can_change, _("Make a new version"), "dialogue-correct"),
        (standing.may_answer and is_early, _("We wish no opinion"), "dialogue-none"),
        (standing.may_answer and has_opinion, _("Withdraw"), "dialogue-withdraw"),
        (standing.may_record, _("Enter a letter"), "dialogue-answer-letter"),
    )
    taken = step.url if step else ""
    links = (Link(label, _url(page, view)) for is_offered, label, view in offered if is_offered)
    return tuple(link for link in links if link.url != taken)
