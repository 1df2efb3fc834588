# SPDX-License-Identifier: EUPL-1.2
"""The pages for the council of a municipality and for the joint councils of an arrangement."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib.auth import SESSION_KEY
from django.db.models import Exists, OuterRef, Q, Value
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.accounts.actors import actor_of
from samenspel.accounts.models import Role
from samenspel.accounts.rules import Tie
from samenspel.insight.queries.council import council_page
from samenspel.insight.queries.council.joint import councils_page
from samenspel.insight.queries.council.page import CouncilPage, CouncilsPage
from samenspel.insight.queries.council.tables import (
    council_json,
    council_tables,
    councils_json,
    councils_tables,
)
from samenspel.insight.rules import KEEP_REPRESENTATIVES
from samenspel.places.models import Municipality, on_date
from samenspel.register.open_data import OpenTable, open_table_response
from samenspel.register.queries.collections import lead_note
from samenspel.register.views.home import carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

Tables = Mapping[str, Callable[[], OpenTable]]


def _may_keep(request: HttpRequest) -> Exists | Value:
    """Whether to offer filling in who sits there, to ask together with a municipality.

    It only decides about a link; the page behind it asks the rule again.
    """
    user_id = str(request.session.get(SESSION_KEY, "")) if hasattr(request, "session") else ""
    if not user_id:
        return Value(value=False)
    own = [kind for kind, ties in KEEP_REPRESENTATIVES.allowed.items() if Tie.OTHER not in ties]
    every = [kind for kind in KEEP_REPRESENTATIVES.allowed if kind not in own]
    return Exists(
        Role.objects.filter(on_date(timezone.localdate()), user_id=user_id, user__is_active=True)
        .filter(
            Q(kind__in=every) | Q(kind__in=own, organisation__municipality=OuterRef("pk"))
        )
    )  # fmt: skip


def _municipality(request: HttpRequest, slug: str) -> tuple[Municipality, bool]:
    found = (
        Municipality.objects.select_related("province")
        .annotate(may_keep=_may_keep(request))
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise Http404(slug)
    return found, bool(found.may_keep)


@require_safe
def municipality_council(request: HttpRequest, slug: str) -> HttpResponse:
    """The one A4 of a council: what we are in, who sits there, what it costs, what to ask."""
    municipality, may_keep = _municipality(request, slug)
    reference, field = reference_of(request)
    page = council_page(municipality, reference, reference.today, actor=actor_of(request))
    return render_dated(
        request,
        "insight/council.html",
        page,
        reference,
        field,
        reference_note=lead_note(reference.lead(municipality.country)),
        may_keep=may_keep,
        downloads=_downloads(request, "municipality-council", slug, council_tables(page)),
        breadcrumb=[
            (_("Municipalities"), reverse("municipalities")),
            (municipality.name, municipality.get_absolute_url()),
            (_("For the council"), ""),
        ],
    )


@require_safe
def arrangement_councils(request: HttpRequest, slug: str) -> HttpResponse:
    """The one A4 for the joint councils of an arrangement."""
    reference, field = reference_of(request)
    page = councils_page(slug, reference, reference.today)
    if page is None:
        raise Http404(slug)
    return render_dated(
        request,
        "insight/councils.html",
        page,
        reference,
        field,
        reference_note=lead_note(reference.lead(page.country)),
        downloads=_downloads(request, "arrangement-councils", slug, councils_tables(page)),
        breadcrumb=[
            (_("Arrangements"), reverse("arrangements")),
            (page.name, page.url),
            (_("For the councils"), ""),
        ],
    )


def _downloads(
    request: HttpRequest, view: str, slug: str, tables: Tables
) -> dict[str, list[tuple[str, str]]]:
    """By table the ways to download it; under ``all`` the whole page."""
    suffix = carried(request)
    found = {
        name: [
            (kind.upper(), reverse(f"{view}-table", args=[slug, name, kind]) + suffix)
            for kind in ("csv", "json", "xlsx")
        ]
        for name in tables
    }
    return {**found, "all": [("JSON", reverse(f"{view}-json", args=[slug]) + suffix)]}


@require_safe
def municipality_table(request: HttpRequest, slug: str, table: str, kind: str) -> HttpResponse:
    """One table of the page of a council, as CSV, JSON or XLSX."""
    found = _council_of(request, slug)
    return found if isinstance(found, HttpResponse) else _handed(council_tables(found), table, kind)


@require_safe
def municipality_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole page of a council."""
    found = _council_of(request, slug)
    if isinstance(found, HttpResponse):
        return found
    return _json(council_json(found), f"raad-{slug}-{found.on.isoformat()}")


@require_safe
def arrangement_table(request: HttpRequest, slug: str, table: str, kind: str) -> HttpResponse:
    """One table of the page of joint councils, as CSV, JSON or XLSX."""
    found = _councils_of(request, slug)
    return (
        found if isinstance(found, HttpResponse) else _handed(councils_tables(found), table, kind)
    )


@require_safe
def arrangement_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole page of joint councils."""
    found = _councils_of(request, slug)
    if isinstance(found, HttpResponse):
        return found
    return _json(councils_json(found), f"raden-{slug[:120]}-{found.on.isoformat()}")


def _council_of(request: HttpRequest, slug: str) -> CouncilPage | HttpResponse:
    municipality, _may = _municipality(request, slug)
    reference, field = reference_of(request)
    if field.error:
        return _refused(field)
    return council_page(municipality, reference, reference.today)


def _councils_of(request: HttpRequest, slug: str) -> CouncilsPage | HttpResponse:
    reference, field = reference_of(request)
    if field.error:
        return _refused(field)
    page = councils_page(slug, reference, reference.today)
    if page is None:
        raise Http404(slug)
    return page


def _refused(field: ReferenceDateField) -> HttpResponse:
    return HttpResponse(field.error, status=400, content_type="text/plain; charset=utf-8")


def _handed(tables: Tables, table: str, kind: str) -> HttpResponse:
    if table not in tables:
        raise Http404(table)
    return open_table_response(tables[table](), kind)


def _json(content: dict[str, object], filename: str) -> HttpResponse:
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{filename}.json"'
    return response
