# SPDX-License-Identifier: EUPL-1.2
"""The dialogues about one arrangement."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.dialogue.queries.round_list import found_rounds, line_of
from samenspel.register.queries.history_page import current_version

PER_PAGE = 25


@require_safe
@never_cache
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Every round about the arrangement that can be seen, its calendar and its own terms."""
    version = current_version(slug)
    if version is None:
        raise Http404(slug)
    rounds = Paginator(found_rounds({"samenwerking": slug}), PER_PAGE)
    shown = rounds.get_page(request.GET.get("pagina"))
    context = {
        "name": version.name,
        "page_obj": shown,
        "lines": [line_of(row) for row in shown],
        "terms_url": reverse("own-terms", args=[slug]),
        "calendar_url": reverse("arrangement-dialogues-ics", args=[slug]),
        "breadcrumb": [
            (_("Arrangements"), reverse("arrangements")),
            (version.name, reverse("arrangement", args=[slug])),
            (_("Dialogues"), ""),
        ],
    }
    return render(request, "dialogue/arrangement_dialogues.html", context)
