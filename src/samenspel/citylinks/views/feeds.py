# SPDX-License-Identifier: EUPL-1.2
"""Atom feeds (RFC 4287) of public links: of all, and of one; the same for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.citylinks.models import CityLink
from samenspel.citylinks.queries.feeds import Entry, entries, start_of
from samenspel.register.atom import NewsItem, feed_of


@require_safe
def all_links(request: HttpRequest) -> HttpResponse:
    """What happened in all public links, the newest first."""
    found = entries(CityLink.objects.all(), on=timezone.localdate())
    title, page = _("City links"), reverse("citylinks")
    return _answered(request, found, title=title, page=page, with_link=True)


@require_safe
def one_link(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened in one link, the newest first; 404 for a link that is not public."""
    rows = CityLink.objects.filter(slug=slug)
    found = entries(rows, on=timezone.localdate())
    if not found:
        raise Http404(slug)
    title, page = found[0].link_name, reverse("citylink", args=[slug])
    return _answered(request, found, title=title, page=page, with_link=False)


def _answered(
    request: HttpRequest, found: tuple[Entry, ...], *, title: str, page: str, with_link: bool
) -> HttpResponse:
    items = (
        NewsItem(
            key=f"/stedenbanden/{one.key}",
            path=one.path,
            title=f"{one.link_name}: {one.title}" if with_link else one.title,
            summary=one.summary or one.title,
            who=one.who,
            published=min(start_of(one.on), one.at),
            updated=one.at,
        )
        for one in found
    )
    return feed_of(request, items, title=title, page=page, since=2026)
