# SPDX-License-Identifier: EUPL-1.2
"""Taking over a municipality's own list: sent, looked at, written as a whole, undone as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor
from samenspel.places.models import Municipality
from samenspel.register.actions import (
    ChangedMeanwhile,
    EditRefused,
    Ground,
    add_arrangement,
    add_participation,
    correct_participation,
    correct_version,
    end_participation,
    undo,
)
from samenspel.register.lists.files import clean, read_list
from samenspel.register.models import (
    LONGEST_FILENAME,
    ArrangementVersion,
    ChangeSet,
    Participation,
)
from samenspel.stewardship.models import ImportedList
from samenspel.stewardship.own_list.columns import CONTRIBUTION, contribution_year, layout
from samenspel.stewardship.own_list.comparing import CHANGED, NEW, Held, Known, RowOutcome
from samenspel.stewardship.own_list.rows import OWN
from samenspel.stewardship.queries.imports import DryRun, dry_run
from samenspel.stewardship.rules import may_import_list


class ImportRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """A list that is not taken over or undone; nothing was written.

    ``message`` is a translated sentence; ``row`` the number of the row it is about, if any;
    ``field`` is "reason" or "source" when the ground is not right.
    """

    def __init__(self, message: str, *, row: int | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.message, self.row, self.field = message, row, field


class RegisterMoved(ImportRefused):
    """The register changed since the list was shown, so that something else would be written."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The register changed since you looked at this list. Nothing was written. "
                "Look at the list again: it is shown here as it would be taken over now."
            )
        )


def store_list(
    *, municipality: Municipality, content: bytes, filename: str, by: Actor, at: datetime
) -> ImportedList:
    """Read a file and keep its rows, to be looked at; the register does not change.

    Raises
    ------
    PermissionDenied
        The actor may not send lists for this municipality.
    ListRefused
        The file cannot be read; the message says why.
    """
    _require_right(municipality, by, at)
    sheet = read_list(content)
    layout(sheet.heads)
    with transaction.atomic():
        stored = ImportedList.objects.create(
            municipality=municipality,
            filename=clean(filename)[:LONGEST_FILENAME],
            digest=hashlib.sha256(content).hexdigest(),
            uploaded_by=by.user,
            uploaded_by_name=by.name,
            uploaded_at=at,
            heads=list(sheet.heads),
            rows=[[row.number, list(row.cells)] for row in sheet.rows],
            notices=list(sheet.notices),
        )
        _log(stored, "send_list", "stored", by, at, {"rows": len(sheet.rows)})
    return stored


@transaction.atomic
def choose(*, imported: ImportedList, choices: Mapping[int, str], by: Actor, at: datetime) -> None:
    """Remember which arrangement rows are about: an address, "new", or empty for not decided.

    Raises
    ------
    PermissionDenied
        The actor may not send lists for this municipality.
    ImportRefused
        The list was taken over or thrown away.
    """
    locked = _locked(imported, by, at)
    kept = {**locked.choices, **{str(row): chosen for row, chosen in choices.items()}}
    locked.choices = {row: chosen for row, chosen in kept.items() if chosen}
    locked.save(update_fields=["choices"])
    _log(locked, "choose_in_list", "chosen", by, at, {"rows": sorted(choices)})


@transaction.atomic
def discard_list(*, imported: ImportedList, by: Actor, at: datetime) -> None:
    """Throw a list away that was not taken over.

    Raises
    ------
    PermissionDenied
        The actor may not send lists for this municipality.
    ImportRefused
        The list was taken over or thrown away.
    """
    locked = _locked(imported, by, at)
    _decided(locked, ImportedList.State.DISCARDED, by, at)
    _log(locked, "discard_list", "discarded", by, at, {})


