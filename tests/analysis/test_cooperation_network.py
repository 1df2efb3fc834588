# SPDX-License-Identifier: EUPL-1.2
"""Who works with whom: measures of pairs, groups and the strongest lines, worked out by hand."""

from __future__ import annotations

import sys
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.cooperation_network import (
    WEIGHT_UNIT,
    CooperationNetwork,
    Group,
    cooperation_network,
)
from samenspel.analysis.participation import Participations
from samenspel.analysis.seriation import spread

# Arrangements by their members; the last one has a single municipality.
TABLES = {"r1": "ABC", "r2": "AB", "r3": "CD", "r4": "ABCD", "r5": "A"}


def participations(tables: dict[str, str], codes: str = "ABCDE") -> Participations:
    pairs = [(code, key) for key, members in tables.items() for code in members]
    return Participations.of(pairs, municipalities=codes, arrangements=tables)


def network(tables: dict[str, str] | None = None, *, most: int | None = None) -> CooperationNetwork:
    given_tables = TABLES if tables is None else tables
    return cooperation_network(participations(given_tables), ignore_larger_than=most)


def test_a_pair_shares_arrangements_of_those_that_one_or_both_are_in() -> None:
    partners = network().partners_of("A")
    assert [(p.code, p.shared, p.either) for p in partners] == [
        ("B", 3, 4),
        ("C", 2, 5),
        ("D", 1, 5),
    ]
    assert partners[0].jaccard == 0.75


def test_a_large_arrangement_counts_for_less_when_weighted() -> None:
    # r1 counts 1/2 for each pair in it, r2 counts 1, r4 counts 1/3.
    [first, *_] = network().partners_of("A")
    assert first.weighted == WEIGHT_UNIT // 2 + WEIGHT_UNIT + round(WEIGHT_UNIT / 3)


def test_the_published_example() -> None:
    tables = {"both-3": "ABC", "both-11": "ABCDEFGHIJK", "a1": "A", "a2": "A"}
    tables |= {f"b{number}": "B" for number in range(4)}
    partners = cooperation_network(participations(tables, "ABCDEFGHIJK")).partners_of("A")
    [found] = [partner for partner in partners if partner.code == "B"]
    assert (found.shared, found.either, found.jaccard) == (2, 8, 0.25)
    assert found.weighted == WEIGHT_UNIT * 6 // 10


def test_bodies_above_a_size_can_be_left_out() -> None:
    small = network(most=2)
    assert [(p.code, p.shared, p.either) for p in small.partners_of("A")] == [("B", 1, 2)]
    assert small.number.tolist() == [2, 1, 1, 1, 0]
    with pytest.raises(ValueError, match="2 or more"):
        network(most=1)


def test_who_shares_nothing_has_no_partner() -> None:
    found = network()
    assert found.partners_of("E") == ()
    assert found.partners.tolist() == [3, 3, 3, 3, 0]
    assert found.number.tolist() == [4, 3, 3, 2, 0]
    with pytest.raises(KeyError):
        found.partners_of("Z")


def test_likeness_is_the_jaccard_index_in_millionths() -> None:
    likeness = network().likeness
    assert likeness[0].tolist() == [0, 750_000, 400_000, 200_000, 0]
    assert (likeness == likeness.T).all()


def test_groups_stand_in_the_order_of_the_matrix_with_what_stays_inside() -> None:
    found = network({"x": "AC", "y": "AC", "z": "BD", "w": "CD"})
    assert found.order.tolist() == [0, 2, 3, 1, 4]
    assert found.groups(Fraction(1, 2)) == (
        Group((0, 2), 2, 1),
        Group((1, 3), 1, 1),
        Group((4,), 0, 0),
    )


def test_a_tie_inside_a_group_counts_for_both_of_its_members() -> None:
    # Three members, each pair shares 4; together 6 with others: the published example.
    group = Group((0, 1, 2), inside=12, outside=6)
    assert group.share_inside == 0.8
    assert group.mean_inside == 4.0


