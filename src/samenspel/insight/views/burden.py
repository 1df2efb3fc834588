# SPDX-License-Identifier: EUPL-1.2
"""The burden of arrangements: the country in figures, as files, and as a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.insight.queries.burden.page import (
    BY_KEY,
    CHOICES,
    ORDERS,
    BurdenPage,
    SizeRow,
    burden_map,
    burden_page,
    burden_table,
    ordered,
    per_year,
)
from samenspel.insight.queries.country.strips import size_name
from samenspel.insight.views.country_drawings import map_file
from samenspel.places.models import Country
from samenspel.places.notation import written
from samenspel.register.open_data import KINDS, open_table_response
from samenspel.register.queries.collections import collection_label, lead_note
from samenspel.register.queries.facts import CountryFacts, country_facts
from samenspel.register.queries.municipality.facts import KeyFigure
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import Choice, carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

ON_PAGE = 50
DRAWN = (*KINDS, "svg")
KEPT = ("maat", "per", "land", "peildatum", "bron")
PER = "10000"


@dataclass(frozen=True)
class _Asked:
    """What the address asks for; ``facts`` is None where nothing was loaded."""

    facts: CountryFacts | None
    country: Country | None
    countries: tuple[Country, ...]
    reference: Reference
    field: ReferenceDateField


def _asked(request: HttpRequest) -> _Asked:
    reference, field = reference_of(request)
    countries = tuple(country for country in Country if country.value in reference.leads)
    wanted = request.GET.get("land", "")
    if reference.chosen and wanted not in reference.leads:
        wanted = reference.chosen.country
    first = countries[0] if countries else None
    country = next((one for one in countries if one.value == wanted), first)
    facts = None if country is None else country_facts(reference, country.value)
    return _Asked(facts, country, countries, reference, field)


def _page(request: HttpRequest, facts: CountryFacts) -> BurdenPage:
    choice = BY_KEY.get(request.GET.get("maat", ""), CHOICES[0])
    return burden_page(facts, choice, per=request.GET.get("per") == PER)


@require_safe
def burden(request: HttpRequest) -> HttpResponse:
    """How much work taking part is, for every municipality of a country."""
    asked = _asked(request)
    if asked.facts is None or asked.country is None:
        breadcrumb = _breadcrumb()
        return render_dated(
            request, "insight/burden.html", None, asked.reference, asked.field,
            breadcrumb=breadcrumb,
        )  # fmt: skip
    page = _page(request, asked.facts)
    order = request.GET.get("sortering", "")
    if order.removeprefix("-") not in ORDERS:
        order = f"-{page.choice.key}"
    base, suffix = reverse("municipalities"), carried(request)
    rows = Paginator(ordered(page.rows, order), ON_PAGE).get_page(request.GET.get("pagina"))
    files = _query(request, KEPT)
    return render_dated(
        request,
        "insight/burden.html",
        page,
        asked.reference,
        asked.field,
        reference_note=lead_note(asked.facts.lead),
        picture=burden_map(page, address=lambda slug: f"{base}{slug}/{suffix}"),
        figures=_key_figures(page),
        figure_choices=_figure_choices(request, page),
        per_choices=_per_choices(request, page),
        country_choices=_country_choices(request, asked),
        page_obj=rows,
        table_rows=[(row, _labelled(row.shown)) for row in rows],
        sizes=_sizes(page),
        choices=CHOICES,
        municipalities_base=base,
        suffix=suffix,
        source_title=collection_label(asked.facts.lead.collection),
        downloads=[
            (kind.upper(), reverse("burden-download", args=[kind]) + files) for kind in DRAWN
        ],
        breadcrumb=_breadcrumb(),
    )


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """All figures of every municipality as ``csv``, ``json`` or ``xlsx``; the map as ``svg``."""
    asked = _asked(request)
    if asked.field.error:
        return HttpResponse(asked.field.error, status=400, content_type="text/plain; charset=utf-8")
    if asked.facts is None or kind not in DRAWN:
        raise Http404(kind)
    page = _page(request, asked.facts)
    table = burden_table(page)
    if kind != "svg":
        return open_table_response(table, kind)
    # A file cannot lead to other pages.
    picture = burden_map(page, address=lambda _slug: "")
    return map_file(picture, table.name, _("Source: %(source)s") % {"source": table.sources[0]})


def _labelled(values: tuple[Any, ...]) -> list[tuple[object, Any]]:
    """Each figure with its name, for tables that become cards on a phone."""
    return [(choice.label, value) for choice, value in zip(CHOICES, values, strict=True)]


def _sizes(page: BurdenPage) -> list[tuple[str, SizeRow, Any, list[tuple[object, Any]]]]:
    """Name of the size, the row, the median of the chosen figure, and those of the others."""
    found = []
    for row in page.sizes:
        name = _("size unknown") if row.size is None else size_name(row.size)
        others = _labelled(row.medians)
        _label, own = others.pop(page.place)
        found.append((name, row, own, others))
    return found


def _breadcrumb() -> list[tuple[str, str]]:
    return [(_("Insight"), reverse("insight")), (_("Administrative burden"), "")]


def _query(request: HttpRequest, names: tuple[str, ...]) -> str:
    kept = {name: request.GET[name][:100] for name in names if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def _with(request: HttpRequest, **changes: str) -> str:
    """The address of this page with other choices, from its first lines."""
    parameters = request.GET.copy()
    for name in ("pagina", "sortering"):
        parameters.pop(name, None)
    for name, value in changes.items():
        parameters[name] = value
    return f"?{parameters.urlencode()}"


def _figure_choices(request: HttpRequest, page: BurdenPage) -> list[Choice]:
    return [
        Choice(str(one.label), _with(request, maat=one.key), one == page.choice) for one in CHOICES
    ]


def _per_choices(request: HttpRequest, page: BurdenPage) -> list[Choice]:
    return [
        Choice(_("In total"), _with(request, per="totaal"), not page.per),
        Choice(_("Per 10,000 inhabitants"), _with(request, per=PER), page.per),
    ]


def _country_choices(request: HttpRequest, asked: _Asked) -> list[Choice]:
    if len(asked.countries) < 2:
        return []
    parameters = request.GET.copy()
    # A source is of one country; the other has its own.
    for name in ("bron", "pagina"):
        parameters.pop(name, None)
    found = []
    for country in asked.countries:
        parameters["land"] = country.value
        address = f"?{parameters.urlencode()}"
        found.append(Choice(str(country.label), address, country == asked.country))
    return found


def _key_figures(page: BurdenPage) -> list[KeyFigure]:
    note = _("in the middle municipality")
    if page.per:
        note = _("per 10,000 inhabitants, in the middle municipality")
    return [
        KeyFigure(
            written(median, page.decimals),
            per_year(choice),
            note,
            f"{reverse('methods')}#burden",
        )
        for choice, median in zip(CHOICES, page.medians, strict=True)
    ]
