# SPDX-License-Identifier: EUPL-1.2
"""Territorial congruence: does a municipality meet the same partners at every table?

Of a municipality m, with A its arrangements that have at least two municipal members, P its
distinct partners (the other municipal members of those) and c(m, p) the number of arrangements that
m and p share::

    congruence(m) = (sum of c(m, p) over p in P) / (|A| * |P|)

It is the filled part of the table with a row for each of its arrangements and a column for each of
its partners, so it lies in (0, 1]; there is none (nan) where there is no partner. 1 means: the same
partners in everything. As each arrangement with n members fills n - 1 cells, the numerator is a sum
over arrangements, and only the distinct partners need the product of the matrix with itself.

Variants: bodies above a number of members left out (``ignore_larger_than``); arrangements weighted,
say by their number of tasks, where one of weight w counts as w arrangements with the same members
(``weights``); and for pairs the Jaccard index, shared arrangements / arrangements of either
(:func:`intensity`; P. Jaccard (1912), New Phytologist 11, 37-50).

Source: the definition is Samenspel's own, published with its methods, for the territorial
congruence that the literature on intermunicipal cooperation describes in words.

What it does not say: high is not good in itself. Different partners for different tasks may be
exactly right; and one very large body lowers everybody's congruence (hence the first variant).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.participation import IntVector, Participations

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Weights = Sequence[int] | IntVector
_EXACT = 2**53  # whole numbers below are doubles without rounding
# Cells that one block of the product of a matrix with itself may have, before equal ones are added.
_BLOCK = 8_000_000
# A body is large when its members as bits take less than this many words for each member.
_WORDS_PER_MEMBER = 8


@dataclass(frozen=True, eq=False)
class Congruence:
    """Territorial congruence of every municipality, as exact ratios.

    Attributes
    ----------
    municipalities
        Codes, in the order of the vectors, shape (m,).
    arrangements
        |A|: arrangements with at least two municipal members, as far as they count.
    partners
        |P|: distinct other municipalities in those.
    numerator, denominator
        The ratio, not reduced; both 0 where there is no partner. With weights both are weighted.
    stale
        Pairs (code, arrangement) that name a municipality that does not exist: left out.
    """

    municipalities: tuple[str, ...]
    arrangements: IntVector
    partners: IntVector
    numerator: IntVector
    denominator: IntVector
    stale: tuple[tuple[str, str], ...]

    @cached_property
    def value(self) -> NDArray[np.float64]:
        """The congruence, shape (m,), in (0, 1]: the doubles nearest to the ratios; nan if none."""
        found = np.full(len(self.municipalities), np.nan)
        np.divide(self.numerator, self.denominator, out=found, where=self.denominator > 0)
        return found

    def of(self, code: str) -> Fraction | None:
        """The congruence of one municipality; None without a partner.

        Raises
        ------
        KeyError
            No municipality of that day has this code.
        """
        place = self._places[code]
        if not self.denominator[place]:
            return None
        return Fraction(int(self.numerator[place]), int(self.denominator[place]))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.municipalities)}


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of municipalities that share an arrangement, each once, ordered by both codes.

    ``first`` < ``second`` are places in ``municipalities``; ``shared`` and ``either`` (arrangements
    of one or both) are weighted where weights were given. All of shape (pairs,).
    """

    municipalities: tuple[str, ...]
    first: IntVector
    second: IntVector
    shared: IntVector
    either: IntVector

    @cached_property
    def jaccard(self) -> NDArray[np.float64]:
        """Shared / either, in (0, 1]."""
        return self.shared / self.either


def congruence(
    participations: Participations,
    *,
    ignore_larger_than: int | None = None,
    weights: Weights | None = None,
) -> Congruence:
    """Territorial congruence of all municipalities at once; see the module for the definition.

    The work is the sum of squared members of the small bodies plus a few words for each
    participation in a large one, so that bodies of everybody cost little; done in blocks of rows,
    so that memory does not grow with the number of pairs.

    Parameters
    ----------
    ignore_larger_than
        Leave out arrangements with more municipal members than this; 2 or more.
    weights
        For each arrangement, in order, a whole number of 0 or more: it counts as that many
        arrangements with the same members; 0 leaves it out.

    Raises
    ------
    ValueError
        The limit or the weights are not as said, or their number is not that of the arrangements.
    """
    kept, weight = _counted(participations, ignore_larger_than, weights)
    matrix, members = kept.matrix, kept.members
    arrangements = matrix @ np.ones_like(weight)
    partners = distinct_partners(kept)
    numerator = matrix @ (weight * (members - 1))
    return Congruence(
        municipalities=kept.municipalities,
        arrangements=arrangements,
        partners=partners,
        numerator=numerator,
        denominator=(matrix @ weight) * partners,
        stale=participations.stale,
    )


def pairs(
    participations: Participations,
    *,
    ignore_larger_than: int | None = None,
    weights: Weights | None = None,
) -> Pairs:
    """Who works with whom, and how intensively; parameters and errors as :func:`congruence`.

    Memory grows with the number of pairs: meant for thousands of municipalities.
    """
    from scipy.sparse import csr_array, triu

    kept, weight = _counted(participations, ignore_larger_than, weights)
    weighted = csr_array(
        (weight[kept.matrix.indices], kept.matrix.indices, kept.matrix.indptr),
        shape=kept.matrix.shape,
    )
    upper = triu(weighted @ kept.matrix.T, k=1, format="csr")
    upper.sort_indices()
    found = upper.tocoo()
    first, second = (found.row.astype(np.int64), found.col.astype(np.int64))
    # With an arrangement of one's own too: it is one of either, though not shared.
    own = participations.matrix @ _weights(participations, ignore_larger_than, weights)
    shared = found.data.astype(np.int64)
    return Pairs(kept.municipalities, first, second, shared, own[first] + own[second] - shared)


