# SPDX-License-Identifier: EUPL-1.2
"""The records of an arrangement as plain values, under keys that every database shares.

History, undo, corrections that outlive loads and the check on two people at once all compare
records. They do so in one form: a :class:`Ref` (kind and natural key) and a state, a dictionary
from field to a JSON value (dates as YYYY-MM-DD, amounts as text with two decimals).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from samenspel.register.models import (
    ArrangementVersion,
    Board,
    Contribution,
    Participation,
    RecordKind,
    Seat,
    VersionDomain,
)

State = dict[str, Any]

VERSION = RecordKind.VERSION.value
DOMAIN = RecordKind.DOMAIN.value
PARTICIPATION = RecordKind.PARTICIPATION.value
BOARD = RecordKind.BOARD.value
SEAT = RecordKind.SEAT.value
CONTRIBUTION = RecordKind.CONTRIBUTION.value

# Parents before what hangs on them: rows come in this order and go in the opposite one.
KINDS = (VERSION, DOMAIN, PARTICIPATION, BOARD, SEAT, CONTRIBUTION)


@dataclass(frozen=True)
class Table:
    """How the records of one kind are stored.

    ``key``: lookups that make the natural key; ``fields``: from field to lookup; ``version``: the
    lookup of the version that the record belongs to.
    """

    model: type[Model]
    key: tuple[str, ...]
    fields: Mapping[str, str]
    version: str


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


TABLES: Mapping[str, Table] = {
    VERSION: Table(
        ArrangementVersion,
        ("key",),
        {
            **_same(
                "name", "citation_title", "legal_form", "is_compulsory", "purpose", "powers",
                "legal_bases", "decree_urls", "status", "status_note", "valid_from", "valid_to",
                "seat_place", "seat_postcode", "website", "source", "source_url",
                "last_changed_on", "last_confirmed_on", "is_entered",
            ),
            "seat_municipality": "seat_municipality__code",
            "body": "body__key",
        },
        "pk",
    ),
    DOMAIN: Table(
        VersionDomain,
        ("version__key", "scheme", "key"),
        _same("is_guess", "is_entered"),
        "version_id",
    ),
    PARTICIPATION: Table(
        Participation,
        ("version__key", "kind", "code", "name"),
        {
            "municipality": "municipality__code",
            **_same(
                "name_in_source", "roles", "valid_from", "valid_to", "share_percent", "source",
                "is_entered",
            ),
        },
        "version_id",
    ),
    BOARD: Table(
        Board,
        ("version__key", "kind", "name"),
        _same("quota", "total_seats", "source", "is_entered"),
        "version_id",
    ),
    SEAT: Table(
        Seat,
        (
            "board__version__key", "board__kind", "board__name",
            "participation__kind", "participation__code", "participation__name",
        ),
        _same("seats", "votes", "source", "is_entered"),
        "board__version_id",
    ),
    CONTRIBUTION: Table(
        Contribution,
        (
            "participation__version__key", "participation__kind", "participation__code",
            "participation__name", "year",
        ),
        _same("amount_eur", "cost_key", "source", "is_entered"),
        "participation__version_id",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Ref:
    """A record by its kind and natural key; the first part of a key is that of the version."""

    kind: str
    key: tuple[str | int, ...]

    @property
    def text(self) -> str:
        """The key as it is stored."""
        return json.dumps(list(self.key), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of(cls, kind: str, text: str) -> Ref:
        """The record of a stored key."""
        return cls(str(kind), tuple(json.loads(text)))

    @property
    def parents(self) -> tuple[Ref, ...]:
        """The records without which this one cannot be."""
        version = Ref(VERSION, self.key[:1])
        if self.kind == VERSION:
            return ()
        if self.kind == SEAT:
            return (Ref(BOARD, self.key[:3]), Ref(PARTICIPATION, (*self.key[:1], *self.key[3:])))
        if self.kind == CONTRIBUTION:
            return (Ref(PARTICIPATION, self.key[:4]),)
        return (version,)

    @property
    def ancestors(self) -> tuple[Ref, ...]:
        """Parents, and theirs."""
        return tuple(
            dict.fromkeys(r for parent in self.parents for r in (parent, *parent.ancestors))
        )


def json_value(value: Any) -> Any:
    """A value of a column as it stands in history."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value


_DATES = frozenset({"valid_from", "valid_to", "last_changed_on", "last_confirmed_on"})


def python_value(name: str, value: Any) -> Any:
    """A value of history as a column or a form takes it."""
    if value is None:
        return None
    if name in _DATES:
        return date.fromisoformat(value)
    if name == "amount_eur":
        return Decimal(value)
    return value


@dataclass
class Records:
    """Records with their states and primary keys."""

    states: dict[Ref, State] = field(default_factory=dict)
    pks: dict[Ref, int] = field(default_factory=dict)

    def ref(self, kind: str, pk: int) -> Ref | None:
        """The record of a row; None when it is not among these."""
        return next((r for r, found in self.pks.items() if found == pk and r.kind == kind), None)

    def add(self, other: Records) -> None:
        """Take the others in."""
        self.states.update(other.states)
        self.pks.update(other.pks)


def read_kind(kind: str, **conditions: Any) -> Records:
    """The records of one kind that meet the conditions; one query."""
    table = TABLES[kind]
    width = len(table.key)
    found = Records()
    rows = table.model._default_manager.filter(**conditions).order_by("pk")
    for pk, *row in rows.values_list("pk", *table.key, *table.fields.values()):
        ref = Ref(kind, tuple(row[:width]))
        found.pks[ref] = pk
        found.states[ref] = dict(
            zip(table.fields, (json_value(v) for v in row[width:]), strict=True)
        )
    return found


def read_arrangement(slug: str) -> Records:
    """Every record of the arrangement with this permanent address; a query per kind."""
    found = Records()
    for kind in KINDS:
        base = TABLES[kind].version.removesuffix("_id")
        path = "" if base == "pk" else f"{base}__"
        found.add(read_kind(kind, **{f"{path}arrangement__slug": slug}))
    return found


def copied(states: Mapping[Ref, State]) -> dict[Ref, State]:
    """The states, to be changed without changing these."""
    return {ref: dict(state) for ref, state in states.items()}


def step_back(
    states: dict[Ref, State], changes: Iterable[tuple[Ref, State | None, State | None]]
) -> None:
    """Bring states back to before these changes (record, before, after), in place."""
    for ref, before, after in changes:
        if before is None:
            states.pop(ref, None)
        elif after is None:
            states[ref] = dict(before)
        else:
            states[ref] = {**states.get(ref, {}), **before}
