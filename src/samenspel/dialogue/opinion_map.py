# SPDX-License-Identifier: EUPL-1.2
"""The opinion groups of a round as plain values, with nothing in it that leads to few people.

Every group has at least the smallest number of people that a count needs. Of a statement the groups
are told apart only when each of them has that many reactions to it, and then in steps of five per
cent: whoever subtracts groups from the whole does not come down to one reaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np

from samenspel.analysis.opinion_groups import OpinionGroups, opinion_groups

SEED: Final = 0
STEP: Final = 5
"""Per cent: shares within a group are whole times this."""
VALUES: Final = {"agree": 1.0, "disagree": -1.0, "pass": 0.0}


def map_content(
    reactions: Iterable[tuple[str, int, str]], numbers: Sequence[int], *, minimum: int
) -> dict[str, Any]:
    """What is published of the opinion groups.

    ``reactions``: voter, number of the statement, value; ``numbers``: the statements in order.
    ``people`` reacted, ``placed`` of them to enough statements; ``groups`` from large to small with
    ``size``, place (``x``, ``y``, ``spread``, in units of the plane), ``shares`` (agree, disagree
    and pass in per cent, or null, per statement) and ``apart`` (statement, agreed or not);
    ``shared`` likewise; ``silhouettes`` per number of groups; ``why``: why there are no groups.
    """
    people: dict[str, int] = {}
    columns = {number: column for column, number in enumerate(numbers)}
    cells = [
        (people.setdefault(voter, len(people)), columns[number], VALUES[value])
        for voter, number, value in reactions
    ]
    matrix = np.full((len(people), len(numbers)), np.nan)
    for row, column, value in cells:
        matrix[row, column] = value
    found = opinion_groups(matrix, seed=SEED, smallest_group=minimum)
    told = [bool(reached) for reached in (found.counts.sum(axis=2) >= minimum).all(axis=0)]
    return {
        "people": len(people),
        "placed": int(np.count_nonzero(found.groups >= 0)),
        "groups": [_group(found, group, numbers, told) for group in range(found.number)],
        "shared": [
            [numbers[held.statement], held.is_agreed]
            for held in found.shared
            if told[held.statement]
        ],
        "silhouettes": {str(k): round(value, 2) for k, value in found.silhouettes.items()},
        "explained": [round(float(part), 2) for part in found.explained],
        "why": found.why_none.value if found.why_none else "",
    }


def _group(
    found: OpinionGroups, group: int, numbers: Sequence[int], told: Sequence[bool]
) -> dict[str, Any]:
    x, y = found.centres[group].tolist()
    return {
        "size": int(found.sizes[group]),
        "x": round(x, 2),
        "y": round(y, 2),
        "spread": round(float(found.spreads[group]), 2),
        "shares": {
            str(number): _shares(found.counts[group, column].tolist()) if told[column] else None
            for column, number in enumerate(numbers)
        },
        "apart": [
            [numbers[held.statement], held.is_agreed]
            for held in found.representative[group]
            if told[held.statement]
        ],
    }


def _shares(counts: Sequence[int]) -> list[int]:
    """Agree, disagree, pass in per cent, to the nearest step; halves go up."""
    total = sum(counts)
    return [(200 * count + STEP * total) // (2 * STEP * total) * STEP for count in counts]
