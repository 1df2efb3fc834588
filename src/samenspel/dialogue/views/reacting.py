# SPDX-License-Identifier: EUPL-1.2
"""Who reacts to statements in a request: a councillor by account, anybody else by a cookie.

The cookie holds a random value, signed, out of reach of scripts; it is only put when somebody
reacts.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from samenspel.accounts.models import Role
from samenspel.dialogue.access import Access
from samenspel.dialogue.models import Addressee, Reaction
from samenspel.dialogue.voters import voter_of_token, voter_of_user
from samenspel.register.rules import predecessors

COOKIE = "stellingen"
_SALT = "samenspel.dialogue.reacting"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Reacting:
    """Who reacts; ``voter`` is empty for somebody who did not react yet.

    ``token`` is the value of the cookie; empty for councillors and for who has none.
    """

    audience: str
    voter: str
    token: str = ""

    @property
    def is_councillor(self) -> bool:
        """Whether the person counts as councillor."""
        return self.audience == Reaction.Audience.COUNCILLOR

    @property
    def is_new(self) -> bool:
        """Whether a cookie is needed to react."""
        return not self.voter


def who_reacts(request: HttpRequest, access: Access) -> Reacting:
    """The person of a request in a round; two queries for councillors, none for visitors."""
    user = access.actor.user
    if user is not None and _is_councillor_here(access):
        return Reacting(Reaction.Audience.COUNCILLOR.value, voter_of_user(access.round, user))
    token = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=_YEAR) or ""
    voter = voter_of_token(access.round, token) if token else ""
    return Reacting(Reaction.Audience.RESIDENT.value, voter, token)


def with_cookie(access: Access, reacting: Reacting) -> Reacting:
    """The same person, with a new random value where there was none."""
    if not reacting.is_new:
        return reacting
    token = secrets.token_urlsafe(24)
    return Reacting(reacting.audience, voter_of_token(access.round, token), token)


def put_cookie(response: HttpResponse, reacting: Reacting) -> HttpResponse:
    """Have the browser keep the value, for a year from the last reaction."""
    if reacting.token:
        response.set_signed_cookie(
            COOKIE,
            reacting.token,
            salt=_SALT,
            max_age=_YEAR,
            httponly=True,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            samesite="Lax",
        )
    return response


def _is_councillor_here(access: Access) -> bool:
    """Whether the person is a councillor of a municipality that the round was addressed to."""
    councils = {
        role.municipality_id
        for role in access.actor.roles(access.on)
        if role.kind == Role.Kind.COUNCILLOR and role.municipality_id
    }
    if not councils:
        return False
    municipalities = {pk for pks in predecessors(councils).values() for pk in pks} | councils
    return Addressee.objects.filter(
        round=access.round, municipality__in=municipalities, body=Addressee.Body.COUNCIL
    ).exists()
