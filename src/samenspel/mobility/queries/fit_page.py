# SPDX-License-Identifier: EUPL-1.2
"""The page about the fit of one arrangement with the commuting, put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from samenspel.analysis.fit import Fit, Step, fit_of
from samenspel.analysis.flows import Flows
from samenspel.mobility.models import FlowSet
from samenspel.mobility.queries.fit_list import FEWEST, units_of_members
from samenspel.mobility.queries.fit_map import fit_picture
from samenspel.mobility.queries.flows import flow_set_of, flows_of
from samenspel.mobility.queries.place_systems import Scale, place_of, usual_scale
from samenspel.mobility.queries.place_zones import Units, units_on, zone_places
from samenspel.places.models import on_date
from samenspel.places.notation import written
from samenspel.places.queries.history import Place, changes
from samenspel.places.queries.maps import Picture
from samenspel.register import labels
from samenspel.register.models import ArrangementVersion, Participation
from samenspel.register.queries.arrangement.versions import shown_version, versions_of
from samenspel.register.queries.reference import Reference

LISTED = 10
"""Municipalities in each table of what joining or leaving changes."""
Address = Callable[[Place], str]
Reason = Literal["", "no_flows", "no_municipalities", "one_municipality", "no_figures"]


@dataclass(frozen=True)
class StepRow:
    """What the joining or leaving of one municipality changes."""

    place: Place
    url: str
    step: Step

    @property
    def exchanged(self) -> float:
        """Jobs from the municipality to the others and back, together."""
        return self.step.to_group + self.step.from_group

    @property
    def signed(self) -> str:
        """The gain in percentage points, with its sign, as a reader writes it."""
        points = written(abs(100 * self.step.gain), 2)
        if points == written(0, 2):
            return points
        return f"+{points}" if self.step.gain > 0 else f"−{points}"


@dataclass(frozen=True)
class RegionRow:
    """A functional region that the arrangement overlaps, named after its core.

    ``members`` of the arrangement lie in it, of its ``municipalities``; the shares are fractions:
    of the arrangement's residents' jobs, of those of the region, and what stays in the region.
    """

    core: Place
    members: int
    municipalities: int
    share_of_group: float
    share_of_region: float
    share_inside: float


@dataclass(frozen=True)
class FitPage:
    """Everything on the page; ``reason`` says why there is no ``fit``, where there is none.

    ``seen_on`` is the day that participants are shown of. ``unmatched`` are municipalities that
    the flows do not tell apart, ``divided`` zones counted whole though a part went elsewhere;
    ``others`` counts participants that are no municipality of this country, by kind.
    """

    slug: str
    version: ArrangementVersion
    seen_on: date
    in_force: bool
    flow_set: FlowSet | None
    reason: Reason
    members: tuple[Place, ...] = ()
    unmatched: tuple[Place, ...] = ()
    divided: tuple[Place, ...] = ()
    others: str = ""
    fit: Fit | None = None
    all_joining: tuple[StepRow, ...] = ()
    leaving: tuple[StepRow, ...] = ()
    best_joining: StepRow | None = None
    best_leaving: StepRow | None = None
    regions: tuple[RegionRow, ...] = ()
    picture: Picture | None = None

    @property
    def joining(self) -> tuple[StepRow, ...]:
        """Those in the table of who could join."""
        return self.all_joining[:LISTED]


def fit_page(slug: str, reference: Reference, *, address: Address) -> FitPage | None:
    """The fit of an arrangement on a reference date; None for an unknown address.

    Six queries and that of the map; two more the first time of a process.
    """
    versions = versions_of(slug)
    if not versions:
        return None
    shown = shown_version(versions, on=reference.on)
    version = shown.version
    seen_on = shown.seen_on(reference.on)
    country = version.collection.country
    places, others = _participants(version, seen_on, country)
    flow_set = flow_set_of(country)
    page = FitPage(
        slug=slug,
        version=version,
        seen_on=seen_on,
        in_force=shown.in_force is not None,
        flow_set=flow_set,
        reason="",
        members=tuple(places.values()),
        others=labels.participants_counted(others),
    )
    if flow_set is None:
        return replace(page, reason="no_flows")
    if not places:
        return replace(page, reason="no_municipalities")
    return _measured(page, flow_set, places, address)


def _measured(
    page: FitPage, flow_set: FlowSet, places: Mapping[str, Place], address: Address
) -> FitPage:
    """The page with the fit of these participants, or with the reason why there is none."""
    seen_on, country = page.seen_on, page.version.collection.country
    flows = flows_of(flow_set)
    known = changes([country])
    zones = zone_places(flow_set, flows.zones)
    units = units_on(zones.values(), on=seen_on, known=known)
    members = units_of_members(set(places), units)
    page = replace(
        page,
        unmatched=tuple(
            place
            for code, place in places.items()
            if code not in units.unit_of and code not in units.zones
        ),
        divided=units.parts(members),
    )
    between = flows.aggregate(units.unit_of)
    if len(members & between.index.keys()) < FEWEST:
        return replace(page, reason="one_municipality" if len(members) < FEWEST else "no_figures")
    usual = usual_scale(flows)
    region_of = _regions(usual, units, flows) if usual else None
    fit = fit_of(between, members, region_of=region_of)
    if not fit.commuters:
        return replace(page, reason="no_figures")

    def row(step: Step) -> StepRow:
        place = units.places[step.zone]
        return StepRow(place, address(place), step)

    joining = tuple(row(step) for step in sorted(fit.joining, key=lambda s: _tie(s, between)))
    return replace(
        page,
        fit=fit,
        all_joining=joining,
        leaving=tuple(row(step) for step in fit.leaving),
        best_joining=row(fit.best_joining) if fit.best_joining else None,
        best_leaving=row(fit.best_leaving) if fit.best_leaving else None,
        regions=_overlaps(fit, usual, zones) if usual else (),
        picture=fit_picture(
            name=page.version.name,
            on=seen_on,
            country=country,
            known=known,
            members=[units.places[code] for code in fit.members],
            joining=joining[:LISTED],
            address=address,
        ),
    )


def _tie(step: Step, flows: Flows) -> tuple[bool, float]:
    """Those with their strongest tie here first, in their order; the others by how much is here.

    Without this a place that keeps its people at home would come before one with many ties, and a
    large city far away before a village next door.
    """
    if step.is_tied:
        return False, 0.0
    place = flows.index[step.zone]
    whole = (int(flows.residents[place]) + int(flows.jobs[place])) / flows.denominator
    return True, -(step.to_group + step.from_group) / whole


def _participants(
    version: ArrangementVersion, on: date, country: str
) -> tuple[dict[str, Place], Counter[str]]:
    """Municipalities of the country by code, and how many others of each kind; one query."""
    rows = (
        Participation.objects.filter(on_date(on), version=version)
        .select_related("municipality")
        .order_by("name", "pk")
    )
    places: dict[str, Place] = {}
    others: Counter[str] = Counter()
    for row in rows:
        found = row.municipality
        if found is not None and found.country == country:
            places[found.code] = Place(
                found.code, found.name, found.slug, found.valid_from, found.valid_to
            )
        else:
            others[row.kind] += 1
    return places, others


def _regions(scale: Scale, units: Units, flows: Flows) -> dict[str, int | str]:
    """Region of each unit: that of its zone with most residents' jobs; units in none left out."""
    found: dict[str, int | str] = {}
    for unit, zones in units.zones.items():
        there = [zone.code for zone in zones if zone.code in flows.index]
        main = max(there, key=lambda code: int(flows.residents[flows.index[code]]), default="")
        if region := scale.region_of.get(main, 0):
            found[unit] = region
    return found


def _overlaps(fit: Fit, scale: Scale, zones: Mapping[str, Place]) -> tuple[RegionRow, ...]:
    regions = {region.region: region for region in scale.statistics.regions}
    found = []
    for overlap in fit.overlaps:
        region = regions[overlap.region]
        commuters = region.residents + region.jobs - region.inside
        found.append(
            RegionRow(
                core=place_of(region.core, zones),
                members=len(overlap.members),
                municipalities=overlap.zones,
                share_of_group=overlap.share_of_group,
                share_of_region=overlap.share_of_region,
                share_inside=region.inside / commuters if commuters else 0.0,
            )
        )
    return tuple(found)
