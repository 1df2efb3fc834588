# SPDX-License-Identifier: EUPL-1.2
"""What waits for a person in dialogues."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.accounts.actors import actor_of
from samenspel.dialogue.queries.mine import Item, my_dialogues
from samenspel.dialogue.views.paths import address


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that the person can or must do, by the last day."""
    today = timezone.localdate()
    found = my_dialogues(actor_of(request), on=today)
    context = {
        "waiting": _with_addresses(found.waiting),
        "running": _with_addresses(found.running),
        "finished": _with_addresses(found.finished),
        "today": today,
        "is_empty": not (found.waiting or found.running or found.finished),
        "breadcrumb": [(_("Dialogues"), address("dialogues")), (_("My dialogues"), "")],
    }
    return render(request, "dialogue/mine.html", context)


def _with_addresses(items: tuple[Item, ...]) -> list[tuple[Item, str]]:
    return [(item, address(item.view, *item.keys)) for item in items]
