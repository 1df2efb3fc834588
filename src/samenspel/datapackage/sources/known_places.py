# SPDX-License-Identifier: EUPL-1.2
"""The municipalities that names and codes of a source are resolved against.

They come from a data package: the one that is named, or the packages that lie beside the source.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl

from samenspel.datapackage.files import DESCRIPTOR
from samenspel.datapackage.municipal_history import MunicipalHistory
from samenspel.datapackage.package import BoundarySet, CountryCode, Package
from samenspel.datapackage.reader import read_package
from samenspel.datapackage.sources.conversion import REPORT, SourceError

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class KnownPlaces:
    """Municipalities of one country and how they changed; ``taken_from`` names the package."""

    taken_from: str
    country: CountryCode
    observed_on: date
    municipalities: pl.DataFrame
    changes: pl.DataFrame
    boundaries: tuple[BoundarySet, ...] = ()

    @cached_property
    def history(self) -> MunicipalHistory:
        """Resolves names and codes through time."""
        return MunicipalHistory(self.changes, self.municipalities)


def places_of(package: Package) -> KnownPlaces:
    """What a package knows of municipalities."""
    return KnownPlaces(
        taken_from=package.name,
        country=package.country,
        observed_on=package.observed_on,
        municipalities=package.tables["municipalities"],
        changes=package.table("municipality_changes"),
        boundaries=package.boundaries,
    )


def packages_beside(source: Path) -> list[Path]:
    """Data packages in the folder of the source, beside that folder, or one higher.

    A package that was converted took its municipalities from elsewhere; it counts only by name.
    """
    found: list[Path] = []
    for folder in list(source.resolve().parents)[:3]:
        found += sorted(path.parent for path in folder.glob(f"*/{DESCRIPTOR}"))
    return [path for path in dict.fromkeys(found) if not (path / REPORT).exists()]


def find_places(source: Path, *, named: Path | None, country: CountryCode, on: date) -> KnownPlaces:
    """The municipalities to resolve against.

    Parameters
    ----------
    source
        What is converted; packages beside it are looked at when none is named.
    named
        The package to take, when somebody named one.
    country
        Whose municipalities are wanted.
    on
        Day of the source: of the packages beside it, the one observed nearest to that day wins.

    Raises
    ------
    PackageError
        The named package is not right.
    SourceError
        None is named and none lies beside the source.
    """
    if named is not None:
        return _told(places_of(read_package(named)))
    candidates = [
        places_of(package)
        for package in (_readable(folder) for folder in packages_beside(source))
        if package is not None and package.country == country
    ]
    if not candidates:
        raise SourceError(
            f"{source.name}: the municipalities are not known; name a data package that has them "
            "with --places"
        )
    nearest = min(candidates, key=lambda places: (abs(places.observed_on - on), places.taken_from))
    return _told(nearest)


def _told(places: KnownPlaces) -> KnownPlaces:
    """The same, after saying where the municipalities come from to whoever listens."""
    _LOG.info(
        "The municipalities are taken from the data package %s of %s.",
        places.taken_from,
        places.observed_on,
    )
    return places


def _readable(folder: Path) -> Package | None:
    """The package, or nothing: a folder that merely lies beside the source may be anything."""
    from samenspel.datapackage.problems import PackageError

    try:
        return read_package(folder)
    except PackageError:
        return None
