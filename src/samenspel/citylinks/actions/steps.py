# SPDX-License-Identifier: EUPL-1.2
"""What every action on the file of a link does: lock the link, check the right, log the event."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.citylinks.access import Access
from samenspel.citylinks.models import (
    Activity,
    Appointment,
    CityLink,
    Contact,
    LinkDocument,
    Photo,
)
from samenspel.citylinks.refusal import ChangedMeanwhile
from samenspel.citylinks.rules import KEEP_FILE

Row = TypeVar("Row", Activity, Appointment, Contact, LinkDocument, Photo)
"""What stands in a file by itself, with an edition, and can be removed altogether."""


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


def row_now(access: Access, row: Row, edition: int | None, *, gone: str = "") -> Row:
    """The row of the locked link as it is now; ``gone`` is said when somebody removed it.

    Raises
    ------
    ChangedMeanwhile
        It is there no more, or is not of this edition (None: whatever edition it has).
    """
    held = type(row)._default_manager.filter(pk=row.pk, link=access.link).first()
    if held is None:
        raise ChangedMeanwhile(gone or _("Somebody else removed this in the meantime."))
    if edition is not None:
        require_edition(held.edition, edition)
    held.link = access.link
    return held


def kept_row(
    row: Row, *, edition: int, by: Actor, at: datetime, gone: str = ""
) -> tuple[Access, Row]:
    """The locked link and its row of this edition, for who keeps the file.

    Raises
    ------
    PermissionDenied
        The actor does not keep the file.
    LinkRefused
        The link has ended.
    ChangedMeanwhile
        Somebody else changed or removed the row since ``edition``.
    """
    access = locked(row.link, by=by, at=at)
    access.require(KEEP_FILE)
    return access, row_now(access, row, edition, gone=gone)


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
