# SPDX-License-Identifier: EUPL-1.2
"""Tasks without an arrangement or with several, tables to share, and members elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.insight.queries.coverage.page import PARTS, CoveragePage, Part, coverage_page
from samenspel.insight.queries.coverage.tables import open_table, title_of
from samenspel.insight.views.costs_drawings import bars_file
from samenspel.places.models import Country
from samenspel.places.notation import written
from samenspel.register.open_data import KINDS, open_table_response
from samenspel.register.queries.collections import collection_label, lead_note
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts, country_facts
from samenspel.register.queries.municipality.facts import KeyFigure
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import Choice, carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

ON_PAGE = 25
KEPT = ("gemeente", "land", "peildatum", "bron")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; ``error`` says what is wrong with it, ``facts`` None: no data."""

    reference: Reference
    field: ReferenceDateField
    facts: CountryFacts | None
    own: MunicipalityFacts | None
    part: Part
    error: str


def _asked(request: HttpRequest, part: str) -> Asked:
    reference, field = reference_of(request)
    facts = country_facts(reference, _country(request, reference))
    wanted = request.GET.get("gemeente", "").strip()[:100]
    own = _found(facts, wanted) if facts and wanted else None
    error = ""
    if wanted and facts and own is None:
        error = _("No municipality with this name or code exists on this date.")
    if part not in PARTS:
        error = _("This choice does not exist. It is left out.")
        part = PARTS[0]
    return Asked(reference, field, facts, own, part, error)


def _country(request: HttpRequest, reference: Reference) -> str:
    """That of the address or the municipality asked for, else the first that was loaded."""
    asked = request.GET.get("land", "")
    if reference.chosen and asked not in reference.leads:
        asked = reference.chosen.country
    found = [country.value for country in Country if country.value in reference.leads]
    return asked if asked in found else next(iter(found), "")


def _found(facts: CountryFacts, wanted: str) -> MunicipalityFacts | None:
    """By code, slug or exact name, whatever the case."""
    asked = wanted.casefold()
    return next(
        (
            m
            for m in facts.municipalities
            if asked in {m.code.casefold(), m.slug, m.name.casefold()}
        ),
        None,
    )


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """What is missing, doubled or could be shared, for a country or one municipality."""
    asked = _asked(request, request.GET.get("deel", PARTS[0])[:40] or PARTS[0])
    facts = asked.facts
    page = coverage_page(facts, asked.own.code if asked.own else "") if facts else None
    more: dict[str, object] = {}
    if facts and page:
        more = _shown(request, asked, facts, page)
    response = render_dated(
        request,
        "insight/coverage.html",
        page,
        asked.reference,
        asked.field,
        part=asked.part,
        error=asked.error,
        asked_for=asked.own,
        breadcrumb=[
            (_("Insight"), reverse("insight")),
            (_("Tasks"), ""),
        ],
        **more,
    )
    if asked.error:
        response.status_code = 400
    return response


def _shown(
    request: HttpRequest, asked: Asked, facts: CountryFacts, page: CoveragePage
) -> dict[str, object]:
    part = asked.part
    rows = {
        "taken": page.tasks,
        "dubbel": page.doubled,
        "tafels": page.shared,
        "provincie": page.outside,
    }[part]
    return {
        "reference_note": lead_note(facts.lead),
        "source_title": collection_label(facts.lead.collection),
        "figures": _figures(page),
        "tabs": _tabs(request, page, part),
        "part_title": title_of(part),
        "page_obj": Paginator(rows, ON_PAGE).get_page(request.GET.get("pagina")),
        "places": sorted(facts.municipalities, key=lambda m: (dutch_sort_key(m.name), m.code)),
        "choices": _choices(asked.reference, facts),
        "downloads": _downloads(request, part, has_picture=page.chart is not None),
        "arrangements_base": reverse("arrangements"),
        "municipalities_base": reverse("municipalities"),
        "suffix": carried(request),
    }


def _figures(page: CoveragePage) -> list[KeyFigure]:
    method = f"{reverse('methods')}#coverage"
    narrow = [row for row in page.doubled if not row.task.is_broad]
    return [
        KeyFigure(
            written(len(narrow)),
            _("tasks with two or more arrangements for a municipality"),
            _("main themes left out"),
            method,
        ),
        KeyFigure(
            written(len(page.shared)),
            _("groups of municipalities with two or more arrangements"),
            _("%(number)s arrangements")
            % {"number": written(sum(len(table.arrangements) for table in page.shared))},
            method,
        ),
        KeyFigure(
            written(len(page.outside)),
            _("arrangements where it is outside the province of most members")
            if page.own
            else _("arrangements with members outside the province"),
            "",
            method,
        ),
        KeyFigure(
            written(page.unnamed),
            _("arrangements without a task in the source"),
            _("of %(number)s arrangements") % {"number": written(page.arrangements)},
            method,
        ),
    ]


def _tabs(request: HttpRequest, page: CoveragePage, part: Part) -> list[dict[str, object]]:
    counts = {
        "taken": None,
        "dubbel": len(page.doubled),
        "tafels": len(page.shared),
        "provincie": len(page.outside),
    }
    tabs: list[dict[str, object]] = []
    for name in PARTS:
        parameters = request.GET.copy()
        parameters.pop("pagina", None)
        parameters["deel"] = name
        url = f"?{parameters.urlencode()}"
        tabs.append(
            {
                "label": title_of(name),
                "url": url,
                "current": name == part,
                "count": counts[name],
            }
        )
    return tabs


def _choices(reference: Reference, facts: CountryFacts) -> tuple[Choice, ...]:
    found = []
    for country in (c for c in Country if c.value in reference.leads):
        label = str(country.label)
        found.append(Choice(label, f"?land={country.value}", country.value == facts.country))
    return tuple(found) if len(found) > 1 else ()


def _downloads(request: HttpRequest, part: Part, *, has_picture: bool) -> list[tuple[str, str]]:
    kept = {name: request.GET[name][:100] for name in KEPT if request.GET.get(name)}
    suffix = f"?{urlencode(kept)}" if kept else ""
    kinds = ("csv", "json", "xlsx", *(["svg"] if part == "taken" and has_picture else []))
    view = "insight-coverage-download"
    return [(kind.upper(), reverse(view, args=[part, kind]) + suffix) for kind in kinds]


@require_safe
def download(request: HttpRequest, part: str, kind: str) -> HttpResponse:
    """A part of the page as ``csv``, ``json`` or ``xlsx``, the picture of tasks as ``svg``."""
    if part not in PARTS or kind not in {*KINDS, "svg"} or (kind == "svg" and part != "taken"):
        raise Http404(f"{part}.{kind}")
    asked = _asked(request, part)
    said = asked.field.error or asked.error
    if said:
        return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")
    if asked.facts is None:
        raise Http404(part)
    page = coverage_page(asked.facts, asked.own.code if asked.own else "")
    table = open_table(page, asked.part)
    if kind != "svg":
        return open_table_response(table, kind)
    if page.chart is None:
        raise Http404(kind)
    return bars_file(page.chart, table)
