# SPDX-License-Identifier: EUPL-1.2
"""The page about how fast a country is paired, on a small made-up country."""

from __future__ import annotations

from benchmarks import pairings


def test_the_same_seed_makes_the_same_places() -> None:
    first, again = pairings.made_up(12), pairings.made_up(12)
    assert (first.means == again.means).all()
    assert len(first.codes) == 12


def test_the_country_stands_beside_networkx_with_the_same_total() -> None:
    table = pairings.country_table("small", pairings.made_up(14))
    assert table.splitlines()[2].startswith("| small | 14 | ")


def test_what_is_measured_has_a_gap() -> None:
    measured = pairings.measure(pairings.made_up(12), 1)
    assert (measured.places, measured.gap) == (12, 0)
    assert 0.5 <= measured.share <= 1
