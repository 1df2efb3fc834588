# SPDX-License-Identifier: EUPL-1.2
"""All arrangements in force with their fit: the list, its filter, and the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.mobility.models import FlowSet
from samenspel.mobility.queries.fit_chart import FitChart, fit_chart
from samenspel.mobility.queries.fit_list import NOT_STATED, ORDERS, FitRow, fit_rows, ordered
from samenspel.mobility.views.place_downloads import DECIMALS
from samenspel.places.models import Country
from samenspel.register import labels
from samenspel.register.exports import Cell, Column, Table, csv_response
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

ON_PAGE = 30
FIRST_ORDER = "-deel"
COUNTRY = Country.NETHERLANDS.value
COLUMNS = (
    "arrangement",
    "name",
    "domains",
    "municipalities",
    "commuters",
    "jobs_of_residents",
    "jobs_there",
    "inside",
    "share_inside",
    "share_of_jobs_of_residents",
    "share_of_jobs_there",
    "reference_date",
    "year",
    "source",
)


@dataclass(frozen=True)
class Subject:
    """A value of the filter by subject, with how many arrangements it finds."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class FitsPage:
    """The list; ``rows`` are all that the filter finds, ``shown`` the page of them."""

    flow_set: FlowSet | None
    rows: tuple[FitRow, ...]
    shown: Page[FitRow]
    total: int
    too_few: int
    subject: str
    subjects: tuple[Subject, ...]
    order: str
    chart: FitChart | None
    median: float | None


def _asked(request: HttpRequest) -> tuple[FitsPage, Reference, ReferenceDateField]:
    reference, field = reference_of(request)
    found = fit_rows(reference, COUNTRY)
    # Put together here: hundreds of addresses on one page.
    base, suffix = reverse("arrangements"), carried(request)
    subject = request.GET.get("onderwerp", "")[:80]
    order = request.GET.get("sortering", "")
    if order.removeprefix("-") not in ORDERS:
        order = FIRST_ORDER
    kept = [row for row in found.rows if not subject or subject in _keys(row)]
    rows = ordered(kept, order)
    page = FitsPage(
        flow_set=found.flow_set,
        rows=rows,
        shown=Paginator(rows, ON_PAGE).get_page(request.GET.get("pagina")),
        total=len(found.rows),
        too_few=found.too_few,
        subject=subject,
        subjects=_subjects(found.rows),
        order=order,
        chart=fit_chart(rows, address=lambda slug: f"{base}{slug}/woon-werk/{suffix}"),
        median=_median([row.share_inside for row in rows]),
    )
    return page, reference, field


def _keys(row: FitRow) -> tuple[str, ...]:
    return row.domains or (NOT_STATED,)


def _subjects(rows: Sequence[FitRow]) -> tuple[Subject, ...]:
    numbers = Counter(key for row in rows for key in _keys(row))
    found = [
        Subject(key, _("not stated") if key == NOT_STATED else labels.domain(key), number)
        for key, number in numbers.items()
    ]
    return tuple(sorted(found, key=lambda s: (s.key == NOT_STATED, s.label.casefold(), s.key)))


def _median(values: Sequence[float]) -> float | None:
    if not values:
        return None
    listed = sorted(values)
    return (listed[(len(listed) - 1) // 2] + listed[len(listed) // 2]) / 2


@require_safe
def fits(request: HttpRequest) -> HttpResponse:
    """All arrangements in force, ordered by how much commuting stays inside."""
    page, reference, field = _asked(request)
    names = ("onderwerp", "sortering", "peildatum", "bron")
    asked = {name: request.GET[name] for name in names if request.GET.get(name)}
    suffix = f"?{urlencode(asked)}" if asked else ""
    view = "arrangements-commuting-download"
    return render_dated(
        request,
        "mobility/fits.html",
        page,
        reference,
        field,
        page_obj=page.shown,
        suffix=carried(request),
        arrangements_base=reverse("arrangements"),
        downloads=[(kind.upper(), reverse(view, args=[kind]) + suffix) for kind in ("csv", "json")],
        breadcrumb=[
            (_("Arrangements"), reverse("arrangements")),
            (_("Fit with the commuting"), ""),
        ],
    )


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The arrangements that the filter finds, in its order, as ``csv`` or ``json``."""
    page, reference, field = _asked(request)
    if field.error:
        return HttpResponse(field.error, status=400, content_type="text/plain; charset=utf-8")
    if kind not in {"csv", "json"} or page.flow_set is None:
        raise Http404(kind)
    rows = [_cells(row, reference, page.flow_set) for row in page.rows]
    name = f"woon-werk-samenwerkingen-{reference.on.isoformat()}"
    if kind == "csv":
        columns = tuple(Column(key, key) for key in COLUMNS)
        return csv_response(Table(_("Fit with the commuting"), columns, rows), name)
    said = {"arrangements": [dict(zip(COLUMNS, row, strict=True)) for row in rows]}
    response = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


def _cells(row: FitRow, reference: Reference, flow_set: FlowSet) -> tuple[Cell, ...]:
    share = row.share
    shares = (share.share_inside, share.of_residents, share.of_jobs)
    return (
        row.slug,
        row.name,
        row.domain_names,
        row.members,
        share.commuters,
        share.residents,
        share.jobs,
        share.inside,
        *(None if value is None else round(value, DECIMALS) for value in shares),
        reference.on,
        flow_set.year,
        flow_set.source,
    )
