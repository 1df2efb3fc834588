# SPDX-License-Identifier: EUPL-1.2
"""Improving a division: zones at the borders move so that more flow stays inside regions.

A delineation is greedy: once a zone has been placed it is not looked at again. This search begins
with its result and never makes it worse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions.local_search import climb, travel
from samenspel.analysis.functional_regions.neighbourhood import Neighbours, with_crossings
from samenspel.analysis.functional_regions.parameters import Parameters
from samenspel.analysis.functional_regions.partition_state import NONE, PartitionState
from samenspel.analysis.functional_regions.statistics import PartitionStatistics, measure

# Moves tried at random: so many per zone, and no more than take about a second.
TRIES_PER_ZONE = 1_500
MOST_TRIES = 600_000


class ImprovementError(ValueError):
    """A bound on the search that makes no sense."""


@dataclass(frozen=True)
class Move:
    """A zone that changed region; ``gain`` is the flow (people) that it brings inside regions.

    Below 0 where a zone makes room for others.
    """

    zone: str
    from_region: int
    to_region: int
    gain: float


@dataclass(frozen=True)
class Improved:
    """A division with at least as much flow inside its regions.

    Attributes
    ----------
    region_of
        Region of every zone of the flows, 0 for none.
    moves
        Every zone in another region than before, once: those first that gain most by themselves
        (of equals the first zone). The gain of each is what it adds after those before it, so that
        they sum to ``gain``; half-way a region may be invalid.
    before, after
        Both divisions, measured by the flows.
    gain
        Flow (people) inside regions that was between regions before.
    climbed
        The part of it that was found straight up, without chance.
    evaluations
        Moves and swaps that were looked at.
    seed
        That of the search by chance.
    """

    region_of: dict[str, int]
    moves: tuple[Move, ...]
    before: PartitionStatistics
    after: PartitionStatistics
    gain: float
    climbed: float
    evaluations: int
    seed: int

    @cached_property
    def share_gained(self) -> float:
        """By how much the share of flow inside regions has grown; nan without flows."""
        return self.after.share_inside - self.before.share_inside


def improve(
    flows: Flows,
    region_of: Mapping[str, int],
    *,
    parameters: Parameters | None = None,
    neighbours: Neighbours | None = None,
    crossings: Iterable[tuple[str, str]] | None = None,
    seed: int = 0,
    tries: int | None = None,
    most_moves: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Improved:
    """Move zones between regions so that the share of flow inside regions grows.

    What holds for the result: no less flow lies inside regions; a region that was valid is valid,
    and one that was not is no less valid than it was; every region keeps its core (the zone
    with the largest surplus of jobs), so none vanishes or becomes another; zones in no region stay
    in none; with neighbours no region falls into more pieces.

    First the best move is made until there is none, then swaps of two zones; near linear in the
    flows (``local_search.climb``). Then divisions around it are tried at random, and the best is
    kept and climbed from (``local_search.travel``). The same input and seed give the same result
    on every machine. Ties go by order of code, and chance is dealt to zones in that order, so
    other codes for the same zones may lead to another result; without tries only ties can.

    Parameters
    ----------
    region_of
        Region by code of zone; zones that are missing or in region 0 are in none.
    parameters
        What validity is measured by; the usual ones when left out.
    neighbours, crossings
        As in ``contiguity.connect_regions``. With neighbours a zone moves only to a region beside
        it; a region that is not connected to begin with is not repaired. Without neighbours a
        zone may move to any region it has a flow with.
    seed
        0 or more.
    tries
        Moves tried at random; bounds the time. 1,500 per zone but at most 600,000 when left out;
        0: straight up only.
    most_moves
        At most so many zones end up in another region than they are in.
    progress
        Called now and then with the number of tries done and of all.

    Raises
    ------
    ImprovementError
        ``seed``, ``tries`` or ``most_moves`` is negative.

    Notes
    -----
    More flow inside is all it looks for. That favours large regions: they take what their
    neighbours can spare, until those are just valid, and by chance whole groups of zones change
    sides. ``tries=0`` keeps to single zones and swaps at the borders, ``most_moves`` to a few.
    """
    if tries is None:
        tries = min(TRIES_PER_ZONE * len(flows.zones), MOST_TRIES)
    for name, value in (("seed", seed), ("tries", tries), ("most_moves", most_moves or 0)):
        if value < 0:
            raise ImprovementError(f"{name} is {value}, but must be 0 or more")
    parameters = parameters or Parameters()
    start = {code: region_of.get(code, 0) for code in flows.zones}
    before = measure(flows, start, parameters=parameters)
    labels = [int(region.region) for region in before.regions]
    number = {label: i for i, label in enumerate(labels)}
    beside = None
    if neighbours is not None:
        placed = [code for code, label in start.items() if label != 0]
        beside, _ = with_crossings(flows, neighbours, crossings, among=placed)
    state = PartitionState(
        flows,
        [number.get(label, NONE) for label in start.values()],
        parameters,
        fixed=[flows.index[region.core] for region in before.regions],
        beside=beside,
        most_moves=most_moves,
    )
    total = state.total
    evaluations = climb(state)
    climbed = state.total - total
    if tries:
        evaluations += travel(state, seed=seed, tries=tries, progress=progress)
        evaluations += climb(state)
    region = [labels[r] if r != NONE else 0 for r in state.region]
    after = dict(zip(flows.zones, region, strict=True))
    return Improved(
        region_of=after,
        before=before,
        after=measure(flows, after, parameters=parameters),
        gain=(state.total - total) / flows.denominator,
        climbed=climbed / flows.denominator,
        evaluations=evaluations,
        seed=seed,
        moves=_moves(state, flows, labels),
    )


def _moves(state: PartitionState, flows: Flows, labels: list[int]) -> tuple[Move, ...]:
    """The moves from where the state began to where it is; the state ends where it was."""
    goal = [(zone, to) for zone, to in enumerate(state.region) if to != state.start[zone]]
    for zone, _ in goal:
        state.move(zone, state.start[zone])
    found = []
    for _, zone, to in sorted((-state.gain(zone, to), zone, to) for zone, to in goal):
        left, gain = state.region[zone], state.gain(zone, to) / flows.denominator
        found.append(Move(flows.zones[zone], labels[left], labels[to], gain))
        state.move(zone, to)
    return tuple(found)
