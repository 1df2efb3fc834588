# SPDX-License-Identifier: EUPL-1.2
"""The search for a division with more flow inside its regions: straight up first, then around.

``climb`` takes the best move there is until none is left, and then swaps. ``travel`` walks on from
there at random and may go down a little: never by a step that ends further below the best so far
than a margin that shrinks to nothing (record-to-record travel, Dueck 1993, J. Comput. Phys.
104(1), 86-92). Whole numbers throughout, so every machine takes the same path.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush

import numpy as np

from samenspel.analysis.functional_regions.partition_state import PartitionState

# The margin begins at the flow of one average zone for so many tries per zone, and at most of so
# many zones: enough to turn over the members of a border, no more than the tries can climb back.
TRIES_PER_MARGIN = 150
MOST_MARGIN = 8
# Moves that are tried between two reports, all with the same margin.
BLOCK = 10_000


def climb(state: PartitionState) -> int:
    """Move zones, the largest gain first, and swap zones where no move is left.

    Of equal gains the first zone comes first, then the lowest region. It ends: each step adds to
    the flow inside regions.

    Returns
    -------
    How many moves and swaps were looked at.
    """
    looked_at = 0
    while True:
        ascent = _Ascent(state)
        ascent.run()
        swaps, seen = _swap_all(state)
        looked_at += ascent.looked_at + seen
        if not swaps:
            return looked_at


class _Ascent:
    """A queue of moves that would gain; what may not be waits until one of its regions changes."""

    def __init__(self, state: PartitionState) -> None:
        self.state = state
        self.looked_at = 0
        self._blocked: list[set[tuple[int, int]]] = [set() for _ in state.members]
        self._queue: list[tuple[int, int, int]] = []
        for zone in range(len(state.region)):
            self._queue_options(zone)
        heapify(self._queue)

    def run(self) -> None:
        """Until no move that gains is allowed."""
        state = self.state
        while self._queue:
            loss, zone, to = heappop(self._queue)
            left = state.region[zone]
            if left == to:
                continue
            gain = state.gain(zone, to)
            self.looked_at += 1
            if gain != -loss:
                self._queue_up(zone, to, below=-loss)
            elif state.allows(zone, to):
                state.move(zone, to)
                self._after(zone, left, to)
            else:
                self._blocked[left].add((zone, to))
                self._blocked[to].add((zone, to))

    def _after(self, zone: int, left: int, to: int) -> None:
        """Queue all that may have become better or allowed by a move."""
        state = self.state
        for region in (left, to):
            waiting, self._blocked[region] = self._blocked[region], set()
            for one, there in waiting:
                self._queue_up(one, there)
        for other in state.weights[zone]:
            if state.region[other] == left:
                self._queue_options(other)
            else:
                self._queue_up(other, to)
        if state.beside is not None:
            for other in state.beside[zone]:
                self._queue_up(other, to)

    def _queue_options(self, zone: int) -> None:
        if self.state.movable[zone]:
            for to in self.state.options(zone):
                self._queue_up(zone, to)

    def _queue_up(self, zone: int, to: int, *, below: int | None = None) -> None:
        """Queue a move if it gains; one that was queued for more is in the queue already."""
        state = self.state
        if not state.movable[zone] or state.region[zone] == to:
            return
        gain = state.gain(zone, to)
        if gain > 0 and (below is None or gain < below):
            heappush(self._queue, (-gain, zone, to))


def _swap_all(state: PartitionState) -> tuple[int, int]:
    """One round of swaps that gain, each led by a move that would; how many, and looked at."""
    leads = []
    for zone, movable in enumerate(state.movable):
        if movable:
            leads += [(-state.gain(zone, to), zone, to) for to in state.options(zone)]
    swaps = looked_at = 0
    for loss, zone, to in sorted(leads):
        if loss >= 0:
            break
        left = state.region[zone]
        if left == to or state.gain(zone, to) <= 0:
            continue
        pairs = [
            (-state.swap_gain(zone, other), other)
            for other in state.members[to]
            if state.movable[other] and left in state.toward[other]
        ]
        looked_at += len(pairs)
        for less, other in sorted(pairs):
            if less >= 0:
                break
            if state.swap(zone, other):
                swaps += 1
                break
    return swaps, looked_at


def travel(
    state: PartitionState,
    *,
    seed: int,
    tries: int,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Try random moves, or swaps where a move may not be, and end at the best division met.

    A try is a zone and another one it has a flow with (with neighbours: a neighbour); the zone
    moves to the region of the other, or they swap.

    Returns
    -------
    How many moves and swaps were looked at.
    """
    partners = state.beside or [list(others) for others in state.weights]
    zones = [z for z, others in enumerate(partners) if state.movable[z] and others]
    if not zones:
        return 0
    # The raw numbers of the generator: those are the same in every version of numpy.
    chance = np.random.PCG64(seed)
    average = sum(state.residents) // len(zones)
    margin = min(average * tries // (TRIES_PER_MARGIN * len(zones)), MOST_MARGIN * average)
    walk = _Walk(state)
    for done in range(0, tries, BLOCK):
        raw = chance.random_raw(min(BLOCK, tries - done))
        ones = (raw & np.uint64(0xFFFFFFFF)) % np.uint64(len(zones))
        others = raw >> np.uint64(32)
        allowed = margin * (tries - done) // tries
        for one, other in zip(ones.tolist(), others.tolist(), strict=True):
            zone = zones[one]
            walk.step(zone, partners[zone][other % len(partners[zone])], allowed)
        if progress is not None:
            progress(min(done + BLOCK, tries), tries)
    walk.back_to_record()
    return walk.looked_at


class _Walk:
    """Steps from division to division, with the best one remembered."""

    def __init__(self, state: PartitionState) -> None:
        self.state = state
        self.looked_at = 0
        self._record = state.total
        self._region = list(state.region)

    def step(self, zone: int, other: int, margin: int) -> None:
        """Move a zone to the region of another one, or swap them, if it is not too much lost."""
        state = self.state
        to = state.region[other]
        if state.region[zone] == to:
            return
        self.looked_at += 1
        # Below the margin, which shrinks, the way up stays open.
        floor = min(self._record - margin - state.total, 0)
        if state.gain(zone, to) >= floor and state.allows(zone, to):
            state.move(zone, to)
        elif state.swap_gain(zone, other) < floor or not state.swap(zone, other):
            return
        if state.total > self._record:
            self._record = state.total
            self._region = list(state.region)

    def back_to_record(self) -> None:
        """Undo what came after the best division."""
        for zone, region in enumerate(self._region):
            if region != self.state.region[zone]:
                self.state.move(zone, region)
