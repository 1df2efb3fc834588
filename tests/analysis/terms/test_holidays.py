# SPDX-License-Identifier: EUPL-1.2
"""The days on which a term of the law does not end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays import country_holidays

from samenspel.analysis.terms import (
    HOLIDAYS,
    TermsError,
    closed_on,
    holidays_between,
    holidays_of,
)
from samenspel.analysis.terms.holidays import FIRST_YEAR, LAST_YEAR, _calendar
from tests.analysis.terms.slow_oracle import is_free


def test_the_holidays_of_2026_are_those_of_the_act() -> None:
    assert {day.isoformat(): key for day, key in holidays_of("nl", 2026).items()} == {
        "2026-01-01": "new_year",
        "2026-01-02": "decreed",
        "2026-04-03": "good_friday",
        "2026-04-06": "easter_monday",
        "2026-04-27": "kings_day",
        "2026-05-05": "liberation_day",
        "2026-05-14": "ascension",
        "2026-05-15": "ascension_friday",
        "2026-05-25": "whit_monday",
        "2026-12-25": "christmas",
        "2026-12-26": "second_christmas",
    }


def test_every_day_of_many_years_is_free_or_not_as_computed_apart() -> None:
    day = date(1980, 1, 1)
    while day.year < 2099:
        assert bool(closed_on("nl", day)) == is_free(day), day
        day += timedelta(days=1)


def test_kings_day_is_celebrated_a_day_earlier_when_it_is_a_sunday() -> None:
    assert closed_on("nl", date(2025, 4, 26)) == "kings_day"
    assert closed_on("nl", date(2025, 4, 27)) == "sunday"


def test_5_may_counts_every_year() -> None:
    assert all(closed_on("nl", date(year, 5, 5)) for year in range(1990, 2060))


def test_ascension_day_on_5_may_is_one_holiday() -> None:
    assert closed_on("nl", date(2005, 5, 5)) == "ascension"
    assert closed_on("nl", date(2005, 5, 6)) == "ascension_friday"


def test_flanders_has_its_own_days() -> None:
    days = holidays_of("be", 2026)
    assert days[date(2026, 7, 11)] == "flemish_day"
    assert days[date(2026, 7, 21)] == "national_day"
    assert date(2026, 4, 27) not in days
    assert closed_on("be", date(2026, 4, 27)) == ""
    assert len(days) == 11


def test_holidays_between_two_days_come_in_order_over_the_year() -> None:
    assert holidays_between("nl", date(2025, 12, 26), date(2026, 1, 1)) == (
        (date(2025, 12, 26), "second_christmas"),
        (date(2026, 1, 1), "new_year"),
    )


def test_every_key_is_listed() -> None:
    found = {key for c in ("nl", "be") for y in (2017, 2026) for key in holidays_of(c, y).values()}
    assert found == set(HOLIDAYS)


@pytest.mark.parametrize(("country", "year"), [("de", 2026), ("nl", 1978), ("be", 2100)])
def test_other_countries_and_years_are_refused(country: str, year: int) -> None:
    with pytest.raises(TermsError):
        holidays_of(country, year)


@pytest.mark.parametrize("country", ["nl", "be"])
def test_the_calendar_of_one_country_is_that_of_the_package(country: str) -> None:
    for year in (FIRST_YEAR - 1, 2014, 2026, LAST_YEAR + 1):
        known = country_holidays(country.upper(), years=year, language="en_US")
        assert set(known) >= {
            day
            for day, key in holidays_of(country, year).items()
            if key not in {"liberation_day", "ascension_friday", "flemish_day", "decreed"}
        }
        assert dict(_calendar(country)(years=year, language="en_US")) == dict(known)
