# SPDX-License-Identifier: EUPL-1.2
"""The calendar of one round: when it was sent, who answers until when and why, and what comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.analysis.terms import TermsError, compute, holidays_between
from samenspel.dialogue.models import Addressee, Meeting, Recess, Round
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.terms import due_of, own_terms, term_json
from samenspel.dialogue.terms_wording import CLOSED, Explanation, explained, weekday

NAMES_SHOWN = 3
MUST_SEND = {
    Round.Kind.BUDGET: "budget-to-councils",
    Round.Kind.BUDGET_CHANGE: "budget-change-to-councils",
}
"""The rule by which the board counts back from its meeting, by kind of round."""


@dataclass(frozen=True)
class Moment:
    """A day or period of the calendar; ``until`` is the last day of a period, that day too.

    ``kind``: sent, must_send, due, recess, holiday, agenda, decides or meeting. ``who`` are the
    names it is about, ``number`` how many. ``unshifted`` is the day before a term ran on;
    ``label`` stands before its row in the picture.
    """

    kind: str
    on: date
    title: str
    until: date | None = None
    who: tuple[str, ...] = ()
    explanation: Explanation | None = None
    unshifted: date | None = None
    is_forecast: bool = False
    label: str = ""

    @property
    def number(self) -> int:
        return len(self.who)

    @property
    def who_text(self) -> str:
        """A few names, and how many more."""
        if len(self.who) <= NAMES_SHOWN + 1:
            return ", ".join(self.who)
        more = len(self.who) - NAMES_SHOWN
        return _("%(names)s and %(number)s more") % {
            "names": ", ".join(self.who[:NAMES_SHOWN]),
            "number": more,
        }

    @property
    def last(self) -> date:
        return self.until or self.on


@dataclass(frozen=True)
class RoundCalendar:
    """The moments of a round in order of time, the days that the picture shows, and holidays."""

    moments: tuple[Moment, ...]
    first: date
    last: date
    forecast_problem: str = ""

    def of(self, *kinds: str) -> tuple[Moment, ...]:
        """The moments of these kinds."""
        return tuple(moment for moment in self.moments if moment.kind in kinds)


def round_calendar(round_: Round, *, today: date) -> RoundCalendar:
    """The calendar of a round: three queries, four while it is being prepared.

    Before it is sent, terms are a forecast: as if it were sent ``today``.
    """
    addressees = list(round_.addressees.order_by("position", "name", "pk"))
    moments: list[Moment] = []
    problem = ""
    if round_.sent_on is not None:
        moments.append(Moment("sent", round_.sent_on, _("Sent"), who=_names(addressees)))
        moments += _due(addressees)
    else:
        made, problem = _forecast(round_, addressees, today)
        moments += made
    moments += _agenda(addressees)
    moments += _meetings(round_)
    moments += _must_send(round_)
    if not moments:
        return RoundCalendar((), today, today, problem)
    first, last = min(m.on for m in moments), max(m.last for m in moments)
    moments += _recesses(addressees, first, last)
    moments += holiday_moments(round_.country, first, last)
    return RoundCalendar(tuple(sorted(moments, key=_order)), first, last, problem)


_ORDER = ("sent", "must_send", "due", "agenda", "decides", "meeting", "recess", "holiday")


def _order(moment: Moment) -> tuple[date, int, str]:
    # A period of days stands where it begins, a last day where it ends.
    on = moment.last if moment.kind == "due" else moment.on
    return (on, _ORDER.index(moment.kind), moment.title)


def _names(addressees: Iterable[Addressee]) -> tuple[str, ...]:
    return tuple(one.name for one in addressees)


def _due(addressees: Sequence[Addressee]) -> list[Moment]:
    """The terms: those with the same first and last day together."""
    groups: dict[tuple[date, date], list[Addressee]] = defaultdict(list)
    for one in addressees:
        if one.received_on is not None and one.due_on is not None:
            groups[one.received_on, one.due_on].append(one)
    made = []
    for (received, due), members in sorted(groups.items()):
        told = _without_own_warnings(members)
        why = explained(told)
        is_extended = why is not None and why.due != due
        made.append(
            Moment(
                "due",
                received + timedelta(days=1),
                _("Last day to answer (extended)") if is_extended else _("Last day to answer"),
                until=due,
                who=_names(members),
                explanation=extended(why, due),
                unshifted=date.fromisoformat(told["unshifted"]) if told else None,
            )
        )
    return made


def extended(why: Explanation | None, due: date) -> Explanation | None:
    """The explanation of a term that was extended until ``due`` after it was computed."""
    if why is None or why.due == due:
        return why
    line = _("Who asks then gave more time: until %(day)s.") % {"day": weekday(due)}
    return replace(why, due=due, lines=(*why.lines, line), warnings=())


def _without_own_warnings(members: Sequence[Addressee]) -> dict[str, Any]:
    """The term of a group; what holds for one council only stays on the page of that council."""
    told = dict(members[0].term)
    if told and len(members) > 1:
        shared = [w for w in told["warnings"] if all(w in m.term["warnings"] for m in members)]
        told["warnings"] = shared
    return told


def _forecast(
    round_: Round, addressees: Sequence[Addressee], today: date
) -> tuple[list[Moment], str]:
    try:
        term = due_of(round_, today)
    except DialogueRefused as refused:
        return [], refused.message
    return [
        Moment(
            "due",
            today + timedelta(days=1),
            _("Last day to answer, if it is sent today"),
            until=term.due,
            who=_names(addressees),
            explanation=explained(term_json(term)),
            unshifted=term.unshifted,
            is_forecast=True,
        )
    ], ""


def _agenda(addressees: Sequence[Addressee]) -> list[Moment]:
    by_day: dict[date, list[Addressee]] = defaultdict(list)
    for one in addressees:
        if one.agenda_on is not None:
            by_day[one.agenda_on].append(one)
    return [
        Moment("agenda", day, _("On the agenda"), who=_names(members))
        for day, members in sorted(by_day.items())
    ]


def _meetings(round_: Round) -> list[Moment]:
    meetings = round_.meetings.exclude(state=Meeting.State.CANCELLED)
    made = [
        Moment("meeting", timezone.localtime(one.begins_at).date(), one.name) for one in meetings
    ]
    if round_.decides_on is not None and round_.decides_on not in {m.on for m in made}:
        made.append(Moment("decides", round_.decides_on, _("The board wants to decide")))
    return made


def _must_send(round_: Round) -> list[Moment]:
    """Until when a budget must go to the councils, counted back from the meeting."""
    key = MUST_SEND.get(Round.Kind(round_.kind))
    if key is None or round_.decides_on is None or round_.country != "nl":
        return []
    own = own_terms(round_.arrangement_slug).get(key)
    try:
        term = compute(key, round_.decides_on, own=own)
    except TermsError:
        return []
    return [
        Moment(
            "must_send",
            term.due,
            _("Must have been sent to the councils"),
            explanation=explained(term_json(term)),
        )
    ]


def _recesses(addressees: Sequence[Addressee], first: date, last: date) -> list[Moment]:
    """Recesses of councils within the calendar, those with the same days together."""
    asked = {
        one.municipality_id: one.name
        for one in addressees
        if one.body == Addressee.Body.COUNCIL and one.municipality_id
    }
    rows = Recess.objects.filter(municipality_id__in=asked, begins__lte=last, ends__gt=first)
    by_period: dict[tuple[date, date, str], list[str]] = defaultdict(list)
    for row in rows:
        by_period[row.begins, row.ends, row.name].append(asked[row.municipality_id])
    return [
        Moment("recess", begins, name, until=ends - timedelta(days=1), who=tuple(sorted(names)))
        for (begins, ends, name), names in sorted(by_period.items())
    ]


def holiday_moments(country: str, first: date, last: date) -> list[Moment]:
    """The public holidays from ``first`` until and with ``last``; none of unknown years."""
    try:
        days = holidays_between(country, first, last)
    except TermsError:
        return []
    return [
        Moment("holiday", day, str(CLOSED[key])[:1].upper() + str(CLOSED[key])[1:])
        for day, key in days
    ]


def counted_bodies(number: int) -> str:
    """How many bodies, in words for a label."""
    return ngettext("%(number)s body", "%(number)s bodies", number) % {"number": number}
