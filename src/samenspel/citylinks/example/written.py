# SPDX-License-Identifier: EUPL-1.2
"""What stands in the file of the example, with its days and its words for what is made up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils import timezone

FILE = Path(__file__).resolve().parent / "stedenband.toml"
NOON = time(12)


@dataclass(frozen=True)
class Written:
    """``stedenband.toml``, read at the moment of loading."""

    at: datetime

    @cached_property
    def told(self) -> dict[str, Any]:
        """The tables of the file."""
        return tomllib.loads(FILE.read_text(encoding="utf-8"))

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def day(self, row: dict[str, Any], name: str = "on", after: str = "in_days") -> date | None:
        """The day that a row names, or that is so many days after the day of loading."""
        if after in row:
            return self.today + timedelta(days=row[after])
        found = row.get(name)
        return found if isinstance(found, date) else None

    def on(self, row: dict[str, Any], name: str = "on", after: str = "in_days") -> date:
        """As :meth:`day`, where there has to be one.

        Raises
        ------
        KeyError
            The row names no day.
        """
        found = self.day(row, name, after)
        if found is None:
            raise KeyError(f"no {name} and no {after}: {row}")
        return found

    def moment(self, day: date) -> datetime:
        """Noon of a day, or the moment of loading when that day is still to come."""
        then = timezone.make_aware(datetime.combine(day, NOON))
        return min(then, self.at)

    def made_up(self, text: str) -> str:
        """A text with the word before it that says that it is made up; empty stays empty."""
        return f"{self.told['made_up']['word']} {text}" if text else ""

    def source(self, row: dict[str, Any]) -> str:
        """Where it stands, or that it stands nowhere."""
        return str(row.get("source", self.told["made_up"]["source"]))
