# SPDX-License-Identifier: EUPL-1.2
"""The country at a glance, and its figures and pictures as files."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.insight.forms.country import CountryForm
from samenspel.insight.queries.country.bars import bars, statistic
from samenspel.insight.queries.country.map import country_map, figure
from samenspel.insight.queries.country.page import (
    PLACE_ORDERS,
    CountryPage,
    PlaceRow,
    country_page,
    ordered_groups,
    ordered_places,
)
from samenspel.insight.queries.country.strips import group_name, strips
from samenspel.insight.queries.country.tables import PARTS, open_table
from samenspel.insight.views.country_drawings import part_drawing
from samenspel.places.models import Country
from samenspel.places.notation import written
from samenspel.register.open_data import KINDS, open_table_response
from samenspel.register.queries.collections import collection_label, lead_note
from samenspel.register.queries.facts import CountryFacts, country_facts
from samenspel.register.queries.municipality.facts import KeyFigure
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import Choice, carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

ON_PAGE = 25
FIRST_ORDER = "-waarde"
KEPT = ("land", "maat", "gemeente", "vorm", "domein", "sortering", "peildatum", "bron")
DRAWN = ("svg", *KINDS)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; ``facts`` are None where nothing has been loaded."""

    reference: Reference
    field: ReferenceDateField
    facts: CountryFacts | None
    form: CountryForm | None
    page: CountryPage | None


def shown_country(request: HttpRequest, reference: Reference) -> str:
    """The country in the address, else that of the chosen source, else the first; may be empty."""
    asked = request.GET.get("land", "")
    if asked not in reference.leads and reference.chosen:
        asked = reference.chosen.country
    found = [c.value for c in Country if c.value in reference.leads]
    return asked if asked in found else next(iter(found), "")


def country_choices(request: HttpRequest, reference: Reference, shown: str) -> tuple[Choice, ...]:
    """Ways to see the page for another country; what is of one country is not taken along."""
    found = []
    for country in (c for c in Country if c.value in reference.leads):
        parameters = request.GET.copy()
        for name in ("bron", "gemeente", "vorm", "domein", "pagina"):
            parameters.pop(name, None)
        parameters["land"] = country.value
        label = str(country.label)
        found.append(Choice(label, f"?{parameters.urlencode()}", country.value == shown))
    return tuple(found) if len(found) > 1 else ()


def _asked(request: HttpRequest) -> Asked:
    reference, field = reference_of(request)
    facts = country_facts(reference, shown_country(request, reference))
    if facts is None:
        return Asked(reference, field, None, None, None)
    form = CountryForm(request.GET, facts)
    page = country_page(facts, form.measure, form=form.legal_form, domain=form.domain, own=form.own)
    return Asked(reference, field, facts, form, page)


@require_safe
def country(request: HttpRequest) -> HttpResponse:
    """One measure of every municipality: map, distribution, by province and by size."""
    asked = _asked(request)
    breadcrumb = [(_("Insight"), "")]
    page, form = asked.page, asked.form
    if page is None or form is None:
        return render_dated(
            request, "insight/country.html", None, asked.reference, asked.field,
            breadcrumb=breadcrumb,
        )  # fmt: skip
    base, suffix = reverse("municipalities"), carried(request)
    order = _order(request)
    response = render_dated(
        request,
        "insight/country.html",
        page,
        asked.reference,
        asked.field,
        reference_note=lead_note(page.facts.lead),
        form=form,
        picture=country_map(page, address=lambda slug: f"{base}{slug}/{suffix}"),
        bars=bars(page),
        province_strips=strips(page, page.provinces, key="provinces", of_size=False),
        size_strips=strips(page, page.sizes, key="sizes", of_size=True),
        provinces=ordered_groups(page.provinces, order),
        sizes=[(group_name(group, of_size=True), group) for group in page.sizes],
        page_obj=Paginator(places_in_order(page, order), ON_PAGE).get_page(
            request.GET.get("pagina")
        ),
        figures=_figures(page),
        downloads={part: downloads(request, part) for part in PARTS},
        entrances=_entrances(request),
        choices=country_choices(request, asked.reference, page.facts.country),
        source_title=collection_label(page.facts.lead.collection),
        municipalities_base=base,
        suffix=suffix,
        breadcrumb=breadcrumb,
    )
    if form.errors:
        response.status_code = 400
    return response


