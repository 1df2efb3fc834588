# SPDX-License-Identifier: EUPL-1.2
"""Cost keys: shares and whole cents."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.cost_sharing import (
    CostSharingError,
    by_weight,
    divided,
    effects,
    equally,
    mixed,
    with_fixed_part,
)

few = settings(max_examples=60, deadline=None)
weights = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 10**6), min_size=1
).filter(lambda found: any(found.values()))
totals = st.integers(0, 10**10)


def test_costs_follow_inhabitants() -> None:
    shares = by_weight({"a": 60_000, "b": 30_000, "c": 10_000})
    assert divided(1_000_000, shares) == {"a": 600_000, "b": 300_000, "c": 100_000}


def test_cents_left_over_go_to_the_largest_remainders() -> None:
    # 100 cents: 14.28, 28.57 and 57.14; the cent left over is for the middle one.
    assert divided(100, by_weight({"a": 1, "b": 2, "c": 4})) == {"a": 14, "b": 29, "c": 57}


def test_of_equal_remainders_the_first_code_pays_the_cent() -> None:
    assert divided(100, equally(["c", "b", "a"])) == {"a": 34, "b": 33, "c": 33}


def test_keys_are_mixed_by_their_weights() -> None:
    inhabitants, use = by_weight({"a": 3, "b": 1}), by_weight({"a": 0, "b": 1})
    assert mixed([(3, inhabitants), (1, use)]) == {"a": Fraction(9, 16), "b": Fraction(7, 16)}


def test_a_fixed_part_is_paid_equally() -> None:
    shares = with_fixed_part(by_weight({"a": 3, "b": 1}), fixed=Fraction(1, 5))
    assert divided(1000, shares) == {"a": 700, "b": 300}


@few
@given(totals, weights)
def test_parts_add_up_to_the_total_and_keep_quota(total: int, parts: dict[str, int]) -> None:
    shares = by_weight(parts)
    amounts = divided(total, shares)
    assert sum(amounts.values()) == total
    assert sum(shares.values()) == 1
    assert all(abs(amounts[code] - total * shares[code]) < 1 for code in parts)


@few
@given(totals, weights, st.randoms(use_true_random=False))
def test_the_order_in_which_participants_are_named_does_not_matter(
    total: int, parts: dict[str, int], chance: object
) -> None:
    turned = list(parts.items())
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert divided(total, by_weight(dict(turned))) == divided(total, by_weight(parts))


@few
@given(totals, weights)
def test_who_weighs_more_never_pays_less(total: int, parts: dict[str, int]) -> None:
    amounts = divided(total, by_weight(parts))
    order = sorted(parts, key=lambda code: (parts[code], amounts[code]))
    assert [amounts[code] for code in order] == sorted(amounts.values())


@few
@given(weights, st.fractions(0, 1), st.integers(1, 9))
def test_a_key_mixed_with_itself_stays_itself(
    parts: dict[str, int], fixed: Fraction, times: int
) -> None:
    shares = by_weight(parts)
    assert mixed([(times, shares), (2, shares)]) == shares
    assert with_fixed_part(shares, fixed=Fraction(0)) == shares
    assert with_fixed_part(shares, fixed=Fraction(1)) == equally(parts)
    assert sum(with_fixed_part(shares, fixed=fixed).values()) == 1


def test_the_effect_is_in_cents_and_per_inhabitant() -> None:
    [first, second] = effects(
        {"b": None, "a": 900}, {"b": 400, "a": 600}, inhabitants={"a": 200, "b": 0}
    )
    assert (first.difference, first.difference_per_inhabitant) == (-300, Fraction(-3, 2))
    assert (first.old_per_inhabitant, first.new_per_inhabitant) == (Fraction(9, 2), 3)
    assert (second.difference, second.difference_per_inhabitant) == (None, None)
    assert second.new_per_inhabitant is None


def test_an_amount_that_is_not_known_stays_unknown() -> None:
    assert effects({}, {"a": 5})[0].difference is None


@pytest.mark.parametrize(
    "parts", [{}, {"a": 0}, {"a": 2, "b": -1}], ids=["nobody", "nothing", "negative"]
)
def test_weights_that_cannot_be_are_refused(parts: dict[str, int]) -> None:
    with pytest.raises(CostSharingError):
        by_weight(parts)


def test_amounts_that_cannot_be_are_refused() -> None:
    with pytest.raises(CostSharingError, match="0 or more"):
        divided(-1, equally("ab"))
    with pytest.raises(CostSharingError, match="add up to 1"):
        divided(1, {"a": Fraction(1, 2)})
    with pytest.raises(CostSharingError, match="add up to 1"):
        divided(1, {"a": Fraction(3, 2), "b": Fraction(-1, 2)})
    with pytest.raises(CostSharingError, match="fixed part"):
        with_fixed_part(equally("ab"), fixed=Fraction(2))
    with pytest.raises(CostSharingError, match="same participants"):
        mixed([(1, equally("ab")), (1, equally("abc"))])
