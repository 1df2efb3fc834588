# SPDX-License-Identifier: EUPL-1.2
"""Functional regions (daily urban systems, labour market areas) delineated from flows.

:func:`delineate` is the method of the travel-to-work areas as Statistics Netherlands and Istat use
it: Coombes, Green and Openshaw (1986), Journal of the Operational Research Society 37(10), 943-953;
Coombes and Bond (2008), Travel-to-Work Areas: the 2007 review; Franconi, D'Alò and Ichim (2016),
Istat implementation of the algorithm to develop Labour Market Areas.
"""

from __future__ import annotations

from samenspel.analysis.functional_regions.delineation import EndlessError, delineate
from samenspel.analysis.functional_regions.outcome import Delineation, EventType, ReserveEvent
from samenspel.analysis.functional_regions.parameters import (
    VARIANTS,
    Parameters,
    ParametersError,
    Variant,
)
from samenspel.analysis.functional_regions.statistics import (
    PartitionStatistics,
    RegionStatistics,
    measure,
)

__all__ = [
    "VARIANTS",
    "Delineation",
    "EndlessError",
    "EventType",
    "Parameters",
    "ParametersError",
    "PartitionStatistics",
    "RegionStatistics",
    "ReserveEvent",
    "Variant",
    "delineate",
    "measure",
]
