# SPDX-License-Identifier: EUPL-1.2
"""Functional regions at several scales that fit inside each other.

The finest regions are delineated from the zones. Each next scale is delineated from the flows
between the regions of the scale below, with stricter parameters, so that a region never crosses
the border of one above it. What this costs against delineating a scale from the zones at once is
seen by comparing both (``analysis.partitions``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from samenspel.analysis.flows import Flows, in_order
from samenspel.analysis.functional_regions.delineation import delineate
from samenspel.analysis.functional_regions.parameters import Parameters, Variant
from samenspel.analysis.functional_regions.statistics import PartitionStatistics, measure

ScaleName: TypeAlias = Literal["subregional", "regional", "metropolitan"]

PRESETS: dict[ScaleName, Parameters] = {
    "subregional": Parameters(1_000, 0.60, 10_000, 0.70),
    "regional": Parameters(1_000, 0.6667, 10_000, 0.75),
    "metropolitan": Parameters(50_000, 0.75, 200_000, 0.80),
}
"""Three scales with plain names, from fine to coarse; each asks at least what the one before asks.

Chosen on the Dutch commuting of 2014 (cells of 50 jobs and more, which leaves self-containment
somewhat too high):

* ``subregional``: three in five residents work inside and three in five jobs are held by
  residents. Gives 56 regions of the Netherlands, among towns and their villages: in number
  between the areas for social support (43) and for secondary schools (74).
* ``regional``: two in three, the usual values of Statistics Netherlands and Istat for labour
  market areas. Gives 34 regions, where there are 35 administrative labour market regions.
* ``metropolitan``: three in four, and 200,000 residents that work (from 50,000, if four in five
  stay). Gives 12 regions, as many as there are provinces, but drawn around cities.

Nested in each other the numbers are 56, 34 and 15.
"""


class ScalesError(ValueError):
    """Scales that cannot fit inside each other, or that no region meets."""


@dataclass(frozen=True)
class Level:
    """One scale.

    Attributes
    ----------
    region_of
        Region of every zone of the flows used, named by the code of its core; "" where the zone
        is in no region.
    within
        Region of the scale above for every region; "" for one that is in none there, and for all
        regions of the coarsest scale.
    set_aside
        Zones without residents, without jobs or without any flow but their own; the same at every
        scale.
    statistics
        Measured by the flows between zones, with the parameters of this scale.
    """

    parameters: Parameters
    region_of: dict[str, str]
    within: dict[str, str]
    set_aside: tuple[str, ...]
    statistics: PartitionStatistics

    @cached_property
    def unassigned(self) -> tuple[str, ...]:
        """Zones in no region, those set aside not included."""
        return tuple(zone for zone, region in self.region_of.items() if not region)


@dataclass(frozen=True)
class Nested:
    """Regions at several scales, from fine to coarse; ``flows``: those used, between zones."""

    flows: Flows
    levels: tuple[Level, ...]

    def path(self, zone: str) -> tuple[str, ...]:
        """The regions that a zone lies in, from fine to coarse.

        Raises
        ------
        KeyError
            It is no zone, or one that was set aside.
        """
        return tuple(level.region_of[zone] for level in self.levels)


def nested(
    flows: Flows,
    *,
    levels: Sequence[Parameters] = tuple(PRESETS.values()),
    variant: Variant = "documented",
) -> Nested:
    """Delineate regions at several scales that fit inside each other.

    A region without any flow to another one is a region at every scale above. A zone or a region
    that is in none at one scale is in none at the scales above. A scale may turn out the same as
    the one below, if its regions meet what it asks already.

    Parameters
    ----------
    levels
        From fine to coarse; no value may be lower than the one before, and one must be higher.

    Raises
    ------
    ScalesError
        No levels; a level that does not ask more than the one before; or one that no region
        meets.
    """
    _refuse(levels)
    first = delineate(flows, parameters=levels[0], variant=variant)
    used = first.flows
    region_of = _named(used, {z: str(r) if r else "" for z, r in first.region_of.items()})
    found = [region_of]
    for parameters in levels[1:]:
        region_of = _coarser(used, region_of, parameters, variant)
        found.append(region_of)
    for number, (parameters, regions) in enumerate(zip(levels, found, strict=True), start=1):
        if used.zones and not any(regions.values()):
            raise ScalesError(f"no region meets what level {number} asks: {parameters}")
    return Nested(
        used,
        tuple(
            Level(
                parameters=parameters,
                region_of=regions,
                within=_within(regions, found[number + 1] if number + 1 < len(found) else {}),
                set_aside=first.set_aside,
                statistics=_measured(used, regions, parameters),
            )
            for number, (parameters, regions) in enumerate(zip(levels, found, strict=True))
        ),
    )


def _refuse(levels: Sequence[Parameters]) -> None:
    if not levels:
        raise ScalesError("there is no level")
    for number in range(1, len(levels)):
        finer, coarser = astuple(levels[number - 1]), astuple(levels[number])
        if coarser == finer or any(c < f for f, c in zip(finer, coarser, strict=True)):
            raise ScalesError(
                f"level {number + 1} must ask more than level {number}: no size or "
                "self-containment lower, and at least one higher"
            )


def _coarser(
    flows: Flows, region_of: Mapping[str, str], parameters: Parameters, variant: Variant
) -> dict[str, str]:
    """Regions of regions; of each zone, named by the core."""
    assigned = [zone for zone in flows.zones if region_of[zone]]
    between = flows.select(assigned).aggregate(region_of)
    outcome = delineate(between, parameters=parameters, variant=variant)
    # Set aside here is a region without any flow to another: a region of its own. Delineated
    # regions are numbers, so that a name cannot be taken for one.
    of_region: dict[str, str] = {region: f"alone {region}" for region in outcome.set_aside}
    for region, number in outcome.region_of.items():
        of_region[region] = str(number) if number else ""
    return _named(flows, {zone: of_region.get(region_of[zone], "") for zone in flows.zones})


def _named(flows: Flows, region_of: Mapping[str, str]) -> dict[str, str]:
    """The same regions, each named by the code of its core."""
    core = {r.region: r.core for r in _measured(flows, region_of, None).regions}
    return {zone: core.get(region, "") for zone, region in region_of.items()}


def _measured(
    flows: Flows, region_of: Mapping[str, str], parameters: Parameters | None
) -> PartitionStatistics:
    assigned = {zone: region for zone, region in region_of.items() if region}
    return measure(flows, assigned, parameters=parameters)


def _within(finer: Mapping[str, str], coarser: Mapping[str, str]) -> dict[str, str]:
    above = {region: coarser.get(zone, "") for zone, region in finer.items() if region}
    return {region: above[region] for region in in_order(above)}
