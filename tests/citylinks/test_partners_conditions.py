# SPDX-License-Identifier: EUPL-1.2
"""Which conditions a municipality fails, on a ground made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.participation import Participations
from samenspel.citylinks.queries.partners_conditions import (
    REASONS,
    Conditions,
    Ground,
    allowed_pairs,
    failing,
)
from samenspel.citylinks.queries.partners_words import FAILURES
from samenspel.places.queries.history import Change, Changes, Place
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts

DAY = date(2026, 6, 1)


def place(code: str, **says: Any) -> MunicipalityFacts:
    """At 0, 0 in Noord with 10,000 residents, unless it says otherwise."""
    usual: dict[str, Any] = {
        "pk": 1, "name": code, "slug": code, "province": "Noord", "population": 10_000,
        "population_on": DAY, "x": 0, "y": 0, "is_known": True,
    }  # fmt: skip
    return MunicipalityFacts(code=code, **{**usual, **says})


def change(kind: str, old: str, new: str) -> Change:
    return Change(DAY, kind, Place(old, old, old), Place(new, new, new), None)


def ground(
    places: Sequence[MunicipalityFacts],
    *,
    members: Sequence[tuple[str, str]] = (),
    changes: Sequence[Change] = (),
    foreign: Sequence[MunicipalityFacts] = (),
) -> Ground:
    found = []
    for country, its in (("nl", places), ("be", foreign)):
        codes = [one.code for one in its]
        here = [(code, key) for code, key in members if code in codes]
        facts = CountryFacts(
            country,
            DAY,
            cast("Any", None),
            tuple(its),
            (),
            Participations.of(here, municipalities=codes),
        )
        found.append(facts)
    return Ground.of(found, Changes(changes))


def test_without_conditions_all_others_pass_and_nobody_is_its_own_partner() -> None:
    found = failing(ground([place("A"), place("B")]), "A", Conditions())
    assert found == {"B": ()}


def test_distances_are_exact_at_the_border_of_a_condition() -> None:
    places = [
        place("A"),
        place("B", x=3000, y=4000),
        place("C", x=3000, y=4001),
        place("D", x=None),
    ]
    found = failing(ground(places), "A", Conditions(least_km=50, most_km=50))
    assert found == {"B": (), "C": ("too_far",), "D": ("place_unknown",)}
    assert failing(ground(places), "A", Conditions(least_km=51))["B"] == ("too_near",)
    assert ground(places).distance_km("A", "B") == 50.0
    assert ground(places).distance_km("A", "D") is None


@pytest.mark.parametrize(
    ("asked", "small", "large", "unknown"),
    [
        (Conditions(province="other"), "own_province", "", "province_unknown"),
        (Conditions(province="own"), "", "other_province", "province_unknown"),
        (Conditions(least_people=11), "too_small", "", "size_unknown"),
        (Conditions(most_people=11), "", "too_large", "size_unknown"),
        (Conditions(least_people=10, most_people=10), "", "too_large", "size_unknown"),
    ],
    ids=["other province", "own province", "least", "most", "both ends"],
)
def test_province_and_size(asked: Conditions, small: str, large: str, unknown: str) -> None:
    places = [
        place("A"),
        place("B", population=10),
        place("C", province="Zuid", population=99),
        place("D", province="", population=None),
    ]
    found = failing(ground(places), "A", asked)
    expected = {"B": small, "C": large, "D": unknown}
    assert found == {code: (key,) if key else () for code, key in expected.items()}


def test_countries_are_looked_in_as_asked_the_own_one_first() -> None:
    assert Conditions().countries("be") == ("be",)
    assert Conditions(country="nl").countries("be") == ("be", "nl")
    assert Conditions(country="both").countries("be") == ("be", "nl")
    both = ground([place("A"), place("B")], foreign=[place("X")])
    assert failing(both, "A", Conditions()) == {"B": (), "X": ("other_country",)}
    assert failing(both, "A", Conditions(country="be")) == {"B": ("other_country",), "X": ()}
    assert failing(both, "A", Conditions(country="both")) == {"B": (), "X": ()}


def test_who_shares_a_small_arrangement_is_together_already() -> None:
    places = [place("A"), place("B"), place("C"), place("D", is_known=False)]
    members = [("A", "small"), ("B", "small"), ("A", "large"), ("B", "large"), ("C", "large")]
    here = ground(places, members=members)
    asked = Conditions(is_apart=True, largest_arrangement=2)
    assert failing(here, "A", asked) == {
        "B": ("together",),
        "C": (),
        "D": ("arrangements_unknown",),
    }
    asked = Conditions(is_apart=True, largest_arrangement=3)
    assert failing(here, "A", asked)["C"] == ("together",)
    assert failing(here, "C", asked)["A"] == ("together",)


def test_who_merges_or_was_one_is_no_partner_unless_one_wants_so() -> None:
    changes = [
        change("merge", "A", "N"), change("merge", "B", "N"),  # to come
        change("split", "O", "C"), change("split", "O", "D"),  # long ago
        change("transfer", "A", "E"),
    ]  # fmt: skip
    here = ground([place(code) for code in "ABCDE"], changes=changes)
    assert failing(here, "A", Conditions()) == {"B": ("merger",), "C": (), "D": (), "E": ()}
    assert failing(here, "D", Conditions())["C"] == ("merger",)
    assert failing(here, "A", Conditions(with_mergers=True))["B"] == ()


def test_a_round_of_changes_ends() -> None:
    changes = [change("rename", "A", "B"), change("rename", "B", "A")]
    here = ground([place("A"), place("B")], changes=changes)
    assert failing(here, "A", Conditions())["B"] == ("merger",)


def test_every_reason_has_its_words() -> None:
    assert set(FAILURES) == set(REASONS)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 50_000)), min_size=2, max_size=6),
    st.integers(0, 100),
    st.integers(0, 60_000),
    st.booleans(),
)
def test_pairs_are_allowed_when_neither_fails_for_the_other(
    spots: list[tuple[int, int]], km: int, people: int, apart: bool
) -> None:
    codes = [f"M{number}" for number in range(len(spots))]
    places = [place(c, x=x, population=p) for c, (x, p) in zip(codes, spots, strict=True)]
    here = ground(places, members=[(code, "K") for code in codes[:2]])
    asked = Conditions(least_km=km, most_people=people, is_apart=apart)
    allowed = allowed_pairs(here, asked)
    assert (allowed == allowed.T).all()
    for row, code in enumerate(codes):
        for column, other in enumerate(codes):
            fits = code != other and not (
                failing(here, code, asked)[other] or failing(here, other, asked)[code]
            )
            assert allowed[row, column] == fits
