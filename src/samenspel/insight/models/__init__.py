# SPDX-License-Identifier: EUPL-1.2
"""What people tell beyond the register: workloads, assumptions, representatives."""

from samenspel.insight.models.representatives import (
    Representative,
    RepresentativeChange,
    RepresentativeName,
)
from samenspel.insight.models.workload import BurdenAssumption, Workload

__all__ = [
    "BurdenAssumption",
    "Representative",
    "RepresentativeChange",
    "RepresentativeName",
    "Workload",
]
