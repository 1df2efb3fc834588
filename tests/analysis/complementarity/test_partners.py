# SPDX-License-Identifier: EUPL-1.2
"""The list of partners of a municipality, and how sure it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.complementarity import (
    SCORE_ONE,
    Contest,
    Entries,
    PartnerTable,
    PartnerWeights,
    Sums,
    pair_in,
    partner_columns,
    partner_rows,
    partner_table,
    partners_in,
    random_weightings,
    ranks_under,
    score_matrix,
    score_of,
    terms_of,
    used_themes,
)
from samenspel.analysis.complementarity.approximate import SumArrays
from samenspel.analysis.complementarity.robustness import ranks_of_sums
from tests.analysis.complementarity.small_country import (
    CODES,
    ON,
    by_hand,
    tables,
    vintage,
    weightings,
)

FEW = settings(max_examples=25, deadline=None)
TEN = "ABCDEFGHIJ"
UP, DOWN = [float(n) for n in range(10)], [float(n) for n in range(10, 0, -1)]


def ten(**figures: Sequence[float]) -> PartnerTable:
    """Ten municipalities: one more figure may be unknown of one of them."""
    known = {"pct_65plus": UP, "pct_low_income": DOWN, "density_km2": UP, "area_km2": UP}
    return partner_table(
        [vintage(key, its, codes=TEN) for key, its in {**known, **figures}.items()], TEN, ON
    )


# The list


def test_all_others_are_ranked_by_score_then_by_code() -> None:
    found = partners_in(by_hand(), "A")
    scores = {code: pair_in(by_hand(), "A", code).score for code in "BCDE"}
    assert list(found.codes) == sorted(scores, key=lambda code: (-scores[code], code))
    assert [partner.rank for partner in found.places] == [1, 2, 3, 4]
    assert found.of("B").pair.score == Fraction(3, 20)
    assert found.reason == ""
    with pytest.raises(KeyError):
        found.of("A")


def test_equal_scores_stand_in_the_order_of_their_codes() -> None:
    same = partner_table(
        [
            vintage("pct_65plus", (3, 2, 2, 2, 2)),
            vintage("density_km2", (9, 1, 1, 1, 1)),
            vintage("pct_higher_education", (9, 1, 1, 1, 1)),
        ],
        CODES,
        ON,
    )
    found = partners_in(same, "A")
    assert found.codes == ("B", "C", "D", "E")
    assert [partner.best for partner in found.places] == [1, 2, 3, 4]


def test_who_fails_a_condition_stands_last_and_says_why() -> None:
    first = partners_in(by_hand(), "A").codes[0]
    found = partners_in(by_hand(), "A", allowed={first: ("too_far",), "A": ("odd",), "E": ()})
    # E scores nothing by itself.
    assert found.codes[2:] == (first, "E")
    failing = found.of(first)
    assert (failing.pair.score, failing.pair.fails, failing.stays) == (0, ("too_far",), None)
    assert failing.pair.value > 0
    assert found.of("E").pair.fails == ()
    # Whatever the weights, it never stands before one that has a score.
    assert {partner.best for partner in found.places[:2]} == {1}


def test_the_first_ones_have_their_robustness_and_all_have_their_parts() -> None:
    found = partners_in(by_hand(), "A", top=2)
    assert [partner.stays is not None for partner in found.places] == [True, True, False, False]
    assert found.first == found.places[:2]
    assert found.tried == 1_000
    assert len(found.places[3].pair.parts) == 5
    assert partners_in(by_hand(), "A", robust=False).tried == 0


def test_with_one_theme_there_is_nothing_to_try() -> None:
    only_people = PartnerWeights(
        dict.fromkeys(("work", "knowledge", "space"), 0), {"reciprocity": 0}
    )
    found = partners_in(by_hand(), "A", weights=only_people)
    assert used_themes(found.table, found.weights) == ("people",)
    assert (found.tried, found.places[0].stays) == (0, None)


def test_without_any_score_nobody_is_sure() -> None:
    found = partners_in(by_hand(), "A", allowed=dict.fromkeys("BCDE", ("too_far",)))
    assert (found.tried, found.codes) == (0, ("B", "C", "D", "E"))


# Who cannot be compared


def test_less_than_half_of_the_weight_known_is_not_compared() -> None:
    unknown = [*DOWN[:-1], math.nan]
    table = ten(pct_low_income=unknown)
    half = partners_in(table, "A").of("J").pair
    assert (half.coverage, half.is_compared) == (Fraction(1, 2), True)
    assert next(part for part in half.parts if part.key == "low_income").shared is None
    weights = PartnerWeights({"work": 2})
    found = partners_in(table, "A", weights=weights)
    assert found.not_compared == ("J",)
    assert "J" not in found.codes
    pair = pair_in(table, "A", "J", weights)
    assert (pair.coverage, pair.is_compared) == (Fraction(1, 3), False)
    assert partners_in(table, "J", weights=weights).reason == "none_comparable"
    assert score_matrix(table, weights)[0].tolist()[-1] == 0
    # Who is compared does not depend on what is left out.
    left_out = partners_in(table, "A", weights=PartnerWeights().leaving_out("ageing"))
    assert left_out.of("J").pair.score == 0
    assert score_matrix(table, weights.leaving_out("low_income"))[0].tolist()[-1] == 0
    # A side that does not count need not be known.
    only_means = PartnerWeights({"work": 2}, {"alike": 0})
    assert partners_in(table, "A", weights=only_means).not_compared == ()


def test_who_shares_entries_is_known_as_well_as_before() -> None:
    said = Entries(offers={"A": frozenset({"talent"}), "B": frozenset({"talent"})})
    entered = PartnerWeights({"entered": 100})
    pair = pair_in(by_hand(said), "A", "C", entered)
    assert pair.coverage == 1
    assert pair_in(by_hand(said), "A", "B", entered).coverage == 1


def test_a_municipality_without_figures_has_no_partners() -> None:
    unknown = {key: [*UP[:-1], math.nan] for key in ("pct_65plus", "pct_low_income")}
    found = partners_in(ten(**unknown), "J")
    assert (found.reason, found.places, found.tried) == ("no_figures", (), 0)


def test_alone_there_is_nobody_to_compare_with() -> None:
    alone = partner_table(
        [vintage("pct_65plus", [1.0], codes="A"), vintage("density_km2", [1.0], codes="A")],
        "A",
        ON,
    )
    assert partners_in(alone, "A").reason == "none_comparable"
    assert score_matrix(alone).tolist() == [[0]]


def test_a_country_without_figures_of_a_side_has_no_partners() -> None:
    only_means = partner_table([vintage("density_km2", UP[:5])], CODES, ON)
    assert partners_in(only_means, "A").reason == "no_indicators"
    assert not score_matrix(only_means).any()
    assert partners_in(partner_table([], CODES, ON), "A").reason == "no_indicators"
    assert score_matrix(partner_table([], [], ON)).shape == (0, 0)


def test_entries_alone_are_enough_for_those_that_share_them() -> None:
    said = Entries(
        challenges={"A": frozenset({"talent"}), "B": frozenset({"talent"})},
        needs={"A": frozenset({"talent"}), "B": frozenset({"ondernemen"})},
        offers={"A": frozenset({"ondernemen"}), "B": frozenset({"talent"})},
    )
    table = partner_table([], CODES, ON, entries=said)
    found = partners_in(table, "A")
    assert (found.codes, found.not_compared) == (("B",), ("C", "D", "E"))
    assert found.places[0].pair.score == Fraction(1, 2)
    assert partners_in(table, "C").reason == "no_figures"
    assert score_matrix(table)[0].tolist() == [0, SCORE_ONE // 2, 0, 0, 0]


def test_a_municipality_that_is_not_there_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        partners_in(by_hand(), "Z")


# All pairs at once


@FEW
@given(tables(), weightings())
def test_the_matrix_has_the_exact_scores_of_all_pairs_rounded_down(
    table: PartnerTable, weights: PartnerWeights
) -> None:
    matrix = score_matrix(table, weights)
    assert (matrix == matrix.T).all()
    for row, one in enumerate(table.codes):
        found = partners_in(table, one, weights=weights, robust=False)
        expected = dict.fromkeys(table.codes, 0) | {
            partner.code: math.floor(partner.pair.score * SCORE_ONE) for partner in found.places
        }
        assert matrix[row].tolist() == list(expected.values())


def test_a_large_matrix_is_made_in_parts_and_is_the_same() -> None:
    random = np.random.Generator(np.random.PCG64(1))
    codes = [f"P{place:03}" for place in range(300)]
    table = partner_table(
        [
            vintage(key, random.integers(0, 99, 300).astype(float).tolist(), codes=codes)
            for key in ("pct_65plus", "pct_low_income", "density_km2", "pct_higher_education")
        ],
        codes,
        ON,
    )
    matrix = score_matrix(table)
    assert (matrix == matrix.T).all()
    for row in (0, 150, 299):
        for partner in partners_in(table, codes[row], robust=False).places:
            assert matrix[row, table.row(partner.code)] == math.floor(
                partner.pair.score * SCORE_ONE
            )


# How sure


def test_random_weightings_are_whole_add_up_and_are_always_the_same() -> None:
    drawn = random_weightings(4)
    assert drawn.shape == (1_000, 4)
    assert drawn.dtype == np.int64
    assert (drawn.sum(axis=1) == 1_000).all()
    assert drawn.min() >= 0
    assert (drawn == random_weightings(4)).all()
    assert (drawn != random_weightings(4, seed=1)).any()
    # Evenly from all divisions: each part is a quarter on average.
    assert np.abs(drawn.mean(axis=0) - 250).max() < 25
    # Of the 1,001 divisions over two each comes some hundred times in 100,000 draws.
    often = np.bincount(random_weightings(2, 100_000)[:, 0], minlength=1_001)
    assert 50 < often.min() <= often.max() < 150


@FEW
@given(tables(least=4), weightings(), st.integers(0, 99))
def test_ranks_under_random_weightings_are_those_of_the_exact_scores(
    table: PartnerTable, weights: PartnerWeights, seed: int
) -> None:
    terms = terms_of(table, 0, weights)
    rows = np.arange(1, len(table.codes))
    blocked = rows == 2
    themes = used_themes(table, weights)
    drawn = random_weightings(len(themes), 7, seed)
    contest = Contest(table, weights, terms, rows, blocked)
    ranks = ranks_under(contest, np.arange(len(rows)), drawn)
    for draw, points in enumerate(drawn.tolist()):
        scores = {}
        for row in rows.tolist():
            sums = _sums(table, weights, row, dict(zip(themes, points, strict=True)))
            scores[row] = Fraction(0) if row == 2 else score_of(sums, weights.exponents)
        order = sorted(scores, key=lambda row: (-scores[row], row))
        assert ranks[:, draw].tolist() == [order.index(row) + 1 for row in rows.tolist()]


def _sums(table: PartnerTable, weights: PartnerWeights, row: int, points: dict[str, int]) -> Sums:
    """The sums of a pair, one column after another, with other weights of the themes."""
    plain = PartnerWeights(dict.fromkeys(weights.themes, 1)).of(table.indicators).tolist()
    parts = pair_in(table, table.codes[0], table.codes[row], weights).parts
    sums = [0, 0, 0, 0, 0]
    for part, weight in zip(parts, plain, strict=True):
        its = points.get(part.indicator.theme, 0) * weight
        whole = None if part.gain is None else 1_000_000
        for place, number in enumerate((part.shared, part.either, part.gain, part.back, whole)):
            sums[place] += its * (number or 0)
    return Sums(*sums)


def test_scores_that_hardly_differ_are_told_apart_and_equal_ones_stand_by_code() -> None:
    large = 2.0**52
    shared = np.array([[large], [large + 1], [large + 2], [1.0], [0.0]])
    either = np.array([[large + 1], [large + 2], [large + 3], [1.0], [9.0]])
    ones = np.ones((5, 1))
    # Below 1 by less and less, then 1 itself, then nothing.
    sums = SumArrays(shared, either, ones, ones, 2 * ones)
    nobody = np.zeros(5, dtype=bool)
    every = np.arange(5)
    assert ranks_of_sums(sums, nobody, every, (1, 0, 0)).ravel().tolist() == [4, 3, 2, 1, 5]
    # The same ratios from other numbers, and from the same.
    equal = SumArrays(
        np.array([[1.0], [2.0], [1.0], [2.0]]),
        np.array([[2.0], [4.0], [2.0], [4.0]]),
        *[np.ones((4, 1))] * 3,
    )
    assert ranks_of_sums(equal, nobody[:4], every[:4], (3, 0, 0)).ravel().tolist() == [1, 2, 3, 4]


def test_how_often_a_partner_stays_among_the_first() -> None:
    found = partners_in(by_hand(), "A", top=2)
    for partner in found.first:
        assert partner.stays is not None
        assert partner.best is not None
        assert partner.worst is not None
        assert 0 < partner.stays <= 1_000
        assert 1 <= partner.best <= partner.worst <= 4
    assert [p.stays for p in found.first] == [
        p.stays for p in partners_in(by_hand(), "A", top=2).first
    ]


# The table for every channel


def test_the_table_has_the_municipality_first_and_every_part() -> None:
    found = partners_in(by_hand(), "A", allowed={"B": ("too_far", "own_province")}, top=1)
    columns = partner_columns(found)
    rows = [dict(zip(columns, row, strict=True)) for row in partner_rows(found, {"B": "Bee"})]
    assert [row["rank"] for row in rows] == [0, 1, 2, 3, 4]
    assert (rows[0]["code"], rows[0]["score"], rows[0]["density_km2"]) == ("A", None, 5_000)
    last = next(row for row in rows if row["code"] == "B")
    assert (last["name"], last["fails"], last["score"]) == ("Bee", "too_far own_province", 0)
    assert (last["score_before_conditions"], last["score_exact"]) == (0.15, "0")
    assert (last["gain"], last["gain_of_partner"], last["alike"]) == (0.25, 0.5, 0.6)
    assert (last["rank_room_to_grow"], last["pct_65plus"]) == (750_000, 20)
    assert (rows[1]["weightings"], rows[2]["weightings"]) == (1_000, None)
    assert columns.count("pct_65plus") == 1


def test_what_people_entered_has_a_place_and_a_contribution_in_the_table_and_no_figure() -> None:
    said = Entries(challenges={"A": frozenset({"talent"}), "B": frozenset({"talent"})})
    found = partners_in(by_hand(said), "A")
    rows = [dict(zip(partner_columns(found), row, strict=True)) for row in partner_rows(found, {})]
    told = next(row for row in rows if row["code"] == "B")
    assert told["rank_challenge_talent"] == 1_000_000
    assert told["contribution_challenge_talent"] > 0
    assert "" not in told
    assert list(found.of("B").pair.figure_contributions) == [
        "pct_65plus", "pct_low_income", "pct_higher_education", "density_km2",
    ]  # fmt: skip


def test_the_table_leaves_unknown_open() -> None:
    found = partners_in(ten(pct_low_income=[*DOWN[:-1], math.nan]), "A")
    row = next(row for row in partner_rows(found, {}) if row[1] == "J")
    told = dict(zip(partner_columns(found), row, strict=True))
    assert (told["rank_low_income"], told["pct_low_income"]) == (None, None)
    assert told["contribution_low_income"] == 0
