# SPDX-License-Identifier: EUPL-1.2
"""Votes and power on any board that somebody writes down."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.insight.queries.votes.free import FreeAsked, FreePage, free_page
from samenspel.insight.queries.votes.table import votes_table
from samenspel.insight.views.votes_shown import figures, file_links, svg_response, thresholds
from samenspel.register.open_data import open_table_response


def _asked(request: HttpRequest) -> FreePage:
    given = request.GET
    return free_page(
        FreeAsked(
            text=given.get("leden", ""),
            threshold=given.get("drempel", ""),
            own=given.get("aantal", ""),
            first=given.get("eerst", ""),
            first_quota=given.get("eerstaantal", ""),
        )
    )


@require_safe
def power(request: HttpRequest) -> HttpResponse:
    """Who has how much power on the board in the address, beside the board it began as."""
    page = _asked(request)
    has_files = page.found is not None
    context = {
        "page": page,
        "found": page.found,
        "figures": figures(page.found),
        "shows_law": not page.is_example,
        "downloads": file_links(request, "voting-power-download") if has_files else [],
        "thresholds": thresholds(),
        "fresh_url": _fresh_url(page),
        "breadcrumb": [(_("Insight"), reverse("insight")), (_("Voting power"), "")],
    }
    return render(request, "insight/votes_free.html", context, status=400 if page.errors else 200)


def _fresh_url(page: FreePage) -> str:
    """This board as the one that what follows is laid beside."""
    asked = {"leden": page.text, "drempel": page.threshold, "aantal": page.own}
    return f"?{urlencode(asked)}"


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The figures as ``csv``, ``json`` or ``xlsx``, the drawing as ``svg``."""
    page = _asked(request)
    if page.found is None or page.chart is None:
        text = " ".join(page.errors)
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    title = _("Votes and power on a board")
    if kind == "svg":
        return svg_response(page.chart, title, "stemkracht")
    table = votes_table(
        page.found,
        name="stemkracht",
        title=title,
        on=timezone.localdate(),
        sources=(_("Votes as the reader wrote them: %(url)s") % {"url": reverse("voting-power")},),
        licences=(),
    )
    return open_table_response(table, kind)
