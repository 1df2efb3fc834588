# SPDX-License-Identifier: EUPL-1.2
"""The history of an arrangement in words: who changed what, from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.places.models import Municipality
from samenspel.register import labels
from samenspel.register.exports import Column, Table
from samenspel.register.field_labels import field_label
from samenspel.register.models import ArrangementVersion, Change, ChangeSet
from samenspel.register.queries.arrangement.texts import safe_url
from samenspel.register.records import (
    BOARD,
    CONTRIBUTION,
    DOMAIN,
    PARTICIPATION,
    SEAT,
    VERSION,
    Ref,
    State,
)
from samenspel.register.wording import in_words, shortened

# How a record is kept says nothing to the reader of its history.
_UNSAID = frozenset({"is_entered", "is_guess", "name_in_source", "last_changed_on", "body"})
_UNSAID_OF_NEW = _UNSAID | {"source", "source_url", "last_confirmed_on", "municipality", "status"}
_CODES = ("seat_municipality", "municipality")
FOLDED = 8
"""So many lines of one act stand open; more are folded in."""


@dataclass(frozen=True)
class Line:
    """One difference: of which record, which field, before and after in words.

    ``kind`` is ``added``, ``removed`` or ``changed``; only the last has a before and an after.
    ``details`` tell what a record that came or went said.
    """

    kind: str
    record: str
    field: str = ""
    before: str = ""
    after: str = ""
    details: str = ""


@dataclass(frozen=True)
class Entry:
    """One act in the history; ``by`` is as much of who it was as the reader may know."""

    pk: int
    at: datetime
    kind: str
    kind_label: str
    by: str
    reason: str
    source: str
    lines: tuple[Line, ...]
    undoes: int | None
    undone_by: int | None
    refs: tuple[Ref, ...]
    organisation: str

    @property
    def source_url(self) -> str:
        """The source as an address, where it is one."""
        return safe_url(self.source)

    @property
    def first_lines(self) -> tuple[Line, ...]:
        """The lines that stand open."""
        return self.lines if len(self.lines) <= FOLDED else self.lines[: FOLDED - 2]

    @property
    def more_lines(self) -> tuple[Line, ...]:
        """The lines that are folded in."""
        return self.lines[len(self.first_lines) :]

    @cached_property
    def only_participant(self) -> Ref | None:
        """The one participation that all of it is about; None when it is about more."""
        about = {participation_of(ref) for ref in self.refs}
        return about.pop() if len(about) == 1 else None


def participation_of(ref: Ref) -> Ref | None:
    """The participation that a record is about on its own; None for what is about more."""
    if ref.kind == PARTICIPATION:
        return ref
    return ref.parents[0] if ref.kind == CONTRIBUTION else None


def change_sets(slug: str, *, kind: str = "") -> QuerySet[ChangeSet]:
    """The acts on an arrangement, newest first, with what they changed."""
    found = ChangeSet.objects.filter(arrangement_slug=slug)
    if kind:
        found = found.filter(kind=kind)
    changes = Prefetch("changes", Change.objects.order_by("position"))
    return found.select_related("undone_by").prefetch_related(changes).order_by("-at", "-pk")


@dataclass(frozen=True)
class KindCount:
    """A kind of act and how often it was done."""

    kind: str
    label: str
    number: int


def kinds_present(slug: str) -> tuple[KindCount, ...]:
    """The kinds of act that an arrangement has seen; one query."""
    rows = ChangeSet.objects.filter(arrangement_slug=slug).order_by().values_list("kind")
    counted = dict(rows.annotate(number=Count("pk")))
    return tuple(
        KindCount(k.value, str(k.label), counted[k.value])
        for k in ChangeSet.Kind
        if k.value in counted
    )


def entries(rows: Iterable[ChangeSet], *, with_names: bool) -> tuple[Entry, ...]:
    """The acts in words; names of people only ``with_names``; one query for municipalities."""
    listed = list(rows)
    names = _municipalities(change for row in listed for change in row.changes.all())
    return tuple(_entry(row, names, with_names=with_names) for row in listed)


def _municipalities(changes: Iterable[Change]) -> dict[str, str]:
    states = [state for change in changes for state in (change.before, change.after) if state]
    codes = {state[name] for state in states for name in _CODES if state.get(name)}
    if not codes:
        return {}
    return dict(Municipality.objects.filter(code__in=codes).values_list("code", "name"))


def _entry(row: ChangeSet, names: Mapping[str, str], *, with_names: bool) -> Entry:
    refs, lines = [], []
    for change in row.changes.all():
        ref = Ref.of(change.record_kind, change.record_key)
        refs.append(ref)
        lines += _lines(ref, change.before, change.after, names)
    if row.kind == ChangeSet.Kind.DECIDE:
        # Where ours stays, only what is held changes.
        refs += [Ref.of(kind, key) for kind, key, *_states in row.held]
    undone = getattr(row, "undone_by", None)
    return Entry(
        pk=row.pk,
        at=row.at,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        by=_who(row, with_names=with_names),
        reason=row.reason,
        source=row.source,
        lines=tuple(lines),
        undoes=row.undoes_id,
        undone_by=undone.pk if undone else None,
        refs=tuple(refs),
        organisation=row.organisation_name,
    )


def _who(row: ChangeSet, *, with_names: bool) -> str:
    if row.kind == ChangeSet.Kind.LOAD:
        return _("the source, in a load")
    organisation = row.organisation_name or _("the administrators of this site")
    if with_names:
        return _("%(name)s, %(organisation)s") % {
            "name": row.actor_name,
            "organisation": organisation,
        }
    return organisation


def _lines(
    ref: Ref, before: State | None, after: State | None, names: Mapping[str, str]
) -> list[Line]:
    record = record_in_words(ref)
    if before is None or after is None:
        kind = "added" if before is None else "removed"
        return [Line(kind, record, details=details_in_words(after or before or {}, names))]
    return [
        Line(
            "changed",
            record,
            field_label(name),
            *(word_of(name, s, names) for s in (before, after)),
        )
        for name in after
        if name not in _UNSAID
    ]


def word_of(name: str, state: State, names: Mapping[str, str]) -> str:
    """What a field of a state says; ``names``: municipalities by code."""
    value: Any = state.get(name)
    if name in _CODES:
        value = names.get(str(value), value)
    return shortened(in_words(name, value))


def details_in_words(state: State, names: Mapping[str, str]) -> str:
    """What a whole record says, as far as a reader wants to know."""
    said = [
        (field_label(name), word_of(name, state, names))
        for name in state
        if name not in _UNSAID_OF_NEW
    ]
    return "; ".join(f"{label[:1].lower()}{label[1:]}: {word}" for label, word in said if word)


def record_in_words(ref: Ref) -> str:
    """Which record it is: the participant Purmerend, a seat in the general board."""
    key = ref.key
    texts = {
        VERSION: lambda: _("arrangement"),
        DOMAIN: lambda: _domain(str(key[1]), str(key[2])),
        PARTICIPATION: lambda: _("participant %(name)s") % {"name": key[3]},
        BOARD: lambda: _("board %(name)s") % {"name": key[2]},
        SEAT: lambda: _("%(name)s in %(board)s") % {"name": key[5], "board": key[2]},
        CONTRIBUTION: lambda: (
            _("contribution of %(name)s in %(year)d") % {"name": key[3], "year": int(key[4])}
        ),
    }
    return texts[ref.kind]()


def _domain(scheme: str, key: str) -> str:
    if scheme == "theme":
        return _("theme %(name)s") % {"name": labels.theme(key)}
    return _("policy area %(name)s") % {"name": labels.policy_area(key)}


def name_in_history(slug: str) -> str:
    """The name of an arrangement that is no longer there, as its history has it; one query."""
    last = (
        Change.objects.filter(
            change_set__arrangement_slug=slug, record_kind=VERSION, after__isnull=True
        )
        .order_by("-pk")
        .first()
    )
    return str((last.before or {}).get("name") or slug) if last else slug


def current_version(slug: str) -> ArrangementVersion | None:
    """The newest version of an arrangement, to see who keeps it; one query."""
    return (
        ArrangementVersion.objects.filter(arrangement__slug=slug)
        .select_related("arrangement", "collection")
        .defer("search_text", "purpose")
        .order_by("pk")
        .last()
    )


def history_table(slug: str, name: str) -> Table:
    """The whole history as a table, a row for each difference, without names of people."""
    words = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
    rows: list[tuple[Any, ...]] = []
    for entry in entries(change_sets(slug), with_names=False):
        at = timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M")
        rows += [
            (
                at, entry.kind_label, entry.by, line.record, words.get(line.kind, ""),
                line.field, line.before, line.after or line.details, entry.reason, entry.source,
            )
            for line in entry.lines or (Line("", ""),)
        ]  # fmt: skip
    columns = tuple(Column(key, label) for key, label in _columns())
    return Table(_("History of %(name)s") % {"name": name}, columns, rows)


def _columns() -> tuple[tuple[str, str], ...]:
    return (
        ("at", _("Date and time")),
        ("kind", _("Kind")),
        ("organisation", _("On behalf of")),
        ("record", _("Record")),
        ("change", _("Change")),
        ("field", _("Field")),
        ("before", _("Before")),
        ("after", _("After")),
        ("reason", _("Why")),
        ("source", _("Source")),
    )
