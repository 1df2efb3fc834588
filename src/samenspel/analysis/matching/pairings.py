# SPDX-License-Identifier: EUPL-1.2
"""Pairings: who goes with whom, what that is worth together, and who would rather swap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

BoolMatrix: TypeAlias = NDArray[np.bool_]
IntMatrix: TypeAlias = NDArray[np.int64]
IntVector: TypeAlias = NDArray[np.int64]

LARGEST_SCORE = 10**14
"""Above this, sums of scores in whole numbers would not fit."""
ALONE = -1


class MatchingError(ValueError):
    """The scores cannot be those of pairs; says why."""


@dataclass(frozen=True)
class Pairing:
    """Pairs of places, nobody in two of them.

    ``pairs`` are places by number, the lower first, in order; only pairs that score above zero.
    ``scores`` are theirs. No pairing scores more than ``bound`` together, which is proved in whole
    numbers; None where nothing was proved.
    """

    pairs: tuple[tuple[int, int], ...]
    scores: tuple[int, ...]
    bound: int | None = None

    @property
    def total(self) -> int:
        """The sum of the scores, in their unit; exact."""
        return sum(self.scores)

    @property
    def gap(self) -> int | None:
        """How much more another could score at most, 0 or more; None: nothing was proved."""
        return None if self.bound is None else self.bound - self.total

    @property
    def is_proven(self) -> bool:
        """Whether it is proved that no pairing scores more."""
        return self.gap == 0

    def partners(self, number: int) -> IntVector:
        """The partner of each of ``number`` places, :data:`ALONE` for none, shape (number,)."""
        found = np.full(number, ALONE, dtype=np.int64)
        for one, other in self.pairs:
            found[one], found[other] = other, one
        return found


def pairing_of(pairs: Iterable[tuple[int, int]], worth: IntMatrix) -> Pairing:
    """These pairs in order with their scores, without a bound; ``worth`` has shape (n, n)."""
    found = tuple(sorted((min(pair), max(pair)) for pair in pairs))
    return Pairing(found, tuple(int(worth[pair]) for pair in found))


def worth_of(scores: IntMatrix, allowed: BoolMatrix | None = None) -> IntMatrix:
    """What each pair adds to a pairing: its score, 0 where it may not or should not be made.

    Parameters
    ----------
    scores
        Whole numbers, at most :data:`LARGEST_SCORE`, symmetric, shape (n, n). A pair that scores
        zero or less is never made; the diagonal does not count.
    allowed
        Which pairs may be made, symmetric, shape (n, n); all of them without it. Two sides, such as
        large and small places, are pairs allowed between the sides only.

    Raises
    ------
    MatchingError
        The scores are not whole, not symmetric or too large, or a shape is wrong.
    """
    if scores.ndim != 2 or scores.shape[0] != scores.shape[1]:
        raise MatchingError("scores of pairs have as many rows as columns")
    if not np.issubdtype(scores.dtype, np.integer):
        raise MatchingError("scores of pairs are whole numbers")
    if scores.size and int(scores.max()) > LARGEST_SCORE:
        raise MatchingError(f"a score is above {LARGEST_SCORE}")
    if not np.array_equal(scores, scores.T):
        raise MatchingError("the score of a with b is not that of b with a")
    worth: IntMatrix = np.maximum(scores, 0).astype(np.int64)
    if allowed is not None:
        if allowed.shape != scores.shape or not np.array_equal(allowed, allowed.T):
            raise MatchingError("which pairs are allowed is not symmetric, or of another size")
        worth[~allowed] = 0
    np.fill_diagonal(worth, 0)
    return worth


@dataclass(frozen=True)
class Swap:
    """Two places that would both rather have each other than what they have.

    ``one_gains`` and ``other_gains`` are by how much their pair scores more than that of each now;
    somebody without a partner has 0 now.
    """

    one: int
    other: int
    one_gains: int
    other_gains: int


def blocking_pairs(
    pairing: Pairing, scores: IntMatrix, allowed: BoolMatrix | None = None
) -> tuple[Swap, ...]:
    """Who would rather swap; a pairing without them is stable.

    In order of what the one that gains least would gain, the most first; of equals the lowest
    numbers first. Arguments as of :func:`worth_of`.

    References
    ----------
    Gale, Shapley (1962), American Mathematical Monthly 69(1), 9-15 (stability).
    """
    worth = worth_of(scores, allowed)
    has = np.zeros(len(worth), dtype=np.int64)
    for one, other in pairing.pairs:
        has[one] = has[other] = worth[one, other]
    ones, others = np.nonzero(np.triu(worth > np.maximum.outer(has, has)))
    swaps = [
        Swap(one, other, int(worth[one, other] - has[one]), int(worth[one, other] - has[other]))
        for one, other in zip(ones.tolist(), others.tolist(), strict=True)
    ]
    return tuple(sorted(swaps, key=lambda s: (-min(s.one_gains, s.other_gains), s.one, s.other)))
