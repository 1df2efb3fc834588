# SPDX-License-Identifier: EUPL-1.2
"""Clusters of zones while regions are being delineated: their sums, kept up zone by zone.

A zone is a number from 0, a cluster a number from 1 (zone + 1 at the start); cluster 0 is no
cluster. Only the flows of the zone that moves are walked along; nothing else is touched.
Everything is a whole number in units of the flows, so that sums never depend on their order.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions.parameters import Parameters

# Of a zone with each cluster: what it sends there, and what it receives from there.
Ties: TypeAlias = dict[int, tuple[int, int]]


class Clusters:
    """The state: which zone is in which cluster, and the sums of each cluster.

    Attributes
    ----------
    cluster_of
        Cluster of each zone, 0 for none.
    members
        Zones of each cluster.
    residents, jobs, inside
        Sums of each cluster, by its number.
    validity
        Of each cluster with zones, by its number.
    """

    def __init__(self, flows: Flows, parameters: Parameters) -> None:
        self.parameters = parameters.in_units(flows.denominator)
        n = len(flows.zones)
        self.zone_residents: list[int] = flows.residents.tolist()
        self.zone_jobs: list[int] = flows.jobs.tolist()
        self.zone_inside: list[int] = flows.inside.tolist()
        self._starts, self._others, self._sent, self._received = _both_ways(flows)
        self.cluster_of = list(range(1, n + 1))
        self.members: list[set[int]] = [set(), *({zone} for zone in range(n))]
        self.residents = [0, *self.zone_residents]
        self.jobs = [0, *self.zone_jobs]
        self.inside = [0, *self.zone_inside]
        self.validity = [0.0, *map(self.zone_validity, range(n))]
        # Commuters into each zone from its own cluster, those that stay in the zone included.
        self._from_own = list(self.zone_inside)

    def zone_validity(self, zone: int) -> float:
        """Validity of a zone by itself."""
        return self.parameters.validity(
            self.zone_residents[zone], self.zone_jobs[zone], self.zone_inside[zone]
        )

    def ties(self, zone: int) -> Ties:
        """What a zone exchanges with each cluster that it has a flow with, cluster 0 included."""
        start, end = self._starts[zone], self._starts[zone + 1]
        cluster_of = self.cluster_of
        found: Ties = {}
        get = found.get
        for other, sent, received in zip(
            self._others[start:end], self._sent[start:end], self._received[start:end], strict=True
        ):
            cluster = cluster_of[other]
            before = get(cluster)
            found[cluster] = (
                (sent, received) if before is None else (before[0] + sent, before[1] + received)
            )
        return found

    def best_receiver(self, zone: int, ties: Ties) -> int:
        """The cluster with the strongest link to a zone; 0 when it has a link with none.

        Smart's weighted interaction index. Of equal ones a cluster that only receives commuters
        from the zone wins from one that sends it some, and then the highest number.
        """
        zone_residents, zone_jobs = self.zone_residents[zone], self.zone_jobs[zone]
        residents, jobs = self.residents, self.jobs
        best, strongest, sends = 0, -1.0, True
        for cluster, (sent, received) in ties.items():
            if cluster == 0:
                continue
            link = received / residents[cluster] * received / zone_jobs
            link += sent / zone_residents * sent / jobs[cluster]
            if link < strongest:
                continue
            if link > strongest or (received == 0, cluster) > (not sends, best):
                best, strongest, sends = cluster, link, received != 0
        return best

    def validity_with(self, cluster: int, zone: int, ties: Ties) -> float:
        """Validity that a cluster would have with a zone more."""
        return self.parameters.validity(
            self.residents[cluster] + self.zone_residents[zone],
            self.jobs[cluster] + self.zone_jobs[zone],
            self.inside[cluster] + sum(ties[cluster]) + self.zone_inside[zone],
        )

    def leave(self, zone: int, ties: Ties) -> int:
        """Take a zone out of its cluster; the number of that cluster."""
        cluster = self.cluster_of[zone]
        self.cluster_of[zone] = 0
        self.members[cluster].remove(zone)
        self._add(cluster, zone, ties, -1)
        return cluster

    def join(self, zone: int, cluster: int, ties: Ties) -> None:
        """Put a zone that is in no cluster into one."""
        self._add(cluster, zone, ties, 1)
        self.members[cluster].add(zone)
        self.cluster_of[zone] = cluster

    def dissolve(self, cluster: int) -> set[int]:
        """Take all zones out of a cluster; those zones."""
        zones, self.members[cluster] = self.members[cluster], set()
        for zone in zones:
            self.cluster_of[zone] = 0
            self._from_own[zone] = self.zone_inside[zone]
        self.residents[cluster] = self.jobs[cluster] = self.inside[cluster] = 0
        self.validity[cluster] = 0.0
        return zones

    def worst_member(self, cluster: int) -> int:
        """The zone that exchanges most with outside.

        Most (commuters into it from outside the cluster) + (residents who do not work in it); of
        equals the lowest number.
        """
        residents, jobs = self.zone_residents, self.zone_jobs
        inside, from_own = self.zone_inside, self._from_own
        return max(
            self.members[cluster],
            key=lambda zone: (
                jobs[zone] - from_own[zone] + residents[zone] - inside[zone],
                -zone,
            ),
        )

    def inner_flows(self, cluster: int) -> tuple[list[int], list[int], list[int]]:
        """From, to and size of the flows inside a cluster, those inside one zone included."""
        origins, destinations, counts = [], [], []
        for zone in self.members[cluster]:
            if self.zone_inside[zone]:
                origins.append(zone)
                destinations.append(zone)
                counts.append(self.zone_inside[zone])
            for at in range(self._starts[zone], self._starts[zone + 1]):
                if self._sent[at] and self.cluster_of[self._others[at]] == cluster:
                    origins.append(zone)
                    destinations.append(self._others[at])
                    counts.append(self._sent[at])
        return origins, destinations, counts

    def _add(self, cluster: int, zone: int, ties: Ties, sign: int) -> None:
        sent, received = ties.get(cluster, (0, 0))
        self.residents[cluster] += sign * self.zone_residents[zone]
        self.jobs[cluster] += sign * self.zone_jobs[zone]
        self.inside[cluster] += sign * (sent + received + self.zone_inside[zone])
        self.validity[cluster] = self.parameters.validity(
            self.residents[cluster], self.jobs[cluster], self.inside[cluster]
        )
        if not (sent or received):
            return
        from_own, cluster_of = self._from_own, self.cluster_of
        from_own[zone] = self.zone_inside[zone] + (received if sign > 0 else 0)
        if sent:
            start, end = self._starts[zone], self._starts[zone + 1]
            for other, flow in zip(self._others[start:end], self._sent[start:end], strict=True):
                if cluster_of[other] == cluster:
                    from_own[other] += sign * flow


def _both_ways(flows: Flows) -> tuple[list[int], list[int], list[int], list[int]]:
    """For each zone the others it has a flow with: where its part begins, who, sent, received."""
    n = len(flows.zones)
    apart = flows.origin != flows.destination
    origin, destination, count = flows.origin[apart], flows.destination[apart], flows.count[apart]
    key = np.concatenate([origin * n + destination, destination * n + origin])
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.ones(len(key), dtype=bool)
    first[1:] = key[1:] != key[:-1]
    at = np.cumsum(first) - 1
    sent = np.zeros(int(first.sum()), dtype=np.int64)
    received = np.zeros_like(sent)
    back = order >= len(count)
    sent[at[~back]] = count[order[~back]]
    received[at[back]] = count[order[back] - len(count)]
    key = key[first]
    starts = np.searchsorted(key, np.arange(n + 1) * n)
    return starts.tolist(), (key % n if n else key).tolist(), sent.tolist(), received.tolist()
