# SPDX-License-Identifier: EUPL-1.2
"""What sets groups apart and what they share, by hand and beside red-dwarf."""

from __future__ import annotations

import numpy as np
import pytest

from samenspel.analysis.opinion_statements import (
    CRITICAL,
    against_half,
    against_others,
    proportion,
    representative_statements,
    shared_statements,
)


def test_the_tests_are_those_of_polis_worked_out_by_hand() -> None:
    # 14 of 19 with one added to either side: 15 of 21.
    assert proportion(np.array([14]), np.array([19]))[0] == pytest.approx(15 / 21)
    # 2 sqrt(20) (15/20 - 1/2)
    assert against_half(np.array([14]), np.array([19]))[0] == pytest.approx(2.2360679775)
    # 15/20 against 5/20: pooled 1/2, spread sqrt(1/4 (1/20 + 1/20)).
    told = (np.array([14]), np.array([19]), np.array([4]), np.array([19]))
    assert against_others(*told)[0] == pytest.approx(0.5 / np.sqrt(0.025))
    alike = (np.array([9]), np.array([9]), np.array([9]), np.array([9]))
    assert against_others(*alike)[0] == 0


@pytest.mark.filterwarnings("ignore")  # of what red-dwarf imports
def test_the_tests_give_what_red_dwarf_gives() -> None:
    from reddwarf.utils.stats import one_prop_test, two_prop_test
    from scipy.stats import norm

    one, two = np.array([3, 8, 0]), np.array([5, 1, 9])
    tried_one, tried_two = np.array([9, 10, 4]), np.array([12, 7, 9])
    assert np.allclose(against_half(one, tried_one), one_prop_test(one.copy(), tried_one))
    assert np.allclose(
        against_others(one, tried_one, two, tried_two),
        two_prop_test(one.copy(), two.copy(), tried_one, tried_two),
    )
    assert pytest.approx(norm.ppf(0.9)) == CRITICAL


def test_what_sets_two_groups_apart_and_what_they_share() -> None:
    # Agree, disagree, pass of two groups of 20 on four statements.
    counts = np.array(
        [
            [[19, 1, 0], [1, 18, 1], [18, 1, 1], [2, 2, 16]],
            [[1, 19, 0], [18, 1, 1], [17, 2, 1], [1, 3, 16]],
        ]
    )
    first, second = representative_statements(counts)
    assert [(held.statement, held.is_agreed) for held in first] == [(0, True), (1, False)]
    assert [(held.statement, held.is_agreed) for held in second] == [(0, False), (1, True)]
    assert first[0].proportion == pytest.approx(20 / 22)
    assert first[0].ratio == pytest.approx(10)
    assert first[0].weight > first[1].weight
    (shared,) = shared_statements(counts)
    assert (shared.statement, shared.is_agreed) == (2, True)
    assert shared.consensus == pytest.approx(19 / 22 * 18 / 22)


def test_shared_disagreement_comes_after_shared_agreement_and_there_is_a_most() -> None:
    counts = np.array([[[1, 19, 0], [19, 1, 0], [18, 2, 0]]] * 2)
    told = [(held.statement, held.is_agreed) for held in shared_statements(counts)]
    assert told == [(1, True), (2, True), (0, False)]
    assert [h.statement for h in shared_statements(counts, most=1)] == [1, 0]


def test_without_groups_nothing_is_apart_or_shared() -> None:
    none = np.zeros((0, 4, 3), dtype=np.int64)
    assert representative_statements(none) == ()
    assert shared_statements(none) == ()


def test_equal_weights_stand_in_the_order_of_the_statements() -> None:
    counts = np.array([[[15, 1, 0]] * 3, [[1, 15, 0]] * 3])
    first, _second = representative_statements(counts, most=2)
    assert [held.statement for held in first] == [0, 1]
