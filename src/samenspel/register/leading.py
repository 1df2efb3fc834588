# SPDX-License-Identifier: EUPL-1.2
"""Which collection leads for a country on a date (decision 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samenspel.register.models import Collection

# A register counts as filled when this share of its number at the observation date is in force.
FILLED = 0.9


@dataclass(frozen=True)
class Lead:
    """The collection believed for one country on one date.

    ``is_complete`` is false where the collection is known to miss arrangements on that date;
    ``others`` are the further collections of the country, newest first.
    """

    collection: Collection
    is_complete: bool
    others: tuple[Collection, ...]


def complete_from(
    periods: Iterable[tuple[date | None, date | None]], *, observed_on: date
) -> date | None:
    """The first 1 January from which a register is filled, and stays so until it was observed.

    Parameters
    ----------
    periods
        Half-open periods of all versions; empty is unknown or open.
    observed_on
        The day on which the register was read.

    Returns
    -------
    The date, or None when the register was filled on no 1 January.
    """
    known = list(periods)
    present = _number_in_force(known, observed_on)
    found: date | None = None
    for year in range(observed_on.year, observed_on.year - 200, -1):
        day = date(year, 1, 1)
        if not present or _number_in_force(known, day) < FILLED * present:
            break
        found = day
    return found


def _number_in_force(periods: Sequence[tuple[date | None, date | None]], day: date) -> int:
    return sum(
        1
        for begin, end in periods
        if (begin is None or begin <= day) and (end is None or end > day)
    )


def lead_for(collections: Sequence[Collection], *, country: str, on: date) -> Lead | None:
    """The collection that leads for ``country`` on ``on``; None when there is none at all.

    A filled register leads; before it was filled, an inventory made on or before the date; else
    the register, incomplete; else the oldest inventory; an example only when there is no other.
    A collection of places only (boundaries, divisions) never leads.
    """
    ours = sorted(
        (c for c in collections if c.country == country and c.has_arrangements),
        key=lambda c: (c.observed_on, c.slug),
        reverse=True,
    )
    registers = [c for c in ours if c.kind == Collection.Kind.REGISTER]
    inventories = [c for c in ours if c.kind == Collection.Kind.INVENTORY]
    filled = [c for c in registers if c.complete_from is not None and c.complete_from <= on]
    earlier = [c for c in inventories if c.observed_on <= on]
    examples = [c for c in ours if c.kind == Collection.Kind.EXAMPLE]
    ranked = [
        *((c, True) for c in filled),
        *((c, True) for c in earlier),
        *((c, False) for c in registers),
        *((c, False) for c in reversed(inventories)),
        *((c, True) for c in examples),
    ]
    if not ranked:
        return None
    leading, is_complete = ranked[0]
    return Lead(leading, is_complete, tuple(c for c in ours if c is not leading))


def leads(collections: Sequence[Collection], *, on: date) -> dict[str, Lead]:
    """The lead of every country that has a collection, by country."""
    found = {
        country: lead_for(collections, country=country, on=on)
        for country in sorted({c.country for c in collections})
    }
    return {country: lead for country, lead in found.items() if lead is not None}
