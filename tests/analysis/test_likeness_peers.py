# SPDX-License-Identifier: EUPL-1.2
"""Peers: which figures count, with how much weight, and what comes out."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from samenspel.analysis.likeness import (
    BY_KEY,
    LIKENESS_INDICATORS,
    THEMES,
    IndicatorTable,
    Vintage,
    WeightsError,
    indicator_table,
    indicator_weights,
    line_of,
    peer_columns,
    peer_rows,
    peers_in,
    profile,
    theme_weights,
    themes_of,
)
from samenspel.datapackage.indicators import INDICATORS

ON = date(2026, 1, 1)
NAN = math.nan
POPULATION = {"A": 1_000.0, "B": 2_000.0, "C": 4_000.0, "D": 64_000.0}
AREA = {"A": 10.0, "B": 40.0, "C": 10.0, "D": 80.0}


def vintage(key: str, values: dict[str, float], on: date | None = ON, source: str = "x") -> Vintage:
    return Vintage(key, on, source, values)


def table(*more: Vintage, codes: str = "ABCD") -> IndicatorTable:
    vintages = (vintage("population", POPULATION), vintage("area_km2", AREA), *more)
    return indicator_table(vintages, codes=list(codes), on=ON)


# The set


def test_every_indicator_of_the_set_is_in_the_catalogue_and_says_why_it_counts() -> None:
    assert set(BY_KEY) <= set(INDICATORS)
    assert len(BY_KEY) == len(LIKENESS_INDICATORS)
    for indicator in LIKENESS_INDICATORS:
        assert indicator.theme in THEMES
        assert indicator.reason_nl.endswith(".")
        assert indicator.reason_en.endswith(".")


def test_every_theme_has_an_indicator() -> None:
    assert {indicator.theme for indicator in LIKENESS_INDICATORS} == set(THEMES)


def test_a_theme_with_many_figures_weighs_no_more_than_one_with_few() -> None:
    keys = [indicator.key for indicator in LIKENESS_INDICATORS]
    weights = indicator_weights(keys, theme_weights())
    per_theme = dict.fromkeys(THEMES, 0.0)
    for key, weight in zip(keys, weights.tolist(), strict=True):
        per_theme[BY_KEY[key].theme] += weight
    assert list(per_theme.values()) == pytest.approx([1 / len(THEMES)] * len(THEMES))


def test_the_weight_of_a_theme_is_divided_over_the_figures_that_there_are() -> None:
    keys = ["population", "pct_0_14", "pct_65plus"]
    weights = indicator_weights(keys, theme_weights({"age": 3}))
    assert weights.tolist() == pytest.approx([0.25, 0.375, 0.375])
    assert themes_of(keys).tolist() == [0, 2, 2]


@pytest.mark.parametrize("weight", [-1, 101, math.inf, math.nan])
def test_impossible_weights_are_refused(weight: float) -> None:
    with pytest.raises(WeightsError, match="between 0 and 100"):
        theme_weights({"size": weight})


def test_unknown_themes_are_refused_with_the_known_ones() -> None:
    with pytest.raises(WeightsError, match="themes are size, density"):
        theme_weights({"height": 1})


def test_some_theme_with_figures_must_weigh() -> None:
    with pytest.raises(WeightsError, match="at least one theme with figures"):
        indicator_weights(["population"], theme_weights({"size": 0}))
    with pytest.raises(WeightsError, match="at least one theme"):
        peers_in(table(), "A", weights=dict.fromkeys(THEMES, 0.0))


# Which edition


def test_one_day_and_source_holds_for_the_whole_country() -> None:
    older = vintage("population", {**POPULATION, "A": 9.0}, date(2020, 1, 1))
    later = vintage("population", {**POPULATION, "A": 8.0}, date(2027, 1, 1))
    undated = vintage("population", {**POPULATION, "A": 7.0}, None)
    found = indicator_table([undated, later, older], codes="ABCD", on=ON)
    assert found.vintages == (older,)
    assert indicator_table([undated, later], codes="ABCD", on=ON).vintages == (later,)
    assert indicator_table([undated], codes="ABCD", on=ON).vintages == (undated,)


def test_an_edition_with_too_few_municipalities_is_not_used() -> None:
    nearly = vintage("population", {"A": 1.0, "B": 2.0, "C": 3.0})
    whole = vintage("population", POPULATION, date(2010, 1, 1))
    assert indicator_table([nearly, whole], codes="ABCD", on=ON).vintages == (whole,)
    alone = indicator_table([nearly], codes="ABCD", on=ON)
    assert alone.vintages == ()
    assert "population" in alone.left_out


def test_of_two_sources_of_a_day_the_first_name_counts() -> None:
    one, two = vintage("population", POPULATION, source="b"), vintage("population", POPULATION)
    other = vintage("population", POPULATION, source="a")
    assert indicator_table([one, other, two], codes="ABCD", on=ON).vintages == (other,)


def test_without_municipalities_there_is_no_table() -> None:
    assert table(codes="").indicators == ()


# Peers


def test_peers_by_two_themes_worked_by_hand() -> None:
    # Logarithms to the base 2: population 0, 1, 2, 6 above 1,000; area 0, 2, 0, 3 above 10.
    found = peers_in(table(), "A")
    assert found.codes == ("C", "B", "D")
    first = found.places[0]
    variance = (0 + 1 + 4 + 36) / 4 - (9 / 4) ** 2
    assert first.squared == pytest.approx(0.5 * 4 / variance)
    assert first.distance == pytest.approx(math.sqrt(first.squared))
    assert first.by_theme["density"] == 0.0
    assert found.compared == 3
    assert found.tried == 1_000
    assert found.themes == ("size", "density")


def test_weights_decide_who_is_nearest() -> None:
    assert peers_in(table(), "A", weights={"density": 0}).codes == ("B", "C", "D")


def test_a_list_may_be_shorter_and_without_trial() -> None:
    found = peers_in(table(), "A", top=1, robust=False)
    assert len(found.places) == 1
    assert found.places[0].stays is None
    assert found.tried == 0


def test_with_one_theme_there_is_nothing_to_try() -> None:
    found = peers_in(table(), "A", weights={"density": 0})
    assert found.tried == 0
    assert found.places[0].stays is None


def test_an_unknown_figure_is_unknown_and_no_zero() -> None:
    most = {code: 1.0 + number for number, code in enumerate("ABCDEFGHIJ")}
    partly = {code: value for code, value in most.items() if code != "J"}
    found = peers_in(
        indicator_table(
            [
                vintage("population", most),
                vintage("area_km2", most),
                vintage("pct_0_14", partly),
            ],
            codes="ABCDEFGHIJ",
            on=ON,
        ),
        "I",
    )
    last = next(peer for peer in found.places if peer.code == "J")
    assert last.by_theme["age"] is None
    assert last.differences[2].part is None
    assert last.differences[2].value is None
    assert last.coverage == pytest.approx(2 / 3)
    own = peers_in(found.table, "J").places[0]
    assert own.by_theme["age"] is None


def test_a_municipality_without_figures_has_no_peers_and_is_no_peer() -> None:
    codes = "ABCDEFGHIJ"
    values = {code: 1.0 + number for number, code in enumerate(codes[:9])}
    whole = indicator_table([vintage("population", values)], codes=codes, on=ON)
    assert peers_in(whole, "J").reason == "no_figures"
    found = peers_in(whole, "A", top=20)
    assert "J" not in found.codes
    assert found.not_compared == ("J",)


def test_alone_in_a_country_there_is_nobody_to_compare_with() -> None:
    alone = indicator_table([vintage("population", {"A": 1.0})], codes="A", on=ON)
    assert peers_in(alone, "A").reason == "none_comparable"


def test_a_municipality_that_is_not_there_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        peers_in(table(), "Z")


# Tables and lines


def test_the_table_has_the_municipality_first_and_every_part() -> None:
    found = peers_in(table(), "A")
    columns = peer_columns(found)
    rows = [dict(zip(columns, row, strict=True)) for row in peer_rows(found, {"C": "Cee"})]
    assert (rows[0]["rank"], rows[0]["code"], rows[0]["population"]) == (0, "A", 1_000.0)
    assert rows[0]["part_size"] is None
    assert (rows[1]["name"], rows[1]["rank"]) == ("Cee", 1)
    for row in rows[1:]:
        assert row["part_size"] + row["part_density"] == row["squared_distance"]
        assert row["part_population"] + row["part_area_km2"] == row["squared_distance"]


def test_a_profile_has_the_municipality_its_peers_and_the_country() -> None:
    row = profile(peers_in(table(), "A"))[0]
    assert (row.key, row.theme, row.on, row.source) == ("population", "size", ON, "x")
    assert row.own.value == 1_000.0
    assert [peer.value for peer in row.peers] == [4_000.0, 2_000.0, 64_000.0]
    assert (row.median, row.known) == (4_000.0, 3)
    assert row.spread is not None
    assert row.spread.middle == 3_000.0  # halfway between 2,000 and 4,000
    assert row.spread.low == pytest.approx(1_300.0)  # 1,000 + 0.3 * 1,000


def line(values: list[float | None]) -> Any:
    return line_of("meetings", values, "ABCD", peers_in(table(), "A", top=2))


def test_a_line_of_another_figure_keeps_unknown_apart() -> None:
    found = line([4, None, 8, 6])
    assert [peer.value for peer in found.peers] == [8.0, None]
    assert found.peers[1].score is None
    assert (found.median, found.known) == (8.0, 1)
    assert found.own.score == pytest.approx(-1.2247448714)


def test_a_line_that_nobody_has_a_value_on_is_empty() -> None:
    found = line([None, None, None, None])
    assert (found.median, found.known, found.spread, found.own.value) == (None, 0, None, None)


def test_a_line_with_one_value_has_no_width() -> None:
    spread = line([3, None, None, None]).spread
    assert (spread.low, spread.middle, spread.high) == (3.0, 3.0, 3.0)


def test_nobody_differs_from_a_twin() -> None:
    same = {"A": 5.0, "B": 5.0}
    twins = indicator_table([vintage("population", same)], codes="AB", on=ON)
    [peer] = peers_in(twins, "A").places
    assert (peer.distance, peer.by_theme) == (0.0, {"size": 0.0})
