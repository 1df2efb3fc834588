# SPDX-License-Identifier: EUPL-1.2
"""Who carries the link: support across the councils, and dependence on one person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from samenspel.analysis.link_signals.facts import DecisionFact, GroupFact, LinkFacts

CARRYING_KINDS = frozenset({"coordinator", "official", "political"})
"""People on whose work the link rests."""


@dataclass(frozen=True)
class CouncilSupport:
    """The last decision of one council.

    ``seats_for`` and ``seats`` count the votes of groups that were there, a divided group for half;
    from the totals when no groups are known. ``groups_for`` of ``groups`` were wholly in favour;
    ``opposition_for``: whether a group outside the coalition was, None when that is not known.
    """

    party: int
    on: date
    is_adopted: bool
    seats_for: Fraction | None
    seats: int | None
    groups_for: int
    groups: int
    opposition_for: bool | None

    @property
    def share(self) -> Fraction | None:
        """Part of the votes that was in favour, in [0, 1]; None when not known."""
        return self.seats_for / self.seats if self.seats and self.seats_for is not None else None


@dataclass(frozen=True)
class Support:
    """Support in the councils; ``undecided`` are parties of which no council decision is known."""

    councils: tuple[CouncilSupport, ...]
    undecided: tuple[int, ...]


@dataclass(frozen=True)
class Carriers:
    """Who carries the link at one party.

    ``people`` carry it on the day; of ``known`` moments of contact in which somebody of this party
    who is still there is known to have been, ``most`` had the same person, ``by``: None when there
    is none.
    """

    party: int
    people: int
    coordinators: int
    known: int
    most: int
    by: int | None

    @property
    def share(self) -> Fraction | None:
        """Part of the contacts that went through one person, in [0, 1]; None without any."""
        return Fraction(self.most, self.known) if self.known else None


def support(facts: LinkFacts) -> Support:
    """How broadly each council carries the link, by its last decision; in the order of the parties.

    Of decisions on one day, which cannot be put in time, one is taken that does not depend on the
    order of the rows. Decisions of who no longer takes part do not count.
    """
    last: dict[int, DecisionFact] = {}
    for decision in sorted(facts.decisions, key=_in_time):
        last[decision.party] = decision
    return Support(
        tuple(_council(last[party]) for party in facts.parties if party in last),
        tuple(party for party in facts.parties if party not in last),
    )


def carriers(facts: LinkFacts) -> tuple[Carriers, ...]:
    """For every party, in order, how many people carry the link and how much goes through one."""
    return tuple(_carriers(facts, party) for party in facts.parties)


def _in_time(decision: DecisionFact) -> tuple[Any, ...]:
    """By day; of one day in an order that does not depend on how the rows came."""
    return (
        decision.on,
        decision.is_adopted,
        decision.votes_for or 0,
        decision.votes_against or 0,
        sorted((one.seats, one.stance, str(one.is_coalition)) for one in decision.groups),
    )


def _council(decision: DecisionFact) -> CouncilSupport:
    there = [group for group in decision.groups if group.stance != "absent"]
    for_it = [group for group in there if group.stance == "for"]
    if there:
        halves = sum(_halves(group) for group in there)
        seats_for: Fraction | None = Fraction(halves, 2)
        seats: int | None = sum(group.seats for group in there)
    elif decision.votes_for is not None and decision.votes_against is not None:
        seats_for = Fraction(decision.votes_for)
        seats = decision.votes_for + decision.votes_against
    else:
        seats_for = seats = None
    outside = [group for group in there if group.is_coalition is False]
    return CouncilSupport(
        decision.party,
        decision.on,
        decision.is_adopted,
        seats_for,
        seats,
        len(for_it),
        len(there),
        any(group.stance == "for" for group in outside) if outside else None,
    )


def _halves(group: GroupFact) -> int:
    return {"for": 2, "divided": 1}.get(group.stance, 0) * group.seats


def _carriers(facts: LinkFacts, party: int) -> Carriers:
    here = [person for person in facts.people if person.party == party]
    now = [p for p in here if p.is_there(facts.on) and p.kind in CARRYING_KINDS]
    # Who left carries nothing any more, however much went through them.
    keys = {person.key for person in here if person.is_there(facts.on)}
    met = [contact.people & keys for contact in facts.contacts if contact.people & keys]
    counts = Counter(key for people in met for key in people)
    # The most; of several the one with the smallest key.
    by, most = min(counts.items(), key=lambda item: (-item[1], item[0]), default=(None, 0))
    coordinators = sum(person.kind == "coordinator" for person in now)
    return Carriers(party, len(now), coordinators, len(met), most, by)
