# SPDX-License-Identifier: EUPL-1.2
"""When a signal asks for attention: one published rule per signal, and no total of them.

Reciprocity has no state: it is shown as a balance. Only a party that gives and never receives, or
receives and never gives, asks for attention.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from samenspel.analysis.link_signals.activities import (
    CapacityLevels,
    ColleagueShare,
    QuickResults,
    SocietyPerPhase,
)
from samenspel.analysis.link_signals.carried import Carriers, Support
from samenspel.analysis.link_signals.reciprocity import Reciprocity
from samenspel.analysis.link_signals.rhythm import Fading, Term

LEAST_COLLEAGUES = Fraction(1, 2)
"""A link by the book is mostly learning between colleagues: less than half asks for attention."""
MOST_QUICK = Fraction(1, 3)
"""More than a third of results that show at once: the photo may have become the aim."""
BROAD = Fraction(2, 3)
"""Two thirds of the votes: a link that outlives the next elections."""
ONE_PERSON = Fraction(2, 3)
"""Two thirds of the contacts through one person: the link leaves when that person does."""
LEAST_KNOWN_CONTACTS = 3
"""Fewer contacts with known people say nothing about dependence."""
LATE, LOST = Fraction(1), Fraction(2)
"""Once the rhythm has gone by it is time, after twice the rhythm the link is fading."""
TERM_SOON, TERM_NOW = 365, 120
"""Days before the end: a year to look back and decide, four months for two councils to do so."""


class State(StrEnum):
    """What a signal says."""

    GOOD = "good"
    WATCH = "watch"
    ACT = "act"
    UNKNOWN = "unknown"


def reciprocity_state(found: Reciprocity) -> State:
    """Watch when somebody only gives or only receives; unknown without any contribution."""
    if all(balance.balance is None for balance in found.balances):
        return State.UNKNOWN
    return State.WATCH if found.only_giving or found.only_receiving else State.GOOD


def colleagues_state(found: ColleagueShare) -> State:
    """Watch below half, act when nothing is between colleagues; unknown without activities."""
    if found.share is None:
        return State.UNKNOWN
    if not found.share:
        return State.ACT
    return State.GOOD if found.share >= LEAST_COLLEAGUES else State.WATCH


def levels_state(found: CapacityLevels) -> State:
    """Good with all three levels, watch when one or two are missing; unknown without activities."""
    if not found.covered:
        return State.UNKNOWN
    return State.WATCH if found.missing else State.GOOD


def society_state(found: SocietyPerPhase) -> State:
    """Watch when a phase went by without civil society, act when all did; unknown without any."""
    if not any(found.done):
        return State.UNKNOWN
    if not any(found.with_society):
        return State.ACT
    return State.WATCH if found.without else State.GOOD


def quick_state(found: QuickResults) -> State:
    """Watch for a quick result that serves no aim, or for many; act when it is both.

    Many is more than a third of the activities. In an early phase a loose one is allowed: it only
    counts when it came later. Unknown without activities.
    """
    if found.share is None:
        return State.UNKNOWN
    loose = found.loose > found.loose_early
    many = found.share > MOST_QUICK
    return {0: State.GOOD, 1: State.WATCH, 2: State.ACT}[loose + many]


def support_state(found: Support) -> State:
    """Act when a council voted against; watch when one is narrow, one-sided or has not decided.

    Narrow is less than two thirds of the votes in favour, one-sided no group of the opposition in
    favour. Unknown without any decision.
    """
    if not found.councils:
        return State.UNKNOWN
    if any(not council.is_adopted for council in found.councils):
        return State.ACT
    narrow = any(c.share is not None and c.share < BROAD for c in found.councils)
    one_sided = any(c.opposition_for is False for c in found.councils)
    return State.WATCH if narrow or one_sided or found.undecided else State.GOOD


def dependence_state(found: tuple[Carriers, ...]) -> State:
    """Act when a party has nobody; watch when the link rests on one person (:func:`rests_on_one`).

    Unknown when nobody is in the file at any party.
    """
    if not found or not any(one.people for one in found):
        return State.UNKNOWN
    if any(not one.people for one in found):
        return State.ACT
    return State.WATCH if any(rests_on_one(one) for one in found) else State.GOOD


def rests_on_one(one: Carriers) -> bool:
    """Whether the link rests on one person at this party.

    There is only one, or the contact goes through one (:func:`goes_through_one`).
    """
    return one.people == 1 or goes_through_one(one)


def goes_through_one(one: Carriers) -> bool:
    """Whether more than two thirds of at least three known contacts went through one person."""
    enough = one.known >= LEAST_KNOWN_CONTACTS
    return bool(enough and one.share is not None and one.share > ONE_PERSON)


def fading_state(found: Fading) -> State:
    """Watch after once, act after twice the rhythm; unknown when there is no rhythm."""
    if found.ratio is None:
        return State.UNKNOWN
    if found.ratio > LOST:
        return State.ACT
    return State.WATCH if found.ratio > LATE else State.GOOD


def term_state(found: Term) -> State:
    """Watch in the last 365 days, act in the last 120 or when it is over.

    Good without a last day, and when it went on silently; unknown without a fixed agreement.
    """
    if not found.is_agreed:
        return State.UNKNOWN
    if found.days_left is None:
        return State.GOOD
    if found.days_left < 0 and found.is_extended_silently:
        return State.GOOD
    if found.days_left < TERM_NOW:
        return State.ACT
    return State.WATCH if found.days_left < TERM_SOON else State.GOOD
