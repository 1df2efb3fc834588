# SPDX-License-Identifier: EUPL-1.2
"""Small maps made by hand, in both formats, and what came of converting them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import shapely
from pyproj import Transformer

from samenspel.datapackage.schema import TABLES
from samenspel.datapackage.sources import CONVERTERS, Conversion, KnownPlaces

Write = Callable[..., Path]
Ring = list[list[float]]


def small_places() -> KnownPlaces:
    """Duinkerk and Ees; Oud and Ouder became Nieuw in 2016."""
    columns = {
        "code": ["GM0001", "GM0002", "GM0003", "GM0004", "GM1900"],
        "name": ["Duinkerk", "Ees", "Oud", "Ouder", "Nieuw"],
        "valid_from": [None, None, None, None, date(2016, 1, 1)],
        "valid_to": [None, None, date(2016, 1, 1), date(2016, 1, 1), None],
    }
    empty = TABLES["municipalities"].schema.create_empty()
    municipalities = pl.concat([empty, pl.DataFrame(columns)], how="diagonal_relaxed")
    day = date(2016, 1, 1)
    changes = [
        (day, "merge", "GM0003", "Oud", "GM1900", "Nieuw", None, None),
        (day, "merge", "GM0004", "Ouder", "GM1900", "Nieuw", None, None),
    ]
    schema = TABLES["municipality_changes"].schema.create_empty().schema
    table = pl.DataFrame(changes, schema, orient="row")
    return KnownPlaces("small", "nl", day, municipalities.select(empty.columns), table)


def ring(west: float = 5.0, south: float = 52.0, size: float = 0.1) -> Ring:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(code: object, name: object = None, rings: Any = None, **more: object) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring()] if rings is None else rings}
    return {
        "properties": {"gemeentecode": code, "gemeentenaam": name, **more},
        "geometry": geometry,
    }


def collection(*features: object, **more: object) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **more}


def topology(*geometries: object, arcs: Any = None, **more: Any) -> dict[str, Any]:
    """Two squares side by side that share an arc: whole numbers of a tenth of a degree."""
    shared = [[51, 520], [0, 1]]
    left = [[51, 521], [-1, 0], [0, -1], [1, 0]]
    right = [[51, 520], [1, 0], [0, 1], [-1, 0]]
    return {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
        "objects": {"gem": {"type": "GeometryCollection", "geometries": list(geometries)}},
        "arcs": [shared, left, right] if arcs is None else arcs,
        **more,
    }


LEFT = {
    "type": "Polygon",
    "arcs": [[0, 1]],
    "properties": {"GM_CODE": "GM0001", "GM_NAAM": "Duinkerk", "AANT_INW": 10},
}
RIGHT = {
    "type": "Polygon",
    "arcs": [[2, -1]],
    "properties": {"GM_CODE": "GM0002", "GM_NAAM": "Ees", "AANT_INW": 20},
}


def converted(path: Path, places: KnownPlaces | None, **more: Any) -> Conversion:
    conversion = CONVERTERS["boundaries"].convert(path, places=places, **more)
    assert conversion.balances
    return conversion


def remarks(conversion: Conversion) -> list[tuple[int | None, str, str, str]]:
    return [(r.row, r.original, r.result, r.cause) for r in conversion.remarks]


def shapes_of(conversion: Conversion) -> dict[str, shapely.Geometry]:
    return conversion.package.boundaries[0].shapes


def figures_of(conversion: Conversion, code: str) -> dict[str, object]:
    table = conversion.package.tables["municipalities"]
    (row,) = table.filter(code=code).select(*conversion.package.figure_dates).to_dicts()
    return row


def to_rd(rings: list[Ring]) -> list[Ring]:
    transformer = Transformer.from_crs("EPSG:4326", "EPSG:28992", always_xy=True)
    return [[list(transformer.transform(*point)) for point in ring] for ring in rings]


def writer(folder: Path) -> Write:
    """Writes a document to a file in the folder."""

    def write(document: object, name: str = "gemeenten-2016.geojson") -> Path:
        # Deep enough that no package of another test lies near.
        path = folder / "a" / "b" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        path.write_bytes(content)
        return path

    return write
