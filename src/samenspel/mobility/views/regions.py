# SPDX-License-Identifier: EUPL-1.2
"""The page of functional regions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.mobility.queries.region_page import RegionsPage, SystemRow, regions_page
from samenspel.mobility.queries.region_question import Question
from samenspel.mobility.queries.region_systems import System
from samenspel.mobility.views.regions_asking import Asked, answered, asked_of

KINDS = ("csv", "json", "geojson", "svg")
FAILED = 422
"""Requirements that are fine by themselves, but give no regions with these flows."""

SORTINGS: dict[str, Callable[[System], object]] = {
    "naam": lambda s: s.name.lstrip("'’").casefold(),
    "gemeenten": lambda s: len(s.members),
    "inwoners": lambda s: s.residents,
    "banen": lambda s: s.jobs,
    "blijft": lambda s: s.stays or 0.0,
    "eigen": lambda s: s.own or 0.0,
}


@require_safe
def commuting(request: HttpRequest) -> HttpResponse:
    """The section as a whole leads to its regions."""
    return redirect("commuting-regions")


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """Functional regions of a year: map, table, what is in doubt, and ways to ask otherwise."""
    asked = asked_of(request)
    context: dict[str, object] = {
        "form": asked.form,
        "asked": asked,
        "breadcrumb": [(_("Commuting regions"), "")],
    }
    if asked.question is None:
        return render(request, "mobility/regions.html", context, status=_status(asked))
    found = answered(request, asked.question)
    context |= {"question": asked.question, "found": found}
    if found.answer is None:
        return render(request, "mobility/regions.html", context, status=FAILED)
    page = regions_page(found.answer)
    context |= {
        "page": page,
        "rows": sorted_rows(page.rows, request.GET.get("sortering", "")),
        "downloads": downloads(page),
        "compare_url": reverse("commuting-regions-compare") + page.question.query,
    }
    return render(request, "mobility/regions.html", context)


def _status(asked: Asked) -> int:
    return 400 if asked.sets else 200


def sorted_rows(rows: Sequence[SystemRow], sorting: str) -> list[SystemRow]:
    """Rows by ``?sortering=``; as they are (the largest first) where it names no column."""
    key = SORTINGS.get(sorting.removeprefix("-"))
    if key is None:
        return list(rows)
    by = key
    return sorted(rows, key=lambda row: by(row.system), reverse=sorting.startswith("-"))  # type: ignore[arg-type, return-value]


def downloads(page: RegionsPage) -> list[tuple[str, str]]:
    """The files of the regions that the page shows."""
    return [
        (_LABELS.get(kind, kind.upper()), download_url(page.question, kind))
        for kind in KINDS
        if kind not in {"svg", "geojson"} or page.picture.picture.areas
    ]


_LABELS = {"geojson": "GeoJSON"}


def download_url(question: Question, kind: str) -> str:
    """The address of a file."""
    return reverse("commuting-regions-download", args=[kind]) + question.query
