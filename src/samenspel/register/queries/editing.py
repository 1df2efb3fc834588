# SPDX-License-Identifier: EUPL-1.2
"""What the forms start from: a record with its editable values and its token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samenspel.register.editable import (
    read_record,
    token_in,
    token_of,
    values_in,
    values_of,
)
from samenspel.register.models import ArrangementVersion, Board, Participation
from samenspel.register.queries.arrangement.versions import shown_version, versions_of


@dataclass(frozen=True)
class VersionToEdit:
    """A version, its values in the form of the actions, and its token.

    ``others`` are the other versions of the arrangement, oldest first.
    """

    version: ArrangementVersion
    values: Mapping[str, Any]
    token: str
    others: tuple[ArrangementVersion, ...]


@dataclass(frozen=True)
class ParticipationToEdit:
    """A participation, its values in the form of the actions, and its token."""

    participation: Participation
    values: Mapping[str, Any]
    token: str


@dataclass(frozen=True)
class BoardToEdit:
    """A board, its values in the form of the actions, and its token."""

    board: Board
    values: Mapping[str, Any]
    token: str


def version_to_edit(slug: str, on: date, key: str | None = None) -> VersionToEdit:
    """The version of an arrangement with this key, else the one its page shows on the day.

    Three queries.

    Raises
    ------
    ArrangementVersion.DoesNotExist
        There is no arrangement with this address, or it has no version with this key.
    """
    versions = versions_of(slug)
    if not versions or (key and all(v.key != key for v in versions)):
        raise ArrangementVersion.DoesNotExist
    version = shown_version(versions, on=on, key=key or "").version
    records, ref = read_record(version)
    if ref is None:
        raise ArrangementVersion.DoesNotExist
    return VersionToEdit(
        version=version,
        values=values_in(records, ref),
        token=token_in(records.states, ref),
        others=tuple(v for v in versions if v is not version),
    )


def participation_to_edit(slug: str, pk: int) -> ParticipationToEdit:
    """A participation of an arrangement; three queries.

    Raises
    ------
    Participation.DoesNotExist
        The arrangement has no such participation.
    """
    found = Participation.objects.select_related(
        "version__arrangement", "version__collection", "municipality"
    ).get(pk=pk, version__arrangement__slug=slug)
    records, ref = read_record(found)
    if ref is None:
        raise Participation.DoesNotExist
    return ParticipationToEdit(found, values_in(records, ref), token_in(records.states, ref))


def board_to_edit(slug: str, pk: int) -> BoardToEdit:
    """A board of an arrangement; four queries.

    Raises
    ------
    Board.DoesNotExist
        The arrangement has no such board.
    """
    found = Board.objects.select_related("version__arrangement", "version__collection").get(
        pk=pk, version__arrangement__slug=slug
    )
    records, ref = read_record(found)
    if ref is None:
        raise Board.DoesNotExist
    return BoardToEdit(found, values_in(records, ref), token_in(records.states, ref))


__all__ = [
    "BoardToEdit",
    "ParticipationToEdit",
    "VersionToEdit",
    "board_to_edit",
    "participation_to_edit",
    "token_of",
    "values_of",
    "version_to_edit",
]
