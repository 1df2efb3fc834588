# SPDX-License-Identifier: EUPL-1.2
"""What every action on the file of a link does: lock the link, check the right, log the event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.models import CityLink
from samenspel.citylinks.refusal import ChangedMeanwhile


def locked(link: CityLink, *, by: Actor, at: datetime) -> Access:
    """The link as it is now, held until the end of the transaction, and what the actor may."""
    found = CityLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    return Access(by, found, on=timezone.localdate(at))


def require_edition(held: int, expected: int) -> None:
    """Go on only when nobody changed it since the form was opened.

    Raises
    ------
    ChangedMeanwhile
        Somebody did.
    """
    if held != expected:
        raise ChangedMeanwhile(
            _("Somebody else changed this in the meantime. Look at what it says now and try again.")
        )


def log(
    link: CityLink,
    action: str,
    *,
    by: Actor,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    """A line in the log about the link; ``detail`` never names a person of the file."""
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind="city link",
        object_key=link.slug,
        result="done",
        detail=detail or {},
    )
