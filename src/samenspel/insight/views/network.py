# SPDX-License-Identifier: EUPL-1.2
"""The network of cooperation of a country, and its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.insight.forms.network import NetworkForm
from samenspel.insight.queries.network.page import NetworkPage, network_page
from samenspel.insight.queries.network.question import Addresses, area_of, provinces_of
from samenspel.insight.queries.network.tables import groups_table, order_table, pairs_table
from samenspel.insight.views.network_drawings import matrix_svg, ties_svg
from samenspel.places.models import Country
from samenspel.places.notation import written
from samenspel.places.queries.maps import map_ground
from samenspel.register.open_data import OpenTable, open_table_response
from samenspel.register.queries.collections import lead_note
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts, country_facts
from samenspel.register.queries.reference import Reference
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

ASKED = ("land", "onderwerp", "vorm", "maat", "maximaal", "lijnen", "vanaf", "gebied")
CARRIED = ("peildatum", "bron")
LONGEST_VALUE = 100
TABLES: dict[str, Callable[[NetworkPage], OpenTable]] = {
    "paren": pairs_table,
    "gemeenten": order_table,
    "groepen": groups_table,
}
DRAWINGS: dict[str, Callable[[NetworkPage], HttpResponse]] = {
    "matrix": matrix_svg,
    "kaart": ties_svg,
}


@dataclass(frozen=True)
class Choice:
    """A way to see the page otherwise."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Asked:
    """What a request asks for. ``facts``, ``form`` and ``page`` are None without any data."""

    reference: Reference
    field: ReferenceDateField
    country: Country | None
    facts: CountryFacts | None
    form: NetworkForm | None
    page: NetworkPage | None
    area_error: str

    @property
    def error(self) -> str:
        """The first thing that is wrong with what was asked; empty when nothing is."""
        wrong = [str(e) for found in self.form.errors.values() for e in found] if self.form else []
        return next((text for text in (self.field.error, self.area_error, *wrong) if text), "")


def country_of(request: HttpRequest, reference: Reference) -> Country | None:
    """The country that ``?land=`` names, or the chosen source is of; else the first with data."""
    countries = [c for c in Country if c.value in reference.leads]
    asked = request.GET.get("land", "")
    if reference.chosen and asked not in reference.leads:
        asked = reference.chosen.country
    return next((c for c in countries if c.value == asked), countries[0] if countries else None)


def asked_query(request: HttpRequest, *names: str, **changes: str) -> str:
    """The query string of these parameters of the request, with changes; empty ones left out."""
    kept = {name: request.GET.get(name, "")[:LONGEST_VALUE] for name in names} | changes
    said = urlencode({name: value for name, value in kept.items() if value})
    return f"?{said}" if said else ""


