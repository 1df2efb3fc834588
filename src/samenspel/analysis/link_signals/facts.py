# SPDX-License-Identifier: EUPL-1.2
"""What the signals of a city link are computed from, as plain rows in any order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

Stance = Literal["for", "against", "divided", "absent"]


@dataclass(frozen=True)
class GiftFact:
    """What one party gave to another: people, hours of work, whole euros; 0 or more."""

    giver: int
    receiver: int
    on: date
    people: int = 0
    hours: Fraction = Fraction(0)
    euros: int = 0


@dataclass(frozen=True)
class LessonFact:
    """A party learned something, ``learned_from`` another or nobody in particular."""

    party: int
    on: date
    learned_from: int | None = None


@dataclass(frozen=True)
class ActivityFact:
    """An activity that was done.

    ``kind``, ``level`` and ``phase`` are keys of the file (``colleague``, ``person``, ``doing``
    ...); ``is_embedded``: it serves an aim; ``is_quick``: its result shows at once.
    """

    key: int
    kind: str
    level: str
    phase: str
    on: date
    is_embedded: bool = False
    is_quick: bool = False
    with_officials: bool = False
    with_politicians: bool = False
    with_society: bool = False


@dataclass(frozen=True)
class ContactFact:
    """A moment of contact; ``people`` are the keys of those who are known to have been in it."""

    on: date
    people: frozenset[int] = frozenset()


@dataclass(frozen=True)
class PersonFact:
    """Somebody in the file; from ``valid_from`` to before ``valid_to``, empty is open."""

    key: int
    party: int
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None

    def is_there(self, on: date) -> bool:
        """Whether the person is in the file on the day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on < self.valid_to
        )


@dataclass(frozen=True)
class GroupFact:
    """The vote of a political group: its seats, its stance, whether it is in the coalition."""

    seats: int
    stance: Stance
    is_coalition: bool | None = None


@dataclass(frozen=True)
class DecisionFact:
    """A decision of the council of a party; ``groups`` as far as known."""

    party: int
    on: date
    is_adopted: bool
    votes_for: int | None = None
    votes_against: int | None = None
    groups: tuple[GroupFact, ...] = ()


@dataclass(frozen=True)
class AgreementFact:
    """An agreement: up to and including ``last_day``; notice is given ``notice_days`` before."""

    valid_from: date | None
    last_day: date | None
    notice_days: int | None = None
    is_extended_silently: bool = False


@dataclass(frozen=True)
class LinkFacts:
    """Everything about a link on a day.

    ``parties`` are the keys of those that take part; ``rhythm_days`` is the longest time between
    two contacts that they agreed on, if they did; ``agreement`` is the one in force, or the last.
    """

    on: date
    parties: tuple[int, ...]
    begun_on: date | None = None
    rhythm_days: int | None = None
    gifts: tuple[GiftFact, ...] = ()
    lessons: tuple[LessonFact, ...] = ()
    activities: tuple[ActivityFact, ...] = ()
    contacts: tuple[ContactFact, ...] = ()
    people: tuple[PersonFact, ...] = ()
    decisions: tuple[DecisionFact, ...] = ()
    agreement: AgreementFact | None = None

    def within(self, first: date, last: date) -> LinkFacts:
        """Only what happened from ``first`` to ``last``, both included; the rest as it is."""
        return replace(
            self,
            gifts=tuple(one for one in self.gifts if first <= one.on <= last),
            lessons=tuple(one for one in self.lessons if first <= one.on <= last),
            activities=tuple(one for one in self.activities if first <= one.on <= last),
            contacts=tuple(one for one in self.contacts if first <= one.on <= last),
        )
