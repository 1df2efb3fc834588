# SPDX-License-Identifier: EUPL-1.2
"""City links as open data: a page with the tables, and each as CSV, JSON or XLSX."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.citylinks.queries.open_data import TABLES
from samenspel.register.open_data import KINDS, open_table_response


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What there is, with the columns of each table."""
    today = timezone.localdate()
    context = {
        "tables": [
            (
                table(on=today),
                [
                    (kind.upper(), reverse("citylinks-download", args=[name, kind]))
                    for kind in KINDS
                ],
            )
            for name, table in TABLES.items()
        ],
        "breadcrumb": [
            (_("City links"), reverse("citylinks")),
            (_("Open data"), ""),
        ],
    }
    return render(request, "citylinks/open_data.html", context)


@require_safe
def download(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """One table as a file."""
    if name not in TABLES:
        raise Http404(name)
    return open_table_response(TABLES[name](on=timezone.localdate()), kind)
