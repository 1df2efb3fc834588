# SPDX-License-Identifier: EUPL-1.2
"""What partners are found by, and how much each of it counts."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import pytest

from samenspel.analysis.complementarity import (
    FIGURES,
    GROWTH,
    LINK_INDICATOR,
    LINK_INDICATORS,
    LINK_THEMES,
    PartnerWeights,
    WeightsError,
    pair_in,
    partners_in,
    score_matrix,
)
from samenspel.datapackage.indicators import INDICATORS
from tests.analysis.complementarity.small_country import by_hand


def test_every_indicator_says_why_it_counts_in_two_languages() -> None:
    assert len(LINK_INDICATOR) == len(LINK_INDICATORS)
    for indicator in LINK_INDICATORS:
        assert indicator.theme in LINK_THEMES
        assert bool(indicator.figure) != bool(indicator.entry)
        assert indicator.reason_nl.endswith(".")
        assert indicator.reason_en.endswith(".")
        assert indicator.label_nl
        assert indicator.label_en


def test_every_figure_is_in_the_catalogue_and_none_stands_twice_on_a_side() -> None:
    assert set(INDICATORS) >= FIGURES
    assert GROWTH not in FIGURES
    figures = [(i.side, i.figure) for i in LINK_INDICATORS if i.figure]
    assert len(figures) == len(set(figures))
    assert {figure for _, figure in figures} - {GROWTH} <= FIGURES


def test_keys_of_indicators_and_figures_are_never_the_same() -> None:
    assert not set(LINK_INDICATOR) & {i.figure for i in LINK_INDICATORS}


def test_a_theme_weighs_the_same_on_a_side_however_many_figures_it_has() -> None:
    weights = PartnerWeights({"people": 3}).of(LINK_INDICATORS).tolist()
    per_theme: dict[tuple[str, str], int] = defaultdict(int)
    for indicator, weight in zip(LINK_INDICATORS, weights, strict=True):
        assert weight > 0
        per_theme[indicator.side, indicator.theme] += weight
    one = per_theme["means", "living"]
    assert all(
        weight == (3 * one if theme == "people" else one)
        for (_side, theme), weight in per_theme.items()
    )


def test_weights_that_are_not_given_are_as_usual() -> None:
    weights = PartnerWeights({"space": 5}, {"alike": 2})
    assert dict(weights.themes) == dict.fromkeys(LINK_THEMES, 1) | {"space": 5}
    assert weights.exponents == (2, 1, 1)
    assert weights == PartnerWeights(weights.themes, {"alike": 2})
    assert len({weights, PartnerWeights({"space": 5}, {"alike": 2}), PartnerWeights()}) == 2


@pytest.mark.parametrize("weight", [-1, 101, 0.5, True, math.nan, "2"])
def test_weights_are_whole_numbers_to_100(weight: Any) -> None:
    with pytest.raises(WeightsError, match="the weight of space must be a whole number from 0"):
        PartnerWeights({"space": weight})


@pytest.mark.parametrize("weight", [-1, 4, 1.0])
def test_factors_count_at_most_three_times(weight: Any) -> None:
    with pytest.raises(WeightsError, match="the weight of alike must be a whole number from 0 to"):
        PartnerWeights(factors={"alike": weight})


def test_what_does_not_exist_is_refused_with_what_there_is() -> None:
    with pytest.raises(WeightsError, match="there is no theme height; themes are people, living"):
        PartnerWeights({"height": 1})
    with pytest.raises(WeightsError, match="there is no factor love; factors are alike, unlike"):
        PartnerWeights(factors={"love": 1})
    with pytest.raises(WeightsError, match="there is no indicator luck; indicators are shrinkage"):
        PartnerWeights(without=frozenset({"luck"}))


def test_some_factor_must_count() -> None:
    with pytest.raises(WeightsError, match="at least one factor a weight above 0"):
        PartnerWeights(factors={"alike": 0, "unlike": 0, "reciprocity": 0})


def test_something_must_be_left_of_each_side_that_counts() -> None:
    no_problems = PartnerWeights({"people": 0, "work": 0})
    with pytest.raises(
        WeightsError, match=r"nothing is left of the challenges: give .* people, wo"
    ):
        partners_in(by_hand(), "A", weights=no_problems)
    with pytest.raises(WeightsError, match="challenges"):
        pair_in(by_hand(), "A", "B", no_problems)
    with pytest.raises(WeightsError, match="nothing is left of the means"):
        score_matrix(by_hand(), PartnerWeights({"people": 0, "knowledge": 0, "space": 0}))
    only_means = PartnerWeights({"people": 0, "work": 0}, {"alike": 0})
    assert partners_in(by_hand(), "A", weights=only_means).places[0].pair.score > 0


def test_a_figure_on_both_sides_is_left_out_on_both_and_an_indicator_on_one() -> None:
    kept = PartnerWeights().leaving_out("pct_65plus").of(by_hand().indicators).tolist()
    keys = [indicator.key for indicator in by_hand().indicators]
    assert [key for key, weight in zip(keys, kept, strict=True) if not weight] == [
        "ageing", "experience",
    ]  # fmt: skip
    kept = PartnerWeights().leaving_out("ageing", "low_income").of(by_hand().indicators).tolist()
    assert [key for key, weight in zip(keys, kept, strict=True) if not weight] == [
        "ageing", "low_income",
    ]  # fmt: skip
