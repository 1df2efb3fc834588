# SPDX-License-Identifier: EUPL-1.2
"""Who may write by the API: who is logged in on the site, or sends an access token."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer, SessionAuth

from samenspel.accounts.actions import use_token
from samenspel.accounts.models import User


class Token(HttpBearer):
    """An access token that somebody made on the site; the request then acts as that person."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The person that the token stands for."""
        person = use_token(secret=token, at=timezone.now())
        if person is not None:
            request.user = person
        return person


# A token goes first: a browser that is logged in sends its cookie along with everything.
ACCESS = [Token(), SessionAuth()]