def asked_of(request: HttpRequest, *, linked: bool = True) -> Asked:
    """Read the request and compute the page; ``linked``: whether pictures lead anywhere."""
    reference, field = reference_of(request)
    country = country_of(request, reference)
    facts = country_facts(reference, country.value) if country else None
    if facts is None or country is None:
        return Asked(reference, field, country, None, None, None, "")
    form = NetworkForm(request.GET, facts)
    question = form.question(request.GET.get("gebied", "").strip()[:LONGEST_VALUE])
    error = ""
    if question.area and area_of(facts, question) is None:
        error = _(
            "We do not know this area on this date, or nobody in it works together. Choose one"
            " from the list."
        )
    municipality_end = "netwerk/" + asked_query(request, "onderwerp", "vorm", "maat", *CARRIED)
    base, home = reverse("municipalities"), reverse("insight-network")
    others = [name for name in (*ASKED, *CARRIED) if name != "gebied"]

    def municipality(found: MunicipalityFacts) -> str:
        return f"{base}{found.slug}/{municipality_end}" if linked else ""

    def group(key: str) -> str:
        return home + asked_query(request, *others, gebied=key) if linked else ""

    ground = map_ground(
        on=reference.on,
        marked=[m.code for m in facts.municipalities],
        countries=[country.value],
    )
    page = network_page(facts, question, ground, Addresses(municipality, group))
    return Asked(reference, field, country, facts, form, page, error)


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Who works with whom: an ordered matrix, a map of lines, pairs and groups."""
    asked = asked_of(request)
    page = asked.page
    suffix = asked_query(request, *ASKED, *CARRIED)
    response = render_dated(
        request,
        "insight/network.html",
        page,
        asked.reference,
        asked.field,
        asked=asked,
        form=asked.form,
        reference_note=lead_note(
            asked.reference.lead(asked.country.value) if asked.country else None
        ),
        figures=_figures(page) if page else (),
        countries=_countries(request, asked),
        provinces=provinces_of(page.facts) if page else (),
        municipalities_base=reverse("municipalities"),
        place_suffix="netwerk/" + asked_query(request, "onderwerp", "vorm", "maat", *CARRIED),
        whole_url=reverse("insight-network")
        + asked_query(request, *(n for n in ASKED if n != "gebied"), *CARRIED),
        downloads=_downloads(page, suffix) if page else {},
        breadcrumb=_breadcrumb(request, page),
    )
    if asked.error:
        response.status_code = 400
    return response


def _breadcrumb(request: HttpRequest, page: NetworkPage | None) -> list[tuple[str, str]]:
    found = [
        (_("Insight"), reverse("insight") + asked_query(request, "land", *CARRIED)),
    ]
    if page is None or page.area is None:
        return [*found, (_("Network of cooperation"), "")]
    whole = reverse("insight-network") + asked_query(request, "land", *CARRIED)
    return [*found, (_("Network of cooperation"), whole), (page.area.name, "")]


def _countries(request: HttpRequest, asked: Asked) -> tuple[Choice, ...]:
    countries = [c for c in Country if c.value in asked.reference.leads]
    if len(countries) < 2:
        return ()
    return tuple(
        Choice(
            str(country.label),
            # A source and a part are of one country; the other has its own.
            reverse("insight-network") + asked_query(request, "peildatum", land=country.value),
            country == asked.country,
        )
        for country in countries
    )


def _figures(page: NetworkPage) -> list[dict[str, str]]:
    methods = reverse("methods")
    found = [
        {
            "value": written(page.total),
            "label": _("pairs of municipalities share an arrangement"),
            "note": _("of %(possible)s possible pairs") % {"possible": written(page.possible)},
            "url": f"{methods}#cooperation-intensity",
        },
        {
            "value": written(page.median_partners),
            "label": _("partners: half of the municipalities have more, half fewer"),
            "url": f"{methods}#partners",
        },
        {
            "value": written(len(page.groups)),
            "label": _("groups that work together more than with others"),
            "url": f"{methods}#cooperation-groups",
        },
    ]
    if page.share_inside is not None:
        found.append(
            {
                "value": f"{written(100 * page.share_inside, 0)}%",
                "label": _("of all that is shared stays inside these groups"),
                "url": f"{methods}#cooperation-groups",
            }
        )
    return found


def _downloads(page: NetworkPage, suffix: str) -> dict[str, list[tuple[str, str]]]:
    """Files by what they are about."""

    def files(what: str, *kinds: str) -> list[tuple[str, str]]:
        view = "insight-network-download"
        return [(kind.upper(), reverse(view, args=[what, kind]) + suffix) for kind in kinds]

    return {
        "pairs": files("paren", "csv", "json", "xlsx"),
        "groups": files("groepen", "csv", "json", "xlsx"),
        "matrix": (files("matrix", "svg") if page.matrix else [])
        + files("gemeenten", "csv", "json", "xlsx"),
        "map": files("kaart", "svg") if page.picture else [],
    }


@require_safe
def download(request: HttpRequest, what: str, kind: str) -> HttpResponse:
    """What the page shows as a file: a table as CSV, JSON or XLSX, a drawing as SVG."""
    asked = asked_of(request, linked=False)
    if asked.error:
        return HttpResponse(asked.error, status=400, content_type="text/plain; charset=utf-8")
    if asked.page is None:
        raise Http404(what)
    if what in DRAWINGS and kind == "svg":
        return DRAWINGS[what](asked.page)
    if what not in TABLES:
        raise Http404(what)
    return open_table_response(TABLES[what](asked.page), kind)
