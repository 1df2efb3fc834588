# SPDX-License-Identifier: EUPL-1.2
"""Why a municipality is not among the best partners: its rank and what keeps it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from samenspel.citylinks.queries.partners_page import PartnerRow, PartnersPage, partner_row
from samenspel.places.queries.municipalities import search_municipalities
from samenspel.register.queries.facts import MunicipalityFacts

LOOKED_AT = 5
Answer = Literal["found", "nobody", "itself", "elsewhere", "not_compared"]


@dataclass(frozen=True)
class Compared:
    """A factor of the score: of the municipality, and of the last one in the list (None: none)."""

    key: str
    own: Fraction
    last: Fraction | None
    is_weakest: bool


@dataclass(frozen=True, eq=False)
class Why:
    """The answer to "why is it not in the list?".

    ``place`` is None where nobody is called ``asked``. With ``answer`` "found": ``row`` is its line
    (in the list or not), ``value_rank`` its rank when no conditions are set, ``factors`` its parts
    beside those of the last one in the list, and ``against`` the indicators without which its score
    would be higher, the strongest first.
    """

    asked: str
    answer: Answer
    place: MunicipalityFacts | None = None
    row: PartnerRow | None = None
    value_rank: int = 0
    is_listed: bool = False
    factors: tuple[Compared, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether it was asked by the name or code that it has now, which takes no query."""
        its = (self.place.code.casefold(), self.place.name.casefold()) if self.place else ()
        return self.asked.casefold() in its

    @property
    def fails(self) -> tuple[str, ...]:
        """The conditions that it does not meet."""
        return self.row.partner.pair.fails if self.row else ()


def why_not(page: PartnersPage, asked: str, *, on: date) -> Why:
    """Where the municipality called ``asked`` (name or code, of now or before) stands.

    No query for the exact name or code of one that is compared; else four.
    """
    code = _code_of(page, asked, on)
    if code is None:
        return Why(asked, "nobody")
    ground = page.start.ground
    if code == page.start.place.code:
        return Why(asked, "itself", page.start.own)
    if code not in ground.rows:
        return Why(asked, "elsewhere")
    place = ground.places[ground.rows[code]]
    if code in page.found.not_compared:
        return Why(asked, "not_compared", place)
    partner = page.found.of(code)
    pair = partner.pair
    without = sorted(
        (part for part in pair.parts if part.contribution < 0), key=lambda p: p.contribution
    )
    return Why(
        asked=asked,
        answer="found",
        place=place,
        row=partner_row(ground, partner),
        value_rank=1 + sum(1 for p in page.found.places if p.pair.value > pair.value),
        is_listed=any(row.place.code == code for row in page.rows),
        factors=_factors(page, pair.factors),
        against=tuple(part.key for part in without[:3]),
    )


def _code_of(page: PartnersPage, asked: str, on: date) -> str | None:
    wanted = asked.casefold()
    for place in page.start.ground.places:
        if wanted in (place.code.casefold(), place.name.casefold()):
            return place.code
    for hit in search_municipalities(asked, on=on, limit=LOOKED_AT).found:
        codes = [hit.place.code] if hit.exists else [heir.place.code for heir in hit.heirs]
        if codes:
            return codes[0]
    return None


def _factors(page: PartnersPage, own: object) -> tuple[Compared, ...]:
    last = page.rows[-1].partner.pair.factors if page.rows else None
    values = [
        (key, getattr(own, key), getattr(last, key) if last else None)
        for key, exponent in page.found.weights.factors.items()
        if exponent
    ]
    ratios = {key: value / its for key, value, its in values if its}
    weakest = min(ratios, key=lambda key: ratios[key]) if ratios else ""
    return tuple(
        Compared(key, value, its, key == weakest and ratios[key] < 1) for key, value, its in values
    )
