# SPDX-License-Identifier: EUPL-1.2
"""Full-text search in versions: the same analysed words on both databases."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from samenspel.analysis.dutch_text import QueryWord, fts5_match, tsquery

_SQLITE = "SELECT rowid FROM register_search WHERE register_search MATCH %s"
_POSTGRESQL = (
    "SELECT id FROM register_arrangementversion"
    " WHERE to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)"
)


def matches(words: Sequence[QueryWord]) -> Q:
    """Condition on versions: every word of the query is found, itself or in all its parts."""
    if connection.vendor == "sqlite":
        return Q(pk__in=RawSQL(_SQLITE, [fts5_match(words)]))  # noqa: S611 - bound parameter
    return Q(pk__in=RawSQL(_POSTGRESQL, [tsquery(words)]))  # noqa: S611 - bound parameter
