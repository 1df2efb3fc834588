# SPDX-License-Identifier: EUPL-1.2
"""The page about two municipalities side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.accounts.actors import actor_of
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.links_standing import standing_links
from samenspel.citylinks.queries.pair import PairPage, contribution_text, pair_page
from samenspel.citylinks.queries.partners_page import Start
from samenspel.citylinks.queries.partners_phrases import phrase
from samenspel.citylinks.rules import KEEP_CONSIDERATION, acts_for, those_for
from samenspel.citylinks.views.beginning import begin_pair_url
from samenspel.citylinks.views.finder import crumbs, municipality_at
from samenspel.citylinks.views.partners import (
    Asked,
    asked,
    bars,
    distance_text,
    weight_words,
)
from samenspel.places.models import Municipality
from samenspel.places.notation import written
from samenspel.register import labels
from samenspel.register.views.reference import render_dated


@dataclass(frozen=True, eq=False)
class AskedPair:
    """A request about two municipalities; ``page`` is None where they cannot be compared.

    ``lacking`` is then the one that it is because of.
    """

    asked: Asked
    other: Municipality
    page: PairPage | None
    lacking: Start | None


def asked_pair(request: HttpRequest, chosen: Municipality, other: Municipality) -> AskedPair:
    """What a request asks for about two municipalities."""
    other_country = other.country if other.country != chosen.country else ""
    found = asked(request, chosen, other_country=other_country)
    if found.start.reason or found.form is None:
        return AskedPair(found, other, None, found.start)
    if other.code not in found.start.ground.rows:
        there = asked(request, other).start
        return AskedPair(found, other, None, there)
    page = pair_page(found.start, found.table, other, found.form.weights, found.form.conditions)
    return AskedPair(found, other, page, None)


@require_safe
def pair(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """Two municipalities: every figure of both, and what each gains."""
    one, two = municipality_at(slug), municipality_at(other)
    if one == two:
        return redirect("citylinks-partners", one.slug)
    found = asked_pair(request, one, two)
    if (one.slug, two.slug) != (slug, other):
        return redirect(found.asked.url("citylinks-pair", one.slug, two.slug), permanent=True)
    facts = found.asked.start.facts
    response = render_dated(
        request,
        "citylinks/pair.html",
        found.page,
        found.asked.reference,
        found.asked.date_field,
        start=found.asked.start,
        form=found.asked.form,
        name=one.name,
        other=two.name,
        lacking=found.lacking,
        lead=facts[0].lead if facts else None,
        partners_url=found.asked.url("citylinks-partners", one.slug),
        turned_url=found.asked.url("citylinks-pair", two.slug, one.slug),
        other_partners_url=found.asked.url("citylinks-partners", two.slug),
        **_onward(request, one, found),
        own_profile=reverse("citylinks-profile", args=[one.slug]),
        other_profile=reverse("citylinks-profile", args=[two.slug]),
        breadcrumb=[
            *crumbs(),
            (one.name, found.asked.url("citylinks-partners", one.slug)),
            (_("With %(name)s") % {"name": two.name}, ""),
        ],
        **(_shown(found, found.page) if found.page else {}),
    )
    if found.asked.is_wrong:
        response.status_code = 400
    return response


def _onward(request: HttpRequest, one: Municipality, found: AskedPair) -> dict[str, str]:
    """Where to put the other one in view in a consideration, and where to begin a file of both.

    Each is empty for who may not.
    """
    actor, on = actor_of(request), found.asked.reference.today
    acting = acts_for(actor, on=on)
    begin = begin_pair_url(actor, one, found.other, on=on, acting=acting)
    weighs = those_for(KEEP_CONSIDERATION, actor, [one], on=on, acting=acting)
    if found.page is None or not weighs:
        return {"begin_url": begin, "consider_url": ""}
    address = reverse("citylinks-consideration-add-partner", args=[found.other.code])
    asked_for = f"{urlencode({'voor': one.code})}{found.asked.kept.replace('?', '&')}"
    return {"begin_url": begin, "consider_url": f"{address}?{asked_for}"}


def _shown(found: AskedPair, page: PairPage) -> dict[str, Any]:
    """What the template needs of a page with a pair."""
    one, two = found.asked.start.place, found.other
    factors = page.pair.factors
    standing = standing_links(one.code, on=found.asked.reference.today)
    return {
        "standing": standing.get(two.code, ()),
        "score": words.score_text(page.pair.value),
        "bars": bars(factors),
        "gain": words.percentage(factors.gain),
        "back": words.percentage(factors.back),
        "coverage": words.percentage(page.pair.coverage),
        "shared": phrase(page.shared),
        "gains": phrase(page.gains),
        "gives": phrase(page.gives),
        "panels": page.panels(),
        "legend": [
            ("strip-swatch strip-swatch--own", one.name),
            ("strip-swatch strip-swatch--peer", two.name),
        ],
        "part_rows": part_rows(page),
        "fits": [(labels.theme(fit.theme), fit) for fit in page.fits],
        "fails": [words.failure(key) for key in page.fails],
        "distance": distance_text(page.distance_km),
        "own_place": _place(page.own_rank, page.own_compared),
        "other_place": _place(page.other_rank, page.other_compared),
        "weight_words": weight_words(found.asked.form) if found.asked.form else [],
        "downloads": [
            (kind.upper(), found.asked.url("citylinks-pair-download", one.slug, two.slug, kind))
            for kind in ("csv", "json", "xlsx", "svg")
        ],
    }


def _place(rank: int | None, compared: int) -> str:
    if rank is None:
        return ""
    return _("%(rank)s of %(number)s") % {
        "rank": written(rank, 0),
        "number": written(compared, 0),
    }


def part_rows(page: PairPage) -> list[dict[str, object]]:
    """The lines of the table of figures, in words."""
    sides = {"problem": _("Challenge"), "means": _("Means")}
    gainers = {"own": page.own.name, "other": page.other.name, "both": _("both"), "": ""}
    return [
        {
            "label": row.label,
            "side": sides[row.side],
            "figure": row.figure,
            "own": row.own,
            "other": row.other,
            "own_rank": row.own_rank,
            "other_rank": row.other_rank,
            "gainer": gainers[row.gainer],
            "contribution": contribution_text(row.part.contribution),
            "is_entered": row.is_entered,
        }
        for row in page.rows
        if row.is_told
    ]
