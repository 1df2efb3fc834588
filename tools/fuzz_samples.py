# SPDX-License-Identifier: EUPL-1.2
"""Small samples of the publishers' files to spoil: real lines, few enough to do thousands of."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

from samenspel.datapackage import Package, read_package

_LINES = 120
_REGIONS = 40
_MATRIX = 30
_FEATURES = 15
_ARRANGEMENTS = 12


@dataclass(frozen=True)
class Sample:
    """Files of a source by their path: ``spoilt`` is the one to change, ``entry`` is converted."""

    source: str
    name: str
    files: dict[str, bytes]
    spoilt: str
    entry: str


def samples(data: Path) -> Iterator[Sample]:
    """A sample of every source of which the files are there."""
    raw = data / "raw"
    for make in (_boundaries, _matrices, _inventory, _value_list, _divisions):
        yield from make(raw)
    yield from _register(data / "nl-2026")


def _one(source: str, name: str, content: bytes) -> Sample:
    return Sample(source, name, {name: content}, name, name)


def _boundaries(raw: Path) -> Iterator[Sample]:
    geo, topo = raw / "gemeenten-2023.geojson", raw / "gem-2016.json"
    if geo.is_file():
        document = json.loads(geo.read_bytes())
        document["features"] = document["features"][:_FEATURES]
        for feature in document["features"]:
            _thin_out(feature["geometry"])
        yield _one("boundaries", geo.name, json.dumps(document, indent=0).encode())
    if topo.is_file():
        yield _one("boundaries", topo.name, _few_arcs(json.loads(topo.read_bytes())))


def _thin_out(geometry: dict[str, Any]) -> None:
    """Keep a point of every ten, and the ends."""
    polygons = geometry["coordinates"]
    for rings in polygons if geometry["type"] == "MultiPolygon" else [polygons]:
        rings[:] = [[*ring[:-1:10], *ring[-2:]] if len(ring) > 40 else ring for ring in rings]


def _few_arcs(document: dict[str, Any]) -> bytes:
    """The first shapes, with only the arcs that they use."""
    (collection,) = document["objects"].values()
    collection["geometries"] = collection["geometries"][:_FEATURES]
    used: dict[int, int] = {}

    def renumbered(item: Any) -> Any:
        if isinstance(item, list):
            return [renumbered(part) for part in item]
        place = used.setdefault(~item if item < 0 else item, len(used))
        return ~place if item < 0 else place

    for geometry in collection["geometries"]:
        geometry["arcs"] = renumbered(geometry["arcs"])
    document["arcs"] = [document["arcs"][place] for place in used]
    return json.dumps(document, indent=0).encode()


def _matrices(raw: Path) -> Iterator[Sample]:
    files = {}
    for name in ("Van_2014.csv", "Naar_2014.csv"):
        if (raw / name).is_file():
            rows = (raw / name).read_text(encoding="utf-8").splitlines()[:_MATRIX]
            cut = [";".join(row.split(";")[: _MATRIX + 1]) for row in rows]
            files[name] = ("\r\n".join(cut) + "\r\n").encode()
    for name in files:
        folder = {f"matrices/{other}": content for other, content in files.items()}
        yield Sample("cbs-commuting", name, folder, f"matrices/{name}", "matrices")


def _inventory(raw: Path) -> Iterator[Sample]:
    table, records = raw / "opengr_provincies.csv", raw / "opengr_provincies.json"
    if table.is_file():
        yield _one("opengr", table.name, _first_lines(table, _LINES))
    if records.is_file():
        few = json.loads(records.read_bytes())[:_LINES]
        yield _one("opengr", records.name, json.dumps(few, ensure_ascii=False, indent=0).encode())


def _value_list(raw: Path) -> Iterator[Sample]:
    file = raw / "owms-don.csv"
    if file.is_file():
        yield _one("owms", file.name, _first_lines(file, _LINES))


def _divisions(raw: Path) -> Iterator[Sample]:
    files = {
        f"regioatlas/{path.parent.name}/{path.name}": _first_lines(path, _REGIONS)
        for name in ("Veiligheid/veiligheidsregios.csv", "Sociaal/ggds.csv")
        if (path := raw / "regioatlas" / name).is_file()
    }
    for name in files:
        yield Sample("regioatlas", Path(name).name, files, name, "regioatlas")


def _first_lines(file: Path, number: int) -> bytes:
    return b"\n".join(file.read_bytes().split(b"\n")[:number])


def _register(folder: Path) -> Iterator[Sample]:
    """An export that the tests write of a few arrangements; nothing where there are no tests."""
    name = "tests.datapackage.sources.roo_export"
    try:
        export: Callable[[Package], bytes] = import_module(name).export
    except ModuleNotFoundError:
        return
    if (folder / "datapackage.json").is_file():
        yield _one("roo", "exportOO.xml", export(_few_arrangements(read_package(folder))))


def _few_arrangements(package: Package) -> Package:
    """Some chains of arrangements with all that hangs on them."""
    rows = package.table("arrangements").to_dicts()
    by_id = {row["id"]: row for row in rows}
    kept: set[str] = set()
    for row in rows:
        if row["next_id"] and len(kept) < _ARRANGEMENTS:
            kept |= _chain(by_id, row["id"])
    tables = {
        name: frame.filter(frame["arrangement_id"].is_in(sorted(kept)))
        for name, frame in package.tables.items()
        if "arrangement_id" in frame.columns
    }
    few = package.table("arrangements")
    tables["arrangements"] = few = few.filter(few["id"].is_in(sorted(kept)))
    codes = tables["participations"]["municipality_code"].drop_nulls().to_list()
    municipalities = package.table("municipalities")
    tables["municipalities"] = municipalities.filter(municipalities["code"].is_in(codes))
    wanted = few["body_roo_id"].drop_nulls().to_list()
    bodies = [
        {**row, "arrangement_ids": _only(row["arrangement_ids"], kept)}
        for row in package.table("bodies").to_dicts()
        if row["roo_id"] in wanted
    ]
    tables["bodies"] = pl.DataFrame(bodies, package.table("bodies").schema)
    return dataclasses.replace(package, tables=tables)


def _chain(by_id: dict[str, dict[str, Any]], start: str) -> set[str]:
    """An arrangement and all before and after it."""
    found: set[str] = set()
    for step in ("previous_id", "next_id"):
        identifier: str | None = start
        while identifier in by_id and identifier not in found - {start}:
            found.add(identifier)
            identifier = by_id[identifier][step]
    return found


def _only(identifiers: str | None, kept: set[str]) -> str | None:
    return "|".join(name for name in (identifiers or "").split("|") if name in kept) or None
