# SPDX-License-Identifier: EUPL-1.2
"""Which coalitions follow from others: exact linear dependence of sets."""

from __future__ import annotations

from fractions import Fraction


class Span:
    """All coalitions whose total follows from those of the coalitions that were added.

    A coalition is the vector with a 1 for each member, its number the bits of that vector.
    """

    def __init__(self, players: int) -> None:
        self._players = players
        # Rows in echelon form, each with a 1 at its own place and 0 at those of the others.
        self._rows: dict[int, list[Fraction]] = {}

    def add(self, coalition: int) -> bool:
        """Add a coalition; False when it followed already."""
        rest = self._rest(coalition)
        place = next((place for place, value in enumerate(rest) if value), None)
        if place is None:
            return False
        row = [value / rest[place] for value in rest]
        for own, other in self._rows.items():
            self._rows[own] = _less(other, row, other[place])
        self._rows[place] = row
        return True

    def __contains__(self, coalition: int) -> bool:
        return not any(self._rest(coalition))

    def _rest(self, coalition: int) -> list[Fraction]:
        rest = [Fraction(coalition >> place & 1) for place in range(self._players)]
        for place, row in self._rows.items():
            if coalition >> place & 1:
                rest = _less(rest, row, Fraction(1))
        return rest


def _less(one: list[Fraction], other: list[Fraction], times: Fraction) -> list[Fraction]:
    return [a - times * b for a, b in zip(one, other, strict=True)]
