# SPDX-License-Identifier: EUPL-1.2
"""The made-up cooperation that congruence is measured on, and the plain ways beside it."""

from __future__ import annotations

import pytest

from benchmarks.congruence import PLAIN, measure, with_samenspel
from benchmarks.cooperation import cooperation


@pytest.fixture(autouse=True)
def _beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Benchmarks find each other as they do when they run."""
    monkeypatch.syspath_prepend("benchmarks")


def test_the_same_seed_makes_the_same_cooperation() -> None:
    one, same, other = (cooperation(60, 40, seed=seed) for seed in (0, 0, 1))
    assert (one.matrix != same.matrix).nnz == 0
    assert (one.matrix != other.matrix).nnz > 0


def test_it_has_arrangements_of_a_few_and_of_everybody() -> None:
    members = cooperation(500, 300, seed=0).members
    assert members.max() == 500
    assert members.min() >= 2
    assert sorted(members.tolist())[150] < 20


def test_the_plain_ways_find_the_same_congruence() -> None:
    made = cooperation(60, 40, seed=0)
    expected = with_samenspel(made)
    assert len(expected) == 60
    for compute in PLAIN.values():
        assert compute(made) == expected


def test_measuring_says_what_was_measured() -> None:
    found = measure(60, 40)
    assert (found.municipalities, found.arrangements) == (60, 40)
    assert found.participations >= 80
    assert found.seconds > 0
