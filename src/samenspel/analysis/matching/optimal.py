# SPDX-License-Identifier: EUPL-1.2
"""The best pairing of all places: the largest total of scores, with the proof."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from samenspel.analysis.matching.duals import (
    NOWHERE,
    UNIT,
    FloatVector,
    OddSet,
    Prices,
    best_left,
    first_prices,
    no_prices,
    raised,
)
from samenspel.analysis.matching.odd_sets import broken_groups, broken_sets, is_part
from samenspel.analysis.matching.pairings import (
    BoolMatrix,
    IntMatrix,
    Pairing,
    pairing_of,
    worth_of,
)
from samenspel.analysis.matching.relaxation import Candidates, Relaxed, near_enough, relaxed

ROUNDS = 200
"""How often the relaxation is solved at most, before what is known is given back."""
_FIRST = 12
_MORE = 6
_NEAR = 100
"""Pairs within this part of the largest score of being taken are looked at as well."""
_FINE = 10**8
"""Below this part of what is solved for, a difference may be rounding."""


def optimal_pairs(
    scores: IntMatrix, allowed: BoolMatrix | None = None, *, rounds: int = ROUNDS
) -> Pairing:
    """The pairing with the largest total, and the bound that proves it.

    The linear relaxation of the problem is solved by HiGHS on the pairs that are worth looking at;
    its prices are held against all pairs, and pairs that they do not pay for are added. Where parts
    of pairs are taken, sets of an odd number of places are added that this breaks. Prices become
    whole numbers that are checked over all pairs; while they leave a gap, the relaxation is solved
    again in what is left above them. Where parts remain after all, whole pairs are chosen by
    branch and bound, and the gap is reported.

    Deterministic: no clock, no chance. Of pairings with the same total, which is rare with fine
    scores, it gives the one that the solver ends in, always the same one.

    Parameters
    ----------
    scores, allowed
        As of :func:`~samenspel.analysis.matching.pairings.worth_of`, which says the errors.
    rounds
        How often the relaxation is solved at most, 1 or more.

    References
    ----------
    Edmonds (1965), J. Res. Nat. Bur. Standards 69B, 125-130 (the polytope); Groetschel, Holland
    (1985), Mathematical Programming 33, 243-259 (matching with a linear programme and cuts).
    """
    worth = worth_of(scores, allowed)
    if not worth.any():
        return Pairing((), (), 0)
    return _Search(worth).run(rounds)


class _Search:
    """The state of a search: candidates, prices so far, and the best pairing and bound."""

    def __init__(self, worth: IntMatrix) -> None:
        self.worth = worth
        ones, others, _ = best_left(worth, first_prices(worth), above=-NOWHERE // 2, each=_FIRST)
        self.candidates = Candidates.of(ones, others, len(worth))
        self.prices = no_prices(len(worth))
        self.best = Pairing((), ())
        self.bound: int | None = None
        # What the prices leave open, in 1/UNIT: at first all.
        self.reach = int(worth.max()) * UNIT

    def run(self, rounds: int) -> Pairing:
        """Solve, look at all pairs, solve again; ``rounds`` times, or until it is proven."""
        number, is_going_on = 0, True
        while is_going_on:
            number += 1
            looked_at = near_enough(self.candidates, self.worth, self.prices, self.reach)
            found = relaxed(looked_at, self.worth, self.prices, self.reach)
            self._keep(whole_pairs(looked_at, found.taken, self.worth))
            is_last = number >= rounds
            if is_last or not self._widened(looked_at, found):
                is_going_on = self._narrowed(found.prices) and not is_last
        self._keep(branched(looked_at, found.taken, self.worth))
        assert self.bound is not None  # noqa: S101 - there was a round
        return replace(self.best, bound=self.bound // UNIT)

    def _keep(self, pairing: Pairing) -> None:
        if pairing.total > self.best.total:
            self.best = pairing

    def _widened(self, looked_at: Candidates, found: Relaxed) -> bool:
        """Whether there are pairs that the prices do not pay for, or broken sets, to go on with."""
        ones, others, most = best_left(
            self.worth, found.prices, above=-self.reach // _NEAR, each=_MORE
        )
        new = self._broken(looked_at, found)
        self.prices = self.prices.with_sets(new)
        before = len(self.candidates.ones)
        if most > self.reach // _FINE:
            self.candidates = self.candidates.joined(ones, others)
        return bool(new) or len(self.candidates.ones) > before

    def _broken(self, looked_at: Candidates, found: Relaxed) -> list[OddSet]:
        """Sets that the solution breaks, each once."""
        number = len(self.worth)
        broken = broken_sets(looked_at.ones, looked_at.others, found.taken, number)
        if broken:
            left = looked_at.left(self.worth, found.prices)
            paid = looked_at.kept(np.abs(left) <= self.reach // _FINE)
            taken = found.taken[np.abs(left) <= self.reach // _FINE]
            broken += broken_groups(paid.ones, paid.others, taken, number)
        known = {odd.members.tobytes() for odd in self.prices.sets}
        by_members = {odd.members.tobytes(): odd for odd in broken}
        return [odd for members, odd in by_members.items() if members not in known]

    def _narrowed(self, prices: Prices) -> bool:
        """Whether prices checked over all pairs bring the bound nearer, yet not near enough."""
        checked = raised(self.worth, prices)
        if self.bound is not None and checked.bound >= self.bound:
            return False
        self.bound, self.prices = checked.bound, checked
        self.reach = self.bound - self.best.total * UNIT
        return self.reach >= UNIT


def whole_pairs(candidates: Candidates, taken: FloatVector, worth: IntMatrix) -> Pairing:
    """A pairing near a solution in parts: pairs taken for more than half, then the largest parts.

    ``taken`` in [0, 1], shape (candidates,). Nothing is proved of it: it has no bound.
    """
    free = np.ones(candidates.number, dtype=np.bool_)
    pairs = []
    scores = worth[candidates.ones, candidates.others]
    for place in np.lexsort((-scores, -taken)).tolist():
        one, other = int(candidates.ones[place]), int(candidates.others[place])
        if free[one] and free[other]:
            free[one] = free[other] = False
            pairs.append((one, other))
    return pairing_of(pairs, worth)


def branched(candidates: Candidates, taken: FloatVector, worth: IntMatrix) -> Pairing:
    """Whole pairs where parts are taken, the best by branch and bound; the others as they are.

    ``taken`` in [0, 1], shape (candidates,). It has no bound of its own.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    parts = is_part(taken)
    certain = ~parts & (taken > 0.5)
    pairs = list(
        zip(candidates.ones[certain].tolist(), candidates.others[certain].tolist(), strict=True)
    )
    if parts.any():
        ones, others = candidates.ones[parts], candidates.others[parts]
        columns = np.arange(len(ones))
        where = (np.concatenate((ones, others)), np.concatenate((columns, columns)))
        rows = coo_array((np.ones(2 * len(ones)), where), shape=(candidates.number, len(ones)))
        scores = worth[ones, others]
        found = milp(
            -scores / scores.max(),
            constraints=LinearConstraint(rows.tocsr(), ub=1.0),
            bounds=Bounds(0.0, 1.0),
            integrality=np.ones(len(ones)),
            options={"mip_rel_gap": 0.0},
        )
        chosen = found.x > 0.5
        pairs += zip(ones[chosen].tolist(), others[chosen].tolist(), strict=True)
    return pairing_of(pairs, worth)
