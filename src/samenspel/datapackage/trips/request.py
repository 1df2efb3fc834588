# SPDX-License-Identifier: EUPL-1.2
"""What is asked of raw trip or job records: which columns, which records, which zones."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

Format: TypeAlias = Literal["csv", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "parquet")

# A year, month or day; with hyphens or without.
_DAY = re.compile(r"\d{4}(-?\d{2}(-?\d{2})?)?")


class TripsError(Exception):
    """Records that cannot be aggregated; the message is one sentence that says why."""


@dataclass(frozen=True)
class Period:
    """Records of a period: ``first`` to ``last``, both included, as digits (4, 6 or 8)."""

    column: str
    first: str
    last: str

    @classmethod
    def of(cls, column: str, first: str, last: str) -> Period:
        """From years, months (2024-03) or days; the last month or day is whole.

        Raises
        ------
        TripsError
            One of them is no year, month or day, or the last one comes before the first.
        """
        for text in (first, last):
            if not _DAY.fullmatch(text):
                raise TripsError(f"{text!r} is no year, month or day (2024, 2024-03 or 2024-03-31)")
        first, last = first.replace("-", ""), last.replace("-", "")
        if last < first[: len(last)]:
            raise TripsError(f"the period ends ({last}) before it begins ({first})")
        return cls(column, first, last)


@dataclass(frozen=True)
class Condition:
    """Only records whose column holds one of these values."""

    column: str
    values: tuple[str, ...]


def conditions(texts: Collection[str], columns: Collection[str]) -> tuple[Condition, ...]:
    """Conditions written as ``column=value``; those on one column together say: any of these.

    Raises
    ------
    TripsError
        A condition without ``=``, or whose column is not there or can be read two ways.
    """
    found: dict[str, list[str]] = {}
    for text in texts:
        if "=" not in text:
            raise TripsError(f"the condition {text!r} is not written as column=value")
        # The name of a column may hold an equals sign itself.
        cuts = [at for at, sign in enumerate(text) if sign == "="]
        possible = [at for at in cuts if text[:at] in columns]
        if len(possible) > 1:
            raise TripsError(f"the condition {text!r} can be read two ways: rename a column")
        cut = (possible or cuts)[0]
        found.setdefault(text[:cut], []).append(text[cut + 1 :])
    return tuple(Condition(column, tuple(values)) for column, values in found.items())


@dataclass(frozen=True)
class Request:
    """What to aggregate, and how.

    Attributes
    ----------
    inputs
        Files, patterns, folders or addresses in object storage.
    origin, destination
        Columns with the codes of the areas.
    weight
        Column with the number that a record counts for; without it a record counts for one.
    where
        Conditions as ``column=value``.
    zones
        File that says in which zone an area lies.
    min_flow
        Pairs of zones with a smaller flow are suppressed; 0 keeps all.
    format, delimiter
        Of the inputs, where the files do not tell.
    """

    inputs: tuple[str, ...]
    origin: str = "origin"
    destination: str = "destination"
    weight: str | None = None
    where: tuple[str, ...] = ()
    period: Period | None = None
    zones: Path | None = None
    min_flow: int = 0
    format: Format | None = None
    delimiter: str | None = None
