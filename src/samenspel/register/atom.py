# SPDX-License-Identifier: EUPL-1.2
"""Atom feeds (RFC 4287): news as a feed reader wants it, the same for everybody."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language

# When nothing happened yet.
NEVER = datetime(2012, 1, 1, tzinfo=UTC)
# Characters that no XML may have, and that a text from a word processor can hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class NewsItem:
    """One entry; ``key`` is what stays the same for ever, as a path; ``path`` leads to the page."""

    key: str
    path: str
    title: str
    summary: str
    who: str
    published: datetime
    updated: datetime


class _Feed(Atom1Feed):
    """A feed that was updated when its newest entry was, not when it was asked for."""

    def latest_post_date(self) -> datetime:
        """The moment of the newest entry."""
        return max((item["updateddate"] for item in self.items), default=NEVER)


def feed_of(
    request: HttpRequest, items: Iterable[NewsItem], *, title: str, page: str, since: int
) -> HttpResponse:
    """The feed, or 304 when the reader has it already; ``page`` is its page on the site.

    ``since``: the year from which names of this host count (RFC 4151); it never changes.
    """
    whole = request.build_absolute_uri
    feed = _Feed(
        title=_clean(title),
        link=whole(page),
        description="",
        language=get_language(),
        author_name="Samenspel",
        feed_url=whole(request.path),
        feed_guid=_name(request, request.path, since),
    )
    for one in items:
        feed.add_item(
            title=_clean(one.title),
            link=whole(one.path),
            # The summary of a feed is read as HTML: what people wrote is text.
            description=linebreaks(_clean(one.summary), autoescape=True),
            author_name=_clean(one.who),
            unique_id=_name(request, one.key, since),
            pubdate=one.published,
            updateddate=one.updated,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    response["Cache-Control"] = "no-cache"
    # No moment beside it: what is taken off goes out of the feed without anything newer in it.
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _clean(text: str) -> str:
    return _NO_XML.sub(" ", text)


def _name(request: HttpRequest, path: str, since: int) -> str:
    host = request.get_host().partition(":")[0]
    return f"tag:{host},{since}:{path}"
