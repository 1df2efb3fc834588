# SPDX-License-Identifier: EUPL-1.2
"""What every indicator adds to the score of a municipality with each other one, whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.complementarity.ranks import RANK_ONE, UNKNOWN
from samenspel.analysis.complementarity.table import PartnerTable
from samenspel.analysis.complementarity.weights import PartnerWeights
from samenspel.analysis.policy_areas import THEMES

IntMatrix = NDArray[np.int64]
IntVector = NDArray[np.int64]
BoolMatrix = NDArray[np.bool_]

_THEME_PLACE = {key: place for place, key in enumerate(THEMES)}


class Sums(NamedTuple):
    """All that the score of a pair is made of, as whole numbers.

    ``shared`` and ``either``: weighted sums over problems of the smaller and of the larger rank.
    ``gain`` (of the one from the other) and ``back``: weighted sums over means of what the other
    has more; ``whole``: what these would be at most.
    """

    shared: int
    either: int
    gain: int
    back: int
    whole: int


@dataclass(frozen=True, eq=False)
class Terms:
    """Terms of one municipality with every one of a table; 0 where one of both is unknown.

    Before weights: ``shared`` and ``either`` (smaller and larger rank) have shape (codes,
    problems); ``gain`` (of the one), ``back`` (of the other) and ``whole`` have shape (codes,
    means). Columns are those of the table, with their weights; ``known_*`` says where both are
    known.
    """

    shared: IntMatrix
    either: IntMatrix
    gain: IntMatrix
    back: IntMatrix
    known_problems: BoolMatrix
    known_means: BoolMatrix
    problem_weights: IntVector
    means_weights: IntVector

    @property
    def whole(self) -> IntMatrix:
        """What a gain would be at most: ``RANK_ONE`` where known, else 0; shape (codes, means)."""
        return self.known_means * np.int64(RANK_ONE)

    def sums(self) -> list[Sums]:
        """The weighted sums of each pair, in the order of the codes; ranks times whole parts."""
        columns = (
            self.shared @ self.problem_weights,
            self.either @ self.problem_weights,
            self.gain @ self.means_weights,
            self.back @ self.means_weights,
            self.whole @ self.means_weights,
        )
        return [Sums(*row) for row in np.stack(columns, axis=1).tolist()]


def terms_of(table: PartnerTable, row: int, weights: PartnerWeights) -> Terms:
    """The terms of one municipality (at ``row``) with every one of the table, itself included."""
    problems, means = table.problems, table.means
    known_problems = (problems != UNKNOWN) & (problems[row] != UNKNOWN)
    known_means = (means != UNKNOWN) & (means[row] != UNKNOWN)
    more = np.where(known_means, means - means[row], 0)
    gain, back = np.maximum(more, 0), np.maximum(-more, 0)
    _add_entries(table, row, gain, back, known_means)
    return Terms(
        shared=np.where(known_problems, np.minimum(problems, problems[row]), 0),
        either=np.where(known_problems, np.maximum(problems, problems[row]), 0),
        gain=gain,
        back=back,
        known_problems=known_problems,
        known_means=known_means,
        problem_weights=weights.of(c.indicator for c in table.of_side("problem")),
        means_weights=weights.of(c.indicator for c in table.of_side("means")),
    )


def _add_entries(
    table: PartnerTable, row: int, gain: IntMatrix, back: IntMatrix, known: BoolMatrix
) -> None:
    """What people need of and offer to each other: it takes two, so it has no rank."""
    said = table.said
    for place, column in enumerate(table.of_side("means")):
        if not column.indicator.entry:
            continue
        theme = _THEME_PLACE[column.indicator.entry]
        # What neither of both looks for says nothing about the two.
        wanted = said.needs[:, theme] | said.needs[row, theme]
        known[:, place] = said.known & said.known[row] & wanted
        gain[:, place] = RANK_ONE * (said.needs[row, theme] & said.offers[:, theme])
        back[:, place] = RANK_ONE * (said.needs[:, theme] & said.offers[row, theme])
