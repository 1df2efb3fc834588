# SPDX-License-Identifier: EUPL-1.2
"""Odd sets that a solution with parts of pairs breaks: more than k pairs among 2k + 1 places."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from samenspel.analysis.matching.duals import FloatVector, OddSet
from samenspel.analysis.matching.pairings import IntVector

if TYPE_CHECKING:
    from scipy.sparse import csr_array

PART = 1e-6
"""A value is a part when it is farther than this from 0 and from 1."""
_WHOLE = 10**6
_LEAST = _WHOLE // 1000
"""A set is broken when the cut around it is this much less than one, in millionths."""


def is_part(values: FloatVector) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which values are neither 0 nor 1, but for the rounding of the solver; same shape."""
    parts: np.ndarray[tuple[int], np.dtype[np.bool_]] = (values > PART) & (values < 1 - PART)
    return parts


def broken_sets(
    ones: IntVector, others: IntVector, values: FloatVector, number: int
) -> list[OddSet]:
    """Sets of places with more in their pairs than they can have.

    Parameters
    ----------
    ones, others
        The ends of pairs.
    values
        How much of each pair is taken, in [0, 1]; at most 1 together at a place.
    number
        How many places there are.

    Places hang together by pairs taken in part. A group of an odd number that is itself broken,
    such as a cycle of halves, is found at once. Of another group the smallest cuts are looked
    through, which finds a broken set where there is one (Padberg, Rao 1982).
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    parts = is_part(values)
    if not parts.any():
        return []
    ones, others, values = ones[parts], others[parts], values[parts]
    graph = coo_array((values, (ones, others)), shape=(number, number))
    _, group = connected_components(graph, directed=False)
    found = []
    for label in np.unique(group[ones]).tolist():
        members = np.flatnonzero(group == label)
        inside = group[ones] == label
        taken = float(values[inside].sum())
        if len(members) % 2 and taken > len(members) // 2 + PART:
            found.append(OddSet(members))
        else:
            found.extend(_by_cuts(members, ones[inside], others[inside], values[inside]))
    return found


def broken_groups(
    ones: IntVector, others: IntVector, values: FloatVector, number: int
) -> list[OddSet]:
    """Odd groups that hang together by these pairs and have more in them than they can have.

    With the pairs that are just paid for these are large sets, which a solution cannot get around
    by taking its halves elsewhere. Arguments as of :func:`broken_sets`.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(ones)), (ones, others)), shape=(number, number))
    count, group = connected_components(graph, directed=False)
    taken = np.bincount(group[ones], values, count)
    size = np.bincount(group, minlength=count)
    broken = np.flatnonzero((size % 2 == 1) & (taken > size // 2 + PART))
    return [OddSet(np.flatnonzero(group == label)) for label in broken.tolist()]


def _by_cuts(
    members: IntVector, ones: IntVector, others: IntVector, values: FloatVector
) -> Iterator[OddSet]:
    """Broken sets inside one group, from its cut tree; one more node takes what is not taken."""
    number = len(members)
    first, second = np.searchsorted(members, ones), np.searchsorted(members, others)
    size = np.rint(values * _WHOLE).astype(np.int64)
    taken = np.bincount(first, size, number) + np.bincount(second, size, number)
    rest = np.maximum(_WHOLE - np.rint(taken), 0).astype(np.int64)
    network = _network(
        np.concatenate((first, np.arange(number))),
        np.concatenate((second, np.full(number, number))),
        np.concatenate((size, rest)),
        number + 1,
    )
    for cut, side in cut_tree(network):
        # Without the extra node; its side is the other one.
        chosen = ~side if side[number] else side
        if cut < _WHOLE - _LEAST and chosen.sum() % 2:
            yield OddSet(members[chosen[:number]])


def _network(ones: IntVector, others: IntVector, sizes: IntVector, number: int) -> csr_array:
    from scipy.sparse import coo_array

    ends = (np.concatenate((ones, others)), np.concatenate((others, ones)))
    both = np.concatenate((sizes, sizes)).astype(np.int32)
    return coo_array((both, ends), shape=(number, number)).tocsr()


def cut_tree(
    network: csr_array,
) -> Iterator[tuple[int, np.ndarray[tuple[int], np.dtype[np.bool_]]]]:
    """The smallest cuts between all pairs of nodes, as the branches of a tree: size and one side.

    References
    ----------
    Gusfield (1990), SIAM Journal on Computing 19(1), 143-155.
    """
    number = network.shape[0]
    parent = [0] * number
    size = [0] * number
    for node in range(1, number):
        towards = parent[node]
        cut, side = _smallest_cut(network, node, towards)
        size[node] = cut
        for other in range(number):
            if other != node and side[other] and parent[other] == towards:
                parent[other] = node
        if side[parent[towards]]:
            parent[node], parent[towards] = parent[towards], node
            size[node], size[towards] = size[towards], cut
    for node in range(1, number):
        yield size[node], _below(parent, node)


def _below(parent: list[int], node: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which nodes hang under one of them in the tree, itself included; the root is node 0."""
    under = np.zeros(len(parent), dtype=np.bool_)
    for other in range(len(parent)):
        here = other
        while here not in (node, 0):
            here = parent[here]
        under[other] = here == node
    return under


def _smallest_cut(
    network: csr_array, source: int, sink: int
) -> tuple[int, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    from scipy.sparse.csgraph import maximum_flow

    found = maximum_flow(network, source, sink)
    room = (network - found.flow).tocsr()
    side = np.zeros(network.shape[0], dtype=np.bool_)
    side[source] = True
    queue = deque([source])
    while queue:
        here = queue.popleft()
        begin, end = room.indptr[here], room.indptr[here + 1]
        for next_one, left in zip(room.indices[begin:end], room.data[begin:end], strict=True):
            if left > 0 and not side[next_one]:
                side[next_one] = True
                queue.append(next_one)
    return int(found.flow_value), side
