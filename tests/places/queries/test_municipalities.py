# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samenspel.places.queries.municipalities import (
    municipalities_by_province,
    search_municipalities,
)

TODAY = date(2026, 6, 1)


def test_a_hit_that_ended_says_who_is_in_its_place(example: None, db: Any) -> None:
    hit = search_municipalities("Delfzijl", on=TODAY, limit=5).found[0]
    assert not hit.exists
    assert [heir.place.name for heir in hit.heirs] == ["Eemsdelta"]


def test_a_hit_by_another_name_says_which(example: None, db: Any) -> None:
    hits = search_municipalities("Amsterdam", on=TODAY, limit=5).found
    assert (hits[0].place.name, hits[0].matched_name, hits[0].how) == ("Amsterdam", "", "exact")


@pytest.mark.parametrize("query", ["", "   ", "!!!", "qqqqqqqq", "x" * 10_000, "\x00'\"%_"])
def test_a_query_without_an_answer_gives_nothing(example: None, db: Any, query: str) -> None:
    assert search_municipalities(query, on=TODAY, limit=5).found == ()


def test_search_takes_few_queries(
    example: None, db: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        search_municipalities("e", on=TODAY, limit=50)


def test_the_list_holds_those_that_exist_on_the_date(example: None, db: Any) -> None:
    def names(on: date) -> set[str]:
        return {p.name for group in municipalities_by_province(on=on) for p in group.places}

    assert "Delfzijl" in names(date(2016, 1, 1))
    assert "Delfzijl" not in names(TODAY)
    assert "Eemsdelta" in names(TODAY)