def apply_list(
    *,
    imported: ImportedList,
    seen: str,
    ends: Mapping[int, date],
    ground: Ground,
    by: Actor,
    at: datetime,
) -> ImportedList:
    """Write every right row of a list into the register, all or nothing.

    Parameters
    ----------
    imported
        The list.
    seen
        The digest of the dry run that the person looked at.
    ends
        From a participation (primary key) of what is missing in the list to the first day on which
        it no longer holds.
    ground, by, at
        Why and on what ground, once for the whole list; who, when.

    Raises
    ------
    PermissionDenied
        The actor may not send lists for this municipality.
    RegisterMoved
        Something else would be written than was seen.
    ImportRefused
        A row cannot be written, or there is nothing to write; the message says which and why.
    """
    with transaction.atomic():
        locked = _locked(imported, by, at)
        found = dry_run(locked, on=timezone.localdate(at), actor=by)
        if found.digest != seen:
            raise RegisterMoved
        if not found.writes and not ends:
            raise ImportRefused(_("There is nothing in this list to take over."))
        before = ChangeSet.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for outcome in found.outcomes:
            _write_row(outcome, locked.municipality, ground, by, at)
        _end_missing(found, ends, ground, by, at)
        made = ChangeSet.objects.filter(pk__gt=before, at=at, actor=by.user, actor_name=by.name)
        locked.change_sets.set(made)
        locked.reason, locked.source = ground.reason, ground.source
        _decided(locked, ImportedList.State.APPLIED, by, at)
        _log(locked, "apply_list", "applied", by, at, dict(found.counts) | {"ended": len(ends)})
    return locked


@transaction.atomic
def undo_list(*, imported: ImportedList, ground: Ground, by: Actor, at: datetime) -> None:
    """Undo everything that a list changed, last first; all or nothing.

    Raises
    ------
    PermissionDenied
        The actor may not send lists for this municipality, or not change one of the records.
    ImportRefused
        The list was not taken over, or something in it was changed since.
    """
    _require_right(imported.municipality, by, at)
    locked = ImportedList.objects.select_for_update().get(pk=imported.pk)
    if locked.state != ImportedList.State.APPLIED:
        raise ImportRefused(_("This list was not taken over, or was undone already."))
    for change_set in locked.change_sets.filter(undone_by__isnull=True).order_by("-pk"):
        try:
            undo(change_set=change_set, ground=ground, by=by, at=at)
        except EditRefused as refusal:
            raise ImportRefused(refusal.message, field=refusal.field) from refusal
    _decided(locked, ImportedList.State.UNDONE, by, at)
    _log(locked, "undo_list", "undone", by, at, {})


def _require_right(municipality: Municipality, by: Actor, at: datetime) -> None:
    if not may_import_list(by, municipality, on=timezone.localdate(at)):
        raise PermissionDenied("only the municipality itself takes over its list")


def _locked(imported: ImportedList, by: Actor, at: datetime) -> ImportedList:
    """The list, to be written by nobody else now; refused when it was decided on."""
    _require_right(imported.municipality, by, at)
    locked = ImportedList.objects.select_for_update().get(pk=imported.pk)
    if locked.state != ImportedList.State.CHECKED:
        raise ImportRefused(_("This list was taken over or thrown away already."))
    return locked


def _decided(imported: ImportedList, state: str, by: Actor, at: datetime) -> None:
    imported.state = state
    imported.decided_by_name, imported.decided_at = by.name, at
    imported.save(update_fields=["state", "decided_by_name", "decided_at", "reason", "source"])


def _log(
    imported: ImportedList,
    action: str,
    result: str,
    by: Actor,
    at: datetime,
    detail: dict[str, Any],
) -> None:
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind="municipality",
        object_key=imported.municipality.code,
        result=result,
        detail={"list": imported.pk, **detail},
    )


def _write_row(
    outcome: RowOutcome, municipality: Municipality, ground: Ground, by: Actor, at: datetime
) -> None:
    try:
        if outcome.kind == NEW:
            _add(outcome, municipality, ground, by, at)
        elif outcome.kind == CHANGED and outcome.known and outcome.held:
            _change(outcome, outcome.known, outcome.held, municipality, ground, by, at)
    except ChangedMeanwhile as error:
        raise RegisterMoved from error
    except EditRefused as refusal:
        if refusal.field in {"reason", "source"}:
            raise ImportRefused(refusal.message, field=refusal.field) from refusal
        text = _("Row %(number)s cannot be taken over: %(why)s Nothing was written.")
        message = text % {"number": outcome.row.number, "why": refusal.message}
        raise ImportRefused(message, row=outcome.row.number) from refusal


