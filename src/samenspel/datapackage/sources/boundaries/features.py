# SPDX-License-Identifier: EUPL-1.2
"""The features of a TopoJSON or GeoJSON file of municipalities, and what they say they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samenspel.datapackage.sources.conversion import SourceError

_CODES = ("code", "gmcode", "gemeentecode", "statcode", "gemcode", "cbscode")
_NAMES = ("name", "naam", "gmnaam", "gemeentenaam", "statnaam", "gemnaam")
_YEARS = ("jaar", "jaarcode", "jrstatcode")
_CODE = re.compile(r"^\s*(?:GM)?[0-9]{1,4}\s*$", re.IGNORECASE)
_YEAR = re.compile(r"^((?:19|20)[0-9]{2})(?:GM[0-9]{4})?$")
_OBJECTS = ("municipalities", "gemeenten")


@dataclass(frozen=True)
class Feature:
    """A feature; ``number`` counts from 1, ``properties`` have plain names (letters, digits)."""

    number: int
    properties: Mapping[str, object]
    geometry: object

    @property
    def code(self) -> str:
        """What the feature gives as its code; empty when it has none."""
        return self._first(_CODES)

    @property
    def name(self) -> str:
        """What the feature gives as its name; empty when it has none."""
        return self._first(_NAMES)

    @property
    def year(self) -> int | None:
        """The year that the feature says it is of."""
        for key in _YEARS:
            found = _YEAR.match(_text(self.properties.get(key)))
            if found:
                return int(found[1])
        return None

    def _first(self, keys: Sequence[str]) -> str:
        return next((text for key in keys if (text := _text(self.properties.get(key)))), "")


def features_of(document: Mapping[str, Any], file: str) -> list[Feature]:
    """Every feature of the file, usable or not.

    Raises
    ------
    SourceError
        The document is no collection of municipalities.
    """
    kind = document.get("type")
    if kind == "Topology":
        geometries = _topology(document, file)
        pairs = [(_member(geometry, "properties"), geometry) for geometry in geometries]
    elif kind == "FeatureCollection" and isinstance(document.get("features"), list):
        pairs = [
            (_member(feature, "properties"), _member(feature, "geometry"))
            for feature in document["features"]
        ]
    else:
        raise SourceError(f"{file}: this is neither a TopoJSON topology nor a GeoJSON collection")
    return [
        Feature(number, _plain(properties), geometry)
        for number, (properties, geometry) in enumerate(pairs, start=1)
    ]


def usual_year(features: Sequence[Feature]) -> int | None:
    """The year that most features say they are of; None when none says so."""
    counted = Counter(feature.year for feature in features)
    del counted[None]
    return min(counted, key=lambda year: (-counted[year], year or 0)) if counted else None


def is_municipal(code: str) -> bool:
    """Whether a code has the form of a municipality's, with or without ``GM``."""
    return _CODE.match(code) is not None


def plain_key(name: str) -> str:
    """The name of a property without capitals and signs: AANT_INW and aantInw are one."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _topology(document: Mapping[str, Any], file: str) -> list[object]:
    objects = document.get("objects")
    collections = {
        str(name): item["geometries"]
        for name, item in (objects.items() if isinstance(objects, dict) else ())
        if isinstance(item, dict) and isinstance(item.get("geometries"), list)
    }
    for name in _OBJECTS:
        if name in collections:
            return list(collections[name])
    if len(collections) > 1:
        collections = {
            name: items for name, items in collections.items() if any(map(_has_code, items))
        }
    if len(collections) != 1:
        raise SourceError(f"{file}: the topology has no object that is plainly the municipalities")
    return list(next(iter(collections.values())))


def _has_code(geometry: object) -> bool:
    return is_municipal(Feature(0, _plain(_member(geometry, "properties")), None).code)


def _member(item: object, key: str) -> object:
    return item.get(key) if isinstance(item, dict) else None


def _plain(properties: object) -> dict[str, object]:
    if not isinstance(properties, dict):
        return {}
    # Of two properties that differ only in signs the first counts.
    return {plain_key(key): value for key, value in reversed(properties.items())}


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    if isinstance(value, int):
        return str(value) if 0 <= value < 1_000_000 else ""
    return value.strip()
