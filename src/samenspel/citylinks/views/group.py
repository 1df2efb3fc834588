# SPDX-License-Identifier: EUPL-1.2
"""The page with a group of partners that complement each other."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.complementarity import SCORE_ONE
from samenspel.citylinks.forms.group import GroupForm
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.group_map import group_picture
from samenspel.citylinks.queries.group_page import GroupPage, MeansRow, MemberRow, group_page
from samenspel.citylinks.queries.partners_phrases import phrase
from samenspel.citylinks.views import partners
from samenspel.citylinks.views.finder import crumbs, municipality_at
from samenspel.citylinks.views.partners import asked_words, distance_text, weight_words
from samenspel.places.models import Municipality
from samenspel.register.queries.facts import MunicipalityFacts
from samenspel.register.views.home import carried
from samenspel.register.views.reference import render_dated


@dataclass(frozen=True, eq=False)
class Asked:
    """A request for a group: what is asked of partners, and how many of them."""

    base: partners.Asked
    form: GroupForm

    @property
    def is_wrong(self) -> bool:
        """Whether the address asks something that cannot be."""
        return self.base.is_wrong or not self.form.is_valid()

    @property
    def wrongs(self) -> list[str]:
        """What is wrong with the address, in sentences."""
        own = [str(error) for found in self.form.errors.values() for error in found]
        return [*self.base.wrongs, *own]

    @cached_property
    def page(self) -> GroupPage | None:
        """The group; None where there cannot be any."""
        start, form = self.base.start, self.base.form
        if form is None:
            return None
        return group_page(
            start,
            self.base.table,
            form.weights,
            form.conditions,
            size=self.form.size,
            weight=self.form.weight,
        )

    def file(self, kind: str) -> str:
        """The address of a file with the same."""
        start = reverse("citylinks-group-download", args=[self.base.start.place.slug, kind])
        return start + self.kept

    @property
    def kept(self) -> str:
        """The query string that asks the same."""
        rest = self.base.kept.removeprefix("?")
        own = urlencode(self.form.asked)
        joined = "&".join(part for part in (rest, own) if part)
        return f"?{joined}" if joined else ""


@dataclass(frozen=True)
class MemberShown:
    """A member in words.

    ``adds``: what the group would bring less without it; ``is_extra``: whether that is anything.
    """

    code: str
    name: str
    url: str
    score: str
    adds: str
    is_extra: bool
    brings: str
    distance: str


@dataclass(frozen=True)
class MeansShown:
    """One of the means: what each member brings, and whether it is that which counts."""

    label: str
    cells: tuple[tuple[str, bool], ...]
    counted: str


def asked(request: HttpRequest, chosen: Municipality) -> Asked:
    """What a request asks for; what cannot be is answered with what is usual."""
    return Asked(partners.asked(request, chosen), GroupForm(request.GET.dict()))


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """Which partners complement a municipality and each other."""
    chosen = municipality_at(slug)
    if chosen.slug != slug:
        address = reverse("citylinks-group", args=[chosen.slug])
        return redirect(address + carried(request), permanent=True)
    found = asked(request, chosen)
    start = found.base.start
    response = render_dated(
        request,
        "citylinks/group.html",
        found.page,
        found.base.reference,
        found.base.date_field,
        start=start,
        form=found.base.form,
        group_form=found.form,
        lead=start.facts[0].lead if start.facts else None,
        suffix=carried(request),
        partners_url=found.base.url("citylinks-partners", chosen.slug),
        breadcrumb=[
            *crumbs(),
            (chosen.name, found.base.url("citylinks-partners", chosen.slug)),
            (_("A group of partners"), ""),
        ],
        **(_shown(found, found.page) if found.page else {}),
    )
    if found.is_wrong:
        response.status_code = 400
    return response


def _shown(found: Asked, page: GroupPage) -> dict[str, Any]:
    """What the template needs of a page with a group."""
    slug, form = page.start.place.slug, found.base.form

    def address(place: MunicipalityFacts) -> str:
        return found.base.url("citylinks-pair", slug, place.slug)

    return {
        "members": [_member(row, address(row.place)) for row in page.members],
        "is_extra": all(row.adds for row in page.members),
        "names": words.listed([row.place.name for row in page.members]),
        "means": [_means(row) for row in page.means],
        "gain": percentage(page.group.gain),
        "first_gain": percentage(page.first.gain),
        "first_names": words.listed([place.name for place in page.first_places]),
        "total": score(page.group.total),
        "scores_total": score(sum(page.group.scores)),
        "first_total": score(sum(page.first.scores)),
        "drawn": group_picture(page, address=address) if page.members else None,
        "asked_words": asked_words(form) if form else [],
        "weight_words": weight_words(form) if form else [],
        "downloads": [(kind.upper(), found.file(kind)) for kind in ("csv", "json", "xlsx", "svg")],
    }


def score(whole: int) -> str:
    """A score or sum of scores as people read it."""
    return words.score_text(Fraction(whole, SCORE_ONE))


def percentage(whole: int) -> str:
    """A gain as a part of everything there is to gain."""
    return words.percentage(Fraction(whole, SCORE_ONE), 1)


def _member(row: MemberRow, url: str) -> MemberShown:
    return MemberShown(
        code=row.place.code,
        name=row.place.name,
        url=url,
        score=score(row.score),
        adds=percentage(row.adds),
        is_extra=bool(row.adds),
        brings=phrase(row.brings),
        distance=distance_text(row.distance_km),
    )


def _means(row: MeansRow) -> MeansShown:
    return MeansShown(
        label=words.indicator_label(row.indicator.key),
        cells=tuple((percentage(gain), place == row.best) for place, gain in enumerate(row.gains)),
        counted=percentage(row.counted),
    )
