# SPDX-License-Identifier: EUPL-1.2
"""Boundaries of Dutch municipalities with figures: TopoJSON or GeoJSON of CBS and Kadaster.

Reads the files as they go round: TopoJSON with quantised arcs, GeoJSON with Dutch property names
(``gemeentecode``, ``statcode``, ``GM_CODE``), in degrees or in the Dutch grid. Codes are brought
to the day of the map; a population is dated by its sum, because files go by other years than
their figures.
"""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import shapely
import shapely.errors

from samenspel.datapackage.files import Limits
from samenspel.datapackage.package import BoundarySet, Licence, Package, SourceReference
from samenspel.datapackage.sources.boundaries.features import (
    Feature,
    features_of,
    is_municipal,
    usual_year,
)
from samenspel.datapackage.sources.boundaries.figures import (
    Property,
    present,
    read_figure,
    together,
    year_of_population,
)
from samenspel.datapackage.sources.boundaries.shapes import build
from samenspel.datapackage.sources.conversion import Conversion, Effect, Remark, SourceError
from samenspel.datapackage.sources.known_places import KnownPlaces, find_places
from samenspel.datapackage.sources.members import Members
from samenspel.datapackage.sources.place_tables import (
    NO_MUNICIPALITY,
    only_dutch,
    place_tables,
    places_from_names,
    remembered,
    with_figures,
)
from samenspel.datapackage.sources.text_repairs import decode, repair
from samenspel.datapackage.topojson import MAX_BYTES, MAX_SHAPES, TopoJSONError, parse_document

__all__ = ["convert"]

# Written boundaries have each border twice; this keeps the result within what is read again.
_MOST_POINTS = 900_000
_YEAR_IN_NAME = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


@dataclass
class _Work:
    """What was read so far; ``parts`` are the features that make a municipality."""

    file: str
    parts: dict[str, list[Feature]] = field(default_factory=lambda: defaultdict(list))
    remarks: list[Remark] = field(default_factory=list)

    def remark(
        self, row: int | None, column: str | None, original: object, effect: Effect,
        result: str, cause: str,
    ) -> None:  # fmt: skip
        text = remembered(original)
        self.remarks.append(Remark(self.file, row, column, text, effect, result, cause))


def convert(
    path: Path,
    *,
    places: Path | KnownPlaces | None = None,
    observed_on: date | None = None,
    limits: Limits = Limits(),  # noqa: B008 -- frozen
) -> Conversion:
    """Boundaries and figures of municipalities; arguments as in ``sources.Convert``.

    Without a package of places the municipalities are those of the file itself.

    Raises
    ------
    SourceError
        The file is not such a map, or its day is not known.
    """
    work = _Work(path.name)
    features, document = _read(path, limits, work)
    day = _day(path, features, observed_on)
    known = _places(path, places, features, day)
    shapes, refused, done = build(document, features)
    if done:
        work.remark(None, "geometry", "", Effect.REPAIRED, "", done)
    members = Members(known.history, day, code_column="code", name_column="name")
    for feature in features:
        _place(work, feature, members, refused)
    if not work.parts:
        first = next(iter(refused.values()), "no code is that of a known municipality")
        raise SourceError(f"{path.name}: no shape of a municipality can be read: {first}")
    joined = {
        code: _joined([shapes[feature.number] for feature in work.parts[code]])
        for code in sorted(work.parts)
    }
    if sum(map(shapely.get_num_coordinates, joined.values())) > _MOST_POINTS:
        raise SourceError(f"{path.name}: the shapes have more than {_MOST_POINTS} points together")
    frame, dates = _add_figures(work, place_tables(known)["municipalities"])
    tables = place_tables(known) | {"municipalities": frame}
    return Conversion(
        package=_package(tables, BoundarySet("boundaries", day, joined), dates, day, known),
        unit="feature",
        records_in=len(features),
        records_out=len(joined),
        remarks=tuple(sorted(work.remarks, key=lambda remark: remark.row or 0)),
    )


def _read(path: Path, limits: Limits, work: _Work) -> tuple[list[Feature], dict[str, object]]:
    if path.exists() and not path.is_file():
        raise SourceError(f"{path.name}: boundaries are one file")
    with path.open("rb") as stream:
        content = stream.read(min(limits.file, MAX_BYTES) + 1)
    text = decode(content)
    for cause in text.causes:
        work.remark(None, None, "", Effect.REPAIRED, "", cause)
    try:
        document = parse_document(text.text.encode("utf-8", "replace"))
    except TopoJSONError as error:
        raise SourceError(f"{path.name}: {error}") from error
    features = features_of(document, path.name)
    if len(features) > MAX_SHAPES:
        raise SourceError(f"{path.name}: there are more than {MAX_SHAPES} features")
    if not features:
        raise SourceError(f"{path.name}: there are no features")
    return features, document


def _day(path: Path, features: list[Feature], observed_on: date | None) -> date:
    """The day of the map: as stated, else the year in the features or in the name of the file."""
    if observed_on is not None:
        return observed_on
    named = _YEAR_IN_NAME.search(path.name)
    year = usual_year(features) or (int(named[1]) if named else None)
    if year is None:
        raise SourceError(
            f"{path.name}: the day of the boundaries is not known; say it with --observed-on"
        )
    return date(year, 1, 1)


def _places(
    path: Path, places: Path | KnownPlaces | None, features: list[Feature], day: date
) -> KnownPlaces:
    if isinstance(places, KnownPlaces):
        return only_dutch(places)
    try:
        found = find_places(path, named=places, country="nl", on=day)
    except SourceError:
        return _own_places(path, features, day)
    return only_dutch(found)