def _order(request: HttpRequest) -> str:
    """The order of the address; the list of municipalities has one of its own when it is not."""
    return request.GET.get("sortering", "")[:40]


def places_in_order(page: CountryPage, order: str) -> tuple[PlaceRow, ...]:
    """Municipalities as the address orders them, else the highest first."""
    known = order.removeprefix("-") in PLACE_ORDERS
    return ordered_places(page.rows, order if known else FIRST_ORDER)


def downloads(request: HttpRequest, part: str) -> list[tuple[str, str]]:
    """Files of a part of the page, with what the address asks for."""
    asked = {name: request.GET[name][:100] for name in KEPT if request.GET.get(name)}
    suffix = f"?{urlencode(asked)}" if asked else ""
    address = "insight-download"
    return [(kind.upper(), reverse(address, args=[part, kind]) + suffix) for kind in DRAWN]


def _figures(page: CountryPage) -> list[KeyFigure]:
    found = page.summary
    if found is None:
        return []
    decimals, methods = page.measure.decimals, reverse("methods")
    unknown = _("%(number)s without a figure") % {"number": page.unknown} if page.unknown else ""
    figures = [
        KeyFigure(
            statistic(found.median, decimals),
            _("median of %(number)s municipalities") % {"number": written(found.number)},
            unknown,
            f"{methods}#distribution",
        ),
        KeyFigure(written(found.least, decimals), _("lowest"), _names(page, found.least)),
        KeyFigure(written(found.most, decimals), _("highest"), _names(page, found.most)),
    ]
    own = page.own
    if own is not None:
        place = _("place %(rank)s of %(number)s, from the highest") % {
            "rank": own.rank,
            "number": found.number,
        }
        figures.append(
            KeyFigure(
                figure(own.value, decimals),
                own.facts.name,
                place if own.rank else "",
                reverse("municipality", args=[own.facts.slug]),
            )
        )
    return figures


def _names(page: CountryPage, value: float) -> str:
    """Who has a figure: at most two of them by name."""
    names = [row.facts.name for row in page.rows if row.value == value]
    if len(names) > 2:
        return _("%(number)s municipalities") % {"number": len(names)}
    return _(" and ").join(names)


def _entrances(request: HttpRequest) -> list[tuple[str, str, str]]:
    """What else there is to see of a country: address, title and a sentence, where it exists."""
    suffix = carried(request)
    offered = (
        (
            "insight-change",
            _("What changed?"),
            _("Which arrangements began and ended, and who joined or left."),
        ),
        (
            "insight-network",
            _("Who works with whom?"),
            _("All municipalities and how much they share, as a map and a table."),
        ),
        (
            "insight-coverage",
            _("Tasks: none, one or two arrangements"),
            _("Where a task lacks an arrangement, or has two."),
        ),
        (
            "burden",
            _("Work for boards and officials"),
            _("Seats, meetings, hours and papers, and what we assume about them."),
        ),
        (
            "voting-power",
            _("Who decides in a board?"),
            _("Compute how much influence votes give, and try other votes."),
        ),
        (
            "cost-sharing",
            _("Sharing costs"),
            _("Compare keys to divide costs, and who pays more or less."),
        ),
        (
            "methods",
            _("How we compute"),
            _("Every definition with an example, its source and its limits."),
        ),
    )
    found = []
    for view, title, sentence in offered:
        try:
            address = reverse(view)
        except NoReverseMatch:
            continue  # a part that this installation does not have
        found.append((address + suffix, title, sentence))
    return found


@require_safe
def download(request: HttpRequest, part: str, kind: str) -> HttpResponse:
    """One table as ``csv``, ``json`` or ``xlsx``, or its picture as ``svg``."""
    asked = _asked(request)
    if asked.field.error or (asked.form is not None and asked.form.errors):
        said = asked.field.error or _("This choice does not exist. It is left out.")
        return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")
    page = asked.page
    if part not in PARTS or kind not in DRAWN or page is None:
        raise Http404(f"{part}.{kind}")
    table = open_table(page, part, order=places_in_order(page, _order(request)))
    if kind == "svg":
        return part_drawing(page, part, table)
    return open_table_response(table, kind)
