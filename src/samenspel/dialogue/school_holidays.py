# SPDX-License-Identifier: EUPL-1.2
"""School holidays by region, as facts beside the code: see ``school_holidays.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class SchoolHoliday:
    """A school holiday; ``ends`` is the first day after it."""

    name: str
    begins: date
    ends: date
    source: str

    @property
    def last_day(self) -> date:
        return self.ends - timedelta(days=1)


@dataclass(frozen=True)
class SchoolRegion:
    """A region whose schools have the same holidays, in order of time."""

    key: str
    country: str
    name: str
    holidays: tuple[SchoolHoliday, ...]

    def after(self, day: date) -> tuple[SchoolHoliday, ...]:
        """The holidays that have not ended on ``day``."""
        return tuple(one for one in self.holidays if one.ends > day)


@cache
def school_regions() -> tuple[SchoolRegion, ...]:
    """Every region, as the file has them."""
    file = Path(__file__).with_name("school_holidays.toml")
    with file.open("rb") as stream:
        told = tomllib.load(stream)
    return tuple(
        SchoolRegion(
            key=key,
            country=region["country"],
            name=region["name"],
            holidays=tuple(
                SchoolHoliday(name, first, last + timedelta(days=1), region["source"])
                for name, first, last in region["holidays"]
            ),
        )
        for key, region in told.items()
    )


def regions_of(country: str) -> tuple[SchoolRegion, ...]:
    """The regions of a country (``nl`` or ``be``)."""
    return tuple(region for region in school_regions() if region.country == country)
