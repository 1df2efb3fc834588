# SPDX-License-Identifier: EUPL-1.2
"""What a delineation of functional regions gives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions.parameters import Parameters, Variant
from samenspel.analysis.functional_regions.statistics import PartitionStatistics, measure

# Why a zone went to the reserve list; see ReserveEvent.
EventType: TypeAlias = Literal["A", "B", "C", "D", "E", "F"]


@dataclass(frozen=True)
class ReserveEvent:
    """A zone that went to the reserve list.

    Attributes
    ----------
    type
        A, C, E: the best receiver would become less valid; B, D, F: there was no receiver. The
        zone was alone (A, B), left a cluster (C, D), or was scattered with it (E, F).
    iteration
        Number of the pass of the main loop, from 1.
    cluster
        The cluster that the zone was in; for E and F the one that was scattered.
    validity
        Validity of that cluster when it was picked.
    """

    type: EventType
    iteration: int
    cluster: int
    validity: float
    zone: str


@dataclass(frozen=True)
class Delineation:
    """Functional regions of flows.

    Attributes
    ----------
    flows
        Those that were used: without the zones set aside.
    region_of
        Region of every zone of ``flows``; 0 where no region has a link with the zone.
    region_before
        The same before the reserve list was emptied; 0 for the zones on it.
    events
        Zones that went to the reserve list, in that order.
    set_aside
        Zones without residents, without jobs, or without any flow but their own; in no region.
    passes
        Of the main loop.
    """

    flows: Flows
    parameters: Parameters
    variant: Variant
    region_of: dict[str, int]
    region_before: dict[str, int]
    events: tuple[ReserveEvent, ...]
    set_aside: tuple[str, ...]
    passes: int

    @cached_property
    def statistics(self) -> PartitionStatistics:
        """The regions, measured by the flows used."""
        return measure(self.flows, self.region_of, parameters=self.parameters)

    @cached_property
    def reserve(self) -> tuple[str, ...]:
        """Zones that came to their region from the reserve list, or wait there still."""
        return tuple(code for code, region in self.region_before.items() if region == 0)
