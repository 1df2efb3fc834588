# SPDX-License-Identifier: EUPL-1.2
"""Who I am here, and how I log in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.accounts.actors import actor_of
from samenspel.accounts.models import User
from samenspel.accounts.queries import account_of, roles_of
from samenspel.accounts.rules import may_manage_some


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Name, roles, ways to log in, sessions and language of the person who is logged in."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required saw to it
    today = timezone.localdate()
    context = {
        "page": account_of(request.user),
        "roles": roles_of(request.user, on=today),
        "lacks_second_factor": actor_of(request).lacks_second_factor(today),
        "may_manage": may_manage_some(actor_of(request), on=today),
        "breadcrumb": [(_("My account"), "")],
    }
    return render(request, "accounts/account.html", context)
