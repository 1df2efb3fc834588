# SPDX-License-Identifier: EUPL-1.2
"""What was done to arrangements: the history of one, what can be undone, what happened lately."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from samenspel.register.field_labels import field_label
from samenspel.register.models import ArrangementVersion, Change, ChangeSet, Participation
from samenspel.register.queries.history_page import (
    Entry,
    change_sets,
    entries,
    record_in_words,
)
from samenspel.register.records import Ref, State
from samenspel.register.wording import in_words, shortened

PAGE = 20
"""Acts on one page of a history."""
LATELY = 50
"""At most so many acts in a list of what happened lately."""

Facts = dict[Any, Any]


@dataclass(frozen=True)
class HeldLine:
    """What an act did to a value that people hold against the source, in words.

    ``ours`` is what stays, ``theirs`` what the source says; ``is_waiting``: somebody has to
    decide; ``is_over``: nothing is held any more. ``field`` is empty for the whole record.
    """

    record: str
    field: str
    ours: str
    theirs: str
    is_waiting: bool
    is_over: bool


@dataclass(frozen=True)
class HistoryEntry:
    """An act in words, what it did to held values, and whether it can still be undone."""

    entry: Entry
    held: tuple[HeldLine, ...]
    can_be_undone: bool


@dataclass(frozen=True)
class History:
    """A page of the history of an arrangement, newest first; pages count from 1."""

    entries: tuple[HistoryEntry, ...]
    page: int
    pages: int
    total: int


def history_of(slug: str, *, names: bool, page: int = 1) -> History:
    """The history of an arrangement, also of one that is gone; at most six queries.

    ``names``: with the names of people, for readers who are logged in.
    """
    total = change_sets(slug).count()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = list(change_sets(slug)[(page - 1) * PAGE : page * PAGE])
    free = undoable(slug)
    return History(
        entries=tuple(
            HistoryEntry(entry, held_lines(row), row.pk in free)
            for row, entry in zip(rows, entries(rows, with_names=names), strict=True)
        ),
        page=page,
        pages=pages,
        total=total,
    )


def held_lines(row: ChangeSet) -> tuple[HeldLine, ...]:
    """What an act did to held values, in words."""
    found = []
    for kind, key, name, before, after in row.held:
        state = after or before
        theirs = state["incoming"] if state["incoming_at"] else state["source"]
        found.append(
            HeldLine(
                record=record_in_words(Ref.of(kind, key)),
                field=field_label(name) if name else "",
                ours=shortened(in_words(name, state["held"])) if name else "",
                theirs=shortened(in_words(name, theirs)) if name else "",
                is_waiting=after is not None and after["incoming_at"] is not None,
                is_over=after is None,
            )
        )
    return tuple(found)


def undoable(slug: str) -> frozenset[int]:
    """Primary keys of the acts that can be undone: nobody changed the same since; two queries.

    What every act left is followed through the history, so that the records themselves need not
    be read.
    """
    sets = list(
        ChangeSet.objects.filter(arrangement_slug=slug)
        .order_by("pk")
        .values_list("pk", "undoes_id", "held")
    )
    changes: dict[int, list[tuple[Ref, State | None, State | None]]] = {}
    for pk, kind, key, before, after in (
        Change.objects.filter(change_set__arrangement_slug=slug)
        .order_by("change_set_id", "position")
        .values_list("change_set_id", "record_kind", "record_key", "before", "after")
    ):
        changes.setdefault(pk, []).append((Ref.of(kind, key), before, after))
    records: dict[Ref, State | None] = {}
    held: Facts = {}
    for pk, _undoes, entries_of_set in sets:
        for ref, before, after in changes.get(pk, ()):
            known = {} if before is None else records.get(ref) or {}
            records[ref] = None if after is None else {**known, **after}
        for kind, key, name, _before, state in entries_of_set:
            held[kind, key, name] = _without_act(state)
    undone = {undoes for _pk, undoes, _held in sets}
    return frozenset(
        pk
        for pk, _undoes, entries_of_set in sets
        if pk not in undone
        and all(
            held[kind, key, name] == _without_act(state)
            for kind, key, name, _before, state in entries_of_set
        )
        and _still_says(changes.get(pk, ()), records)
    )


def _without_act(state: State | None) -> State | None:
    return None if state is None else {k: v for k, v in state.items() if k != "change_set"}


def _still_says(
    changes: Iterable[tuple[Ref, State | None, State | None]],
    records: dict[Ref, State | None],
) -> bool:
    """Whether what an act left is still so, with nothing new hanging on what it added."""
    listed = list(changes)
    came = {ref for ref, before, _after in listed if before is None}
    for ref, _before, after in listed:
        now = records[ref]
        if after is None or now is None:
            if now is not after:
                return False
        elif any(now.get(name) != value for name, value in after.items()):
            return False
    touched = {ref for ref, *_ in listed}
    return not any(
        state is not None and ref not in touched and came & set(ref.ancestors)
        for ref, state in records.items()
    )


@dataclass(frozen=True)
class RecentChange:
    """One act on one arrangement: what, by whom, when, and the names of the fields it changed.

    ``actor_name`` is for readers who are logged in only.
    """

    pk: int
    at: datetime
    kind: str
    kind_label: str
    slug: str
    arrangement_name: str
    organisation_name: str
    actor_name: str
    reason: str
    fields: tuple[str, ...]


def recent_changes(
    *,
    since: datetime,
    municipality_ids: Some[int] = (),
    slugs: Some[str] = (),
    limit: int = LATELY,
) -> tuple[RecentChange, ...]:
    """What was done since a moment to arrangements in which municipalities take part, or to these.

    Newest first; three queries.
    """
    of_members = Participation.objects.filter(municipality_id__in=municipality_ids)
    mine = Q(arrangement_slug__in=list(slugs))
    if municipality_ids:
        mine |= Q(arrangement_slug__in=of_members.values("version__arrangement__slug"))
    found: QuerySet[ChangeSet] = (
        ChangeSet.objects.filter(mine, at__gte=since)
        .prefetch_related("changes")
        .order_by("-at", "-pk")[:limit]
    )
    rows = list(found)
    names = dict(
        ArrangementVersion.objects.filter(
            arrangement__slug__in={row.arrangement_slug for row in rows}
        )
        .order_by("valid_from", "pk")
        .values_list("arrangement__slug", "name")
    )
    return tuple(
        RecentChange(
            pk=row.pk,
            at=row.at,
            kind=row.kind,
            kind_label=str(row.get_kind_display()),
            slug=row.arrangement_slug,
            arrangement_name=names.get(row.arrangement_slug, row.arrangement_slug),
            organisation_name=row.organisation_name,
            actor_name=row.actor_name,
            reason=row.reason,
            fields=_changed_fields(row),
        )
        for row in rows
    )


def _changed_fields(row: ChangeSet) -> tuple[str, ...]:
    """The names of the fields that differ, each once; of records that came or went their kind."""
    found: dict[str, None] = {}
    for change in row.changes.all():
        if change.before is None or change.after is None:
            found[str(change.get_record_kind_display())] = None
        else:
            found.update(dict.fromkeys(field_label(name) for name in change.after))
    return tuple(found)
