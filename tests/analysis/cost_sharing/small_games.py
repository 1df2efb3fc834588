# SPDX-License-Identifier: EUPL-1.2
"""Small cost games that tests share."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from samenspel.analysis.cost_sharing import CostGame

# Costs alone 300, 270 and 280, of any two 410, of all three 550.
THREE = {"a": 300, "b": 270, "c": 280, "ab": 410, "ac": 410, "bc": 410, "abc": 550}


def game_of(costs: Mapping[str, int]) -> CostGame:
    """A game whose players have names of one letter."""
    return CostGame.of({frozenset(names): cost for names, cost in costs.items()})


@st.composite
def games(draw: st.DrawFn, *, most: int = 4, agreeable: bool = False) -> CostGame:
    """Any game of two to ``most`` players; ``agreeable``: together costs at most all alone."""
    number = draw(st.integers(2, most))
    costs = [0, *draw(st.lists(st.integers(0, 50), min_size=2**number - 1, max_size=2**number - 1))]
    if agreeable:
        costs[-1] = min(costs[-1], sum(costs[1 << place] for place in range(number)))
    players = "abcdef"[:number]
    return CostGame.of(
        {
            frozenset(p for place, p in enumerate(players) if coalition >> place & 1): cost
            for coalition, cost in enumerate(costs)
            if coalition
        }
    )
