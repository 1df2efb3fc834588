# SPDX-License-Identifier: EUPL-1.2
"""The score of two municipalities: by hand, and by the laws that it keeps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from samenspel.analysis.complementarity import (
    RANK_ONE,
    Entries,
    PartnerTable,
    PartnerWeights,
    Sums,
    factors_of,
    pair_in,
    partner_table,
    score_of,
)
from tests.analysis.complementarity.small_country import (
    CODES,
    ON,
    by_hand,
    tables,
    vintage,
    weightings,
)

FEW = settings(max_examples=40, deadline=None)
WHOLE = st.integers(0, 10**9)


# By hand


def test_a_pair_worked_by_hand() -> None:
    # Ageing 0 and 1/4, low incomes 1 and 3/4: (0 + 3/4) / (1/4 + 1), each with half a weight.
    # B is older by 1/4 and roomier by 3/4, each with half a weight; A knows 1 more, with a whole.
    pair = pair_in(by_hand(), "A", "B")
    assert pair.factors.alike == Fraction(3, 5)
    assert pair.factors.gain == Fraction(1, 4)
    assert pair.factors.back == Fraction(1, 2)
    assert pair.factors.unlike == Fraction(3, 4)
    assert pair.factors.reciprocity == Fraction(1, 3)
    assert pair.score == pair.value == Fraction(3, 20)
    assert (pair.coverage, pair.is_compared, pair.fails) == (1, True, ())


def test_what_each_figure_contributes_worked_by_hand() -> None:
    pair = pair_in(by_hand(), "A", "B")
    parts = {part.key: part for part in pair.parts}
    assert list(parts) == [
        "ageing", "low_income", "experience", "higher_education", "room_to_grow",
    ]  # fmt: skip
    assert parts["ageing"].contribution == Fraction(-3, 80)
    assert parts["higher_education"].contribution == pair.score
    assert pair.figure_contributions["pct_65plus"] == Fraction(-1, 10)
    assert pair.figure_contributions["pct_low_income"] == parts["low_income"].contribution


def test_a_part_has_the_figures_and_places_of_both() -> None:
    ageing, _, _, education, room = pair_in(by_hand(), "A", "B").parts
    assert (ageing.own_value, ageing.other_value) == (10, 20)
    assert (ageing.own_rank, ageing.other_rank) == (0, 250_000)
    assert (ageing.shared, ageing.either, ageing.gain, ageing.back) == (0, 250_000, None, None)
    assert (education.gain, education.back, education.shared) == (0, RANK_ONE, None)
    assert (room.own_rank, room.other_rank, room.gain) == (0, 750_000, 750_000)
    assert education.weight == 2 * room.weight


def test_a_factor_counts_as_often_as_its_weight_says() -> None:
    def score(**factors: int) -> Fraction:
        return pair_in(by_hand(), "A", "B", PartnerWeights(factors=factors)).score

    alike, unlike, mean = Fraction(3, 5), Fraction(3, 4), Fraction(1, 3)
    assert score(alike=0) == unlike * mean
    assert score(unlike=0, reciprocity=0) == alike
    assert score(alike=2, unlike=3, reciprocity=2) == alike**2 * unlike**3 * mean**2


def test_who_fails_a_condition_scores_nothing_and_keeps_the_factors() -> None:
    pair = pair_in(by_hand(), "A", "B", fails=("too_far",))
    assert (pair.score, pair.value) == (0, Fraction(3, 20))
    assert all(part.contribution == 0 for part in pair.parts)
    assert pair.score_without(["ageing"]) == 0


def test_what_people_entered_joins_as_a_problem_and_as_a_gain() -> None:
    table = by_hand(
        Entries(
            challenges={"A": frozenset({"talent"}), "B": frozenset({"talent", "verbindingen"})},
            needs={"A": frozenset({"talent"})},
            offers={"B": frozenset({"talent"}), "C": frozenset({"talent"})},
        )
    )
    pair = pair_in(table, "A", "B")
    # Six themes of 1/6 beside two figures of 1/2: one of two challenges is shared.
    assert pair.factors.alike == (Fraction(3, 8) + Fraction(1, 6)) / (
        Fraction(5, 8) + Fraction(2, 6)
    )
    # Of the six themes only talent is looked for.
    wanted = 2 + Fraction(1, 6)
    assert pair.factors.gain == (Fraction(1, 2) + Fraction(1, 6)) / wanted
    assert pair.factors.back == 1 / wanted
    parts = {part.key: part for part in pair.parts}
    assert (parts["exchange_talent"].gain, parts["exchange_talent"].back) == (RANK_ONE, 0)
    assert parts["challenge_talent"].contribution > 0 > parts["challenge_verbindingen"].contribution
    assert pair_in(table, "B", "A").factors.back == pair.factors.gain


def test_who_entered_nothing_is_judged_by_figures_alone() -> None:
    said = Entries(offers={"A": frozenset({"talent"})}, needs={"C": frozenset({"talent"})})
    assert pair_in(by_hand(said), "A", "B").score == pair_in(by_hand(), "A", "B").score
    part = next(p for p in pair_in(by_hand(said), "A", "B").parts if p.key == "exchange_talent")
    assert (part.gain, part.own_rank, part.contribution) == (None, None, 0)


def test_what_neither_of_both_looks_for_makes_no_difference() -> None:
    needs, offers = {"A": frozenset({"talent"})}, {"B": frozenset({"talent"})}
    more = {"B": frozenset({"talent", "verbindingen"}), "A": frozenset({"ondernemen"})}
    plain = pair_in(by_hand(Entries(needs=needs, offers=offers)), "A", "B")
    assert pair_in(by_hand(Entries(needs=needs, offers=more)), "A", "B").score == plain.score


def test_a_need_that_is_met_raises_the_gain_and_one_that_is_not_lowers_it() -> None:
    offers = {"B": frozenset({"talent"})}
    gain = {
        theme: pair_in(
            by_hand(Entries(needs={"A": frozenset({theme})}, offers=offers)), "A", "B"
        ).factors.gain
        for theme in ("talent", "verbindingen")
    }
    assert gain["verbindingen"] < pair_in(by_hand(), "A", "B").factors.gain < gain["talent"]


# Laws


@FEW
@given(tables(), weightings())
def test_the_score_is_the_same_from_both_sides(
    table: PartnerTable, weights: PartnerWeights
) -> None:
    one, other = table.codes[0], table.codes[-1]
    there, back = pair_in(table, one, other, weights), pair_in(table, other, one, weights)
    assert there.score == back.score
    assert there.factors.reciprocity == back.factors.reciprocity
    assert (there.factors.gain, there.factors.back) == (back.factors.back, back.factors.gain)
    assert (there.coverage, there.is_compared) == (back.coverage, back.is_compared)


@FEW
@given(tables(), weightings(), st.data())
def test_dropping_an_indicator_changes_the_score_by_exactly_its_contribution(
    table: PartnerTable, weights: PartnerWeights, data: st.DataObject
) -> None:
    one, other = table.codes[0], table.codes[-1]
    pair = pair_in(table, one, other, weights)
    part = data.draw(st.sampled_from(pair.parts))
    left = weights.leaving_out(part.key)
    side = [column.indicator for column in table.of_side(part.indicator.side)]
    # Weights that leave nothing of a side are refused.
    assume(left.of(side).any() or not left.counts(part.indicator.side))
    without = pair_in(table, one, other, left)
    assert pair.score - without.score == part.contribution
    assert pair.score_without([part.key]) == without.score


@FEW
@given(tables(with_entries=False))
def test_a_figure_that_disappears_changes_the_score_by_exactly_its_contribution(
    table: PartnerTable,
) -> None:
    one, other = table.codes[0], table.codes[-1]
    pair = pair_in(table, one, other)
    for figure, contribution in pair.figure_contributions.items():
        vintages = {
            column.indicator.figure: column.editions[""].vintage
            for column in table.columns
            if column.indicator.figure != figure
        }
        without = pair_in(partner_table(vintages.values(), table.codes, ON), one, other)
        assert pair.score - without.score == contribution


@FEW
@given(tables(with_entries=False))
def test_scale_and_names_do_not_matter(table: PartnerTable) -> None:
    renamed = {code: f"N{len(table.codes) - row:02}" for row, code in enumerate(table.codes)}
    vintages = {
        column.indicator.figure: vintage(
            column.indicator.figure,
            (7 + column.values**3).tolist(),
            codes=[renamed[code] for code in table.codes],
        )
        for column in table.columns
    }
    other = partner_table(vintages.values(), list(renamed.values()), ON)
    for code in table.codes[1:]:
        pair = pair_in(table, table.codes[0], code)
        same = pair_in(other, renamed[table.codes[0]], renamed[code])
        assert (pair.score, pair.sums, pair.coverage) == (same.score, same.sums, same.coverage)


def test_a_gift_is_not_a_link() -> None:
    # B has more of everything; alike they are, and unlike in means.
    table = partner_table(
        [
            vintage("pct_low_income", (1, 2, 3, 4, 5)),
            vintage("pct_higher_education", (1, 5, 2, 3, 4)),
            vintage("address_density", (1, 5, 3, 2, 4)),
        ],
        CODES,
        ON,
    )
    pair = pair_in(table, "B", "C")
    assert (pair.factors.gain, pair.factors.back > 0, pair.factors.alike > 0) == (0, True, True)
    assert pair.factors.reciprocity == pair.score == 0
    assert all(part.contribution == 0 for part in pair.parts)
    without_reciprocity = PartnerWeights(factors={"reciprocity": 0})
    assert pair_in(table, "B", "C", without_reciprocity).score > 0


@FEW
@given(tables(), weightings())
def test_factors_stay_within_their_ranges(table: PartnerTable, weights: PartnerWeights) -> None:
    for other in table.codes[1:]:
        factors = pair_in(table, table.codes[0], other, weights).factors
        assert 0 <= factors.alike <= 1
        assert 0 <= min(factors.gain, factors.back) <= factors.reciprocity
        assert factors.reciprocity <= max(factors.gain, factors.back) <= 1
        if not table.entries.codes:
            assert factors.unlike <= 1
            assert factors.reciprocity <= Fraction(1, 2)


@given(WHOLE, WHOLE, WHOLE, WHOLE, st.integers(1, 10**6))
def test_more_shared_or_more_gained_never_lowers_the_score(
    shared: int, more: int, gain: int, back: int, step: int
) -> None:
    sums = Sums(shared, shared + more, gain, back, gain + back + 1)
    score = score_of(sums, (1, 1, 1))
    if more >= step:
        assert score_of(sums._replace(shared=shared + step), (1, 1, 1)) >= score
    assert score_of(sums._replace(either=sums.either + step), (1, 1, 1)) <= score
    assert score_of(sums._replace(gain=gain + step), (1, 1, 1)) >= score
    assert score_of(sums._replace(back=back + step), (1, 1, 1)) >= score


@given(WHOLE, WHOLE, WHOLE, WHOLE, st.tuples(*[st.integers(0, 3)] * 3))
def test_the_score_is_the_product_of_the_factors(
    shared: int, more: int, gain: int, back: int, exponents: tuple[int, int, int]
) -> None:
    sums = Sums(shared, shared + more, gain, back, gain + back)
    factors = factors_of(sums)
    alike, unlike, mean = exponents
    expected = factors.alike**alike * factors.unlike**unlike * factors.reciprocity**mean
    assert score_of(sums, exponents) == expected


def test_a_municipality_that_is_not_there_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        pair_in(by_hand(), "A", "Z")
    with pytest.raises(KeyError):
        pair_in(by_hand(), "Z", "A")
