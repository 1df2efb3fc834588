# SPDX-License-Identifier: EUPL-1.2
"""What every action of a dialogue does: lock the round, check the right, log the event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.dialogue.access import Access
from samenspel.dialogue.models import ChainRecord, Round


def name_of(by: Actor) -> str:
    """The name of the actor as rows keep it, cut off where the column ends."""
    return by.name[:160]


def signed(by: Actor, at: datetime) -> dict[str, Any]:
    """The columns of a row that say when it was added and by whom."""
    return {"at": at, "actor": by.user, "actor_name": name_of(by)}


def locked(round_: Round, *, by: Actor, at: datetime) -> Access:
    """The round as it is now, held until the end of the transaction, and what the actor may."""
    found = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    return Access(by, found, on=timezone.localdate(at))


def log(
    round_: Round,
    action: str,
    *,
    by: Actor,
    at: datetime,
    detail: dict[str, Any] | None = None,
    record: ChainRecord | None = None,
) -> None:
    """A line in the log about the round; ``detail`` never holds what a draft or person says.

    ``record``: what the action added to the chain. Its ``number`` and ``digest`` become part of the
    detail, so that ``verification`` finds a chain whose end was cut off.
    """
    told = {"number": record.number, "digest": record.digest} if record else {}
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind="dialogue",
        object_key=round_.slug,
        result="done",
        detail={**(detail or {}), **told},
    )
