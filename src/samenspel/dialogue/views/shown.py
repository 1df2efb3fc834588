# SPDX-License-Identifier: EUPL-1.2
"""The round of a page: found by its address, or a page that says it is not there."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone

from samenspel.accounts.actors import actor_of
from samenspel.dialogue.access import Access
from samenspel.dialogue.models import Round
from samenspel.dialogue.rules import SEE_PREPARING


def shown(request: HttpRequest, slug: str) -> Access:
    """The round with this address and what the person may do in it; one query and those of access.

    Raises
    ------
    Http404
        There is none, or it is still being prepared by others: the same answer, so that nobody
        learns that it exists.
    """
    found = Round.objects.select_related("organisation__municipality").filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    access = Access(actor_of(request), found, on=timezone.localdate())
    if found.sent_on is None and not access.holds(SEE_PREPARING):
        raise Http404(slug)
    return access
