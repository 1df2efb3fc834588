# SPDX-License-Identifier: EUPL-1.2
"""Reads tables of Statistics Netherlands (OData 4): pages, columns, labels of dimensions.

References
----------
OData Version 4.01, part 1: protocol, 11.2.6 (paging); CBS open data, OData 4.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import polars as pl

from samenspel.datapackage.fetching.addresses import host_of, joined
from samenspel.datapackage.fetching.errors import FetchError
from samenspel.datapackage.fetching.network import Network

_NEXT = "@odata.nextLink"
_MOST_PAGES = 1_000
_MOST_SHOWN = 12


@dataclass(frozen=True)
class Table:
    """A table at a publisher: ``base`` is the address of the catalogue, without the table."""

    network: Network
    base: str
    identifier: str

    def rows(
        self, entity: str, columns: Sequence[str], *, where: str = ""
    ) -> Iterator[dict[str, Any]]:
        """The rows of a part of the table, page after page.

        ``columns`` must be there; ``where`` is a filter in OData.

        Raises
        ------
        FetchError
            They did not come, are no rows, or have other columns.
        """
        first = f"{self.base}/{self.identifier}/{entity}"
        url: str | None = f"{first}?$filter={quote(where, safe='(),')}" if where else first
        seen: set[str] = set()
        while url is not None:
            if url in seen or len(seen) >= _MOST_PAGES:
                raise FetchError(f"{host_of(url)} gives pages of {entity} without end")
            seen.add(url)
            document = self._page(url, f"{self.identifier}-{entity}-{len(seen):04}.json")
            rows = document["value"]
            self._check(rows, entity, columns)
            yield from rows
            url = self._following(url, document.get(_NEXT))

    def labels(self, entity: str) -> dict[str, str]:
        """The labels of the codes of a dimension, or of the measures."""
        rows = self.rows(entity, ("Identifier", "Title"))
        return {_text(row["Identifier"]): _text(row["Title"]) for row in rows}

    def frame(self, columns: Mapping[str, type[pl.DataType]], *, where: str = "") -> pl.DataFrame:
        """Observations as a table: text without blanks at the ends, numbers as they are."""
        rows = [
            tuple(
                _text(row[name]) if kind is pl.String else _number(row[name])
                for name, kind in columns.items()
            )
            for row in self.rows("Observations", tuple(columns), where=where)
        ]
        return pl.DataFrame(rows, schema=dict(columns), orient="row")

    def _page(self, url: str, name: str) -> dict[str, Any]:
        fetched = self.network.get(url, name=name, kind="json")
        try:
            document = json.loads(fetched.path.read_bytes())
            usable = isinstance(document["value"], list) and all(
                isinstance(row, dict) for row in document["value"]
            )
        except (ValueError, KeyError, TypeError, RecursionError):
            usable = False
        if not usable:
            self.network.forget(fetched)
            raise FetchError(f"{host_of(url)} answered with JSON that is no table ({url[:200]})")
        return document  # type: ignore[no-any-return]

    def _check(self, rows: list[dict[str, Any]], entity: str, columns: Sequence[str]) -> None:
        for row in rows:
            missing = [name for name in columns if name not in row]
            if missing:
                raise FetchError(changed(self.identifier, entity, missing, list(row)))

    def _following(self, url: str, link: object) -> str | None:
        """The address of the next page, which must be of the same server."""
        if link is None:
            return None
        if not isinstance(link, str):
            raise FetchError(f"{host_of(url)} names a next page that is no address")
        target = joined(url, link)
        if host_of(target) != host_of(self.base):
            raise FetchError(
                f"{host_of(url)} names a next page at {host_of(target)}; that is not followed"
            )
        # Behind a front door the server may write its own addresses without the s.
        if urlsplit(target).scheme == "http" and urlsplit(self.base).scheme == "https":
            target = "https" + target.removeprefix("http")
        return target


def changed(table: str, part: str, missing: Sequence[str], came: Sequence[str]) -> str:
    """The sentence about a table that is no longer as it was."""
    which = f"column {missing[0]}" if len(missing) == 1 else f"columns {', '.join(missing)}"
    shown = ", ".join(str(name)[:60] for name in came[:_MOST_SHOWN])
    more = f" and {len(came) - _MOST_SHOWN} more" if len(came) > _MOST_SHOWN else ""
    return (
        f"the publisher changed {table}: {part} has no {which} any more (it has {shown}{more}); "
        "this version cannot read it"
    )


def quoted(text: str) -> str:
    """A text as it stands in a filter."""
    return "'" + text.replace("'", "''") + "'"


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e15:
        return None
    return float(value)
