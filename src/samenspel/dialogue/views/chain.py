# SPDX-License-Identifier: EUPL-1.2
"""The chain of a round: a list for people, and a file with which anybody can check it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.dialogue.queries.chain_page import public_chain
from samenspel.dialogue.queries.chain_words import WORDLESS, lines_of
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown

PER_PAGE = 50
LAST_PAGE = 100_000


@require_safe
@never_cache
def listed(request: HttpRequest, slug: str) -> HttpResponse:
    """What was fixed in this round, in its order, a page at a time."""
    access = shown(request, slug)
    asked = request.GET.get("pagina", "1")
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    page = max(1, min(page, LAST_PAGE))
    first = (page - 1) * PER_PAGE + 1
    found = public_chain(access.round, first=first, most=PER_PAGE, unread=WORDLESS)
    pages = max(1, -(-found.total // PER_PAGE))
    context = {
        "round": access.round,
        "chain": found,
        "lines": lines_of(access.round, found.lines),
        "page_number": page,
        "previous_page": page - 1 if page > 1 else None,
        "next_page": page + 1 if page < pages else None,
        "pages": pages,
        "downloads": [("JSON", reverse("dialogue-chain-json", args=[slug]))],
        "breadcrumb": crumbs(
            access.round,
            (_("Decision"), reverse("dialogue-decision", args=[slug])),
            _("Sealed log"),
        ),
    }
    return render(request, "dialogue/chain.html", context)


@require_safe
@never_cache
def as_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Every record that may be seen, exactly as its digest was made."""
    access = shown(request, slug)
    found = public_chain(access.round)
    values = {
        "round": slug,
        "title": access.round.title,
        "recipe": (
            "digest = SHA-256 of the UTF-8 JSON of number, kind, key, at, payload and previous, "
            "keys sorted, no blanks; previous = digest of the record before, 64 zeros for the first"
        ),
        "head": {"number": found.number, "digest": found.digest},
        "withheld": found.withheld,
        "records": [line.as_values() for line in found.lines],
    }
    response = JsonResponse(values, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{slug}-logboek.json"'
    return response
