# SPDX-License-Identifier: EUPL-1.2
"""A board that votes by weight: who has how many votes, and how many a decision needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import gcd

from samenspel.analysis.voting_power.errors import QuotaError, WeightsError


def majority(votes: int) -> int:
    """The fewest of ``votes`` that are more than half: floor(votes / 2) + 1."""
    return votes // 2 + 1


@dataclass(frozen=True)
class Game:
    """A weighted voting game: a set of members wins when its votes reach the quota.

    ``weights`` are the votes of each member, whole numbers of 0 or more; ``quota`` is the number
    of votes that a decision needs, from 1 to all of them. Results are in the order of the weights.

    Raises
    ------
    WeightsError
        No members, a negative weight, or no votes at all.
    QuotaError
        The quota is below 1 or above all votes.

    References
    ----------
    Felsenthal, Machover (1998), The Measurement of Voting Power, Edward Elgar, chapter 2.
    """

    weights: tuple[int, ...]
    quota: int

    def __post_init__(self) -> None:
        if not self.weights:
            raise WeightsError("a board needs at least one member")
        for place, weight in enumerate(self.weights):
            if weight < 0:
                raise WeightsError(f"member {place + 1} has {weight} votes; 0 is the least", place)
        if not self.total:
            raise WeightsError("nobody on the board has a vote")
        if not 1 <= self.quota <= self.total:
            raise QuotaError(self.quota, self.total)

    @classmethod
    def of(cls, weights: Sequence[int], quota: int | None = None) -> Game:
        """The game of these votes; without a quota more than half of them decides."""
        votes = tuple(weights)
        return cls(votes, majority(sum(votes)) if quota is None else quota)

    @cached_property
    def total(self) -> int:
        """All votes together."""
        return sum(self.weights)

    @property
    def blocking(self) -> int:
        """The fewest votes that keep the others below the quota."""
        return self.total - self.quota + 1

    @property
    def dual(self) -> Game:
        """The game of who can block: a set wins in it when it can block in this one."""
        return Game(self.weights, self.blocking)

    @property
    def is_over_half(self) -> bool:
        """Whether the quota is over half: then a proposal and its opposite never both pass."""
        return 2 * self.quota > self.total

    @property
    def dictator(self) -> int | None:
        """The place of the member who decides alone, whatever the others do."""
        alone = (i for i in self.vetoers if self.weights[i] >= self.quota)
        return next(alone, None)

    @property
    def vetoers(self) -> tuple[int, ...]:
        """Places of the members without whom nothing is decided."""
        return tuple(i for i, weight in enumerate(self.weights) if weight >= self.blocking)

    @property
    def majority_holder(self) -> int | None:
        """The place of the member with more than half of all votes, whom the law forbids."""
        over = (i for i, weight in enumerate(self.weights) if 2 * weight > self.total)
        return next(over, None)

    @cached_property
    def reduced(self) -> Game:
        """The same game in the smallest numbers: no members without votes, no common divisor.

        The members left are sorted, the largest first. A set wins here when it wins there.
        """
        weights = sorted((weight for weight in self.weights if weight), reverse=True)
        unit = gcd(*weights)
        return Game(tuple(weight // unit for weight in weights), -(-self.quota // unit))
