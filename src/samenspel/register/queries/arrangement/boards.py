# SPDX-License-Identifier: EUPL-1.2
"""Boards of a version: who has how many seats and votes, as far as known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samenspel.register.models import Board

_ORDER = {kind: place for place, kind in enumerate(Board.Kind.values)}


@dataclass(frozen=True)
class SeatLine:
    """The seats and votes of one participant; ``share`` of all votes in [0, 1], None is unknown."""

    participation_id: int
    name: str
    seats: int | None
    votes: int | None
    share: float | None
    source: str


@dataclass(frozen=True)
class BoardTable:
    """A board; ``seats`` is empty where nobody wrote down who sits in it.

    ``total_votes`` is None unless the votes of every participant listed are known.
    """

    pk: int
    kind: str
    name: str
    quota: int | None
    total_seats: int | None
    total_votes: int | None
    source: str
    seats: tuple[SeatLine, ...]

    @property
    def knows_votes(self) -> bool:
        return self.total_votes is not None

    @property
    def knows_seats(self) -> bool:
        return any(line.seats is not None for line in self.seats)


def boards_of(version_id: int, names: Mapping[int, str]) -> tuple[BoardTable, ...]:
    """The boards of a version, the general one first; ``names`` by participation; one query."""
    rows = (
        Board.objects.filter(version_id=version_id)
        .order_by("pk", "seats__pk")
        .values_list(
            "pk", "kind", "name", "quota", "total_seats", "source",
            "seats__participation_id", "seats__seats", "seats__votes", "seats__source",
        )
    )  # fmt: skip
    boards: dict[int, tuple[str, str, int | None, int | None, str]] = {}
    seats: dict[int, list[tuple[int, int | None, int | None, str]]] = defaultdict(list)
    for pk, kind, name, quota, total, source, participation, number, votes, written in rows:
        boards[pk] = (kind, name, quota, total, source)
        if participation is not None:
            seats[pk].append((participation, number, votes, written))
    found = [_board(pk, values, seats[pk], names) for pk, values in boards.items()]
    return tuple(sorted(found, key=lambda board: (_ORDER.get(board.kind, 9), board.name)))


def _board(
    pk: int,
    values: tuple[str, str, int | None, int | None, str],
    seats: Iterable[tuple[int, int | None, int | None, str]],
    names: Mapping[int, str],
) -> BoardTable:
    kind, name, quota, total_seats, source = values
    listed = list(seats)
    votes = [seat[2] for seat in listed]
    known = [vote for vote in votes if vote is not None]
    total = sum(known) if known and len(known) == len(votes) else None
    lines = [
        SeatLine(
            participation_id=participation,
            name=names.get(participation, ""),
            seats=number,
            votes=vote,
            share=vote / total if vote is not None and total else None,
            source=seat_source,
        )
        for participation, number, vote, seat_source in listed
    ]
    lines.sort(key=lambda line: (-(line.votes or 0), -(line.seats or 0), line.name))
    return BoardTable(pk, kind, name, quota, total_seats, total or None, source, tuple(lines))
