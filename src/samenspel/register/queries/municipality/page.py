# SPDX-License-Identifier: EUPL-1.2
"""The page of a municipality, put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.places.models import Country, Municipality
from samenspel.places.queries.history import Changes, History, Place, changes
from samenspel.places.queries.maps import LegendItem, Mark, Picture, draw, map_ground
from samenspel.places.queries.municipalities import KnownFigure, RegionOf, figures, regions
from samenspel.register.leading import Lead
from samenspel.register.models import Collection
from samenspel.register.queries.collections import collection_label
from samenspel.register.queries.home import Average, average, shades
from samenspel.register.queries.municipality.listing import (
    ArrangementRow,
    Describer,
    EndedRow,
    Group,
    Grouping,
    grouped,
)
from samenspel.register.queries.municipality.over_time import Timeline, timeline
from samenspel.register.queries.municipality.participants import Partner, participants
from samenspel.register.queries.municipality.records import Record, records, topics
from samenspel.register.queries.reference import Reference


@dataclass(frozen=True)
class OtherCount:
    """How many arrangements another collection has on the date: shown beside, never averaged."""

    collection: Collection
    label: str
    number: int


@dataclass(frozen=True)
class MunicipalityPage:
    """Everything on the page.

    ``number`` is None where the leading collection does not know the municipality at all; ``rows``
    are its arrangements on the reference date, ``inherited`` those recorded under a predecessor.
    """

    place: Place
    country_name: str
    province: str
    exists: bool
    history: History
    lead: Lead | None
    number: int | None
    average: Average
    rows: tuple[ArrangementRow, ...]
    groups: tuple[Group, ...]
    inherited: tuple[ArrangementRow, ...]
    ended: tuple[EndedRow, ...]
    partners: tuple[Partner, ...]
    picture: Picture | None
    timeline: Timeline | None
    figures: tuple[KnownFigure, ...]
    regions: tuple[RegionOf, ...]
    others: tuple[OtherCount, ...]

    @property
    def present_partners(self) -> tuple[Partner, ...]:
        """Partners that exist on the reference date."""
        return tuple(partner for partner in self.partners if partner.exists)

    @property
    def comparison(self) -> str:
        """``more``, ``fewer`` or ``same`` as the average, rounded as shown; empty without one."""
        mean = self.average.mean
        if self.number is None or mean is None:
            return ""
        if abs(self.number - mean) < 0.5:
            return "same"
        return "more" if self.number > mean else "fewer"

    @property
    def has_shares(self) -> bool:
        return any(row.share_percent is not None for row in (*self.rows, *self.inherited))

    @property
    def has_organs(self) -> bool:
        return any(row.organs for row in (*self.rows, *self.inherited))

    @property
    def has_since(self) -> bool:
        return any(row.since for row in (*self.rows, *self.inherited))

    @property
    def columns(self) -> int:
        """Columns of the table: those that the source can fill."""
        return 4 + self.has_shares + self.has_organs + self.has_since

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the rows shown, each once."""
        return tuple(dict.fromkeys(row.source for row in (*self.rows, *self.inherited)))


def municipality_page(
    municipality: Municipality, reference: Reference, *, by: Grouping, suffix: str = ""
) -> MunicipalityPage:
    """The page of a municipality; ten queries, one more the first time a process draws a map.

    ``municipality`` comes with its province; ``suffix`` is the query string that links carry along.
    """
    on, country = reference.on, municipality.country
    lead = reference.lead(country)
    place = _place(municipality)
    known = changes([country])
    history = known.history(place, on=on)
    all_records = _recorded(municipality, history)
    own = [r for r in all_records if r.municipality_id == municipality.pk]
    believed = _of_lead(own, lead)
    now = [r for r in believed if r.holds_on(on)]
    shown = {r.version_id for r in now}
    theirs = [
        r
        for r in _of_lead(all_records, lead)
        if r.municipality_id != municipality.pk and r.holds_on(on) and r.version_id not in shown
    ]
    base = reverse("municipalities")
    taking_part = participants(
        own=municipality.pk,
        versions=shown,
        others={r.version_id for r in theirs},
        on=on,
        base=base,
        suffix=suffix,
    )
    describer = Describer(
        topics=topics([*shown, *{r.version_id for r in theirs}]),
        numbers=taking_part.numbers,
        all_records=all_records,
        base=reverse("arrangements"),
        suffix=suffix,
    )
    rows = tuple(describer.row(record) for record in now)
    return MunicipalityPage(
        place=place,
        country_name=str(Country(country).label),
        province=municipality.province.name if municipality.province else "",
        exists=place.exists_on(on),
        history=history,
        lead=lead,
        number=len(rows) if believed else None,
        average=average(reference, lead) if lead else Average(0, 0),
        rows=rows,
        groups=grouped(rows, by),
        inherited=tuple(describer.under_others(theirs, [p.name for p in history.ancestors])),
        ended=tuple(describer.ended(believed, on=on)),
        partners=taking_part.partners,
        picture=_picture(place, taking_part.partners, reference, country, known),
        timeline=_timeline(believed, reference, lead),
        figures=figures(municipality.pk, on=on),
        regions=regions(municipality.pk),
        others=_others(own, reference, lead, exists=place.exists_on(on)),
    )


