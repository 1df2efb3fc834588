# SPDX-License-Identifier: EUPL-1.2
"""One place with several partners that complement each other: each brings what the others lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samenspel.analysis.matching.pairings import IntMatrix, IntVector, MatchingError

LARGEST_GROUP = 6
BRANCHES = 100_000
"""Branches that are followed at most, before what is known is given back."""
LARGEST_SUM = 10**15
"""Above this, sums in whole numbers would not be exact for the solver."""


@dataclass(frozen=True)
class Brought:
    """What a group brings of one thing: the most that any member brings, and who that is.

    ``others`` is what the other members bring of it besides, which does not count again.
    """

    thing: int
    member: int
    gain: int
    others: int


@dataclass(frozen=True)
class Group:
    """The best partners together, by number, in order.

    ``total`` is the sum of ``scores`` (one for each member) and ``weight`` times what is
    ``brought``, counted once. No group of as many members has a total above ``bound``.
    """

    members: tuple[int, ...]
    scores: tuple[int, ...]
    brought: tuple[Brought, ...]
    weight: int
    total: int
    bound: int

    @property
    def is_proven(self) -> bool:
        """Whether it is proved that no group has a higher total."""
        return self.total == self.bound

    @property
    def gain(self) -> int:
        """What is brought together, counted once, before the weight."""
        return sum(one.gain for one in self.brought)


def best_group(
    scores: IntVector,
    gains: IntMatrix,
    *,
    size: int,
    weight: int = 1,
    candidates: Sequence[int],
    branches: int = BRANCHES,
) -> Group:
    """The members with the highest total: their scores, and what they bring counted once.

    ``sum of scores + weight * sum over things of the largest gain that any member brings``. What
    two members both bring counts once, so a group of places that complement each other wins from a
    group of places that are each good for the same reason. Of groups with an equal total it is
    always the same one.

    Found by branch and bound in whole numbers. HiGHS gives every thing a price v: no group is worth
    more than all prices, and for each member its score and what it brings above the prices. A
    branch is left as soon as that is not above the best total so far.

    Parameters
    ----------
    scores
        Of each place with the one that looks for partners, whole, 0 or more, shape (n,).
    gains
        What each place brings of each thing, whole, 0 or more, shape (n, things).
    size
        How many members, from 1 to 6; fewer where there are fewer candidates.
    weight
        How much what is brought counts beside the scores, whole, 0 or more.
    candidates
        Which places may be members, by number.
    branches
        How many branches to follow at most; when that is not enough, the bound says what is sure.

    Raises
    ------
    MatchingError
        Another size, numbers below 0, or sums that are too large.

    References
    ----------
    Cornuejols, Fisher, Nemhauser (1977), Management Science 23(8), 789-810 (the bound).
    """
    rows = np.array(sorted(candidates), dtype=np.int64)
    if not 1 <= size <= LARGEST_GROUP:
        raise MatchingError(f"a group has 1 to {LARGEST_GROUP} partners")
    own, things = scores[rows], gains[rows]
    if weight < 0 or (own < 0).any() or (things < 0).any():
        raise MatchingError("scores, gains and weights are 0 or more")
    most = int(own.max(initial=0)) + weight * int(things.sum(axis=1).max(initial=0))
    if most * LARGEST_GROUP > LARGEST_SUM:
        raise MatchingError(f"a group could total more than {LARGEST_SUM}")
    search = _Search(own, things * weight, min(size, len(rows)), branches)
    chosen = [int(rows[place]) for place in search.best]
    return _explained(chosen, scores, gains, weight, search.bound)


def _explained(
    members: Sequence[int], scores: IntVector, gains: IntMatrix, weight: int, bound: int
) -> Group:
    brought = []
    for thing in range(gains.shape[1] if members else 0):
        of_each = [int(gains[member, thing]) for member in members]
        most = max(of_each)
        # Of equals the lowest number brings it.
        member = members[of_each.index(most)]
        brought.append(Brought(thing, member, most, sum(of_each) - most))
    own = tuple(int(scores[member]) for member in members)
    total = sum(own) + weight * sum(one.gain for one in brought)
    return Group(tuple(members), own, tuple(brought), weight, total, bound)


class _Search:
    """Branch and bound over places in the order of their worth above the prices."""

    def __init__(self, scores: IntVector, gains: IntMatrix, size: int, branches: int) -> None:
        self.scores, self.gains, self.size = scores, gains, size
        self.branches = branches
        prices = _prices(scores, gains, size)
        above = scores + np.maximum(gains - prices, 0).sum(axis=1)
        self.order = np.lexsort((np.arange(len(scores)), -above)).tolist()
        self.above: list[int] = above[self.order].tolist()
        self.priced = int(prices.sum())
        self.best = self._greedy()
        self.total = self._total(self.best)
        highest = self.priced + sum(self.above[:size])
        self._branch(0, [], 0)
        self.bound = self.total if self.branches >= 0 else highest

    def _total(self, members: Sequence[int]) -> int:
        chosen = list(members)
        return int(self.scores[chosen].sum() + self.gains[chosen].max(axis=0, initial=0).sum())

    def _greedy(self) -> list[int]:
        """Each time the member that adds most: a first total, that leaves most branches unseen."""
        members: list[int] = []
        have = np.zeros(self.gains.shape[1], dtype=np.int64)
        for _ in range(self.size):
            adds = self.scores + np.maximum(self.gains - have, 0).sum(axis=1)
            adds[members] = -1
            members.append(int(np.argmax(adds)))
            have = np.maximum(have, self.gains[members[-1]])
        return sorted(members)

    def _branch(self, start: int, members: list[int], worth: int) -> None:
        """Go on with ``members``, worth so much above the prices, from place ``start`` on."""
        missing = self.size - len(members)
        if not missing:
            total = self._total(members)
            if total > self.total:
                self.total, self.best = total, sorted(members)
            return
        place, last = start, len(self.order) - missing
        # The next ones are the best that can still be added.
        while (
            place <= last
            and self.branches >= 0
            and self.priced + worth + sum(self.above[place : place + missing]) > self.total
        ):
            self.branches -= 1
            self._branch(place + 1, [*members, self.order[place]], worth + self.above[place])
            place += 1


def _prices(scores: IntVector, gains: IntMatrix, size: int) -> IntVector:
    """A price for each thing, whole, from the linear relaxation of choosing a group.

    Any prices of 0 or more give a bound; these give a low one.
    """
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    number, things = gains.shape
    member, thing = np.nonzero(gains)
    if not len(member):
        return np.zeros(things, dtype=np.int64)
    count = len(member)
    place = np.arange(count)
    # Columns: members, then who counts for what. Rows: only a member counts; one for each thing.
    rows = np.concatenate((place, place, count + thing, np.full(number, count + things)))
    columns = np.concatenate((number + place, member, number + place, np.arange(number)))
    values = np.concatenate((np.ones(count), -np.ones(count), np.ones(count), np.ones(number)))
    shape = (count + things + 1, number + count)
    scale = float(gains.max())
    found = linprog(
        -np.concatenate((scores, gains[member, thing])) / scale,
        A_ub=coo_array((values, (rows, columns)), shape=shape).tocsr(),
        b_ub=np.concatenate((np.zeros(count), np.ones(things), [size])),
        bounds=(0.0, 1.0),
        method="highs-ds",
    )
    prices = -found.ineqlin.marginals[count : count + things] * scale
    whole: IntVector = np.maximum(np.rint(prices), 0).astype(np.int64)
    return whole
