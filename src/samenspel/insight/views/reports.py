# SPDX-License-Identifier: EUPL-1.2
"""The pages of councils as files to print or to edit: PDF and Word."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samenspel.insight.queries.council import council_page
from samenspel.insight.queries.council.joint import councils_page
from samenspel.insight.reports.council import council_sheet
from samenspel.insight.reports.councils import councils_sheet
from samenspel.insight.reports.wording import Address, dated
from samenspel.paper.files import CONTENT_TYPES, MAKERS, file_name
from samenspel.paper.sheet import Sheet
from samenspel.places.models import Municipality
from samenspel.register.views.home import carried
from samenspel.register.views.reference import reference_of


@require_safe
def municipality(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The page of the council of a municipality as ``pdf`` or ``docx``."""
    reference, field = reference_of(request)
    if field.error:
        return _refused(field.error)
    found = Municipality.objects.select_related("province").filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    page = council_page(found, reference, reference.today)
    return _file(request, council_sheet(page, address_of(request)), f"raad-{slug}", kind)


@require_safe
def arrangement(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The page of the joint councils of an arrangement as ``pdf`` or ``docx``."""
    reference, field = reference_of(request)
    if field.error:
        return _refused(field.error)
    page = councils_page(slug, reference, reference.today)
    if page is None:
        raise Http404(slug)
    return _file(request, councils_sheet(page, address_of(request)), f"raden-{slug}", kind)


def address_of(request: HttpRequest) -> Address:
    """Whole addresses on this site, with the reference date of the request."""
    return dated(request.build_absolute_uri, carried(request))


def _refused(error: str) -> HttpResponse:
    return HttpResponse(error, status=400, content_type="text/plain; charset=utf-8")


def _file(request: HttpRequest, sheet: Sheet, slug: str, kind: str) -> HttpResponse:
    """The file; a browser that has it already gets no second copy."""
    content = MAKERS[kind](sheet)
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response["Content-Language"] = get_language() or sheet.language
    response["Content-Disposition"] = f'attachment; filename="{file_name(slug, sheet, kind)}"'
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
