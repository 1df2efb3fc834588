# SPDX-License-Identifier: EUPL-1.2
"""How much a list of partners depends on the weights: the same list under 1,000 random ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.complementarity.approximate import (
    ERROR,
    SumArrays,
    approximate_scores,
)
from samenspel.analysis.complementarity.scores import Exponents, ratio_of
from samenspel.analysis.complementarity.table import PartnerTable
from samenspel.analysis.complementarity.terms import Sums, Terms
from samenspel.analysis.complementarity.weights import PartnerWeights

IntVector = NDArray[np.int64]
IntMatrix = NDArray[np.int64]

DRAWS = 1_000
SEED = 20_260_701
GRAINS = 1_000
"""What the weights of a random weighting add up to."""
_AT_ONCE = 400_000


@dataclass(frozen=True, eq=False)
class Contest:
    """Who is ranked: rows of a table, in the order of their codes.

    ``blocked`` are those that fail a condition of the user: they score 0 whatever the weights.
    """

    table: PartnerTable
    weights: PartnerWeights
    terms: Terms
    rows: IntVector
    blocked: NDArray[np.bool_]


def random_weightings(groups: int, draws: int = DRAWS, seed: int = SEED) -> IntMatrix:
    """Whole weights that add up to ``GRAINS``, shape (draws, groups); each as likely as any other.

    Stars and bars: of ``GRAINS + groups - 1`` places in a row ``groups - 1`` different ones are
    drawn as bars, and the weights are the numbers of places between them.

    References
    ----------
    Feller (1968), An Introduction to Probability Theory and Its Applications I, chapter II.5.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    places = GRAINS + groups - 1
    bars = np.zeros((draws, groups - 1), dtype=np.int64)
    again = np.arange(draws)
    while len(again):
        bars[again] = np.sort(generator.integers(0, places, (len(again), groups - 1)), axis=1)
        again = np.flatnonzero((np.diff(bars, axis=1) == 0).any(axis=1))
    low, high = np.full((draws, 1), -1, np.int64), np.full((draws, 1), places, np.int64)
    gaps: IntMatrix = np.diff(np.concatenate([low, bars, high], axis=1), axis=1) - 1
    return gaps


def used_themes(table: PartnerTable, weights: PartnerWeights) -> tuple[str, ...]:
    """Keys of the themes with a weight that change a score: those that are drawn, in order."""
    indicators = table.indicators
    return tuple(
        dict.fromkeys(
            indicator.theme
            for indicator, weight in zip(indicators, weights.of(indicators).tolist(), strict=True)
            if weight and weights.counts(indicator.side)
        )
    )


def ranks_under(contest: Contest, wanted: IntVector, drawn: IntMatrix) -> IntMatrix:
    """The rank of some in every weighting of the used themes, shape (wanted, draws), from 1 up.

    Ordered as the list is: by exact score, then by code.

    Parameters
    ----------
    wanted
        Places in ``contest.rows``.
    drawn
        Whole weights of the used themes, shape (draws, themes).
    """
    exponents = contest.weights.exponents
    ranks = np.empty((len(wanted), len(drawn)), dtype=np.int64)
    per_theme = _by_theme(contest)
    step = max(1, _AT_ONCE // max(1, len(contest.rows)))
    for start in range(0, len(drawn), step):
        part = slice(start, start + step)
        # Whole numbers far below 2^53: as doubles they are exact.
        sums = SumArrays(*((one @ drawn[part].T).astype(np.float64) for one in per_theme))
        ranks[:, part] = ranks_of_sums(sums, contest.blocked, wanted, exponents)
    return ranks


def _by_theme(contest: Contest) -> list[IntMatrix]:
    """The five sums of each row for each used theme of weight 1, shape (rows, themes)."""
    table, terms = contest.table, contest.terms
    themes = used_themes(table, contest.weights)
    plain = PartnerWeights(
        dict.fromkeys(contest.weights.themes, 1), without=contest.weights.without
    )
    kept: list[IntMatrix] = []
    for side, arrays in (
        ("problem", (terms.shared, terms.either)),
        ("means", (terms.gain, terms.back, terms.whole)),
    ):
        indicators = [c.indicator for c in table.columns if c.indicator.side == side]
        weight = plain.of(indicators)
        member = np.array([[i.theme == theme for theme in themes] for i in indicators])
        spread = (member.reshape(len(indicators), len(themes)) * weight[:, None]).astype(np.int64)
        kept += [array[contest.rows] @ spread for array in arrays]
    return kept


def ranks_of_sums(
    sums: SumArrays, blocked: NDArray[np.bool_], wanted: IntVector, exponents: Exponents
) -> IntMatrix:
    """Ranks of some rows in every draw, shape (wanted, draws), from 1 up; see ``ranks_under``.

    ``sums`` have shape (rows, draws), ``blocked`` (rows,); ``wanted`` are rows. Scores that doubles
    cannot tell apart are compared as exact fractions; equal ones stand in the order of the rows.
    """
    scores = approximate_scores(sums, exponents)
    scores[blocked] = 0.0
    ranks = np.empty((len(wanted), scores.shape[1]), dtype=np.int64)
    for number, place in enumerate(wanted.tolist()):
        own = scores[place]
        low, high = own * (1 - 4 * ERROR), own * (1 + 4 * ERROR)
        ranks[number] = 1 + np.sum(scores > high, axis=0)
        close = np.sum(scores >= low, axis=0) - ranks[number]
        nothing = own == 0.0
        ranks[number, nothing] += np.sum(scores[:place, nothing] == 0.0, axis=0)
        # Seldom: others whose score cannot be told from this one.
        for draw in np.flatnonzero(~nothing & (close > 0)).tolist():
            column = scores[:, draw]
            others = np.flatnonzero((column >= low[draw]) & (column <= high[draw]))
            ranks[number, draw] += _before(sums, others, place, draw, exponents)
    return ranks


def _before(sums: SumArrays, others: IntVector, place: int, draw: int, exponents: Exponents) -> int:
    """How many of some come before a place in a weighting: by the exact scores, then by code."""
    same = np.all([one[others, draw] == one[place, draw] for one in sums], axis=0)
    before = int(np.sum(others[same] < place))
    own_top, own_bottom = _ratio(sums, place, draw, exponents)
    for other in others[~same].tolist():
        top, bottom = _ratio(sums, other, draw, exponents)
        its, own = top * own_bottom, own_top * bottom
        before += its > own or (its == own and other < place)
    return before


def _ratio(sums: SumArrays, place: int, draw: int, exponents: Exponents) -> tuple[int, int]:
    return ratio_of(Sums(*(int(one[place, draw]) for one in sums)), exponents)
