# SPDX-License-Identifier: EUPL-1.2
"""The list of arrangements: search, filters, picture, table and downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from samenspel.analysis.dutch_text import QueryWord, only_ignored, shown_as
from samenspel.places.models import Province
from samenspel.places.queries.municipalities import FoundMunicipality
from samenspel.register import labels
from samenspel.register.exports import table_response
from samenspel.register.forms import LONGEST_VALUE, ArrangementFilterForm, search_words
from samenspel.register.leading import Lead
from samenspel.register.queries.arrangement.versions import long_unconfirmed
from samenspel.register.queries.arrangements import (
    NOT_STATED,
    SORTINGS,
    FoundArrangements,
    ListedArrangement,
    NamedMunicipality,
    find_arrangements,
    municipality_named,
    sorted_rows,
)
from samenspel.register.queries.arrangements.bars import BarChart, Counted, bar_chart
from samenspel.register.queries.arrangements.export import list_table
from samenspel.register.queries.arrangements.taking_part import called
from samenspel.register.queries.collections import collection_label
from samenspel.register.queries.reference import Reference
from samenspel.register.views.reference import reference_of, render_dated

CARRIED = ("peildatum", "bron")
DEFAULT_STATUS = "geldend"
LONGEST_QUERY = 200
LONGEST_SLUG = 500
PER_PAGE = 50
BARS = 8
# Facet of the query -> field of the form, and so parameter of the address.
FIELDS = {
    "country": "land",
    "form": "vorm",
    "domain": "domein",
    "theme": "thema",
    "province": "provincie",
    "compulsory": "verplicht",
}


@dataclass(frozen=True)
class Chip:
    """An active filter: what it is, how many there would be without, and the way to remove it."""

    label: str
    value: str
    without: int
    url: str


@dataclass(frozen=True)
class LeadNote:
    """Which collection is believed for a country, in words."""

    country: str
    text: str
    is_complete: bool


@dataclass(frozen=True)
class ListLine:
    """A line of the table: the arrangement and what its identifiers are called."""

    row: ListedArrangement
    url: str
    form: str
    domains: str
    is_stale: bool


@dataclass(frozen=True)
class Selection:
    """What the address asks for, read and answered."""

    form: ArrangementFilterForm
    words: tuple[QueryWord, ...]
    query: str
    municipality: NamedMunicipality | None
    found: FoundArrangements
    rows: tuple[ListedArrangement, ...]
    problems: tuple[tuple[str, str], ...]
    sorting: str


@dataclass(frozen=True)
class ArrangementsPage:
    """All that the template of the list shows."""

    form: ArrangementFilterForm
    query: str
    searched: str
    ignored: str
    municipality: NamedMunicipality | None
    namesakes: tuple[FoundMunicipality, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    count: int
    total: int
    standing: str
    charts: tuple[BarChart, ...]
    lines: tuple[ListLine, ...]
    page: Page[ListedArrangement]
    sorting: str
    leads: tuple[LeadNote, ...]
    problems: tuple[tuple[str, str], ...]
    carried: tuple[tuple[str, str], ...]
    downloads: tuple[tuple[str, str], ...]
    some_guessed: bool


@require_safe
@vary_on_headers("HX-Request")
def arrangements(request: HttpRequest) -> HttpResponse:
    """The list; asked by htmx only what changes while one types."""
    reference, error = reference_of(request)
    selection = _selection(request, reference)
    page = _page(request, selection, reference)
    htmx = getattr(request, "htmx", None)
    is_part = bool(htmx and not htmx.history_restore_request)
    template = "register/arrangements.html" + ("#results" if is_part else "")
    breadcrumb = [(_("Arrangements"), "")]
    response = render_dated(
        request,
        template,
        page,
        reference,
        error,
        breadcrumb=breadcrumb,
    )
    if is_part:
        # The address without empty parameters, to share and to come back to.
        response["HX-Push-Url"] = request.path + _query(request)
    return response


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the arrangements that the list shows, all pages of it."""
    reference, _error = reference_of(request)
    selection = _selection(request, reference)
    table = list_table(
        selection.rows,
        reference,
        selection=[f"{chip.label}: {chip.value}" for chip in _chips(request, selection)],
        address=lambda slug: request.build_absolute_uri(reverse("arrangement", args=[slug])),
    )
    return table_response(table, kind, f"samenwerkingen-{reference.on.isoformat()}")


