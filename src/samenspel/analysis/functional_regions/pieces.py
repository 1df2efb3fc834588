# SPDX-License-Identifier: EUPL-1.2
"""A cluster that has just lost a zone, as LabourMarketAreas 3.4 sees it in its next search.

That program gives the zones that are left their old cluster number back without adding up their
rows. Until the next pass is over, the cluster is its pieces: residents and jobs of each zone by
itself, each combined with every single flow inside the cluster.
"""

from __future__ import annotations

import numpy as np

from samenspel.analysis.flows import FloatVector, IntVector
from samenspel.analysis.functional_regions.clusters import Clusters


class Pieces:
    """The zones and inner flows of a cluster that is taken apart; kept up while zones leave."""

    def __init__(self, clusters: Clusters, cluster: int) -> None:
        self.cluster = cluster
        self._parameters = clusters.parameters
        origins, destinations, counts = clusters.inner_flows(cluster)
        self._origins = np.array(origins, dtype=np.int64)
        self._destinations = np.array(destinations, dtype=np.int64)
        self._counts = np.array(counts, dtype=np.int64)
        zones = sorted(clusters.members[cluster])
        self._zones = np.array(zones, dtype=np.int64)
        residents = np.array([clusters.zone_residents[zone] for zone in zones], dtype=np.int64)
        jobs = np.array([clusters.zone_jobs[zone] for zone in zones], dtype=np.int64)
        # inside / residents and inside / jobs: the lower one has the larger denominator.
        self._larger = np.maximum(residents, jobs)
        self._factors = np.array([self._parameters.size_factor(r) for r in residents.tolist()])

    def remove(self, zone: int) -> None:
        """The zone has left."""
        kept = (self._origins != zone) & (self._destinations != zone)
        self._origins = self._origins[kept]
        self._destinations = self._destinations[kept]
        self._counts = self._counts[kept]
        stays = self._zones != zone
        self._zones, self._larger, self._factors = (
            self._zones[stays],
            self._larger[stays],
            self._factors[stays],
        )

    def validities(self) -> tuple[float, float]:
        """The lowest and the highest validity of all combinations.

        The validity only rises with the flow (or only falls, for a zone so small that its factor
        is negative), but for one flow: that which is all of the zone's residents or jobs makes it
        exactly 1. So the smallest and the largest of the other flows decide, and that one.
        """
        flows = np.unique(self._counts) if len(self._counts) else np.zeros(1, dtype=np.int64)
        found: list[float] = []
        ends = flows[[0, 1, -2, -1]] if len(flows) > 1 else flows
        for flow in ends:
            other = self._larger != flow
            found.extend(self._formula(self._larger[other], self._factors[other], int(flow)))
        at = np.searchsorted(flows, self._larger)
        if (flows[np.minimum(at, len(flows) - 1)] == self._larger).any():
            found.append(1.0)
        return min(found), max(found)

    def _formula(self, larger: IntVector, factors: FloatVector, flow: int) -> list[float]:
        aimed = self._parameters.target_self_containment
        share = np.minimum(flow / larger / aimed, 1.0)
        values: list[float] = (share * factors * self._parameters.highest).tolist()
        return values
