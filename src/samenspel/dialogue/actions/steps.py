# SPDX-License-Identifier: EUPL-1.2
"""What every action of a dialogue does: lock the round, check the right, log the event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from samenspel.accounts.actions import log_event
from samenspel.accounts.rules import Actor
from samenspel.dialogue.access import Access
from samenspel.dialogue.models import Addressee, AddresseeStep, Round


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
) -> None:
    """A line in the log about the round; ``detail`` never holds what a draft or person says."""
    log_event(
        by=by,
        at=at,
        action=action,
        object_kind="dialogue",
        object_key=round_.slug,
        result="done",
        detail=detail,
    )


def step(
    addressee: Addressee, state: str, *, by: Actor, at: datetime, note: str = ""
) -> AddresseeStep:
    """Bring an addressee in a state and remember it."""
    addressee.state = state
    addressee.save(update_fields=["state"])
    return AddresseeStep.objects.create(
        addressee=addressee,
        state=state,
        on=timezone.localdate(at),
        note=note,
        at=at,
        actor=by.user,
        actor_name=by.name[:160],
    )
