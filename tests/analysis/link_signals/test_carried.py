# SPDX-License-Identifier: EUPL-1.2
"""Who carries the link."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from samenspel.analysis.link_signals import (
    ContactFact,
    DecisionFact,
    GroupFact,
    LinkFacts,
    PersonFact,
    carriers,
    support,
)

DAY = date(2024, 5, 1)


def link(**values: object) -> LinkFacts:
    return LinkFacts(on=DAY, parties=(1, 2), **values)  # type: ignore[arg-type]


def decision(*groups: GroupFact, on: date = DAY, party: int = 1, **rest: object) -> DecisionFact:
    return DecisionFact(party, on, is_adopted=True, groups=groups, **rest)  # type: ignore[arg-type]


def test_a_divided_group_counts_for_half_and_an_absent_one_for_nothing() -> None:
    found = support(
        link(
            decisions=(
                decision(
                    GroupFact(9, "for", is_coalition=True),
                    GroupFact(4, "divided", is_coalition=False),
                    GroupFact(3, "against", is_coalition=False),
                    GroupFact(5, "absent"),
                ),
            )
        )
    )
    (council,) = found.councils
    assert (council.seats_for, council.seats, council.share) == (Fraction(11), 16, Fraction(11, 16))
    assert (council.groups_for, council.groups) == (1, 3)
    assert council.opposition_for is False
    assert found.undecided == (2,)


def test_totals_speak_where_no_groups_are_known() -> None:
    (council,) = support(link(decisions=(decision(votes_for=20, votes_against=5),))).councils
    assert council.share == Fraction(4, 5)
    assert council.opposition_for is None


def test_a_decision_without_votes_says_nothing_about_breadth() -> None:
    (council,) = support(link(decisions=(decision(),))).councils
    assert council.share is None
    assert council.is_adopted


def test_the_last_decision_counts_whatever_the_order() -> None:
    old = decision(GroupFact(1, "against", is_coalition=False), on=date(2014, 1, 1))
    new = decision(GroupFact(1, "for", is_coalition=False), on=date(2018, 1, 1))
    for rows in ((old, new), (new, old)):
        (council,) = support(link(decisions=rows)).councils
        assert council.opposition_for is True


def test_contacts_that_go_through_one_person_are_counted() -> None:
    people = (
        PersonFact(11, 1, "coordinator", date(2020, 1, 1)),
        PersonFact(12, 1, "official", date(2020, 1, 1)),
        PersonFact(13, 1, "coordinator", date(2020, 1, 1), date(2024, 5, 1)),
        PersonFact(21, 2, "society"),
    )
    contacts = (
        ContactFact(DAY, frozenset({11, 12})),
        ContactFact(DAY, frozenset({11})),
        ContactFact(DAY, frozenset({12, 21})),
        ContactFact(DAY, frozenset({11})),
        ContactFact(DAY),
    )
    one, two = carriers(link(people=people, contacts=contacts))
    assert (one.people, one.coordinators) == (2, 1)
    assert (one.known, one.most, one.by, one.share) == (4, 3, 11, Fraction(3, 4))
    assert (two.people, two.coordinators, two.by) == (0, 0, 21)


def test_contacts_of_who_left_no_longer_count() -> None:
    left = PersonFact(11, 1, "coordinator", date(2020, 1, 1), date(2024, 5, 1))
    stays = (PersonFact(12, 1, "coordinator"), PersonFact(13, 1, "official"))
    contacts = (
        ContactFact(DAY, frozenset({11})),
        ContactFact(DAY, frozenset({11, 12})),
        ContactFact(DAY, frozenset({13})),
    )
    one, _ = carriers(link(people=(left, *stays), contacts=contacts))
    assert (one.known, one.most, one.by) == (2, 1, 12)


def test_a_party_of_which_nobody_was_met_has_no_share() -> None:
    one, _ = carriers(link())
    assert one.share is None
    assert one.by is None
