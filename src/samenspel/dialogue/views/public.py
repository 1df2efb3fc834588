# SPDX-License-Identifier: EUPL-1.2
"""The public pages of a round: the round itself, and the trail of one clause."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.dialogue.access import Access
from samenspel.dialogue.models import Round
from samenspel.dialogue.queries.clause_trails import clause_trail
from samenspel.dialogue.queries.overview import AnswerCount, Overview, overview
from samenspel.dialogue.rules import SEE_EMBARGOED
from samenspel.dialogue.views.bars import Barred, bars
from samenspel.dialogue.views.paths import crumbs
from samenspel.dialogue.views.shown import shown

PER_PAGE = 25
Stage = Round.Stage


@dataclass(frozen=True)
class OneThing:
    """The one thing that a visitor can do now."""

    text: str
    url: str
    action: str


@require_safe
@never_cache
def round_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked, of whom, where it stands, and the trail of each clause."""
    access = shown(request, slug)
    found = overview(access.round, own=_own(access), at=timezone.now())
    context = {
        "round": access.round,
        "page": found,
        "thing": _one_thing(access.round, found),
        "work_url": reverse("dialogue-work", args=[slug]) if access.holds(SEE_EMBARGOED) else "",
        **bars([_bar(one) for one in found.answers]),
        "links": {
            "states": reverse("dialogue-states", args=[slug]),
            "balance": reverse("dialogue-balance", args=[slug]),
            "document": reverse("dialogue-document", args=[slug, found.document.number])
            if found.document
            else "",
            "replies": reverse("dialogue-replies", args=[slug]),
            "decision": reverse("dialogue-decision", args=[slug]),
            "commitments": reverse("dialogue-follow-up", args=[slug]),
            "data": reverse("dialogue-data", args=[slug]),
        },
        "feed": reverse("dialogue-atom", args=[slug]),
        "breadcrumb": [*crumbs(access.round)[:-1], (access.round.title, "")],
    }
    return render(request, "dialogue/public.html", context)


def _own(access: Access) -> frozenset[int]:
    return access.own_municipalities if access.actor.user else frozenset()


def _bar(one: AnswerCount) -> Barred:
    return Barred(one.key, one.label, one.number)


def _one_thing(round_: Round, found: Overview) -> OneThing | None:
    """What to do, by where the round stands; nothing while it is being prepared."""
    slug = round_.slug
    if round_.stage == Stage.OPEN and found.statements:
        text = ngettext(
            "There is %(counter)s statement. Do you agree with it?",
            "There are %(counter)s statements. Do you agree with them?",
            found.statements,
        ) % {"counter": found.statements}
        return OneThing(text, reverse("dialogue-statements", args=[slug]), _("Say what you think"))
    if round_.stage == Stage.OPEN and found.document:
        url = reverse("dialogue-document", args=[slug, found.document.number])
        return OneThing(_("Read the text that the councils are asked about."), url, _("Read it"))
    if round_.stage == Stage.WEIGHING and found.balance:
        url = reverse("dialogue-balance", args=[slug])
        return OneThing(_("See where the councils agree, and where not."), url, _("See it"))
    if round_.stage in {Stage.OPEN, Stage.WEIGHING}:
        url = reverse("dialogue-states", args=[slug])
        return OneThing(_("See which councils have answered."), url, _("See it"))
    if round_.stage == Stage.DECIDING:
        url = reverse("dialogue-replies", args=[slug])
        return OneThing(_("Read what is done with every point, and why."), url, _("Read it"))
    if round_.stage in {Stage.DECIDED, Stage.CLOSED} and found.decisions:
        url = reverse("dialogue-decision", args=[slug])
        return OneThing(_("Read what was decided, and how everybody voted."), url, _("Read it"))
    return None


@require_safe
@never_cache
def clause(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The trail of one clause: opinions, replies, change, vote."""
    access = shown(request, slug)
    found = clause_trail(access.round, key)
    if found is None:
        raise Http404(key)
    page = Paginator(found.points, PER_PAGE).get_page(request.GET.get("pagina"))
    first, last = found.first, found.last
    context = {
        "round": access.round,
        "trail": found,
        "page_obj": page,
        "links": {
            "decision": reverse("dialogue-decision", args=[slug]),
            "replies": reverse("dialogue-replies", args=[slug]) + f"?onderdeel={key}",
            "difference": reverse("dialogue-difference", args=[slug, first.number, last.number])
            if first.number != last.number
            else "",
        },
        "breadcrumb": crumbs(access.round, found.line.name),
    }
    return render(request, "dialogue/clause.html", context)
