# SPDX-License-Identifier: EUPL-1.2
"""What people hold and entered, while a package is loaded: a load never undoes their work.

For every kind of record the rows that a package wants are changed before they are compared with
those there are: a held value stays ours, a withdrawn record stays away, an entered row stays or is
adopted, and a record that the source dropped stays when people hold something on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from samenspel.places.sync import Key, Present, Values
from samenspel.register.actions.held import (
    WHOLE,
    Held,
    HeldState,
    held_state,
    is_waiting,
    is_withdrawn,
    latest_of_source,
    read_held,
)
from samenspel.register.models import Collection, HeldValue
from samenspel.register.records import (
    BOARD,
    CONTRIBUTION,
    DOMAIN,
    KINDS,
    PARTICIPATION,
    SEAT,
    VERSION,
    Ref,
    State,
    json_value,
    python_value,
    read_kind,
)

CONFIRMED = "last_confirmed_on"
PERIOD = {"valid_from": "valid_to", "valid_to": "valid_from"}
# What the source says about itself; never held when an entered row is adopted.
OF_THE_SOURCE = frozenset(
    {"source", "source_url", "last_changed_on", "name_in_source", "body", "is_entered", CONFIRMED}
)
COLUMN_TO_FIELD = {
    "municipality_id": "municipality",
    "seat_municipality_id": "seat_municipality",
    "body_id": "body",
}
NOT_SAID = frozenset({"collection_id", "arrangement_id", "search_text", "search_digest"})


@dataclass
class Codes:
    """What pointers of rows are called in records: municipalities and bodies, both ways."""

    municipalities: Mapping[str, int]
    bodies: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._code = {pk: code for code, pk in self.municipalities.items()}
        self._body = {pk: key for key, pk in self.bodies.items()}

    def said(self, column: str, value: Any) -> Any:
        """A value of a column as it stands in a record."""
        if column == "body_id":
            return self._body.get(value)
        if column in COLUMN_TO_FIELD:
            return self._code.get(value)
        return json_value(value)

    def column_value(self, column: str, value: Any) -> Any:
        """A value of a record as the column takes it."""
        if column == "body_id":
            return self.bodies.get(value or "")
        if column in COLUMN_TO_FIELD:
            return self.municipalities.get(value or "")
        return python_value(column, value)


@dataclass(frozen=True)
class Shape:
    """How the rows of one table stand for records of one kind.

    ``fields``: the columns that are compared, the last one is ``is_entered``.
    """

    kind: str
    fields: tuple[str, ...]
    ref_of: Callable[[Key], Ref]
    codes: Codes

    def state(self, values: Values) -> State:
        """The state of the record with these values."""
        return {
            COLUMN_TO_FIELD.get(column, column): self.codes.said(column, value)
            for column, value in zip(self.fields, values, strict=True)
            if column not in NOT_SAID
        }

    def with_value(self, values: Values, name: str, value: Any) -> Values:
        """The values with another one for a field of the record."""
        column = next(c for c in self.fields if COLUMN_TO_FIELD.get(c, c) == name)
        place = self.fields.index(column)
        return (*values[:place], self.codes.column_value(column, value), *values[place + 1 :])


class People:
    """What people hold in a collection and entered into it, before and during a load."""

    def __init__(self, collection: Collection, at: datetime, *, is_first: bool) -> None:
        self._at = at.astimezone(UTC).isoformat()
        self.before: Held = {} if is_first else read_held(collection)
        self.held: Held = dict(self.before)
        self._entered: set[Ref] = set()
        for kind in () if is_first else KINDS:
            owner = "" if kind == VERSION else _OWNER[kind]
            found = read_kind(kind, **{"is_entered": True, f"{owner}collection": collection})
            self._entered |= set(found.states)
        self.kept: set[Ref] = set()
        # The address of the arrangement of versions that people hold something on.
        self.slugs: dict[str, str] = {
            str(Ref.of(VERSION, key).key[0]): slug
            for key, slug in (
                HeldValue.objects.filter(collection=collection).values_list(
                    "record_key", "arrangement_slug"
                )
                if self.before
                else ()
            )
        }

    @property
    def is_nobody(self) -> bool:
        """Whether people did nothing in this collection that a load has to mind."""
        return not (self.before or self.held or self._entered)

    def withdrawn(self, kind: str) -> set[Ref]:
        """Records that people withdrew and the source has, or had."""
        return {
            ref
            for (ref, name), state in self.held.items()
            if name == WHOLE and ref.kind == kind and state["held"] is None
        }

    def versions(self, *, now: bool = False) -> set[str]:
        """Keys of versions of which people hold or entered what can be searched.

        ``now``: only as it stands, without what was settled in this load.
        """
        refs = {ref for ref, _name in (*(() if now else self.before), *self.held)}
        refs |= self._entered
        return {str(ref.key[0]) for ref in refs if ref.kind in (VERSION, DOMAIN)}

    def renamed(self, old: Ref, new: Ref) -> None:
        """A record, with what hangs on it, has another key from now on."""
        self.held = {(renamed(ref, old, new), name): s for (ref, name), s in self.held.items()}
        self._entered = {renamed(ref, old, new) for ref in self._entered}

    def mind(
        self, shape: Shape, present: Present, wanted: dict[Key, Values]
    ) -> tuple[dict[Key, Values], set[Key]]:
        """What the package wants, with what people did to it; and the rows to spare.

        ``wanted`` is changed in place.
        """
        if self.is_nobody:
            return wanted, set()
        keys = {shape.ref_of(key): key for key in (*present, *wanted)}
        held_before = list(self.held.items())
        spared = self._mind_entered(shape, present, wanted)
        for (ref, name), state in held_before:
            if ref.kind != shape.kind:
                continue
            key = keys.get(ref)
            if name == WHOLE:
                self._mind_whole(shape, ref, key, state, wanted)
            elif key in wanted:
                self._mind_field(shape, (ref, name), key, state, wanted)
        if shape.kind in (VERSION, PARTICIPATION):
            self._mind_periods(shape, present, wanted, keys)
        return wanted, spared | self._mind_dropped(shape, present, wanted, spared)

    def _mind_entered(self, shape: Shape, present: Present, wanted: dict[Key, Values]) -> set[Key]:
        spared = set()
        for key, (_pk, values) in present.items():
            if not values[-1]:
                continue
            if key in wanted and not _is_guess(shape, wanted[key]):
                wanted[key] = self._adopted(shape, shape.ref_of(key), values, wanted[key])
                continue
            wanted.pop(key, None)
            spared.add(key)
        return spared

    def _adopted(self, shape: Shape, ref: Ref, ours: Values, theirs: Values) -> Values:
        """The source brings what people entered: what they filled in differently is held."""
        self._entered.discard(ref)
        said, mine = shape.state(theirs), shape.state(ours)
        for name, value in mine.items():
            if name in OF_THE_SOURCE or value in (None, "") or value == said[name]:
                continue
            self.held[ref, name] = held_state(said[name], value)
            theirs = shape.with_value(theirs, name, value)
        return theirs

    def _mind_whole(
        self,
        shape: Shape,
        ref: Ref,
        key: Key | None,
        state: HeldState,
        wanted: dict[Key, Values],
    ) -> None:
        if key is not None and key in wanted:
            if state["held"] is not None:
                # The source dropped it and brings it again.
                del self.held[ref, WHOLE]
                return
            said = shape.state(wanted.pop(key))
            del said["is_entered"]
            self.held[ref, WHOLE] = self._heard(state, said)
        elif state["held"] is None and not any(
            parent in self.kept or is_withdrawn(self.held, parent) for parent in ref.parents
        ):
            # The source agrees: it is gone there, too.
            del self.held[ref, WHOLE]

    def _mind_field(
        self,
        shape: Shape,
        held_key: tuple[Ref, str],
        key: Key,
        state: HeldState,
        wanted: dict[Key, Values],
    ) -> None:
        name = held_key[1]
        said = shape.state(wanted[key])[name]
        is_later = name == CONFIRMED and said is not None and said > state["held"]
        if said == state["held"] or is_later:
            del self.held[held_key]
            return
        if name == CONFIRMED:
            self.held[held_key] = {**state, "source": said}
        else:
            self.held[held_key] = self._heard(state, said)
        wanted[key] = shape.with_value(wanted[key], name, state["held"])

    def _heard(self, state: HeldState, said: Any) -> HeldState:
        """The state after hearing what the source says now."""
        if said == state["source"]:
            return {**state, "incoming": None, "incoming_at": None} if is_waiting(state) else state
        if is_waiting(state) and said == state["incoming"]:
            return state
        return {**state, "incoming": said, "incoming_at": self._at, "change_set": None}

    def _mind_periods(
        self,
        shape: Shape,
        present: Present,
        wanted: dict[Key, Values],
        keys: Mapping[Ref, Key],
    ) -> None:
        """Where our date and the source's new one contradict each other, both stay as they are."""
        for ref, name in [k for k in self.held if k[0].kind == shape.kind and k[1] in PERIOD]:
            key = keys.get(ref)
            if key not in wanted or key not in present:
                continue
            new, was = shape.state(wanted[key]), shape.state(present[key][1])
            begin, end, other = new["valid_from"], new["valid_to"], PERIOD[name]
            if begin is None or end is None or begin <= end:
                continue
            state = self.held.get((ref, other)) or held_state(was[other], was[other])
            self.held[ref, other] = self._heard(state, new[other])
            wanted[key] = shape.with_value(wanted[key], other, was[other])

    def _mind_dropped(
        self,
        shape: Shape,
        present: Present,
        wanted: Mapping[Key, Values],
        spared: set[Key],
    ) -> set[Key]:
        """Keep what the source dropped where people hold something on it, or entered below it."""
        cared_for = self._cared_for()
        stay = set()
        for key, (_pk, values) in present.items():
            if key in wanted or key in spared:
                continue
            ref = shape.ref_of(key)
            if self.kept & set(ref.parents):
                self.kept.add(ref)
                stay.add(key)
            elif ref in cared_for:
                self.kept.add(ref)
                stay.add(key)
                if (ref, WHOLE) not in self.held:
                    self._flag_dropped(ref, shape.state(values))
        return stay

    def _flag_dropped(self, ref: Ref, state: State) -> None:
        said = {name: value for name, value in state.items() if name != "is_entered"}
        for (one, name), held in self.held.items():
            if one == ref:
                said[name] = latest_of_source(held)
        self.held[ref, WHOLE] = {**held_state(said, state), "incoming_at": self._at}

    def _cared_for(self) -> set[Ref]:
        refs = set(self._entered)
        for (ref, name), state in self.held.items():
            if name != WHOLE or state["held"] is not None:
                refs.add(ref)
        return refs | {above for ref in refs for above in ref.ancestors}


_OWNER = {
    DOMAIN: "version__",
    PARTICIPATION: "version__",
    BOARD: "version__",
    SEAT: "board__version__",
    CONTRIBUTION: "participation__version__",
}


def renamed(ref: Ref, old: Ref, new: Ref) -> Ref:
    """A participation, or what hangs on it, under the new key of the participation."""
    if ref == old:
        return new
    if old not in ref.parents:
        return ref
    if ref.kind == SEAT:
        return Ref(SEAT, (*ref.key[:3], *new.key[1:]))
    return Ref(ref.kind, (*new.key, *ref.key[len(old.key) :]))


def _is_guess(shape: Shape, values: Values) -> bool:
    """Whether a policy area is only guessed: then the source does not say it."""
    return shape.kind == DOMAIN and bool(values[shape.fields.index("is_guess")])


def differing(shape: Shape, before: Values, after: Values) -> tuple[State, State]:
    """The fields of a record that two rows say differently: before and after."""
    was, now = shape.state(before), shape.state(after)
    names = [name for name in now if was[name] != now[name]]
    return {n: was[n] for n in names}, {n: now[n] for n in names}
