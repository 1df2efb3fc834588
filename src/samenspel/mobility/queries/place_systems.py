# SPDX-License-Identifier: EUPL-1.2
"""The daily urban systems of a municipality: at three scales, with core, link and certainty."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.analysis.flows import Flows
from samenspel.analysis.functional_regions import (
    PartitionStatistics,
    RegionStatistics,
    delineate,
)
from samenspel.analysis.functional_regions.stability import BELONGS_FROM, DOUBTFUL_UP_TO
from samenspel.mobility.models import FlowSet, Run
from samenspel.mobility.queries.flows import KEPT_FLOWS
from samenspel.mobility.queries.place_arrangements import own_shares
from samenspel.mobility.queries.presets import preset_of
from samenspel.mobility.queries.runs import result_of
from samenspel.mobility.requests import RunRequest
from samenspel.mobility.results import Doubts
from samenspel.places.queries.history import Place
from samenspel.register.labels import in_words

# From small to large, by the key of the preset.
SCALES: Mapping[str, Promise | str] = {
    "klein": _("near: town and villages"),
    "gewoon": _("region"),
    "groot": _("large region"),
}
USUAL = "gewoon"


@dataclass(frozen=True)
class Scale:
    """Regions at one scale: ``key`` of the preset, region by code of zone (0 is none)."""

    key: str
    region_of: Mapping[str, int]
    statistics: PartitionStatistics


@dataclass(frozen=True)
class SystemOf:
    """The system of a municipality at one scale, or at several where it is the same.

    ``keys`` are those of the scales. ``works_inside``: share of its residents' jobs that are in
    the system; ``works_in_core``: the same of the core alone; both in [0, 1].
    """

    keys: tuple[str, ...]
    core: Place
    is_core: bool
    members: tuple[Place, ...]
    works_inside: float
    works_in_core: float

    @property
    def scale_names(self) -> str:
        """The scales in words."""
        return in_words([str(SCALES[key]) for key in self.keys])


@dataclass(frozen=True)
class Certainty:
    """How sure the region is: in which part of ``runs`` computations it is the same one.

    ``second`` is the core of the region that it is in most often besides, None where there is none
    that matters.
    """

    core: Place
    share: float
    is_doubtful: bool
    second: Place | None
    second_share: float
    runs: int


def systems_of(
    scales: Sequence[Scale], flows: Flows, own: Collection[str], places: Mapping[str, Place]
) -> tuple[SystemOf, ...]:
    """The systems of some zones taken together, from small to large scale.

    Zones that lie in several regions of a scale are counted with the one most residents are in.
    """
    found: dict[tuple[str, ...], tuple[RegionStatistics, list[str]]] = {}
    for scale in scales:
        region = _region(scale, flows, own)
        if region is not None:
            found.setdefault(region.members, (region, []))[1].append(scale.key)
    return tuple(_system(keys, region, flows, own, places) for region, keys in found.values())


def _region(scale: Scale, flows: Flows, own: Collection[str]) -> RegionStatistics | None:
    weight: dict[int, int] = {}
    for code in sorted(own):
        label = scale.region_of.get(code, 0)
        if label:
            residents = int(flows.residents[flows.index[code]])
            weight[label] = weight.get(label, 0) + residents
    if not weight:
        return None
    chosen = max(weight, key=lambda label: (weight[label], label))
    return next(region for region in scale.statistics.regions if region.region == chosen)


def _system(
    keys: Sequence[str],
    region: RegionStatistics,
    flows: Flows,
    own: Collection[str],
    places: Mapping[str, Place],
) -> SystemOf:
    return SystemOf(
        keys=tuple(keys),
        core=place_of(region.core, places),
        is_core=region.core in own,
        members=tuple(
            sorted((place_of(code, places) for code in region.members), key=lambda p: p.name)
        ),
        works_inside=own_shares(flows, own, region.members)[0],
        works_in_core=own_shares(flows, own, [region.core])[0],
    )


def place_of(code: str, places: Mapping[str, Place]) -> Place:
    """The municipality of a code; one that nobody knows has its code for a name."""
    return places.get(code) or Place(code, code, "")


def scales_of(flows: Flows) -> tuple[Scale, ...]:
    """The usual regions at three scales, from small to large.

    Computed here and kept at hand, which takes less than asking the database for a stored run; the
    outcome is the same to the last bit. A scale without any region is left out.
    """
    found = (_scale(flows, key) for key in SCALES)
    return tuple(scale for scale in found if scale is not None)


def usual_scale(flows: Flows) -> Scale | None:
    """The scale that arrangements are compared with; None where it has no region."""
    return _scale(flows, USUAL)


@lru_cache(maxsize=3 * KEPT_FLOWS)
def _scale(flows: Flows, key: str) -> Scale | None:
    preset = preset_of(key)
    if preset is None:
        return None
    request = preset.request
    outcome = delineate(flows, parameters=request.parameters, variant=request.variant)
    if not outcome.statistics.regions:
        return None
    return Scale(key, outcome.region_of, outcome.statistics)


def doubts_of(flow_set: FlowSet) -> Doubts | None:
    """How sure the usual regions are, by the last run that tried; None where nobody did. One query.

    A run is long and never begun here: whoever looks at the regions may ask for it.
    """
    usual = preset_of(USUAL)
    runs = Run.objects.filter(flow_set=flow_set, state=Run.State.DONE, request__stability=True)
    for run in runs.order_by("-finished_at", "-pk"):
        if usual and RunRequest.from_json(run.request).parameters == usual.request.parameters:
            return result_of(run).doubts
    return None


def certainty_of(
    doubts: Doubts | None, own: Collection[str], places: Mapping[str, Place]
) -> Certainty | None:
    """How sure the region of a single zone is; None where nobody tried, or for several zones."""
    if doubts is None or len(own) != 1:
        return None
    zone = next((zone for zone in doubts.zones if zone.zone in own), None)
    if zone is None or not zone.system:
        return None
    second = zone.second if zone.second_share_when_placed >= BELONGS_FROM else ""
    return Certainty(
        core=place_of(zone.system, places),
        share=zone.share_when_placed,
        is_doubtful=zone.share_when_placed <= DOUBTFUL_UP_TO,
        second=place_of(second, places) if second else None,
        second_share=zone.second_share_when_placed,
        runs=doubts.runs,
    )
