# SPDX-License-Identifier: EUPL-1.2
"""Converters: from the files of publishers, as they are, to data packages.

One module per publisher. ``CONVERTERS`` names them; a module is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from samenspel.datapackage.files import Limits
from samenspel.datapackage.sources.conversion import (
    Conversion,
    Effect,
    Remark,
    SourceError,
    write_conversion,
)
from samenspel.datapackage.sources.known_places import KnownPlaces, find_places, places_of


class Convert(Protocol):
    """The function ``convert`` of every converter module.

    ``path`` is the file or folder; ``places`` a data package with municipalities, or None to look
    beside the source; ``observed_on`` the day of the source, or None for what the file itself or
    the publication says. Raises :class:`SourceError`, ``PackageError`` (from ``places``) or
    ``OSError``, nothing else.
    """

    def __call__(
        self,
        path: Path,
        *,
        places: Path | KnownPlaces | None = None,
        observed_on: date | None = None,
        limits: Limits = ...,
    ) -> Conversion: ...


@dataclass(frozen=True)
class Converter:
    """A converter by name: what it reads, and the module that does it."""

    name: str
    reads: str
    module: str

    def convert(
        self,
        path: Path,
        *,
        places: Path | KnownPlaces | None = None,
        observed_on: date | None = None,
        limits: Limits | None = None,
    ) -> Conversion:
        """Convert the file or folder at ``path``; see :class:`Convert`."""
        module = import_module(f"samenspel.datapackage.sources.{self.module}")
        function = cast("Convert", module.convert)
        return function(path, places=places, observed_on=observed_on, limits=limits or Limits())


CONVERTERS: Mapping[str, Converter] = MappingProxyType(
    {
        name: Converter(name, reads, module)
        for name, reads, module in (
            ("boundaries", "municipal boundaries: TopoJSON or GeoJSON", "boundaries"),
            ("cbs-commuting", "Statistics Netherlands: Van_/Naar_ matrices", "cbs_commuting"),
            ("opengr", "inventory by the provinces, 2015/2016: CSV or JSON", "opengr"),
            ("owms", "value list of municipalities and their successors: CSV", "owms"),
            ("regioatlas", "divisions of the country: a folder of CSV files", "regioatlas"),
            ("roo", "register of government organisations: XML export", "roo"),
        )
    }
)

__all__ = [
    "CONVERTERS",
    "Conversion",
    "Convert",
    "Converter",
    "Effect",
    "KnownPlaces",
    "Remark",
    "SourceError",
    "find_places",
    "places_of",
    "write_conversion",
]
