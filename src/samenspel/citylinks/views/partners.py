# SPDX-License-Identifier: EUPL-1.2
"""The page with the best partners of a municipality: on the map, as a list, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.accounts.actors import actor_of
from samenspel.analysis.complementarity import PartnerTable
from samenspel.citylinks.forms.finder import PartnersForm
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.links_standing import standing_links
from samenspel.citylinks.queries.partners_conditions import Conditions
from samenspel.citylinks.queries.partners_map import partners_picture
from samenspel.citylinks.queries.partners_page import (
    PartnerRow,
    PartnersPage,
    Start,
    partners_page,
    start_of,
)
from samenspel.citylinks.queries.partners_phrases import phrase
from samenspel.citylinks.queries.partners_why import Why, why_not
from samenspel.citylinks.views.beginning import begin_url
from samenspel.citylinks.views.finder import LONGEST_QUERY, crumbs, municipality_at
from samenspel.datapackage.indicators import INDICATORS
from samenspel.places.models import Municipality
from samenspel.places.notation import written
from samenspel.register.queries.facts import MunicipalityFacts
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

FIRST = 3
FEW = 8
"""Half of the figures that there could be; with fewer a list says little."""
COUNTRIES = ("", "nl", "be", "both")


@dataclass(frozen=True, eq=False)
class Asked:
    """A request about partners: what it starts from, and the date."""

    request: HttpRequest
    start: Start
    reference: Reference
    date_field: ReferenceDateField

    @cached_property
    def table(self) -> PartnerTable:
        """The table of the start, asked for once."""
        return self.start.table

    @cached_property
    def form(self) -> PartnersForm | None:
        """What is asked of partners; None where there cannot be any."""
        if self.start.reason:
            return None
        return PartnersForm(self.request.GET.dict(), indicators=self.table.indicators)

    @property
    def is_wrong(self) -> bool:
        """Whether the address asks something that cannot be."""
        return bool(self.date_field.error) or bool(self.form and not self.form.is_valid())

    @cached_property
    def page(self) -> PartnersPage | None:
        """The partners; as usual where the form is wrong, None where there cannot be any."""
        if self.form is None:
            return None
        return partners_page(self.start, self.table, self.form.weights, self.form.conditions)

    @cached_property
    def kept(self) -> str:
        """The query string for pages that ask the same: what is not as usual, date and source."""
        kept = dict(self.form.asked) if self.form and not self.form.errors else {}
        kept |= {k: v[:100] for k in ("peildatum", "bron") if (v := self.request.GET.get(k))}
        return f"?{urlencode(kept)}" if kept else ""

    def url(self, view: str, *args: object) -> str:
        """The address of a page that asks the same."""
        return reverse(view, args=args) + self.kept

    @property
    def wrongs(self) -> list[str]:
        """What is wrong with the address, in sentences."""
        errors = [self.date_field.error]
        if self.form is not None:
            errors += [str(error) for found in self.form.errors.values() for error in found]
        return [error for error in errors if error]


@dataclass(frozen=True)
class Bar:
    """A part of the score as a bar; ``width`` in per cent of the whole, for the drawing."""

    label: str
    text: str
    width: str
    css: str


@dataclass(frozen=True)
class RowShown:
    """A line of the list, in words."""

    row: PartnerRow
    url: str
    score: str
    bars: tuple[Bar, ...]
    gain: str
    back: str
    coverage: str
    distance: str
    shared: str
    gains: str
    gives: str
    sureness: str
    stays: str
    ranks: str
    begin_url: str = ""


def asked(request: HttpRequest, chosen: Municipality, *, other_country: str = "") -> Asked:
    """What a request asks for; what cannot be is answered with what is usual.

    ``other_country``: also look there, whatever the address says.
    """
    reference, field = reference_of(request)
    country = "both" if other_country else request.GET.get("land", "")
    looked_in: Any = country if country in COUNTRIES else ""
    start = start_of(chosen, reference, Conditions(country=looked_in))
    return Asked(request, start, reference, field)


@require_safe
def partners(request: HttpRequest, slug: str) -> HttpResponse:
    """Who completes a municipality best, and why."""
    chosen = municipality_at(slug)
    if chosen.slug != slug:
        address = reverse("citylinks-partners", args=[chosen.slug])
        return redirect(address + carried(request), permanent=True)
    found = asked(request, chosen)
    page = found.page
    response = render_dated(
        request,
        "citylinks/partners.html",
        page,
        found.reference,
        found.date_field,
        start=found.start,
        form=found.form,
        lead=found.start.facts[0].lead if found.start.facts else None,
        suffix=carried(request),
        group_url=reverse("citylinks-group", args=[chosen.slug]) + carried(request),
        breadcrumb=[*crumbs(), (chosen.name, "")],
        **(_shown(found, page, chosen) if page else {}),
    )
    if found.is_wrong:
        response.status_code = 400
    return response


def _why(found: Asked) -> Why | None:
    """The answer to the search for one municipality; None where nobody asked."""
    name = " ".join(found.request.GET.get("wie", "").replace("\x00", "").split())[:LONGEST_QUERY]
    if not name or found.page is None or found.page.found.reason:
        return None
    return why_not(found.page, name, on=found.reference.on)


def _shown(found: Asked, page: PartnersPage, chosen: Municipality) -> dict[str, Any]:
    """What the template needs of a page with partners."""
    slug = found.start.place.slug

    def address(place: MunicipalityFacts) -> str:
        return found.url("citylinks-pair", slug, place.slug)

    begin = _begin(found, chosen)
    rows = tuple(
        replace(row_shown(found, row), begin_url=begin and f"{begin}&met={row.place.slug}")
        for row in page.rows
    )
    why = _why(found)
    return {
        "rows": rows,
        "linked": _linked(found, chosen, why),
        "first": rows[:FIRST],
        "others": rows[FIRST:],
        "first_shared": phrase(page.rows[0].shared) if page.rows else "",
        "drawn": partners_picture(page, address=address) if page.rows else None,
        "asked_words": asked_words(found.form) if found.form else [],
        "weight_words": weight_words(found.form) if found.form else [],
        "why": why,
        "why_row": row_shown(found, why.row) if why and why.row else None,
        "why_factors": why_factors(why) if why else [],
        "why_fails": [words.failure(key) for key in why.fails] if why else [],
        "why_against": phrase(why.against) if why else "",
        "left_out": words.lowered(words.indicator_label(k) for k in found.table.left_out),
        "few_figures": few_figures(found.table),
        "unknown": len(page.found.not_compared),
        "means_only": f"?{urlencode({**dict(found.request.GET.items()), 'opgaven': '0'})}",
        "figure_rows": figure_rows(found),
        "downloads": [
            (kind.upper(), found.url("citylinks-partners-download", slug, kind))
            for kind in ("csv", "json", "xlsx", "svg")
        ],
    }


def _linked(found: Asked, chosen: Municipality, why: Why | None) -> frozenset[str]:
    """Codes of who has a public city link with it; one query.

    Not beside the answer to a name of before: that takes three queries of the twelve already.
    """
    if why is not None and not why.is_exact:
        return frozenset()
    return frozenset(standing_links(chosen.code, on=found.reference.today))


def _begin(found: Asked, chosen: Municipality) -> str:
    """Where to begin a file of the municipality; empty for who may not.

    Who acts for one that merged into theirs finds it on the page of a pair: that costs a query.
    """
    own = {chosen.pk: frozenset({chosen.pk})}
    return begin_url(actor_of(found.request), chosen, on=found.reference.today, acting=own)


def row_shown(found: Asked, row: PartnerRow) -> RowShown:
    """A line of the list as a reader sees it."""
    partner, pair = row.partner, row.partner.pair
    tried = found.page.tried if found.page else 0
    return RowShown(
        row=row,
        url=found.url("citylinks-pair", found.start.place.slug, row.place.slug),
        score=words.score_text(pair.score),
        bars=bars(pair.factors),
        gain=words.percentage(pair.factors.gain),
        back=words.percentage(pair.factors.back),
        coverage=words.percentage(pair.coverage),
        distance=distance_text(row.distance_km),
        shared=phrase(row.shared),
        gains=phrase(row.gains),
        gives=phrase(row.gives),
        sureness=words.sureness(partner.stays, tried),
        stays=_("%(stays)s of %(tried)s")
        % {"stays": written(partner.stays, 0), "tried": written(tried, 0)},
        ranks=_("%(best)d to %(worst)d") % {"best": partner.best, "worst": partner.worst}
        if partner.best is not None
        else "",
    )


def bars(factors: Any) -> tuple[Bar, ...]:
    """The parts of a score as bars from 0 to 100 per cent."""
    shades = {"alike": "shade-5", "unlike": "shade-4", "reciprocity": "shade-3"}
    return tuple(
        Bar(
            words.factor_label(key),
            words.percentage(getattr(factors, key)),
            f"{float(getattr(factors, key)) * 100:.1f}",
            css,
        )
        for key, css in shades.items()
    )


def few_figures(table: PartnerTable) -> list[str]:
    """The figures that are compared, where there are so few that a list says little."""
    known = [c.indicator.key for c in table.columns if not c.indicator.entry]
    few = len(known) < FEW
    return words.lowered(words.indicator_label(key) for key in known) if few else []


def why_factors(why: Why) -> list[dict[str, object]]:
    """The parts of the score of the one asked about, beside those of the last one in the list."""
    return [
        {
            "label": words.factor_label(factor.key),
            "own": words.percentage(factor.own),
            "last": words.percentage(factor.last),
            "is_weakest": factor.is_weakest,
        }
        for factor in why.factors
    ]


def asked_words(form: PartnersForm) -> list[str]:
    """The conditions that were set, in words."""
    conditions = form.conditions
    numbers = (
        (conditions.least_km, _("at least %(number)s km away")),
        (conditions.most_km, _("at most %(number)s km away")),
        (conditions.least_people, _("at least %(number)s residents")),
        (conditions.most_people, _("at most %(number)s residents")),
    )
    found = [text % {"number": written(n, 0)} for n, text in numbers if n is not None]
    choices = {
        "own": _("in the own province"),
        "other": _("in another province"),
    }
    countries = {
        "nl": _("in the Netherlands"),
        "be": _("in Flanders"),
        "both": _("in both countries"),
    }
    if conditions.province:
        found.append(choices[conditions.province])
    if conditions.country:
        found.append(countries[conditions.country])
    if conditions.is_apart:
        found.append(
            _("not together in an arrangement of %(number)d municipalities or fewer")
            % {"number": conditions.largest_arrangement}
        )
    if conditions.with_mergers:
        found.append(_("also with whom it merges or was one"))
    return found


def weight_words(form: PartnersForm) -> list[str]:
    """What counts other than once, in words."""
    weights = form.weights
    pairs = [(words.theme_label(k), n) for k, n in weights.themes.items() if n != 1]
    pairs += [(words.factor_label(k), n) for k, n in weights.factors.items() if n != 1]
    return [
        _("%(part)s: does not count") % {"part": label}
        if not number
        else _("%(part)s × %(number)d") % {"part": label, "number": number}
        for label, number in pairs
    ]


def figure_rows(found: Asked) -> list[dict[str, object]]:
    """Every figure that is compared: what it stands for, why, of which day."""
    methods = reverse("methods")
    sides = {"problem": _("Challenge"), "means": _("Means")}
    return [
        {
            "label": words.indicator_label(column.indicator.key),
            "side": sides[column.indicator.side],
            "figure": words.figure_label(column.indicator),
            "url": f"{methods}#{column.indicator.figure}"
            if column.indicator.figure in INDICATORS
            else f"{methods}#city-link-score",
            "theme": words.theme_label(column.indicator.theme),
            "reason": words.reason(column.indicator.key),
            "days": [edition.on for edition in column.editions.values()],
        }
        for column in found.table.columns
        if not column.indicator.entry
    ]


def distance_text(km: float | None) -> str:
    """A distance in whole kilometres; empty where it is unknown."""
    return "" if km is None else _("%(number)s km") % {"number": written(km, 0)}
