# SPDX-License-Identifier: EUPL-1.2
"""What another division of the costs means for each participant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Effect:
    """One participant before and after, in whole cents; ``old`` is None where it is unknown.

    ``inhabitants`` is None where it is unknown.
    """

    code: str
    old: int | None
    new: int
    inhabitants: int | None = None

    @property
    def difference(self) -> int | None:
        """What it pays more, in cents; below 0 is less."""
        return None if self.old is None else self.new - self.old

    @property
    def new_per_inhabitant(self) -> Fraction | None:
        """Cents per inhabitant afterwards."""
        return self._per_inhabitant(self.new)

    @property
    def old_per_inhabitant(self) -> Fraction | None:
        """Cents per inhabitant before."""
        return self._per_inhabitant(self.old)

    @property
    def difference_per_inhabitant(self) -> Fraction | None:
        """Cents per inhabitant that it pays more; below 0 is less."""
        return self._per_inhabitant(self.difference)

    def _per_inhabitant(self, amount: int | None) -> Fraction | None:
        return (
            Fraction(amount, self.inhabitants) if amount is not None and self.inhabitants else None
        )


def effects(
    old: Mapping[str, int | None],
    new: Mapping[str, int],
    *,
    inhabitants: Mapping[str, int | None] | None = None,
) -> tuple[Effect, ...]:
    """The effect on each code of ``new``, sorted by code; a missing old amount is unknown."""
    people = inhabitants or {}
    return tuple(Effect(code, old.get(code), new[code], people.get(code)) for code in sorted(new))
