# SPDX-License-Identifier: EUPL-1.2
"""Small records for the tests of the register's converter, and how to look at a conversion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from samenspel.datapackage.sources import Conversion, Effect, KnownPlaces
from tests.datapackage.sources.roo_small import arrangement, member, municipality

Write = Callable[[str | bytes], Path]
TOWNS = (municipality(11, "Waterstad"), municipality(12, "Heidedorp"), municipality(13, "Duindam"))


def rows(conversion: Conversion, table: str) -> list[dict[str, Any]]:
    """The rows of a table."""
    return conversion.package.table(table).to_dicts()


def causes(conversion: Conversion, effect: Effect) -> list[str]:
    """The causes of the remarks with an effect, in the order of the source."""
    return [remark.cause for remark in conversion.remarks if remark.effect is effect]


def participant(inner: str, attributes: str = "") -> str:
    """A participant with these elements and attributes."""
    return f"<p:deelnemendeOrganisatie {attributes}>{inner}</p:deelnemendeOrganisatie>"


def version(
    number: int, begin: str, end: str = "", *, after: int | None = None, before: int | None = None
) -> str:
    """A version of an arrangement, with the versions that it names before and after it."""
    links = f'<p:nextVersion p:systeemId="{after}"/>' if after else ""
    links += f'<p:previousVersion p:systeemId="{before}"/>' if before else ""
    period = f"<p:datumInwerkingtreding>{begin}</p:datumInwerkingtreding>"
    period += f"<p:datumUitwerkingtreding>{end}</p:datumUitwerkingtreding>"
    return arrangement(number, "Regeling", member(11, "Waterstad"), links + period)


def places(**changes: Any) -> KnownPlaces:
    """Waterstad by another official name, with a figure; and what is changed."""
    columns = {
        "code": ["GM9011"],
        "name": ["Waterstad aan Zee"],
        "aliases": ["De Stad"],
        "valid_from": [date(1900, 1, 2)],
        "valid_to": [None],
        "population": [1],
        "population_2023": [500],
    }
    schema = {"valid_to": pl.Date, "population": pl.Int64}
    step = {
        "date": [date(2021, 1, 1)],
        "kind": ["merge"],
        "old_code": ["GM9012"],
        "old_name": ["Heidedorp"],
        "new_code": ["GM9011"],
        "new_name": ["Waterstad"],
        "area_share": [1.0],
        "source": [None],
    }
    return KnownPlaces(
        taken_from="known",
        country=changes.pop("country", "nl"),
        observed_on=date(2024, 1, 1),
        municipalities=pl.DataFrame(columns | changes, schema_overrides=schema),
        changes=pl.DataFrame(step, schema_overrides={"source": pl.String}),
    )
