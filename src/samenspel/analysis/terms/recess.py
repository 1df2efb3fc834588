# SPDX-License-Identifier: EUPL-1.2
"""What a term means for a council that does not meet all year: recess and meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samenspel.analysis.terms.compute import Step


@dataclass(frozen=True)
class Closed:
    """A time in which a council does not meet: a recess. ``ends`` is the first day after it."""

    name: str
    begins: date
    ends: date

    def days_between(self, first: date, last: date) -> int:
        """Days of the recess from ``first`` until and with ``last``."""
        begin, end = max(self.begins, first), min(self.ends, last + timedelta(days=1))
        return max((end - begin).days, 0)


def recess_warnings(
    start: date, due: date, recesses: Iterable[Closed], meetings: Sequence[date] = ()
) -> tuple[Step, ...]:
    """Warnings about a term of a council from the day after ``start`` until and with ``due``.

    ``in_recess``: the term overlaps a recess; values: name, days of the recess in the term, days of
    the term. ``due_in_recess``: the last day lies in a recess; the day is the last one before it.
    ``last_meeting``: the last meeting of the council within the term (only when meetings are
    given); ``no_meeting``: there is none.
    """
    first, length = start + timedelta(days=1), (due - start).days
    warned = []
    for closed in sorted(recesses, key=lambda c: (c.begins, c.ends, c.name)):
        days = closed.days_between(first, due)
        if not days:
            continue
        warned.append(
            Step("in_recess", closed.begins, {"name": closed.name, "days": days, "length": length})
        )
        if closed.begins <= due < closed.ends:
            before = closed.begins - timedelta(days=1)
            warned.append(Step("due_in_recess", before, {"name": closed.name}))
    if meetings:
        within = [day for day in meetings if first <= day <= due]
        warned.append(Step("last_meeting", max(within)) if within else Step("no_meeting", due))
    return tuple(warned)
