# SPDX-License-Identifier: EUPL-1.2
"""What a division into regions is like, measured by flows: size, self-containment, core."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions.parameters import Parameters


@dataclass(frozen=True)
class RegionStatistics:
    """One region, measured by flows.

    ``residents``, ``jobs`` and ``inside`` (who live and work in the region) are numbers of people;
    ``self_containment_residents`` is inside / residents (supply side), ``self_containment_jobs``
    inside / jobs (demand side), nan without residents or jobs; ``validity`` as in
    ``Parameters.validity``; ``core`` is the member with the largest surplus of jobs over residents
    (of equals the one with most jobs, then the lowest code).
    """

    region: int | str
    members: tuple[str, ...]
    core: str
    residents: float
    jobs: float
    inside: float
    self_containment_residents: float
    self_containment_jobs: float
    validity: float

    @property
    def is_valid(self) -> bool:
        """Whether the region is what the parameters ask."""
        return self.validity >= 1

    @property
    def self_containment(self) -> float:
        """The lower of both sides."""
        return min(self.self_containment_residents, self.self_containment_jobs)


@dataclass(frozen=True)
class PartitionStatistics:
    """A division into regions, measured by flows.

    ``share_inside`` is the share of all flow whose origin and destination lie in one region;
    ``modularity`` is Q = sum over regions of (inside / total - residents * jobs / total**2), the
    directed, weighted form of Newman and Girvan (Arenas and others 2007, New J. Phys. 9, 176).
    Flows from or to zones in no region count in the total and in no region.
    Both are nan when there is no flow.
    """

    regions: tuple[RegionStatistics, ...]
    share_inside: float
    modularity: float


def measure(
    flows: Flows, region_of: Mapping[str, int | str], *, parameters: Parameters | None = None
) -> PartitionStatistics:
    """Measure a division by flows.

    Parameters
    ----------
    region_of
        Region by code of zone. Zones that are missing or in region 0 are in no region; codes that
        are no zone are let be.
    parameters
        What ``validity`` is measured by; the default ones when left out.

    Returns
    -------
    The regions in order of their label (numbers before texts).
    """
    parameters = parameters or Parameters()
    members: dict[int | str, list[int]] = defaultdict(list)
    for place, code in enumerate(flows.zones):
        label = region_of.get(code, 0)
        if label != 0:
            members[label].append(place)
    labels = sorted(members, key=lambda label: (isinstance(label, str), label))
    region = np.full(len(flows.zones), -1, dtype=np.int64)
    for number, label in enumerate(labels):
        region[members[label]] = number
    same = (region[flows.origin] >= 0) & (region[flows.origin] == region[flows.destination])
    inside = np.bincount(
        region[flows.origin[same]], weights=flows.count[same], minlength=len(labels)
    )
    regions = tuple(
        _region(flows, label, members[label], int(inside[number]), parameters)
        for number, label in enumerate(labels)
    )
    total = flows.total / flows.denominator
    if not total:
        return PartitionStatistics(regions, float("nan"), float("nan"))
    share = int(inside.sum()) / flows.total
    expected = sum(r.residents * r.jobs for r in regions) / (total * total)
    return PartitionStatistics(regions, share, share - expected)


def _region(
    flows: Flows, label: int | str, places: list[int], inside: int, parameters: Parameters
) -> RegionStatistics:
    residents, jobs = int(flows.residents[places].sum()), int(flows.jobs[places].sum())
    unit = flows.denominator
    core = min(
        places,
        key=lambda p: (int(flows.residents[p]) - int(flows.jobs[p]), -int(flows.jobs[p]), p),
    )
    return RegionStatistics(
        region=label,
        members=tuple(flows.zones[p] for p in places),
        core=flows.zones[core],
        residents=residents / unit,
        jobs=jobs / unit,
        inside=inside / unit,
        self_containment_residents=inside / residents if residents else float("nan"),
        self_containment_jobs=inside / jobs if jobs else float("nan"),
        validity=parameters.in_units(unit).validity(residents, jobs, inside),
    )
