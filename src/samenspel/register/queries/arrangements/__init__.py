# SPDX-License-Identifier: EUPL-1.2
"""The list of arrangements: what is found by a filter, counts per filter value, downloads."""

from samenspel.register.queries.arrangements.listing import (
    NOT_STATED,
    ArrangementFilter,
    FoundArrangements,
    ListedArrangement,
    find_arrangements,
)
from samenspel.register.queries.arrangements.sorting import SORTINGS, sorted_rows
from samenspel.register.queries.arrangements.taking_part import (
    NamedMunicipality,
    municipality_named,
)

__all__ = [
    "NOT_STATED",
    "SORTINGS",
    "ArrangementFilter",
    "FoundArrangements",
    "ListedArrangement",
    "NamedMunicipality",
    "find_arrangements",
    "municipality_named",
    "sorted_rows",
]
