# SPDX-License-Identifier: EUPL-1.2
"""Who acts in a request."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from samenspel.accounts.models import User
from samenspel.accounts.network import network_address
from samenspel.accounts.rules import Actor

API = "/api/"


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request: the person who is logged in, or a visitor without any right.

    The same object for the whole request, so that roles are asked for once. ``origin`` is "api"
    under ``/api/``, "site" elsewhere; ``address`` is where it comes from on the network.
    """
    user = getattr(request, "user", None)
    person = user if isinstance(user, User) else None
    found: Actor | None = getattr(request, "samenspel_actor", None)
    if found is not None and found.user == person:
        return found
    actor = acting(person, request)
    request.samenspel_actor = actor  # type: ignore[attr-defined]
    return actor


def acting(person: User | None, request: HttpRequest) -> Actor:
    """The actor for this person, who need not be logged in (yet, or any more)."""
    origin = "api" if request.path.startswith(API) else "site"
    address = network_address(request)
    if person is None:
        return Actor(name="visitor", origin=origin, address=address)
    return Actor(
        name=str(person),
        origin=origin,
        user=person,
        address=address,
        needs_second_factor=frozenset(settings.SAMENSPEL_MFA_REQUIRED),
    )
