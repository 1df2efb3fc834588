# SPDX-License-Identifier: EUPL-1.2
"""The log, for administrators."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.accounts.actors import actor_of
from samenspel.accounts.forms.people import LogForm
from samenspel.accounts.log_labels import action_label
from samenspel.accounts.queries import log as queries
from samenspel.accounts.rules import may_see_log
from samenspel.accounts.views.people import trail


@require_safe
@never_cache
@login_required
def log(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    """What was done, by whom, from where: a page, or with ``suffix`` csv a file of all lines."""
    if not may_see_log(actor_of(request), on=timezone.localdate()):
        raise PermissionDenied("may not read the log")
    labels = sorted(
        ((name, action_label(name)) for name in queries.actions()), key=lambda pair: pair[1]
    )
    form = LogForm(request.GET or None, actions=labels)
    valid = not form.is_bound or form.is_valid()
    cleaned = form.cleaned_data if form.is_bound and valid else {}
    wanted = queries.LogFilter(
        person=cleaned.get("persoon", ""),
        action=cleaned.get("actie", ""),
        first=cleaned.get("vanaf"),
        last=cleaned.get("tot_en_met"),
    )
    if suffix and valid:
        return _csv(queries.rows(wanted))
    context = {
        "form": form,
        "page": queries.log_page(wanted, page=request.GET.get("pagina", "1")) if valid else None,
        "downloads": [("CSV", f"{reverse('log-csv')}?{request.GET.urlencode()}")],
        "breadcrumb": trail((_("Log"), "")),
    }
    return render(request, "accounts/log.html", context, status=200 if valid else 400)


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: Iterable[tuple[str, ...]]) -> HttpResponseBase:
    writer = csv.writer(_Echo())

    def lines() -> Iterator[bytes]:
        for row in rows:
            yield str(writer.writerow([_harmless(cell) for cell in row])).encode()

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="logboek.csv"'
    return response


def _harmless(cell: str) -> str:
    """A spreadsheet must not read as a formula what somebody typed into a log-in form."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
