# SPDX-License-Identifier: EUPL-1.2
"""The last day of a term, found by walking from day to day; shares nothing with the engine."""

from __future__ import annotations

from datetime import date, timedelta

ONE = timedelta(days=1)

# What royal decrees added, beside the Fridays after Ascension Day.
DECREES = {
    "2017-04-28",
    "2018-12-24",
    "2018-12-31",
    "2019-12-27",
    "2023-04-28",
    "2024-12-27",
    "2026-01-02",
    "2028-04-28",
}


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def birthday_celebrated(year: int) -> date:
    """Queen's Day until 2013 (the day before when a Sunday, since 1980), then King's Day."""
    day = date(year, 4, 30) if year < 2014 else date(year, 4, 27)
    return day - ONE if day.isoweekday() == 7 else day


def is_free(day: date) -> bool:
    """Whether a term of the law does not end on this day in the Netherlands."""
    if day.isoweekday() >= 6 or day.isoformat() in DECREES:
        return True
    after_easter = (day - easter(day.year)).days
    return (
        after_easter in {-2, 1, 39, 40, 50}
        or (day.month, day.day) in {(1, 1), (5, 5), (12, 25), (12, 26)}
        or day == birthday_celebrated(day.year)
    )


def walked(start: date, weeks: int, *, backwards: bool = False) -> date:
    """So many times seven days on, one by one."""
    day = start
    for _week in range(weeks):
        for _day in range(7):
            day = day - ONE if backwards else day + ONE
    return day


def last_day(start: date, weeks: int) -> date:
    """The last day of a term of ``weeks`` that begins the day after ``start``."""
    day = walked(start, weeks)
    if weeks <= 12:
        while is_free(day):
            day += ONE
    return day
