# SPDX-License-Identifier: EUPL-1.2
"""Days that pages can be about."""

from __future__ import annotations

from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
