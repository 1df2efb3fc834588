# SPDX-License-Identifier: EUPL-1.2
"""Who is how far: the page and its files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.dialogue.queries.round_states import states_page, states_table
from samenspel.dialogue.rules import PREPARE_ROUND, RUN_ROUND
from samenspel.dialogue.views.bars import Barred, bars
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown
from samenspel.register.open_data import open_table_response

FILES = (("CSV", "csv"), ("JSON", "json"), ("Excel", "xlsx"))


@require_safe
@never_cache
def states(request: HttpRequest, slug: str) -> HttpResponse:
    """The state of each addressee, as everybody may see it."""
    access = shown(request, slug)
    page = states_page(access.round, today=timezone.localdate())
    context = {
        "round": access.round,
        "page": page,
        **bars([Barred(key, label, number) for key, label, number in page.counts]),
        "downloads": [
            (label, reverse("dialogue-states-file", args=[slug, kind])) for label, kind in FILES
        ],
        "may_extend": access.may(RUN_ROUND),
        "work_url": reverse("dialogue-work", args=[slug]) if access.holds(PREPARE_ROUND) else "",
        "breadcrumb": crumbs(access.round, _("Who has answered")),
    }
    return render(request, "dialogue/round_states.html", context)


@require_safe
@never_cache
def states_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The same as open data: ``csv``, ``json`` or ``xlsx``."""
    round_ = shown(request, slug).round
    today = timezone.localdate()
    return open_table_response(
        states_table(round_, states_page(round_, today=today), today=today), kind
    )
