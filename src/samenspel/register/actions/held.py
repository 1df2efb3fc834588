# SPDX-License-Identifier: EUPL-1.2
"""What people hold against a source, as values: what an edit does to it, and how it is kept.

A held value is known by its record and field (``""`` for the record as a whole) and has a state, a
dictionary: ``source``, ``held``, ``incoming``, ``incoming_at`` and ``change_set`` (the primary key
of the act by which it is held; in the history of that act itself it is empty). See
``register.models.HeldValue`` for what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from samenspel.places.sync import sync
from samenspel.register.models import ChangeSet, Collection, HeldValue
from samenspel.register.records import Ref, State

HeldKey = tuple[Ref, str]
HeldState = dict[str, Any]
Held = dict[HeldKey, HeldState]

WHOLE = ""


@dataclass(frozen=True)
class Act:
    """The address of an arrangement, and the change set (primary key) of what is done to it."""

    slug: str
    change_set: int


@dataclass(frozen=True)
class RecordChange:
    """What one record said before and after: the fields that differ, or all; None for no record."""

    ref: Ref
    before: State | None
    after: State | None


def held_state(source: Any, held: Any) -> HeldState:
    """A value held from now on."""
    return {
        "source": source,
        "held": held,
        "incoming": None,
        "incoming_at": None,
        "change_set": None,
    }


def is_waiting(state: HeldState) -> bool:
    """Whether the source says something new that nobody decided on."""
    return state["incoming_at"] is not None


def latest_of_source(state: HeldState) -> Any:
    """What the source said last."""
    return state["incoming"] if is_waiting(state) else state["source"]


def is_withdrawn(held: Held, ref: Ref) -> bool:
    """Whether people withdrew the record, while the source has it."""
    state = held.get((ref, WHOLE))
    return state is not None and state["held"] is None


def same(one: HeldState | None, other: HeldState | None) -> bool:
    """Whether two states hold the same; by which act does not matter."""
    if one is None or other is None:
        return one is other
    return all(one[k] == other[k] for k in ("source", "held", "incoming", "incoming_at"))


def held_by_edits(held: Held, before: Mapping[Ref, State], changes: Iterable[RecordChange]) -> Held:
    """What is held after people made these changes.

    Records that people entered are theirs; nothing is held against a source for them.
    """
    found = dict(held)
    listed = list(changes)
    gone = {c.ref for c in listed if c.after is None}
    for change in listed:
        if change.before is None:
            _record_came(found, change.ref, change.after or {})
        elif change.after is None:
            _record_went(found, change.ref, before[change.ref], gone)
        elif not before[change.ref]["is_entered"]:
            for field, value in change.after.items():
                _field_changed(found, (change.ref, field), change.before[field], value)
    return found


def _field_changed(held: Held, key: HeldKey, was: Any, value: Any) -> None:
    known = held.get(key)
    if known is None:
        held[key] = held_state(was, value)
    elif value == latest_of_source(known):
        del held[key]
    else:
        held[key] = {**known, "held": value, "change_set": None}


def _record_came(held: Held, ref: Ref, state: State) -> None:
    """A record that had been withdrawn is the source's again; what differs is held."""
    if not is_withdrawn(held, ref):
        return
    said = latest_of_source(held.pop((ref, WHOLE)))
    for field, value in state.items():
        if field != "is_entered" and value != said.get(field):
            held[ref, field] = held_state(said.get(field), value)


def _record_went(held: Held, ref: Ref, state: State, gone: set[Ref]) -> None:
    said = {f: v for f, v in state.items() if f != "is_entered"}
    dropped_by_source = False
    for key in [key for key in held if key[0] == ref]:
        known = held.pop(key)
        if key[1] == WHOLE:
            dropped_by_source = True
        else:
            said[key[1]] = latest_of_source(known)
    below_another = any(parent in gone for parent in ref.ancestors)
    if not (state["is_entered"] or dropped_by_source or below_another):
        held[ref, WHOLE] = held_state(said, None)


def read_held(collection: Collection, slug: str | None = None) -> Held:
    """What people hold in a collection, or of one arrangement in it; one query."""
    rows = HeldValue.objects.filter(collection=collection)
    if slug is not None:
        rows = rows.filter(arrangement_slug=slug)
    return {
        (Ref.of(kind, key), field): {
            "source": source,
            "held": value,
            "incoming": incoming,
            "incoming_at": moment.astimezone(UTC).isoformat() if moment else None,
            "change_set": change_set,
        }
        for kind, key, field, source, value, incoming, moment, change_set in rows.order_by(
            "pk"
        ).values_list(
            "record_kind", "record_key", "field", "source_value", "held_value",
            "incoming_value", "incoming_at", "change_set_id",
        )
    }  # fmt: skip


def held_differences(before: Held, after: Held) -> list[HeldKey]:
    """The keys of which the state differs."""
    keys = dict.fromkeys((*before, *after))
    return [key for key in keys if before.get(key) != after.get(key)]


def held_entries(before: Held, after: Held) -> list[list[Any]]:
    """What an act did to held values, as it stands in its history (``ChangeSet.held``)."""
    return [
        [ref.kind, ref.text, field, before.get((ref, field)), after.get((ref, field))]
        for ref, field in held_differences(before, after)
    ]


def entries_of(change_set: ChangeSet) -> list[tuple[HeldKey, HeldState | None, HeldState | None]]:
    """The entries of an act, with the act itself filled in where it is empty."""

    def filled_in(state: HeldState | None) -> HeldState | None:
        if state is None:
            return None
        return {**state, "change_set": state["change_set"] or change_set.pk}

    return [
        ((Ref.of(kind, key), field), filled_in(before), filled_in(after))
        for kind, key, field, before, after in change_set.held
    ]


def write_held(
    scope: QuerySet[HeldValue], after: Held, *, collection: Collection, acts: Mapping[str, Act]
) -> None:
    """Bring the held values of a scope to these states.

    ``acts``: for each version key the address of its arrangement, and the act that new states
    are of; only those of which something is new have to be there.
    """
    present = {
        (kind, key): slug
        for kind, key, slug in scope.values_list("record_kind", "record_key", "arrangement_slug")
    }
    wanted = {}
    for (ref, field), state in after.items():
        moment = state["incoming_at"]
        act = acts.get(str(ref.key[0]))
        wanted[ref.kind, ref.text, field] = (
            collection.pk,
            act.slug if act is not None else present[ref.kind, ref.text],
            state["source"],
            state["held"],
            state["incoming"],
            datetime.fromisoformat(moment) if moment else None,
            state["change_set"] or (act.change_set if act is not None else None),
        )
    sync(
        scope,
        key=("record_kind", "record_key", "field"),
        fields=(
            "collection_id", "arrangement_slug", "source_value", "held_value", "incoming_value",
            "incoming_at", "change_set_id",
        ),
        wanted=wanted,
    )  # fmt: skip
