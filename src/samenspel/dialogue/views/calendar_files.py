# SPDX-License-Identifier: EUPL-1.2
"""Calendars to subscribe to (iCalendar): of a round, a municipality, an arrangement.

They say what everybody may see: nothing of a round that is being prepared, and no drafts.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.dialogue.icalendars import DayEvent, calendar_file
from samenspel.dialogue.models import Round
from samenspel.dialogue.queries.day_events import (
    events_of_arrangement,
    events_of_municipality,
    events_of_round,
)
from samenspel.places.models import Municipality
from samenspel.register.queries.history_page import current_version
from samenspel.register.rules import predecessors


@require_safe
def of_round(request: HttpRequest, slug: str) -> HttpResponse:
    """The last days of one round, and the meetings of the board."""
    found = Round.objects.filter(slug=slug, sent_on__isnull=False).first()
    if found is None:
        raise Http404(slug)
    return _file(found.title, slug, events_of_round(found, request.build_absolute_uri))


@require_safe
def of_municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """Every dialogue in which the council or the executive of a municipality is asked."""
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    everybody = predecessors({found.pk})[found.pk]
    name = _("Dialogues: %(name)s") % {"name": found.name}
    return _file(name, slug, events_of_municipality(everybody, request.build_absolute_uri))


@require_safe
def of_arrangement(request: HttpRequest, slug: str) -> HttpResponse:
    """Every dialogue about an arrangement."""
    version = current_version(slug)
    if version is None:
        raise Http404(slug)
    name = _("Dialogues: %(name)s") % {"name": version.name}
    return _file(name, slug, events_of_arrangement(slug, request.build_absolute_uri))


def _file(name: str, slug: str, events: Iterable[DayEvent]) -> HttpResponse:
    answer = HttpResponse(calendar_file(name, events), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{slug[:80]}.ics"'
    return answer
