# SPDX-License-Identifier: EUPL-1.2
"""What the measures of a country start from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samenspel.cli.package_participation import facts_of
from samenspel.datapackage import read_package
from samenspel.register.queries.facts import country_facts, forget
from samenspel.register.queries.reference import reference
from tests.insight.small_country import AMSTERDAM, DIEMEN, ON, ZAANSTAD, Made, asked, facts, load

pytestmark = pytest.mark.django_db


def test_rows_and_columns_are_those_of_the_participations() -> None:
    load({"zorg": Made([AMSTERDAM, DIEMEN]), "afval": Made([DIEMEN])})
    found = facts()
    assert tuple(m.code for m in found.municipalities) == found.participations.municipalities
    assert tuple(a.key for a in found.arrangements) == found.participations.arrangements
    assert found.participations.members_of("zorg") == (AMSTERDAM, DIEMEN)
    assert found.municipality(AMSTERDAM).name == "Amsterdam"
    assert found.arrangement("afval").participants == 1


def test_population_is_the_figure_nearest_to_the_day() -> None:
    load({"zorg": Made([AMSTERDAM])})
    assert facts().municipality(AMSTERDAM).population_on == date(2023, 1, 1)
    assert facts(date(2015, 1, 1)).municipality(AMSTERDAM).population_on == date(2014, 1, 1)


def test_in_nothing_is_a_fact_only_where_the_collection_names_the_municipality() -> None:
    load({"zorg": Made([AMSTERDAM]), "oud": Made([DIEMEN], {"in_force_to": date(2020, 1, 1)})})
    found = facts()
    assert found.municipality(DIEMEN).is_known
    assert not found.municipality(ZAANSTAD).is_known
    assert found.participations.number[found.participations.index_of(DIEMEN)] == 0


def test_a_country_without_data_has_no_facts() -> None:
    load({"zorg": Made([AMSTERDAM])})
    assert country_facts(asked(), "be") is None


def test_facts_are_kept_until_something_is_loaded(django_assert_num_queries: Any) -> None:
    load({"zorg": Made([AMSTERDAM])})
    wanted = asked()
    with django_assert_num_queries(4):
        first = country_facts(wanted, "nl")
    with django_assert_num_queries(1):
        assert country_facts(wanted, "nl") is first
    load({"zorg": Made([AMSTERDAM, DIEMEN])})
    again = country_facts(asked(), "nl")
    assert again is not None
    assert again.participations.members_of("zorg") == (AMSTERDAM, DIEMEN)


@pytest.mark.national
def test_package_and_database_say_the_same_of_the_whole_country(
    national: None, national_data: Path
) -> None:
    forget()
    observed = date(2026, 5, 16)
    stored = country_facts(reference(on=observed, today=ON), "nl")
    read = facts_of(read_package(national_data / "nl-2026"))
    assert stored is not None
    assert read.on == observed
    assert (len(stored.municipalities), len(stored.arrangements)) == (342, 451)
    assert len(stored.participations.stale) == 16
    assert f"{stored.participations.number.mean():.2f}" == "9.30"
    assert read.participations.stale == stored.participations.stale
    assert read.participations.arrangements == stored.participations.arrangements
    assert (read.participations.matrix != stored.participations.matrix).nnz == 0
    assert [(a.legal_form, a.policy_areas) for a in read.arrangements] == [
        (a.legal_form, a.policy_areas) for a in stored.arrangements
    ]
