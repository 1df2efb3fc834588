# SPDX-License-Identifier: EUPL-1.2
"""Atom feeds (RFC 4287): of all rounds, and of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.dialogue.models import Round
from samenspel.dialogue.queries.feed import Entry, entries
from samenspel.register.atom import NewsItem, feed_of


@require_safe
def all_rounds(request: HttpRequest) -> HttpResponse:
    """What happened in all rounds, the newest first."""
    rounds = Round.objects.select_related("organisation")
    return _answered(
        request,
        entries(rounds, at=timezone.now()),
        title=_("Dialogues among councils"),
        page=reverse("dialogues"),
        with_round=True,
    )


@require_safe
def one_round(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened in one round, the newest first; the same for everybody."""
    rounds = Round.objects.select_related("organisation").filter(slug=slug)
    found = rounds.filter(sent_on__isnull=False).first()
    if found is None:
        raise Http404(slug)
    return _answered(
        request,
        entries(rounds, at=timezone.now()),
        title=found.title,
        page=found.get_absolute_url(),
        with_round=False,
    )


def _answered(
    request: HttpRequest, found: tuple[Entry, ...], *, title: str, page: str, with_round: bool
) -> HttpResponse:
    items = (
        NewsItem(
            key=f"/dialogen/{one.key}",
            path=one.path,
            title=f"{one.round_title}: {one.title}" if with_round else one.title,
            summary=one.summary or one.title,
            who=one.who,
            published=one.at,
            updated=one.at,
        )
        for one in found
    )
    return feed_of(request, items, title=title, page=page, since=2012)
