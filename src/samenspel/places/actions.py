# SPDX-License-Identifier: EUPL-1.2
"""What changes municipalities, their history, figures and maps: loading a data package.

Packages overlap. Who is right about a municipality does not depend on the order of loading: of the
packages that saw it exist, the last one speaks, and what it leaves blank is filled by the others.
What differs per package (names, figures, boundaries) is kept per package.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely
from django.db import transaction
from django.utils.text import slugify

from samenspel.analysis.cartography import MapShape, points_for_storage, shapes_for_storage
from samenspel.analysis.name_search import POPULAR_NAMES
from samenspel.datapackage import BoundarySet as PackageBoundaries
from samenspel.datapackage import Package
from samenspel.datapackage.indicators import figure_of
from samenspel.datapackage.named_municipalities import municipalities_of
from samenspel.places.models import (
    Boundary,
    BoundarySet,
    Division,
    Figure,
    Municipality,
    MunicipalityChange,
    MunicipalityName,
    Province,
    Region,
    RegionMembership,
)
from samenspel.places.sync import Synced, TableChange, sync

MUNICIPALITY_FIELDS = (
    "name", "slug", "country", "province_id", "valid_from", "valid_to", "x", "y", "source",
    "source_on",
)  # fmt: skip


@dataclass(frozen=True)
class LoadedPlaces:
    """What changed, and the primary key of each municipality by code."""

    changes: tuple[TableChange, ...]
    municipalities: dict[str, int]


@transaction.atomic
def load_places(*, package: Package) -> LoadedPlaces:
    """Load municipalities, changes, figures, boundaries and divisions of a checked package.

    Part of ``register.actions.load_package``, which checks the right and logs the event.
    """
    provinces, province_change = _load_provinces(package)
    drawn = [(s, shapes_for_storage(s.shapes)) for s in package.boundaries]
    municipalities = _load_municipalities(package, provinces, _centres(package, drawn))
    ids = {key[0]: pk for key, pk in municipalities.ids.items()}
    changes = [
        province_change,
        municipalities.change,
        _load_names(package, ids),
        _load_changes(package, ids),
        _load_figures(package, ids),
        *_load_boundaries(package, drawn),
        *_load_divisions(package, ids),
    ]
    return LoadedPlaces(
        changes=tuple(c for c in changes if c.added or c.changed or c.unchanged or c.removed),
        municipalities=ids,
    )


def _load_provinces(package: Package) -> tuple[dict[str, int], TableChange]:
    """Provinces are added, never renamed by a package: all publishers use the same codes."""
    rows = package.tables["municipalities"].select("province_code", "province").drop_nulls()
    present = set(Province.objects.values_list("code", flat=True))
    synced = sync(
        Province.objects.exclude(pk__in=[]),
        key=("code",),
        fields=("name", "country"),
        wanted={
            (code,): (name, package.country)
            for code, name in sorted(rows.unique().iter_rows())
            if code not in present
        },
        remove=False,
    )
    ids = dict(Province.objects.values_list("code", "pk"))
    unchanged = len(set(rows["province_code"]) & present)
    return ids, TableChange("province", synced.change.added, 0, unchanged, 0)


def _centres(
    package: Package, drawn: list[tuple[PackageBoundaries, list[MapShape]]]
) -> dict[str, tuple[int, int]]:
    """Where to draw a municipality as a point: from the latest boundaries, else as given."""
    centres: dict[str, tuple[int, int]] = {}
    table = package.tables["municipalities"]
    given = table.select("code", "latitude", "longitude").drop_nulls()
    points = {code: (lat, lon) for code, lat, lon in given.iter_rows()}
    centres.update((p.code, (p.x, p.y)) for p in points_for_storage(points))
    for _, shapes in sorted(drawn, key=lambda pair: pair[0].valid_on):
        centres.update((shape.code, (shape.x, shape.y)) for shape in shapes)
    return centres


def _load_municipalities(
    package: Package, provinces: dict[str, int], centres: dict[str, tuple[int, int]]
) -> Synced:
    present = {m.code: m for m in Municipality.objects.filter(country=package.country)}
    wanted: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for code, known in municipalities_of(package).items():
        said = {
            "name": known.name,
            "slug": f"{slugify(known.name)[:80]}-{code.lower()}",
            "country": package.country,
            "province_id": provinces.get(known.province or ""),
            "valid_from": known.valid_from,
            "valid_to": known.valid_to,
            "x": centres.get(code, (None, None))[0],
            "y": centres.get(code, (None, None))[1],
            "source": package.name,
            "source_on": package.observed_on,
        }
        before = present.get(code)
        if before is not None:
            earlier = {field: getattr(before, field) for field in MUNICIPALITY_FIELDS}
            ended = known.valid_to or before.valid_to
            ours = _weight(package.observed_on, ended)
            theirs = _weight(before.source_on, ended)
            first, second = (said, earlier) if ours >= theirs else (earlier, said)
            said = {f: second[f] if first[f] is None else first[f] for f in MUNICIPALITY_FIELDS}
            # The address is permanent: it stays as it was first given out.
            said["slug"] = before.slug
        wanted[(code,)] = tuple(said[field] for field in MUNICIPALITY_FIELDS)
    return sync(
        Municipality.objects.filter(country=package.country),
        key=("code",),
        fields=MUNICIPALITY_FIELDS,
        wanted=wanted,
        remove=False,
    )


def _weight(observed_on: date, ended: date | None) -> tuple[bool, date]:
    """Whose word counts: a package that saw the municipality exist, and of those the latest."""
    return ended is None or observed_on < ended, observed_on


def _load_names(package: Package, ids: dict[str, int]) -> TableChange:
    """Every name by which people may look for a municipality; the popular ones are our own list."""
    kinds = MunicipalityName.Kind
    wanted: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for code, known in municipalities_of(package).items():
        wanted[ids[code], known.name] = (kinds.OFFICIAL.value,)
        for name in POPULAR_NAMES.get(code, ()):
            wanted.setdefault((ids[code], name), (kinds.POPULAR.value,))
    aliases = package.tables["municipalities"].select("code", "aliases").drop_nulls()
    for code, text in aliases.iter_rows():
        for name in text.split("|"):
            if name.strip():
                wanted.setdefault((ids[code], name.strip()), (kinds.ALIAS.value,))
    return sync(
        MunicipalityName.objects.filter(source=package.name),
        key=("municipality_id", "name"),
        fields=("kind", "source"),
        wanted={k: (*v, package.name) for k, v in wanted.items()},
    ).change


def _load_changes(package: Package, ids: dict[str, int]) -> TableChange:
    """Changes are facts of law: packages add to one common list."""
    rows = package.tables.get("municipality_changes")
    wanted = {
        (row["date"], ids[row["old_code"]], ids[row["new_code"]]): (
            row["kind"],
            row["area_share"],
            row["source"] or "",
        )
        for row in (rows.iter_rows(named=True) if rows is not None else ())
    }
    return sync(
        MunicipalityChange.objects.filter(old__country=package.country),
        key=("date", "old_id", "new_id"),
        fields=("kind", "area_share", "source"),
        wanted=wanted,
        remove=False,
    ).change


def _load_figures(package: Package, ids: dict[str, int]) -> TableChange:
    table = package.tables["municipalities"]
    wanted: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    codes = [ids[code] for code in table["code"]]
    for column in table.columns:
        figure = figure_of(column)
        if figure is None:
            continue
        indicator, on = figure.indicator.key, package.figure_dates.get(column)
        for pk, value in zip(codes, table[column].to_list(), strict=True):
            if value is not None:
                wanted[pk, indicator, on] = (float(value), package.name)
    return sync(
        Figure.objects.filter(source=package.name),
        key=("municipality_id", "indicator", "on"),
        fields=("value", "source"),
        wanted=wanted,
    ).change


def _load_boundaries(
    package: Package, drawn: list[tuple[PackageBoundaries, list[MapShape]]]
) -> tuple[TableChange, TableChange]:
    sets = sync(
        BoundarySet.objects.filter(source=package.name),
        key=("name",),
        fields=("country", "valid_on", "source", "fingerprint"),
        wanted={
            (s.name,): (package.country, s.valid_on, package.name, _shapes_fingerprint(s))
            for s, _ in drawn
        },
    )
    paths = ("path_country", "path_detail", "x", "y", "left", "top", "right", "bottom")
    shapes = sync(
        Boundary.objects.filter(boundary_set__source=package.name),
        key=("boundary_set_id", "code"),
        fields=paths,
        wanted={
            (sets.ids[(s.name,)], shape.code): tuple(getattr(shape, field) for field in paths)
            for s, shapes in drawn
            for shape in shapes
        },
    )
    return sets.change, shapes.change


def _shapes_fingerprint(boundaries: PackageBoundaries) -> str:
    """SHA-256 over the codes and coordinates of a set of boundaries."""
    digest = hashlib.sha256()
    for code in sorted(boundaries.shapes):
        digest.update(code.encode())
        digest.update(shapely.to_wkb(boundaries.shapes[code]))
    return digest.hexdigest()


def _load_divisions(package: Package, ids: dict[str, int]) -> tuple[TableChange, ...]:
    if "divisions" not in package.tables or "region_divisions" not in package.tables:
        return ()
    members = package.tables["region_divisions"]
    years = dict(members.group_by("division").agg(year=members["year"].max()).iter_rows())
    divisions = sync(
        Division.objects.filter(source=package.name),
        key=("key",),
        fields=(
            "name_nl", "name_en", "domain", "country", "year", "is_exclusive", "is_complete",
            "source", "source_file",
        ),
        wanted={
            (row["division"],): (
                row["name_nl"],
                row["name_en"] or row["name_nl"],
                row["domain"] or "",
                package.country,
                years.get(row["division"], package.observed_on.year),
                row["exclusive"],
                row["complete"],
                package.name,
                row["source_file"] or "",
            )
            for row in package.tables["divisions"].iter_rows(named=True)
        },
    )  # fmt: skip
    rows = list(
        members.select("division", "region_code", "region_name", "municipality_code").iter_rows()
    )
    regions = sync(
        Region.objects.filter(division__source=package.name),
        key=("division_id", "name"),
        fields=("code", "slug"),
        wanted={
            (divisions.ids[(division,)], name): (code or "", slugify(name)[:100] or "region")
            for division, code, name, _ in rows
        },
    )
    memberships = sync(
        RegionMembership.objects.filter(region__division__source=package.name),
        key=("region_id", "municipality_id"),
        fields=(),
        wanted={
            (regions.ids[divisions.ids[(division,)], name], ids[code]): ()
            for division, _, name, code in rows
        },
    )
    return divisions.change, regions.change, memberships.change
