# SPDX-License-Identifier: EUPL-1.2
"""The power of the members of a board, as a page tells it."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from samenspel.analysis.voting_power import Game, VotingPowerError, bits_needed, power_of

POWER_BITS = 8 << 20
"""Size of a board whose power is computed while the page waits: some 0.1 s."""


@lru_cache(maxsize=64)
def board_power(weights: tuple[int, ...], quota: int) -> tuple[Fraction, ...]:
    """The power (Banzhaf) of each; nothing where it cannot be said.

    Kept: a board has the same votes at every proposal and every visit.
    """
    try:
        game = Game(weights, quota)
        if bits_needed(game) > POWER_BITS:
            return ()
        return tuple(one.banzhaf for one in power_of(game).members)
    except VotingPowerError:
        return ()
