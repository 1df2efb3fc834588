# SPDX-License-Identifier: EUPL-1.2
"""Stable pairs: no two places would both rather have each other."""

from __future__ import annotations

import numpy as np

from samenspel.analysis.matching.pairings import (
    BoolMatrix,
    IntMatrix,
    Pairing,
    pairing_of,
    worth_of,
)


def stable_pairs(scores: IntMatrix, allowed: BoolMatrix | None = None) -> Pairing:
    """The stable pairing: the best pair of all is made, then the best of who is left, and so on.

    Of pairs that score the same the one with the lowest numbers goes first. It is stable, for take
    two places that are no pair: at the moment the first of them was paired both were free, and the
    pair that was made then was the best for that place. So that place would not rather swap.
    Without equal scores it is the only stable pairing: the best pair of all is in each of them.

    The pairs are found by going from a place to its best free partner, and on, until two are each
    other's best: the score rises with every step, so this ends, in time of order n squared. Such a
    pair is made sooner or later by the rule above, whatever happens elsewhere.

    Arguments and errors as of :func:`~samenspel.analysis.matching.pairings.worth_of`.

    References
    ----------
    Irving (1985), Journal of Algorithms 6(4), 577-595 (stable roommates).
    """
    worth = worth_of(scores, allowed)
    left = worth.copy()
    pairs = []
    for start in range(len(left)):
        chain = [start]
        while chain:
            here = chain[-1]
            # The first of equals: the lowest number, so that all places order pairs the same.
            best = int(np.argmax(left[here]))
            if left[here, best] == 0:
                break
            if len(chain) > 1 and best == chain[-2]:
                pairs.append((here, best))
                for gone in (here, best):
                    left[gone] = 0
                    left[:, gone] = 0
                del chain[-2:]
            else:
                chain.append(best)
    return pairing_of(pairs, worth)
