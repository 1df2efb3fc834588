# SPDX-License-Identifier: EUPL-1.2
"""The divisions of the country: the list, one division, and its downloads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.register.exports import table_response
from samenspel.register.queries.division_export import members_table
from samenspel.register.queries.divisions import division_for, division_page, divisions_page
from samenspel.register.views.reference import reference_of, render_dated


@require_safe
def divisions(request: HttpRequest) -> HttpResponse:
    """All divisions, by domain, with small maps."""
    page = divisions_page(language=get_language() or "nl")
    context = {"page": page, "breadcrumb": [(_("Regional divisions"), "")]}
    return render(request, "register/divisions.html", context)


@require_safe
def division(request: HttpRequest, key: str) -> HttpResponse:
    """One division on the reference date: map, regions, and arrangements that fit them."""
    reference, field = reference_of(request)
    page = division_page(key=key, reference=reference, language=get_language() or "nl")
    if page is None:
        raise Http404(key)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return render_dated(
        request,
        "register/division.html",
        page,
        reference,
        field,
        breadcrumb=[
            (_("Regional divisions"), reverse("divisions")),
            (page.shown.division.name, ""),
        ],
        downloads=[
            (kind.upper(), reverse("division-download", args=[key, kind]) + query)
            for kind in ("csv", "xlsx")
        ],
    )


@require_safe
def download(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The municipalities of each region on the reference date, as CSV or XLSX."""
    reference, _field = reference_of(request)
    shown = division_for(key=key, reference=reference, language=get_language() or "nl")
    if shown is None:
        raise Http404(key)
    return table_response(members_table(shown), kind, f"{key}-{reference.on.isoformat()}")
