# SPDX-License-Identifier: EUPL-1.2
"""Functional regions beside another division: page, and the table as a file."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.mobility.queries.region_compare import (
    FIRST,
    ComparePage,
    compare_page,
    division_choices,
)
from samenspel.mobility.queries.region_question import Question
from samenspel.mobility.views.regions_asking import answered, asked_of
from samenspel.register.exports import Column, Table, table_response

COLUMNS = (
    "division",
    "region",
    "municipalities",
    "functional_region",
    "core_code",
    "part",
    "share",
)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Both on one map, with figures that say how alike they are."""
    asked = asked_of(request)
    if asked.question is None:
        return redirect(f"{reverse('commuting-regions')}?{request.GET.urlencode()}")
    regions_url = reverse("commuting-regions") + asked.question.query
    choices = division_choices(asked.country, language=get_language() or "nl")
    key, error = _key(request, choices)
    context: dict[str, object] = {
        "question": asked.question,
        "choices": choices,
        "chosen": key,
        "division_error": error,
        "regions_url": regions_url,
        "breadcrumb": [
            (_("Commuting regions"), regions_url),
            (_("Compare"), ""),
        ],
    }
    if error or not choices:
        status = 400 if error else 200
        return render(request, "mobility/regions_compare.html", context, status=status)
    page = _page(request, asked.question, key)
    if page is None:
        return redirect(regions_url)
    query = f"{page.question.query}&indeling={quote(key)}"
    download_url = reverse("commuting-regions-compare-download", args=["csv"])
    context |= {"page": page, "downloads": [("CSV", download_url + query)]}
    return render(request, "mobility/regions_compare.html", context)


def _key(request: HttpRequest, choices: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """The division asked for, and what is wrong with it."""
    keys = [key for key, _name in choices]
    asked = request.GET.get("indeling", "")
    if asked:
        return asked, "" if asked in keys else _("There is no such division. Choose one.")
    return FIRST if FIRST in keys else next(iter(keys), ""), ""


def _page(request: HttpRequest, question: Question, key: str) -> ComparePage | None:
    """The comparison; None where the question has no answer or the division is not there."""
    found = answered(request, question, with_doubts=False)
    if found.answer is None:
        return None
    on = question.flow_set.division_on
    return compare_page(found.answer, key, on=on, language=get_language() or "nl")


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """Which part of each region lies in which functional region, as CSV or XLSX."""
    question = asked_of(request).question
    page = _page(request, question, request.GET.get("indeling", "") or FIRST) if question else None
    if page is None:
        raise Http404(kind)
    name = page.shown.division.name
    table = Table(
        title=name,
        columns=tuple(Column(key, key) for key in COLUMNS),
        rows=[
            (
                name,
                region.name,
                region.municipalities,
                part.system.name,
                part.system.core.code,
                part.municipalities,
                round(part.share, 4),
            )
            for region in page.regions
            for part in region.parts
        ],
    )
    filename = f"woon-werkregios-{page.question.flow_set.year}-{page.shown.division.key}"
    return table_response(table, kind, filename)
