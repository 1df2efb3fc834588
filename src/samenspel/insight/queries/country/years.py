# SPDX-License-Identifier: EUPL-1.2
"""How many arrangements began and ended in each year, and how many were in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenspel.insight.queries.country.bars import text
from samenspel.insight.queries.country.change import Version, slugs_in_force

MOST_YEARS = 12
# The drawing, in units of its view box: as wide as a phone.
WIDTH, HEADING, PART, NUMBERS = 380, 24, 84, 62
MIDDLE = HEADING + PART + 14


@dataclass(frozen=True)
class Year:
    """A year: in force on ``since``, began and ended until ``until``, both counted once."""

    since: date
    until: date
    in_force: int
    began: int
    ended: int

    @property
    def is_whole(self) -> bool:
        """Whether the year goes on until the next 1 January."""
        return self.until == date(self.since.year + 1, 1, 1)

    @property
    def name(self) -> str:
        """The year, and until when where it is not a whole one."""
        if self.is_whole:
            return str(self.since.year)
        return _("%(year)s until %(day)s") % {
            "year": self.since.year,
            "day": date_format(self.until, "DATE_FORMAT"),
        }


def years_of(
    versions: Sequence[Version], *, until: date, complete_from: date | None
) -> tuple[Year, ...]:
    """The last years up to a date, from the first 1 January on which the source is complete.

    What began in a year is in force at its end and was not at its beginning, and the other way
    round for what ended: so each number follows from the one before.
    """
    first = max(until.year - MOST_YEARS + 1, complete_from.year if complete_from else date.min.year)
    days = [date(year, 1, 1) for year in range(first, until.year + 1)]
    days = [day for day in days if complete_from is None or day >= complete_from]
    if not days or days[-1] != until:
        days.append(until)
    sets = [slugs_in_force(versions, day) for day in days]
    return tuple(
        Year(days[at], days[at + 1], len(old), len(new - old), len(old - new))
        for at, (old, new) in enumerate(pairwise(sets))
    )


@dataclass(frozen=True)
class DrawnYear:
    """A year in the drawing: a bar upwards for what began, downwards for what ended."""

    year: Year
    x: str
    width: str
    middle: str
    began_y: str
    began_height: str
    began_text_y: str
    ended_height: str
    ended_text_y: str
    label: str


@dataclass(frozen=True)
class YearBars:
    """The drawing of years; places are texts, ready for attributes of SVG."""

    years: tuple[DrawnYear, ...]
    ended_y: str
    ended_title_y: str
    label_y: str
    number_title_y: str
    number_y: str
    height: str
    width: str = str(WIDTH)
    baseline: str = str(MIDDLE)


def year_bars(years: Sequence[Year]) -> YearBars | None:
    """The drawing; None without a year."""
    if not years:
        return None
    most = max(1, *(max(year.began, year.ended) for year in years))
    step = WIDTH / len(years)
    below = MIDDLE + 22
    bottom = below + max(PART * max(year.ended for year in years) / most, 8) + 18
    drawn = []
    for place, year in enumerate(years):
        began, ended = (PART * number / most for number in (year.began, year.ended))
        drawn.append(
            DrawnYear(
                year=year,
                x=text(step * place + step * 0.12),
                width=text(step * 0.76),
                middle=text(step * (place + 0.5)),
                began_y=text(MIDDLE - began),
                began_height=text(began),
                began_text_y=text(MIDDLE - began - 4),
                ended_height=text(ended),
                ended_text_y=text(below + ended + 14),
                label=str(year.since.year) if len(years) < 9 else f"’{year.since.year % 100:02}",
            )
        )
    return YearBars(
        years=tuple(drawn),
        ended_y=text(below),
        ended_title_y=text(bottom + 16),
        label_y=text(MIDDLE + 16),
        number_title_y=text(bottom + 42),
        number_y=text(bottom + 62),
        height=text(bottom + 70),
    )
