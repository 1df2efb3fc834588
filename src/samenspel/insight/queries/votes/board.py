# SPDX-License-Identifier: EUPL-1.2
"""A board somebody asks about: its votes and its power, beside those of the board it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Literal

from samenspel.analysis.voting_power import (
    Game,
    MemberPower,
    Power,
    TooLargeError,
    bits_needed,
    majority,
    power_of,
    quota_effects,
    usual_quotas,
)
from samenspel.insight.queries.votes.measure import MOST_BITS

QUOTA_BITS = 8 << 20
"""Size of a board of which the effect of the quota is shown: some 0.1 s."""

Threshold = Literal["helft", "3-5", "2-3", "3-4", "alle", "eigen"]
PARTS: Mapping[str, Fraction] = {
    "3-5": Fraction(3, 5),
    "2-3": Fraction(2, 3),
    "3-4": Fraction(3, 4),
    "alle": Fraction(1),
}


@dataclass(frozen=True)
class Seat:
    """One member of a board; ``key`` tells it apart and links it to the board before.

    ``people`` are the inhabitants of a municipality, None is unknown; ``slug`` leads to its page.
    ``merged_from`` are the keys of the members that it was made of.
    """

    key: str
    name: str
    votes: int
    people: int | None = None
    slug: str = ""
    merged_from: tuple[str, ...] = ()

    @property
    def origins(self) -> tuple[str, ...]:
        """The keys of the members before that this one is."""
        return self.merged_from or (self.key,)


@dataclass(frozen=True)
class Board:
    """Members with their votes, and how many votes a decision needs.

    ``threshold`` is the rule that ``quota`` follows from; ``is_assumed``: nobody recorded it.
    """

    seats: tuple[Seat, ...]
    quota: int
    threshold: Threshold = "eigen"
    is_assumed: bool = False

    @property
    def total(self) -> int:
        """All votes together."""
        return sum(seat.votes for seat in self.seats)

    @cached_property
    def game(self) -> Game:
        """The board as a voting game; raises as :class:`Game`."""
        return Game(tuple(seat.votes for seat in self.seats), self.quota)


@dataclass(frozen=True)
class Before:
    """What the same member, or the members that it was made of together, had before."""

    votes: int
    share: Fraction
    banzhaf: Fraction
    shapley_shubik: Fraction


@dataclass(frozen=True)
class Line:
    """One member: votes, power and inhabitants as parts of 1 (None is unknown).

    ``before`` is None where there is no board before, or the member was not on it.
    """

    seat: Seat
    power: MemberPower
    can_block: bool
    people_share: Fraction | None
    before: Before | None

    @property
    def more_than_votes(self) -> Fraction:
        """The part of the power less the part of the votes."""
        return self.power.banzhaf - self.power.share

    @property
    def change(self) -> Fraction | None:
        """The part of the power now less that before; None without a before."""
        return None if self.before is None else self.power.banzhaf - self.before.banzhaf


@dataclass(frozen=True)
class Measured:
    """A board with its power; ``lines`` from the most votes to the fewest.

    ``gone`` are members of the board before that are no longer on it.
    """

    board: Board
    power: Power
    lines: tuple[Line, ...]
    before: Board | None
    gone: tuple[Seat, ...]

    @property
    def is_changed(self) -> bool:
        """Whether there is a board before, and it is another one."""
        return self.before is not None and (
            self.before.quota != self.board.quota
            or {(s.key, s.votes) for s in self.before.seats}
            != {(s.key, s.votes) for s in self.board.seats}
        )

    @property
    def knows_people(self) -> bool:
        """Whether the inhabitants of all members are known."""
        return all(line.people_share is not None for line in self.lines)

    @property
    def gone_names(self) -> str:
        """Names of those who are no longer on the board."""
        return ", ".join(seat.name for seat in self.gone)

    @property
    def fewest(self) -> int:
        """The fewest members that can decide together: those with the most votes."""
        together = accumulate(line.seat.votes for line in self.lines)
        return 1 + sum(1 for votes in together if votes < self.board.quota)

    def named(self, places: Iterable[int]) -> tuple[str, ...]:
        """Names of the members at these places of the board, in its order."""
        return tuple(self.board.seats[place].name for place in places)


def quota_of(threshold: Threshold, votes: int, own: int | None) -> int:
    """The votes that a decision needs by a rule; ``own`` for the rule ``eigen``.

    More than half for ``helft`` (and where no number was given), at least the part otherwise.
    """
    if threshold in PARTS:
        return _at_least(PARTS[threshold], votes)
    return own if threshold == "eigen" and own is not None else majority(votes)


def measured(board: Board, before: Board | None = None) -> Measured:
    """The power in a board, beside that in the board before.

    Raises
    ------
    VotingPowerError
        The votes or the quota make no board, or it is too large to compute within a page.
    """
    power = power_within_page(board.game)
    earlier = _before(board, before) if before is not None else {}
    people = [seat.people for seat in board.seats]
    everybody = sum(number or 0 for number in people)
    knows = everybody > 0 and all(number is not None for number in people)
    vetoers = set(board.game.vetoers)
    lines = [
        Line(
            seat=seat,
            power=member,
            can_block=place in vetoers,
            people_share=Fraction(seat.people or 0, everybody) if knows else None,
            before=earlier.get(seat.key),
        )
        for place, (seat, member) in enumerate(zip(board.seats, power.members, strict=True))
    ]
    lines.sort(key=lambda line: (-line.seat.votes, -(line.seat.people or 0), line.seat.name))
    there = {key for seat in board.seats for key in seat.origins}
    gone = tuple(s for s in before.seats if s.key not in there) if before is not None else ()
    return Measured(board, power, tuple(lines), before, gone)


def power_within_page(game: Game) -> Power:
    """The power in a board that is small enough for a page.

    Raises
    ------
    TooLargeError
        It would take more than about half a second.
    """
    bits = bits_needed(game)
    if bits > MOST_BITS:
        raise TooLargeError(len(game.weights), game.total, bits, MOST_BITS)
    return power_of(game, most_bits=MOST_BITS)


def merge_seats(seats: Sequence[Seat], keys: Iterable[str], name: str) -> tuple[Seat, ...]:
    """The members with the members of these keys as one, called ``name``, at the first place.

    Fewer than two of them change nothing. Inhabitants are known when those of all parts are.
    """
    chosen = set(keys)
    parts = [seat for seat in seats if seat.key in chosen]
    if len(parts) < 2:
        return tuple(seats)
    people = [part.people for part in parts if part.people is not None]
    one = Seat(
        key="+".join(part.key for part in parts),
        name=name,
        votes=sum(part.votes for part in parts),
        people=sum(people) if len(people) == len(parts) else None,
        merged_from=tuple(part.key for part in parts),
    )
    kept = [seat for seat in seats if seat.key not in chosen or seat is parts[0]]
    return tuple(one if seat is parts[0] else seat for seat in kept)


@dataclass(frozen=True)
class QuotaColumn:
    """The power of each kind of member (by votes, in the order of the rows) at one quota."""

    quota: int
    parts: tuple[str, ...]
    is_current: bool
    banzhaf: tuple[Fraction, ...]
    act: Fraction


@dataclass(frozen=True)
class QuotaRow:
    """Members with as many votes, and the power of each of them at every quota of the table."""

    votes: int
    names: tuple[str, ...]
    banzhaf: tuple[Fraction, ...]


@dataclass(frozen=True)
class QuotaTable:
    """What another quota would do; ``kinds`` are (votes of each, names of the members)."""

    kinds: tuple[tuple[int, tuple[str, ...]], ...]
    columns: tuple[QuotaColumn, ...]

    @property
    def rows(self) -> tuple[QuotaRow, ...]:
        """A row for each kind of member, with its power at each quota."""
        return tuple(
            QuotaRow(votes, names, tuple(column.banzhaf[place] for column in self.columns))
            for place, (votes, names) in enumerate(self.kinds)
        )


def quota_table(found: Measured) -> QuotaTable | None:
    """The power at the usual quotas and at the one asked for; None of a board too large."""
    board = found.board
    if bits_needed(Game.of(board.game.weights)) > QUOTA_BITS:
        return None
    names: dict[int, list[str]] = {}
    for line in found.lines:
        names.setdefault(line.seat.votes, []).append(line.seat.name)
    quotas = tuple(sorted({*usual_quotas(board.total), board.quota}))
    columns = []
    for power in _powers(tuple(sorted(board.game.weights, reverse=True)), quotas):
        by_votes = {member.votes: member.banzhaf for member in power.members}
        quota = power.game.quota
        columns.append(
            QuotaColumn(
                quota=quota,
                parts=_parts(quota, board.total),
                is_current=quota == board.quota,
                banzhaf=tuple(by_votes[votes] for votes in names),
                act=power.act,
            )
        )
    return QuotaTable(tuple((v, tuple(n)) for v, n in names.items()), tuple(columns))


@lru_cache(maxsize=128)
def _powers(weights: tuple[int, ...], quotas: tuple[int, ...]) -> tuple[Power, ...]:
    return quota_effects(weights, quotas)


def _parts(quota: int, votes: int) -> tuple[str, ...]:
    """The rules that ask for this quota: keys of :data:`PARTS`, and ``helft``."""
    rules = ["helft"] if quota == majority(votes) else []
    return (*rules, *(key for key, part in PARTS.items() if _at_least(part, votes) == quota))


def _at_least(part: Fraction, votes: int) -> int:
    return -(-votes * part.numerator // part.denominator)


def as_threshold(text: str) -> Threshold | None:
    """The rule of this name; None for any other text."""
    known: tuple[Threshold, ...] = ("helft", "3-5", "2-3", "3-4", "alle", "eigen")
    return next((rule for rule in known if rule == text), None)


def _before(board: Board, before: Board) -> dict[str, Before]:
    """What each member of the board had before, by its key now."""
    power = power_within_page(before.game)
    had = {seat.key: member for seat, member in zip(before.seats, power.members, strict=True)}
    found: dict[str, Before] = {}
    for seat in board.seats:
        parts = [had[key] for key in seat.origins if key in had]
        if len(parts) == len(seat.origins):
            found[seat.key] = Before(
                votes=sum(part.votes for part in parts),
                share=sum((part.share for part in parts), Fraction(0)),
                banzhaf=sum((part.banzhaf for part in parts), Fraction(0)),
                shapley_shubik=sum((part.shapley_shubik for part in parts), Fraction(0)),
            )
    return found


def with_votes(seats: Iterable[Seat], votes: Mapping[str, int]) -> tuple[Seat, ...]:
    """The members with these votes by key, without those that have none there."""
    return tuple(replace(seat, votes=votes[seat.key]) for seat in seats if seat.key in votes)