def municipality_rows(
    municipality: Municipality, reference: Reference
) -> tuple[Place, Lead | None, tuple[ArrangementRow, ...]]:
    """The arrangements of a municipality on the date, inherited ones last, for a download."""
    page_lead = reference.lead(municipality.country)
    place = _place(municipality)
    history = changes([municipality.country]).history(place, on=reference.on)
    valid = _of_lead(_recorded(municipality, history), page_lead)
    now = [r for r in valid if r.holds_on(reference.on)]
    own = [r for r in now if r.municipality_id == municipality.pk]
    shown = {r.version_id for r in own}
    theirs = [r for r in now if r.version_id not in shown]
    versions = {r.version_id for r in now}
    taking_part = participants(
        own=municipality.pk, versions=versions, others=(), on=reference.on, base="", suffix=""
    )
    describer = Describer(
        topics=topics(list(versions)),
        numbers=taking_part.numbers,
        all_records=valid,
        base=reverse("arrangements"),
        suffix="",
    )
    inherited = describer.under_others(theirs, [p.name for p in history.ancestors])
    return place, page_lead, (*(describer.row(r) for r in own), *inherited)


def _place(municipality: Municipality) -> Place:
    return Place(
        municipality.code,
        municipality.name,
        municipality.slug,
        municipality.valid_from,
        municipality.valid_to,
    )


def _recorded(municipality: Municipality, history: History) -> tuple[Record, ...]:
    return records([municipality.code, *(place.code for place in history.ancestors)])


def _of_lead(found: Iterable[Record], lead: Lead | None) -> list[Record]:
    """What the collection says that leads on the date."""
    return [r for r in found if lead is not None and r.collection_id == lead.collection.pk]


def _timeline(
    believed: Sequence[Record], reference: Reference, lead: Lead | None
) -> Timeline | None:
    if lead is None:
        return None
    return timeline(
        believed,
        on=reference.on,
        observed_on=lead.collection.observed_on,
        complete_from=lead.collection.complete_from,
    )


def _others(
    own: Sequence[Record], reference: Reference, lead: Lead | None, *, exists: bool
) -> tuple[OtherCount, ...]:
    """What the other collections of the country say, where they know the municipality."""
    found = []
    for collection in lead.others if lead else ():
        theirs = [r for r in own if r.collection_id == collection.pk]
        number = sum(r.holds_on(reference.on) for r in theirs)
        # Before or after its time a municipality is rightly in nothing.
        if number or (theirs and exists):
            found.append(OtherCount(collection, collection_label(collection), number))
    return tuple(found)


def _picture(
    place: Place,
    partners: Sequence[Partner],
    reference: Reference,
    country: str,
    known: Changes,
) -> Picture | None:
    if not partners:
        return None
    there = [partner for partner in partners if partner.exists]
    css, legend = shades(partner.shared for partner in there)
    marks = [
        Mark(
            code=partner.place.code,
            text=f"{partner.place.name}: {shared_text(partner.shared)}",
            css=shade,
            href=partner.url,
            value=float(partner.shared),
        )
        for partner, shade in zip(there, css, strict=True)
    ]
    former = _under_former_names(place, partners, reference, known)
    if former:
        legend.append(LegendItem("shade-none", _("under a former name")))
    marks += former
    marks.append(
        Mark(
            code=place.code,
            text=place.name,
            css="shade-self",
            value=float(max(partner.shared for partner in partners)),
        )
    )
    return draw(
        map_ground(
            on=reference.on,
            marked=[mark.code for mark in marks],
            countries=[country],
            changes=known,
        ),
        marks,
        key="partners-map",
        title=_("Map: the partners of %(name)s") % {"name": place.name},
        description=_(
            "%(name)s and the municipalities with which it shares at least one arrangement; darker"
            " is more shared arrangements. The same numbers are in the table."
        )
        % {"name": place.name},
        zoom=True,
        legend_title=_("Number of shared arrangements"),
        legend=[LegendItem("shade-self", place.name), *legend]
        if place.exists_on(reference.on)
        else legend,
    )


def _under_former_names(
    place: Place, partners: Sequence[Partner], reference: Reference, known: Changes
) -> list[Mark]:
    """Hatched: municipalities that the source still has under the name of one that ended."""
    taken = {place.code, *(p.place.code for p in partners if p.exists)}
    former: dict[str, tuple[Place, list[str]]] = {}
    for partner in partners:
        if not partner.exists:
            for heir in known.heirs(partner.place, on=reference.on):
                if heir.place.code not in taken:
                    names = former.setdefault(heir.place.code, (heir.place, []))[1]
                    names.append(partner.place.name)
    return [
        Mark(
            code=code,
            text=_("%(name)s: recorded as %(former)s")
            % {"name": heir.name, "former": ", ".join(sorted(names))},
            css="shade-none",
        )
        for code, (heir, names) in sorted(former.items())
    ]


def shared_text(number: int) -> str:
    """A number of shared arrangements in words."""
    return ngettext("%(number)d shared arrangement", "%(number)d shared arrangements", number) % {
        "number": number
    }
