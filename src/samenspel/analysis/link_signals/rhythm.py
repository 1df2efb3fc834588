# SPDX-License-Identifier: EUPL-1.2
"""Time: is the link fading by its own rhythm, and when does its agreement run out?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from samenspel.analysis.link_signals.facts import LinkFacts

LEAST_GAPS = 3
"""Fewer gaps between contacts than this are no rhythm."""
LAST_GAPS = 12
"""The rhythm is that of the last so many gaps."""


@dataclass(frozen=True)
class Fading:
    """Time since the last contact against the link's own rhythm.

    ``rhythm`` in days: as agreed (``is_agreed``), else the median of the last gaps between days of
    contact; None when there are too few. ``ratio`` is ``days_since`` over ``rhythm``: at most 1 is
    in rhythm.
    """

    last_on: date | None
    days_since: int | None
    rhythm: Fraction | None
    is_agreed: bool
    gaps: tuple[int, ...]

    @property
    def ratio(self) -> Fraction | None:
        """How many times the rhythm has gone by, 0 or more; None when either is not known."""
        if self.days_since is None or self.rhythm is None:
            return None
        return self.days_since / self.rhythm


@dataclass(frozen=True)
class Term:
    """When the agreement ends; ``days_left`` counts from today, negative when it is over.

    ``notice_by`` is the last day on which it can be said that one does not go on.
    """

    last_day: date | None
    days_left: int | None
    notice_by: date | None
    is_extended_silently: bool
    is_agreed: bool


def fading(facts: LinkFacts) -> Fading:
    """The rhythm of the link, in days, and how long ago the last contact was.

    An activity that was done is a contact. Days to come do not count; several contacts on a day
    are one. The rhythm is as agreed, else the median of the last :data:`LAST_GAPS` gaps, of at
    least :data:`LEAST_GAPS`.
    """
    all_days = {one.on for one in facts.contacts} | {one.on for one in facts.activities}
    days = sorted(day for day in all_days if day <= facts.on)
    gaps = tuple((later - day).days for day, later in pairwise(days))[-LAST_GAPS:]
    own = _median(gaps) if len(gaps) >= LEAST_GAPS else None
    agreed = Fraction(facts.rhythm_days) if facts.rhythm_days else None
    since = (facts.on - days[-1]).days if days else None
    return Fading(days[-1] if days else None, since, agreed or own, agreed is not None, gaps)


def term(facts: LinkFacts) -> Term:
    """When the agreement runs out, in days from the day of the facts; empty without one."""
    found = facts.agreement
    if found is None:
        return Term(None, None, None, is_extended_silently=False, is_agreed=False)
    left = (found.last_day - facts.on).days if found.last_day else None
    notice = (
        found.last_day - timedelta(days=found.notice_days)
        if found.last_day and found.notice_days is not None
        else None
    )
    return Term(
        found.last_day,
        left,
        notice,
        is_extended_silently=found.is_extended_silently,
        is_agreed=True,
    )


def _median(gaps: tuple[int, ...]) -> Fraction:
    in_order = sorted(gaps)
    middle = len(in_order) // 2
    return Fraction(in_order[middle] + in_order[-middle - 1], 2)
