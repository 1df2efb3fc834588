# SPDX-License-Identifier: EUPL-1.2
"""What stands on the one A4 for a council: the one source of page, CSV, JSON, PDF and Word.

Exact values stand beside their text: ``..._text`` is ready to be shown, in the active language;
unknown is None, never zero. Addresses carry no date; ``method`` is a key on ``/methoden/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from samenspel.insight.queries.council.linked import LinkedPlace

Exact: TypeAlias = "int | Fraction | Decimal"


@dataclass(frozen=True)
class Origin:
    """Whose figures these are: the collection that leads, with its sources and licences."""

    collection: str
    title: str
    is_complete: bool
    is_example: bool
    sources: tuple[str, ...]
    licences: tuple[str, ...]


@dataclass(frozen=True)
class Seated:
    """Somebody who sits in a board for a municipality.

    ``name`` is empty where it was removed on request. Names of people stand on the page, in the
    PDF and in Word, never in CSV or JSON; ``office`` and ``role`` are keys and may.
    """

    name: str
    office: str
    office_text: str
    role: str
    role_text: str
    board: str
    since: date | None
    text: str


@dataclass(frozen=True)
class Voice:
    """How much a municipality has to say in one board.

    ``vote_share`` and ``power`` (normalised Banzhaf) are in [0, 1].
    """

    board: str
    seats: int | None
    votes: int | None
    total_votes: int | None
    vote_share: Fraction | None
    vote_share_text: str
    power: Fraction | None
    power_text: str


@dataclass(frozen=True)
class Payment:
    """What one participant pays to one arrangement in one year.

    ``share`` of all contributions of that year, in [0, 1], is known only when the contribution of
    every participant is.
    """

    year: int
    amount: Decimal
    amount_text: str
    share: Fraction | None
    share_text: str
    cost_key: str
    source: str


@dataclass(frozen=True)
class CouncilRow:
    """One arrangement that the municipality is in.

    ``short_name`` fits on a line of the A4. ``participants`` are all, of every kind, this
    municipality too. ``recorded_as`` names the former municipalities under which the source still
    has it; those rows do not count in ``number``. ``has_council``: the council is among the organs
    that take part; None where the source names no organs. ``votes_text``, ``power_text`` and
    ``payment_text`` say "unknown" where that is so.
    """

    version_id: int
    key: str
    slug: str
    url: str
    name: str
    short_name: str
    form_key: str
    form: str
    task: str
    participants: int
    members: int
    since: date | None
    since_text: str
    organs: str
    has_council: bool | None
    recorded_as: tuple[str, ...]
    source: str
    source_url: str
    confirmed_on: date | None
    representatives: tuple[Seated, ...]
    representatives_text: str
    voice: Voice | None
    votes_text: str
    power_text: str
    payment: Payment | None
    payment_text: str


@dataclass(frozen=True)
class CouncilGroup:
    """The arrangements on one subject, by name."""

    key: str
    label: str
    rows: tuple[CouncilRow, ...]


@dataclass(frozen=True)
class Costs:
    """The known contributions together: ``known`` of ``number`` arrangements have one.

    ``total`` is None when none is known. Each contribution is that of its last known year;
    ``years`` are those years.
    """

    total: Decimal | None
    total_text: str
    known: int
    number: int
    years: tuple[int, ...]
    text: str
    method: str


@dataclass(frozen=True)
class CalendarItem:
    """Something on which the council can still say something, ``until`` and including that day.

    ``is_told``: it stands in a sentence on the page as well, so paper does without.
    """

    on: date
    until: date | None
    title: str
    arrangement: str
    url: str
    is_told: bool = False


@dataclass(frozen=True)
class Calendar:
    """What is coming; without ``items`` the text says why there are none."""

    items: tuple[CalendarItem, ...]
    text: str


@dataclass(frozen=True)
class ChangeLine:
    """What changed between the two dates; ``kind``: joined, left, began, ended, renewed, form,
    name, or merged (municipalities). ``url`` is empty where there is nothing to go to.
    """

    kind: str
    label: str
    name: str
    short_name: str
    url: str
    on: date | None
    text: str


@dataclass(frozen=True)
class SignalLine:
    """Something to ask the executive about: a sentence, its figure, why, and the question.

    ``value`` is exact (None where the signal is that something is unknown), ``unit`` its unit;
    ``figure_text`` says both. ``short_name`` is the arrangement that it is about.
    """

    kind: str
    title: str
    sentence: str
    value: Exact | None
    unit: str
    figure_text: str
    reason: str
    question: str
    method: str
    slug: str
    short_name: str
    url: str


@dataclass(frozen=True)
class ComparedFigure:
    """One figure beside the median of those compared with; ``of`` have a known value."""

    key: str
    label: str
    unit: str
    own: Exact | None
    own_text: str
    median: Exact | None
    median_text: str
    of: int
    method: str

    @property
    def drawn(self) -> tuple[str, str] | None:
        """Own figure and median as parts of 100, ready for a drawing; None where one is unknown."""
        if self.own is None or self.median is None:
            return None
        own, median = Fraction(self.own), Fraction(self.median)
        most = max(own, median)
        if most <= 0:
            return None
        return f"{float(100 * own / most):.1f}", f"{float(100 * median / most):.1f}"


@dataclass(frozen=True)
class Neighbour:
    """Another municipality: a peer, or a partner with ``shared`` arrangements."""

    code: str
    name: str
    slug: str
    url: str
    shared: int | None = None


@dataclass(frozen=True)
class CouncilPage:
    """Everything on the page of the council of one municipality.

    ``number`` counts arrangements under its own code and is None where the leading collection does
    not know the municipality. ``heirs`` are those in its place when it does not exist on the date.
    ``compared_on`` is a year before ``on``; ``changes_note`` says what the comparison cannot say.
    """

    code: str
    name: str
    slug: str
    url: str
    country: str
    province: str
    exists: bool
    heirs: tuple[Neighbour, ...]
    on: date
    compared_on: date
    today: date
    origin: Origin | None
    number: int | None
    groups: tuple[CouncilGroup, ...]
    costs: Costs
    calendar: Calendar
    changes: tuple[ChangeLine, ...]
    changes_note: str
    signals: tuple[SignalLine, ...]
    comparison: tuple[ComparedFigure, ...]
    comparison_note: str
    peers: tuple[Neighbour, ...]
    partners: tuple[Neighbour, ...]
    links: tuple[LinkedPlace, ...] = ()

    @property
    def rows(self) -> tuple[CouncilRow, ...]:
        """All rows, in the order of the groups."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def has_votes(self) -> bool:
        """Whether the votes or seats are known anywhere."""
        return any(row.voice is not None for row in self.rows)

    @property
    def has_payments(self) -> bool:
        """Whether a contribution is known anywhere."""
        return self.costs.known > 0

    @property
    def columns(self) -> int:
        """Columns of the table: those of which something is known."""
        return 6 + 2 * self.has_votes + self.has_payments

    @property
    def inherited(self) -> int:
        """Rows that the source still has under a former municipality."""
        return sum(bool(row.recorded_as) for row in self.rows)

    @property
    def represented(self) -> int:
        """Rows of which we know who sits there."""
        return sum(bool(row.representatives) for row in self.rows)


