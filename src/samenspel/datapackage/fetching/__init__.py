# SPDX-License-Identifier: EUPL-1.2
"""Fetchers: data from the publishers, with the raw files and where they came from.

One module per source of data; all go to the network through :class:`~.network.Network`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from samenspel.datapackage.fetching.addresses import check_address
from samenspel.datapackage.fetching.errors import FetchError
from samenspel.datapackage.fetching.network import Network, NetworkLimits
from samenspel.datapackage.sources.conversion import Conversion

RAW, FETCHED = "raw", "fetched.json"


class _Fetch(Protocol):
    """The function ``fetch`` of each module."""

    def __call__(
        self, network: Network, base: str, raw: Path, *, year: int | None, places: Path | None
    ) -> Conversion: ...


@dataclass(frozen=True)
class Fetcher:
    """A fetcher by name: what it fetches, from whom, under which licence and from where."""

    name: str
    fetches: str
    publisher: str
    licence: str
    base_url: str
    by_hand: str
    module: str

    def network(
        self,
        cache: Path,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        say: Callable[[str], None],
        limits: NetworkLimits = NetworkLimits(),  # noqa: B008 -- frozen
    ) -> Network:
        """The network for this fetcher, which keeps files in its own folder of the cache."""
        return Network(
            cache=cache / self.name,
            publisher=self.publisher,
            licence=self.licence,
            by_hand=self.by_hand,
            clock=clock,
            sleep=sleep,
            say=say,
            limits=limits,
        )

    def fetch(
        self,
        network: Network,
        folder: Path,
        *,
        year: int | None = None,
        places: Path | None = None,
        base_url: str | None = None,
    ) -> Conversion:
        """Fetch and convert; the raw files go to ``folder/raw``, with ``fetched.json``.

        Raises
        ------
        FetchError
            The data did not come, or is not what it was.
        SourceError, PackageError, OSError
            As of converters.
        """
        base = (base_url or self.base_url).rstrip("/")
        check_address(base)
        raw = folder / RAW
        raw.mkdir(parents=True, exist_ok=True)
        function = cast("_Fetch", import_module(f"{__name__}.{self.module}").fetch)
        conversion = function(network, base, raw, year=year, places=places)
        _keep_raw(network, raw)
        return conversion


def _keep_raw(network: Network, raw: Path) -> None:
    """Copy what was fetched beside the package, and write down where it came from."""
    entries = []
    for fetched in {item.path.name: item for item in network.fetched}.values():
        name = fetched.path.name
        if not (raw / name).exists():
            shutil.copyfile(fetched.path, raw / name)
        note = fetched.note
        entries.append(
            {
                "file": name,
                "url": note.url,
                "fetched_at": note.fetched_at,
                "sha256": note.sha256,
                "bytes": note.bytes,
                "licence": note.licence,
                "publisher": note.publisher,
            }
        )
    text = json.dumps(entries, ensure_ascii=False, indent=2)
    (raw / FETCHED).write_text(text + "\n", encoding="utf-8")


_CBS = "Statistics Netherlands (CBS)"
_ODATA = "https://datasets.cbs.nl/odata/v1/CBS"
_TABLES = (
    "This needs a connection to the internet; without one, tables can be downloaded elsewhere from "
    "https://opendata.cbs.nl and the matrices converted with `samenspel data convert cbs-commuting`"
)

FETCHERS: Mapping[str, Fetcher] = MappingProxyType(
    {
        item.name: item
        for item in (
            Fetcher(
                "cbs-boundaries",
                "boundaries of municipalities (PDOK), by year",
                f"{_CBS} and Kadaster",
                "CC-BY-4.0",
                "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1",
                "Without a connection to the internet: download a GeoJSON file of municipalities "
                "elsewhere from https://www.pdok.nl and run `samenspel data convert boundaries`",
                "boundaries",
            ),
            Fetcher(
                "cbs-commuting",
                "jobs by municipality of residence and of work (StatLine), by year",
                _CBS,
                "CC-BY-4.0",
                _ODATA,
                _TABLES,
                "commuting",
            ),
            Fetcher(
                "cbs-figures",
                "key figures of municipalities (StatLine), by year",
                _CBS,
                "CC-BY-4.0",
                _ODATA,
                _TABLES,
                "figures",
            ),
            Fetcher(
                "roo",
                "the register of government organisations, as it is now",
                "Ministry of the Interior and Kingdom Relations (BZK) and KOOP",
                "CC0-1.0",
                "https://organisaties.overheid.nl/archive",
                "Without a connection to the internet: download exportOO.xml elsewhere from "
                "https://organisaties.overheid.nl/archive/exportOO.xml and run "
                "`samenspel data convert roo exportOO.xml OUT`",
                "roo",
            ),
        )
    }
)

__all__ = ["FETCHED", "FETCHERS", "RAW", "FetchError", "Fetcher", "Network", "NetworkLimits"]
