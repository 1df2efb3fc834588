# SPDX-License-Identifier: EUPL-1.2
"""Who goes with whom: the best pairs, stable pairs, and groups that complement each other."""

from samenspel.analysis.matching.compared import Pairings, both_pairings
from samenspel.analysis.matching.edges import (
    EdgeRule,
    PlaceFigures,
    Reason,
    Side,
    between,
    edge_reasons,
    sides_of,
)
from samenspel.analysis.matching.groups import LARGEST_GROUP, Brought, Group, best_group
from samenspel.analysis.matching.optimal import optimal_pairs
from samenspel.analysis.matching.pairings import (
    ALONE,
    LARGEST_SCORE,
    MatchingError,
    Pairing,
    Swap,
    blocking_pairs,
)
from samenspel.analysis.matching.places import gains_for, means_of, place_figures
from samenspel.analysis.matching.stable import stable_pairs
from samenspel.analysis.matching.tables import (
    Kind,
    PairRow,
    pair_rows,
    pairing_columns,
    pairing_rows,
)

__all__ = [
    "ALONE",
    "LARGEST_GROUP",
    "LARGEST_SCORE",
    "Brought",
    "EdgeRule",
    "Group",
    "Kind",
    "MatchingError",
    "PairRow",
    "Pairing",
    "Pairings",
    "PlaceFigures",
    "Reason",
    "Side",
    "Swap",
    "best_group",
    "between",
    "blocking_pairs",
    "both_pairings",
    "edge_reasons",
    "gains_for",
    "means_of",
    "optimal_pairs",
    "pair_rows",
    "pairing_columns",
    "pairing_rows",
    "place_figures",
    "sides_of",
    "stable_pairs",
]
