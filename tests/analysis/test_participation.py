# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in what on one day, as a matrix."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.participation import Participations

PAIRS = [("A", "water"), ("B", "water"), ("A", "zorg"), ("C", "zorg"), ("B", "zorg")]


def small() -> Participations:
    return Participations.of(PAIRS, municipalities="ABCD", arrangements=["leeg"])


def test_everybody_and_everything_is_in_it_sorted() -> None:
    found = small()
    assert found.municipalities == ("A", "B", "C", "D")
    assert found.arrangements == ("leeg", "water", "zorg")


def test_arrangements_and_members_are_counted() -> None:
    assert small().number.tolist() == [2, 2, 1, 0]
    assert small().members.tolist() == [0, 2, 3]


def test_a_municipality_that_does_not_exist_is_stale_and_counts_nowhere() -> None:
    found = Participations.of([*PAIRS, ("X", "zorg"), ("X", "zorg")], municipalities="ABCD")
    assert found.stale == (("X", "zorg"),)
    assert found.members.tolist() == [2, 3]


def test_shared_arrangements_are_counted_for_each_pair() -> None:
    assert small().shared().toarray().tolist() == [
        [2, 2, 1, 0],
        [2, 2, 1, 0],
        [1, 1, 1, 0],
        [0, 0, 0, 0],
    ]


def test_what_a_municipality_is_in_and_who_is_in_an_arrangement() -> None:
    assert small().arrangements_of("B") == ("water", "zorg")
    assert small().members_of("zorg") == ("A", "B", "C")
    assert small().members_of("leeg") == ()


def test_unknown_names_are_an_error() -> None:
    with pytest.raises(KeyError):
        small().arrangements_of("X")
    with pytest.raises(KeyError):
        small().members_of("weg")


def test_selecting_keeps_all_municipalities_and_the_stale_pairs_of_what_stays() -> None:
    found = Participations.of([*PAIRS, ("X", "zorg"), ("X", "water")], municipalities="ABCD")
    kept = found.select([False, True])
    assert kept.arrangements == ("zorg",)
    assert kept.number.tolist() == [1, 1, 1, 0]
    assert kept.stale == (("X", "zorg"),)


def test_nothing_at_all_is_an_empty_matrix() -> None:
    found = Participations.of([], municipalities=[])
    assert found.matrix.shape == (0, 0)
    assert found.shared().shape == (0, 0)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("pqrs"))), st.randoms())
def test_order_and_repetition_of_the_pairs_do_not_matter(
    pairs: list[tuple[str, str]], chance: object
) -> None:
    shuffled = [*pairs, *pairs]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one = Participations.of(pairs, municipalities="ABCD", arrangements="pqrs")
    other = Participations.of(shuffled, municipalities="DCBA", arrangements="srqp")
    assert one.stale == other.stale
    assert np.array_equal(one.matrix.toarray(), other.matrix.toarray())
    assert one.number.sum() == one.members.sum() == len({p for p in pairs if p[0] != "E"})
