# SPDX-License-Identifier: EUPL-1.2
"""Reads a data package and checks all of it before any of it is used."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import dataframely as dy
import polars as pl

from samenspel.datapackage.checks import check_references, municipality_codes, typed_table
from samenspel.datapackage.descriptor import Descriptor, Resource, read_descriptor
from samenspel.datapackage.files import DESCRIPTOR, FileError, Limits, PackageFiles, open_files
from samenspel.datapackage.indicators import Figure, figure_date, figure_of
from samenspel.datapackage.package import BoundarySet, CountryCode, Kind, Package
from samenspel.datapackage.problems import Report, shorten
from samenspel.datapackage.records import ROW, read_text_table
from samenspel.datapackage.schema import REQUIRED_TABLES, TABLES, TOGETHER, Table
from samenspel.datapackage.topojson import TopoJSONError, read_topojson

DEFAULT_LIMITS = Limits()
_BOUNDARY_FORMATS = (".topojson", ".geojson")
_FULL_DATE = re.compile(r"\b([0-9]{4}-[0-9]{2}-[0-9]{2})\b")
_BARE_YEAR = re.compile(r"\b((?:19|20)[0-9]{2})\b")


@dataclass
class _Work:
    """What is known of the package so far."""

    files: PackageFiles
    descriptor: Descriptor
    report: Report
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    headers: dict[str, list[str]] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    shapes: list[tuple[Resource, dict[str, object]]] = field(default_factory=list)


def read_package(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Package:
    """The package in a folder with ``datapackage.json``, or in a zip archive of one.

    Raises
    ------
    PackageError
        Anything in it is wrong; every problem is listed.
    """
    report = Report()
    try:
        files = open_files(path, limits)
    except FileError as error:
        report.add(str(error), file=path.name, expected=error.expected)
        report.raise_if_any()
        raise
    try:
        descriptor = read_descriptor(files, report)
        if descriptor is not None:
            work = _Work(files, descriptor, report)
            package = _read(work)
            if package is not None:
                return package
    finally:
        files.close()
    report.raise_if_any()
    message = "a package without problems was not read"
    raise AssertionError(message)


def _read(work: _Work) -> Package | None:
    for resource in work.descriptor.resources:
        _read_resource(work, resource)
    _name_unused_files(work)
    _check_presence(work)
    for name, frame in work.frames.items():
        check_references(TABLES[name], frame, work.frames, work.paths[name], work.report)
    country = _country(work)
    observed_on = _observed_on(work)
    boundaries = _boundaries(work, observed_on)
    if work.report.problems or country is None or observed_on is None:
        return None
    descriptor = work.descriptor
    return Package(
        name=descriptor.name,
        title=descriptor.title,
        description=descriptor.description,
        country=country,
        kind=_kind(work),
        observed_on=observed_on,
        licences=descriptor.licences,
        sources=descriptor.sources,
        tables={name: frame.drop(ROW) for name, frame in work.frames.items()},
        boundaries=boundaries,
        figure_dates=_figure_dates(work),
        notices=tuple(work.report.notices),
        fingerprint=_fingerprint(work),
        table_sources={
            resource.name: resource.sources
            for resource in descriptor.resources
            if resource.name in work.frames and resource.sources
        },
    )


def _read_resource(work: _Work, resource: Resource) -> None:
    is_table = resource.name in TABLES
    is_map = resource.path.endswith(_BOUNDARY_FORMATS) or resource.format in {
        "topojson",
        "geojson",
    }
    if not is_table and not is_map:
        work.report.notice(
            f"{shorten(resource.path)}: unknown resource {resource.name!r}, not used"
        )
        return
    try:
        content = work.files.read(resource.path)
    except FileError as error:
        work.report.add(str(error), file=shorten(resource.path), expected=error.expected)
        return
    _compare_with_descriptor(work, resource)
    if is_table:
        _read_table(work, TABLES[resource.name], resource, content)
        return
    try:
        work.shapes.append((resource, dict(read_topojson(content))))
    except TopoJSONError as error:
        work.report.add(
            str(error), file=resource.path, expected="boundaries as TopoJSON or GeoJSON"
        )


def _compare_with_descriptor(work: _Work, resource: Resource) -> None:
    stored = work.files.stored[resource.path]
    if resource.size is not None and resource.size != stored.size:
        work.report.notice(
            f"{resource.path}: has {stored.size} bytes, {DESCRIPTOR} says {resource.size}"
        )
    if resource.digest and resource.digest != stored.digest:
        work.report.notice(f"{resource.path}: differs from the hash in {DESCRIPTOR}")


def _read_table(work: _Work, table: Table, resource: Resource, content: bytes) -> None:
    columns = dict(table.schema.columns())
    header = _first_line(content)
    figures = [f for name in header if table.figures and (f := figure_of(name)) is not None]
    columns |= {figure.column: figure.indicator.column() for figure in figures}
    found = read_text_table(
        content,
        file=resource.path,
        wanted=columns,
        limits=work.files.limits,
        report=work.report,
    )
    if found is None:
        return
    text, names = found
    if not _check_columns(columns, names, resource.path, work.report):
        return
    work.frames[table.name] = typed_table(table, columns, text, resource.path, work.report)
    work.paths[table.name] = resource.path
    work.headers[table.name] = names
    work.figures += figures


def _first_line(content: bytes) -> list[str]:
    """Names in the header, as far as they can be names of figures (which hold no quotes)."""
    end = content.find(b"\n")
    line = content[: end if end >= 0 else None][:65536].decode("utf-8", "replace")
    return list(dict.fromkeys(name.strip('\r"\ufeff') for name in line.split(",")))


def _check_columns(
    columns: Mapping[str, dy.Column], header: list[str], file: str, report: Report
) -> bool:
    missing = [
        name for name, column in columns.items() if not column.nullable and name not in header
    ]
    for name in missing:
        report.add(
            "a column is missing", file=file, row=1, column=name, expected=f"a column {name}"
        )
    unknown = [name[:80] for name in header if name not in columns]
    if unknown and not missing:
        shown = ", ".join(repr(name) for name in unknown[:10])
        more = f" and {len(unknown) - 10} more" if len(unknown) > 10 else ""
        report.notice(f"{file}: unknown columns, not used: {shown}{more}")
    return not missing


# Written beside a package by converters and fetchers: what was repaired, and what was fetched.
BESIDE = frozenset({"conversion.csv", "raw/fetched.json"})
RAW = "raw/"


def _name_unused_files(work: _Work) -> None:
    named = {resource.path for resource in work.descriptor.resources}
    named |= BESIDE
    if "raw/fetched.json" in work.files.names():
        named |= {name for name in work.files.names() if name.startswith(RAW)}
    unused = [shorten(name) for name in work.files.names() if name not in named]
    if unused:
        shown = ", ".join(unused[:10]) + (f" and {len(unused) - 10} more" * (len(unused) > 10))
        work.report.notice(f"files that {DESCRIPTOR} does not name, not used: {shown}")


def _check_presence(work: _Work) -> None:
    named = {resource.name for resource in work.descriptor.resources}
    missing = [name for name in REQUIRED_TABLES if name not in named]
    for group in TOGETHER:
        if any(name in named for name in group):
            missing += [name for name in group if name not in named]
    for name in missing:
        work.report.add(
            "a table is missing",
            file=DESCRIPTOR,
            column="resources",
            value=name,
            expected=f"a resource called {name}",
        )
    for name in REQUIRED_TABLES:
        if name in work.frames and not work.frames[name].height:
            work.report.add(
                "the table has no rows", file=work.paths[name], expected="at least one row"
            )


def _country(work: _Work) -> CountryCode | None:
    codes = municipality_codes(work.frames)["code"]
    dutch = codes.str.starts_with("GM")
    if dutch.any() and not dutch.all():
        work.report.add(
            "the package has municipalities of two countries",
            file=work.paths.get("municipalities", ""),
            column="code",
            expected="codes of one country",
        )
        return None
    return None if not len(codes) else "nl" if dutch.all() else "be"


def _kind(work: _Work) -> Kind:
    if work.descriptor.kind is not None:
        return work.descriptor.kind
    periods = "in_force_from" in work.headers.get("arrangements", ())
    return "register" if periods else "inventory"


def _observed_on(work: _Work) -> date | None:
    if work.descriptor.observed_on is not None:
        return work.descriptor.observed_on
    if work.report.problems and "participations" not in work.frames:
        return None
    sources: list[str] = []
    if "participations" in work.frames:
        sources = work.frames["participations"]["source"].drop_nulls().unique().to_list()
    days = [day for source in sources for day in _days_in(source)]
    if days:
        return max(days)
    work.report.add(
        "the day of observation is not known",
        file=DESCRIPTOR,
        column="samenspel.observed_on",
        expected="a date there, or in the column source of participations",
    )
    return None


def _days_in(source: str) -> list[date]:
    days = []
    for text in _FULL_DATE.findall(source):
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            continue
    return days or [date(int(year), 1, 1) for year in _BARE_YEAR.findall(source)]


def _boundaries(work: _Work, observed_on: date | None) -> tuple[BoundarySet, ...]:
    known = set(municipality_codes(work.frames)["code"].to_list())
    sets = []
    for resource, shapes in work.shapes:
        for code in shapes:
            if code not in known:
                work.report.add(
                    "a boundary of a municipality that is not in the package",
                    file=resource.path,
                    column="code",
                    value=code,
                    expected="a code of municipalities or municipality_changes",
                )
        valid_on = _boundary_date(work, resource, set(shapes)) or observed_on
        if valid_on is not None:  # else the missing day of observation was reported
            sets.append(BoundarySet(resource.name, valid_on, shapes))
    return tuple(sorted(sets, key=lambda item: (item.valid_on, item.name)))


def _boundary_date(work: _Work, resource: Resource, codes: set[str]) -> date | None:
    """The day of the boundaries: stated, or a year in name or title, or the youngest code's."""
    if resource.valid_on is not None:
        return resource.valid_on
    for text in (resource.name, resource.title):
        year = _BARE_YEAR.search(text)
        if year:
            return date(int(year[1]), 1, 1)
    if "municipalities" not in work.frames:
        return None
    young = work.frames["municipalities"].filter(pl.col("code").is_in(list(codes)))
    latest = young["valid_from"].max()
    return latest if isinstance(latest, date) else None


def _figure_dates(work: _Work) -> dict[str, date | None]:
    descriptions: dict[str, str] = {}
    for resource in work.descriptor.resources:
        if resource.name == "municipalities":
            descriptions = resource.descriptions
    return {
        figure.column: figure_date(figure, descriptions.get(figure.column, ""))
        for figure in work.figures
    }


def _fingerprint(work: _Work) -> str:
    total = hashlib.sha256()
    for path, stored in sorted(work.files.stored.items()):
        total.update(f"{path}\0{stored.digest}\n".encode())
    return total.hexdigest()
