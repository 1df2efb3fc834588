# SPDX-License-Identifier: EUPL-1.2
"""The access tokens of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samenspel.accounts.models import AccessToken
from samenspel.accounts.rules import Actor


@dataclass(frozen=True)
class OwnToken:
    """A token as its owner sees it; ``beginning`` of the secret tells one from another."""

    pk: int
    name: str
    beginning: str
    expires_on: date
    last_used_on: date | None


def tokens_of(actor: Actor, *, on: date) -> tuple[OwnToken, ...]:
    """The tokens of the actor that work on a day, newest first; one query."""
    if actor.user is None:
        return ()
    rows = AccessToken.objects.filter(
        user=actor.user, revoked_at=None, expires_on__gte=on
    ).values_list("pk", "name", "beginning", "expires_on", "last_used_on")
    return tuple(OwnToken(*row) for row in rows)
