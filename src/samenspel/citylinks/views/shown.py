# SPDX-License-Identifier: EUPL-1.2
"""The link of a page: found by its address, or a page that says it is not there."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.utils import timezone

from samenspel.accounts.actors import actor_of
from samenspel.citylinks.access import Access
from samenspel.citylinks.models import CityLink, Party


def shown(request: HttpRequest, slug: str) -> Access:
    """The link with this address and its parties, public or of the person.

    Two queries and those of access.

    Raises
    ------
    Http404
        There is none, or it is not public and of others: the same answer, so that nobody learns
        that it exists.
    """
    parties = Prefetch("parties", Party.objects.select_related("municipality"))
    found = CityLink.objects.filter(slug=slug).prefetch_related(parties).first()
    if found is None:
        raise Http404(slug)
    access = Access(actor_of(request), found, on=timezone.localdate())
    if not (found.is_public or access.is_member):
        raise Http404(slug)
    return access


def file_of(request: HttpRequest, slug: str) -> Access:
    """The same, for the pages of members.

    Raises
    ------
    Http404
        There is none, or the person is not a member: that a link has a file is no secret, what is
        in it is.
    """
    access = shown(request, slug)
    if not access.is_member:
        raise Http404(slug)
    return access
