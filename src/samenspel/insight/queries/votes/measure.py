# SPDX-License-Identifier: EUPL-1.2
"""Votes and power in the boards that the register knows, for any page that tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from samenspel.analysis.voting_power import Game, VotingPowerError, bits_needed, majority, power_of
from samenspel.places.models import on_date
from samenspel.register.models import Board, Seat

MOST_BITS = 40 << 20
"""Size of what a page computes: a board of 200 members with 2,000 votes, in half a second."""


@dataclass(frozen=True)
class SeatPower:
    """The votes and the power of one participant in a board.

    ``code`` is that of the municipality, empty for others. ``share`` (of all votes), ``banzhaf``
    (normalised) and ``shapley_shubik`` are parts of 1. ``is_dummy``: its votes never decide;
    ``can_block``: nothing is decided without it.
    """

    participation_id: int
    code: str
    name: str
    votes: int
    share: Fraction
    banzhaf: Fraction
    shapley_shubik: Fraction
    is_dummy: bool
    can_block: bool


@dataclass(frozen=True)
class BoardPower:
    """A board of which all votes are known; ``seats`` from the most votes to the fewest.

    ``is_quota_assumed``: the register has no quota, so that more than half of the votes decides.
    """

    version_id: int
    board_id: int
    board_name: str
    quota: int
    is_quota_assumed: bool
    total_votes: int
    seats: tuple[SeatPower, ...]

    def seat_of(self, code: str) -> SeatPower | None:
        """The seat of a municipality by its code; None when it has none."""
        return next((seat for seat in self.seats if code and seat.code == code), None)

    @property
    def by_participation(self) -> Mapping[int, SeatPower]:
        """The seats by participation."""
        return {seat.participation_id: seat for seat in self.seats}


@dataclass(frozen=True)
class _Line:
    board: int
    board_name: str
    quota: int | None
    participation: int
    code: str
    name: str
    votes: int | None


def power_in_boards(version_ids: Iterable[int], *, on: date | None = None) -> dict[int, BoardPower]:
    """The power in the general board of each version, by version; one query.

    Left out are versions of which the votes of somebody on the board are unknown, or of which the
    quota cannot be reached. With ``on`` only participants of that day have a vote.
    """
    wanted = sorted(set(version_ids))
    if not wanted:
        return {}
    rows = Seat.objects.filter(board__version_id__in=wanted, board__kind=Board.Kind.GENERAL)
    if on is not None:
        rows = rows.filter(on_date(on, prefix="participation__"))
    boards: dict[tuple[int, str, int], list[_Line]] = {}
    for version, board, board_name, quota, participation, code, name, votes in rows.values_list(
        "board__version_id", "board_id", "board__name", "board__quota",
        "participation_id", "participation__municipality__code", "participation__name", "votes",
    ):  # fmt: skip
        line = _Line(board, board_name, quota, participation, code or "", name, votes)
        boards.setdefault((version, board_name, board), []).append(line)
    found: dict[int, BoardPower] = {}
    for (version, _name, _pk), lines in sorted(boards.items()):
        if version not in found and (power := _board_power(version, lines)):
            found[version] = power
    return found


def _board_power(version: int, lines: list[_Line]) -> BoardPower | None:
    ordered = sorted(lines, key=lambda line: (-(line.votes or 0), line.name, line.participation))
    votes = [line.votes for line in ordered if line.votes is not None]
    if len(votes) < len(ordered):
        return None
    quota = ordered[0].quota
    try:
        game = Game.of(votes, quota)
        if bits_needed(game) > MOST_BITS:
            return None
        power = power_of(game)
    except VotingPowerError:
        return None
    vetoers = set(game.vetoers)
    seats = tuple(
        SeatPower(
            participation_id=line.participation,
            code=line.code,
            name=line.name,
            votes=member.votes,
            share=member.share,
            banzhaf=member.banzhaf,
            shapley_shubik=member.shapley_shubik,
            is_dummy=member.is_dummy,
            can_block=place in vetoers,
        )
        for place, (line, member) in enumerate(zip(ordered, power.members, strict=True))
    )
    return BoardPower(
        version_id=version,
        board_id=ordered[0].board,
        board_name=ordered[0].board_name,
        quota=majority(game.total) if quota is None else quota,
        is_quota_assumed=quota is None,
        total_votes=game.total,
        seats=seats,
    )
