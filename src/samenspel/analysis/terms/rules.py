# SPDX-License-Identifier: EUPL-1.2
"""The table of terms that the law sets, with the article, and since and until when each holds.

The Netherlands: the Wet gemeenschappelijke regelingen (Wgr), as amended on 1 July 2022 (Staatsblad
2022, 18) and, next to it, what held before: since 1 January 2015 eight weeks for budgets, before
that six. Flanders: the decreet over het lokaal bestuur (22 December 2017). Articles are named only
where the text was at hand; elsewhere the act alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samenspel.analysis.terms.errors import TermsError


class Direction(StrEnum):
    """How a term is counted."""

    FORWARD = "forward"
    """From the day after an event; ends on the same day of the week."""
    BACK = "back"
    """Back from a meeting."""
    FIXED = "fixed"
    """A fixed day in the year."""


class Unit(StrEnum):
    """What the length of a term is counted in."""

    WEEKS = "weeks"
    DAYS = "days"
    MONTHS = "months"


class Start(StrEnum):
    """What a term is counted from."""

    RECEIVED = "received"
    MEETING = "meeting"
    ADOPTED = "adopted"
    YEAR = "year"


class Extension(StrEnum):
    """Whether a term runs on when its last day is no working day, or why it does not.

    Algemene termijnenwet, articles 1 and 4.
    """

    EXTENDED = "extended"
    COUNTED_BACK = "counted_back"
    TOO_LONG = "too_long"
    FIXED_DATE = "fixed_date"
    NO_ACT = "no_act"
    """Flanders: the Dutch act does not hold there."""


LONGEST_EXTENDED = {Unit.WEEKS: 12, Unit.DAYS: 90, Unit.MONTHS: 3}
"""The longest term that runs on (Algemene termijnenwet, article 4); exactly so long still does."""


@dataclass(frozen=True)
class Rule:
    """One term of the law.

    ``article`` is empty where the number was not at hand. ``valid_to`` is the first day on which
    the rule no longer holds. ``day``: month and day, for a fixed date. ``before``: month and day
    before which it must be done whatever the weeks say.
    """

    key: str
    country: str
    act: str
    article: str
    start: Start
    direction: Direction
    length: int = 0
    unit: Unit = Unit.WEEKS
    day: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    @property
    def extension(self) -> Extension:
        """Whether the term runs on, or why not."""
        if self.country != "nl":
            return Extension.NO_ACT
        if self.direction is Direction.BACK:
            return Extension.COUNTED_BACK
        if self.direction is Direction.FIXED:
            return Extension.FIXED_DATE
        if self.length > LONGEST_EXTENDED[self.unit]:
            return Extension.TOO_LONG
        return Extension.EXTENDED

    @property
    def is_for_councils(self) -> bool:
        """Whether it gives the councils time; the others tell a board when to be ready."""
        return self.start is Start.RECEIVED

    def holds_on(self, day: date) -> bool:
        """Whether the rule holds on this day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


_WGR = "Wet gemeenschappelijke regelingen"
_DLB = "Decreet over het lokaal bestuur"
_2015, _2022 = date(2015, 1, 1), date(2022, 7, 1)
_SOURCE_2022 = "Staatsblad 2022, 18"
_SOURCE_2015 = "Staatsblad 2014, 306"


def _opinion_on_text(key: str, article: str) -> Rule:
    """The opinion of a council on a text of an arrangement: eight weeks, since July 2022.

    Before, councils gave or withheld their consent, for which the act set no term.
    """
    return Rule(
        key=key,
        country="nl",
        act=_WGR,
        article=article,
        start=Start.RECEIVED,
        direction=Direction.FORWARD,
        length=8,
        valid_from=_2022,
        source=_SOURCE_2022,
    )


def _budget_rules(key: str, article: str, start: Start, direction: Direction) -> tuple[Rule, ...]:
    """Twelve weeks since July 2022, eight since 2015, six before."""
    periods = (
        (6, None, _2015, _WGR),
        (8, _2015, _2022, _SOURCE_2015),
        (12, _2022, None, _SOURCE_2022),
    )
    return tuple(
        Rule(
            key=key,
            country="nl",
            act=_WGR,
            article=article,
            start=start,
            direction=direction,
            length=weeks,
            valid_from=valid_from,
            valid_to=valid_to,
            source=source,
        )
        for weeks, valid_from, valid_to, source in periods
    )


