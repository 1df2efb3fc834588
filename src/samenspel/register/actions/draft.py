# SPDX-License-Identifier: EUPL-1.2
"""One act on one arrangement: opened with its records, changed in memory, written with history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import ActingRole, Actor, Right, Tie
from samenspel.register.actions.held import (
    Act,
    Held,
    RecordChange,
    held_by_edits,
    held_entries,
    read_held,
    write_held,
)
from samenspel.register.actions.refusals import EditRefused, Ground
from samenspel.register.actions.writing import write_changes
from samenspel.register.models import Change, ChangeSet, Collection, HeldValue
from samenspel.register.records import (
    KINDS,
    PARTICIPATION,
    VERSION,
    Records,
    Ref,
    State,
    read_arrangement,
)
from samenspel.register.rules import acting_role

LONGEST_KEY_OF_LOG = 160


def behalf(right: Right, by: Actor, *, on: date, tie: Callable[[ActingRole], Tie]) -> str:
    """The name of the organisation on whose behalf the actor acts; empty for the operator.

    Raises
    ------
    PermissionDenied
        The actor has not the right.
    """
    if not right.allows(by, on=on, tie=tie):
        raise PermissionDenied(f"no right to {right.action}")
    role = acting_role(by, right, on=on, tie=tie)
    if role is None:
        return ""
    return Organisation.objects.values_list("name", flat=True).get(pk=role.organisation_id)


def lock(collection_id: int) -> Collection:
    """Let nobody else edit or load this collection until the transaction ends.

    On SQLite a transaction that writes is alone already.
    """
    return Collection.objects.select_for_update(no_key=True).get(pk=collection_id)


@dataclass(frozen=True)
class Signature:
    """Who does it, for which organisation, when, as what kind of act, and why."""

    by: Actor
    organisation_name: str
    at: datetime
    kind: str
    ground: Ground
    undoes: ChangeSet | None = None


@dataclass
class Draft:
    """The records of an arrangement as they are, and as they should become.

    ``present`` is what the database says; ``wanted`` starts as a copy and is changed by
    :meth:`put`, :meth:`add` and :meth:`remove`; :meth:`write` carries it out.
    """

    collection: Collection
    slug: str
    present: Records
    held: Held
    wanted: dict[Ref, State] = field(default_factory=dict)

    @classmethod
    def of(cls, collection: Collection, slug: str) -> Draft:
        """The records of an arrangement, none for a new one; the collection is locked."""
        present = read_arrangement(slug)
        wanted = {ref: dict(state) for ref, state in present.states.items()}
        return cls(collection, slug, present, read_held(collection, slug), wanted)

    def ref(self, kind: str, pk: int) -> Ref:
        """The record of a row, which is there."""
        return next(r for r, found in self.present.pks.items() if found == pk and r.kind == kind)

    def put(self, ref: Ref, values: Mapping[str, Any]) -> None:
        """Give fields of a record other values."""
        self.wanted[ref] = {**self.wanted[ref], **values}

    def add(self, ref: Ref, state: State) -> None:
        """Add a record by hand; one that was withdrawn from a source comes back as the source's."""
        withdrawn = self.held.get((ref, ""))
        came_back = withdrawn is not None and withdrawn["held"] is None
        self.wanted[ref] = {**state, "is_entered": not came_back}

    def remove(self, ref: Ref) -> None:
        """Remove a record, and what hangs on it."""
        for other in [r for r in self.wanted if r == ref or ref in r.ancestors]:
            del self.wanted[other]

    def below(self, ref: Ref, kind: str | None = None) -> list[Ref]:
        """What should hang on a record, of one kind or of all."""
        return [r for r in self.wanted if ref in r.ancestors and (kind is None or r.kind == kind)]

    def changes(self) -> list[RecordChange]:
        """What differs, parents first; records that go, last and the other way round."""
        before, after = self.present.states, self.wanted
        found: list[RecordChange] = []
        gone: list[RecordChange] = []
        for ref in sorted({*before, *after}, key=_in_order):
            was, becomes = before.get(ref), after.get(ref)
            if was is None or becomes is None:
                (gone if becomes is None else found).append(RecordChange(ref, was, becomes))
            elif was != becomes:
                names = [name for name in becomes if was[name] != becomes[name]]
                found.append(
                    RecordChange(ref, {n: was[n] for n in names}, {n: becomes[n] for n in names})
                )
        return [*found, *reversed(gone)]

    def write(
        self, signature: Signature, *, action: str, held: Held | None = None
    ) -> ChangeSet | None:
        """Write what differs, with its history and a line in the log; None when nothing does.

        ``held``: what people hold afterwards, where that does not follow from the changes.

        Raises
        ------
        EditRefused
            Records would contradict each other.
        """
        changes = self.changes()
        held = held_by_edits(self.held, self.present.states, changes) if held is None else held
        entries = held_entries(self.held, held)
        if not changes and not entries:
            return None
        self._refuse_impossible(changes)
        write_changes(self.collection, self.slug, self.present, changes)
        change_set = self._write_history(signature, changes, entries)
        self._write_held(held, change_set)
        log_event(
            by=signature.by,
            at=signature.at,
            action=action,
            object_kind="arrangement",
            object_key=self.slug[:LONGEST_KEY_OF_LOG],
            result="done",
            detail={"change_set": change_set.pk, "changes": len(changes)},
        )
        return change_set

    def _write_history(
        self, signature: Signature, changes: Iterable[RecordChange], entries: list[list[Any]]
    ) -> ChangeSet:
        made = ChangeSet.objects.create(
            at=signature.at,
            actor=signature.by.user,
            actor_name=signature.by.name,
            organisation_name=signature.organisation_name,
            origin=signature.by.origin,
            kind=signature.kind,
            arrangement_slug=self.slug,
            collection_slug=self.collection.slug,
            reason=signature.ground.reason,
            source=signature.ground.source,
            undoes=signature.undoes,
            held=entries,
        )
        Change.objects.bulk_create(
            Change(
                change_set=made,
                position=position,
                record_kind=change.ref.kind,
                record_key=change.ref.text,
                before=change.before,
                after=change.after,
            )
            for position, change in enumerate(changes)
        )
        return made

    def _write_held(self, held: Held, change_set: ChangeSet) -> None:
        act = Act(self.slug, change_set.pk)
        versions = {str(ref.key[0]) for ref, _field in held}
        write_held(
            HeldValue.objects.filter(collection=self.collection, arrangement_slug=self.slug),
            held,
            collection=self.collection,
            acts=dict.fromkeys(versions, act),
        )

    def _refuse_impossible(self, changes: Iterable[RecordChange]) -> None:
        """Refuse what the database would not keep, in words."""
        for change in changes:
            if change.after is None:
                continue
            state = self.wanted[change.ref]
            if any(parent not in self.wanted for parent in change.ref.parents):
                raise EditRefused(_("What this record hangs on is no longer there."))
            if change.ref.kind in (VERSION, PARTICIPATION):
                refuse_period(state["valid_from"], state["valid_to"])
            if change.ref.kind == PARTICIPATION and change.before is None:
                self._refuse_double(change.ref, state)

    def _refuse_double(self, ref: Ref, state: State) -> None:
        municipality = state["municipality"]
        if municipality is not None and any(
            r != ref and s["municipality"] == municipality
            for r, s in self.wanted.items()
            if r.kind == PARTICIPATION and r.key[0] == ref.key[0]
        ):
            raise EditRefused(_("This municipality takes part already."), "municipality")


def refuse_period(begin: str | None, end: str | None) -> None:
    """Refuse a period that ends before it begins."""
    if begin is not None and end is not None and end < begin:
        raise EditRefused(_("The end is before the beginning."), "valid_to")


def _in_order(ref: Ref) -> tuple[int, str]:
    return KINDS.index(ref.kind), ref.text
