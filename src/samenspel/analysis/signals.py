# SPDX-License-Identifier: EUPL-1.2
"""The three signals worth a question: chosen from what is known, always in the same way.

Every kind of signal has a condition, and a measure by which one case is stronger than another
(``KINDS``, in order of priority). Of each kind the strongest case is a candidate. Then:

1. candidates stand in order of priority;
2. the first one of each family (money, influence, overlap ...) comes before a second one of any;
3. the first three are shown.

So no kind comes twice, and no family as long as others have something to ask. A signal is a reason
to ask and no verdict: the measures behind it have their own definitions. The order of priority is a
choice of Samenspel: what touches the influence of the council first, what says something about the
record last.

All figures are whole numbers or fractions, so that nothing depends on rounding. Of equally strong
cases the one with the first key counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal[
    "powerless",
    "influence_below_payment",
    "influence_below_inhabitants",
    "doubled_task",
    "same_members",
    "unconfirmed",
    "largest_contribution",
    "outside_province",
    "low_fit",
    "council_absent",
    "seats_unknown",
    "largest",
]
Family = Literal["influence", "overlap", "upkeep", "money", "territory", "say", "size"]
KINDS: dict[Kind, Family] = {
    "powerless": "influence",
    "influence_below_payment": "influence",
    "influence_below_inhabitants": "influence",
    "doubled_task": "overlap",
    "same_members": "overlap",
    "unconfirmed": "upkeep",
    "largest_contribution": "money",
    "outside_province": "territory",
    "low_fit": "territory",
    "council_absent": "say",
    "seats_unknown": "say",
    "largest": "size",
}
"""Every kind with its family, the most urgent first."""

SHOWN = 3
PAYMENT_GAP = Fraction(1, 20)
"""Share of the payment minus power, from which it is a signal: five percentage points."""
INHABITANTS_GAP = Fraction(1, 10)
"""Share of the inhabitants minus power, from which it is a signal: ten percentage points."""
STALE_DAYS = 2 * 365
"""Days since the last confirmation from which it is a signal: two years."""
FIT_BELOW = Fraction(3, 4)
"""Part of the usual fit below which it is a signal."""


@dataclass(frozen=True)
class Seat:
    """One municipality in one arrangement, as far as known; shares are parts of 1.

    Attributes
    ----------
    key
        Of the arrangement or of the municipality: whichever differs between the seats.
    votes, power
        Share of the votes, and normalised Banzhaf power, in the general board.
    payment, inhabitants
        Share of all contributions, and of the inhabitants of all members.
    contribution
        In euro a year.
    has_council
        Whether the council is among the organs that take part.
    is_represented
        Whether we know who sits there.
    """

    key: str
    votes: Fraction | None = None
    power: Fraction | None = None
    payment: Fraction | None = None
    inhabitants: Fraction | None = None
    contribution: Fraction | None = None
    has_council: bool | None = None
    is_represented: bool = False


@dataclass(frozen=True)
class Table:
    """One arrangement: its municipal members, and how long ago its record was confirmed.

    ``fit`` is the share of the members' commuting that stays inside, in [0, 1].
    """

    key: str
    members: int
    confirmed_days: int | None = None
    fit: Fraction | None = None


@dataclass(frozen=True)
class Outside:
    """An arrangement of which ``outside`` of ``members`` municipalities lie in another province."""

    key: str
    outside: int
    members: int


@dataclass(frozen=True)
class Situation:
    """What the signals are chosen from.

    ``doubled`` are tasks with the keys of two or more arrangements for them; ``shared`` groups of
    two or more arrangements with exactly the same members. ``usual_fit`` is the median fit of all
    arrangements of the country.
    """

    seats: tuple[Seat, ...] = ()
    tables: tuple[Table, ...] = ()
    doubled: tuple[tuple[str, tuple[str, ...]], ...] = ()
    shared: tuple[tuple[str, ...], ...] = ()
    outside: tuple[Outside, ...] = ()
    usual_fit: Fraction | None = None


@dataclass(frozen=True)
class Signal:
    """Something to ask about.

    ``value`` is the figure, ``reference`` what it is held against (both in the terms of the kind:
    shares, days, euro or numbers); ``keys`` are what it is about, none where it is about all, and
    ``task`` the doubled one.
    """

    kind: Kind
    value: Fraction
    reference: Fraction | None = None
    keys: tuple[str, ...] = ()
    task: str = ""

    @property
    def family(self) -> Family:
        """What kind of question it is."""
        return KINDS[self.kind]


def signals(situation: Situation, *, number: int = SHOWN) -> tuple[Signal, ...]:
    """The signals to show, at most ``number``, the most urgent first."""
    return chosen(candidates(situation), number=number)


def candidates(situation: Situation) -> tuple[Signal, ...]:
    """The strongest case of every kind that there is, in order of priority."""
    found = {
        signal.kind: signal
        for signal in (
            *_of_influence(situation.seats),
            *_of_overlap(situation),
            *_of_tables(situation),
            *_of_seats(situation.seats),
        )
    }
    return tuple(found[kind] for kind in KINDS if kind in found)


def chosen(ranked: Sequence[Signal], *, number: int = SHOWN) -> tuple[Signal, ...]:
    """The first of each family before a second of any; ``ranked`` in order of priority."""
    first: list[Signal] = []
    further: list[Signal] = []
    families: set[Family] = set()
    for signal in ranked:
        (further if signal.family in families else first).append(signal)
        families.add(signal.family)
    return tuple([*first, *further][:number])


def _strongest(found: Iterable[tuple[Fraction | int, Signal]]) -> list[Signal]:
    """The signal with the greatest measure; of equals the one with the first keys."""
    ranked = sorted(found, key=lambda pair: (-pair[0], pair[1].keys, pair[1].task))
    return [ranked[0][1]] if ranked else []


def _of_influence(seats: Sequence[Seat]) -> list[Signal]:
    powerless, payment, inhabitants = [], [], []
    for seat in seats:
        power = seat.power
        if power is None:
            continue
        if power == 0 and seat.votes:
            powerless.append((seat.votes, Signal("powerless", seat.votes, keys=(seat.key,))))
        if seat.payment is not None and seat.payment - power >= PAYMENT_GAP:
            signal = Signal("influence_below_payment", power, seat.payment, (seat.key,))
            payment.append((seat.payment - power, signal))
        if seat.inhabitants is not None and seat.inhabitants - power >= INHABITANTS_GAP:
            signal = Signal("influence_below_inhabitants", power, seat.inhabitants, (seat.key,))
            inhabitants.append((seat.inhabitants - power, signal))
    return [*_strongest(powerless), *_strongest(payment), *_strongest(inhabitants)]


def _of_overlap(situation: Situation) -> list[Signal]:
    doubled = [
        (
            len(keys),
            Signal("doubled_task", Fraction(len(keys)), keys=tuple(sorted(keys)), task=task),
        )
        for task, keys in situation.doubled
    ]
    shared = [
        (len(keys), Signal("same_members", Fraction(len(keys)), keys=tuple(sorted(keys))))
        for keys in situation.shared
    ]
    outside = [
        (
            Fraction(one.outside, one.members),
            Signal("outside_province", Fraction(one.outside), Fraction(one.members), (one.key,)),
        )
        for one in situation.outside
    ]
    return [*_strongest(doubled), *_strongest(shared), *_strongest(outside)]


def _of_tables(situation: Situation) -> list[Signal]:
    stale = [
        (
            table.confirmed_days,
            Signal("unconfirmed", Fraction(table.confirmed_days), keys=(table.key,)),
        )
        for table in situation.tables
        if table.confirmed_days is not None and table.confirmed_days >= STALE_DAYS
    ]
    usual = situation.usual_fit
    loose = [
        (-table.fit, Signal("low_fit", table.fit, usual, (table.key,)))
        for table in situation.tables
        if table.fit is not None and usual is not None and table.fit < usual * FIT_BELOW
    ]
    # The largest of one says nothing.
    large = [
        (table.members, Signal("largest", Fraction(table.members), keys=(table.key,)))
        for table in situation.tables
        if len(situation.tables) > 1
    ]
    return [*_strongest(stale), *_strongest(loose), *_strongest(large)]


def _of_seats(seats: Sequence[Seat]) -> list[Signal]:
    paid = [(seat.contribution, seat.key) for seat in seats if seat.contribution]
    total = sum((amount for amount, _key in paid), start=Fraction(0))
    costs = [
        (amount, Signal("largest_contribution", amount, amount / total, (key,)))
        for amount, key in paid
    ]
    told = [seat.has_council for seat in seats if seat.has_council is not None]
    absent = Fraction(told.count(False))
    empty = Fraction(sum(not seat.is_represented for seat in seats))
    found = _strongest(costs)
    if absent:
        found.append(Signal("council_absent", absent, Fraction(len(told))))
    if empty:
        found.append(Signal("seats_unknown", empty, Fraction(len(seats))))
    return found