def _selection(request: HttpRequest, reference: Reference) -> Selection:
    provinces = dict(Province.objects.order_by("country", "name").values_list("code", "name"))
    form = ArrangementFilterForm(request.GET, provinces=provinces)
    form.is_valid()
    query = " ".join(request.GET.get("zoek", "").replace("\x00", " ").split())
    words = search_words(query)
    name = form.cleaned_data.get("gemeente", "")
    municipality = municipality_named(name, on=reference.on) if name else None
    place = municipality.place if municipality else None
    found = find_arrangements(
        form.asked(words=words, municipality=place.code if place else ""), reference
    )
    sorting = request.GET.get("sortering", "")
    problems = _problems(form, sorting)
    if sorting.removeprefix("-") not in SORTINGS:
        sorting = "naam"
    request.GET = QueryDict(_understood(request.GET, form))
    rows = tuple(sorted_rows(found.rows, sorting))
    return Selection(
        form, words, query[:LONGEST_QUERY], municipality, found, rows, problems, sorting
    )


def _understood(given: QueryDict, form: ArrangementFilterForm) -> str:
    """The parameters that were understood: links on the page need not carry the rest along."""
    wanted = {
        "zoek": LONGEST_QUERY,
        **dict.fromkeys((*CARRIED, "sortering", "pagina"), LONGEST_SLUG),
    }
    wanted |= {name: LONGEST_VALUE for name in form.fields if name not in form.errors}
    values = {name: str(given.get(name, "")).replace("\x00", " ") for name in wanted}
    kept = {
        name: value[: wanted[name]]
        for name, value in values.items()
        if value and (name == "zoek" or len(value) <= wanted[name])
    }
    if kept.get("status") == DEFAULT_STATUS:
        del kept["status"]
    return urlencode(kept)


def _page(request: HttpRequest, selection: Selection, reference: Reference) -> ArrangementsPage:
    form, found = selection.form, selection.found
    page = Paginator(selection.rows, PER_PAGE).get_page(request.GET.get("pagina", "")[:9])
    chips = _chips(request, selection)
    charts = _charts(request, selection)
    kept = {name: value for name in CARRIED if (value := request.GET.get(name))}
    carried = f"?{urlencode(kept)}" if kept else ""
    form.offer({FIELDS[facet]: counts for facet, counts in found.facets.items()})
    return ArrangementsPage(
        form=form,
        query=selection.query,
        searched=shown_as(selection.words),
        ignored=_ignored(selection),
        municipality=selection.municipality,
        namesakes=_namesakes(selection, reference),
        chips=chips,
        clear_url=_query(request, **dict.fromkeys(("zoek", *form.fields))),
        count=len(selection.rows),
        total=found.total,
        standing=form.cleaned_data.get("status") or DEFAULT_STATUS,
        charts=charts,
        lines=tuple(_line(row, reference, carried) for row in page.object_list),
        page=page,
        sorting=selection.sorting,
        leads=tuple(
            _lead_note(lead) for _country, lead in sorted(reference.leads.items(), reverse=True)
        ),
        problems=selection.problems,
        carried=tuple(
            (name, value[:LONGEST_VALUE])
            for name in ("peildatum", "bron", "sortering")
            if (value := request.GET.get(name, ""))
        ),
        downloads=tuple(
            (kind.upper(), reverse("arrangements-download", args=[kind]) + _query(request))
            for kind in ("csv", "xlsx")
        ),
        some_guessed=any(row.domains_guessed for row in selection.rows),
    )


def _lead_note(lead: Lead) -> LeadNote:
    collection = lead.collection
    country = str(collection.get_country_display())
    return LeadNote(country, collection_label(collection), lead.is_complete)


def _line(row: ListedArrangement, reference: Reference, carried: str) -> ListLine:
    return ListLine(
        row=row,
        url=reverse("arrangement", args=[row.slug]) + carried,
        form=labels.legal_form(row.form),
        domains=", ".join(labels.domain(key) for key in row.domains),
        is_stale=long_unconfirmed(row.last_confirmed_on, reference.on),
    )


