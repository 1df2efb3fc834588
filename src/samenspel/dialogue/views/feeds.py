# SPDX-License-Identifier: EUPL-1.2
"""Atom feeds (RFC 4287): of all rounds, and of one."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.dialogue.models import Round
from samenspel.dialogue.queries.feed import Entry, entries

# When nothing happened yet.
NEVER = datetime(2012, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """A feed that was updated when its newest entry was, not when it was asked for."""

    def latest_post_date(self) -> datetime:
        """The moment of the newest entry."""
        return max((item["updateddate"] for item in self.items), default=NEVER)


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
    whole = request.build_absolute_uri
    feed = _Feed(
        title=title,
        link=whole(page),
        description="",
        language=get_language(),
        author_name="Samenspel",
        feed_url=whole(request.path),
        feed_guid=_name(request, request.path),
    )
    for one in found:
        feed.add_item(
            title=f"{one.round_title}: {one.title}" if with_round else one.title,
            link=whole(one.path),
            description=one.summary or one.title,
            author_name=one.who,
            unique_id=_name(request, f"/dialogen/{one.key}"),
            pubdate=one.at,
            updateddate=one.at,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


def _name(request: HttpRequest, path: str) -> str:
    """A name that stays the same for ever (RFC 4151)."""
    host = request.get_host().partition(":")[0]
    return f"tag:{host},2012:{path}"
