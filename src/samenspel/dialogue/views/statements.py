# SPDX-License-Identifier: EUPL-1.2
"""Statements: reacting to them, what everybody together thinks, taking one's reactions back."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.statements import react_to_all, take_back
from samenspel.dialogue.limits import Limit, is_within
from samenspel.dialogue.queries.statement_bars import statement_bars
from samenspel.dialogue.queries.statements import statements_page
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import KEEP_STATEMENTS
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.reacting import Reacting, put_cookie, who_reacts, with_cookie
from samenspel.dialogue.views.shown import shown

REACTIONS = Limit("react", times=600, seconds=600)
NEW_PEOPLE = Limit("react-new", times=100, seconds=3600)
"""Enough for a meeting of residents behind one connection."""
_FIELD = re.compile(r"stelling-(\d{1,5})")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def statements(request: HttpRequest, slug: str) -> HttpResponse:
    """The next statement, or with ``?alle=ja`` all of them, and what is published.

    A POST has ``stelling-<number>`` with agree, disagree or pass, one or more.
    """
    access = shown(request, slug)
    reacting = who_reacts(request, access)
    if request.method != "POST":
        return _page(request, access, reacting)
    return _reacted(request, access, reacting)


@require_POST
@never_cache
def forget(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove every reaction of the visitor in this round."""
    access = shown(request, slug)
    reacting = who_reacts(request, access)
    number = 0
    if reacting.voter:
        number = take_back(round_=access.round, voter=reacting.voter, at=timezone.now())
    text = ngettext(
        "%(number)d reaction of yours was removed.",
        "%(number)d reactions of yours were removed.",
        number,
    )
    messages.success(request, text % {"number": number})
    return redirect("dialogue-statements", slug)


def _reacted(request: HttpRequest, access: Access, reacting: Reacting) -> HttpResponse:
    now = timezone.now()
    is_allowed = is_within(REACTIONS, request, at=now) and (
        not reacting.is_new or is_within(NEW_PEOPLE, request, at=now)
    )
    if not is_allowed:
        said = _("Many reactions came from your network just now. Try again in ten minutes.")
        return _page(request, access, reacting, refusal=said, status=429)
    values = {
        int(match[1]): str(value)
        for name, value in request.POST.items()
        if (match := _FIELD.fullmatch(name))
    }
    if not values:
        return _page(
            request, access, reacting, refusal=_("Choose agree, disagree or pass."), status=400
        )
    known = with_cookie(access, reacting)
    try:
        react_to_all(
            round_=access.round, values=values, voter=known.voter, audience=known.audience, at=now
        )
    except DialogueRefused as refusal:
        return _page(request, access, reacting, refusal=refusal.message, status=400)
    return put_cookie(redirect(_next_address(request, access)), known)


def _next_address(request: HttpRequest, access: Access) -> str:
    """Back to where the person reacts: the next statement, or the results after all at once."""
    where = "uitkomst" if request.POST.get("alle") else "reageren"
    return f"{reverse('dialogue-statements', args=[access.round.slug])}#{where}"


def _page(
    request: HttpRequest,
    access: Access,
    reacting: Reacting,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    page = statements_page(access.round, voter=reacting.voter)
    context = {
        "page": page,
        "round": access.round,
        "bars": statement_bars(page.counted),
        "reacting": reacting,
        "all_at_once": bool(request.GET.get("alle") or request.POST.get("alle")),
        "keeps": access.may(KEEP_STATEMENTS),
        "refusal": refusal,
        "chosen": request.POST if refusal else {},
        "breadcrumb": crumbs(access.round, _("Statements")),
    }
    return render(request, "dialogue/statements.html", context, status=status)
