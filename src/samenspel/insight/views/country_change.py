# SPDX-License-Identifier: EUPL-1.2
"""What changed in a country between two dates, and the same as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.insight.forms.country import ChangeForm
from samenspel.insight.queries.country.change import (
    KINDS,
    Change,
    Reason,
    ValueChange,
    change_between,
    lead_on,
    reason_not,
    value_changes,
)
from samenspel.insight.queries.country.change_map import change_map, signed
from samenspel.insight.queries.country.change_tables import PARTS, change_table
from samenspel.insight.queries.country.measures import Measure
from samenspel.insight.queries.country.years import Year, year_bars, years_of
from samenspel.insight.views.country import country_choices, shown_country
from samenspel.insight.views.country_drawings import chart_file, map_file
from samenspel.places.notation import written
from samenspel.places.reference_dates import years_before
from samenspel.register.leading import Lead
from samenspel.register.open_data import KINDS as FILES
from samenspel.register.open_data import open_table_response
from samenspel.register.queries.collections import collection_label
from samenspel.register.queries.facts import country_facts
from samenspel.register.queries.municipality.facts import KeyFigure
from samenspel.register.queries.reference import Reference, reference

ON_PAGE = 25
PLACES = "gemeenten"
SHOWN = {"begonnen": "began", "beeindigd": "ended", "vorm": "form", "leden": "members"}
ORDERS: dict[str, Callable[[ValueChange], float | int | None]] = {
    "verschil": lambda one: one.difference,
    "voor": lambda one: one.before,
    "na": lambda one: one.after,
    "erbij": lambda one: one.place.came,
    "eraf": lambda one: one.place.went,
}
KEPT = ("land", "maat", "van", "tot", "bron", "sortering")
DRAWN = {"gemeenten", "jaren"}


@dataclass(frozen=True)
class Instead:
    """What else can be compared; ``since`` is the first date, None where both stay as they are."""

    label: str
    url: str
    current: bool = False
    since: date | None = None


@dataclass(frozen=True)
class Asked:
    """What the address asks for.

    ``change`` is None where nothing has been loaded, a date is wrong, or the dates cannot be
    compared (``reason``). ``first`` and ``second`` are what counts on both dates.
    """

    reference: Reference
    form: ChangeForm
    country: str
    first: Lead | None
    second: Lead | None
    reason: Reason = ""
    change: Change | None = None

    @property
    def measure(self) -> Measure:
        return self.form.measure

    @property
    def first_title(self) -> str:
        """What counts on the first date, in words."""
        return collection_label(self.first.collection) if self.first else ""

    @property
    def second_title(self) -> str:
        """What counts on the second date, in words."""
        return collection_label(self.second.collection) if self.second else ""


def _asked(request: HttpRequest) -> Asked:
    today = timezone.localdate()
    given = request.GET
    until = (given.get("tot") or given.get("peildatum") or today.isoformat())[:40]
    since = (given.get("van") or _year_before(until))[:40]
    form = ChangeForm({"van": since, "tot": until, "maat": given.get("maat", "")})
    days = form.days or (years_before(today, 1), today)
    found = reference(on=days[1], today=today, chosen=given.get("bron", ""))
    country = shown_country(request, found)
    second = found.lead(country)
    if second is None:
        return Asked(found, form, country, None, None)
    first = lead_on(found, country, days[0])
    reason = reason_not(first, second)
    facts = None if reason or form.days is None else country_facts(found, country)
    change = change_between(facts, days[0]) if facts is not None else None
    return Asked(found, form, country, first, second, reason, change)


def _year_before(until: str) -> str:
    """A year before a date as typed; the same text when it is no date."""
    try:
        return years_before(date.fromisoformat(until), 1).isoformat()
    except ValueError:
        return until


def _years(change: Change) -> tuple[Year, ...]:
    lead = change.facts.lead.collection
    return years_of(change.versions, until=change.facts.on, complete_from=lead.complete_from)


@require_safe
def change(request: HttpRequest) -> HttpResponse:
    """Arrangements that began, ended or changed, and what that did to every municipality."""
    asked = _asked(request)
    context: dict[str, object] = {
        "asked": asked,
        "form": asked.form,
        "reference": asked.reference,
        "choices": country_choices(request, asked.reference, asked.country),
        "instead": _instead(request, asked),
        "breadcrumb": [
            (_("Insight"), reverse("insight")),
            (_("Change between two dates"), ""),
        ],
    }
    if asked.change is not None:
        context |= _context(request, asked, asked.change)
    status = 400 if asked.form.errors else 200
    return render(request, "insight/country_change.html", context, status=status)


def _context(request: HttpRequest, asked: Asked, found: Change) -> dict[str, object]:
    measure = asked.measure
    values = value_changes(found, measure)
    suffix = f"?{urlencode(_kept(request, 'bron') | {'peildatum': found.facts.on.isoformat()})}"
    base = reverse("municipalities")
    shown = request.GET.get("toon", "")
    shown = shown if shown in {*SHOWN, PLACES} else "begonnen"
    rows: tuple[object, ...]
    if shown == PLACES:
        rows = tuple(
            (one, signed(one.difference, measure.decimals))
            for one in _ordered(values, request.GET.get("sortering", ""))
        )
    else:
        kind = next(kind for kind in KINDS if kind == SHOWN[shown])
        rows = found.of_kind(kind)
    years = _years(found)
    lead = found.facts.lead.collection
    return {
        "page": found,
        "measure": measure,
        "picture": change_map(
            found, values, measure, address=lambda slug: f"{base}{slug}/{suffix}"
        ),
        "years": year_bars(years),
        "figures": _figures(found),
        "shown": shown,
        "tabs": _tabs(request, found, shown),
        "page_obj": Paginator(rows, ON_PAGE).get_page(request.GET.get("pagina")),
        "downloads": {part: _downloads(request, part) for part in PARTS},
        "suffix": suffix,
        "municipalities_base": base,
        "arrangements_base": reverse("arrangements"),
        "source_title": collection_label(lead),
        "is_after_reading": found.facts.on > lead.observed_on,
    }


def _ordered(values: tuple[ValueChange, ...], order: str) -> tuple[ValueChange, ...]:
    """By name, or as the address orders; what is not known comes last both ways."""
    by_name = sorted(
        values, key=lambda one: (dutch_sort_key(one.place.facts.name), one.place.facts.code)
    )
    key = ORDERS.get(order.removeprefix("-"))
    falls = order.startswith("-")
    if key is None:
        return tuple(reversed(by_name)) if order == "-naam" else tuple(by_name)
    known = [one for one in by_name if key(one) is not None]
    unknown = [one for one in by_name if key(one) is None]
    return (*sorted(known, key=lambda one: key(one) or 0, reverse=falls), *unknown)


def _figures(found: Change) -> list[KeyFigure]:
    moved = found.of_kind("members")
    joined = sum(len(one.joined) for one in moved)
    left = sum(len(one.left) for one in moved)
    definition = f"{reverse('methods')}#change"
    return [
        KeyFigure(written(found.number_before), _("in force on the first date"), url=definition),
        KeyFigure(f"+{written(len(found.of_kind('began')))}", _("arrangements began")),
        KeyFigure(f"−{written(len(found.of_kind('ended')))}", _("arrangements ended")),
        KeyFigure(written(found.number_after), _("in force on the second date")),
        KeyFigure(
            written(joined + left),
            _("times a municipality joined or left"),
            _("%(joined)s joined and %(left)s left arrangements that went on")
            % {"joined": joined, "left": left},
        ),
    ]


def _tabs(request: HttpRequest, found: Change, shown: str) -> list[dict[str, object]]:
    titles = {
        "begonnen": _("Began"),
        "beeindigd": _("Ended"),
        "vorm": _("Other legal form"),
        "leden": _("Members joined or left"),
        PLACES: _("Per municipality"),
    }
    tabs = []
    for key, title in titles.items():
        parameters = request.GET.copy()
        for name in ("pagina", "sortering"):
            parameters.pop(name, None)
        parameters["toon"] = key
        kind = next((kind for kind in KINDS if kind == SHOWN.get(key)), None)
        number = len(found.of_kind(kind)) if kind else len(found.places)
        tabs.append(
            {
                "label": title,
                "url": f"?{parameters.urlencode()}#lijst",
                "current": key == shown,
                "count": number,
            }
        )
    return tabs


def _kept(request: HttpRequest, *names: str) -> dict[str, str]:
    return {name: request.GET[name][:100] for name in names if request.GET.get(name)}


def _downloads(request: HttpRequest, part: str) -> list[tuple[str, str]]:
    asked = _kept(request, *KEPT)
    suffix = f"?{urlencode(asked)}" if asked else ""
    kinds = ("svg", *FILES) if part in DRAWN else FILES
    return [
        (kind.upper(), reverse("insight-change-download", args=[part, kind]) + suffix)
        for kind in kinds
    ]


def _instead(request: HttpRequest, asked: Asked) -> list[Instead]:
    """What can be compared: other dates of the same source, or one source for both dates."""
    second, days = asked.second, asked.form.days
    if second is None or days is None:
        return []
    collection, until = second.collection, days[1]
    complete = collection.complete_from

    def address(**values: str) -> str:
        parameters = request.GET.copy()
        parameters.pop("pagina", None)
        for name, value in values.items():
            parameters[name] = value
        return f"?{parameters.urlencode()}"

    found = []
    offered = [(_("1 year"), years_before(until, 1)), (_("5 years"), years_before(until, 5))]
    if complete is not None:
        offered.append((_("since the register is complete"), complete))
    for label, since in offered:
        if since < until and (complete is None or since >= complete):
            url = address(van=since.isoformat(), tot=until.isoformat())
            found.append(Instead(label, url, since == days[0], since))
    if asked.reason == "sources":
        label = _("Use the %(source)s for both dates") % {"source": collection_label(collection)}
        url = address(van=days[0].isoformat(), tot=until.isoformat(), bron=collection.slug)
        found.append(Instead(label, url))
    return found


@require_safe
def download(request: HttpRequest, part: str, kind: str) -> HttpResponse:
    """One table as ``csv``, ``json`` or ``xlsx``; municipalities and years also as ``svg``."""
    asked = _asked(request)
    if asked.form.errors:
        said = " ".join(str(text) for errors in asked.form.errors.values() for text in errors)
        return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")
    found = asked.change
    if found is None or part not in PARTS or (kind == "svg" and part not in DRAWN):
        raise Http404(f"{part}.{kind}")
    values = value_changes(found, asked.measure)
    years = _years(found)
    listed = _ordered(values, request.GET.get("sortering", ""))
    table = change_table(found, part, measure=asked.measure, values=listed, years=years)
    if kind != "svg":
        return open_table_response(table, kind)
    source = _("Source: %(source)s") % {"source": "; ".join(table.sources)}
    if part == PLACES:
        picture = change_map(found, values, asked.measure, address=lambda _slug: "")
        return map_file(picture, table.name, source)
    drawn = year_bars(years)
    context: dict[str, object] = {
        "years": drawn,
        "title": table.title,
        "description": source,
        "drawn": "insight/country_years_drawing.html",
    }
    return chart_file(drawn, context, table.name)
