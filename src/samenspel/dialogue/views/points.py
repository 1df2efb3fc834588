# SPDX-License-Identifier: EUPL-1.2
"""What happened with the points of one council."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.dialogue.queries.points import points_page
from samenspel.dialogue.views.bars import Barred, bars
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown

FILES = (("PDF", "pdf"), ("Word", "docx"), ("CSV", "csv"))


@require_safe
def points(request: HttpRequest, slug: str, addressee: int) -> HttpResponse:
    """Every point of the council with its reply, the change, and where that led."""
    access = shown(request, slug)
    page = points_page(access.round, addressee)
    if page is None:
        raise Http404(addressee)
    context = {
        "round": access.round,
        "page": page,
        **bars([Barred(c.key, c.label, c.number) for c in page.counts]),
        "decision_url": reverse("dialogue-decision", args=[slug]),
        "downloads": [
            (label, reverse("dialogue-points-file", args=[slug, addressee, kind]))
            for label, kind in FILES
        ],
        "breadcrumb": crumbs(
            access.round,
            (_("Replies"), reverse("dialogue-replies", args=[slug])),
            page.name,
        ),
    }
    return render(request, "dialogue/points.html", context)
