# SPDX-License-Identifier: EUPL-1.2
"""Days that pages can be about."""

from __future__ import annotations

from datetime import date

from samenspel.places.reference_dates import years_before


def test_years_before_is_the_same_day_of_the_year() -> None:
    assert years_before(date(2026, 11, 22), 10) == date(2016, 11, 22)


def test_years_before_a_leap_day_is_28_february_unless_that_year_has_one() -> None:
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)
