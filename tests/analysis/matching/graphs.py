# SPDX-License-Identifier: EUPL-1.2
"""Made-up scores of pairs, and answers found by trying everything."""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import strategies as st


def random_graph(number: int, seed: int, *, highest: int, density: float = 1.0):
    """Symmetric whole scores from 0 to ``highest``, and which pairs are allowed."""
    chance = np.random.Generator(np.random.PCG64([number, seed]))
    half = np.triu(chance.integers(0, highest, (number, number), endpoint=True), 1)
    may = np.triu(chance.random((number, number)) < density, 1)
    return half + half.T, may | may.T


@st.composite
def graphs(draw, *, distinct: bool = False):
    """Some places with scores, many of them equal unless ``distinct``, and allowed pairs."""
    number = draw(st.integers(1, 9))
    highest = 10**9 if distinct else draw(st.sampled_from([1, 3, 10, 1000, 10**14]))
    density = draw(st.sampled_from([1.0, 0.6, 0.3]))
    return random_graph(number, draw(st.integers(0, 10**6)), highest=highest, density=density)


def best_total(worth) -> int:
    """The largest total of any pairing, by trying all."""

    @cache
    def best(free: int) -> int:
        if not free:
            return 0
        first = (free & -free).bit_length() - 1
        rest = free & ~(1 << first)
        totals = [best(rest)]
        totals += [
            int(worth[first, other]) + best(rest & ~(1 << other))
            for other in range(len(worth))
            if rest >> other & 1 and worth[first, other] > 0
        ]
        return max(totals)

    return best((1 << len(worth)) - 1)
