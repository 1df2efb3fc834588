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

pytestmark = pytest.mark.national


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


def test_an_ambiguous_name_gives_both(national: None, db: Any) -> None:
    found = search_municipalities("Bergen", on=TODAY, limit=5)
    assert {hit.place.name for hit in found.found[:2]} == {"Bergen (L.)", "Bergen (NH.)"}
    assert found.only_exact is None


def test_a_name_in_both_countries_is_not_the_only_one(national: None, db: Any) -> None:
    assert search_municipalities("Zwijndrecht", on=TODAY, limit=5).only_exact is None


def test_the_list_is_in_dutch_order_the_netherlands_first(national: None, db: Any) -> None:
    groups = municipalities_by_province(on=TODAY)
    south = next(g for g in groups if g.province == "Zuid-Holland")
    names = [place.name for place in south.places]
    assert names.index("'s-Gravenhage") == names.index("Gouda") + 1
    assert [g.country for g in groups] == sorted((g.country for g in groups), reverse=True)
    assert sum(len(g.places) for g in groups if g.country == "nl") == 342


def test_the_figure_nearest_before_the_date_is_shown(national: None, db: Any) -> None:
    pk = Municipality.objects.get(code="GM0296").pk
    then = {f.indicator.key: f for f in figures(pk, on=date(2015, 6, 1))}
    now = {f.indicator.key: f for f in figures(pk, on=TODAY)}
    assert then["population"].on == date(2015, 1, 1)
    assert now["population"].on == date(2023, 1, 1)


def test_regions_of_a_municipality_are_known_by_division(national: None, db: Any) -> None:
    found = regions(Municipality.objects.get(code="GM0363").pk)
    assert ("safety-regions", "Amsterdam-Amstelland") in {(r.key, r.region) for r in found}
