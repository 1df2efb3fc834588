# SPDX-License-Identifier: EUPL-1.2
"""A partner for every municipality of a country: computed once for what is loaded and asked.

All 342 Dutch municipalities take less than a second, so the first request computes it; whoever
asks the same later gets what the process kept. What municipalities share of themselves counts as
in the finder, and is part of what the answer is kept under.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from samenspel.analysis.complementarity import PartnerTable, PartnerWeights
from samenspel.analysis.matching import (
    EdgeRule,
    Kind,
    Pairing,
    Pairings,
    PairRow,
    PlaceFigures,
    Reason,
    Side,
    between,
    both_pairings,
    edge_reasons,
    pair_rows,
    place_figures,
    sides_of,
)
from samenspel.analysis.matching.pairings import BoolMatrix
from samenspel.citylinks.queries.country_scores import scores_of
from samenspel.citylinks.queries.partners import facts_of, ground_of, table_of
from samenspel.citylinks.queries.partners_conditions import Conditions, Ground, allowed_pairs
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts
from samenspel.register.queries.reference import Reference

KEPT_PAIRS = 32


@dataclass(frozen=True)
class CountryQuestion:
    """What is asked: which kind, between which sides (None: all with all), on which conditions."""

    kind: Kind = "optimal"
    rule: EdgeRule | None = None
    conditions: Conditions = field(default_factory=Conditions)


@dataclass(frozen=True, eq=False)
class CountryPairs:
    """All pairs of a country on a day. Rows of every list are those of ``table`` and ``places``."""

    facts: CountryFacts
    table: PartnerTable
    ground: Ground
    question: CountryQuestion
    figures: tuple[PlaceFigures, ...]
    sides: tuple[Side, ...]
    both: Pairings

    @property
    def pairing(self) -> Pairing:
        """Of the kind that was asked for."""
        return self.both.optimal if self.question.kind == "optimal" else self.both.stable

    @cached_property
    def rows(self) -> tuple[PairRow, ...]:
        """The pairs, the one that scores most first."""
        return pair_rows(self.both, self.question.kind, self.sides)

    def place(self, row: int) -> MunicipalityFacts:
        """The municipality of a row."""
        return self.ground.places[row]

    def reasons(self, row: int) -> tuple[Reason, ...]:
        """Why a municipality is at the edge; empty where it is not, or nobody asked."""
        rule = self.question.rule
        return edge_reasons(self.figures[row], rule) if rule else ()

    def takes_part(self, row: int) -> bool:
        """Whether it can get a partner: everybody, or who is on one of both sides."""
        return self.question.rule is None or bool(self.sides[row])

    @cached_property
    def alone(self) -> tuple[int, ...]:
        """Who takes part and has no partner."""
        partners = self.pairing.partners(len(self.table.codes)).tolist()
        return tuple(r for r, p in enumerate(partners) if p < 0 and self.takes_part(r))


def country_pairs(
    reference: Reference, country: str, question: CountryQuestion
) -> CountryPairs | None:
    """The pairs of a country on the reference date; None when nothing was loaded for it.

    Two queries when the country is at hand, a few more when not.
    """
    facts = facts_of(reference, [country])
    if not facts:
        return None
    table = table_of(*facts)
    return _pairs(facts[0], table, question)


@lru_cache(maxsize=KEPT_PAIRS)
def _pairs(facts: CountryFacts, table: PartnerTable, question: CountryQuestion) -> CountryPairs:
    ground = ground_of(facts)
    figures = place_figures(table)
    sides = sides_of(figures, question.rule or EdgeRule())
    both = _both(facts, table, question.rule, question.conditions)
    return CountryPairs(facts, table, ground, question, figures, sides, both)


@lru_cache(maxsize=KEPT_PAIRS)
def _both(
    facts: CountryFacts, table: PartnerTable, rule: EdgeRule | None, conditions: Conditions
) -> Pairings:
    """Kept apart, for both kinds are asked for."""
    may: BoolMatrix = allowed_pairs(ground_of(facts), conditions)
    if rule is not None:
        may = np.logical_and(may, between(sides_of(place_figures(table), rule)))
    return both_pairings(scores_of(table, PartnerWeights()), may)
