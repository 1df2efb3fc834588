# SPDX-License-Identifier: EUPL-1.2
"""Boundaries of municipalities: CBS Gebiedsindelingen at PDOK, OGC API Features.

References
----------
OGC 17-069r4, OGC API - Features, part 1: core, 7.15 (links to further pages).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from samenspel.datapackage.fetching.addresses import host_of, joined
from samenspel.datapackage.fetching.errors import FetchError
from samenspel.datapackage.fetching.network import Network
from samenspel.datapackage.sources.boundaries import convert
from samenspel.datapackage.sources.conversion import Conversion

NEWEST = 2025
_OLDEST = 2016  # earlier years are in another collection of the publisher
_COLLECTION = "gemeente_gegeneraliseerd"
_MOST_PAGES = 200
_NEEDED = ("statcode", "statnaam")


def fetch(
    network: Network, base: str, raw: Path, *, year: int | None, places: Path | None
) -> Conversion:
    """The boundaries on 1 January of a year.

    Raises
    ------
    FetchError
        They did not come, or are others than asked for.
    SourceError, PackageError, OSError
        As of the converter ``boundaries``.
    """
    year = NEWEST if year is None else year
    if year < _OLDEST:
        raise FetchError(f"boundaries are fetched from {_OLDEST} on; name a later --year")
    query = urlencode({"f": "json", "limit": 1000, "jaarcode": year})
    url = f"{base}/collections/{_COLLECTION}/items?{query}"
    pages = list(_pages(network, url, f"{_COLLECTION}-{year}"))
    features = [feature for _, found in pages for feature in found]
    if not features:
        raise FetchError(f"{host_of(url)} has no boundaries of {year}; name another --year")
    _check(features, year)
    file = raw / f"gemeenten-{year}.geojson"
    if len(pages) == 1:
        shutil.copyfile(pages[0][0], file)
    else:
        whole = {"type": "FeatureCollection", "features": features}
        file.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return convert(file, places=places, observed_on=date(year, 1, 1))


def _pages(network: Network, url: str, name: str) -> Iterator[tuple[Path, list[Any]]]:
    """The pages with their features, along the links called next."""
    following: str | None = url
    seen: set[str] = set()
    while following is not None:
        if following in seen or len(seen) >= _MOST_PAGES:
            raise FetchError(f"{host_of(url)} gives pages of boundaries without end")
        seen.add(following)
        fetched = network.get(following, name=f"{name}-{len(seen):04}.json", kind="json")
        try:
            document = json.loads(fetched.path.read_bytes())
            features, links = document["features"], document.get("links") or []
            usable = isinstance(features, list) and isinstance(links, list)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            usable = False
        if not usable:
            network.forget(fetched)
            raise FetchError(f"{host_of(url)} answered with JSON that is no list of features")
        yield fetched.path, features
        following = _next(url, following, links)


def _next(base: str, url: str, links: list[Any]) -> str | None:
    for link in links:
        if isinstance(link, dict) and link.get("rel") == "next":
            target = joined(url, str(link.get("href", "")))
            if host_of(target) != host_of(base):
                raise FetchError(
                    f"{host_of(base)} names a next page at {host_of(target)}; that is not followed"
                )
            return target
    return None


def _check(features: list[Any], year: int) -> None:
    """Refuse features that lack their code, or are of another year than asked for."""
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            continue  # the converter lists it
        missing = [name for name in _NEEDED if name not in properties]
        if missing:
            came = ", ".join(str(name)[:60] for name in list(properties)[:12])
            raise FetchError(
                f"the publisher changed {_COLLECTION}: a feature has no {missing[0]} any more "
                f"(it has {came}); this version cannot read it"
            )
        stated = properties.get("jaarcode")
        if stated is not None and str(stated) != str(year):
            raise FetchError(f"boundaries of {str(stated)[:20]} came when {year} was asked for")
