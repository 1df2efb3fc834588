# SPDX-License-Identifier: EUPL-1.2
"""Places within a country, and which edition of a figure they are made from."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenspel.analysis.complementarity import (
    GROWTH,
    RANK_ONE,
    Column,
    Entries,
    PartnerTable,
    partner_table,
    ranks_of,
)
from samenspel.analysis.likeness import Vintage
from tests.analysis.complementarity.small_country import BEFORE, CODES, ON, by_hand, vintage

NAN = math.nan


def column(table: PartnerTable, key: str) -> Column:
    return next(one for one in table.columns if one.indicator.key == key)


def ranks(*values: float, is_reversed: bool = False) -> list[int]:
    return ranks_of(np.array(values, dtype=np.float64), is_reversed=is_reversed).tolist()


# Ranks


def test_places_go_from_none_to_one_and_equal_figures_share_the_middle() -> None:
    assert ranks(1, 2, 3) == [0, 500_000, 1_000_000]
    assert ranks(9, 1, 1, 9) == [833_333, 166_666, 166_666, 833_333]
    assert ranks(7, 7, 7) == [500_000] * 3


def test_reversed_the_lowest_has_the_highest_place() -> None:
    assert ranks(1, 2, 3, is_reversed=True) == [1_000_000, 500_000, 0]


def test_an_unknown_figure_has_no_place_and_one_alone_stands_in_the_middle() -> None:
    assert ranks(NAN, 5, 3) == [-1, 1_000_000, 0]
    assert ranks(NAN, 5) == [-1, 500_000]
    assert ranks(NAN) == [-1]
    assert ranks() == []


@given(st.lists(st.integers(-1_000, 1_000), min_size=1, max_size=20))
def test_only_the_order_of_figures_counts_not_their_scale(values: list[int]) -> None:
    other_scale = [math.exp(value / 500) * 3 + 7 for value in values]
    assert ranks(*values) == ranks(*other_scale)
    assert all(0 <= rank <= RANK_ONE for rank in ranks(*values))


# Editions


def test_the_nearest_edition_that_nine_out_of_ten_have_is_used() -> None:
    older = vintage("pct_65plus", (1, 2, 3, 4, 5), BEFORE)
    partly = vintage("pct_65plus", (5, 4, 3, 2, NAN))
    later = vintage("pct_65plus", (5, 4, 3, 2, 1), date(2027, 1, 1))
    undated = vintage("pct_65plus", (5, 4, 3, 2, 1), None)
    table = partner_table([undated, later, partly, older], CODES, ON)
    edition = column(table, "ageing").editions[""]
    assert (edition.on, edition.since, edition.source) == (BEFORE, None, "x")
    assert column(table, "ageing").values.tolist() == [1, 2, 3, 4, 5]
    assert "low_income" in table.left_out
    found = partner_table([undated, later], CODES, ON)
    assert column(found, "ageing").editions[""].on == date(2027, 1, 1)


def test_growth_is_reckoned_between_two_populations_a_year_apart_or_more() -> None:
    table = partner_table(
        [
            vintage("population", (200, 100, 100, 100, 0), date(2021, 1, 1)),
            vintage("population", (900, 900, 900, 900, 900), BEFORE),
            vintage("population", (210, 90, 150, 100, 9), date(2025, 12, 1)),
            vintage("population", (210, 90, 150, 100, 9), date(2025, 1, 1)),
        ],
        CODES,
        ON,
    )
    growth = column(table, "shrinkage")
    assert growth.values[:4].tolist() == [5, -10, 50, 0]
    assert math.isnan(growth.values[4])
    edition = growth.editions[""]
    # From the last one that is a year older than December 2025 is not January 2025.
    assert (edition.since, edition.on) == (date(2021, 1, 1), date(2025, 12, 1))
    assert growth.ranks.tolist() == [333_333, 1_000_000, 0, 666_666, -1]


def test_a_population_without_a_day_is_the_latest_of_its_source() -> None:
    table = partner_table(
        [
            vintage("population", (110, 90, 100, 100, 100), None),
            vintage("population", (100, 100, 100, 100, 100), BEFORE),
        ],
        CODES,
        ON,
    )
    growth = column(table, "shrinkage")
    assert growth.values.tolist() == [10, -10, 0, 0, 0]
    assert (growth.editions[""].since, growth.editions[""].on) == (BEFORE, None)


@pytest.mark.parametrize(
    "days",
    [(None,), (BEFORE,), (date(2025, 6, 1), date(2025, 1, 1)), (date(2027, 1, 1), None)],
    ids=["no day", "one", "too close", "only later"],
)
def test_without_two_populations_there_is_no_growth(days: tuple[date | None, ...]) -> None:
    table = partner_table([vintage("population", (1, 2, 3, 4, 5), day) for day in days], CODES, ON)
    assert "shrinkage" in table.left_out


def test_a_published_change_counts_before_one_that_is_reckoned() -> None:
    population = [
        vintage("population", (110, 95, 100, 100, 5), day) for day in (date(2018, 1, 1), BEFORE)
    ]
    change = vintage("population_change", (10, -5, 0, NAN, 5), BEFORE)
    enough = vintage("population_change", (10, -5, 0, 20, 5), BEFORE)
    assert column(partner_table([*population, change], CODES, ON), "shrinkage").values[0] == 0
    growth = column(partner_table([*population, enough], CODES, ON), "shrinkage")
    assert growth.values[:4].tolist() == [10, -5, 0, 25]
    # From nobody to five is no percentage.
    assert math.isnan(growth.values[4])
    assert growth.editions[""].vintage.indicator == GROWTH
    assert "shrinkage" in partner_table([enough], CODES, ON).left_out


@pytest.mark.parametrize(
    ("latest", "change", "first"),
    [
        (BEFORE, date(2019, 1, 1), 0),
        (BEFORE, None, 0),
        (BEFORE, date(2027, 1, 1), 0),
        (None, BEFORE, 0),
        (BEFORE, BEFORE, 10),
        (date(2020, 1, 1), BEFORE, 10),
    ],
    ids=["older", "no day", "still to come", "up to now", "as new", "newer"],
)
def test_the_newest_period_counts_whoever_reckoned_it(
    latest: date | None, change: date | None, first: int
) -> None:
    days = (date(2018, 1, 1), latest)
    population = [vintage("population", (110, 95, 100, 100, 5), day) for day in days]
    published = vintage("population_change", (10, -5, 0, 20, 5), change)
    for given_order in ([*population, published], [published, *population[::-1]]):
        growth = column(partner_table(given_order, CODES, ON), "shrinkage")
        assert growth.values[0] == first


# Countries


def test_places_are_within_a_country_each_with_its_own_edition() -> None:
    codes = ("A", "B", "X", "Y")
    dutch = Vintage("pct_65plus", ON, "nl", {"A": 10.0, "B": 20.0})
    belgian = Vintage("pct_65plus", BEFORE, "be", {"X": 90.0, "Y": 80.0})
    table = partner_table(
        [dutch, belgian, Vintage("pct_low_income", ON, "nl", {"A": 1.0, "B": 2.0})],
        codes,
        ON,
        countries={"A": "nl", "B": "nl", "X": "be", "Y": "be"},
    )
    assert table.countries == ("nl", "nl", "be", "be")
    assert column(table, "ageing").ranks.tolist() == [0, 1_000_000, 1_000_000, 0]
    assert {key: e.source for key, e in column(table, "ageing").editions.items()} == {
        "nl": "nl", "be": "be",
    }  # fmt: skip
    assert column(table, "low_income").ranks.tolist() == [0, 1_000_000, -1, -1]


# The table


def test_columns_stand_problems_first_and_codes_sorted() -> None:
    table = partner_table(
        [vintage("pct_65plus", (3, 2, 1), codes="CBA")], ["C", "B", "A"], ON
    )  # fmt: skip
    assert table.codes == ("A", "B", "C")
    assert [indicator.key for indicator in table.indicators] == ["ageing", "experience"]
    assert table.themes == ("people",)
    assert table.problems.tolist() == table.means.tolist() == [[0], [500_000], [1_000_000]]
    assert table.row("C") == 2
    with pytest.raises(KeyError):
        table.row("Z")


def test_a_table_without_municipalities_or_figures_is_empty() -> None:
    assert partner_table([], [], ON).columns == ()
    empty = partner_table([], CODES, ON)
    assert empty.problems.shape == empty.means.shape == (5, 0)


def test_what_people_entered_is_a_column_when_anybody_entered_it() -> None:
    said = Entries(challenges={"A": frozenset({"talent"}), "Z": frozenset({"talent"})})
    table = by_hand(said)
    talent = column(table, "challenge_talent")
    assert talent.ranks.tolist() == [RANK_ONE, -1, -1, -1, -1]
    assert column(table, "challenge_ondernemen").ranks.tolist() == [0, -1, -1, -1, -1]
    assert column(table, "exchange_talent").ranks.tolist() == [-1] * 5
    assert talent.editions == {}
    only_abroad = Entries(needs={"Z": frozenset({"talent"}), "B": frozenset()})
    assert not any(one.indicator.entry for one in by_hand(only_abroad).columns)
