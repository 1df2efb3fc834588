# SPDX-License-Identifier: EUPL-1.2
"""Territorial congruence: worked examples, laws, and the same as two naive computations."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis import congruence as measures
from samenspel.analysis.congruence import congruence, intensity, pairs, task_weights
from samenspel.analysis.participation import Participations

Pair = tuple[str, str]
ABC: list[Pair] = [("A", "1"), ("B", "1"), ("C", "1"), ("A", "2"), ("B", "2")]
few = settings(max_examples=40, deadline=None)
codes = st.sampled_from("ABCDEFGH")
keys = st.sampled_from("123456")
participating = st.lists(st.tuples(codes, keys), max_size=30)


def of(pairs: Iterable[Pair]) -> Participations:
    return Participations.of(pairs, municipalities="ABCDEFGH")


def ratios(pairs: Iterable[Pair]) -> dict[str, Fraction | None]:
    found = congruence(of(pairs))
    return {code: found.of(code) for code in found.municipalities}


def naive(pairs: Iterable[Pair], limit: int = 99) -> dict[str, Fraction | None]:
    """The definition, word for word."""
    tables: dict[str, set[str]] = {}
    for code, key in pairs:
        tables.setdefault(key, set()).add(code)
    counted = [members for members in tables.values() if 1 < len(members) <= limit]
    found: dict[str, Fraction | None] = {}
    for code in "ABCDEFGH":
        mine = [members for members in counted if code in members]
        partners = set().union(*mine) - {code}
        shared = sum(partner in members for partner in partners for members in mine)
        found[code] = Fraction(shared, len(mine) * len(partners)) if partners else None
    return found


def test_the_worked_example_of_the_methods_page() -> None:
    found = congruence(of(ABC))
    assert [found.of(code) for code in "ABC"] == [Fraction(3, 4), Fraction(3, 4), Fraction(1)]
    assert found.arrangements.tolist()[:3] == [2, 2, 1]
    assert found.partners.tolist()[:3] == [2, 2, 2]
    assert found.value[0] == 0.75


def test_the_variant_by_task_of_the_methods_page() -> None:
    found = congruence(of(ABC), weights=[3, 1])
    assert found.of("A") == Fraction(7, 8)


def test_who_has_no_partner_has_no_congruence() -> None:
    found = congruence(of([*ABC, ("D", "3")]))
    assert found.of("D") is None
    assert np.isnan(found.value[3])
    with pytest.raises(KeyError):
        found.of("Z")


def test_a_municipality_that_does_not_exist_is_left_out_and_reported() -> None:
    found = congruence(of([*ABC, ("OLD", "2")]))
    assert found.of("A") == Fraction(3, 4)
    assert found.stale == (("OLD", "2"),)


def test_large_bodies_can_be_ignored() -> None:
    found = congruence(of(ABC), ignore_larger_than=2)
    assert [found.of(code) for code in "ABC"] == [1, 1, None]


def test_a_country_without_arrangements_has_no_congruence() -> None:
    found = congruence(of([]))
    assert [found.of(code) for code in found.municipalities] == [None] * 8


def test_intensity_is_shared_divided_by_those_of_either() -> None:
    found = pairs(of([*ABC, ("C", "3")]))
    named = {
        (found.municipalities[a], found.municipalities[b]): (int(shared), int(either))
        for a, b, shared, either in zip(
            found.first, found.second, found.shared, found.either, strict=True
        )
    }
    assert named == {("A", "B"): (2, 2), ("A", "C"): (1, 3), ("B", "C"): (1, 3)}
    table = intensity(of([*ABC, ("C", "3")])).toarray()
    assert table[0, 1] == 1
    assert table[2, 0] == table[0, 2] == 1 / 3
    assert not table.diagonal().any()


def test_an_arrangement_without_a_known_task_counts_once() -> None:
    assert task_weights([0, 1, 3]).tolist() == [1, 1, 3]


@pytest.mark.parametrize(
    ("weights", "limit", "said"),
    [
        ([1], None, "2 weights are needed"),
        ([1, -1], None, "0 or more"),
        ([0.5, 1.0], None, "whole numbers"),
        ([1, 2**60], None, "too large"),
        (None, 1, "2 or more"),
    ],
)  # fmt: skip
def test_wrong_variants_are_refused(
    weights: list[int] | None, limit: int | None, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        congruence(of(ABC), weights=weights, ignore_larger_than=limit)


@few
@given(participating)
def test_it_is_the_definition(listed: list[Pair]) -> None:
    assert ratios(listed) == naive(listed)


@few
@given(participating, st.integers(2, 6))
def test_ignoring_large_bodies_is_the_definition_without_them(
    listed: list[Pair], limit: int
) -> None:
    found = congruence(of(listed), ignore_larger_than=limit)
    assert {code: found.of(code) for code in found.municipalities} == naive(listed, limit)


@few
@given(participating)
def test_it_is_what_a_graph_of_partners_says(listed: list[Pair]) -> None:
    given_ = of(listed)
    graph = nx.MultiGraph()
    for key in given_.arrangements:
        graph.add_edges_from(combinations(given_.members_of(key), 2), tables=key)
    found = congruence(given_)
    for code in graph:
        tables = {key for _, _, key in graph.edges(code, data="tables")}
        whole = len(tables) * len(graph[code])
        assert found.of(code) == Fraction(graph.degree(code), whole)


@few
@given(participating)
def test_it_lies_between_0_and_1_and_rounds_once(listed: list[Pair]) -> None:
    found = congruence(of(listed))
    for code, value in zip(found.municipalities, found.value.tolist(), strict=True):
        ratio = found.of(code)
        if ratio is not None:
            assert 0 < ratio <= 1
            assert value == float(ratio)


@few
@given(st.sets(codes, min_size=2), st.sets(keys, min_size=1))
def test_the_same_partners_in_everything_is_1(members: set[str], tables: set[str]) -> None:
    found = ratios((code, key) for code in members for key in tables)
    assert {found[code] for code in members} == {Fraction(1)}


@few
@given(participating, st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(listed: list[Pair], random: object) -> None:
    turned = dict(zip("ABCDEFGH", "HGFEDCBA", strict=True))
    there = [(turned[code], key) for code, key in listed]
    random.shuffle(there)  # type: ignore[attr-defined]
    before, after = ratios(listed), ratios(there)
    assert after == {turned[code]: value for code, value in before.items()}


@few
@given(participating)
def test_every_arrangement_twice_changes_nothing(listed: list[Pair]) -> None:
    assert ratios([*listed, *((code, f"{key}bis") for code, key in listed)]) == ratios(listed)


@few
@given(participating, st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_a_weight_is_that_many_arrangements(listed: list[Pair], numbers: list[int]) -> None:
    given_ = of(listed)
    weights = [numbers[int(key) - 1] for key in given_.arrangements]
    copies = [
        (code, f"{key}-{copy}")
        for code, key in set(listed)
        for copy in range(numbers[int(key) - 1])
    ]
    weighted = congruence(given_, weights=weights)
    assert {code: weighted.of(code) for code in weighted.municipalities} == ratios(copies)


@few
@given(participating)
def test_an_arrangement_with_all_partners_never_lowers_it(listed: list[Pair]) -> None:
    """A table with everybody one meets already: nobody new, one row filled whole."""
    before = ratios(listed)
    met = {code for key in of(listed).arrangements for code in of(listed).members_of(key)
           if "A" in of(listed).members_of(key)}  # fmt: skip
    after = ratios([*listed, *((code, "extra") for code in met)])
    if before["A"] is not None and after["A"] is not None:
        assert after["A"] >= before["A"]


@few
@given(participating)
def test_large_bodies_as_bits_give_the_same(listed: list[Pair]) -> None:
    expected = congruence(of(listed))
    for words, block in ((0.9, 8), (10**9, 1)):
        with pytest.MonkeyPatch.context() as patch:
            # Bodies of two and more are held as bits, or none; blocks of a row or two.
            patch.setattr(measures, "_WORDS_PER_MEMBER", words)
            patch.setattr(measures, "_BLOCK", block)
            found = congruence(of(listed))
            assert found.partners.tolist() == expected.partners.tolist()


def test_many_municipalities_with_bodies_of_every_size() -> None:
    """Wider than a word of bits, with small and large bodies together."""
    random = np.random.Generator(np.random.PCG64(1))
    count = 1_500
    names = [f"{place:04}" for place in range(count)]
    listed = [
        (names[place], f"{table:03}")
        for table, size in enumerate([*(2, 3, 5) * 100, 40, 400, count])
        for place in random.permutation(count)[:size]
    ]
    given_ = Participations.of(listed, municipalities=names)
    partners = (given_.shared().toarray() > 0).sum(axis=1) - 1
    assert congruence(given_).partners.tolist() == partners.tolist()
    small = given_.select(given_.members < 400)
    partners = (small.shared().toarray() > 0).sum(axis=1) - 1
    assert congruence(small).partners.tolist() == np.maximum(partners, 0).tolist()
