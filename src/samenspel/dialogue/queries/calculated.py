# SPDX-License-Identifier: EUPL-1.2
"""What the term calculator answers, and the list of all terms of the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from samenspel.analysis.terms import (
    Closed,
    Computed,
    Direction,
    Own,
    compute,
    rule_keys,
    versions_of,
)
from samenspel.dialogue.models import Recess
from samenspel.dialogue.queries.calendar_drawing import CalendarDrawing, drawing_of
from samenspel.dialogue.queries.round_calendar import Moment, RoundCalendar, holiday_moments
from samenspel.dialogue.terms import with_recess
from samenspel.dialogue.terms_wording import TITLES, Explanation, explained, law, rule_length
from samenspel.places.models import Country, Municipality


@dataclass(frozen=True)
class RuleLine:
    """A rule as it holds now: what, how long, by which law, and since when."""

    key: str
    title: str
    length: str
    law: str
    since: date | None


@dataclass(frozen=True)
class Answer:
    """The last day, why, and a picture of the time until then (or back from the meeting)."""

    due: date
    shift_days: int
    explanation: Explanation
    page: RoundCalendar
    drawing: CalendarDrawing | None
    municipality: Municipality | None
    lacks_recess: bool


def rule_lines() -> tuple[tuple[str, tuple[RuleLine, ...]], ...]:
    """All rules, by country."""
    return tuple(
        (str(name), tuple(_line(key) for key in rule_keys(country)))
        for country, name in Country.choices
    )


def _line(key: str) -> RuleLine:
    rule = versions_of(key)[-1]
    return RuleLine(
        key, str(TITLES[key]), rule_length(rule), law(rule.act, rule.article), rule.valid_from
    )


def answer(
    key: str, day: date, *, municipality: Municipality | None, weeks: int | None, today: date
) -> Answer:
    """Compute a term; one query when a municipality is given, else none.

    Raises
    ------
    TermsError
        The rule did not hold then, or cannot be computed from this.
    """
    is_fixed = versions_of(key)[-1].direction is Direction.FIXED
    own = None if weeks is None or is_fixed else Own(weeks)
    term = compute(key, day.year if is_fixed else day, own=own)
    recesses = _recesses(municipality)
    is_for_council = term.rule is not None and term.rule.is_for_councils
    if is_for_council:
        term = with_recess(term, recesses)
    why = explained(term)
    assert why is not None  # noqa: S101 - there is a term
    page = _page(term, why, recesses if is_for_council else ())
    return Answer(
        due=term.due,
        shift_days=term.shift_days,
        explanation=why,
        page=page,
        drawing=drawing_of(page, today),
        municipality=municipality,
        lacks_recess=municipality is not None and is_for_council and not recesses,
    )


def _recesses(municipality: Municipality | None) -> tuple[Closed, ...]:
    if municipality is None:
        return ()
    rows = Recess.objects.filter(municipality=municipality)
    return tuple(Closed(row.name, row.begins, row.ends) for row in rows)


def _page(term: Computed, why: Explanation, recesses: tuple[Closed, ...]) -> RoundCalendar:
    begins, ends = min(term.start, term.due), max(term.start, term.due)
    forward = term.start <= term.due
    moments = [
        Moment(
            "due",
            begins + timedelta(days=1) if forward and begins < ends else begins,
            why.title or _("Term"),
            until=ends,
            unshifted=term.unshifted if forward else None,
            label=_("Term"),
        )
    ]
    moments += [
        Moment("recess", one.begins, one.name, until=one.ends - timedelta(days=1))
        for one in recesses
        if one.begins <= ends and one.ends > begins
    ]
    assert term.rule is not None  # noqa: S101 - computed by a rule
    moments += holiday_moments(term.rule.country, begins, ends)
    return RoundCalendar(tuple(moments), begins, ends)
