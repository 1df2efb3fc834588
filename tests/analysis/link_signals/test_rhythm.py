# SPDX-License-Identifier: EUPL-1.2
"""Fading and the end of the agreement."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analysis.link_signals import (
    ActivityFact,
    AgreementFact,
    ContactFact,
    LinkFacts,
    fading,
    term,
)

DAY = date(2024, 12, 31)


def link(*days: int, **values: object) -> LinkFacts:
    """Contacts so many days ago."""
    contacts = tuple(ContactFact(DAY - timedelta(days=ago)) for ago in days)
    return LinkFacts(on=DAY, parties=(1, 2), contacts=contacts, **values)  # type: ignore[arg-type]


def test_the_rhythm_is_the_median_of_the_gaps() -> None:
    found = fading(link(300, 270, 200, 180, 100))
    assert found.gaps == (30, 70, 20, 80)
    assert found.rhythm == 50
    assert found.days_since == 100
    assert found.ratio == 2


def test_an_agreed_rhythm_counts_for_more_than_the_own_one() -> None:
    found = fading(link(300, 270, 200, 180, 100, rhythm_days=90))
    assert found.is_agreed
    assert found.ratio == Fraction(10, 9)


def test_two_gaps_are_no_rhythm_and_no_contact_is_not_known() -> None:
    assert fading(link(90, 60, 30)).ratio is None
    assert fading(link()).days_since is None
    assert fading(link(rhythm_days=30)).ratio is None


def test_an_activity_is_a_contact_and_what_is_to_come_is_not() -> None:
    done = ActivityFact(1, "visit", "person", "doing", DAY - timedelta(days=5))
    found = fading(link(40, -10, activities=(done,)))
    assert found.days_since == 5


def test_only_the_last_year_of_gaps_makes_the_rhythm() -> None:
    old = [1_000 + 100 * step for step in range(5)]
    found = fading(link(*old, *range(0, 130, 10)))
    assert found.gaps == (10,) * 12


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 2_000), max_size=15), st.randoms(use_true_random=False))
def test_order_and_repetition_make_no_difference(days: list[int], chance: object) -> None:
    again = [*days, *days[:3]]
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert fading(link(*days)) == fading(link(*again))


def test_the_last_day_to_give_notice_is_counted_back() -> None:
    found = term(link(agreement=AgreementFact(None, date(2025, 6, 30), notice_days=90)))
    assert found.days_left == 181
    assert found.notice_by == date(2025, 4, 1)


def test_an_agreement_without_end_or_none_at_all() -> None:
    without_end = term(link(agreement=AgreementFact(None, None, is_extended_silently=True)))
    assert without_end.is_agreed
    assert without_end.days_left is None
    assert not term(link()).is_agreed


def test_a_period_keeps_what_falls_in_it_with_both_ends() -> None:
    facts = link(0, 10, 20, 30)
    kept = facts.within(DAY - timedelta(days=20), DAY - timedelta(days=10))
    assert len(kept.contacts) == 2
