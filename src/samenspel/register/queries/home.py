# SPDX-License-Identifier: EUPL-1.2
"""The country at a glance: in how many arrangements each municipality takes part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.analysis.classes import class_intervals, classify
from samenspel.analysis.name_search import dutch_sort_key
from samenspel.places.models import Country, Municipality, on_date
from samenspel.places.queries.maps import LegendItem, Mark, Picture, draw, map_ground
from samenspel.register.leading import Lead
from samenspel.register.models import ArrangementVersion, Participation
from samenspel.register.queries.reference import Reference


@dataclass(frozen=True)
class MunicipalityCount:
    """A municipality; ``number`` is None where the collection says nothing about it at all."""

    code: str
    name: str
    url: str
    number: int | None


@dataclass(frozen=True)
class ProvinceCounts:
    """The municipalities of a province; ``name`` is empty where the source names no province."""

    name: str
    municipalities: tuple[MunicipalityCount, ...]
    mean: float | None


@dataclass(frozen=True)
class CountryOverview:
    """One country on the reference date, as the leading collection has it.

    ``mean``, ``fewest`` and ``most`` are per municipality of which something is known, ``known`` of
    them; ``arrangements`` are the versions in force.
    """

    country: str
    country_name: str
    lead: Lead
    picture: Picture
    provinces: tuple[ProvinceCounts, ...]
    arrangements: int
    municipalities: int
    known: int
    mean: float | None
    fewest: int
    most: int


def country_overview(reference: Reference, country: str, *, suffix: str = "") -> CountryOverview:
    """The overview of a country that has a lead; six queries.

    ``suffix`` is the query string that links carry along. Raises KeyError for a country without
    data.
    """
    lead = reference.leads[country]
    counts = participation_counts(reference, lead)
    base = reverse("municipalities")
    rows = [
        (
            (province is None, province or ""),
            MunicipalityCount(code, name, f"{base}{slug}/{suffix}", counts.get(pk)),
        )
        for pk, code, name, slug, province in Municipality.objects.filter(
            on_date(reference.on), country=country
        ).values_list("pk", "code", "name", "slug", "province__name")
    ]
    rows.sort(key=lambda row: (row[0], dutch_sort_key(row[1].name)))
    everyone = [row for _, row in rows]
    known = [row.number for row in everyone if row.number is not None]
    arrangements = ArrangementVersion.objects.filter(
        reference.versions(), collection=lead.collection
    ).count()
    return CountryOverview(
        country=country,
        country_name=str(Country(country).label),
        lead=lead,
        picture=_picture(reference, country, everyone),
        provinces=tuple(
            _province(name, [row for _, row in group])
            for (_, name), group in groupby(rows, key=lambda row: row[0])
        ),
        arrangements=arrangements,
        municipalities=len(everyone),
        known=len(known),
        mean=_mean(known),
        fewest=min(known, default=0),
        most=max(known, default=0),
    )


def participation_counts(reference: Reference, lead: Lead) -> dict[int, int]:
    """Number of arrangements on the reference date by municipality (primary key); one query.

    Counted under the municipality's own code. A municipality that the collection never names has
    no entry; one that takes part in nothing on the date has 0.
    """
    rows = (
        Participation.objects.filter(
            version__collection=lead.collection, municipality__isnull=False
        )
        .values_list("municipality_id")
        .annotate(number=Count("pk", filter=reference.participations()))
        .values_list("municipality_id", "number")
    )
    return {pk: number for pk, number in rows if pk is not None}


@dataclass(frozen=True)
class Average:
    """Participations of municipalities that exist on a date, and how many these municipalities are.

    Only municipalities that the collection names at some time count.
    """

    participations: int
    municipalities: int

    @property
    def mean(self) -> float | None:
        """Arrangements per municipality; None without municipalities."""
        return self.participations / self.municipalities if self.municipalities else None


def average(reference: Reference, lead: Lead) -> Average:
    """What the mean of the country is made of, as on the home page; one query."""
    found = Participation.objects.filter(
        on_date(reference.on, prefix="municipality__"),
        version__collection=lead.collection,
        municipality__isnull=False,
    ).aggregate(
        participations=Count("pk", filter=reference.participations()),
        municipalities=Count("municipality", distinct=True),
    )
    return Average(found["participations"], found["municipalities"])


def _province(name: str, rows: Sequence[MunicipalityCount]) -> ProvinceCounts:
    return ProvinceCounts(
        name, tuple(rows), _mean([r.number for r in rows if r.number is not None])
    )


def _mean(numbers: Sequence[int]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def number_text(number: int | None) -> str:
    """A number of arrangements in words."""
    if number is None:
        return _("no data")
    return ngettext("%(number)d arrangement", "%(number)d arrangements", number) % {
        "number": number
    }


def shades(numbers: Iterable[int | None]) -> tuple[list[str], list[LegendItem]]:
    """A class of the style sheet for every number, and the legend of those that occur.

    None is hatched, 0 is the lightest shade; the others share at most five classes.
    """
    listed = list(numbers)
    classes = class_intervals([n for n in listed if n], most=5)
    # The darkest shade is for the highest class, however few classes there are.
    first = 6 - len(classes) if len(classes) > 1 else 3
    places = classify([n or 0 for n in listed], classes)
    css = [
        "shade-none" if n is None else f"shade-{first + place}" if n else "shade-0"
        for n, place in zip(listed, places.tolist(), strict=True)
    ]
    legend = [LegendItem("shade-0", "0")] if 0 in listed else []
    legend += [
        LegendItem(
            f"shade-{first + place}",
            str(c.lower) if c.lower == c.upper else f"{c.lower}–{c.upper}",
        )
        for place, c in enumerate(classes)
    ]
    if None in listed:
        legend.append(LegendItem("shade-none", _("no data")))
    return css, legend


def _picture(reference: Reference, country: str, rows: Sequence[MunicipalityCount]) -> Picture:
    css, legend = shades(row.number for row in rows)
    marks = [
        Mark(
            code=row.code,
            text=f"{row.name}: {number_text(row.number)}",
            css=shade,
            href=row.url,
            value=float(row.number or 0),
        )
        for row, shade in zip(rows, css, strict=True)
    ]
    return draw(
        map_ground(on=reference.on, marked=[m.code for m in marks], countries=[country]),
        marks,
        key="country",
        title=_("Map: arrangements per municipality"),
        description=_(
            "Each municipality is coloured by the number of arrangements it takes part in; darker"
            " is more. The same numbers are in the table, per province."
        ),
        zoom=False,
        legend_title=_("Number of arrangements"),
        legend=legend,
    )
