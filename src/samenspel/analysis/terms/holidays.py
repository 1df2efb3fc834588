# SPDX-License-Identifier: EUPL-1.2
"""Public holidays, as terms of law count them.

The Netherlands: article 3 of the Algemene termijnenwet. Its first paragraph names New Year's Day,
Easter Monday, Whit Monday, both days of Christmas, Ascension Day, the day on which the King's
birthday is celebrated, and 5 May (every year, whoever has the day off); the second puts Good Friday
on a par with them; the third lets a royal decree do so for other days. The Friday after Ascension
Day has been in every such decree; the other days are listed in :data:`DECREED`.

Flanders: the ten public holidays of Belgium and the day of the Flemish Community (11 July).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from samenspel.analysis.terms.errors import TermsError

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_YEAR, LAST_YEAR = 1980, 2098
"""Years for which holidays are known; a term may reach into the years beside them."""

DECREED: frozenset[date] = frozenset(
    {
        # Royal decree of 31 October 2016 (Staatscourant 2016, 58653), on 2017, 2018 and 2019.
        date(2017, 4, 28),
        date(2018, 12, 24),
        date(2018, 12, 31),
        date(2019, 12, 27),
        # Decree on 28 April 2023, 19 May 2023, 10 May 2024, 27 December 2024 and 30 May 2025.
        date(2023, 4, 28),
        date(2024, 12, 27),
        # Decree on 2 January 2026, 15 May 2026, 7 May 2027, 28 April 2028 and 26 May 2028.
        date(2026, 1, 2),
        date(2028, 4, 28),
    }
)
"""Days that a royal decree puts on a par with a holiday, beside the Fridays after Ascension."""

DECREED_UNTIL = 2028
"""The last year on which a decree is known."""

_NAMES = {
    "nl": {
        "New Year's Day": "new_year",
        "Good Friday": "good_friday",
        "Easter Monday": "easter_monday",
        "Queen's Day": "kings_day",
        "King's Day": "kings_day",
        "Ascension Day": "ascension",
        "Pentecost Monday": "whit_monday",
        "Whit Monday": "whit_monday",
        "Christmas Day": "christmas",
        "Second Day of Christmas": "second_christmas",
    },
    "be": {
        "New Year's Day": "new_year",
        "Easter Monday": "easter_monday",
        "Labor Day": "labour_day",
        "Ascension Day": "ascension",
        "Pentecost Monday": "whit_monday",
        "Whit Monday": "whit_monday",
        "National Day": "national_day",
        "Assumption Day": "assumption",
        "All Saints' Day": "all_saints",
        "Armistice Day": "armistice",
        "Christmas Day": "christmas",
    },
}
"""The key of each holiday of the ``holidays`` package; Easter and Whit Sunday are Sundays."""

HOLIDAYS: tuple[str, ...] = (
    "new_year",
    "good_friday",
    "easter_monday",
    "kings_day",
    "liberation_day",
    "labour_day",
    "ascension",
    "ascension_friday",
    "whit_monday",
    "flemish_day",
    "national_day",
    "assumption",
    "all_saints",
    "armistice",
    "christmas",
    "second_christmas",
    "decreed",
)
"""Every key of a holiday, in the order of the year."""


_CLASSES = {"nl": ("netherlands", "Netherlands"), "be": ("belgium", "Belgium")}
"""The module and class of each country in the ``holidays`` package."""


@cache
def _calendar(country: str) -> type[HolidayBase]:
    """The calendar of one country.

    Importing its module by name would import those of all 250 countries first, which takes longer
    than everything else that a command does; so its file is loaded by itself.
    """
    # Takes a while too, and most commands need no holidays.
    import holidays

    module, name = _CLASSES[country]
    folder = Path(holidays.__file__).parent / "countries"
    spec = PathFinder.find_spec(module, [str(folder)])
    assert spec is not None and spec.loader is not None  # noqa: S101, PT018 - part of the package
    loaded = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    found: type[HolidayBase] = getattr(loaded, name)
    return found


@cache
def holidays_of(country: str, year: int) -> Mapping[date, str]:
    """The public holidays of a country (``nl`` or ``be``) in a year, by day; values: HOLIDAYS.

    Raises
    ------
    TermsError
        The country is another one, or the year lies outside FIRST_YEAR - 1 .. LAST_YEAR + 1.
    """
    if country not in _NAMES:
        raise TermsError("country", country)
    if not FIRST_YEAR - 1 <= year <= LAST_YEAR + 1:
        raise TermsError("year", year)
    calendar = _calendar(country)(years=year, language="en_US")
    names = _NAMES[country]
    found = {
        day: names[name]
        for day, joined in calendar.items()
        # Two on one day are written with a semicolon.
        for name in reversed(joined.split("; "))
        if name in names
    }
    if country == "nl":
        found.setdefault(date(year, 5, 5), "liberation_day")
        ascension = next(day for day, key in found.items() if key == "ascension")
        found.setdefault(ascension + timedelta(days=1), "ascension_friday")
        for day in DECREED:
            if day.year == year:
                found.setdefault(day, "decreed")
    else:
        found.setdefault(date(year, 7, 11), "flemish_day")
    return MappingProxyType(dict(sorted(found.items())))


def holidays_between(country: str, begins: date, ends: date) -> tuple[tuple[date, str], ...]:
    """The holidays from ``begins`` until and with ``ends``, in order: day and key of HOLIDAYS.

    Raises
    ------
    TermsError
        As for :func:`holidays_of`.
    """
    return tuple(
        (day, key)
        for year in range(begins.year, ends.year + 1)
        for day, key in holidays_of(country, year).items()
        if begins <= day <= ends
    )


def closed_on(country: str, day: date) -> str:
    """Why a term does not end on this day: ``saturday``, ``sunday``, a key of HOLIDAYS, or empty.

    A holiday goes before the day of the week.

    Raises
    ------
    TermsError
        As for :func:`holidays_of`.
    """
    holiday = holidays_of(country, day.year).get(day, "")
    return holiday or {5: "saturday", 6: "sunday"}.get(day.weekday(), "")
