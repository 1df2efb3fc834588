# SPDX-License-Identifier: EUPL-1.2
"""The delineation of functional regions from flows: a greedy search, one zone per pass.

Again and again the least valid cluster is picked and its zone that exchanges most with outside is
offered to the cluster with the strongest link. A zone that would make that cluster less valid goes
to the reserve list, which is emptied at the end.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions.clusters import Clusters, Ties
from samenspel.analysis.functional_regions.outcome import Delineation, EventType, ReserveEvent
from samenspel.analysis.functional_regions.parameters import (
    VARIANTS,
    Parameters,
    ParametersError,
    Variant,
)
from samenspel.analysis.functional_regions.pieces import Pieces

# Real cases take up to 1.8 passes per zone; nothing in the rules says that they must end.
PASSES_PER_ZONE = 50
LEAST_LIMIT = 1_000


class EndlessError(RuntimeError):
    """The method went round more often than any real case does."""

    def __init__(self, passes: int) -> None:
        super().__init__(
            f"after {passes} passes there are still regions that are not valid; "
            "this method does not end for these flows and parameters"
        )
        self.passes = passes


def delineate(
    flows: Flows,
    *,
    parameters: Parameters | None = None,
    variant: Variant = "documented",
    most_passes: int | None = None,
) -> Delineation:
    """Delineate functional regions.

    Deterministic to the last bit. The time is near linear in the number of flows.

    Parameters
    ----------
    parameters
        What a region must be; the usual ones when left out.
    variant
        ``documented``, or ``labour-market-areas-3.4`` to get the results of that R package.
    most_passes
        When to give up; 50 per zone (at least 1,000) when left out.

    Returns
    -------
    The regions; a region's number is the place of the zone it began with among the zones used,
    counted from 1. Without zones or without flows: no region.

    Raises
    ------
    ParametersError
        No such variant.
    EndlessError
        More than ``most_passes`` passes.

    Notes
    -----
    Differs from the R package in three corners where that one goes wrong: while the zones of a
    dissolved cluster are placed only those zones take part; the events of those zones name the
    zone that was moved and the cluster that was dissolved; and flows that leave no region give an
    empty result.

    References
    ----------
    Coombes, Green and Openshaw (1986), J. Oper. Res. Soc. 37(10), 943-953. Coombes and Bond
    (2008), Travel-to-Work Areas: the 2007 review, ONS. Franconi, D'Alò and Ichim (2016), Istat
    implementation of the algorithm to develop Labour Market Areas. The index of the link: Smart
    (1974), Progress in Planning 2, 239-353.
    """
    if variant not in VARIANTS:
        raise ParametersError(f"{variant!r} is no variant; choose {' or '.join(VARIANTS)}")
    parameters = parameters or Parameters()
    used = _without_loners(flows)
    limit = most_passes
    if limit is None:
        limit = max(PASSES_PER_ZONE * len(used.zones), LEAST_LIMIT)
    search = _Search(used, parameters, as_published=variant == "labour-market-areas-3.4")
    search.run(limit)
    before = dict(zip(used.zones, search.clusters.cluster_of, strict=True))
    search.empty_reserve()
    kept = set(used.zones)
    return Delineation(
        flows=used,
        parameters=parameters,
        variant=variant,
        region_of=dict(zip(used.zones, search.clusters.cluster_of, strict=True)),
        region_before=before,
        events=tuple(search.events),
        set_aside=tuple(code for code in flows.zones if code not in kept),
        passes=search.passes,
    )


def _without_loners(flows: Flows) -> Flows:
    """Leave out, until nothing changes, zones that nobody leaves or enters, or only their own."""
    while True:
        alone = (flows.residents == flows.inside) & (flows.jobs == flows.inside)
        out = (flows.residents == 0) | (flows.jobs == 0) | alone
        if not out.any():
            return flows
        flows = flows.select(flows.zones[place] for place in np.flatnonzero(~out))


class _Search:
    """The main loop, least valid first; a cluster that changed is put in the queue anew."""

    def __init__(self, flows: Flows, parameters: Parameters, *, as_published: bool) -> None:
        self.clusters = Clusters(flows, parameters)
        self.events: list[ReserveEvent] = []
        self.reserve: list[int] = []
        self.passes = 0
        self._codes = flows.zones
        self._as_published = as_published
        self._pieces: Pieces | None = None
        # The lowest and highest validity of those pieces, while they stand for their cluster.
        self._seen = (0.0, 0.0)
        self._queue = [(v, k) for k, v in enumerate(self.clusters.validity) if k and v < 1]
        heapify(self._queue)

    def run(self, most_passes: int) -> None:
        """Until every cluster is valid."""
        while (picked := self._least_valid()) is not None:
            if self.passes >= most_passes:
                raise EndlessError(self.passes)
            self.passes += 1
            validity, cluster = picked
            if len(self.clusters.members[cluster]) == 1:
                self._place_single(cluster, validity)
            else:
                self._take_from(cluster, validity)

    def empty_reserve(self) -> None:
        """Each zone of the reserve list joins its best receiver, valid or not; last code first."""
        waiting = sorted(self.reserve, reverse=True)
        while True:
            left = []
            for zone in waiting:
                ties = self.clusters.ties(zone)
                receiver = self.clusters.best_receiver(zone, ties)
                if receiver:
                    self.clusters.join(zone, receiver, ties)
                else:
                    left.append(zone)
            if len(left) in (0, len(waiting)):
                return
            waiting = left

    def _least_valid(self) -> tuple[float, int] | None:
        """The cluster with the lowest validity under 1, of equals the lowest number."""
        queue, clusters, pieces = self._queue, self.clusters, self._pieces
        stale = pieces.cluster if pieces else 0
        while queue and (
            queue[0][1] == stale
            or not clusters.members[queue[0][1]]
            or clusters.validity[queue[0][1]] != queue[0][0]
        ):
            heappop(queue)
        if pieces:
            seen = (self._seen[0], stale)
            if seen[0] < 1 and (not queue or seen < queue[0]):
                return seen
        return heappop(queue) if queue else None

    def _place_single(self, cluster: int, validity: float) -> None:
        """Offer the only zone of a cluster; its number disappears."""
        (zone,) = self.clusters.members[cluster]
        ties = self.clusters.ties(zone)
        self.clusters.leave(zone, ties)
        self._offer(zone, ties, ("A", "B"), cluster, validity)
        self._forget_pieces()

    def _take_from(self, cluster: int, validity: float) -> None:
        """Offer the zone of a cluster that exchanges most with outside."""
        zone = self.clusters.worst_member(cluster)
        ties = self.clusters.ties(zone)
        self.clusters.leave(zone, ties)
        # The cluster it leaves is out of reach.
        ties.pop(cluster, None)
        found = self._offer(zone, ties, ("C", "D"), cluster, validity)
        if not found:
            self._scatter(cluster, validity)
        if self._as_published and found and len(self.clusters.members[cluster]) > 1:
            self._see_pieces(cluster, zone)
        else:
            self._forget_pieces()
            self._queue_up(cluster)

    def _scatter(self, cluster: int, validity: float) -> None:
        """Dissolve a cluster and offer its zones, the least valid first, of equals the last."""
        clusters = self.clusters
        zones = sorted(clusters.dissolve(cluster), key=lambda z: (clusters.zone_validity(z), -z))
        for zone in zones:
            self._offer(zone, clusters.ties(zone), ("E", "F"), cluster, validity)

    def _offer(
        self,
        zone: int,
        ties: Ties,
        types: tuple[EventType, EventType],
        cluster: int,
        validity: float,
    ) -> bool:
        """Let a zone join its best receiver, or put it on the reserve list.

        ``types`` are the events of a refusal and of no receiver; returns whether there was one.
        """
        receiver = self.clusters.best_receiver(zone, ties)
        if receiver:
            least = self.clusters.validity[receiver]
            if self._pieces and self._pieces.cluster == receiver:
                least = self._seen[1]
            if self.clusters.validity_with(receiver, zone, ties) >= least:
                self.clusters.join(zone, receiver, ties)
                self._queue_up(receiver)
                return True
        kind = types[0] if receiver else types[1]
        self.events.append(ReserveEvent(kind, self.passes, cluster, validity, self._codes[zone]))
        self.reserve.append(zone)
        return receiver > 0

    def _queue_up(self, cluster: int) -> None:
        validity = self.clusters.validity[cluster]
        if validity < 1 and self.clusters.members[cluster]:
            heappush(self._queue, (validity, cluster))

    def _see_pieces(self, cluster: int, zone: int) -> None:
        """Until the next pass is over the cluster is seen by the pieces that are left of it."""
        if self._pieces and self._pieces.cluster == cluster:
            self._pieces.remove(zone)
        else:
            self._forget_pieces()
            self._pieces = Pieces(self.clusters, cluster)
        self._seen = self._pieces.validities()

    def _forget_pieces(self) -> None:
        if self._pieces:
            stale, self._pieces = self._pieces.cluster, None
            self._queue_up(stale)
