# SPDX-License-Identifier: EUPL-1.2
"""Who works with whom, and how intensively: three measures of a pair of municipalities.

* **shared**: in how many arrangements both take part.
* **Jaccard**: shared / arrangements of one or both, in (0, 1] (P. Jaccard (1912), New Phytologist
  11, 37-50); computed in :mod:`samenspel.analysis.congruence`.
* **weighted**: every arrangement with n municipal members counts 1 / (n - 1) for each pair in it,
  so that what all of one's partners have together in an arrangement is 1: a large body brings
  nobody very near (M. Newman (2001), Phys. Rev. E 64, 016132). In whole numbers of 10^-12, each
  arrangement rounded to the nearest, so that sums do not depend on their order.

What none of them says: how much work, money or influence goes with it. An order of the rows that
shows who belongs together, and groups, come from :mod:`samenspel.analysis.seriation`, on the
Jaccard index in millionths.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.congruence import Pairs, pairs
from samenspel.analysis.participation import IntVector, Participations
from samenspel.analysis.seriation import IntMatrix, Tree, order_of, tree_of

FloatVector = NDArray[np.float64]
WEIGHT_UNIT = 10**12
JACCARD_UNIT = 10**6


@dataclass(frozen=True)
class Partner:
    """Another municipality with what is shared.

    ``shared`` arrangements of ``either`` (those of one or both), 1 <= shared <= either;
    ``weighted`` in units of 10^-12.
    """

    code: str
    shared: int
    either: int
    weighted: int

    @property
    def jaccard(self) -> float:
        """The double nearest to shared / either, in (0, 1]."""
        return self.shared / self.either


@dataclass(frozen=True)
class Group:
    """Municipalities that work together more than with others.

    ``rows`` are places in the network, in order. ``inside`` is what its members share among each
    other (shared arrangements, summed over pairs), ``outside`` with everybody else.
    """

    rows: tuple[int, ...]
    inside: int
    outside: int

    @property
    def share_inside(self) -> float | None:
        """Part of what the members share with anybody that stays inside: a tie inside is of two
        members and counts for both. In [0, 1]; None where nobody shares anything."""
        whole = 2 * self.inside + self.outside
        return 2 * self.inside / whole if whole else None

    @property
    def mean_inside(self) -> float | None:
        """Arrangements that two members share, on average; None for a group of one."""
        count = len(self.rows)
        return 2 * self.inside / (count * (count - 1)) if count > 1 else None


@dataclass(frozen=True, eq=False)
class CooperationNetwork:
    """All pairs that share an arrangement.

    Attributes
    ----------
    pairs
        Each pair once, by both codes: places of both, shared and either, shape (pairs,).
    weighted
        The same pairs, in units of 10^-12, shape (pairs,).
    number
        Arrangements of each municipality that count, shape (municipalities,).
    """

    pairs: Pairs
    weighted: IntVector
    number: IntVector

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Codes, sorted."""
        return self.pairs.municipalities

    @cached_property
    def partners(self) -> IntVector:
        """How many others each shares an arrangement with, shape (municipalities,)."""
        both = np.concatenate([self.pairs.first, self.pairs.second])
        return np.bincount(both, minlength=len(self.municipalities)).astype(np.int64)

    def partners_of(self, code: str) -> tuple[Partner, ...]:
        """The partners of a municipality: most shared first, then the highest Jaccard, then code.

        Raises
        ------
        KeyError
            No municipality of that day has this code.
        """
        row = self._rows[code]
        first, second = self.pairs.first, self.pairs.second
        found = [
            Partner(
                self.municipalities[int(first[place] + second[place] - row)],
                int(self.pairs.shared[place]),
                int(self.pairs.either[place]),
                int(self.weighted[place]),
            )
            for place in np.flatnonzero((first == row) | (second == row))
        ]
        return tuple(sorted(found, key=lambda p: (-p.shared, -p.jaccard, p.code)))

    def table(self, values: IntVector) -> IntMatrix:
        """Values of the pairs as a symmetric matrix, 0 elsewhere, shape (m, m)."""
        count = len(self.municipalities)
        found = np.zeros((count, count), dtype=np.int64)
        found[self.pairs.first, self.pairs.second] = values
        found[self.pairs.second, self.pairs.first] = values
        return found

    @cached_property
    def likeness(self) -> IntMatrix:
        """The Jaccard index in millionths, rounded to the nearest, shape (m, m)."""
        shared, either = self.pairs.shared, self.pairs.either
        return self.table((2 * shared * JACCARD_UNIT + either) // (2 * np.maximum(either, 1)))

    @cached_property
    def tree(self) -> Tree:
        """The municipalities joined by their likeness."""
        return tree_of(self.likeness)

    @cached_property
    def order(self) -> IntVector:
        """Rows, those that work together side by side, shape (municipalities,)."""
        return order_of(self.likeness, tree=self.tree)

    def groups(self, least: Fraction) -> tuple[Group, ...]:
        """Groups whose members have a Jaccard index of at least ``least`` on average.

        More exactly: joining groups stops at an average below it. In the :attr:`order`.
        """
        rows_of = self.tree.groups(least * JACCARD_UNIT)
        group_of = np.empty(len(self.municipalities), dtype=np.int64)
        for number, rows in enumerate(rows_of):
            group_of[list(rows)] = number
        first, second = group_of[self.pairs.first], group_of[self.pairs.second]
        inside = np.zeros(len(rows_of), dtype=np.int64)
        outside = np.zeros(len(rows_of), dtype=np.int64)
        is_same = first == second
        np.add.at(inside, first[is_same], self.pairs.shared[is_same])
        for ends in (first, second):
            np.add.at(outside, ends[~is_same], self.pairs.shared[~is_same])
        # Each where the first of its members stands.
        stands = list(dict.fromkeys(group_of[self.order].tolist()))
        return tuple(Group(rows_of[n], int(inside[n]), int(outside[n])) for n in stands)

    def strongest(
        self, values: IntVector | FloatVector, *, each: int, apart: IntVector | None = None
    ) -> IntVector:
        """Places of the pairs that are among the ``each`` strongest of one of both, in order.

        Parameters
        ----------
        values
            How strong each pair is, shape (pairs,).
        each
            How many of every municipality, 1 or more.
        apart
            How far each pair lies apart, shape (pairs,): of equally strong ones the nearest go
            first, then those with the first code.
        """
        count = len(self.pairs.first)
        ends = np.concatenate([self.pairs.first, self.pairs.second])
        others = np.concatenate([self.pairs.second, self.pairs.first])
        strength = np.tile(values, 2)
        distance = np.zeros(2 * count, dtype=np.int64) if apart is None else np.tile(apart, 2)
        sequence = np.lexsort([others, distance, -strength, ends])
        listed = ends[sequence]
        rank = np.arange(2 * count) - np.searchsorted(listed, listed)
        return np.unique(sequence[rank < each] % max(count, 1)).astype(np.int64)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {code: row for row, code in enumerate(self.municipalities)}


def cooperation_network(
    participations: Participations, *, ignore_larger_than: int | None = None
) -> CooperationNetwork:
    """The network of these participations; memory grows with the number of pairs.

    Parameters
    ----------
    ignore_larger_than
        Leave out arrangements with more municipal members than this; 2 or more.

    Raises
    ------
    ValueError
        The limit is below 2.
    """
    from scipy.sparse import csr_array, triu

    found = pairs(participations, ignore_larger_than=ignore_larger_than)
    members = participations.members
    counts = np.ones(len(members), dtype=bool)
    if ignore_larger_than is not None:
        counts = members <= ignore_larger_than
    kept = participations.select(counts & (members > 1))
    others = kept.members - 1
    weight = (2 * WEIGHT_UNIT + others) // (2 * others)
    matrix = kept.matrix
    heavy = csr_array((weight[matrix.indices], matrix.indices, matrix.indptr), shape=matrix.shape)
    product = triu(heavy @ matrix.T, k=1, format="csr")
    product.sort_indices()
    return CooperationNetwork(
        pairs=found,
        weighted=product.data.astype(np.int64),
        number=participations.select(counts).number,
    )
