# SPDX-License-Identifier: EUPL-1.2
"""A growth-in rule (ingroeiregeling): from the old division of costs to a new one, year by year.

Year 0 is the old division, the last year the new one. In between what has to move from those who
gain to those who lose moves in equal steps: after t of n years the whole cents of t/n of it. Who
pays more takes over in proportion to what there is to take over, and so does who pays less. The
cents are dealt out by highest averages (Jefferson, D'Hondt), of equals the first code, because that
method never takes back: each amount goes one way only. Every year adds up to exactly the total.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from heapq import heapify, heapreplace
from itertools import pairwise

from samenspel.analysis.cost_sharing.errors import CostSharingError, TooSlowError

Amounts = Mapping[str, int]
MOST_YEARS = 50


def growth_in(old: Amounts, new: Amounts, *, years: int) -> tuple[dict[str, int], ...]:
    """The amounts of each year, in whole cents.

    Parameters
    ----------
    old, new
        Cents by code, for the same codes and with the same sum.
    years
        In how many steps, 1 to 50.

    Returns
    -------
    ``years + 1`` divisions; the first is ``old``, the last ``new``.

    Raises
    ------
    CostSharingError
        Other codes, another sum, or a number of years that cannot be.
    """
    if not 1 <= years <= MOST_YEARS:
        raise CostSharingError(f"growing in takes 1 to {MOST_YEARS} years, not {years}")
    if old.keys() != new.keys() or sum(old.values()) != sum(new.values()):
        raise CostSharingError("growing in leads to the same total for the same participants")
    more = {code: new[code] - old[code] for code in sorted(old) if new[code] > old[code]}
    less = {code: old[code] - new[code] for code in sorted(old) if new[code] < old[code]}
    moving = sum(more.values())
    steps = []
    for year in range(years + 1):
        moved = moving * year // years
        added, taken = _dealt(moved, more), _dealt(moved, less)
        steps.append(
            {code: old[code] + added.get(code, 0) - taken.get(code, 0) for code in sorted(old)}
        )
    return tuple(steps)


def years_needed(old: Amounts, new: Amounts, *, most_change: Mapping[str, int]) -> int:
    """The fewest years in which nobody's amount changes more in a year than it may.

    Parameters
    ----------
    most_change
        Cents a year by code, for each code of ``old``; 1 or more.

    Raises
    ------
    TooSlowError
        It takes more than 50 years.
    CostSharingError
        A most change is missing or below 1, or see :func:`growth_in`.
    """
    if any(most_change.get(code, 0) < 1 for code in old):
        raise CostSharingError("the most change in a year is at least one cent, for everybody")
    least = max(
        (-(-abs(new.get(code, 0) - old[code]) // most_change[code]) for code in old), default=1
    )
    for years in range(max(least, 1), MOST_YEARS + 1):
        steps = growth_in(old, new, years=years)
        if all(
            abs(b[code] - a[code]) <= most_change[code] for a, b in pairwise(steps) for code in old
        ):
            return years
    raise TooSlowError(MOST_YEARS)


def _dealt(seats: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Whole cents in proportion, by highest averages; nobody loses one when there are more."""
    total = sum(weights.values())
    # Nobody gets less than the share rounded down, so that only the few cents left are dealt.
    dealt = {code: seats * weight // total for code, weight in weights.items()}
    averages = [(-Fraction(weights[code], dealt[code] + 1), code) for code in weights]
    heapify(averages)
    for _cent in range(seats - sum(dealt.values())):
        code = averages[0][1]
        dealt[code] += 1
        heapreplace(averages, (-Fraction(weights[code], dealt[code] + 1), code))
    return dealt
