# SPDX-License-Identifier: EUPL-1.2
"""From the entries of the value list to codes: who there is, and who became what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from samenspel.datapackage.municipal_history import Resolution
from samenspel.datapackage.sources.accounts import Account
from samenspel.datapackage.sources.conversion import Effect
from samenspel.datapackage.sources.known_places import KnownPlaces
from samenspel.datapackage.sources.owms.entries import NAME, SUCCESSOR, Entry

UNKNOWN = "municipality not known"
UNKNOWN_SUCCESSOR = "successor not known"
GONE = "municipality that did not exist on that day"
SEVERAL = "name of several municipalities"
DOUBLE = "municipality listed more than once"
LATER_NAME = "later successor: the one of that day"
DIVIDED = "divided territory: further successor"
NAME_FROM_ADDRESS = "name taken from the address of the entry"
SPELLED = "name spelled otherwise"

_ONE_DAY = timedelta(days=1)
_MOST_DAYS = 1_000  # days of which the municipalities are remembered


@dataclass(frozen=True)
class Change:
    """A row of municipality_changes; ``parts`` is how many the old one has."""

    date: date
    old_code: str
    new_code: str
    area_share: float | None
    parts: int
    kind: str = "merge"


class Matcher:
    """Finds the codes of entries, and notes what it made of them."""

    def __init__(self, places: KnownPlaces, account: Account) -> None:
        self._history = places.history
        self._listed = set(places.municipalities["code"].to_list())
        self._account = account
        self._parts: dict[tuple[date, str], list[tuple[str, float | None]]] = {}
        rows = places.changes.filter(pl.col("kind") == "split")
        for day, old, new, share in rows.select(
            "date", "old_code", "new_code", "area_share"
        ).rows():
            self._parts.setdefault((day, old), []).append((new, share))

        self._on_day: dict[date, frozenset[str]] = {}

    def _alive(self, day: date) -> frozenset[str]:
        if day not in self._on_day:
            if len(self._on_day) >= _MOST_DAYS:
                self._on_day.clear()
            self._on_day[day] = self._history.codes_on(day)
        return self._on_day[day]

    def present(self, entries: Sequence[Entry], day: date) -> list[str]:
        """Codes of the municipalities that the list has without an end, each once."""
        found: dict[str, None] = {}
        for entry in entries:
            code, cause = self._code_on(entry, day)
            if code is None or code not in self._listed:
                self._lose(cause or UNKNOWN, entry)
            elif code in found:
                self._note(Effect.MERGED, DOUBLE, entry, NAME, self._history.name_on(code, day))
            else:
                found[code] = None
        return list(found)

    def changes(self, entries: Sequence[Entry]) -> list[Change]:
        """The changes that entries with an end tell of, each once, by date and codes."""
        found: dict[tuple[date, str], list[Change]] = {}
        for entry in entries:
            changes = self._changes_of(entry)
            if not changes:
                continue
            key = changes[0].date, changes[0].old_code
            if key in found:
                name = self._history.name_on(key[1], key[0] - _ONE_DAY)
                self._note(Effect.MERGED, DOUBLE, entry, NAME, name)
                continue
            found[key] = changes
            for change in changes[1:]:
                name = self._history.name_on(change.new_code, change.date)
                self._note(Effect.SPLIT, DIVIDED, entry, SUCCESSOR, name)
        every = [change for changes in found.values() for change in changes]
        return sorted(every, key=lambda item: (item.date, item.old_code, item.new_code))

    def _changes_of(self, entry: Entry) -> list[Change]:
        if entry.ends is None:
            message = "an entry without an end tells of no change"
            raise AssertionError(message)
        old, cause = self._code_on(entry, entry.ends - _ONE_DAY)
        if old is None:
            self._lose(cause, entry)
            return []
        new = self._successor(entry, entry.ends)
        if new is None or new == old:
            self._lose(UNKNOWN_SUCCESSOR, entry)
            return []
        parts = self._parts.get((entry.ends, old), [])
        if new not in {code for code, _ in parts}:
            parts = [(new, 1.0)]
        # The one that the list names comes first; the others are what it leaves unsaid.
        parts = sorted(parts, key=lambda part: (part[0] != new, part[0]))
        return [Change(entry.ends, old, code, share, len(parts)) for code, share in parts]

    def _code_on(self, entry: Entry, day: date) -> tuple[str | None, str]:
        """The code of an entry on a day, or else why it has none."""
        cause = UNKNOWN
        for name in dict.fromkeys((entry.name, entry.address)):
            if not name:
                continue
            answer = self._history.resolve_name(name, on=day, target=day)
            code = self._same_code(answer, day)
            if code is not None:
                self._note_name(entry, name, self._history.name_on(code, day))
                return code, ""
            if answer.outcome != "unknown":
                cause = SEVERAL if answer.outcome == "ambiguous" else GONE
        return None, cause

    def _same_code(self, answer: Resolution, day: date) -> str | None:
        """The one code of an answer, when it existed on the day under that name."""
        codes = [part.code for part in answer.codes]
        alive = [code for code in codes if code in self._alive(day)]
        return alive[0] if not answer.steps and len(alive) == 1 else None

    def _note_name(self, entry: Entry, name: str, official: str) -> None:
        if name != entry.name:
            self._note(Effect.REPAIRED, NAME_FROM_ADDRESS, entry, NAME, official)
        elif official != name:
            self._note(Effect.REPAIRED, SPELLED, entry, NAME, official)

    def _successor(self, entry: Entry, day: date) -> str | None:
        """The municipality of the day that the successor in the list is, or was called then."""
        answer = self._history.resolve_name(entry.successor, on=day, target=day)
        if answer.outcome != "found" or answer.codes[0].code not in self._alive(day):
            return None
        found = answer.codes[0]
        if any(step.date <= day for step in answer.steps):
            return None  # it had ended itself, so it cannot be what another became
        if answer.steps:
            self._note(Effect.REPAIRED, LATER_NAME, entry, SUCCESSOR, found.name)
        elif found.name != entry.successor:
            self._note(Effect.REPAIRED, SPELLED, entry, SUCCESSOR, found.name)
        return found.code

    def _lose(self, cause: str, entry: Entry) -> None:
        shown = f"{entry.originals[NAME]}; {entry.ends or ''}; {entry.originals[SUCCESSOR]}"
        self._account.add(Effect.LEFT_OUT, cause, row=entry.row, column=NAME, original=shown)

    def _note(self, effect: Effect, cause: str, entry: Entry, column: str, result: str) -> None:
        original = entry.originals[column]
        self._account.add(
            effect, cause, row=entry.row, column=column, original=original, result=result
        )


def with_kinds(changes: Sequence[Change], places: KnownPlaces) -> list[Change]:
    """Merge, split or rename: a rename has one old municipality, and the new one was not there."""
    known = places.changes.select("date", "new_code", "old_code").rows()
    every = {(change.date, change.new_code, change.old_code) for change in changes}
    sources = Counter((day, new) for day, new, _ in every.union(known))
    days = {change.date for change in changes}
    before = {day: places.history.codes_on(day - _ONE_DAY) for day in days}
    return [replace(change, kind=_kind(change, sources, before[change.date])) for change in changes]


def _kind(change: Change, sources: Mapping[tuple[date, str], int], before: frozenset[str]) -> str:
    if change.parts > 1:
        return "split"
    alone = sources[change.date, change.new_code] == 1
    return "rename" if alone and change.new_code not in before else "merge"