@dataclass(frozen=True)
class MemberCouncil:
    """The council of one municipality that takes part in an arrangement.

    ``exists`` is false where the source still names a municipality that ended.
    """

    code: str
    name: str
    slug: str
    url: str
    exists: bool
    council_seats: int | None
    seats_text: str
    inhabitants: int | None
    inhabitants_text: str
    organs: str
    has_council: bool | None
    since: date | None
    since_text: str
    representatives: tuple[Seated, ...]
    representatives_text: str
    voice: Voice | None
    votes_text: str
    power_text: str
    payment: Payment | None
    payment_text: str
    per_inhabitant: Decimal | None
    per_inhabitant_text: str


@dataclass(frozen=True)
class CouncilsPage:
    """Everything on the page for the joint councils of one arrangement on a date.

    ``others`` are the participants that are no municipality. ``is_in_force`` is false where the
    leading source does not have it in force on the date: then the version shown is the nearest.
    ``inhabitants`` and ``council_seats`` are sums, None unless known of every council.
    ``elsewhere`` is the query string with which there is something to see, where ``councils`` is
    empty because the leading source does not have it in force on the date; else empty.
    """

    version_id: int
    slug: str
    url: str
    name: str
    short_name: str
    form_key: str
    form: str
    task: str
    since: date | None
    since_text: str
    is_in_force: bool
    country: str
    on: date
    compared_on: date
    today: date
    origin: Origin | None
    board: str
    councils: tuple[MemberCouncil, ...]
    others: tuple[str, ...]
    inhabitants: int | None
    inhabitants_text: str
    council_seats: int | None
    council_seats_text: str
    costs: Costs
    calendar: Calendar
    changes: tuple[ChangeLine, ...]
    changes_note: str
    signals: tuple[SignalLine, ...]
    comparison: tuple[ComparedFigure, ...]
    comparison_note: str
    elsewhere: str = ""

    @property
    def has_votes(self) -> bool:
        """Whether the votes or seats of any council are known."""
        return any(council.voice is not None for council in self.councils)

    @property
    def has_payments(self) -> bool:
        """Whether the contribution of any is known."""
        return self.costs.known > 0

    @property
    def represented(self) -> int:
        """Councils of which we know who sits there."""
        return sum(bool(council.representatives) for council in self.councils)
