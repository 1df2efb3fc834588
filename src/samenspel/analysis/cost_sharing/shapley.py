# SPDX-License-Identifier: EUPL-1.2
"""The Shapley value of a cost game, exactly."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from samenspel.analysis.cost_sharing.games import CostGame


def shapley(game: CostGame) -> dict[str, Fraction]:
    """What each player adds to the costs, on average over all orders in which they can join.

    The sum over coalitions S without the player of |S|! (n - |S| - 1)! / n! times what the player
    adds to S. Amounts add up to the costs of all; they need not lie in the core.

    References
    ----------
    L. Shapley (1953), Contributions to the Theory of Games II, 307-317.
    """
    number = len(game.players)
    weights = [factorial(size) * factorial(number - size - 1) for size in range(number)]
    found = {}
    for place, player in enumerate(game.players):
        own = 1 << place
        added = Fraction(0)
        for coalition, cost in enumerate(game.costs):
            if not coalition & own:
                added += weights[coalition.bit_count()] * (game.costs[coalition | own] - cost)
        found[player] = added / factorial(number)
    return found
