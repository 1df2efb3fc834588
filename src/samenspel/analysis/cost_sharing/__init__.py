# SPDX-License-Identifier: EUPL-1.2
"""Sharing costs among municipalities: keys in whole cents, growing in, and cost games.

``keys`` gives shares and amounts, ``growth_in`` the years between two divisions, ``effects`` what a
division means for each. ``games`` says what groups would pay by themselves; ``shapley`` and
``nucleolus`` divide what all pay together, and ``claims`` divides too little among claims.
"""

from samenspel.analysis.cost_sharing.claims import claims_game, divided_estate
from samenspel.analysis.cost_sharing.effects import Effect, effects
from samenspel.analysis.cost_sharing.errors import CostSharingError, NoAgreementError, TooSlowError
from samenspel.analysis.cost_sharing.games import MOST_PLAYERS, CostGame
from samenspel.analysis.cost_sharing.growth_in import MOST_YEARS, growth_in, years_needed
from samenspel.analysis.cost_sharing.keys import (
    by_weight,
    divided,
    equally,
    mixed,
    with_fixed_part,
)
from samenspel.analysis.cost_sharing.nucleolus import nucleolus
from samenspel.analysis.cost_sharing.shapley import shapley

__all__ = [
    "MOST_PLAYERS",
    "MOST_YEARS",
    "CostGame",
    "CostSharingError",
    "Effect",
    "NoAgreementError",
    "TooSlowError",
    "by_weight",
    "claims_game",
    "divided",
    "divided_estate",
    "effects",
    "equally",
    "growth_in",
    "mixed",
    "nucleolus",
    "shapley",
    "with_fixed_part",
    "years_needed",
]
