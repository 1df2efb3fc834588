# SPDX-License-Identifier: EUPL-1.2
"""Adding, correcting, ending and withdrawing participations.

All of them raise ``PermissionDenied``, :class:`EditRefused` and, where they take the token of what
was seen, :class:`ChangedMeanwhile`; then nothing was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.register.actions import checks
from samenspel.register.actions.opening import open_participation, open_version, written
from samenspel.register.actions.refusals import EditRefused, Ground
from samenspel.register.actions.values import add_participant, municipalities, put_participation
from samenspel.register.models import ArrangementVersion, ChangeSet, Participation
from samenspel.register.records import PARTICIPATION, VERSION, Ref


@transaction.atomic
def add_participation(
    *,
    version: ArrangementVersion,
    values: Mapping[str, Any],
    ground: Ground,
    by: Actor,
    at: datetime,
    kind: str = ChangeSet.Kind.ADD,
) -> Participation:
    """Add a participant: ``PARTICIPATION_IDENTITY`` and ``PARTICIPATION_EDITABLE``.

    Of a municipality the name may be left out.
    """
    draft, ref, signature = open_version(version, by=by, at=at, ground=ground, kind=kind)
    known = municipalities([values.get("municipality")])
    made = add_participant(draft, ref, values, known, source=signature.ground.source, on=at.date())
    written(draft.write(signature, action="add_participation"))
    return Participation.objects.select_related("version__arrangement").get(
        pk=draft.present.pks[made]
    )


@transaction.atomic
def correct_participation(
    *,
    participation: Participation,
    values: Mapping[str, Any],
    seen: str,
    ground: Ground,
    by: Actor,
    at: datetime,
    kind: str = ChangeSet.Kind.CORRECT,
) -> ChangeSet | None:
    """Correct what a participation says (``PARTICIPATION_EDITABLE``); None: nothing differs."""
    draft, ref, signature = open_participation(
        participation, seen=seen, by=by, at=at, ground=ground, kind=kind
    )
    put_participation(draft, ref, values, source=signature.ground.source)
    return draft.write(signature, action="correct_participation")


@transaction.atomic
def end_participation(
    *,
    participation: Participation,
    valid_to: date,
    seen: str,
    ground: Ground,
    by: Actor,
    at: datetime,
    kind: str = ChangeSet.Kind.END,
) -> ChangeSet:
    """End a participation; ``valid_to`` is the first day on which it no longer takes part."""
    draft, ref, signature = open_participation(
        participation, seen=seen, by=by, at=at, ground=ground, kind=kind
    )
    end = checks.day("valid_to", valid_to)
    if end is None:
        raise EditRefused(_("This may not be empty."), "valid_to")
    put_participation(draft, ref, {"valid_to": end}, source=signature.ground.source)
    _refuse_after_end(draft.wanted[Ref(VERSION, ref.key[:1])]["valid_to"], end)
    return written(draft.write(signature, action="end_participation"))


def _refuse_after_end(end_of_version: str | None, end: str) -> None:
    if end_of_version is not None and end > end_of_version:
        raise EditRefused(_("The arrangement itself ended earlier."), "valid_to")


@transaction.atomic
def withdraw_participation(
    *,
    participation: Participation,
    seen: str,
    ground: Ground,
    by: Actor,
    at: datetime,
    kind: str = ChangeSet.Kind.WITHDRAW,
) -> ChangeSet:
    """Take away a participation that was recorded by mistake, with its seats and contributions.

    The last participant stays: an arrangement without any has to be ended or withdrawn.
    """
    draft, ref, signature = open_participation(
        participation, seen=seen, by=by, at=at, ground=ground, kind=kind
    )
    if len(draft.below(Ref(VERSION, ref.key[:1]), PARTICIPATION)) == 1:
        raise EditRefused(_("This is the last participant. End the arrangement instead."))
    draft.remove(ref)
    return written(draft.write(signature, action="withdraw_participation"))
