# SPDX-License-Identifier: EUPL-1.2
"""Finding municipalities, listing them, and their figures and regions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from samenspel.analysis.name_search import How, NameEntry, NameHit, dutch_sort_key, search
from samenspel.datapackage.indicators import INDICATORS, Indicator
from samenspel.places.models import (
    Figure,
    Municipality,
    MunicipalityName,
    RegionMembership,
    on_date,
)
from samenspel.places.queries.history import Changes, Heir, Place, changes

# Order among equally good hits: what exists on the date first, under its own name.
_EXISTS, _ENDED, _TO_COME = 0, 2, 4
_OFFICIAL = MunicipalityName.Kind.OFFICIAL.value


@dataclass(frozen=True)
class FoundMunicipality:
    """A hit: the municipality, the name that answered to the query, and what it is now.

    ``matched_name`` is empty where that is its own name. ``heirs`` are those in its place on the
    date, when it does not exist then.
    """

    place: Place
    country: str
    province: str
    matched_name: str
    how: How
    exists: bool
    heirs: tuple[Heir, ...]


@dataclass(frozen=True)
class MunicipalitySearch:
    """The hits for a query, best first; ``number`` is how many there are in all."""

    query: str
    found: tuple[FoundMunicipality, ...]
    number: int

    @property
    def only_exact(self) -> FoundMunicipality | None:
        """The one municipality that is called exactly what was asked; None for none or several."""
        exact = [hit for hit in self.found if hit.how == "exact"]
        return exact[0] if len(exact) == 1 else None


def search_municipalities(query: str, *, on: date, limit: int) -> MunicipalitySearch:
    """Municipalities of any time by any of their names, at most ``limit``; three queries."""
    query = " ".join(query.split())
    rows = MunicipalityName.objects.values_list(
        "name", "kind", "municipality__code", "municipality__valid_from", "municipality__valid_to"
    )
    entries = [
        NameEntry(code, name, _rank(begin, end, on) + (kind != _OFFICIAL), kind)
        for name, kind, code, begin, end in rows
    ]
    hits = search(entries, query, len(entries))
    shown = hits[:limit]
    if not shown:
        return MunicipalitySearch(query, (), 0)
    known = _places([hit.key for hit in shown])
    former = changes() if any(not known[h.key][0].exists_on(on) for h in shown) else Changes(())
    found = tuple(_found(hit, *known[hit.key], on, former) for hit in shown)
    return MunicipalitySearch(query, found, len(hits))


def _rank(begin: date | None, end: date | None, on: date) -> int:
    if end is not None and end <= on:
        return _ENDED
    return _TO_COME if begin is not None and begin > on else _EXISTS


def _places(codes: list[str]) -> dict[str, tuple[Place, str, str]]:
    rows = Municipality.objects.filter(code__in=codes).values_list(
        "code", "name", "slug", "valid_from", "valid_to", "country", "province__name"
    )
    return {row[0]: (Place(*row[:5]), row[5], row[6] or "") for row in rows}


def _found(
    hit: NameHit, place: Place, country: str, province: str, on: date, former: Changes
) -> FoundMunicipality:
    exists = place.exists_on(on)
    return FoundMunicipality(
        place=place,
        country=country,
        province=province,
        matched_name="" if hit.name == place.name else hit.name,
        how=hit.how,
        exists=exists,
        heirs=() if exists else former.heirs(place, on=on),
    )


@dataclass(frozen=True)
class ProvinceList:
    """The municipalities of one province, as a Dutch reader looks them up."""

    country: str
    province: str
    places: tuple[Place, ...]


def municipalities_by_province(*, on: date, country: str = "") -> tuple[ProvinceList, ...]:
    """All municipalities on a date by country and province; one query.

    Without ``country`` of all countries, the Netherlands first. Those without a known province
    come last in their country.
    """
    chosen = Municipality.objects.filter(on_date(on))
    if country:
        chosen = chosen.filter(country=country)
    rows = [
        (
            (land != "nl", land, province is None, province or ""),
            Place(code, name, slug, begin, end),
        )
        for land, province, code, name, slug, begin, end in chosen.values_list(
            "country", "province__name", "code", "name", "slug", "valid_from", "valid_to"
        )
    ]
    rows.sort(key=lambda row: (row[0], dutch_sort_key(row[1].name)))
    return tuple(
        ProvinceList(key[1], key[3], tuple(place for _, place in group))
        for key, group in groupby(rows, key=lambda row: row[0])
    )


@dataclass(frozen=True)
class KnownFigure:
    """A figure of a municipality: what it measures, of which day and from which source."""

    indicator: Indicator
    value: float
    on: date | None
    source: str


def figures(municipality_id: int, *, on: date) -> tuple[KnownFigure, ...]:
    """The figure nearest to a date for every indicator, in the order to show them; one query.

    The last one of that day or earlier; else the first one after it; else an undated one.
    """
    rows = Figure.objects.filter(municipality_id=municipality_id).values_list(
        "indicator", "value", "on", "source"
    )
    best: dict[str, KnownFigure] = {}
    for key, value, day, source in sorted(
        rows, key=lambda row: (distance_in_time(row[2], on), row[3])
    ):
        if key in INDICATORS:
            best.setdefault(key, KnownFigure(INDICATORS[key], value, day, source))
    return tuple(best[key] for key in INDICATORS if key in best)


def nearest_figures(indicator: str, *, country: str, on: date) -> dict[int, KnownFigure]:
    """One figure of all municipalities of a country, chosen as by :func:`figures`; one query.

    By primary key of the municipality. Raises KeyError for an unknown indicator.
    """
    measures = INDICATORS[indicator]
    rows = Figure.objects.filter(indicator=indicator, municipality__country=country).values_list(
        "municipality_id", "value", "on", "source"
    )
    best: dict[int, KnownFigure] = {}
    for pk, value, day, source in sorted(
        rows, key=lambda row: (distance_in_time(row[2], on), row[3])
    ):
        best.setdefault(pk, KnownFigure(measures, value, day, source))
    return best


def distance_in_time(day: date | None, on: date) -> tuple[int, int]:
    """How far a figure of ``day`` is from ``on``: earlier days before later ones, undated last."""
    if day is None:
        return 2, 0
    return (0, (on - day).days) if day <= on else (1, (day - on).days)


@dataclass(frozen=True)
class RegionOf:
    """A region that a municipality belongs to, in one division of the country."""

    key: str
    name_nl: str
    name_en: str
    year: int
    region: str
    region_slug: str


def regions(municipality_id: int) -> tuple[RegionOf, ...]:
    """The regions of a municipality, newest edition of each division, by its name; one query."""
    rows = RegionMembership.objects.filter(municipality_id=municipality_id).values_list(
        "region__division__key",
        "region__division__name_nl",
        "region__division__name_en",
        "region__division__year",
        "region__name",
        "region__slug",
    )
    found = sorted((RegionOf(*row) for row in rows), key=lambda r: (r.name_nl, -r.year, r.region))
    newest = {r.key: max(other.year for other in found if other.key == r.key) for r in found}
    return tuple(r for r in found if r.year == newest[r.key])
