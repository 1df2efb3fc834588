# SPDX-License-Identifier: EUPL-1.2
"""Opening the record of an arrangement for an edit: locked, read anew, and only for who may."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.register.actions.checks import ground_filled_in
from samenspel.register.actions.draft import Draft, Signature, behalf, lock
from samenspel.register.actions.meanwhile import refuse_changed
from samenspel.register.actions.refusals import EditRefused, Ground
from samenspel.register.models import ArrangementVersion, Board, ChangeSet, Participation
from samenspel.register.records import BOARD, PARTICIPATION, VERSION, Ref
from samenspel.register.rules import (
    CORRECT_ARRANGEMENT,
    CORRECT_PARTICIPATION,
    TiesToArrangement,
    tie_to_participation,
)


def gone() -> EditRefused:
    """The refusal for a record that was removed meanwhile."""
    return EditRefused(_("This record is no longer there. Somebody removed it."))


def fresh_version(pk: int) -> ArrangementVersion:
    """The version as it is now, with its arrangement."""
    found = (
        ArrangementVersion.objects.select_related("arrangement")
        .defer("search_text")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise gone()
    return found


def open_version(
    version: ArrangementVersion, *, by: Actor, at: datetime, ground: Ground, kind: str
) -> tuple[Draft, Ref, Signature]:
    """A version to correct.

    Raises
    ------
    PermissionDenied
        The actor may not correct the arrangement.
    EditRefused
        The version is gone, or the ground is not filled in.
    """
    collection = lock(version.collection_id)
    version = fresh_version(version.pk)
    name = behalf_of_version(version, by, on=at.date())
    draft = Draft.of(collection, version.arrangement.slug)
    signature = Signature(by, name, at, kind, ground_filled_in(ground))
    return draft, draft.ref(VERSION, version.pk), signature


def behalf_of_version(version: ArrangementVersion, by: Actor, *, on: date) -> str:
    """On whose behalf the actor corrects an arrangement; PermissionDenied when that may not be."""
    tie = TiesToArrangement(by, version, on=on)
    return behalf(CORRECT_ARRANGEMENT, by, on=on, tie=tie)


def behalf_of_participation(participation: Participation, by: Actor, *, on: date) -> str:
    """As :func:`behalf_of_version`, for what is about one participant."""
    tie = tie_to_participation(by, participation, on=on)
    return behalf(CORRECT_PARTICIPATION, by, on=on, tie=tie)


def open_participation(
    participation: Participation,
    *,
    seen: str,
    by: Actor,
    at: datetime,
    ground: Ground,
    kind: str,
) -> tuple[Draft, Ref, Signature]:
    """A participation to correct, which is still as it was seen.

    Raises
    ------
    PermissionDenied, EditRefused, ChangedMeanwhile
    """
    collection = lock(participation.version.collection_id)
    found = (
        Participation.objects.select_related("version__arrangement")
        .filter(pk=participation.pk)
        .first()
    )
    if found is None:
        raise gone()
    name = behalf_of_participation(found, by, on=at.date())
    draft = Draft.of(collection, found.version.arrangement.slug)
    signature = Signature(by, name, at, kind, ground_filled_in(ground))
    ref = draft.ref(PARTICIPATION, found.pk)
    refuse_changed(draft.present, draft.slug, ref, seen)
    return draft, ref, signature


def open_board(
    board: Board, *, seen: str, by: Actor, at: datetime, ground: Ground, kind: str
) -> tuple[Draft, Ref, Signature]:
    """A board to correct, which is still as it was seen.

    Raises
    ------
    PermissionDenied, EditRefused, ChangedMeanwhile
    """
    collection = lock(board.version.collection_id)
    found = Board.objects.filter(pk=board.pk).first()
    if found is None:
        raise gone()
    version = fresh_version(found.version_id)
    name = behalf_of_version(version, by, on=at.date())
    draft = Draft.of(collection, version.arrangement.slug)
    signature = Signature(by, name, at, kind, ground_filled_in(ground))
    ref = draft.ref(BOARD, found.pk)
    refuse_changed(draft.present, draft.slug, ref, seen)
    return draft, ref, signature


def written(change_set: ChangeSet | None) -> ChangeSet:
    """What an act that always changes something wrote."""
    if change_set is None:
        raise EditRefused(_("This was the case already. Nothing changed."))
    return change_set
