# SPDX-License-Identifier: EUPL-1.2
"""The reply memo and the points of one council as files."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samenspel.dialogue.queries.memo import memo_of
from samenspel.dialogue.queries.points import points_page
from samenspel.dialogue.reports.replies import memo_sheet, memo_table, points_sheet, points_table
from samenspel.dialogue.views.shown import shown
from samenspel.paper.files import CONTENT_TYPES, MAKERS, file_name
from samenspel.paper.sheet import Sheet
from samenspel.register.open_data import open_table_response


@require_safe
def memo(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The published memo: ``pdf`` or ``docx`` to read, ``csv``, ``xlsx`` or ``json`` as data."""
    access = shown(request, slug)
    found = memo_of(access.round)
    if found is None:
        raise Http404(slug)
    if kind in MAKERS:
        sheet = memo_sheet(access.round, found, request.build_absolute_uri)
        return sheet_response(request, sheet, f"antwoorden-{slug}", kind)
    return open_table_response(memo_table(access.round, found), kind)


@require_safe
def points(request: HttpRequest, slug: str, addressee: int, kind: str) -> HttpResponse:
    """The points of one council with their replies."""
    access = shown(request, slug)
    page = points_page(access.round, addressee)
    if page is None:
        raise Http404(addressee)
    if kind in MAKERS:
        sheet = points_sheet(access.round, page, request.build_absolute_uri, on=access.on)
        return sheet_response(request, sheet, f"punten-{slug}-{addressee}", kind)
    return open_table_response(points_table(access.round, page, on=access.on), kind)


def sheet_response(request: HttpRequest, sheet: Sheet, name: str, kind: str) -> HttpResponse:
    """The file; a browser that has it already gets no second copy."""
    content = MAKERS[kind](sheet)
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response["Content-Language"] = get_language() or sheet.language
    response["Content-Disposition"] = f'attachment; filename="{file_name(name, sheet, kind)}"'
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
