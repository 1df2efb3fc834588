# SPDX-License-Identifier: EUPL-1.2
"""The votes of each member in the general board of an arrangement, as the register has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samenspel.register.models import Board, Participation
from samenspel.register.queries.arrangement.boards import boards_of
from samenspel.register.queries.arrangement.versions import shown_version, versions_of


@dataclass(frozen=True)
class RecordedVotes:
    """Votes by municipality (primary key); empty where the register does not know them all."""

    board: str = ""
    source: str = ""
    votes: Mapping[int, int] = field(default_factory=dict)


def recorded_votes(arrangement_slug: str, on: date) -> RecordedVotes:
    """The votes in the general board on the day; three queries at most."""
    versions = versions_of(arrangement_slug) if arrangement_slug else []
    if not versions:
        return RecordedVotes()
    version = shown_version(versions, on=on).version
    for board in boards_of(version.pk, {}):
        if board.kind == Board.Kind.GENERAL and board.knows_votes:
            members = dict(
                Participation.objects.filter(
                    version=version, municipality__isnull=False
                ).values_list("pk", "municipality_id")
            )
            votes = {
                members[line.participation_id]: line.votes or 0
                for line in board.seats
                if line.participation_id in members
            }
            return RecordedVotes(board.name, board.source, votes)
    return RecordedVotes()
