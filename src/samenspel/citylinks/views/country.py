# SPDX-License-Identifier: EUPL-1.2
"""The page with a partner for every municipality of a country."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samenspel.analysis.complementarity import SCORE_ONE
from samenspel.analysis.matching import PairRow, Swap
from samenspel.citylinks.forms.country import CountryForm
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.country_map import pairs_picture
from samenspel.citylinks.queries.country_pairs import CountryPairs, country_pairs
from samenspel.citylinks.views.finder import crumbs
from samenspel.citylinks.views.partners import distance_text
from samenspel.places.models import Country
from samenspel.places.notation import written
from samenspel.register.queries.reference import Reference
from samenspel.register.views.home import carried
from samenspel.register.views.reference import ReferenceDateField, reference_of, render_dated

SHOWN_SWAPS = 10
IN_SENTENCE = 3


@dataclass(frozen=True, eq=False)
class Asked:
    """A request for the pairs of a country; ``found`` is None where nothing was loaded."""

    request: HttpRequest
    country: str
    form: CountryForm
    reference: Reference
    date_field: ReferenceDateField
    found: CountryPairs | None

    @property
    def is_wrong(self) -> bool:
        """Whether the address asks something that cannot be."""
        return bool(self.date_field.error) or not self.form.is_valid()

    @property
    def wrongs(self) -> list[str]:
        """What is wrong with the address, in sentences."""
        errors = [str(error) for found in self.form.errors.values() for error in found]
        return [error for error in (self.date_field.error, *errors) if error]


@dataclass(frozen=True)
class PairShown:
    """A line of the table, in words; ``why`` says why the other is at the edge."""

    row: PairRow
    code: str
    one: str
    other: str
    url: str
    score: str
    distance: str
    why: str
    in_other: str


@dataclass(frozen=True)
class SwapShown:
    """Two that would rather have each other, whom they have now, and what both would gain."""

    one: str
    other: str
    one_has: str
    other_has: str
    url: str
    one_gains: str
    other_gains: str


def asked(request: HttpRequest) -> Asked:
    """What a request asks for; what cannot be is answered with what is usual."""
    reference, field = reference_of(request)
    wanted = request.GET.get("land", "")
    there = [c.value for c in Country if c.value in reference.leads]
    country = wanted if wanted in there else next(iter(there), "")
    form = CountryForm(request.GET.dict())
    found = country_pairs(reference, country, form.question) if country else None
    return Asked(request, country, form, reference, field, found)


@require_safe
def country(request: HttpRequest) -> HttpResponse:
    """A partner for every municipality: on the map, as a table, and what is sure about it."""
    request_for = asked(request)
    found = request_for.found
    response = render_dated(
        request,
        "citylinks/country.html",
        found,
        request_for.reference,
        request_for.date_field,
        form=request_for.form,
        lead=found.facts.lead if found else None,
        suffix=carried(request),
        countries=_choices(request_for),
        breadcrumb=[*crumbs(), (_("The whole country"), "")],
        **(_shown(request_for, found) if found else {}),
    )
    if request_for.is_wrong:
        response.status_code = 400
    return response


def _choices(request_for: Asked) -> list[tuple[str, str, bool]]:
    """The other countries: label, address, and whether it is this one."""
    there = [c for c in Country if c.value in request_for.reference.leads]
    if len(there) < 2:
        return []
    rest = {k: v for k, v in request_for.request.GET.items() if k != "land" and v}
    return [
        (str(c.label), f"?{urlencode({**rest, 'land': c.value})}", c.value == request_for.country)
        for c in there
    ]


def _shown(request_for: Asked, found: CountryPairs) -> dict[str, Any]:
    """What the template needs of a country with pairs."""
    suffix = carried(request_for.request)

    def address(row: PairRow) -> str:
        return _pair_url(found, row.one, row.other, suffix)

    rows = [_row(found, row, address(row)) for row in found.rows]
    optimal, stable = found.both.optimal, found.both.stable
    return {
        "rows": rows,
        "first": rows[:IN_SENTENCE],
        "drawn": pairs_picture(found, address=address) if rows else None,
        "is_edges": found.question.rule is not None,
        "is_stable": found.question.kind == "stable",
        "large": [r for r, side in enumerate(found.sides) if side == "large"],
        "edges": [r for r, side in enumerate(found.sides) if side == "edge"],
        "alone": _alone(found),
        "total": _text(optimal.total),
        "bound": _text(optimal.bound or 0),
        "stable_total": _text(stable.total),
        "stable_share": words.percentage(
            Fraction(stable.total, optimal.total) if optimal.total else None, 1
        ),
        "swaps": [_swap(found, swap, suffix) for swap in found.both.swaps[:SHOWN_SWAPS]],
        "other_kind": _other_kind(request_for),
        "downloads": [
            (kind.upper(), _file(request_for, kind)) for kind in ("csv", "json", "xlsx", "svg")
        ],
    }


def _text(score: int) -> str:
    return written(score * 1000 / SCORE_ONE, 1)


def _pair_url(found: CountryPairs, one: int, other: int, suffix: str) -> str:
    slugs = (found.place(one).slug, found.place(other).slug)
    return reverse("citylinks-pair", args=slugs) + suffix


def _file(request_for: Asked, kind: str) -> str:
    kept = {key: value for key, value in request_for.request.GET.items() if value}
    return reverse("citylinks-country-download", args=[kind]) + (
        f"?{urlencode(kept)}" if kept else ""
    )


def _other_kind(request_for: Asked) -> str:
    """The address of the other kind of pairs."""
    rest = {k: v for k, v in request_for.request.GET.items() if k != "soort" and v}
    if request_for.form.question.kind == "optimal":
        rest["soort"] = "stabiel"
    return f"?{urlencode(rest)}"


def _row(found: CountryPairs, row: PairRow, url: str) -> PairShown:
    one, other = found.place(row.one), found.place(row.other)
    return PairShown(
        row=row,
        code=one.code,
        one=one.name,
        other=other.name,
        url=url,
        score=words.score_text(Fraction(row.score, SCORE_ONE)),
        distance=distance_text(found.ground.distance_km(one.code, other.code)),
        why=edge_words(found, row.other),
        in_other=_("yes") if row.is_in_other else _("no"),
    )


def edge_words(found: CountryPairs, row: int) -> str:
    """Why a municipality is at the edge, with its figures; empty where it is not."""
    place, parts = found.figures[row], []
    for reason in found.reasons(row):
        if reason == "not_growing":
            parts.append(_("small, growth %(growth)s%%") % {"growth": written(place.growth, 1)})
        else:
            parts.append(
                _("%(number)s addresses per km²") % {"number": written(place.addresses, 0)}
            )
    return "; ".join(parts)


def _alone(found: CountryPairs) -> dict[str, Any]:
    """Who has no partner: names, and the number of those at the edge."""
    edge = [r for r in found.alone if found.question.rule and found.sides[r] == "edge"]
    others = [r for r in found.alone if r not in edge]
    return {"names": [found.place(r).name for r in others], "edges": len(edge)}


def _swap(found: CountryPairs, swap: Swap, suffix: str) -> SwapShown:
    partners = found.both.optimal.partners(len(found.table.codes))

    def has(row: int) -> str:
        partner = int(partners[row])
        return found.place(partner).name if partner >= 0 else _("nobody")

    return SwapShown(
        one=found.place(swap.one).name,
        other=found.place(swap.other).name,
        one_has=has(swap.one),
        other_has=has(swap.other),
        url=_pair_url(found, swap.one, swap.other, suffix),
        one_gains=words.score_text(Fraction(swap.one_gains, SCORE_ONE)),
        other_gains=words.score_text(Fraction(swap.other_gains, SCORE_ONE)),
    )
