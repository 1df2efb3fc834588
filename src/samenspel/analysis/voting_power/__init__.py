# SPDX-License-Identifier: EUPL-1.2
"""Votes and power in a board that votes by weight: exact, in whole numbers and fractions.

``Game`` is a board (``game``), ``power_of`` its power (``indices``), counted by generating
functions (``counting``); ``coalitions`` lists who can decide or block together, ``effects`` says
what another quota or other members change. Errors are a family (``errors``).
"""

from samenspel.analysis.voting_power.coalitions import (
    Part,
    Pattern,
    Patterns,
    count_minimal_blocking,
    count_minimal_winning,
    minimal_blocking_patterns,
    minimal_blocking_sets,
    minimal_winning_coalitions,
    minimal_winning_patterns,
)
from samenspel.analysis.voting_power.effects import (
    Changed,
    MergerEffect,
    joined,
    left,
    merged,
    merger_effect,
    quota_effects,
    usual_quotas,
)
from samenspel.analysis.voting_power.errors import (
    MemberError,
    QuotaError,
    TooLargeError,
    VotingPowerError,
    WeightsError,
)
from samenspel.analysis.voting_power.game import Game, majority
from samenspel.analysis.voting_power.indices import (
    MemberPower,
    Power,
    bits_needed,
    power_of,
    powers_of,
)

__all__ = [
    "Changed",
    "Game",
    "MemberError",
    "MemberPower",
    "MergerEffect",
    "Part",
    "Pattern",
    "Patterns",
    "Power",
    "QuotaError",
    "TooLargeError",
    "VotingPowerError",
    "WeightsError",
    "bits_needed",
    "count_minimal_blocking",
    "count_minimal_winning",
    "joined",
    "left",
    "majority",
    "merged",
    "merger_effect",
    "minimal_blocking_patterns",
    "minimal_blocking_sets",
    "minimal_winning_coalitions",
    "minimal_winning_patterns",
    "power_of",
    "powers_of",
    "quota_effects",
    "usual_quotas",
]
