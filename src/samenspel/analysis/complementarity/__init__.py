# SPDX-License-Identifier: EUPL-1.2
"""Partners in difference: alike in problem, unlike in means, with gain on both sides.

All in whole numbers and exact fractions. For two municipalities a and b, over the indicators that
are known in both, with weights w, ranks p of problems and m of means (0 to 1 within the country):

alike
    sum of w * min(p_a, p_b), divided by the sum of w * max(p_a, p_b) (Ruzicka likeness; 0/0 is 0)
gain of a from b
    sum of w * max(0, m_b - m_a), divided by the sum of w; and the other way
unlike
    gain of a from b + gain of b from a
reciprocity
    2 * gain of a * gain of b / (gain of a + gain of b), the harmonic mean; 0 when either is 0
score
    alike * unlike * reciprocity, each multiplied as often as its weight says; 0 where a condition
    of the user fails

The contribution of an indicator is the score minus the score with its weight at 0. What people
entered joins as indicators: a challenge of both is a shared problem, what the one needs and the
other offers is a gain.

References
----------
Ruzicka (1958), Biologia 13, 647-661 (likeness). The rest is of this project.
"""

from samenspel.analysis.complementarity.coverage import LEAST_COVERAGE
from samenspel.analysis.complementarity.editions import Edition
from samenspel.analysis.complementarity.entries import Entries
from samenspel.analysis.complementarity.indicators import (
    ENTERED,
    FIGURES,
    GROWTH,
    LINK_INDICATOR,
    LINK_INDICATORS,
    LINK_THEMES,
    SIDES,
    LinkIndicator,
    LinkTheme,
    Side,
)
from samenspel.analysis.complementarity.matrix import SCORE_ONE, score_matrix
from samenspel.analysis.complementarity.pairs import Pair, Part, Question, pair_in
from samenspel.analysis.complementarity.partners import TOP, Partner, Partners, partners_in
from samenspel.analysis.complementarity.ranks import RANK_ONE, ranks_of
from samenspel.analysis.complementarity.robustness import (
    DRAWS,
    SEED,
    Contest,
    random_weightings,
    ranks_under,
    used_themes,
)
from samenspel.analysis.complementarity.scores import Factors, factors_of, ratio_of, score_of
from samenspel.analysis.complementarity.table import Column, PartnerTable, partner_table
from samenspel.analysis.complementarity.tables import partner_columns, partner_rows
from samenspel.analysis.complementarity.terms import Sums, Terms, terms_of
from samenspel.analysis.complementarity.weights import (
    FACTORS,
    LARGEST_FACTOR,
    LARGEST_THEME,
    PartnerWeights,
    WeightsError,
)

__all__ = [
    "DRAWS",
    "ENTERED",
    "FACTORS",
    "FIGURES",
    "GROWTH",
    "LARGEST_FACTOR",
    "LARGEST_THEME",
    "LEAST_COVERAGE",
    "LINK_INDICATOR",
    "LINK_INDICATORS",
    "LINK_THEMES",
    "RANK_ONE",
    "SCORE_ONE",
    "SEED",
    "SIDES",
    "TOP",
    "Column",
    "Contest",
    "Edition",
    "Entries",
    "Factors",
    "LinkIndicator",
    "LinkTheme",
    "Pair",
    "Part",
    "Partner",
    "PartnerTable",
    "PartnerWeights",
    "Partners",
    "Question",
    "Side",
    "Sums",
    "Terms",
    "WeightsError",
    "factors_of",
    "pair_in",
    "partner_columns",
    "partner_rows",
    "partner_table",
    "partners_in",
    "random_weightings",
    "ranks_of",
    "ranks_under",
    "ratio_of",
    "score_matrix",
    "score_of",
    "terms_of",
    "used_themes",
]
