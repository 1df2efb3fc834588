# SPDX-License-Identifier: EUPL-1.2
"""The page about the commuting of one municipality, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from samenspel.analysis.flows import Flows
from samenspel.mobility.models import FlowSet
from samenspel.mobility.queries.flows import flow_sets, flows_of
from samenspel.mobility.queries.place_arrangements import ArrangementFit, arrangement_fits
from samenspel.mobility.queries.place_flows import Partner, partners_of, year_of, years_of
from samenspel.mobility.queries.place_map import End, FlowPicture, flow_picture
from samenspel.mobility.queries.place_systems import (
    Certainty,
    SystemOf,
    certainty_of,
    doubts_of,
    scales_of,
    systems_of,
)
from samenspel.mobility.queries.place_trend import Trend, Year, trend
from samenspel.mobility.queries.place_zones import OwnZones, own_zones, units_on, zone_places
from samenspel.places.models import Country, Municipality
from samenspel.places.notation import written
from samenspel.places.queries.history import Changes, Heir, Place, changes
from samenspel.places.queries.maps import LegendItem, Mark, draw, map_ground
from samenspel.register.queries.reference import Reference

DRAWN = 12
"""Arrows on the map; the table has all flows."""
NAMED = 10
"""Municipalities named beside the map."""
OWN, OTHER = "shade-self", "shade-1"
Address = Callable[[Place], str]


@dataclass(frozen=True)
class CommutingPage:
    """Everything on the page; without ``flow_set`` or ``year`` there are no figures to show.

    ``heirs`` are in the place of a municipality without own figures on the day of the flows, or of
    one that has them and has ended by the reference date; ``joined`` are the municipalities that
    became part of it after the day of the flows and are not in its figures.
    ``outward``: the chosen direction is where residents work, else who works here.
    """

    place: Place
    country_name: str
    flow_set: FlowSet | None
    years: tuple[int, ...]
    own: OwnZones
    year: Year | None = None
    outward: bool = True
    partners: tuple[Partner, ...] = ()
    picture: FlowPicture | None = None
    legend: tuple[LegendItem, ...] = ()
    trend: Trend | None = None
    arrangements: tuple[ArrangementFit, ...] = ()
    systems: tuple[SystemOf, ...] = ()
    certainty: Certainty | None = None
    joined: tuple[Place, ...] = ()
    heirs: tuple[Heir, ...] = ()

    @property
    def has_figures(self) -> bool:
        """Whether anybody is known to live or work here."""
        return self.year is not None and bool(self.year.residents or self.year.jobs)

    @cached_property
    def outgoing(self) -> tuple[Partner, ...]:
        """Where residents work elsewhere, the most first."""
        found = [p for p in self.partners if p.there]
        return tuple(sorted(found, key=lambda p: (-p.there, p.place.name, p.place.code)))

    @cached_property
    def incoming(self) -> tuple[Partner, ...]:
        """Where those who work here come from, the most first."""
        found = [p for p in self.partners if p.back]
        return tuple(sorted(found, key=lambda p: (-p.back, p.place.name, p.place.code)))

    @property
    def shown(self) -> tuple[Partner, ...]:
        """The flows in the chosen direction, the largest first."""
        return self.outgoing if self.outward else self.incoming

    @property
    def named(self) -> tuple[Partner, ...]:
        """Those named beside the map."""
        return self.shown[:NAMED]

    @property
    def share(self) -> float | None:
        """The share of the chosen direction that stays, in [0, 1]."""
        if self.year is None:
            return None
        return self.year.stays if self.outward else self.year.own

    @property
    def rest(self) -> float:
        """People in the chosen direction outside the municipalities named."""
        return sum(p.there if self.outward else p.back for p in self.shown[NAMED:])


def commuting_page(
    municipality: Municipality,
    reference: Reference,
    *,
    year: int | None,
    outward: bool,
    address: Address,
) -> CommutingPage:
    """The commuting of a municipality in a year, or in the latest one.

    Seven queries, one more for a municipality that is a sum, and three more the first time of a
    process. ``address`` gives the page of another municipality.
    """
    place = Place(
        municipality.code,
        municipality.name,
        municipality.slug,
        municipality.valid_from,
        municipality.valid_to,
    )
    sets = flow_sets(municipality.country)
    flow_set = next((one for one in sets if one.year == year), sets[0] if sets else None)
    country = str(Country(municipality.country).label)
    if flow_set is None:
        return CommutingPage(place, country, None, (), OwnZones(()))
    flows = flows_of(flow_set)
    known = changes([municipality.country])
    zones = zone_places(flow_set, flows.zones)
    own = own_zones(place, zones, known)
    years = tuple(one.year for one in sets)
    if not own.zones:
        heirs = known.heirs(place, on=flow_set.division_on)
        return CommutingPage(place, country, flow_set, years, own, heirs=heirs)
    codes = [zone.code for zone in own.zones]
    page = CommutingPage(
        place=place,
        country_name=country,
        flow_set=flow_set,
        years=years,
        own=own,
        year=year_of(flows, codes, flow_set.year),
        outward=outward,
        partners=partners_of(flows, codes, zones),
        joined=_joined(place, own, flow_set, reference, known),
        heirs=() if place.exists_on(reference.on) else known.heirs(place, on=reference.on),
    )
    if not page.has_figures:
        return page
    units = units_on(zones.values(), on=reference.on, known=known)
    return replace(
        page,
        picture=_picture(page, flows, known, address),
        legend=_legend(page),
        trend=trend(years_of(sets, codes)),
        systems=systems_of(scales_of(flows), flows, codes, zones),
        certainty=certainty_of(doubts_of(flow_set), codes, zones),
        arrangements=arrangement_fits(
            municipality.pk,
            place.code,
            reference,
            flows=flows.aggregate(units.unit_of),
            units=units,
        )
        if place.exists_on(reference.on)
        else (),
    )


def _joined(
    place: Place, own: OwnZones, flow_set: FlowSet, reference: Reference, known: Changes
) -> tuple[Place, ...]:
    """What became part of the municipality between the day of the flows and the reference date."""
    if own.is_sum:
        return ()
    ancestors = known.history(place, on=reference.on).ancestors
    return tuple(
        sorted(
            (a for a in ancestors if a.exists_on(flow_set.division_on)),
            key=lambda ancestor: ancestor.name,
        )
    )


def _picture(
    page: CommutingPage, flows: Flows, known: Changes, address: Address
) -> FlowPicture | None:
    if page.flow_set is None:
        return None
    name = page.place.name
    ends = [_end(page, partner) for partner in page.shown[:DRAWN]]
    where = {partner.place.code: partner.place for partner in page.shown[:DRAWN]}
    largest = max((end.amount for end in ends), default=1.0)
    marks = [Mark(end.code, end.text, OTHER, address(where[end.code]), end.amount) for end in ends]
    # A municipality that is a sum is drawn as the parts that it had on that day.
    marks += [
        Mark(
            zone.code,
            name
            if zone.name == name
            else _("%(name)s (then %(former)s)") % {"name": name, "former": zone.name},
            OWN,
            value=largest,
        )
        for zone in page.own.zones
    ]
    ground = map_ground(
        on=page.flow_set.division_on,
        marked=[mark.code for mark in marks],
        countries=[page.flow_set.country],
        changes=known,
    )
    share = page.share or 0.0
    picture = draw(
        ground,
        marks,
        key="commuting-map",
        title=(
            _("Map: where people from %(name)s work")
            if page.outward
            else _("Map: where people who work in %(name)s live")
        )
        % {"name": name},
        description=_(
            "Arrows from home to work, as wide as the number of jobs, for the %(count)d largest"
            " flows. The filled part of the circle is who lives and works in %(name)s: %(share)s%%."
            " The same figures are in the table."
        )
        % {"count": len(ends), "name": name, "share": written(100 * share, 0)},
        zoom=True,
    )
    return flow_picture(
        picture,
        own=_main(page.own.zones, flows),
        own_label=_("%(share)s%% stays") % {"share": written(100 * share, 0)},
        share=share,
        ends=ends,
        outward=page.outward,
    )


def _main(zones: Sequence[Place], flows: Flows) -> str:
    """The zone in which the circle is drawn: where most residents' jobs begin."""

    def residents(zone: Place) -> int:
        return int(flows.residents[flows.index[zone.code]]) if zone.code in flows.index else 0

    return max(zones, key=residents).code


def _end(page: CommutingPage, partner: Partner) -> End:
    amount = partner.there if page.outward else partner.back
    share = partner.share_there if page.outward else partner.share_back
    here, there = page.place.name, partner.place.name
    return End(
        code=partner.place.code,
        name=there,
        amount=amount,
        label=f"{there} {written(amount)}",
        text=_("From %(home)s to %(work)s: %(jobs)s jobs (%(share)s%%)")
        % {
            "home": here if page.outward else there,
            "work": there if page.outward else here,
            "jobs": written(amount),
            "share": written(100 * share, 0),
        },
    )


def _legend(page: CommutingPage) -> tuple[LegendItem, ...]:
    circle = (
        _("Filled part of the circle: works in their own municipality")
        if page.outward
        else _("Filled part of the circle: lives here as well")
    )
    return (
        LegendItem(OWN, page.place.name),
        LegendItem("flow-swatch", _("Arrow: from home to work; the wider, the more jobs")),
        LegendItem("stay-swatch", circle),
    )