def _fixed(
    key: str, article: str, earlier: tuple[int, int], now: tuple[int, int]
) -> tuple[Rule, ...]:
    """A day in the year: ``earlier`` from 2015, ``now`` since July 2022."""
    return tuple(
        Rule(
            key=key,
            country="nl",
            act=_WGR,
            article=article,
            start=Start.YEAR,
            direction=Direction.FIXED,
            day=day,
            valid_from=valid_from,
            valid_to=valid_to,
            source=source,
        )
        for day, valid_from, valid_to, source in (
            (earlier, _2015, _2022, _SOURCE_2015),
            (now, _2022, None, _SOURCE_2022),
        )
    )


def _to_supervisor(
    key: str,
    article: str,
    before: tuple[int, int],
    valid_from: date | None,
    valid_to: date | None,
    source: str,
) -> Rule:
    return Rule(
        key=key,
        country="nl",
        act=_WGR,
        article=article,
        start=Start.ADOPTED,
        direction=Direction.FORWARD,
        length=2,
        before=before,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
    )


def _flemish(
    key: str, article: str, *, back: int = 0, day: tuple[int, int] | None = None, source: str = _DLB
) -> Rule:
    return Rule(
        key=key,
        country="be",
        act=_DLB,
        article=article,
        start=Start.MEETING if back else Start.YEAR,
        direction=Direction.BACK if back else Direction.FIXED,
        length=back,
        unit=Unit.DAYS,
        day=day,
        valid_from=date(2019, 1, 1),
        source=source,
    )


RULES: tuple[Rule, ...] = (
    _opinion_on_text("opinion-on-draft", "1, lid 3"),
    _opinion_on_text("opinion-on-change", "1, lid 3 en 5"),
    _opinion_on_text("opinion-on-accession", "1, lid 3 en 5"),
    _opinion_on_text("opinion-on-exit", "1, lid 3 en 5"),
    *_budget_rules("opinion-on-budget", "35, lid 3", Start.RECEIVED, Direction.FORWARD),
    *_budget_rules("opinion-on-budget-change", "35", Start.RECEIVED, Direction.FORWARD),
    *_budget_rules("budget-to-councils", "35, lid 1", Start.MEETING, Direction.BACK),
    *_budget_rules("budget-change-to-councils", "35", Start.MEETING, Direction.BACK),
    *_fixed("framework-note", "34b", (4, 15), (4, 30)),
    *_fixed("accounts", "34b", (4, 15), (4, 30)),
    _to_supervisor("budget-to-supervisor", "34, lid 2", (8, 1), _2015, _2022, _SOURCE_2015),
    _to_supervisor("budget-to-supervisor", "34, lid 2", (9, 15), _2022, None, _SOURCE_2022),
    _to_supervisor("accounts-to-supervisor", "34, lid 4", (7, 15), _2015, None, _SOURCE_2015),
    # A change of the statutes is put to the participants this long before the general assembly; so
    # did article 39 of the decree of 6 July 2001.
    _flemish("statutes-to-participants", "", back=90),
    # Notice of a meeting of the council, with its agenda; and points that councillors add.
    _flemish("notice-to-council", "", back=8),
    _flemish("points-by-councillors", "", back=5),
    # The general assembly talks about what will be done next year, and its budget.
    _flemish("strategy-to-participants", "432", day=(12, 31)),
    _flemish("evaluation-by-councils", "", day=(12, 31)),
)


def rule_keys(country: str) -> tuple[str, ...]:
    """The names of the rules of a country (``nl`` or ``be``), in the order of the table.

    Raises
    ------
    TermsError
        The country is another one.
    """
    found = tuple(dict.fromkeys(rule.key for rule in RULES if rule.country == country))
    if not found:
        raise TermsError("country", country)
    return found


def versions_of(key: str) -> tuple[Rule, ...]:
    """A rule as it held through the years, oldest first.

    Raises
    ------
    TermsError
        There is no such rule.
    """
    found = tuple(rule for rule in RULES if rule.key == key)
    if not found:
        raise TermsError("rule", key)
    return found


def rule_in_year(key: str, year: int) -> Rule:
    """The rule with a fixed date as it holds on its own date in a year.

    Raises
    ------
    TermsError
        There is no such rule, it has no fixed date, or it does not hold that year.
    """
    versions = versions_of(key)
    for rule in versions:
        if rule.day is None:
            raise TermsError("start", versions[0].start)
        if rule.holds_on(date(year, *rule.day)):
            return rule
    raise TermsError("not_in_force", year)


def rule_on(key: str, day: date) -> Rule:
    """The rule as it holds on a day.

    Raises
    ------
    TermsError
        There is no such rule, or it does not hold on that day.
    """
    for rule in versions_of(key):
        if rule.holds_on(day):
            return rule
    raise TermsError("not_in_force", day.isoformat())
