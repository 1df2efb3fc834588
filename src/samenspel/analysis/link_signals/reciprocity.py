# SPDX-License-Identifier: EUPL-1.2
"""Reciprocity: do the partners give and receive, each in its own measure?

For one measure (hours, people, euros or lessons), with for each party i what it gave G(i) and what
it received R(i):

    balance = 1 - sum |G(i) - R(i)| / sum (G(i) + R(i))

1 when every party receives as much as it gives, 0 when some only give and others only receive.
With two parties it is twice the smaller gift over both together. The measures are not added up: an
hour is no euro, and a lesson is neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from samenspel.analysis.link_signals.facts import LinkFacts

Measure = Literal["hours", "people", "euros", "lessons"]
MEASURES: tuple[Measure, ...] = ("hours", "people", "euros", "lessons")


@dataclass(frozen=True)
class Side:
    """What one party gave and received in one measure."""

    party: int
    given: Fraction
    received: Fraction


@dataclass(frozen=True)
class Balance:
    """One measure for all parties, in their order; ``balance`` in [0, 1], None without a gift."""

    measure: Measure
    sides: tuple[Side, ...]
    balance: Fraction | None


@dataclass(frozen=True)
class Reciprocity:
    """The balance in each measure, and who stands out.

    ``only_giving`` and ``only_receiving`` are parties that gave (received) something and received
    (gave) nothing in any measure; ``outside`` neither gave nor received anything.
    """

    balances: tuple[Balance, ...]
    only_giving: tuple[int, ...]
    only_receiving: tuple[int, ...]
    outside: tuple[int, ...]

    def of(self, measure: Measure) -> Balance:
        """The balance in one measure of :data:`MEASURES`."""
        return next(one for one in self.balances if one.measure == measure)


def reciprocity(facts: LinkFacts) -> Reciprocity:
    """Giving and receiving of the parties, in every measure.

    A lesson is received by the party that learned and given by the one it learned from; a lesson
    from nobody in particular is received only by the one, and given by all others in equal parts.
    Gifts from or to a party that no longer takes part are left out.
    """
    balances = tuple(_balance(measure, facts) for measure in MEASURES)
    given = {p: any(_side(b, p).given for b in balances) for p in facts.parties}
    received = {p: any(_side(b, p).received for b in balances) for p in facts.parties}
    return Reciprocity(
        balances,
        tuple(p for p in facts.parties if given[p] and not received[p]),
        tuple(p for p in facts.parties if received[p] and not given[p]),
        tuple(p for p in facts.parties if not given[p] and not received[p]),
    )


def balance_of(sides: Iterable[tuple[Fraction, Fraction]]) -> Fraction | None:
    """1 - (sum of |given - received|) / (sum of given + received), of pairs (given, received).

    Amounts are 0 or more, in one unit. In [0, 1] and exact: 1 when each receives what it gives;
    None where nothing was given or received at all.
    """
    pairs = tuple(sides)
    whole = sum((given + received for given, received in pairs), Fraction(0))
    if not whole:
        return None
    return 1 - sum((abs(given - received) for given, received in pairs), Fraction(0)) / whole


def _balance(measure: Measure, facts: LinkFacts) -> Balance:
    given = dict.fromkeys(facts.parties, Fraction(0))
    received = dict.fromkeys(facts.parties, Fraction(0))
    for giver, receiver, amount in _amounts(measure, facts):
        if giver in given and receiver in received:
            given[giver] += amount
            received[receiver] += amount
    sides = tuple(Side(party, given[party], received[party]) for party in facts.parties)
    return Balance(measure, sides, balance_of((one.given, one.received) for one in sides))


def _amounts(measure: Measure, facts: LinkFacts) -> Iterable[tuple[int, int, Fraction]]:
    if measure == "lessons":
        for lesson in facts.lessons:
            others = [p for p in facts.parties if p != lesson.party]
            teachers = others if lesson.learned_from is None else [lesson.learned_from]
            for teacher in teachers:
                yield teacher, lesson.party, Fraction(1, len(teachers))
        return
    for gift in facts.gifts:
        yield gift.giver, gift.receiver, Fraction(getattr(gift, measure))


def _side(balance: Balance, party: int) -> Side:
    return next(one for one in balance.sides if one.party == party)
