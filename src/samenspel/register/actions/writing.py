# SPDX-License-Identifier: EUPL-1.2
"""Carrying out changes of records: the rows, and the words by which versions are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Model

from samenspel.places.models import Municipality
from samenspel.places.sync import update_rows
from samenspel.register.actions.held import RecordChange
from samenspel.register.actions.search_words import renew_search_words
from samenspel.register.models import Arrangement, Body, Collection
from samenspel.register.records import (
    BOARD,
    CONTRIBUTION,
    DOMAIN,
    KINDS,
    PARTICIPATION,
    SEAT,
    TABLES,
    VERSION,
    Records,
    Ref,
    State,
    python_value,
)

# Columns that point to other rows: field of a record -> column.
_POINTERS = {
    "municipality": "municipality_id",
    "seat_municipality": "seat_municipality_id",
    "body": "body_id",
}


def write_changes(
    collection: Collection, slug: str, present: Records, changes: Sequence[RecordChange]
) -> None:
    """Bring the rows of an arrangement to what the changes say; adds to ``present.pks``.

    The arrangement itself is made when it is not there. Nothing is checked here.
    """
    pointers = _Pointers(collection, changes)
    for kind in reversed(KINDS):
        gone = [c.ref for c in changes if c.after is None and c.ref.kind == kind]
        _remove(kind, [present.pks.pop(ref) for ref in gone])
    for kind in KINDS:
        _update(kind, present, [c for c in changes if c.ref.kind == kind], pointers)
    for kind in KINDS:
        new = [(c.ref, c.after) for c in changes if c.before is None and c.ref.kind == kind]
        if new and kind == VERSION:
            pointers.arrangement = Arrangement.objects.get_or_create(
                slug=slug, defaults={"collection": collection}
            )[0].pk
        _add(kind, present, [(ref, state or {}) for ref, state in new], pointers)
    said = {Ref(VERSION, c.ref.key[:1]) for c in changes if c.ref.kind in (VERSION, DOMAIN)}
    renew_search_words(present.pks[version] for version in said if version in present.pks)


class _Pointers:
    """Primary keys of what records name by a code or key."""

    def __init__(self, collection: Collection, changes: Iterable[RecordChange]) -> None:
        said = [c.after for c in changes if c.after]
        codes = {s.get(f) for s in said for f in ("municipality", "seat_municipality")} - {None}
        bodies = {s.get("body") for s in said} - {None}
        self.collection = collection
        self.arrangement: int | None = None
        self._codes: dict[str, int] = (
            dict(Municipality.objects.filter(code__in=codes).values_list("code", "pk"))
            if codes
            else {}
        )
        self._bodies: dict[str, int] = (
            dict(
                Body.objects.filter(collection=collection, key__in=bodies).values_list("key", "pk")
            )
            if bodies
            else {}
        )

    def column(self, name: str, value: Any) -> tuple[str, Any]:
        """The column of a field, and its value there."""
        if name not in _POINTERS:
            return name, python_value(name, value)
        # A body or municipality may have gone since: then the record points nowhere.
        found = self._bodies if name == "body" else self._codes
        return _POINTERS[name], found.get(value or "")


def _remove(kind: str, pks: Sequence[int]) -> None:
    if pks:
        TABLES[kind].model._default_manager.filter(pk__in=pks).delete()


def _update(
    kind: str, present: Records, changes: Iterable[RecordChange], pointers: _Pointers
) -> None:
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for change in changes:
        if change.before is None or change.after is None:
            continue
        columns = [pointers.column(name, value) for name, value in change.after.items()]
        row = (*(value for _, value in columns), present.pks[change.ref])
        groups.setdefault(tuple(name for name, _ in columns), []).append(row)
    for names, rows in groups.items():
        update_rows(TABLES[kind].model, names, rows)


def _add(
    kind: str, present: Records, new: Sequence[tuple[Ref, State]], pointers: _Pointers
) -> None:
    if not new:
        return
    rows: list[Model] = []
    for ref, state in new:
        columns = dict(pointers.column(name, value) for name, value in state.items())
        rows.append(TABLES[kind].model(**columns, **_KEY_COLUMNS[kind](ref, present, pointers)))
    made = TABLES[kind].model._default_manager.bulk_create(rows)
    for (ref, _state), row in zip(new, made, strict=True):
        present.pks[ref] = row.pk


def _version_key(ref: Ref, _present: Records, pointers: _Pointers) -> dict[str, Any]:
    return {
        "key": ref.key[0],
        "collection": pointers.collection,
        "arrangement_id": pointers.arrangement,
    }


def _under_version(*names: str) -> Callable[[Ref, Records, _Pointers], dict[str, Any]]:
    def key(ref: Ref, present: Records, _pointers: _Pointers) -> dict[str, Any]:
        version = present.pks[Ref(VERSION, ref.key[:1])]
        return {"version_id": version, **dict(zip(names, ref.key[1:], strict=True))}

    return key


def _seat_key(ref: Ref, present: Records, _pointers: _Pointers) -> dict[str, Any]:
    board, participation = ref.parents
    return {"board_id": present.pks[board], "participation_id": present.pks[participation]}


def _contribution_key(ref: Ref, present: Records, _pointers: _Pointers) -> dict[str, Any]:
    return {"participation_id": present.pks[ref.parents[0]], "year": ref.key[4]}


_KEY_COLUMNS: dict[str, Callable[[Ref, Records, _Pointers], dict[str, Any]]] = {
    VERSION: _version_key,
    DOMAIN: _under_version("scheme", "key"),
    PARTICIPATION: _under_version("kind", "code", "name"),
    BOARD: _under_version("kind", "name"),
    SEAT: _seat_key,
    CONTRIBUTION: _contribution_key,
}
