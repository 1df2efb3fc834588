# SPDX-License-Identifier: EUPL-1.2
"""A made-up commuting network of any size: towns of many sizes, and flows that fall with distance.

    python benchmarks/network.py ZONES OUT.csv|OUT.parquet [SEED]

Towns lie at random in a square; their sizes follow Zipf's law, so that regions come out at many
sizes. A town is a disc of zones of equal density; jobs are denser towards its centre. Commuters
choose by a gravity model (jobs of the destination, divided by a power of the distance), and one in
twenty chooses anywhere.

Only additions, products, quotients and square roots of drawn uniform numbers are used, so that a
seed gives the same network on every machine.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.flows import Flows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ZONES_PER_TOWN = 60
# Zones to a cell of the grid in a town: the neighbourhood of a zone is 5 x 5 cells.
ZONES_PER_CELL = 12
REACH = 2
LEAST_RESIDENTS = 85
# Distance, in widths of a zone, at which the pull of a job is a quarter.
HALFWAY = 1.2
ANYWHERE = 0.05
ORIGINS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Places:
    """Zones in space: coordinates in widths of a zone; residents and jobs are numbers of people."""

    x: Floats
    y: Floats
    residents: Ints
    jobs: Floats


def network(zones: int, *, seed: int = 0) -> Flows:
    """A commuting network; some 40 flows to a zone, zones numbered from 1.

    Parameters
    ----------
    zones
        1 or more.
    seed
        Of the generator (PCG64).
    """
    chance = np.random.Generator(np.random.PCG64([zones, seed]))
    places = _places(zones, chance)
    pairs = [*_near(places, chance), _anywhere(places, chance)]
    origin, destination, count = (np.concatenate(column) for column in zip(*pairs, strict=True))
    key, place = np.unique(origin * zones + destination, return_inverse=True)
    # Sums of whole numbers under 2**53: exact, in whatever order.
    total = np.bincount(place, weights=count).astype(np.int64)
    return Flows.of(key // zones + 1, key % zones + 1, total)


def _places(zones: int, chance: np.random.Generator) -> Places:
    towns = max(zones // ZONES_PER_TOWN, 1)
    weight = 1 / (chance.random(towns) + 1 / (8 * towns))
    bounds = np.cumsum(weight)
    town = np.searchsorted(bounds, chance.random(zones) * bounds[-1] * (1 - 1e-12), side="right")
    number = np.bincount(town, minlength=towns)
    # A square in which a quarter is built on.
    side = np.sqrt(zones * 4.0)
    centre_x, centre_y = chance.random(towns) * side, chance.random(towns) * side
    radius = np.sqrt(number[town] / 3.0)
    out = np.sqrt(chance.random(zones))
    right, up = _direction(zones, chance)
    x = centre_x[town] + radius * out * right
    y = centre_y[town] + radius * out * up
    residents = (LEAST_RESIDENTS / (chance.random(zones) + 0.02)).astype(np.int64) + 1
    # Six times as many jobs to a resident in the centre of a town as at its edge.
    denser = 1 + 5 * (1 - out) * (1 - out)
    jobs = residents * denser * (0.5 + chance.random(zones)) / np.sqrt(chance.random(zones) + 0.01)
    return Places(x, y, residents, jobs)


def _direction(number: int, chance: np.random.Generator) -> tuple[Floats, Floats]:
    """Points on the unit circle, without a sine: those of a square, drawn towards it."""
    a, b = 2 * chance.random(number) - 1, 2 * chance.random(number) - 1
    length = np.sqrt(a * a + b * b) + 1e-9
    return a / length, b / length


def _near(places: Places, chance: np.random.Generator) -> list[tuple[Ints, Ints, Ints]]:
    """Commuters to the zones of the 5 x 5 cells around their own, those that stay included."""
    zones = len(places.x)
    width = np.sqrt(ZONES_PER_CELL)
    column = ((places.x - places.x.min()) / width).astype(np.int64) + REACH
    row = ((places.y - places.y.min()) / width).astype(np.int64) + REACH
    columns = int(column.max()) + 1 + REACH
    cell = row * columns + column
    order = np.argsort(cell, kind="stable")
    first = np.searchsorted(cell[order], np.arange(columns * (int(row.max()) + 2 + REACH)))
    commuters = places.residents * (1 - ANYWHERE)
    pairs = []
    for start in range(0, zones, ORIGINS_AT_ONCE):
        origins = order[start : start + ORIGINS_AT_ONCE]
        # A row of cells is one run of zones in the order of cells.
        rows = row[origins][:, None] + np.arange(-REACH, REACH + 1)[None, :]
        left = rows * columns + column[origins][:, None] - REACH
        begin, end = first[left], first[left + 2 * REACH + 1]
        origin, destination = _spread(origins, begin, end, order)
        pull = _pull(places, origin, destination)
        place = np.repeat(np.arange(len(origins)), (end - begin).sum(axis=1))
        all_pull = np.bincount(place, weights=pull, minlength=len(origins))
        expected = commuters[origin] * pull / all_pull[place]
        count = np.floor(expected + chance.random(len(expected))).astype(np.int64)
        there = count > 0
        pairs.append((origin[there], destination[there], count[there]))
    return pairs


def _spread(origins: Ints, begin: Ints, end: Ints, order: Ints) -> tuple[Ints, Ints]:
    """Every origin with each zone of its runs ``begin:end`` in ``order``."""
    length = (end - begin).ravel()
    shift = np.cumsum(length) - length
    at = np.arange(int(length.sum())) - np.repeat(shift - begin.ravel(), length)
    return np.repeat(origins, (end - begin).sum(axis=1)), order[at]


def _pull(places: Places, origin: Ints, destination: Ints) -> Floats:
    """Jobs of the destination, less by the fourth power of a long distance."""
    dx = places.x[destination] - places.x[origin]
    dy = places.y[destination] - places.y[origin]
    near = 1 + (dx * dx + dy * dy) / (HALFWAY * HALFWAY)
    return places.jobs[destination] / (near * near)


def _anywhere(places: Places, chance: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """The few that work anywhere, in groups of ten: where the jobs are, however far."""
    groups = np.floor(places.residents * (ANYWHERE / 10) + chance.random(len(places.x))).astype(
        np.int64
    )
    origin = np.repeat(np.arange(len(places.x)), groups)
    bounds = np.cumsum(places.jobs)
    drawn = chance.random(len(origin)) * bounds[-1] * (1 - 1e-12)
    destination = np.searchsorted(bounds, drawn, side="right")
    return origin, destination, np.full(len(origin), 10, dtype=np.int64)


def main() -> None:
    if len(sys.argv) not in (3, 4):
        sys.exit("Usage: python benchmarks/network.py ZONES OUT.csv|OUT.parquet [SEED]")
    import polars as pl

    zones, out = int(sys.argv[1]), Path(sys.argv[2])
    flows = network(zones, seed=int(sys.argv[3]) if len(sys.argv) == 4 else 0)
    codes = np.array([int(code) for code in flows.zones])
    frame = pl.DataFrame(
        {
            "origin": codes[flows.origin],
            "destination": codes[flows.destination],
            "flow": flows.count,
        }
    )
    if out.suffix == ".parquet":
        frame.write_parquet(out)
    else:
        frame.write_csv(out)
    print(f"{len(flows.zones)} zones, {len(flows)} flows, {flows.total} commuters: {out}")


if __name__ == "__main__":
    main()
