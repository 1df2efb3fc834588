# SPDX-License-Identifier: EUPL-1.2
"""Opinions on paper: those that were sent for everybody, the draft for the own body."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.dialogue.models import Addressee
from samenspel.dialogue.queries.body import SentText, adoptions_of, public_steps, sent_texts
from samenspel.dialogue.reports.opinion import draft_sheet, opinion_sheet
from samenspel.dialogue.views.bodies import Body
from samenspel.dialogue.views.opinions_draft import points_of
from samenspel.dialogue.views.replies_files import sheet_response
from samenspel.paper.files import CONTENT_TYPES, MAKERS, file_name

State = Addressee.State


@require_safe
def opinion(
    request: HttpRequest, slug: str, addressee: int, version: int, kind: str
) -> HttpResponse:
    """A version that was sent, as ``pdf`` or ``docx``; others are not there."""
    body = Body(request, slug, addressee)
    found = [text for text in _sent(body) if text.version.pk == version]
    if not found or kind not in MAKERS:
        raise Http404(version)
    text = found[0]
    sheet = opinion_sheet(
        body.round,
        text.version,
        text.adoptions,
        on=text.on,
        withdrawn_on=_withdrawn_on(body, text),
        url=request.build_absolute_uri(body.url()),
    )
    return sheet_response(request, sheet, f"zienswijze-{slug}-{addressee}", kind)


def _sent(body: Body) -> tuple[SentText, ...]:
    return sent_texts(body.addressee, adoptions_of(body.addressee))


def _withdrawn_on(body: Body, text: SentText) -> date | None:
    step = public_steps(body.addressee).get(State.WITHDRAWN)
    return step.on if step and step.at >= text.version.sending.at else None


@require_safe
@never_cache
def draft(request: HttpRequest, slug: str, addressee: int, kind: str) -> HttpResponse:
    """The draft as it is now; only for people of the body, never kept by a cache."""
    body = Body(request, slug, addressee)
    body.require(seen_by=body.standing.sees_inside)
    found = body.inside.opinion
    if found is None or kind not in MAKERS:
        raise Http404(kind)
    sheet = draft_sheet(body.round, body.addressee, found, points_of(found), on=body.access.on)
    response = HttpResponse(MAKERS[kind](sheet), content_type=CONTENT_TYPES[kind])
    name = file_name(f"concept-{slug}-{addressee}", sheet, kind)
    response["Content-Language"] = get_language() or sheet.language
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
