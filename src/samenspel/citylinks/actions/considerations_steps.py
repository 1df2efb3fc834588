# SPDX-License-Identifier: EUPL-1.2
"""What every action on a consideration does: hold it, check the right, count the change, log it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.steps import require_edition
from samenspel.citylinks.models import Consideration
from samenspel.citylinks.rules import KEEP_CONSIDERATION, may_for
from samenspel.places.models import Municipality


def require_keeper(by: Actor, municipality: Municipality, *, at: datetime) -> None:
    """Go on only for who keeps considerations of this municipality.

    Raises
    ------
    PermissionDenied
        The actor does not.
    """
    if not may_for(KEEP_CONSIDERATION, by, municipality, on=timezone.localdate(at)):
        raise PermissionDenied("considerations are kept by people of the municipality")


def held_for(
    consideration: Consideration, edition: int | None = None, *, by: Actor, at: datetime
) -> Consideration:
    """The consideration as it is now, held until the end of the transaction.

    ``edition``: which one the actor has seen; None where nothing of others can be overwritten.

    Raises
    ------
    PermissionDenied
        The actor does not keep considerations of this municipality.
    ChangedMeanwhile
        Somebody else changed it since the page was opened.
    """
    rows = Consideration.objects.select_for_update(of=("self",)).select_related("municipality")
    held = rows.get(pk=consideration.pk)
    require_keeper(by, held.municipality, at=at)
    if edition is not None:
        require_edition(held.edition, edition)
    return held


def changed(
    held: Consideration,
    action: str,
    *,
    by: Actor,
    at: datetime,
    detail: Mapping[str, object] | None = None,
) -> Consideration:
    """Save it as the next edition, with a line in the log."""
    held.edition += 1
    held.changed_at = at
    held.save()
    log(action, held, by=by, at=at, detail=detail)
    return held


def log(
    action: str,
    held: Consideration,
    *,
    by: Actor,
    at: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:
    """A line in the log: of which municipality, and never what is written."""
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind="consideration",
        object_key=str(held.pk),
        result="done",
        detail={"municipality": held.municipality.code, **(detail or {})},
    )
