# SPDX-License-Identifier: EUPL-1.2
"""The memo of a consideration as PDF and Word."""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.citylinks.queries.considerations import consideration_page
from samenspel.citylinks.reports.memo import memo_sheet
from samenspel.citylinks.views.considerations_shown import seen
from samenspel.paper.files import CONTENT_TYPES, MAKERS, file_name


@require_safe
@never_cache
@login_required
def memo(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The memo for executive and council: ``pdf`` or ``docx``."""
    held = seen(request, pk)
    if kind not in MAKERS:
        raise Http404(kind)
    sheet = memo_sheet(consideration_page(held, keeps=False), request.build_absolute_uri)
    content = MAKERS[kind](sheet)
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response["Content-Language"] = get_language() or sheet.language
    name = file_name(f"memo-stedenband-{held.municipality.slug}", sheet, kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return response
