# SPDX-License-Identifier: EUPL-1.2
"""The one page of a body: for its own people a desk, for everybody its opinion."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.dialogue.models import Addressee
from samenspel.dialogue.queries.body import BodyPage, body_page
from samenspel.dialogue.queries.next_step import next_step, other_links
from samenspel.dialogue.terms_wording import explained
from samenspel.dialogue.views.bodies import Body
from samenspel.dialogue.views.paths import address, crumbs

State = Addressee.State
ORDER = (State.RECEIVED, State.ON_AGENDA, State.DRAFT, State.ADOPTED, State.SENT)


@dataclass(frozen=True)
class Mark:
    """A step in the picture: ``state`` is done, now or later; ``note`` a day or a word."""

    label: str
    state: str
    note: str = ""


@require_safe
@never_cache
def page(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """What is asked, until when, the next step, the parts of the text, how far it is."""
    body = Body(request, slug, addressee)
    found = body_page(body.access, body.addressee)
    context = {
        "round": body.round,
        "addressee": body.addressee,
        "page": found,
        "step": next_step(found),
        "links": other_links(found),
        "marks": marks(found),
        "time_left": time_left(found),
        "explanation": explained(body.addressee.term),
        "document_url": _document_url(found),
        "points_url": address("dialogue-points", slug, addressee) if found.sent else "",
        "downloads": [
            (label, body.url("dialogue-opinion-file", found.history[-1].version.pk, kind))
            for label, kind in (("PDF", "pdf"), ("Word", "docx"))
        ]
        if found.history
        else [],
        "breadcrumb": crumbs(body.round, body.addressee.name),
    }
    return render(request, "dialogue/body.html", context)


def _document_url(found: BodyPage) -> str:
    if not found.parts:
        return ""
    return address("dialogue-document", found.round.slug, found.parts[0].clause.document.number)


def time_left(page: BodyPage) -> str:
    """How many days there are; empty once the body said what it wanted, or without a last day."""
    days = page.days_left
    if days is None or page.is_answered or page.round.stage not in {"open", "weighing"}:
        return ""
    if days == 0:
        return _("Today is the last day.")
    if days < 0:
        text = ngettext(
            "The last day was %(number)d day ago.", "The last day was %(number)d days ago.", -days
        )
        return text % {"number": -days}
    text = ngettext("%(number)d day left.", "%(number)d days left.", days)
    return text % {"number": days}


def marks(page: BodyPage) -> tuple[Mark, ...]:
    """The picture of the steps, from the letter to the opinion that was sent."""
    now = page.addressee.state
    if now in {State.NONE_WISHED, State.WITHDRAWN}:
        last = page.steps.get(now)
        return (
            Mark(_mark_label(State.RECEIVED), "done", _day(page, State.RECEIVED)),
            Mark(
                page.addressee.get_state_display(),
                "now",
                date_format(last.on, "DATE_FORMAT") if last else "",
            ),
        )
    reached = State.SENT if now == State.TOO_LATE else now
    place = ORDER.index(State(reached)) if reached in ORDER else -1
    return tuple(
        Mark(
            _mark_label(State.TOO_LATE if state == State.SENT and now == State.TOO_LATE else state),
            _mark_state(index, place),
            _day(page, state) if _shows_day(page, state, index, place) else "",
        )
        for index, state in enumerate(ORDER)
    )


def _mark_state(index: int, place: int) -> str:
    last = len(ORDER) - 1
    if index < place or place == last:
        return "done"
    return "now" if index == place else "later"


def _shows_day(page: BodyPage, state: State, index: int, place: int) -> bool:
    """A day that is still to come is shown only for the meeting."""
    return index <= place or (state == State.ON_AGENDA and page.addressee.agenda_on is not None)


def _day(page: BodyPage, state: State) -> str:
    addressee, steps = page.addressee, page.steps
    if state == State.RECEIVED and addressee.received_on:
        return date_format(addressee.received_on, "DATE_FORMAT")
    if state == State.ON_AGENDA:
        return date_format(addressee.agenda_on, "DATE_FORMAT") if addressee.agenda_on else ""
    if state == State.SENT and page.sent:
        return date_format(page.sent.on, "DATE_FORMAT")
    step = steps.get(state)
    return date_format(step.on, "DATE_FORMAT") if step else ""


def _mark_label(state: State) -> str:
    return {
        State.RECEIVED: _("Letter received"),
        State.ON_AGENDA: _("On the agenda"),
        State.DRAFT: _("Draft opinion"),
        State.ADOPTED: _("Opinion adopted"),
        State.SENT: _("Sent"),
        State.TOO_LATE: _("Sent too late"),
    }[state]