def _own_places(path: Path, features: list[Feature], day: date) -> KnownPlaces:
    """The municipalities that the file itself names."""
    names: dict[str, str] = {}
    for feature in features:
        if is_municipal(feature.code):
            names.setdefault(_full_code(feature.code), repair(feature.name).text)
    return places_from_names(names, taken_from=path.name, on=day)


def _full_code(code: str) -> str:
    digits = code.strip().upper().removeprefix("GM")
    return f"GM{digits:0>4}" if is_municipal(code) else code


def _place(work: _Work, feature: Feature, members: Members, refused: dict[int, str]) -> None:
    """Add the feature to the municipality that it is a part of, or say why it is not."""
    number = feature.number
    title = f"{feature.code} {feature.name}".strip()
    member = members.read(feature.code, feature.name)
    cause = _cause_to_leave_out(feature, refused)
    if cause is None and member.code is None:
        cause = ("code", member.notes[0].cause)
    if cause is not None or member.code is None:
        column, words = cause or ("code", "")
        work.remark(number, column, title, Effect.LEFT_OUT, "", words)
        return
    for note in member.notes:
        if feature.name or note.column != "name":
            work.remark(number, note.column, note.original, note.effect, note.result, note.cause)
    if work.parts[member.code]:
        words = "part of a municipality that has another part"
        work.remark(number, "code", title, Effect.MERGED, member.code, words)
    work.parts[member.code].append(feature)


def _cause_to_leave_out(feature: Feature, refused: dict[int, str]) -> tuple[str, str] | None:
    """The property that is wrong and how, whatever the municipalities are."""
    if not is_municipal(feature.code):
        return "code", "no code of a municipality"
    if _full_code(feature.code) in NO_MUNICIPALITY:
        return "code", "code for what is no municipality"
    if feature.number in refused:
        return "geometry", f"shape cannot be read: {refused[feature.number]}"
    return None


def _joined(parts: list[shapely.Geometry]) -> shapely.Geometry:
    """One shape of the parts of a municipality."""
    if len(parts) == 1:
        return parts[0]
    polygons = []
    with suppress(shapely.errors.GEOSException):
        whole = shapely.union_all(shapely.make_valid(np.array(parts)))
        polygons = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    # What has no area of its own, or cannot be joined, is laid side by side.
    polygons = polygons or [polygon for part in parts for polygon in shapely.get_parts(part)]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _add_figures(
    work: _Work, municipalities: pl.DataFrame
) -> tuple[pl.DataFrame, dict[str, date | None]]:
    """The municipalities with the figures of the features, and the day of each figure."""
    features = [feature for parts in work.parts.values() for feature in parts]
    stated = usual_year(features)
    dates: dict[str, date | None] = {}
    frame = pl.DataFrame({"code": list(work.parts)}, schema={"code": pl.String})
    for item, name in present(features):
        values = [_figure(work, item, name, parts) for parts in work.parts.values()]
        year = stated
        if item.indicator.key == "population":
            year = _year_of_population(work, name, values, stated)
        column = item.indicator.key if year is None else f"{item.indicator.key}_{year}"
        kind = pl.Int64 if item.indicator.whole else pl.Float64
        series = pl.Series(column, values, dtype=pl.Float64).cast(kind)
        frame = frame.with_columns(series)
        dates[column] = None if year is None else date(year, 1, 1)
    return with_figures(municipalities, frame), dates


def _figure(work: _Work, item: Property, name: str, parts: list[Feature]) -> float | None:
    """The figure of a municipality; of two features with the same code the first counts."""
    by_code = {feature.code: feature for feature in reversed(parts)}
    values = []
    for feature in by_code.values():
        value, doubt = read_figure(item, name, feature)
        values.append(value)
        if doubt is not None:
            effect = Effect.REPAIRED
            work.remark(
                feature.number, doubt.column, doubt.original, effect, doubt.result, doubt.cause
            )
    if len(values) == 1:
        return values[0]
    whole = together(item.indicator, values)
    if whole is None and any(value is not None for value in values):
        originals = ", ".join(str(value) for value in values)
        cause = "figures of parts that cannot be taken together"
        work.remark(parts[-1].number, name, originals, Effect.REPAIRED, "", cause)
    return whole


def _year_of_population(
    work: _Work, name: str, values: list[float | None], stated: int | None
) -> int | None:
    found = year_of_population(sum(value for value in values if value is not None))
    if found is not None and found != stated:
        original = "" if stated is None else str(stated)
        cause = "year of the population, by its sum"
        work.remark(None, name, original, Effect.REPAIRED, str(found), cause)
    return found or stated


def _package(
    tables: dict[str, pl.DataFrame],
    boundaries: BoundarySet,
    dates: dict[str, date | None],
    day: date,
    known: KnownPlaces,
) -> Package:
    return Package(
        name=f"boundaries-{day.year}",
        title=f"Boundaries of Dutch municipalities, {day.isoformat()}",
        description=(
            "Boundaries of municipalities, and figures where the source has them. The "
            f"municipalities are those of {known.taken_from}."
        ),
        country="nl",
        kind="inventory",
        observed_on=day,
        licences=(
            Licence(
                "CC-BY-4.0",
                "Creative Commons Attribution 4.0",
                "https://creativecommons.org/licenses/by/4.0/",
            ),
        ),
        sources=(
            SourceReference(
                "Statistics Netherlands (CBS) and Kadaster",
                "https://www.cbs.nl/nl-nl/dossier/nederland-regionaal/geografische-data",
            ),
        ),
        tables=tables,
        boundaries=(boundaries,),
        figure_dates=dates,
        notices=(),
        fingerprint="",
    )
