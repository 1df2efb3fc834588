# SPDX-License-Identifier: EUPL-1.2
"""The page with the best partners of a municipality, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from samenspel.analysis.complementarity import (
    RANK_ONE,
    Pair,
    Part,
    Partner,
    Partners,
    PartnerTable,
    PartnerWeights,
    partners_in,
)
from samenspel.citylinks.queries.partners import facts_of, ground_of, table_of
from samenspel.citylinks.queries.partners_conditions import Conditions, Ground, failing
from samenspel.places.models import Municipality
from samenspel.places.queries.history import Heir, Place, changes
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts
from samenspel.register.queries.reference import Reference

TOP = 10
KEPT_LISTS = 128
HEAVY = 6 * RANK_ONE // 10
"""A challenge that weighs on both: of each the rank is this or higher."""
MUCH = RANK_ONE // 5
"""A means that one has much more of: the difference in rank is this or larger."""
IN_WORDS = 3
Reason = Literal["", "no_facts", "not_there", "no_indicators", "no_figures", "none_comparable"]


@dataclass(frozen=True)
class Start:
    """What a page about partners starts from; ``reason`` says why it cannot go on.

    ``heirs`` are those in the place of a municipality that does not exist on the date.
    """

    place: Place
    country: str
    country_name: str
    reason: Reason
    facts: tuple[CountryFacts, ...] = ()
    heirs: tuple[Heir, ...] = ()

    @property
    def ground(self) -> Ground:
        """All municipalities; only where there is no reason against."""
        return ground_of(*self.facts)

    @property
    def table(self) -> PartnerTable:
        """Their ranks; one query."""
        return table_of(*self.facts)

    @property
    def own(self) -> MunicipalityFacts:
        """The facts of the municipality; only where there is no reason against."""
        return self.ground.places[self.ground.rows[self.place.code]]


@dataclass(frozen=True, eq=False)
class PartnerRow:
    """A partner in the list, and why: keys of indicators, the weightiest first.

    ``shared`` weigh on both; ``gains`` is what the partner has much more of, ``gives`` what the
    municipality itself has much more of. ``distance_km`` is between the centres.
    """

    place: MunicipalityFacts
    partner: Partner
    shared: tuple[str, ...]
    gains: tuple[str, ...]
    gives: tuple[str, ...]
    distance_km: float | None


@dataclass(frozen=True, eq=False)
class PartnersPage:
    """Everything on the page. ``meeting`` counts who meets the conditions and can be compared."""

    start: Start
    found: Partners
    rows: tuple[PartnerRow, ...]
    meeting: int
    tried: int

    @property
    def compared(self) -> int:
        """How many were compared."""
        return len(self.found.places)


def start_of(chosen: Municipality, reference: Reference, conditions: Conditions) -> Start:
    """What the page starts from, for the countries that the conditions name."""
    place = Place(chosen.code, chosen.name, chosen.slug, chosen.valid_from, chosen.valid_to)
    start = Start(place, chosen.country, chosen.get_country_display(), "no_facts")
    facts = facts_of(reference, conditions.countries(chosen.country))
    if not facts or facts[0].country != chosen.country:
        return start
    if chosen.code not in facts[0].participations.municipalities:
        heirs = changes([chosen.country]).heirs(place, on=reference.on)
        return replace(start, reason="not_there", heirs=heirs)
    return replace(start, reason="", facts=facts)


def partners_page(
    start: Start, table: PartnerTable, weights: PartnerWeights, conditions: Conditions
) -> PartnersPage:
    """The partners by these weights and conditions; ``start`` must have no reason against.

    Who fails a condition, or from whom one side gains nothing, is not in the rows.
    """
    found = found_partners(start.facts, table, start.place.code, weights, conditions)
    fitting = [partner for partner in found.places if not partner.pair.fails]
    best = [partner for partner in fitting[:TOP] if partner.pair.score]
    return PartnersPage(
        start=start,
        found=found,
        rows=tuple(partner_row(start.ground, partner) for partner in best),
        meeting=len(fitting),
        tried=found.tried,
    )


@lru_cache(maxsize=KEPT_LISTS)
def found_partners(
    facts: tuple[CountryFacts, ...],
    table: PartnerTable,
    code: str,
    weights: PartnerWeights,
    conditions: Conditions,
    *,
    robust: bool = True,
) -> Partners:
    """All partners of one, kept for who asks the same again. Never change what it returns."""
    allowed = failing(ground_of(*facts), code, conditions)
    return partners_in(table, code, weights=weights, allowed=allowed, top=TOP, robust=robust)


def partner_row(ground: Ground, partner: Partner) -> PartnerRow:
    """A line of the list, with why."""
    pair = partner.pair
    return PartnerRow(
        place=ground.places[ground.rows[pair.other]],
        partner=partner,
        shared=shared_problems(pair),
        gains=gained(pair.parts),
        gives=given(pair.parts),
        distance_km=ground.distance_km(pair.code, pair.other),
    )


def shared_problems(pair: Pair) -> tuple[str, ...]:
    """Challenges that weigh heavily on both, the weightiest first."""
    return _weightiest([(p, p.shared) for p in pair.parts], HEAVY)


def gained(parts: Sequence[Part]) -> tuple[str, ...]:
    """What the other has much more of, the most first."""
    return _weightiest([(part, part.gain) for part in parts], MUCH)


def given(parts: Sequence[Part]) -> tuple[str, ...]:
    """What the one has much more of, the most first."""
    return _weightiest([(part, part.back) for part in parts], MUCH)


def _weightiest(parts: Sequence[tuple[Part, int | None]], least: int) -> tuple[str, ...]:
    there = [(p.weight * n, p.key) for p, n in parts if n is not None and n >= least and p.weight]
    # Sorting keeps the order of the indicators among equals.
    return tuple(key for _, key in sorted(there, key=lambda one: -one[0])[:IN_WORDS])
