# SPDX-License-Identifier: EUPL-1.2
"""An order for the rows of a matrix that puts those side by side that have most in common.

A matrix of who works with whom says nothing in the order of codes, and shows blocks along its
diagonal in a good order. The rows are joined step by step to a tree: always the two groups whose
members have most in common on average (average linkage; R. Sokal and C. Michener (1958), Univ.
Kansas Science Bull. 38, 1409-1438). Where two groups meet, each is turned the way that brings those
nearest to the other group that are drawn to it most (after G. Gruvaeus and H. Wainer (1972), Br. J.
Math. Stat. Psychol. 25, 200-206). What the order is worth is :func:`spread`: the sum over all pairs
of what they have in common times how far apart they stand (the cost of a linear arrangement; F. R.
K. Chung (1988), in Selected Topics in Graph Theory 3, 255-290). Lower is better.

All sums are of whole numbers and every average is the double nearest to an exact ratio, so that the
order is the same on every machine; what remains equal goes by the place of the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

IntVector = NDArray[np.int64]
IntMatrix = NDArray[np.int64]
_EXACT = 2**53  # whole numbers below are doubles without rounding


@dataclass(frozen=True, eq=False)
class Tree:
    """How rows were joined to ever larger groups.

    Attributes
    ----------
    size
        Number of rows, n.
    joined
        Shape (n - 1, 2): the two nodes of each step. Nodes below n are rows, node n + k is what
        step k made. The first of both has the row that comes first.
    common
        Shape (n - 1,): what the pairs between both have in common, together.
    pairs
        Shape (n - 1,): the number of those pairs; common / pairs never grows from step to step.
    """

    size: int
    joined: IntMatrix
    common: IntVector
    pairs: IntVector

    def groups(self, least: Fraction) -> tuple[tuple[int, ...], ...]:
        """The groups that joining gives when it stops at an average below ``least``.

        Each is a tuple of rows in order; groups in the order of their first row.
        """
        members: dict[int, tuple[int, ...]] = {row: (row,) for row in range(self.size)}
        steps = zip(self.joined.tolist(), self.common.tolist(), self.pairs.tolist(), strict=True)
        for step, ((one, other), common, pairs) in enumerate(steps):
            if Fraction(common, pairs) < least:
                break
            members[self.size + step] = members.pop(one) + members.pop(other)
        return tuple(sorted(tuple(sorted(rows)) for rows in members.values()))


def tree_of(weights: ArrayLike) -> Tree:
    """Join rows by what they have in common on average; n^3 simple steps for n rows.

    Parameters
    ----------
    weights
        Whole numbers of 0 or more, shape (n, n), symmetric; the diagonal is not read.

    Raises
    ------
    ValueError
        The weights are not as said, or too large for exact sums.
    """
    common = _checked(weights)
    count = len(common)
    size = np.ones(count, dtype=np.int64)
    average = common.astype(np.float64)
    np.fill_diagonal(average, -1.0)
    is_left = np.ones(count, dtype=bool)
    node = list(range(count))
    steps: list[tuple[int, int, int, int]] = []
    for step in range(count - 1):
        # The first of equal ones: the pair whose first rows come first.
        one, other = divmod(int(average.argmax()), count)
        shared = int(common[one, other])
        steps.append((node[one], node[other], shared, int(size[one] * size[other])))
        common[one] += common[other]
        common[:, one] = common[one]
        size[one] += size[other]
        node[one] = count + step
        is_left[other] = False
        average[other], average[:, other] = -1.0, -1.0
        average[one] = np.where(is_left, common[one] / (size[one] * size), -1.0)
        average[one, one] = -1.0
        average[:, one] = average[one]
    table = np.array(steps, dtype=np.int64).reshape(-1, 4)
    return Tree(count, table[:, :2], table[:, 2], table[:, 3])


def leaf_order(tree: Tree, weights: ArrayLike) -> IntVector:
    """The rows along the tree, shape (n,): every group of it stands together.

    ``weights`` are those that the tree was made of.
    """
    table = _checked(weights)
    rows: dict[int, IntVector] = {row: np.array([row]) for row in range(tree.size)}
    for step, (one, other) in enumerate(tree.joined.tolist()):
        left, right = rows.pop(one), rows.pop(other)
        between = table[np.ix_(left, right)]
        left = left if _leans_back(between.sum(axis=1)) >= 0 else left[::-1]
        right = right if _leans_back(between.sum(axis=0)) <= 0 else right[::-1]
        rows[tree.size + step] = np.concatenate([left, right])
    return next(iter(rows.values()), np.array([], dtype=np.int64)).astype(np.int64)


def order_of(weights: ArrayLike, *, tree: Tree | None = None) -> IntVector:
    """The rows in an order that is never worse than the one given, shape (n,).

    That is the order along the tree, unless the given order has less :func:`spread`. ``tree`` saves
    making it a second time.
    """
    table = _checked(weights)
    found = leaf_order(tree or tree_of(table), table)
    given = np.arange(len(table), dtype=np.int64)
    return given if spread(table, given) < spread(table, found) else found


def spread(weights: ArrayLike, order: ArrayLike) -> int:
    """Sum over pairs of their weight times how far apart they stand in the order; 0 or more."""
    table = _checked(weights)
    place = np.empty(len(table), dtype=np.int64)
    place[np.asarray(order, dtype=np.int64)] = np.arange(len(table))
    first, second = np.nonzero(np.triu(table, k=1))
    return int((table[first, second] * np.abs(place[first] - place[second])).sum())


def _leans_back(pulls: IntVector) -> int:
    """Above 0 where the last ones of a row are pulled more than the first ones, below 0 if less."""
    # Twice the distance from the middle, so that it is a whole number.
    return int((pulls * (2 * np.arange(len(pulls)) - len(pulls) + 1)).sum())


def _checked(weights: ArrayLike) -> IntMatrix:
    """A copy of the weights without their diagonal."""
    table = np.array(weights)
    if table.size == 0:
        table = np.zeros((0, 0), dtype=np.int64)
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        raise ValueError("a matrix with as many columns as rows is needed")
    if table.dtype.kind not in "iu":
        raise ValueError("weights are whole numbers")
    table = table.astype(np.int64)
    np.fill_diagonal(table, 0)
    if table.min(initial=0) < 0:
        raise ValueError("weights are 0 or more")
    if (table != table.T).any():
        raise ValueError("what two have in common is the same from both sides")
    if int(table.max(initial=0)) * len(table) ** 3 > 2**63 - 1:
        raise ValueError("weights are too large")
    return table
