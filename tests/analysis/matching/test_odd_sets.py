# SPDX-License-Identifier: EUPL-1.2
"""Odd sets that parts of pairs break, found by hand-made cases."""

from __future__ import annotations

import networkx as nx
import numpy as np

from samenspel.analysis.matching.odd_sets import (
    _network,
    broken_groups,
    broken_sets,
    cut_tree,
)


def _arrays(pairs):
    ones, others, values = zip(*pairs, strict=True)
    return np.array(ones), np.array(others), np.array(values)


def _members(sets):
    return sorted(tuple(odd.members.tolist()) for odd in sets)


def test_whole_pairs_break_nothing():
    assert broken_sets(*_arrays([(0, 1, 1.0), (2, 3, 0.0)]), 4) == []


def test_a_triangle_of_halves_is_broken():
    found = broken_sets(*_arrays([(0, 1, 0.5), (1, 2, 0.5), (0, 2, 0.5), (3, 4, 1.0)]), 5)
    assert _members(found) == [(0, 1, 2)]
    assert found[0].pairs == 1


def test_an_even_cycle_of_halves_breaks_nothing():
    cycle = [(0, 1, 0.5), (1, 2, 0.5), (2, 3, 0.5), (0, 3, 0.5)]
    assert broken_sets(*_arrays(cycle), 4) == []


def test_two_triangles_with_a_thin_bridge_are_found_by_their_cuts():
    triangle = [(0, 1, 0.4), (1, 2, 0.4), (0, 2, 0.4)]
    other = [(a + 3, b + 3, value) for a, b, value in triangle]
    found = broken_sets(*_arrays([*triangle, *other, (2, 3, 0.2)]), 6)
    assert _members(found) == [(0, 1, 2), (3, 4, 5)]


def test_an_odd_group_of_pairs_that_are_just_paid_for_may_be_broken():
    pairs = [(0, 1, 0.5), (1, 2, 0.5), (0, 2, 0.5), (2, 3, 0.0), (3, 4, 1.0)]
    assert _members(broken_groups(*_arrays(pairs), 6)) == [(0, 1, 2, 3, 4)]


def test_cut_tree_gives_the_smallest_cut_between_any_two():
    chance = np.random.Generator(np.random.PCG64(8))
    pairs = [(a, b) for a in range(8) for b in range(a) if chance.random() < 0.6]
    sizes = chance.integers(1, 9, len(pairs))
    ones, others = (np.array(ends) for ends in zip(*pairs, strict=True))
    graph = nx.Graph()
    graph.add_nodes_from(range(8))
    for (one, other), size in zip(pairs, sizes.tolist(), strict=True):
        graph.add_edge(one, other, capacity=size)
    branches = list(cut_tree(_network(ones, others, sizes, 8)))
    for one in range(8):
        for other in range(one):
            between = [size for size, side in branches if side[one] != side[other]]
            assert min(between) == nx.minimum_cut_value(graph, one, other)
