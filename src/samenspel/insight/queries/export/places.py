# SPDX-License-Identifier: EUPL-1.2
"""The municipalities, figures, divisions and flows of a country as rows of a data package."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from samenspel.analysis.cartography import degrees
from samenspel.datapackage.indicators import INDICATORS
from samenspel.mobility.models import Flow, FlowSet
from samenspel.places.models import (
    Division,
    Figure,
    Municipality,
    MunicipalityChange,
    MunicipalityName,
    RegionMembership,
)
from samenspel.register.models import Collection

Rows = list[dict[str, Any]]
_DEGREE_DECIMALS = 6  # 0.1 m: less than half the unit of the maps


@dataclass(frozen=True)
class PlacesRows:
    """Rows by table; and of each column of figures its type and its date (None is unknown)."""

    tables: dict[str, Rows]
    figure_types: dict[str, type[pl.DataType]]
    figure_dates: dict[str, date | None]


def places_rows(collection: Collection) -> PlacesRows:
    """All places of the country of a collection, whoever told of them."""
    figures = _figures(collection)
    return PlacesRows(
        tables={
            "municipalities": _municipalities(collection, figures),
            "municipality_changes": _changes(collection.country),
            "commuting": _commuting(collection),
            **_divisions(collection),
        },
        figure_types={
            column: pl.Int64 if INDICATORS[key].whole else pl.Float64
            for column, (key, _day, _values) in figures.items()
        },
        figure_dates={column: day for column, (_key, day, _values) in figures.items()},
    )


_Figures = dict[str, tuple[str, date | None, dict[int, float]]]


def _figures(collection: Collection) -> _Figures:
    """Columns of figures: indicator, date, and the value of each municipality.

    Of two sources for one figure the one counts that pages believe: the first by name.
    """
    found: dict[tuple[str, date | None], dict[int, float]] = defaultdict(dict)
    rows = Figure.objects.filter(municipality__country=collection.country).values_list(
        "indicator", "on", "source", "municipality_id", "value"
    )
    for key, day, _source, pk, value in sorted(
        rows, key=lambda row: (row[0], row[1] or date.min, row[2], row[3])
    ):
        found[key, day].setdefault(pk, value)
    columns: _Figures = {}
    for (key, day), values in found.items():
        is_new_year = day is not None and (day.month, day.day) == (1, 1)
        name = f"{key}_{day.year}" if day is not None and is_new_year else key
        # Of the days within a year a package can name one for each figure: the last.
        columns[name] = (key, day, values)
    return columns


def _municipalities(collection: Collection, figures: _Figures) -> Rows:
    aliases: dict[int, set[str]] = defaultdict(set)
    names = MunicipalityName.objects.filter(
        municipality__country=collection.country, kind=MunicipalityName.Kind.ALIAS
    )
    for pk, name in names.values_list("municipality_id", "name"):
        aliases[pk].add(name)
    found = sorted(
        Municipality.objects.filter(country=collection.country).select_related("province"),
        key=lambda municipality: municipality.code,
    )
    centres = _centres(found)
    rows: Rows = []
    for one in found:
        row: dict[str, Any] = {
            "code": one.code,
            "name": one.name,
            "aliases": "|".join(sorted(aliases[one.pk])) or None,
            "province_code": one.province.code if one.province else None,
            "province": one.province.name if one.province else None,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "is_current": one.exists_on(collection.observed_on),
        }
        if one.pk in centres:
            row["longitude"], row["latitude"] = centres[one.pk]
        for column, (key, _day, values) in figures.items():
            value = values.get(one.pk)
            whole = value is not None and INDICATORS[key].whole
            row[column] = round(value) if whole and value is not None else value
        rows.append(row)
    return rows


def _centres(municipalities: Iterable[Municipality]) -> dict[int, tuple[float, float]]:
    """Longitude and latitude of the centres on the map, in degrees."""
    known = [(m.pk, m.x, m.y) for m in municipalities if m.x is not None and m.y is not None]
    if not known:
        return {}
    points = degrees([(x, y) for _pk, x, y in known]).round(_DEGREE_DECIMALS)
    return {
        pk: (float(longitude), float(latitude))
        for (pk, _x, _y), (longitude, latitude) in zip(known, points.tolist(), strict=True)
    }


def _changes(country: str) -> Rows:
    rows = MunicipalityChange.objects.filter(old__country=country).values_list(
        "date", "kind", "old__code", "old__name", "new__code", "new__name", "area_share", "source"
    )
    names = (
        "date", "kind", "old_code", "old_name", "new_code", "new_name", "area_share", "source",
    )  # fmt: skip
    found = [dict(zip(names, row, strict=True)) for row in rows]
    for row in found:
        row["source"] = row["source"] or None
    return sorted(found, key=lambda row: (row["date"], row["old_code"], row["new_code"]))


def _commuting(collection: Collection) -> Rows:
    """Of each year one set: the collection's own, else that of the first other by name."""
    chosen: dict[int, FlowSet] = {}
    sets = FlowSet.objects.filter(
        country=collection.country, kind=FlowSet.Kind.COMMUTING
    ).select_related("collection")
    for flow_set in sorted(
        sets, key=lambda s: (s.collection_id != collection.pk, s.collection.slug)
    ):
        chosen.setdefault(flow_set.year, flow_set)
    year_of = {flow_set.pk: year for year, flow_set in chosen.items()}
    rows = Flow.objects.filter(flow_set__in=year_of).values_list(
        "flow_set_id", "origin", "destination", "amount"
    )
    return [
        {"year": year, "origin_code": origin, "destination_code": destination, "jobs": jobs}
        for year, origin, destination, jobs in sorted(
            (year_of[pk], origin, destination, jobs) for pk, origin, destination, jobs in rows
        )
    ]


def _divisions(collection: Collection) -> dict[str, Rows]:
    """Each division once: the collection's own, else that of the first other by name."""
    chosen: dict[str, Division] = {}
    found = Division.objects.filter(country=collection.country)
    for division in sorted(found, key=lambda d: (d.source != collection.slug, d.source)):
        chosen.setdefault(division.key, division)
    key_of = {division.pk: key for key, division in chosen.items()}
    members = sorted(
        RegionMembership.objects.filter(region__division__in=key_of).values_list(
            "region__division_id", "region__code", "region__name", "municipality__code"
        ),
        key=lambda row: (key_of[row[0]], row[2], row[3]),
    )
    regions = Counter(key_of[pk] for pk, _name in {(row[0], row[2]) for row in members})
    rows = Counter(key_of[row[0]] for row in members)
    places = Counter(key_of[pk] for pk, _code in {(row[0], row[3]) for row in members})
    return {
        "divisions": [
            {
                "division": key,
                "name_nl": division.name_nl,
                "name_en": division.name_en,
                "domain": division.domain or None,
                "regions": regions[key],
                "rows": rows[key],
                "municipalities": places[key],
                "complete": division.is_complete,
                "exclusive": division.is_exclusive,
                "source_file": division.source_file or None,
            }
            for key, division in sorted(chosen.items())
        ],
        "region_divisions": [
            {
                "division": key_of[pk],
                "division_name": chosen[key_of[pk]].name_nl,
                "domain": chosen[key_of[pk]].domain or None,
                "region_code": code or None,
                "region_name": name,
                "municipality_code": place,
                "year": chosen[key_of[pk]].year,
            }
            for pk, code, name, place in members
        ],
    }
