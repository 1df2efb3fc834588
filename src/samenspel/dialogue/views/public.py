# SPDX-License-Identifier: EUPL-1.2
"""The public page of a round."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.dialogue.views.shown import shown


@require_safe
def round_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked, of whom, and where it stands."""
    access = shown(request, slug)
    context = {
        "round": access.round,
        "access": access,
        "breadcrumb": [(_("Dialogues"), ""), (access.round.title, "")],
    }
    return render(request, "dialogue/public.html", context)
