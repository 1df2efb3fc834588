# SPDX-License-Identifier: EUPL-1.2
"""A partner of the finder as plain values, kept as they were, and those values in words.

Fractions are kept in whole millionths, rounded down; indicators by their key, so that the words
follow the language of the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from samenspel.analysis.complementarity import LINK_INDICATOR, Pair
from samenspel.citylinks.queries import partners_words as words
from samenspel.citylinks.queries.partners_page import (
    PartnerRow,
    PartnersPage,
    Start,
    partner_row,
)
from samenspel.citylinks.queries.partners_phrases import phrase
from samenspel.places.notation import written

MILLION = 1_000_000
FACTORS = ("alike", "unlike", "reciprocity", "gain", "back")


@dataclass(frozen=True)
class FigureLine:
    """A figure of both: what it is, why it stands there, and the values as written."""

    label: str
    role: str
    own: str
    other: str


@dataclass(frozen=True)
class FoundPartner:
    """A partner in view with the figures of the moment of choosing.

    ``rank`` is empty where it could not be compared; ``asked`` is the query string of the finder
    at that moment.
    """

    code: str
    name: str
    slug: str
    rank: str
    score: str
    factors: tuple[tuple[str, str], ...]
    shared: str
    gains: str
    gives: str
    residents: str
    distance: str
    fails: tuple[str, ...]
    figures: tuple[FigureLine, ...]
    on: date | None
    added_on: date | None
    source: str
    asked: str

    @property
    def is_compared(self) -> bool:
        return bool(self.rank)


def found_values(
    start: Start, page: PartnersPage | None, code: str, name: str, slug: str, asked: str
) -> dict[str, Any]:
    """What is kept of a partner: all its figures, or only who it is where it was not compared."""
    known: dict[str, Any] = {"code": code, "name": name, "slug": slug, "asked": asked}
    if page is None or code not in page.found.codes:
        return known
    partner = page.found.of(code)
    row = partner_row(start.ground, partner)
    facts = start.facts[0]
    return {
        **known,
        "rank": partner.rank,
        "of": page.compared,
        "score": _millionths(partner.pair.score),
        "factors": {key: _millionths(getattr(partner.pair.factors, key)) for key in FACTORS},
        "fails": list(partner.pair.fails),
        "shared": list(row.shared),
        "gains": list(row.gains),
        "gives": list(row.gives),
        "figures": _figures(row, partner.pair),
        "residents": row.place.population,
        "distance_km": None if row.distance_km is None else round(row.distance_km),
        "on": facts.on.isoformat(),
        "source": facts.lead.collection.title,
    }


def _millionths(part: Fraction) -> int:
    return part.numerator * MILLION // part.denominator


def _figures(row: PartnerRow, pair: Pair) -> list[dict[str, Any]]:
    parts = {part.key: part for part in pair.parts}
    return [
        {"key": key, "own": parts[key].own_value, "other": parts[key].other_value}
        for key in dict.fromkeys((*row.shared, *row.gains, *row.gives))
    ]


def found_partner(values: Mapping[str, Any]) -> FoundPartner:
    """The kept values in the language of the reader."""
    rank = values.get("rank")
    told = {"rank": rank, "of": written(values.get("of"), 0)}
    return FoundPartner(
        code=values["code"],
        name=values["name"],
        slug=values["slug"],
        rank=_("%(rank)s of %(of)s") % told if rank else "",
        score=words.score_text(_part(values.get("score"))),
        factors=_factors(values.get("factors", {})),
        shared=_phrase(values.get("shared", ())),
        gains=_phrase(values.get("gains", ())),
        gives=_phrase(values.get("gives", ())),
        residents=written(values.get("residents"), 0),
        distance=_distance(values.get("distance_km")),
        fails=tuple(words.failure(key) for key in values.get("fails", ())),
        figures=tuple(_line(values, row) for row in values.get("figures", ())),
        on=_day(values.get("on")),
        added_on=_day(values.get("added_on")),
        source=values.get("source", ""),
        asked=values.get("asked", ""),
    )


def _factors(factors: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    labels = {
        **{key: words.factor_label(key) for key in ("alike", "unlike", "reciprocity")},
        "gain": _("Gain for us"),
        "back": _("Gain for the other"),
    }
    return tuple(
        (labels[key], words.percentage(_part(factors[key]))) for key in FACTORS if key in factors
    )


def _part(millionths: int | None) -> Fraction | None:
    return None if millionths is None else Fraction(millionths, MILLION)


def _phrase(keys: list[str]) -> str:
    return phrase(key for key in keys if key in LINK_INDICATOR)


def _line(values: Mapping[str, Any], row: Mapping[str, Any]) -> FigureLine:
    key = row["key"]
    roles = {
        "shared": _("weighs on both"),
        "gains": _("the other has more"),
        "gives": _("we have more"),
    }
    role = words.listed([text for name, text in roles.items() if key in values[name]])
    indicator = LINK_INDICATOR.get(key)
    if indicator is None:  # no longer in the set: the bare figures
        return FigureLine(key, role, written(row["own"]), written(row["other"]))
    return FigureLine(
        label=words.figure_label(indicator) or words.indicator_label(key),
        role=role,
        own=words.figure(indicator, row["own"]),
        other=words.figure(indicator, row["other"]),
    )


def _distance(km: int | None) -> str:
    return "" if km is None else _("%(number)s km") % {"number": written(km, 0)}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
