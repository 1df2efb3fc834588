# SPDX-License-Identifier: EUPL-1.2
"""The version of the balance that an address names, for who may see it."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from samenspel.dialogue.access import Access
from samenspel.dialogue.queries.balance import (
    WORKING,
    BalancePage,
    published_page,
    working_page,
)
from samenspel.dialogue.queries.balance_facts import BalanceFacts
from samenspel.dialogue.queries.balance_versions import balances, sees_embargoed
from samenspel.dialogue.views.shown import shown


def require_working(request: HttpRequest, access: Access) -> HttpResponse | None:
    """To the log-in page for visitors, None to go on.

    Raises
    ------
    PermissionDenied
        The person does not work for who asks.
    """
    if sees_embargoed(access):
        return None
    if request.user.is_authenticated:
        raise PermissionDenied("the working version is for who asks")
    return redirect_to_login(request.get_full_path(), reverse("login"))


def chosen(
    request: HttpRequest, slug: str, token: str
) -> tuple[Access, BalancePage, BalanceFacts | None]:
    """The version with this number, or the working one with what it was made of.

    Raises
    ------
    Http404
        There is none, or it is under embargo for this person.
    PermissionDenied
        The working version is asked for by somebody who does not work for who asks.
    """
    access = shown(request, slug)
    if token == WORKING:
        if not sees_embargoed(access):
            raise PermissionDenied("the working version is for who asks")
        return access, *working_page(access.round, on=access.on)
    if not token.isdecimal() or len(token) > 4:
        raise Http404(token)
    balance = balances(access.round, (int(token),)).get(int(token))
    now = timezone.now()
    if balance is None or (balance.public_from > now and not sees_embargoed(access)):
        raise Http404(token)
    return access, published_page(access.round, balance, at=now), None
