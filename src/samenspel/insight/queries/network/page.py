# SPDX-License-Identifier: EUPL-1.2
"""The page of the network of cooperation, put together: a country, or a part of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samenspel.analysis.cooperation_network import CooperationNetwork
from samenspel.analysis.participation import IntVector
from samenspel.insight.queries.network.cooperation import NamedGroup, groups_of, network_of
from samenspel.insight.queries.network.map import TiesPicture
from samenspel.insight.queries.network.matrix import MatrixPicture
from samenspel.insight.queries.network.measures import PairValue
from samenspel.insight.queries.network.pictures import map_of, matrix_of
from samenspel.insight.queries.network.question import (
    Addresses,
    Area,
    Question,
    area_of,
    concerned,
    value_of_pair,
)
from samenspel.places.queries.maps import MapGround
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts

LISTED = 25
"""Pairs in the table of a country."""
MOST_LISTED = 50
"""Pairs in the table of a part of it."""


@dataclass(frozen=True)
class PairRow:
    """Two municipalities that share something."""

    one: MunicipalityFacts
    other: MunicipalityFacts
    value: PairValue
    is_across: bool


@dataclass(frozen=True)
class NetworkPage:
    """Everything on the page.

    ``total`` pairs share something, of ``possible``; ``ranked`` are the places of those that the
    area concerns, the strongest first, and ``rows`` the first of these. ``alone`` share nothing
    with anybody; ``share_inside`` is the part of what everybody shares that stays inside groups.
    """

    facts: CountryFacts
    question: Question
    network: CooperationNetwork
    groups: tuple[NamedGroup, ...]
    area: Area | None
    total: int
    possible: int
    ranked: IntVector
    rows: tuple[PairRow, ...]
    alone: tuple[MunicipalityFacts, ...]
    median_partners: float | None
    share_inside: float | None
    matrix: MatrixPicture | None
    picture: TiesPicture | None

    @property
    def number(self) -> int:
        """Pairs that the area concerns."""
        return len(self.ranked)

    @property
    def pairs(self) -> tuple[PairRow, ...]:
        """All pairs that the area concerns, the strongest first: thousands, for files."""
        return _pair_rows(self.facts, self.network, self.area, self.ranked)


def network_page(
    facts: CountryFacts, question: Question, ground: MapGround, addresses: Addresses
) -> NetworkPage:
    """The page of a country on a day; no query."""
    network = network_of(facts, question.chosen)
    groups = groups_of(facts, question.chosen)
    area = area_of(facts, question)
    classes = question.measure.classes(network)
    ranked = _ranked(network, question, concerned(facts, network, area))
    has_partner = network.partners > 0
    count = len(facts.municipalities)
    inside = sum(group.group.inside for group in groups)
    shared = int(network.pairs.shared.sum())
    return NetworkPage(
        facts=facts,
        question=question,
        network=network,
        groups=groups,
        area=area,
        total=len(network.pairs.first),
        possible=count * (count - 1) // 2,
        ranked=ranked,
        rows=_pair_rows(facts, network, area, ranked[: MOST_LISTED if area else LISTED]),
        alone=tuple(
            facts.municipalities[row]
            for row in np.flatnonzero(~has_partner).tolist()
            if area is None or facts.municipalities[row] in area.members
        ),
        median_partners=_median(network.partners[has_partner]),
        share_inside=inside / shared if shared else None,
        matrix=matrix_of(facts, network, question, area, classes, addresses),
        picture=map_of(facts, network, question, area, classes, ground, addresses),
    )


def _ranked(network: CooperationNetwork, question: Question, places: IntVector) -> IntVector:
    """Places of pairs, the strongest first by the measure; of equal ones those with most shared."""
    pairs, values = network.pairs, question.measure.values(network)
    keys = (pairs.second, pairs.first, -pairs.jaccard, -pairs.shared, -values)
    return places[np.lexsort([key[places] for key in keys])]


def _pair_rows(
    facts: CountryFacts, network: CooperationNetwork, area: Area | None, places: IntVector
) -> tuple[PairRow, ...]:
    """The pairs at these places; who is in the area comes first."""
    members = {m.code for m in area.members} if area else set()
    found = []
    for place in places.tolist():
        one = facts.municipalities[network.pairs.first[place]]
        other = facts.municipalities[network.pairs.second[place]]
        if area and one.code not in members:
            one, other = other, one
        is_across = area is not None and other.code not in members
        found.append(PairRow(one, other, value_of_pair(network, place), is_across))
    return tuple(found)


def _median(values: IntVector) -> float | None:
    return float(np.median(values)) if len(values) else None
