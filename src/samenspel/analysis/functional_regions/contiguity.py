# SPDX-License-Identifier: EUPL-1.2
"""Regions in one piece: the repair of a division in which regions lie scattered.

Nothing in a delineation from flows makes a region connected. Here every region keeps its largest
piece, and its other pieces go to the region beside them with the strongest link. It costs some
containment; the result says how much, region by region.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions.clusters import Clusters
from samenspel.analysis.functional_regions.neighbourhood import (
    NARROW_WATER,
    Crossing,
    Neighbours,
    crossings,
    neighbours_from_borders,
    pieces_of,
    with_crossings,
)
from samenspel.analysis.functional_regions.outcome import Delineation
from samenspel.analysis.functional_regions.parameters import Parameters
from samenspel.analysis.functional_regions.statistics import (
    PartitionStatistics,
    RegionStatistics,
    measure,
)

__all__ = [
    "NARROW_WATER",
    "Connected",
    "Crossing",
    "MoveReason",
    "Neighbours",
    "RegionChange",
    "ZoneMove",
    "connect",
    "connect_regions",
    "crossings",
    "neighbours_from_borders",
    "pieces_of",
]

# strongest-link: to the region beside it with the strongest link; keeps-valid: that one would
# become less valid, this is the strongest of those that do not; valid-alone: it is a valid region
# by itself; no-neighbour: no region lies beside it, so that it became one.
MoveReason: TypeAlias = Literal["strongest-link", "keeps-valid", "valid-alone", "no-neighbour"]


@dataclass(frozen=True)
class ZoneMove:
    """A zone that changed region, with the others of its piece, and why."""

    zone: str
    from_region: int
    to_region: int
    reason: MoveReason


@dataclass(frozen=True)
class RegionChange:
    """A region that lost or gained zones; ``before`` is None for a new region."""

    region: int
    before: RegionStatistics | None
    after: RegionStatistics

    @property
    def became_invalid(self) -> bool:
        """Whether it was valid and is no longer."""
        return self.before is not None and self.before.is_valid and not self.after.is_valid


@dataclass(frozen=True)
class Connected:
    """A division in which every region is connected, and what it took.

    Attributes
    ----------
    region_of
        Region of every zone of the flows, 0 for none. New regions have the next free numbers.
    moves
        Zones in another region than before, in order of code.
    scattered
        Regions that were in more pieces than one.
    neighbours
        Those used, both ways and with the crossings; only zones that are in a region.
    crossings
        Pairs of zones that counted as neighbours over water.
    before, after
        Both divisions, measured by the flows.
    """

    region_of: dict[str, int]
    moves: tuple[ZoneMove, ...]
    scattered: tuple[int, ...]
    neighbours: dict[str, tuple[str, ...]]
    crossings: tuple[Crossing, ...]
    before: PartitionStatistics
    after: PartitionStatistics

    @cached_property
    def changes(self) -> tuple[RegionChange, ...]:
        """The regions with other members than before, new ones last; none vanishes."""
        old = {int(region.region): region for region in self.before.regions}
        new = {int(region.region): region for region in self.after.regions}
        touched = {label for move in self.moves for label in (move.from_region, move.to_region)}
        ordered = sorted(touched, key=lambda label: (label not in old, label))
        return tuple(RegionChange(label, old.get(label), new[label]) for label in ordered)

    @property
    def new_regions(self) -> tuple[int, ...]:
        """Regions that were not there before."""
        return tuple(change.region for change in self.changes if change.before is None)

    @property
    def cost(self) -> float:
        """Share of all flow that was inside a region and is no longer; below 0 for a gain."""
        return self.before.share_inside - self.after.share_inside


def connect(
    outcome: Delineation,
    *,
    neighbours: Neighbours,
    crossings: Iterable[tuple[str, str]] | None = None,
) -> Connected:
    """The regions of a delineation, each in one piece; see :func:`connect_regions`."""
    return connect_regions(
        outcome.flows,
        outcome.region_of,
        parameters=outcome.parameters,
        neighbours=neighbours,
        crossings=crossings,
    )


def connect_regions(
    flows: Flows,
    region_of: Mapping[str, int],
    *,
    parameters: Parameters | None = None,
    neighbours: Neighbours,
    crossings: Iterable[tuple[str, str]] | None = None,
) -> Connected:
    """Make every region connected, changing as little as that takes.

    A region keeps its piece with most residents (of equals with most jobs, then with the first
    zone). Another piece that is a valid region by itself becomes a region. The rest is placed piece
    by piece, of those with a region beside them the one with fewest residents first (of equals the
    one with the first zone), in the region beside it with the strongest link (Smart's weighted
    interaction index between piece and region; of equals a region that only receives commuters
    from the piece, then the highest number), but rather in one that becomes no less valid than it
    is, or stays valid, by it. That may be the region it came from, if the gap between has been
    closed meanwhile. A piece beside which there is no region at all becomes a region itself. Each
    step places a piece beside a connected region, so it ends with every region connected.

    Parameters
    ----------
    region_of
        Region by code of zone, as ``Delineation.region_of``. Zones that are missing or in region 0
        stay in none, and nothing hangs together through them.
    parameters
        What validity is measured by; the usual ones when left out.
    neighbours
        Zones that share a border, by code; one way is enough. Codes that are not in a region are
        let be. Several islands are no problem.
    crossings
        Pairs of zones that count as neighbours too. When left out they are found in the flows
        (``neighbourhood.crossings``): an island hangs on the zone it exchanges most people with,
        so that it may belong to a region on the mainland and need not. Empty: water parts.
    """
    parameters = parameters or Parameters()
    start = {code: region_of.get(code, 0) for code in flows.zones}
    placed = [code for code, region in start.items() if region != 0]
    beside, ways = with_crossings(flows, neighbours, crossings, among=placed)
    parts = pieces_of(start, beside)
    scattered = tuple(label for label, found in parts.items() if len(found) > 1)
    region, reason = dict(start), dict[str, MoveReason]()
    if scattered:
        repair = _Repair(flows, parts, beside, parameters)
        repair.run()
        region.update(repair.region_of())
        reason = repair.reason_of()
    return Connected(
        region_of=region,
        moves=tuple(
            ZoneMove(code, start[code], region[code], reason[code])
            for code in flows.zones
            if region[code] != start[code]
        ),
        scattered=scattered,
        neighbours=beside,
        crossings=ways,
        before=measure(flows, start, parameters=parameters),
        after=measure(flows, region, parameters=parameters),
    )


class _Repair:
    """The pieces as zones of a small delineation: flows between pieces, a cluster per region.

    Pieces are numbered in the order: those that regions keep, by region; the loose ones; last, if
    there are any, all zones without a region together. Cluster number is piece + 1.
    """

    def __init__(
        self,
        flows: Flows,
        parts: Mapping[int, Sequence[tuple[str, ...]]],
        beside: Neighbours,
        parameters: Parameters,
    ) -> None:
        residents = dict(zip(flows.zones, flows.residents.tolist(), strict=True))
        jobs = dict(zip(flows.zones, flows.jobs.tolist(), strict=True))

        def size(part: tuple[str, ...]) -> tuple[int, int]:
            return sum(residents[code] for code in part), sum(jobs[code] for code in part)

        # max and sorted let the first of equals be first: pieces are in order of their first zone.
        kept = {label: max(found, key=size) for label, found in parts.items()}
        place = flows.index
        loose = sorted(
            (part for label, found in parts.items() for part in found if part != kept[label]),
            key=lambda part: (size(part)[0], place[part[0]]),
        )
        self.pieces = [*kept.values(), *loose]
        self.label_of_cluster = dict(enumerate(kept, start=1))
        self.piece_of = {code: i for i, part in enumerate(self.pieces) for code in part}
        self.waiting = list(range(len(kept), len(self.pieces)))
        self.reasons: dict[int, MoveReason] = {}
        self._beside = [
            sorted({self.piece_of[other] for code in part for other in beside[code]} - {i})
            for i, part in enumerate(self.pieces)
        ]
        none = len(self.pieces)
        grouping = {code: str(self.piece_of.get(code, none)) for code in flows.zones}
        self._clusters = Clusters(flows.aggregate(grouping), parameters)

    def run(self) -> None:
        """Place every loose piece."""
        clusters = self._clusters
        alone = [clusters.validity[piece + 1] for piece in range(len(self.pieces))]
        for piece in self.waiting:
            if alone[piece] >= 1:
                self._found(piece, "valid-alone")
        self.waiting = [piece for piece in self.waiting if piece not in self.reasons]
        for piece in [*self.waiting, *range(len(self.pieces), len(clusters.cluster_of))]:
            clusters.leave(piece, clusters.ties(piece))
        while self.waiting:
            self._place_next()

    def region_of(self) -> dict[str, int]:
        """The region of each zone."""
        cluster_of, label = self._clusters.cluster_of, self.label_of_cluster
        return {code: label[cluster_of[piece]] for code, piece in self.piece_of.items()}

    def reason_of(self) -> dict[str, MoveReason]:
        """Why each zone of a loose piece is where it is."""
        return {code: self.reasons[i] for code, i in self.piece_of.items() if i in self.reasons}

    def _place_next(self) -> None:
        """The smallest piece that has a region beside it; else the largest becomes a region."""
        cluster_of = self._clusters.cluster_of
        for piece in self.waiting:
            near = sorted({cluster_of[other] for other in self._beside[piece]} - {0})
            if near:
                receiver, self.reasons[piece] = self._receiver(piece, near)
                self._clusters.join(piece, receiver, self._clusters.ties(piece))
                self.waiting.remove(piece)
                return
        piece = self.waiting.pop()
        self._clusters.join(piece, piece + 1, self._clusters.ties(piece))
        self._found(piece, "no-neighbour")

    def _found(self, piece: int, reason: MoveReason) -> None:
        self.label_of_cluster[piece + 1] = max(self.label_of_cluster.values()) + 1
        self.reasons[piece] = reason

    def _receiver(self, piece: int, near: Sequence[int]) -> tuple[int, MoveReason]:
        clusters = self._clusters
        ties = clusters.ties(piece)

        def rank(cluster: int) -> tuple[float, bool, int]:
            sent, received = ties.setdefault(cluster, (0, 0))
            link = 0.0
            # Who sends or receives has residents or jobs, so that nothing is divided by 0.
            if received:
                link += (
                    received / clusters.residents[cluster] * received / clusters.zone_jobs[piece]
                )
            if sent:
                link += sent / clusters.zone_residents[piece] * sent / clusters.jobs[cluster]
            return link, received == 0, self.label_of_cluster[cluster]

        ordered = sorted(near, key=rank, reverse=True)
        for cluster in ordered:
            least = min(clusters.validity[cluster], 1.0)
            if clusters.validity_with(cluster, piece, ties) >= least:
                return cluster, "strongest-link" if cluster == ordered[0] else "keeps-valid"
        return ordered[0], "strongest-link"
