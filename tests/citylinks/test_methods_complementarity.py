# SPDX-License-Identifier: EUPL-1.2
"""The published definitions of partners say what the code does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from django.utils import translation

from samenspel.analysis.complementarity import (
    DRAWS,
    ENTERED,
    LINK_INDICATORS,
    TOP,
    Sums,
    factors_of,
    score_of,
)
from samenspel.citylinks.methods.complementarity import METHODS

METHOD = {method.key: method for method in METHODS}
USUAL = (1, 1, 1)
# Places in tenths, each figure with the same weight: ageing and low incomes of A and B, then what
# B has more of (room to grow) and A has more of (higher education), of two figures of ten tenths.
SUMS = Sums(shared=6 + 4, either=8 + 5, gain=8 - 2, back=9 - 1, whole=20)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def two(number: Fraction) -> str:
    return f"{float(number):.2f}"


def test_the_example_of_the_score_multiplies_the_factors() -> None:
    text = str(METHOD["city-link-score"].example)
    factors = factors_of(SUMS)
    told = [two(n) for n in (factors.alike, factors.unlike, factors.reciprocity)]
    assert f"{' × '.join(told)} = {two(score_of(SUMS, USUAL))}." in text


def test_the_examples_of_the_factors_are_what_the_code_does() -> None:
    factors = factors_of(SUMS)
    assert f"1.0 / 1.3 = {two(factors.alike)}." in str(METHOD["city-link-alike"].example)
    text = str(METHOD["city-link-gain"].example)
    assert f"(0.9 − 0.1) / 2 = {two(factors.back)}" in text
    assert f"(0.8 − 0.2) / 2 = {two(factors.gain)}." in text
    assert f"is 0.40 + 0.30 = {two(factors.unlike)}." in text
    assert f"2 × 0.40 × 0.30 / 0.70 = {two(factors.reciprocity)}." in text


def test_the_example_of_contributions_is_what_the_code_does() -> None:
    text = str(METHOD["city-link-contribution"].example)
    score = score_of(SUMS, USUAL)
    without_income = score_of(SUMS._replace(shared=6, either=8), USUAL)
    without_education = score_of(SUMS._replace(back=0, whole=10), USUAL)
    assert f"score {float(score):.3f}." in text
    assert f"the score is {float(without_income):.3f}: " in text
    assert f"contribute {float(score - without_income):.3f}." in text
    assert without_education == 0
    assert f"0.6 / 0.8 = {two(Fraction(6, 8))}" in text


def test_the_words_name_as_many_figures_draws_and_themes_as_there_are() -> None:
    figures = dict.fromkeys(("problem", "means"), 0)
    for indicator in LINK_INDICATORS:
        figures[indicator.side] += indicator.theme != ENTERED
    problems = str(METHOD["city-link-alike"].definition).split("Problems are: ")[1].split(".")[0]
    means = str(METHOD["city-link-gain"].definition).split("countryside: ")[1].split(".")[0]
    for words, side in ((problems, "problem"), (means, "means")):
        assert words.count(",") + 2 == figures[side]
    robustness = METHOD["city-link-robustness"]
    assert f"{DRAWS:,} other weightings" in str(robustness.definition)
    assert TOP == 10
    assert "among the first ten" in str(robustness.definition)
    entered = [i for i in LINK_INDICATORS if i.theme == ENTERED and i.side == "problem"]
    assert len(entered) == 6
    assert "six themes" in str(METHOD["city-link-entries"].definition)


@pytest.mark.parametrize("key", list(METHOD))
def test_every_text_is_there_in_dutch(key: str) -> None:
    method = METHOD[key]
    for text in (method.title, method.definition, method.example, method.source, method.limits):
        english = str(text)
        with translation.override("nl"):
            assert str(text) != english
