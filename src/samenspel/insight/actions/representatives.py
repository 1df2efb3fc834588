# SPDX-License-Identifier: EUPL-1.2
"""Entering, correcting and ending who sits in a board, undoing that, and removing a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.insight.models import (
    Representative,
    RepresentativeChange,
    RepresentativeName,
)
from samenspel.insight.rules import may_keep_representatives
from samenspel.places.models import Municipality
from samenspel.register.actions import EditRefused
from samenspel.register.models import Participation
from samenspel.register.rules import all_of_municipality

Kind = RepresentativeChange.Kind


@dataclass(frozen=True)
class RepresentativeValues:
    """What is told about a representative; ``valid_to`` is the first day without this seat."""

    name: str
    office: str
    role: str
    board: str
    valid_from: date | None
    valid_to: date | None
    source: str


@transaction.atomic
def add_representative(
    *,
    municipality: Municipality,
    arrangement_slug: str,
    values: RepresentativeValues,
    by: Actor,
    at: datetime,
) -> Representative:
    """Tell who sits for a municipality in an arrangement.

    Raises
    ------
    PermissionDenied
        The actor does not keep what is about this municipality.
    EditRefused
        The municipality never took part in the arrangement, or a value is wrong.
    """
    _require_right(municipality, by, at)
    theirs = Participation.objects.filter(
        municipality__in=all_of_municipality(municipality),
        version__arrangement__slug=arrangement_slug,
    )
    if not theirs.exists():
        raise EditRefused(_("The municipality does not take part in this one."), "arrangement")
    _check(values)
    made = Representative.objects.create(
        municipality=municipality, arrangement_slug=arrangement_slug, **_fields(values)
    )
    made.name = RepresentativeName.objects.create(representative=made, text=values.name.strip())
    made.save(update_fields=["name"])
    _remember(made, Kind.ADD, {}, _state(made), by, at)
    return made


@transaction.atomic
def correct_representative(
    *,
    representative: Representative,
    values: RepresentativeValues,
    seen: int,
    by: Actor,
    at: datetime,
) -> RepresentativeChange | None:
    """Put right what is told; None when nothing differs.

    ``seen`` is the number of the last change that the person saw. An empty name keeps one that was
    removed as it is.

    Raises
    ------
    PermissionDenied
        The actor does not keep what is about this municipality.
    EditRefused
        A value is wrong, or somebody else changed it in the meantime.
    """
    kept = _locked(representative, by, at)
    _require_seen(kept, seen)
    known = kept.name.text if kept.name else ""
    _check(values, may_lack_name=not known)
    before = _state(kept)
    for field, value in _fields(values).items():
        setattr(kept, field, value)
    if values.name.strip() != known:
        kept.name = RepresentativeName.objects.create(representative=kept, text=values.name.strip())
    return _saved(kept, Kind.CORRECT, before, by, at)


@transaction.atomic
def end_representative(
    *, representative: Representative, last_day: date, seen: int, by: Actor, at: datetime
) -> RepresentativeChange | None:
    """Say until which day, that day too, somebody sits there; None when that stood there already.

    Raises
    ------
    PermissionDenied
        The actor does not keep what is about this municipality.
    EditRefused
        The day lies before the first one, or somebody else changed it in the meantime.
    """
    kept = _locked(representative, by, at)
    _require_seen(kept, seen)
    before = _state(kept)
    if kept.valid_from is not None and last_day < kept.valid_from:
        raise EditRefused(_("The last day cannot come before the first day."), "last_day")
    kept.valid_to = date.fromordinal(last_day.toordinal() + 1)
    return _saved(kept, Kind.END, before, by, at)


@transaction.atomic
def undo_change(*, change: RepresentativeChange, by: Actor, at: datetime) -> RepresentativeChange:
    """Take back the last change of a representative.

    Who was entered is withdrawn; else what stood there before stands there again. A name that was
    removed never comes back.

    Raises
    ------
    PermissionDenied
        The actor does not keep what is about this municipality.
    EditRefused
        It is not the last change, or it cannot be undone.
    """
    kept = _locked(change.representative, by, at)
    last = kept.changes.order_by("pk").last()
    if last is None or last.pk != change.pk:
        raise EditRefused(_("Something changed after this. Undo that first."))
    if change.kind in {Kind.UNDO, Kind.REMOVE_NAME}:
        raise EditRefused(_("This cannot be undone."))
    before = _state(kept)
    if change.kind == Kind.ADD:
        kept.is_withdrawn = True
    else:
        _restore(kept, change.before)
    kept.save()
    return _remember(kept, Kind.UNDO, *_difference(before, _state(kept)), by, at, undoes=change)


@transaction.atomic
def remove_name(*, representative: Representative, by: Actor, at: datetime) -> int:
    """Remove a name from every record of the municipality that has it; returns how many.

    The records stay, as "name removed". Of the record itself former names go, too: they may be the
    same name, spelt wrong. This cannot be undone.

    Raises
    ------
    PermissionDenied
        The actor does not keep what is about this municipality.
    EditRefused
        There is no name any more.
    """
    kept = _locked(representative, by, at)
    name = kept.name.text if kept.name else ""
    if not name:
        raise EditRefused(_("The name was removed already."))
    rows = RepresentativeName.objects.filter(
        Q(representative=kept)
        | Q(representative__municipality=kept.municipality_id, text__iexact=name)
    )
    touched = Representative.objects.filter(pk__in=rows.values("representative")).order_by("pk")
    records = list(touched)
    rows.update(text="")
    for record in records:
        _remember(record, Kind.REMOVE_NAME, {}, {}, by, at)
    return len(records)


def _require_right(municipality: Municipality, by: Actor, at: datetime) -> None:
    if not may_keep_representatives(by, municipality.pk, on=at.date()):
        raise PermissionDenied("only people of the municipality say who sits for it")


def _locked(representative: Representative, by: Actor, at: datetime) -> Representative:
    """The record as it is now, held until the end of the action."""
    _require_right(representative.municipality, by, at)
    rows = Representative.objects.select_for_update(of=("self",)).select_related("name")
    return rows.get(pk=representative.pk)


def _require_seen(kept: Representative, seen: int) -> None:
    last = kept.changes.order_by("pk").last()
    if last is None or last.pk != seen or kept.is_withdrawn:
        raise EditRefused(_("Somebody changed this in the meantime. Look at it again."))


def _check(values: RepresentativeValues, *, may_lack_name: bool = False) -> None:
    if not values.name.strip() and not may_lack_name:
        raise EditRefused(_("Fill in a name."), "name")
    if values.office not in Representative.Office.values:
        raise EditRefused(_("Choose an office from the list."), "office")
    if values.role not in Representative.Role.values:
        raise EditRefused(_("Choose a role from the list."), "role")
    if not values.source.strip():
        raise EditRefused(_("Say how you know this."), "source")
    if values.valid_from and values.valid_to and values.valid_to <= values.valid_from:
        raise EditRefused(_("The last day cannot come before the first day."), "last_day")


def _fields(values: RepresentativeValues) -> dict[str, Any]:
    """What stands in the record itself: all but the name."""
    told = asdict(values)
    del told["name"]
    return {
        **told,
        "board": values.board.strip(),
        "source": values.source.strip(),
    }


_ACTIONS = {
    Kind.ADD: "add_representative",
    Kind.CORRECT: "correct_representative",
    Kind.END: "end_representative",
    Kind.REMOVE_NAME: "remove_representative_name",
    Kind.UNDO: "undo_representative",
}
_STATE = ("office", "role", "board", "valid_from", "valid_to", "source", "name_id", "is_withdrawn")


def _state(kept: Representative) -> dict[str, Any]:
    """The record as plain values."""
    return {
        field: value.isoformat() if isinstance(value := getattr(kept, field), date) else value
        for field in _STATE
    }


def _restore(kept: Representative, before: Mapping[str, Any]) -> None:
    for field, value in before.items():
        if field in {"valid_from", "valid_to"} and value is not None:
            setattr(kept, field, date.fromisoformat(value))
        else:
            setattr(kept, field, value)


def _difference(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = [field for field in _STATE if before[field] != after[field]]
    return {f: before[f] for f in changed}, {f: after[f] for f in changed}


def _saved(
    kept: Representative, kind: Kind, before: Mapping[str, Any], by: Actor, at: datetime
) -> RepresentativeChange | None:
    """Write the record and its history, when something differs."""
    was, became = _difference(before, _state(kept))
    if not became:
        return None
    kept.save()
    return _remember(kept, kind, was, became, by, at)


def _remember(
    kept: Representative,
    kind: Kind,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: Actor,
    at: datetime,
    *,
    undoes: RepresentativeChange | None = None,
) -> RepresentativeChange:
    """History and log; neither holds a name."""
    change = RepresentativeChange.objects.create(
        representative=kept,
        kind=kind,
        at=at,
        actor=by.user,
        actor_name=by.name[:160],
        before=dict(before),
        after=dict(after),
        undoes=undoes,
    )
    log_event(
        by=by,
        at=at,
        action=_ACTIONS[kind],
        object_kind="representative",
        object_key=f"{kept.municipality.code} {kept.pk}",
        result="done",
        detail={"arrangement": kept.arrangement_slug},
    )
    return change
