# SPDX-License-Identifier: EUPL-1.2
"""Tables, sources and licences of a package in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

TABLES = {
    "arrangements": _("arrangements (each version is a row)"),
    "arrangement_duplicates": _("pairs of arrangements that may be one"),
    "boards": _("boards"),
    "bodies": _("bodies"),
    "classifications": _("statements of sources"),
    "commuting": _("commuting flows"),
    "commuting_below_rounding": _("very small commuting flows"),
    "competences": _("articles on powers"),
    "contributions": _("contributions"),
    "divisions": _("regional divisions"),
    "documents": _("documents"),
    "municipalities": _("municipalities (also former ones)"),
    "municipality_changes": _("municipal changes"),
    "participations": _("participations"),
    "region_divisions": _("municipalities in regions"),
    "seats": _("seats in boards"),
}


@dataclass(frozen=True)
class Link:
    """A licence or source; ``url`` is empty unless it is an address on the web."""

    title: str
    url: str


def table_label(table: str) -> str:
    """What the rows of a table of a package are; its own name when it is not known."""
    return str(TABLES.get(table, table))


def links(rows: Iterable[Mapping[str, Any]]) -> tuple[Link, ...]:
    """Licences or sources of a package; what is no address on the web is no link."""
    found = []
    for row in rows:
        path = str(row.get("path") or "")
        title = str(row.get("title") or row.get("name") or path)
        found.append(Link(title, path if is_web_address(path) else ""))
    return tuple(found)


def is_web_address(text: str) -> bool:
    """Whether a text is an address that may be a link: http or https, with a host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
