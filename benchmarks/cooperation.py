# SPDX-License-Identifier: EUPL-1.2
"""Made-up cooperation of any size: who takes part in what."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from samenspel.analysis.participation import Participations

# Sizes follow a power law: many of a handful of members, some of hundreds, a few of everybody.
SHAPE, SMALLEST, SCALE, OF_EVERYBODY = 1.1, 2, 4, 5


def cooperation(municipalities: int, arrangements: int, *, seed: int) -> Participations:
    """Arrangements among neighbours: each of a stretch of municipalities, with gaps in it."""
    random = np.random.Generator(np.random.PCG64(seed))
    sizes = SMALLEST + random.pareto(SHAPE, arrangements) * SCALE
    members = np.minimum(sizes, municipalities).astype(np.int64)
    members[:OF_EVERYBODY] = municipalities
    centres = random.integers(0, municipalities, arrangements)
    rows = []
    for size, centre in zip(members.tolist(), centres.tolist(), strict=True):
        stretch = min(2 * size, municipalities)
        rows.append((centre + random.permutation(stretch)[:size]) % municipalities)
    columns = np.repeat(np.arange(arrangements), members)
    matrix = csr_array(
        (np.ones(len(columns), dtype=np.int64), (np.concatenate(rows), columns)),
        shape=(municipalities, arrangements),
    )
    matrix.sort_indices()
    width = len(str(max(municipalities, arrangements)))
    return Participations(
        tuple(f"m{place:0{width}}" for place in range(municipalities)),
        tuple(f"a{place:0{width}}" for place in range(arrangements)),
        matrix,
    )
