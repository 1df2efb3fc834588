# SPDX-License-Identifier: EUPL-1.2
"""Partners, groups and choices of the network, on a hand-made country."""

from __future__ import annotations

from typing import Any

import pytest

from samenspel.insight.queries.network.cooperation import (
    NOT_STATED,
    Chosen,
    groups_of,
    network_of,
    strongest_partners,
    subjects_of,
)
from samenspel.insight.queries.network.measures import MEASURES
from samenspel.register.queries.facts import CountryFacts
from tests.insight.small_country import AMSTERDAM, DIEMEN, ZAANSTAD, Made, facts, load

ALMERE, PURMEREND = "GM0034", "GM0439"
pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> CountryFacts:
    load(
        {
            "zorg": Made([AMSTERDAM, DIEMEN], {"policy_areas": "zorg|jeugdzorg"}),
            "afval": Made([AMSTERDAM, DIEMEN, ZAANSTAD], {"legal_form": "openbaar_lichaam"}),
            "water": Made([ZAANSTAD, PURMEREND]),
            "bos": Made([ZAANSTAD, PURMEREND]),
        }
    )
    return facts()


def test_partners_come_with_what_is_shared_the_strongest_first(small: CountryFacts) -> None:
    found = strongest_partners(small, AMSTERDAM, 5)
    assert [(row.municipality.name, row.shared, row.either) for row in found] == [
        ("Diemen", 2, 2),
        ("Zaanstad", 1, 4),
    ]
    assert [row.jaccard for row in found] == [1.0, 0.25]
    assert len(strongest_partners(small, AMSTERDAM, 1)) == 1


def test_partners_cost_no_query_once_the_facts_are_there(
    small: CountryFacts, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert strongest_partners(small, ALMERE, 5) == ()
        assert network_of(small) is network_of(small, Chosen())


def test_a_municipality_that_does_not_exist_then_is_a_mistake(small: CountryFacts) -> None:
    with pytest.raises(KeyError):
        strongest_partners(small, "GM9999", 5)


def test_a_group_is_named_after_its_largest_municipality(small: CountryFacts) -> None:
    found = groups_of(small)
    assert [(g.core.name, sorted(m.name for m in g.members)) for g in found] == [
        ("Amsterdam", ["Amsterdam", "Diemen"]),
        ("Zaanstad", ["Purmerend", "Zaanstad"]),
    ]
    assert [(g.group.inside, g.group.outside) for g in found] == [(2, 2), (2, 2)]


def test_who_has_no_partner_is_in_no_group(small: CountryFacts) -> None:
    grouped = {member.code for group in groups_of(small) for member in group.members}
    assert grouped == {AMSTERDAM, DIEMEN, ZAANSTAD, PURMEREND}


@pytest.mark.parametrize(
    ("chosen", "shared"),
    [
        (Chosen(), 2),
        (Chosen(form="openbaar_lichaam"), 1),
        (Chosen(most=2), 1),
        (Chosen(form="openbaar_lichaam", most=2), 0),
        (Chosen(subject=NOT_STATED), 1),
        (Chosen(subject="zorg-en-gezondheid"), 1),
    ],
    ids=["all", "form", "size", "both", "no subject", "subject"],
)
def test_only_the_chosen_arrangements_count(
    small: CountryFacts, chosen: Chosen, shared: int
) -> None:
    found = {p.code: p.shared for p in network_of(small, chosen).partners_of(AMSTERDAM)}
    assert found.get(DIEMEN, 0) == shared


def test_an_arrangement_has_the_main_domains_of_its_areas(small: CountryFacts) -> None:
    assert subjects_of(small.arrangement("zorg")) == ("zorg-en-gezondheid",)
    assert subjects_of(small.arrangement("water")) == (NOT_STATED,)


@pytest.mark.parametrize(
    ("measure", "classes"),
    [("aantal", [2, 1, 1, 2]), ("deel", [5, 2, 2, 4]), ("gewogen", [5, 4, 4, 5])],
)
def test_classes_of_pairs_begin_at_round_numbers(
    small: CountryFacts, measure: str, classes: list[int]
) -> None:
    network = network_of(small)
    codes, pairs = network.municipalities, network.pairs
    named = [
        (codes[a], codes[b])
        for a, b in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)
    ]
    assert named == [
        (AMSTERDAM, DIEMEN),
        (AMSTERDAM, ZAANSTAD),
        (DIEMEN, ZAANSTAD),
        (PURMEREND, ZAANSTAD),
    ]
    assert MEASURES[measure].classes(network).tolist() == classes
