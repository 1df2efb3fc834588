# SPDX-License-Identifier: EUPL-1.2
"""Full-text search finds what a council member means, on both databases."""

from __future__ import annotations

import pytest

from samenspel.analysis.dutch_text import query_terms
from samenspel.register.models import ArrangementVersion
from samenspel.register.queries.search import matches

HOSTILE = [
    '"',
    "' OR 1=1 --",
    "a AND OR NOT NEAR(",
    "* ^ : + - ~",
    "search_text:afval",
    "afval\x00; DROP TABLE register_search",
    "x" * 10_000,
    "& | ! <-> ()",
    "\\ \ud7ff \u202e %s %(x)s",
    "🏛️🏛️",
]


def found(query: str) -> set[str]:
    versions = ArrangementVersion.objects.filter(matches(query_terms(query)))
    return set(versions.values_list("name", flat=True))


@pytest.mark.usefixtures("example", "db")
def test_all_words_must_be_found() -> None:
    assert found("vervoerregio amsterdam")
    assert not found("vervoerregio zonnebloem")


@pytest.mark.usefixtures("example", "db")
@pytest.mark.parametrize("query", ["", "de van het", "!!!"])
def test_a_query_without_a_word_that_counts_finds_nothing(query: str) -> None:
    assert not found(query)


@pytest.mark.usefixtures("example", "db")
@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_only_a_query(query: str) -> None:
    before = ArrangementVersion.objects.count()
    found(query)
    assert ArrangementVersion.objects.count() == before
