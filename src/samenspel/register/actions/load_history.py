# SPDX-License-Identifier: EUPL-1.2
"""What a load changes in records that existed, written down in bulk: one act per arrangement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from samenspel.accounts.rules import Actor
from samenspel.places.sync import Key, Present, TableChange, Values, batches, insert_rows
from samenspel.register.actions.held import (
    Act,
    RecordChange,
    held_differences,
    held_entries,
    write_held,
)
from samenspel.register.actions.load_people import People, Shape, differing
from samenspel.register.models import Change, ChangeSet, Collection, HeldValue
from samenspel.register.records import (
    BOARD,
    CONTRIBUTION,
    DOMAIN,
    KINDS,
    PARTICIPATION,
    SEAT,
    VERSION,
    Records,
    Ref,
    State,
    read_kind,
)

# What goes with a row that goes: kind -> lookup of the row.
BELOW: Mapping[str, Mapping[str, str]] = {
    VERSION: {
        DOMAIN: "version_id__in",
        PARTICIPATION: "version_id__in",
        BOARD: "version_id__in",
        SEAT: "board__version_id__in",
        CONTRIBUTION: "participation__version_id__in",
    },
    PARTICIPATION: {SEAT: "participation_id__in", CONTRIBUTION: "participation_id__in"},
    BOARD: {SEAT: "board_id__in"},
}


@dataclass
class LoadHistory:
    """The changes of a load, gathered table by table.

    ``slugs``: the address of the arrangement of each version key, ``old``: the addresses that were
    there before the load. Of an arrangement that is new nothing is written down: it begins here.
    """

    old: frozenset[str]
    slugs: dict[str, str] = field(default_factory=dict)
    _before: dict[Ref, State | None] = field(default_factory=dict)
    _after: dict[Ref, State | None] = field(default_factory=dict)

    def note_rows(
        self,
        shape: Shape,
        present: Present,
        wanted: Mapping[Key, Values],
        spared: Iterable[Key],
    ) -> None:
        """Note what a table is about to become; before it does."""
        if not self.old:
            return
        stay = set(spared)
        gone = [key for key in present if key not in wanted and key not in stay]
        for key in gone:
            self.note(shape.ref_of(key), shape.state(present[key][1]), None)
        self.note_below(shape.kind, [present[key][0] for key in gone])
        for key, values in wanted.items():
            if key not in present:
                self.note(shape.ref_of(key), None, shape.state(values))
            elif present[key][1] != values:
                self.note(shape.ref_of(key), *differing(shape, present[key][1], values))

    def note_below(self, kind: str, pks: list[int]) -> Records:
        """Note that what hangs on rows goes with them; two queries per 500 rows and kind."""
        found = Records()
        for below, lookup in BELOW.get(kind, {}).items():
            for part in batches(pks):
                found.add(read_kind(below, **{lookup: part}))
        for ref, state in found.states.items():
            self.note(ref, state, None)
        return found

    def note(self, ref: Ref, before: State | None, after: State | None) -> None:
        """Note what one record said before and says now."""
        if before == after:
            return
        if ref not in self._after:
            self._before[ref], self._after[ref] = before, after
        else:
            known = self._after[ref]
            self._after[ref] = None if after is None else {**(known or {}), **after}

    def write(
        self, people: People, *, collection: Collection, by: Actor, at: datetime
    ) -> tuple[TableChange, ...]:
        """Write the acts, their changes, and the held values; the table of held values if any."""
        self.slugs = {**people.slugs, **self.slugs}
        changes = self._changes()
        touched = held_differences(people.before, people.held)
        entries: dict[str, list[tuple[Ref, str]]] = {}
        for ref, name in touched:
            entries.setdefault(self._slug(ref), []).append((ref, name))
        acts = self._write_sets(
            collection, [*dict.fromkeys((*changes, *entries))], entries, people, by=by, at=at
        )
        rows = [
            (acts[slug], position, c.ref.kind, c.ref.text, c.before, c.after)
            for slug, listed in changes.items()
            for position, c in enumerate(listed)
        ]
        names = ("change_set_id", "position", "record_kind", "record_key", "before", "after")
        insert_rows(Change, names, rows)
        if people.is_nobody:
            return ()
        write_held(
            HeldValue.objects.filter(collection=collection),
            people.held,
            collection=collection,
            acts={key: Act(slug, acts[slug]) for key, slug in self.slugs.items() if slug in acts},
        )
        return (_counted(people),)

    def _slug(self, ref: Ref) -> str:
        return self.slugs[str(ref.key[0])]

    def _changes(self) -> dict[str, list[RecordChange]]:
        """The changes by arrangement, in the order of every act: what goes, last."""
        found: dict[str, list[RecordChange]] = {}
        gone: dict[str, list[RecordChange]] = {}
        for ref in sorted(self._after, key=lambda r: (KINDS.index(r.kind), r.text)):
            slug = self._slug(ref)
            before, after = self._before[ref], self._after[ref]
            if slug in self.old and not (before is None and after is None):
                side = gone if after is None else found
                side.setdefault(slug, []).append(RecordChange(ref, before, after))
        return {
            slug: [*found.get(slug, ()), *reversed(gone.get(slug, []))]
            for slug in dict.fromkeys((*found, *gone))
        }

    def _write_sets(
        self,
        collection: Collection,
        slugs: list[str],
        entries: Mapping[str, list[tuple[Ref, str]]],
        people: People,
        *,
        by: Actor,
        at: datetime,
    ) -> dict[str, int]:
        made = ChangeSet.objects.bulk_create(
            ChangeSet(
                at=at,
                actor=by.user,
                actor_name=by.name,
                origin=by.origin,
                kind=ChangeSet.Kind.LOAD,
                arrangement_slug=slug,
                collection_slug=collection.slug,
                source=collection.title,
                held=held_entries(
                    {k: people.before[k] for k in entries.get(slug, ()) if k in people.before},
                    {k: people.held[k] for k in entries.get(slug, ()) if k in people.held},
                ),
            )
            for slug in slugs
        )
        return {one.arrangement_slug: one.pk for one in made}


def _counted(people: People) -> TableChange:
    before, after = people.before, people.held
    changed = sum(1 for key in after if key in before and before[key] != after[key])
    added = sum(1 for key in after if key not in before)
    return TableChange(
        table="heldvalue",
        added=added,
        changed=changed,
        unchanged=len(after) - added - changed,
        removed=sum(1 for key in before if key not in after),
    )
