# SPDX-License-Identifier: EUPL-1.2
"""The register of government organisations, whole: one XML export, made anew each day."""

from __future__ import annotations

import shutil
from pathlib import Path

from samenspel.datapackage.fetching.errors import FetchError
from samenspel.datapackage.fetching.network import Network
from samenspel.datapackage.sources import CONVERTERS
from samenspel.datapackage.sources.conversion import Conversion

FILE = "exportOO.xml"


def fetch(
    network: Network, base: str, raw: Path, *, year: int | None, places: Path | None
) -> Conversion:
    """The register as it is published now.

    Raises
    ------
    FetchError
        It did not come, or a year was named.
    SourceError, PackageError, OSError
        As of the converter ``roo``.
    """
    if year is not None:
        raise FetchError("the register is only published as it is now, so --year does not apply")
    fetched = network.get(f"{base}/{FILE}", name=FILE, kind="xml")
    network.say("Reading the register ...")
    file = raw / FILE
    shutil.copyfile(fetched.path, file)
    return CONVERTERS["roo"].convert(file, places=places)