def _query(request: HttpRequest, **changes: str | None) -> str:
    """The query string of the request with changes, without empty values and without the page."""
    parameters = request.GET.copy()
    for name, value in {**changes, "pagina": None}.items():
        parameters.pop(name, None)
        if value is not None:
            parameters[name] = value
    for name in [name for name, values in parameters.lists() if not any(values)]:
        parameters.pop(name)
    return f"?{parameters.urlencode()}" if parameters else "?"


def _namesakes(selection: Selection, reference: Reference) -> tuple[FoundMunicipality, ...]:
    """Municipalities called like the words: a reader may have meant what they take part in."""
    if selection.municipality or not 1 < len(selection.query) <= LONGEST_VALUE:
        return ()
    return called(selection.query, on=reference.on)


def _ignored(selection: Selection) -> str:
    """The words that were not searched for; all of them when nothing else was typed."""
    ignored = ", ".join(word.word for word in selection.words if word.ignored)
    if selection.query and not selection.words:
        return selection.query[:60]
    return ignored


def _chips(request: HttpRequest, selection: Selection) -> tuple[Chip, ...]:
    form, found = selection.form, selection.found
    given = form.cleaned_data

    def chip(label: str, value: str, facet: str, *names: str) -> Chip:
        url = _query(request, **dict.fromkeys(names))
        return Chip(label, value, found.without.get(facet, 0), url)

    chips: list[Chip] = []
    if selection.words and not only_ignored(selection.words):
        chips.append(chip(_("Words"), selection.query[:60], "words", "zoek"))
    for facet, name in FIELDS.items():
        if value := given.get(name):
            label = str(form.fields[name].label)
            chips.append(chip(label, form.value_label(name, value), facet, name))
    if selection.municipality and selection.municipality.place:
        named = selection.municipality.place.name
        chips.append(chip(_("Participant"), named, "municipality", "gemeente"))
    least, most = given.get("deelnemers_van"), given.get("deelnemers_tot")
    if least is not None or most is not None:
        names = ("deelnemers_van", "deelnemers_tot")
        chips.append(chip(_("Participants"), _between(least, most), "participants", *names))
    return tuple(chips)


def _between(least: int | None, most: int | None) -> str:
    if most is None:
        return _("%(least)d or more") % {"least": least}
    if least is None:
        return _("%(most)d or fewer") % {"most": most}
    return _("%(least)d to %(most)d") % {"least": least, "most": most}


def _charts(request: HttpRequest, selection: Selection) -> tuple[BarChart, ...]:
    """Arrangements by domain or theme, and by form; a bar filters on its value."""
    form, facets = selection.form, selection.found.facets
    titles = {
        "domain": _("By policy domain"),
        "form": _("By legal form"),
        "theme": _("By theme of regional work"),
    }
    charts = []
    for facet, title in titles.items():
        name = FIELDS[facet]
        chosen = form.cleaned_data.get(name, "")
        values = [
            Counted(
                label=_capital(form.value_label(name, value)),
                count=count,
                url=_query(request, **{name: None if value == chosen else value}),
                is_chosen=value == chosen,
                is_unstated=value == NOT_STATED,
            )
            for value, count in facets[facet].items()
        ]
        stated = any(value != NOT_STATED for value in facets[facet])
        if stated and (facet != "theme" or not _mostly_unstated(facets[facet])):
            charts.append(bar_chart(values, key=f"per-{name}", title=title, most=BARS))
    return tuple(charts)


def _mostly_unstated(counts: Mapping[str, int]) -> bool:
    return counts.get(NOT_STATED, 0) * 2 > sum(counts.values())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _problems(form: ArrangementFilterForm, sorting: str) -> tuple[tuple[str, str], ...]:
    """What is wrong in the address, by the name of the filter."""
    found: list[tuple[str, str]] = []
    for name, errors in form.errors.items():
        label = str(form.fields[name].label) if name in form.fields else ""
        found.extend((label, str(error)) for error in errors)
    if sorting and sorting.removeprefix("-") not in SORTINGS:
        found.append((_("Order"), _("This order does not exist. The list is sorted by name.")))
    return tuple(found)
