# SPDX-License-Identifier: EUPL-1.2
"""Orders of the list of arrangements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.register.queries.arrangements.listing import ListedArrangement

# Half of all names begin so; a reader looks for what comes after it.
_FORMAL = re.compile(
    r"^(?:de\s+)?(?:(?:gemeenschappelijke|centrum|lichte|wijzigings)\s*)*regeling\s+(?:voor\s+)?"
    r"|^gr\s+|^[\"'“‘]+(?!s-|t\s)",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def name_key(name: str) -> tuple[str, str]:
    """Sorts names of arrangements: "Gemeenschappelijke regeling" at the start does not count."""
    bare = name
    while (shorter := _FORMAL.sub("", bare, count=1).strip()) not in {bare, ""}:
        bare = shorter
    return dutch_sort_key(bare)


_KEYS: dict[str, Callable[[ListedArrangement], int | date | None]] = {
    "deelnemers": lambda row: row.participants,
    "sinds": lambda row: row.valid_from,
    "bevestigd": lambda row: row.last_confirmed_on,
}
SORTINGS = frozenset({"naam", *_KEYS})
"""Names to sort by; a minus before it turns the order around."""


def sorted_rows(rows: Iterable[ListedArrangement], sorting: str) -> list[ListedArrangement]:
    """Rows by name, participants, begin or confirmation; unknown values last, then by name.

    An unknown sorting is that by name.
    """
    is_descending, name = sorting.startswith("-"), sorting.removeprefix("-")
    by_name = sorted(rows, key=lambda row: (name_key(row.name), row.slug, row.version_id))
    key = _KEYS.get(name)
    if key is None:
        return by_name[::-1] if is_descending and name == "naam" else by_name
    known = [(value, row) for row in by_name if (value := key(row)) is not None]
    ordered = sorted(known, key=lambda pair: pair[0], reverse=is_descending)
    return [row for _, row in ordered] + [row for row in by_name if key(row) is None]
