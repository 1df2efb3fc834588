# SPDX-License-Identifier: EUPL-1.2
"""The commuting of a municipality as files: CSV and JSON with both directions, SVG of the map."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.mobility.queries.place_page import CommutingPage
from samenspel.mobility.views.drawings import FLOWS, drawing
from samenspel.mobility.views.places import asked_page, municipality_at
from samenspel.places.queries.history import Place
from samenspel.register.exports import Cell, Column, Table, csv_response

DECIMALS = 4
COLUMNS = (
    "year",
    "home_code",
    "home",
    "work_code",
    "work",
    "jobs",
    "share_of_jobs_of_residents",
    "share_of_jobs_at_work",
    "source",
)


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The flows that the page shows, as ``csv``, ``json`` or (in one direction) ``svg``."""
    page, _reference, field, error = asked_page(
        request, municipality_at(slug), linked=kind != "svg"
    )
    if field.error or error:
        text = field.error or error
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    makers = {"csv": _csv, "json": _json, "svg": _svg}
    if kind not in makers or page.flow_set is None or not page.has_figures:
        raise Http404(kind)
    return makers[kind](page)


def _name(page: CommutingPage) -> str:
    year = page.flow_set.year if page.flow_set else ""
    return f"woon-werk-{page.place.slug[:80]}-{year}"


def _rows(page: CommutingPage) -> list[tuple[Cell, ...]]:
    """Home, work and jobs with both shares; who stays first, then all flows out, then all in."""
    if page.year is None or page.flow_set is None:
        return []
    here, year, source = page.place, page.year, page.flow_set.source

    def row(
        home: Place, work: Place, jobs: float, of_residents: float | None, of_jobs: float | None
    ) -> tuple[Cell, ...]:
        shares = [None if s is None else round(s, DECIMALS) for s in (of_residents, of_jobs)]
        cells = (home.code, home.name, work.code, work.name, jobs)
        return (year.year, *cells, *shares, source)

    return [
        row(here, here, year.inside, year.stays, year.own),
        *(row(here, p.place, p.there, p.share_there, None) for p in page.outgoing),
        *(row(p.place, here, p.back, None, p.share_back) for p in page.incoming),
    ]


def _csv(page: CommutingPage) -> HttpResponse:
    table = Table(
        title=_("Commuting of %(name)s") % {"name": page.place.name},
        columns=tuple(Column(key, key) for key in COLUMNS),
        rows=_rows(page),
    )
    return csv_response(table, _name(page))


def _json(page: CommutingPage) -> HttpResponse:
    flow_set, year = page.flow_set, page.year
    assert flow_set is not None and year is not None  # noqa: S101, PT018 - the page has figures
    said = {
        "municipality": {"code": page.place.code, "name": page.place.name},
        "zones": [zone.code for zone in page.own.zones],
        "division_on": flow_set.division_on.isoformat(),
        "year": year.year,
        "unit": flow_set.unit,
        "rounded_to": flow_set.rounded_to,
        "source": flow_set.source,
        "licences": flow_set.collection.licences,
        "jobs_of_residents": year.residents,
        "jobs_there": year.jobs,
        "live_and_work_there": year.inside,
        "years": [
            {
                "year": one.year,
                "jobs_of_residents": one.residents,
                "jobs_there": one.jobs,
                "live_and_work_there": one.inside,
            }
            for one in (page.trend.years if page.trend else (year,))
        ],
        "flows": [dict(zip(COLUMNS[1:-1], row[1:-1], strict=True)) for row in _rows(page)],
    }
    response = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{_name(page)}.json"'
    return response


def _svg(page: CommutingPage) -> HttpResponse:
    if page.picture is None or page.flow_set is None:
        raise Http404("svg")
    context = {
        "drawn": page.picture,
        "source": f"{page.flow_set.source} ({page.flow_set.year})",
    }
    return drawing("mobility/place_svg.html", context, _name(page), FLOWS)
