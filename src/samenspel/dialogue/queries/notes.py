# SPDX-License-Identifier: EUPL-1.2
"""Notes of councillors. Only views of the own council call these: nothing of it goes elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from samenspel.accounts.models import User
from samenspel.dialogue.models import Addressee, Clause, Position, Preparation


def own_notes(
    addressee: Addressee, user: User, clauses: Sequence[Clause]
) -> dict[int | None, Preparation]:
    """The notes of one councillor, by the clause of this version of the text; one query.

    A note about an earlier version of the text belongs to the clause with the same key.
    """
    by_key = {clause.key: clause.pk for clause in clauses}
    rows = Preparation.objects.filter(addressee=addressee, user=user).select_related("clause")
    found: dict[int | None, Preparation] = {}
    for row in rows.order_by("updated_at", "pk"):
        if row.clause is None:
            found[None] = row
        elif row.clause.key in by_key:
            found[by_key[row.clause.key]] = row
    return found


@dataclass(frozen=True)
class SharedNote:
    """What one councillor shares about a clause."""

    name: str
    position: str
    position_label: str
    text: str
    is_own: bool


@dataclass(frozen=True)
class SharedPart:
    """A clause (None: in general) with what councillors share; counts as (label, number)."""

    clause: Clause | None
    notes: tuple[SharedNote, ...]
    counts: tuple[tuple[str, str, int], ...]


def shared_notes(
    addressee: Addressee, clauses: Sequence[Clause], reader: User | None
) -> tuple[SharedPart, ...]:
    """What councillors of this council share, clause by clause, then in general; one query."""
    rows = Preparation.objects.filter(addressee=addressee, is_shared=True)
    notes = list(rows.select_related("clause", "user").order_by("user__name", "user_id", "pk"))
    parts = [
        _part(
            clause,
            [note for note in notes if note.clause and note.clause.key == clause.key],
            reader,
        )
        for clause in clauses
    ]
    return (*parts, _part(None, [note for note in notes if note.clause is None], reader))


def _part(clause: Clause | None, notes: Sequence[Preparation], reader: User | None) -> SharedPart:
    counted = Counter(note.position for note in notes)
    return SharedPart(
        clause=clause,
        notes=tuple(
            SharedNote(
                name=str(note.user),
                position=note.position,
                position_label=note.get_position_display(),
                text=note.text,
                is_own=reader is not None and note.user_id == reader.pk,
            )
            for note in notes
        ),
        counts=tuple(
            (position.value, str(position.label), counted[position.value])
            for position in Position
            if clause is not None and counted[position.value]
        ),
    )