def test_a_group_of_one_that_shares_nothing_has_no_shares() -> None:
    alone = Group((4,), 0, 0)
    assert alone.share_inside is None
    assert alone.mean_inside is None


def test_each_keeps_its_strongest_line_and_of_equal_ones_the_nearest() -> None:
    found = network({"1": "AB", "2": "AC", "3": "AD", "4": "AD"})
    ends = list(zip(found.pairs.first.tolist(), found.pairs.second.tolist(), strict=True))
    assert ends == [(0, 1), (0, 2), (0, 3)]
    # D is the strongest of A; B and C have only A.
    assert found.strongest(found.pairs.shared, each=1).tolist() == [0, 1, 2]
    star = network({"1": "ABCD"})
    pairs = list(zip(star.pairs.first.tolist(), star.pairs.second.tolist(), strict=True))
    apart = np.array([5, 5, 1, 1, 5, 5])
    kept = star.strongest(star.pairs.shared, each=1, apart=apart)
    assert [pairs[place] for place in kept] == [(0, 3), (1, 2)]
    by_code = star.strongest(star.pairs.shared, each=1)
    assert [pairs[place] for place in by_code] == [(0, 1), (0, 2), (0, 3)]


def test_a_country_in_which_nobody_shares_anything() -> None:
    empty = network({})
    assert empty.order.tolist() == [0, 1, 2, 3, 4]
    assert empty.strongest(empty.pairs.shared, each=2).tolist() == []
    assert all(group.share_inside is None for group in empty.groups(Fraction(1, 5)))


tables_strategy = st.dictionaries(
    st.text("rst", min_size=1, max_size=3),
    st.sets(st.sampled_from("ABCDE")).map(lambda members: "".join(sorted(members))),
    max_size=8,
)


@given(tables_strategy)
@settings(max_examples=50, deadline=None)
def test_measures_are_what_counting_one_by_one_gives(tables: dict[str, str]) -> None:
    found = network(tables)
    expected = {}
    for one, other in combinations("ABCDE", 2):
        both = [m for m in tables.values() if one in m and other in m]
        number = sum(1 for m in tables.values() if one in m or other in m)
        if both:
            whole = sum((Fraction(1, len(m) - 1) for m in both), Fraction(0))
            expected[one, other] = (len(both), number, whole)
    codes, pairs = found.municipalities, found.pairs
    got = {
        (codes[a], codes[b]): (s, e, Fraction(w, WEIGHT_UNIT))
        for a, b, s, e, w in zip(
            pairs.first.tolist(), pairs.second.tolist(), pairs.shared.tolist(),
            pairs.either.tolist(), found.weighted.tolist(), strict=True,
        )
    }  # fmt: skip
    assert got.keys() == expected.keys()
    for pair, (shared, either, weight) in expected.items():
        assert got[pair][:2] == (shared, either)
        assert abs(got[pair][2] - weight) * WEIGHT_UNIT <= shared


@given(tables_strategy)
@settings(max_examples=30, deadline=None)
def test_all_that_is_shared_is_inside_a_group_or_between_two(tables: dict[str, str]) -> None:
    found = network(tables)
    groups = found.groups(Fraction(1, 5))
    assert sorted(row for group in groups for row in group.rows) == list(range(5))
    whole = sum(2 * group.inside + group.outside for group in groups)
    assert whole == 2 * int(found.pairs.shared.sum())


@given(tables_strategy)
@settings(max_examples=30, deadline=None)
def test_the_order_is_never_worse_than_that_of_codes(tables: dict[str, str]) -> None:
    found = network(tables)
    assert spread(found.likeness, found.order) <= spread(found.likeness, range(5))


def test_the_module_does_not_need_scipy_to_be_imported() -> None:
    # The command line must answer at once.
    import subprocess

    code = "import sys, samenspel.analysis.cooperation_network as n; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
