# SPDX-License-Identifier: EUPL-1.2
"""Municipalities that are alike, so that they can learn from and be compared with each other."""

from samenspel.analysis.likeness.distances import (
    MINIMUM_COVERAGE,
    Distances,
    Ranking,
    distances_from,
    ranking,
    standardised,
    transformed,
)
from samenspel.analysis.likeness.indicators import (
    BY_KEY,
    LARGEST_WEIGHT,
    LIKENESS_INDICATORS,
    THEMES,
    LikenessIndicator,
    Theme,
    WeightsError,
    indicator_weights,
    theme_weights,
    themes_of,
)
from samenspel.analysis.likeness.peers import Difference, Peer, Peers, peers_in
from samenspel.analysis.likeness.profile import (
    IndicatorRow,
    Position,
    ProfileRow,
    Spread,
    line_of,
    profile,
)
from samenspel.analysis.likeness.robustness import (
    DRAWS,
    SEED,
    Robustness,
    random_weightings,
    robustness,
)
from samenspel.analysis.likeness.tables import peer_columns, peer_rows
from samenspel.analysis.likeness.vintages import (
    LEAST_KNOWN,
    IndicatorTable,
    Vintage,
    indicator_table,
)

__all__ = [
    "BY_KEY",
    "DRAWS",
    "LARGEST_WEIGHT",
    "LEAST_KNOWN",
    "LIKENESS_INDICATORS",
    "MINIMUM_COVERAGE",
    "SEED",
    "THEMES",
    "Difference",
    "Distances",
    "IndicatorRow",
    "IndicatorTable",
    "LikenessIndicator",
    "Peer",
    "Peers",
    "Position",
    "ProfileRow",
    "Ranking",
    "Robustness",
    "Spread",
    "Theme",
    "Vintage",
    "WeightsError",
    "distances_from",
    "indicator_table",
    "indicator_weights",
    "line_of",
    "peer_columns",
    "peer_rows",
    "peers_in",
    "profile",
    "random_weightings",
    "ranking",
    "robustness",
    "standardised",
    "theme_weights",
    "themes_of",
    "transformed",
]
