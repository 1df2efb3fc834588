# SPDX-License-Identifier: EUPL-1.2
"""Computing the last day of a term, and telling every step on the way.

A term counts from the day after the event and ends on the same day of the week. When its last day
is a Saturday, a Sunday or a public holiday, a term of the law runs on until and with the next day
that is none of these (Algemene termijnenwet, article 1), but not when it was counted back, has a
fixed date, or is longer than twelve weeks, ninety days or three months (articles 1 and 4). What an
arrangement itself sets is no term of the law: it does not run on.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from samenspel.analysis.terms.errors import TermsError
from samenspel.analysis.terms.holidays import DECREED_UNTIL, FIRST_YEAR, LAST_YEAR, closed_on
from samenspel.analysis.terms.rules import (
    Direction,
    Extension,
    Rule,
    Start,
    Unit,
    rule_in_year,
    rule_on,
)

Value = str | int
LONGEST_OWN = 520
"""Weeks of the longest term that an arrangement may set: ten years."""


@dataclass(frozen=True)
class Step:
    """One thing that was done or noticed on the way to a date; words are made elsewhere.

    Kinds of steps: ``chosen``, ``start`` (event), ``counted`` (length, unit, direction),
    ``skipped`` (why: see ``closed_on``), ``not_extended`` (why: an Extension), ``limited`` (the
    day and month before which it must be), ``own`` and ``own_not_used`` (length, unit, source),
    ``given`` and ``given_not_used``. Kinds of warnings: ``ends_on_closed_day`` (why),
    ``expected_decree``, ``already_past``, and those of ``recess_warnings``.
    """

    kind: str
    on: date
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Own:
    """What an arrangement sets itself: so many weeks, and where that stands."""

    weeks: int
    source: str = ""


@dataclass(frozen=True)
class Computed:
    """The last day of a term and how it was found.

    ``rule`` is empty (None) for a day that somebody chose. ``unshifted`` is the last day before it
    ran on; ``shift_days`` how many days it did.
    """

    rule: Rule | None
    start: date
    unshifted: date
    due: date
    steps: tuple[Step, ...]
    warnings: tuple[Step, ...] = ()

    @property
    def shift_days(self) -> int:
        """Days between the date as counted and the last day."""
        return (self.due - self.unshifted).days


def compute(key: str, start: date | int, *, own: Own | None = None) -> Computed:
    """The last day of the term with this name.

    Parameters
    ----------
    key
        One of ``rule_keys``.
    start
        The day of the event (receipt, meeting, adoption), or the year for a fixed date.
    own
        What the arrangement itself sets: for councils the later day counts, for a board the
        earlier one. Not for a fixed date or a term from adoption.

    Raises
    ------
    TermsError
        The rule is not known or did not hold then, the start is of the wrong kind or outside the
        years of which holidays are known, or the own term has no sensible length.
    """
    _require_year(start if isinstance(start, int) else start.year)
    if isinstance(start, int):
        return _fixed(rule_in_year(key, start), start)
    rule = rule_on(key, start)
    if rule.direction is Direction.FIXED:
        raise TermsError("start", rule.start)
    found = by_rule(rule, start)
    return found if own is None else _with_own(found, rule, own)


def by_rule(rule: Rule, start: date) -> Computed:
    """The last day of a term that is counted from an event, by the given version of a rule.

    Raises
    ------
    TermsError
        The term ends outside the years of which holidays are known.
    """
    backwards = rule.direction is Direction.BACK
    counted = count(start, rule.length, rule.unit, backwards=backwards)
    steps = [
        Step("start", start, {"event": rule.start}),
        Step(
            "counted",
            counted,
            {"length": rule.length, "unit": rule.unit, "direction": rule.direction},
        ),
    ]
    due, more = _run_on(rule, counted)
    steps += more
    if rule.before is not None:
        last = date(start.year, *rule.before) - timedelta(days=1)
        if last < due:
            due = last
            steps.append(Step("limited", last, {"day": rule.before[1], "month": rule.before[0]}))
    found = Computed(rule, start, counted, due, tuple(steps))
    return replace(found, warnings=_warnings(found))


def chosen(start: date, due: date) -> Computed:
    """A last day that somebody chose: the law sets no term."""
    return Computed(None, start, due, due, (Step("chosen", due),))


def given(found: Computed, until: date) -> Computed:
    """More time than the term of the law, given by who asks; a shorter time does not count."""
    if until <= found.due:
        step = Step("given_not_used", until)
        return replace(found, steps=(*found.steps, step)) if until < found.due else found
    steps = (*found.steps, Step("given", until))
    return Computed(found.rule, found.start, until, until, steps)


def count(start: date, length: int, unit: Unit, *, backwards: bool = False) -> date:
    """The day so many weeks, days or months after (before) a day.

    A month ends on the day with the same number, or on the last day where there is none.

    Parameters
    ----------
    length
        In ``unit``, 0 or more.
    """
    sign = -1 if backwards else 1
    if unit is Unit.MONTHS:
        months = start.year * 12 + start.month - 1 + sign * length
        year, month = divmod(months, 12)
        longest = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(start.day, longest))
    return start + timedelta(days=sign * length * (7 if unit is Unit.WEEKS else 1))


def _require_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise TermsError("year", year)


def _fixed(rule: Rule, year: int) -> Computed:
    assert rule.day is not None  # noqa: S101 - rule_in_year gives no other
    due = date(year, *rule.day)
    steps = (Step("counted", due, {"direction": rule.direction}), *_not_extended(rule, due))
    found = Computed(rule, due, due, due, steps)
    return replace(found, warnings=_warnings(found))


def _run_on(rule: Rule, counted: date) -> tuple[date, list[Step]]:
    """The first working day from the counted one on, where the term runs on."""
    if rule.extension is not Extension.EXTENDED:
        return counted, list(_not_extended(rule, counted))
    steps = []
    due = counted
    while why := closed_on(rule.country, due):
        steps.append(Step("skipped", due, {"why": why}))
        due += timedelta(days=1)
    return due, steps


def _not_extended(rule: Rule, day: date) -> tuple[Step, ...]:
    """Say why the term does not run on, when that would have made a difference."""
    if closed_on(rule.country, day):
        return (Step("not_extended", day, {"why": rule.extension}),)
    return ()


def _with_own(found: Computed, rule: Rule, own: Own) -> Computed:
    """The stricter one of the law and the arrangement: later for councils, earlier for boards."""
    if not 1 <= own.weeks <= LONGEST_OWN:
        raise TermsError("length", own.weeks)
    if rule.start is Start.ADOPTED:
        raise TermsError("start", rule.start)
    backwards = rule.direction is Direction.BACK
    day = count(found.start, own.weeks, Unit.WEEKS, backwards=backwards)
    values: Mapping[str, Value] = {"length": own.weeks, "unit": "weeks", "source": own.source}
    stricter = day < found.due if backwards else day > found.due
    step = Step("own" if stricter else "own_not_used", day, values)
    steps = (*found.steps, step)
    if not stricter:
        return replace(found, steps=steps)
    made = Computed(rule, found.start, day, day, steps)
    return replace(made, warnings=_warnings(made))


def _warnings(found: Computed) -> tuple[Step, ...]:
    """What the reader should know about the last day itself."""
    assert found.rule is not None  # noqa: S101 - only called with one
    country = found.rule.country
    warned = []
    if why := closed_on(country, found.due):
        warned.append(Step("ends_on_closed_day", found.due, {"why": why}))
    warned += [
        Step("expected_decree", step.on)
        for step in found.steps
        if step.values.get("why") == "ascension_friday" and step.on.year > DECREED_UNTIL
    ]
    if found.rule.direction is Direction.FORWARD and found.due < found.start:
        warned.append(Step("already_past", found.due))
    return tuple(warned)