def intensity(
    participations: Participations,
    *,
    ignore_larger_than: int | None = None,
    weights: Weights | None = None,
) -> csr_array:
    """The Jaccard index of every pair: symmetric, float64, shape (m, m), nothing on the diagonal.

    Parameters, errors and memory as :func:`pairs`.
    """
    from scipy.sparse import csr_array

    found = pairs(participations, ignore_larger_than=ignore_larger_than, weights=weights)
    size = len(found.municipalities)
    rows = np.concatenate([found.first, found.second])
    columns = np.concatenate([found.second, found.first])
    table = csr_array((np.tile(found.jaccard, 2), (rows, columns)), shape=(size, size))
    table.sort_indices()
    return table


def task_weights(tasks: Iterable[int]) -> IntVector:
    """Weights by task: the number of tasks of each arrangement, 1 where none is known.

    An arrangement for three tasks counts as three arrangements with the same members.
    """
    return np.array([max(1, number) for number in tasks], dtype=np.int64)


def distinct_partners(participations: Participations) -> IntVector:
    """How many other municipalities each shares an arrangement with, shape (m,).

    Large bodies are held as bits, a row of words each, of which a municipality takes the union;
    small ones are multiplied. Bits take at most 64 bytes for each participation.
    """
    members, matrix = participations.members, participations.matrix
    count = len(participations.municipalities)
    words = -(-count // 64)
    is_large = members * _WORDS_PER_MEMBER > words
    # A table or two of a few words: the product alone is as quick.
    if words <= _WORDS_PER_MEMBER:
        is_large[:] = False
    small = matrix[:, np.flatnonzero(~is_large & (members > 1))]
    met = np.zeros(count, dtype=np.int64)
    if not is_large.any():
        for begin, block in _products(small):
            met[begin : begin + block.shape[0]] = np.diff(block.indptr)
    else:
        large = matrix[:, np.flatnonzero(is_large)]
        bits = _as_bits(large, words)
        for begin, block in _products(small):
            for row in range(block.shape[0]):
                place = begin + row
                tables = large.indices[slice(*large.indptr[place : place + 2])]
                union = np.bitwise_or.reduce(bits[tables], axis=0)
                others = block.indices[slice(*block.indptr[row : row + 2])].astype(np.int64)
                seen = union[others >> 6] >> (others & 63).astype(np.uint64) & np.uint64(1)
                met[place] = int(np.bitwise_count(union).sum()) + len(others) - int(seen.sum())
    # Whoever meets somebody meets itself at the same table.
    return np.maximum(met - 1, 0)


def _products(matrix: csr_array) -> Iterator[tuple[int, csr_array]]:
    """Blocks of rows of the matrix times itself, as a pattern; with the first row of each."""
    turned = matrix.T.tocsr()
    meetings = matrix @ np.diff(turned.indptr).astype(np.int64)
    end_of = np.cumsum(meetings)
    pattern, turned = matrix.astype(bool), turned.astype(bool)
    begin, count = 0, matrix.shape[0]
    while begin < count:
        before = int(end_of[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(end_of, before + _BLOCK, side="right")), begin + 1)
        yield begin, pattern[begin:end] @ turned
        begin = end


def _as_bits(matrix: csr_array, words: int) -> NDArray[np.uint64]:
    """The members of each arrangement as bits, shape (arrangements, words)."""
    bits = np.zeros((matrix.shape[1], words), dtype=np.uint64)
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    flags = np.uint64(1) << (rows & 63).astype(np.uint64)
    np.bitwise_or.at(bits, (matrix.indices, rows >> 6), flags)
    return bits


def _counted(
    participations: Participations, ignore_larger_than: int | None, weights: Weights | None
) -> tuple[Participations, IntVector]:
    """The arrangements with partners that count, and their weights."""
    weight = _weights(participations, ignore_larger_than, weights)
    kept = (weight > 0) & (participations.members > 1)
    return participations.select(kept), weight[kept]


def _weights(
    participations: Participations, ignore_larger_than: int | None, weights: Weights | None
) -> IntVector:
    """The weight of each arrangement; 0 when it is left out."""
    count = len(participations.arrangements)
    weight = np.ones(count, dtype=np.int64)
    if weights is not None:
        given = np.asarray(weights)
        if given.shape != (count,):
            raise ValueError(f"{count} weights are needed, not {given.size}")
        if count and (given.dtype.kind not in "iu" or given.min() < 0):
            raise ValueError("weights are whole numbers of 0 or more")
        weight = given.astype(np.int64)
        # Sums must be exact, also as doubles.
        if int(weight.max(initial=0)) * count * max(len(participations.municipalities), 1) > _EXACT:
            raise ValueError("weights are too large")
    if ignore_larger_than is not None:
        if ignore_larger_than < 2:
            raise ValueError("bodies of two members always count: the limit is 2 or more")
        weight = np.where(participations.members > ignore_larger_than, 0, weight)
    return weight
