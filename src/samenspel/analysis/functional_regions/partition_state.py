# SPDX-License-Identifier: EUPL-1.2
"""A division while zones are moved about: sums per region, and what each move would do.

A zone and a region are numbers from 0; region -1 is none, and zones in it stay there. For every
zone the flow with each region is kept up, so that the gain of a move is known at once and a move
costs a walk along the flows of one zone. All whole numbers, in units of the flows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions.parameters import Parameters

NONE = -1


class PartitionState:
    """Which zone is in which region, and what may move where.

    A zone may move to a region if both regions stay as valid as is asked of them, it is not fixed,
    no more zones than ``most_moves`` end up elsewhere than they began, and, with neighbours: it
    has a neighbour in that region, and the region it leaves falls into no more pieces.

    Attributes
    ----------
    region
        Of each zone.
    members
        Zones of each region; the order means nothing.
    inside
        Flow inside each region; ``total`` for all of them together.
    weights
        For each zone the others it has a flow with, and how much both ways together.
    toward
        For each zone its flow with each region, both ways together, its own flow left out.
    least
        The lowest validity each region may get: 1, or what it began with if that is less.
    """

    def __init__(
        self,
        flows: Flows,
        region: Sequence[int],
        parameters: Parameters,
        *,
        fixed: Sequence[int] = (),
        beside: Mapping[str, Sequence[str]] | None = None,
        most_moves: int | None = None,
    ) -> None:
        self.region = list(region)
        self.start = tuple(region)
        self.moved = 0
        self.most_moves = len(self.region) if most_moves is None else most_moves
        self.beside: list[list[int]] | None = None
        if beside is not None:
            place = flows.index
            self.beside = [[place[o] for o in beside.get(code, ())] for code in flows.zones]
        self.movable = [r != NONE for r in self.region]
        for zone in fixed:
            self.movable[zone] = False
        self._residents: list[int] = flows.residents.tolist()
        self._jobs: list[int] = flows.jobs.tolist()
        self._own: list[int] = flows.inside.tolist()
        self._validity = parameters.in_units(flows.denominator).validity
        self.weights = _weights(flows, self.region)
        self._add_up()

    def _add_up(self) -> None:
        regions = max(self.region, default=NONE) + 1
        self.members: list[set[int]] = [set() for _ in range(regions)]
        self.residents = [0] * regions
        self.jobs = [0] * regions
        self.inside = [0] * regions
        self.toward: list[dict[int, int]] = [{} for _ in self.region]
        for zone, region in enumerate(self.region):
            if region == NONE:
                continue
            self.members[region].add(zone)
            self.residents[region] += self._residents[zone]
            self.jobs[region] += self._jobs[zone]
            self.inside[region] += self._own[zone]
            toward = self.toward[zone]
            for other, weight in self.weights[zone].items():
                there = self.region[other]
                toward[there] = toward.get(there, 0) + weight
                if there == region and other < zone:
                    self.inside[region] += weight
        self.total = sum(self.inside)
        self.least = [
            min(self._validity(r, j, i), 1.0)
            for r, j, i in zip(self.residents, self.jobs, self.inside, strict=True)
        ]

    def gain(self, zone: int, to: int) -> int:
        """What the flow inside regions grows by when a zone moves to another region."""
        toward = self.toward[zone]
        return toward.get(to, 0) - toward.get(self.region[zone], 0)

    def allows(self, zone: int, to: int) -> bool:
        """Whether a zone may move to another region."""
        left = self.region[zone]
        if not self.movable[zone] or self.moved + self._further(zone, to) > self.most_moves:
            return False
        toward, residents, jobs = self.toward[zone], self._residents[zone], self._jobs[zone]
        loses = toward.get(left, 0) + self._own[zone]
        wins = toward.get(to, 0) + self._own[zone]
        return (
            self._is_valid(left, -residents, -jobs, -loses)
            and self._is_valid(to, residents, jobs, wins)
            and self._may_pass(zone, to)
        )

    def move(self, zone: int, to: int) -> None:
        """Move a zone to another region, allowed or not."""
        left, residents, jobs = self.region[zone], self._residents[zone], self._jobs[zone]
        toward = self.toward[zone]
        loses = toward.get(left, 0) + self._own[zone]
        wins = toward.get(to, 0) + self._own[zone]
        self.moved += self._further(zone, to)
        self.members[left].remove(zone)
        self.members[to].add(zone)
        self.residents[left] -= residents
        self.residents[to] += residents
        self.jobs[left] -= jobs
        self.jobs[to] += jobs
        self.inside[left] -= loses
        self.inside[to] += wins
        self.total += wins - loses
        self.region[zone] = to
        for other, weight in self.weights[zone].items():
            theirs = self.toward[other]
            rest = theirs[left] - weight
            if rest:
                theirs[left] = rest
            else:
                del theirs[left]
            theirs[to] = theirs.get(to, 0) + weight

    def swap_gain(self, one: int, other: int) -> int:
        """What the flow inside regions grows by when two zones of different regions swap."""
        both = self.weights[one].get(other, 0)
        here, there = self.region[one], self.region[other]
        return self.gain(one, there) + self.gain(other, here) - 2 * both

    def swap(self, one: int, other: int) -> bool:
        """Swap two zones of different regions if that is allowed, and whether it was.

        Only the outcome must be valid; with neighbours each of the two steps must be allowed there.
        """
        here, there = self.region[one], self.region[other]
        if not (self.movable[one] and self.movable[other] and self._may_pass(one, there)):
            return False
        self.move(one, there)
        if self._may_pass(other, here):
            self.move(other, here)
            if (
                self.moved <= self.most_moves
                and self._is_valid(here, 0, 0, 0)
                and self._is_valid(there, 0, 0, 0)
            ):
                return True
            self.move(other, there)
        self.move(one, here)
        return False

    def options(self, zone: int) -> list[int]:
        """The other regions that a zone has flow with, and if asked lies beside, in order."""
        found = self.toward[zone].keys() - {self.region[zone]}
        if self.beside is not None:
            found &= {self.region[other] for other in self.beside[zone]}
        return sorted(found)

    def _is_valid(self, region: int, residents: int, jobs: int, inside: int) -> bool:
        """Whether a region stays valid enough when it grows by this much."""
        return (
            self._validity(
                self.residents[region] + residents,
                self.jobs[region] + jobs,
                self.inside[region] + inside,
            )
            >= self.least[region]
        )

    def _further(self, zone: int, to: int) -> int:
        """By how many the zones that are elsewhere than they began grow with a move."""
        return (to != self.start[zone]) - (self.region[zone] != self.start[zone])

    def _may_pass(self, zone: int, to: int) -> bool:
        """Whether no region falls into more pieces when a zone moves."""
        if self.beside is None:
            return True
        region, left = self.region, self.region[zone]
        if not any(region[other] == to for other in self.beside[zone]):
            return False
        # Its neighbours in the region it leaves must still reach each other.
        wanted = {other for other in self.beside[zone] if region[other] == left}
        if len(wanted) < 2:
            return True
        first = min(wanted)
        seen, waiting = {zone, first}, [first]
        wanted.discard(first)
        while waiting and wanted:
            for other in self.beside[waiting.pop()]:
                if region[other] == left and other not in seen:
                    seen.add(other)
                    wanted.discard(other)
                    waiting.append(other)
        return not wanted


def _weights(flows: Flows, region: Sequence[int]) -> list[dict[int, int]]:
    """For each zone the others it has a flow with, both ways together; only zones in a region."""
    n = len(flows.zones)
    placed = np.array(region, dtype=np.int64) != NONE
    kept = (flows.origin != flows.destination) & placed[flows.origin] & placed[flows.destination]
    one, other, count = flows.origin[kept], flows.destination[kept], flows.count[kept]
    key = np.concatenate([one * n + other, other * n + one])
    order = np.argsort(key, kind="stable")
    key, starts = np.unique(key[order], return_index=True)
    sums = np.add.reduceat(np.concatenate([count, count])[order], starts) if len(starts) else key
    found: list[dict[int, int]] = [{} for _ in range(n)]
    for pair, weight in zip(key.tolist(), sums.tolist(), strict=True):
        found[pair // n][pair % n] = weight
    return found