def _add(
    outcome: RowOutcome, municipality: Municipality, ground: Ground, by: Actor, at: datetime
) -> None:
    organisation = Organisation.objects.filter(municipality=municipality).first()
    if organisation is None:
        raise EditRefused(_("This municipality is not known as an organisation yet."))
    row = outcome.row
    own = _own_identity(municipality) | _own_values(outcome)
    others = [p for p in row.participants if p.code != municipality.code]
    add_arrangement(
        organisation=organisation,
        country=municipality.country,
        values=row.version,
        participants=[own, *(p.values for p in others)],
        ground=ground,
        by=by,
        at=at,
        kind=ChangeSet.Kind.IMPORT,
    )


def _change(
    outcome: RowOutcome,
    known: Known,
    held: Held,
    municipality: Municipality,
    ground: Ground,
    by: Actor,
    at: datetime,
) -> None:
    version = ArrangementVersion.objects.select_related("arrangement", "collection").get(
        pk=known.version_id
    )
    of_version = {
        d.key: d.new for d in outcome.differences if ":" not in d.key and d.key != "participants"
    }
    common: dict[str, Any] = {"ground": ground, "by": by, "at": at, "kind": ChangeSet.Kind.IMPORT}
    if of_version:
        correct_version(version=version, values=of_version, seen=held.token, **common)
    own = _own_values(outcome)
    if held.participation_id is None:
        values = _own_identity(municipality) | own
        add_participation(version=version, values=values, **common)
    elif own:
        participation = Participation.objects.select_related(
            "version__arrangement", "version__collection", "municipality"
        ).get(pk=held.participation_id)
        correct_participation(
            participation=participation, values=own, seen=held.own_token, **common
        )
    for participant in outcome.new_participants:
        add_participation(version=version, values=participant.values, **common)


def _own_identity(municipality: Municipality) -> dict[str, Any]:
    return {
        "kind": Participation.Kind.MUNICIPALITY.value,
        "municipality": municipality.code,
        "code": municipality.code,
        "name": municipality.name,
    }


def _own_values(outcome: RowOutcome) -> dict[str, Any]:
    """What changes of the participation of the municipality itself."""
    values = {d.key.removeprefix(OWN): d.new for d in outcome.differences if d.key.startswith(OWN)}
    paid = [d for d in outcome.differences if d.key.startswith(CONTRIBUTION)]
    if paid:
        held: Mapping[str, Any] = (outcome.held.own if outcome.held else None) or {}
        contributions = dict(held.get("contributions", {}))
        for difference in paid:
            year = contribution_year(difference.key) or 0
            cost_key = contributions.get(year, (None, ""))[1]
            contributions[year] = (difference.new, cost_key)
        values["contributions"] = {y: v for y, v in contributions.items() if v[0] is not None}
    return values


def _end_missing(
    found: DryRun, ends: Mapping[int, date], ground: Ground, by: Actor, at: datetime
) -> None:
    allowed = {m.participation_id: m for m in found.missing}
    for pk, valid_to in sorted(ends.items()):
        if pk not in allowed:
            raise RegisterMoved
        participation = Participation.objects.select_related(
            "version__arrangement", "version__collection", "municipality"
        ).get(pk=pk)
        try:
            end_participation(
                participation=participation, valid_to=valid_to, seen=allowed[pk].token,
                ground=ground, by=by, at=at, kind=ChangeSet.Kind.IMPORT,
            )  # fmt: skip
        except ChangedMeanwhile as error:
            raise RegisterMoved from error
        except EditRefused as refusal:
            name = allowed[pk].known.name
            text = _("“%(name)s” cannot be ended: %(why)s Nothing was written.")
            raise ImportRefused(
                text % {"name": name, "why": refusal.message}, field=refusal.field
            ) from refusal
