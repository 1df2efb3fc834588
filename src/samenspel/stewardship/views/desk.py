# SPDX-License-Identifier: EUPL-1.2
"""The desk: what waits for who is logged in."""

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
from samenspel.stewardship.queries.desk import desk
from samenspel.stewardship.views.access import of_today


@require_safe
@never_cache
@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """Per organisation the round, the worklist and questions; the next step; one's roles."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required saw to it
    reference = of_today()
    needing = actor_of(request).needs_second_factor
    context = {
        "page": desk(request.user, reference, now=timezone.now(), needing=needing),
        "breadcrumb": [(_("My work"), "")],
    }
    response = render(request, "stewardship/desk.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
