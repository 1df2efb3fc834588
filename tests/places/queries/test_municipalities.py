# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samenspel.places.models import Municipality
from samenspel.places.queries.municipalities import (
    figures,
    municipalities_by_province,
    regions,
    search_municipalities,
)

TODAY = date(2026, 6, 1)


@pytest.mark.national
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Den Haag", "'s-Gravenhage"),
        ("delfzijl", "Delfzijl"),
        ("Sudwest Fryslan", "Súdwest-Fryslân"),
        ("Bussum", "Bussum"),
        ("Wychen", "Wijchen"),
        ("Amstredam", "Amsterdam"),
        ("Ghent", "Gent"),
    ],
)
def test_old_names_other_spellings_and_typing_errors_are_found(
    national: None, db: Any, query: str, first: str
) -> None:
    assert search_municipalities(query, on=TODAY, limit=5).found[0].place.name == first


@pytest.mark.national
def test_an_ambiguous_name_gives_both(national: None, db: Any) -> None:
    found = search_municipalities("Bergen", on=TODAY, limit=5)
    assert {hit.place.name for hit in found.found[:2]} == {"Bergen (L.)", "Bergen (NH.)"}
    assert found.only_exact is None


@pytest.mark.national
def test_a_name_in_both_countries_is_not_the_only_one(national: None, db: Any) -> None:
    assert search_municipalities("Zwijndrecht", on=TODAY, limit=5).only_exact is None


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


@pytest.mark.national
def test_the_list_is_in_dutch_order_the_netherlands_first(national: None, db: Any) -> None:
    groups = municipalities_by_province(on=TODAY)
    south = next(g for g in groups if g.province == "Zuid-Holland")
    names = [place.name for place in south.places]
    assert names.index("'s-Gravenhage") == names.index("Gouda") + 1
    assert [g.country for g in groups] == sorted((g.country for g in groups), reverse=True)
    assert sum(len(g.places) for g in groups if g.country == "nl") == 342


@pytest.mark.national
def test_the_figure_nearest_before_the_date_is_shown(national: None, db: Any) -> None:
    pk = Municipality.objects.get(code="GM0296").pk
    then = {f.indicator.key: f for f in figures(pk, on=date(2015, 6, 1))}
    now = {f.indicator.key: f for f in figures(pk, on=TODAY)}
    assert then["population"].on == date(2015, 1, 1)
    assert now["population"].on == date(2023, 1, 1)


@pytest.mark.national
def test_regions_of_a_municipality_are_known_by_division(national: None, db: Any) -> None:
    found = regions(Municipality.objects.get(code="GM0363").pk)
    assert ("safety-regions", "Amsterdam-Amstelland") in {(r.key, r.region) for r in found}
