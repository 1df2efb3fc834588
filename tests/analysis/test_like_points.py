# SPDX-License-Identifier: EUPL-1.2
"""Points that share words: groups worked out by hand, and laws."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.like_points import like_groups, word_groups

word_sets = st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=8)


def sets(*texts: str) -> list[frozenset[str]]:
    return [frozenset(text) for text in texts]


def test_texts_about_the_same_stand_together_whatever_their_form() -> None:
    texts = [
        "Wij vragen meer tijd voor de raden.",
        "De kosten zijn te hoog.",
        "Geef raden meer tijd!",
        "Hoge kosten",
    ]
    assert like_groups(texts) == ((0, 2), (1, 3))


def test_a_text_joins_the_leading_text_that_is_nearest() -> None:
    # Leads: abcd and cdef (2 of 6 in common); abc shares 3 of 4 with the first.
    groups = word_groups(sets("abc", "abcd", "cdef"), least=Fraction(1, 2))
    assert groups == ((0, 1), (2,))


def test_of_equally_near_texts_the_first_leads() -> None:
    # cd shares 2 of 4 with both; abcd comes before cdef.
    assert word_groups(sets("cdef", "cd", "abcd"), least=Fraction(1, 2)) == ((1, 2), (0,))


def test_what_is_alike_just_enough_is_alike() -> None:
    assert word_groups(sets("ab", "bc"), least=Fraction(1, 3)) == ((0, 1),)
    assert word_groups(sets("ab", "bc"), least=Fraction(2, 5)) == ((0,), (1,))


def test_texts_without_words_are_like_each_other_only() -> None:
    assert word_groups(sets("", "a", "")) == ((0, 2), (1,))


@settings(max_examples=80, deadline=None)
@given(word_sets, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_who_spoke_first(
    words: list[frozenset[str]], chance: object
) -> None:
    order = list(range(len(words)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    mixed = word_groups([words[place] for place in order])
    found = {frozenset(order[place] for place in group) for group in mixed}
    assert found == {frozenset(group) for group in word_groups(words)}


@settings(max_examples=80, deadline=None)
@given(word_sets)
def test_every_text_is_in_one_group(words: list[frozenset[str]]) -> None:
    groups = word_groups(words)
    assert sorted(place for group in groups for place in group) == list(range(len(words)))
    assert [len(group) for group in groups] == sorted(map(len, groups), reverse=True)


@pytest.mark.parametrize("least", [Fraction(0), Fraction(3, 2)])
def test_the_part_in_common_is_a_part(least: Fraction) -> None:
    with pytest.raises(ValueError, match="part of words"):
        word_groups([], least=least)
