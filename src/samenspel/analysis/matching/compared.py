# SPDX-License-Identifier: EUPL-1.2
"""The best pairs and the stable pairs of the same places beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from samenspel.analysis.matching.optimal import optimal_pairs
from samenspel.analysis.matching.pairings import (
    BoolMatrix,
    IntMatrix,
    Pairing,
    Swap,
    blocking_pairs,
)
from samenspel.analysis.matching.stable import stable_pairs


@dataclass(frozen=True, eq=False)
class Pairings:
    """Of ``number`` places: the pairs with the largest total, and those nobody would swap from.

    ``swaps`` are who would rather have each other than their partner among the best pairs.
    """

    number: int
    optimal: Pairing
    stable: Pairing
    swaps: tuple[Swap, ...]

    @cached_property
    def shared(self) -> frozenset[tuple[int, int]]:
        """Pairs that are in both."""
        return frozenset(self.optimal.pairs) & frozenset(self.stable.pairs)

    @property
    def lost(self) -> int:
        """How much less the stable pairs score together, in the unit of the scores; 0 or more."""
        return self.optimal.total - self.stable.total


def both_pairings(scores: IntMatrix, allowed: BoolMatrix | None = None) -> Pairings:
    """The best and the stable pairing of the same places, and what parts them.

    Arguments and errors as of :func:`~samenspel.analysis.matching.pairings.worth_of`.
    """
    optimal = optimal_pairs(scores, allowed)
    return Pairings(
        number=len(scores),
        optimal=optimal,
        stable=stable_pairs(scores, allowed),
        swaps=blocking_pairs(optimal, scores, allowed),
    )
