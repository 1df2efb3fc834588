# SPDX-License-Identifier: EUPL-1.2
"""How one arrangement fits the commuting: its page, and the figures as files."""

from __future__ import annotations

import math
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.mobility.queries.fit_page import FitPage, StepRow, fit_page
from samenspel.mobility.views.drawings import FLOWS, drawing
from samenspel.mobility.views.place_downloads import DECIMALS
from samenspel.places.notation import written
from samenspel.places.queries.history import Place
from samenspel.register.exports import Cell, Column, Table, csv_response
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

COLUMNS = (
    "municipality_code",
    "municipality",
    "step",
    "jobs_to_arrangement",
    "jobs_from_arrangement",
    "share_inside_afterwards",
    "change",
    "strongest_tie_is_here",
    "reference_date",
    "year",
    "source",
)


def _asked(
    request: HttpRequest, slug: str, *, linked: bool = True
) -> tuple[FitPage, Reference, ReferenceDateField]:
    reference, field = reference_of(request)
    suffix = carried(request)

    def address(place: Place) -> str:
        # A file of the map cannot lead to other pages.
        return reverse("municipality-commuting", args=[place.slug]) + suffix if linked else ""

    page = fit_page(slug, reference, address=address)
    if page is None:
        raise Http404(slug)
    return page, reference, field


@require_safe
def fit(request: HttpRequest, slug: str) -> HttpResponse:
    """How much commuting stays inside an arrangement, and what joining and leaving change."""
    page, reference, field = _asked(request, slug)
    suffix = carried(request)
    home = reverse("arrangement", args=[slug]) + suffix
    return render_dated(
        request,
        "mobility/fit.html",
        page,
        reference,
        field,
        figures=_figures(page),
        downloads=_downloads(request, page),
        arrangement_url=home,
        breadcrumb=[
            (_("Arrangements"), reverse("arrangements")),
            (page.version.name, home),
            (_("Commuting"), ""),
        ],
    )


def _percent(fraction: float) -> str:
    return f"{written(100 * fraction, 1)}%"


def _figures(page: FitPage) -> list[dict[str, str]]:
    fit = page.fit
    if fit is None:
        return []
    return [
        {
            "value": _percent(fit.share_inside),
            "label": _("of all commuting stays inside"),
            "url": f"{reverse('methods')}#fit",
            "note": _("%(inside)s of %(commuters)s jobs")
            % {"inside": written(fit.inside, 0), "commuters": written(fit.commuters, 0)},
        },
        {
            "value": _percent(fit.self_containment_residents),
            "label": _("of the jobs of residents are inside"),
            "note": _("%(inside)s of %(residents)s jobs")
            % {"inside": written(fit.inside, 0), "residents": written(fit.residents, 0)},
        },
        {
            "value": _percent(fit.self_containment_jobs),
            "label": _("of the jobs there belong to residents"),
            "note": _("%(inside)s of %(jobs)s jobs")
            % {"inside": written(fit.inside, 0), "jobs": written(fit.jobs, 0)},
        },
    ]


def _downloads(request: HttpRequest, page: FitPage) -> list[tuple[str, str]]:
    if page.fit is None:
        return []
    asked = {key: request.GET[key] for key in ("peildatum", "bron") if request.GET.get(key)}
    suffix = f"?{urlencode(asked)}" if asked else ""
    kinds = ("csv", "json", "svg") if page.picture is not None else ("csv", "json")
    view = "arrangement-commuting-download"
    return [(kind.upper(), reverse(view, args=[page.slug, kind]) + suffix) for kind in kinds]


@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """What joining and leaving change as ``csv``, everything as ``json``, the map as ``svg``."""
    page, _reference, field = _asked(request, slug, linked=kind != "svg")
    if field.error:
        return HttpResponse(field.error, status=400, content_type="text/plain; charset=utf-8")
    makers = {"csv": _csv, "json": _json, "svg": _svg}
    if kind not in makers or page.fit is None:
        raise Http404(kind)
    return makers[kind](page)


def _name(page: FitPage) -> str:
    return f"woon-werk-{page.slug[:80]}-{page.seen_on.isoformat()}"


def _steps(page: FitPage) -> list[tuple[StepRow, str]]:
    return [(row, "joins") for row in page.all_joining] + [(row, "leaves") for row in page.leaving]


def _csv(page: FitPage) -> HttpResponse:
    flow_set = page.flow_set
    year, source = (flow_set.year, flow_set.source) if flow_set else (None, "")
    rows: list[tuple[Cell, ...]] = [
        (
            row.place.code,
            row.place.name,
            what,
            row.step.to_group,
            row.step.from_group,
            round(row.step.share_inside, DECIMALS),
            round(row.step.gain, DECIMALS),
            row.step.is_tied,
            page.seen_on,
            year,
            source,
        )
        for row, what in _steps(page)
    ]
    columns = tuple(Column(key, key) for key in COLUMNS)
    return csv_response(Table(page.version.name, columns, rows), _name(page))


def _number(value: float) -> float | None:
    return round(value, DECIMALS) if math.isfinite(value) else None


def _json(page: FitPage) -> HttpResponse:
    fit, flow_set = page.fit, page.flow_set
    assert fit is not None and flow_set is not None  # noqa: S101, PT018 - asked before
    said = {
        "arrangement": {"slug": page.slug, "name": page.version.name},
        "reference_date": page.seen_on.isoformat(),
        "year": flow_set.year,
        "source": flow_set.source,
        "licences": flow_set.collection.licences,
        "members": [{"code": m.code, "name": m.name} for m in page.members],
        "not_in_the_flows": [{"code": m.code, "name": m.name} for m in page.unmatched],
        "jobs_of_residents": fit.residents,
        "jobs_there": fit.jobs,
        "inside": fit.inside,
        "commuters": fit.commuters,
        "share_inside": _number(fit.share_inside),
        "share_of_jobs_of_residents": _number(fit.self_containment_residents),
        "share_of_jobs_there": _number(fit.self_containment_jobs),
        "steps": [
            {
                "step": what,
                "code": row.place.code,
                "name": row.place.name,
                "jobs_to_arrangement": row.step.to_group,
                "jobs_from_arrangement": row.step.from_group,
                "share_inside_afterwards": _number(row.step.share_inside),
                "change": _number(row.step.gain),
                "strongest_tie_is_here": row.step.is_tied,
            }
            for row, what in _steps(page)
        ],
        "regions": [
            {
                "core": {"code": region.core.code, "name": region.core.name},
                "members": region.members,
                "municipalities": region.municipalities,
                "share_of_arrangement": _number(region.share_of_group),
                "share_of_region": _number(region.share_of_region),
                "share_inside": _number(region.share_inside),
            }
            for region in page.regions
        ],
    }
    response = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{_name(page)}.json"'
    return response


def _svg(page: FitPage) -> HttpResponse:
    if page.picture is None or page.flow_set is None:
        raise Http404("svg")
    source = f"{page.flow_set.source} ({page.flow_set.year})"
    context: dict[str, object] = {"picture": page.picture, "source": source}
    return drawing("mobility/fit_svg.html", context, _name(page), FLOWS)
