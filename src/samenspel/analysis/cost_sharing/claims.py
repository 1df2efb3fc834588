# SPDX-License-Identifier: EUPL-1.2
"""Dividing too little among claims: the bankruptcy game of the Talmud."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from samenspel.analysis.cost_sharing.errors import CostSharingError
from samenspel.analysis.cost_sharing.games import MOST_PLAYERS, CostGame
from samenspel.analysis.cost_sharing.keys import Number
from samenspel.analysis.cost_sharing.nucleolus import nucleolus


def claims_game(estate: Number, claims: Mapping[str, Number]) -> CostGame:
    """The game in which a coalition is sure of what the others leave after their full claims.

    What it is sure of is a cost below 0: max(0, estate - claims of the others), with a minus.

    Raises
    ------
    CostSharingError
        An estate or claim below 0, an estate above all claims, nobody, or more than ten.
    """
    players = tuple(sorted(claims))
    if not 1 <= len(players) <= MOST_PLAYERS:
        raise CostSharingError(f"an estate is divided among 1 to {MOST_PLAYERS}")
    if estate < 0 or any(claim < 0 for claim in claims.values()):
        raise CostSharingError("an estate and a claim are 0 or more")
    if estate > sum(claims.values()):
        raise CostSharingError("the estate is more than all claims together")
    costs = []
    for coalition in range(1 << len(players)):
        others = sum(
            (
                Fraction(claims[player])
                for place, player in enumerate(players)
                if not coalition >> place & 1
            ),
            Fraction(0),
        )
        costs.append(min(Fraction(0), others - Fraction(estate)))
    return CostGame(players, tuple(costs))


def divided_estate(estate: Number, claims: Mapping[str, Number]) -> dict[str, Fraction]:
    """What each claim gets by the nucleolus; it is the division of the Talmud.

    References
    ----------
    R. Aumann, M. Maschler (1985), J. Econ. Theory 36(2), 195-213.
    """
    return {player: -cost for player, cost in nucleolus(claims_game(estate, claims)).items()}
