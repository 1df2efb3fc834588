# SPDX-License-Identifier: EUPL-1.2
"""What waits to be decided: people corrected it, and the source says something new since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format

from samenspel.accounts.rules import Actor, Tie
from samenspel.places.models import Municipality
from samenspel.register.field_labels import field_label
from samenspel.register.models import ArrangementVersion, HeldValue, Participation
from samenspel.register.queries.history_page import (
    details_in_words,
    participation_of,
    record_in_words,
    word_of,
)
from samenspel.register.records import KINDS, PARTICIPATION, Ref, State
from samenspel.register.rules import (
    ADD_ARRANGEMENT,
    CORRECT_PARTICIPATION,
    may_correct_arrangement,
    predecessors,
)

_CODES = ("seat_municipality", "municipality")


@dataclass(frozen=True)
class Waiting:
    """One thing to decide, in words.

    ``kind`` is ``value`` (a field says something else in the source now), ``withdrawn`` (we took
    the record away, and the source says something new about it) or ``dropped`` (the source no
    longer has the record, and we kept it). ``ours`` and ``theirs`` are empty for nothing.
    ``token`` stands for what both say, to know that it is still so when somebody decides.
    """

    held: HeldValue
    kind: str
    record: str
    field: str
    ours: str
    theirs: str
    since: datetime
    source: str
    token: str
    is_version: bool

    @property
    def pk(self) -> int:
        """The primary key of the held value."""
        return self.held.pk

    @property
    def ref(self) -> Ref:
        """The record that it is about."""
        return Ref.of(self.held.record_kind, self.held.record_key)


def _waiting(slug: str) -> QuerySet[HeldValue]:
    return HeldValue.objects.filter(arrangement_slug=slug, incoming_at__isnull=False)


def is_anything_waiting(slug: str) -> bool:
    """Whether there is something to decide about an arrangement; one query."""
    return _waiting(slug).exists()


def waiting_values(slug: str) -> tuple[Waiting, ...]:
    """All that waits of an arrangement, the arrangement itself first; two queries."""
    rows = sorted(
        _waiting(slug).select_related("collection"),
        key=lambda row: (KINDS.index(row.record_kind), row.record_key, row.field),
    )
    names = _municipality_names(rows)
    return tuple(_in_words(row, names) for row in rows)


def _municipality_names(rows: Iterable[HeldValue]) -> dict[str, str]:
    codes: set[str] = set()
    for row in rows:
        for value in (row.held_value, row.incoming_value):
            state = value if isinstance(value, dict) else {row.field: value}
            codes |= {str(state[name]) for name in _CODES if state.get(name)}
    if not codes:
        return {}
    return dict(Municipality.objects.filter(code__in=codes).values_list("code", "name"))


def _in_words(row: HeldValue, names: Mapping[str, str]) -> Waiting:
    ref = Ref.of(row.record_kind, row.record_key)
    day = date_format(row.collection.observed_on, "DATE_FORMAT")
    return Waiting(
        held=row,
        kind=_kind(row),
        record=record_in_words(ref),
        field=field_label(row.field) if row.field else "",
        ours=_said(row.field, row.held_value, names),
        theirs=_said(row.field, row.incoming_value, names),
        since=row.incoming_at or row.change_set.at,
        source=f"{row.collection.title}, {day}",
        token=_token(row),
        is_version=not ref.parents,
    )


def _kind(row: HeldValue) -> str:
    if row.field:
        return "value"
    return "withdrawn" if row.held_value is None else "dropped"


def _said(field: str, value: Any, names: Mapping[str, str]) -> str:
    if field:
        return word_of(field, {field: value}, names)
    state: State = value or {}
    return details_in_words(state, names)


def _token(row: HeldValue) -> str:
    said = json.dumps([row.held_value, row.incoming_value], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class MayDecide:
    """What somebody may decide on: everything, or these held values (primary keys)."""

    keeps_record: bool
    own: frozenset[int] = frozenset()

    @property
    def is_any(self) -> bool:
        """Whether the page is there for this person."""
        return self.keeps_record or bool(self.own)

    def on(self, row: Waiting) -> bool:
        """Whether to offer deciding on this; the action decides."""
        return self.keeps_record or row.pk in self.own


def may_decide(
    actor: Actor, version: ArrangementVersion | None, rows: Iterable[Waiting], *, on: date
) -> MayDecide:
    """Who keeps the record decides; of what is about one municipality it decides, too.

    ``version`` is the newest; None when every version was withdrawn. Six queries at most.
    """
    if version is None:
        keeps = ADD_ARRANGEMENT.allows(actor, on=on, tie=lambda _role: Tie.OTHER)
        return MayDecide(keeps)
    if may_correct_arrangement(actor, version, on=on):
        return MayDecide(keeps_record=True)
    return MayDecide(keeps_record=False, own=_about_own(actor, list(rows), on=on))


def _about_own(actor: Actor, rows: list[Waiting], *, on: date) -> frozenset[int]:
    allowed = CORRECT_PARTICIPATION.allowed
    mine = {
        role.municipality_id
        for role in actor.roles(on)
        if role.municipality_id is not None and Tie.OWN in allowed.get(role.kind, ())
    }
    about = {row.pk: found for row in rows if (found := participation_of(row.ref)) is not None}
    if not mine or not about:
        return frozenset()
    places = {pk for all_of in predecessors(mine).values() for pk in all_of}
    codes = set(Municipality.objects.filter(pk__in=places).values_list("code", flat=True))
    there = {
        Ref(PARTICIPATION, key)
        for key in Participation.objects.filter(
            version__key__in={ref.key[0] for ref in about.values()}, municipality_id__in=places
        ).values_list("version__key", "kind", "code", "name")
    }
    return frozenset(
        row.pk
        for row in rows
        if row.pk in about and (about[row.pk] in there or _withdrawn_of(row, codes))
    )


def _withdrawn_of(row: Waiting, codes: set[str]) -> bool:
    """Whether it is a participation of one of these municipalities that is not there now."""
    is_whole = row.held.record_kind == PARTICIPATION and not row.held.field
    return is_whole and (row.held.source_value or {}).get("municipality") in codes
