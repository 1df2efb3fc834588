# SPDX-License-Identifier: EUPL-1.2
"""The log: who did what, from where, with which result. Rows are only ever added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from samenspel.accounts.models import Event
from samenspel.accounts.rules import Actor


def log_event(
    *,
    by: Actor,
    at: datetime,
    action: str,
    object_kind: str,
    object_key: str,
    result: str,
    detail: dict[str, Any] | None = None,
) -> Event:
    """Add a line to the log; part of the transaction of the action that calls it.

    The origin is the way in and, where there is one, the address on the network: "site 192.0.2.1".
    """
    return Event.objects.create(
        at=at,
        actor=by.user,
        actor_name=by.name[:160],
        origin=f"{by.origin} {by.address}".strip()[:60],
        action=action,
        object_kind=object_kind,
        object_key=object_key[:160],
        result=result,
        detail=detail or {},
    )
