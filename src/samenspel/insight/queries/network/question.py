# SPDX-License-Identifier: EUPL-1.2
"""What a reader asks of the network, and the part of the country that it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from samenspel.analysis.cooperation_network import CooperationNetwork
from samenspel.analysis.name_search import dutch_sort_key
from samenspel.analysis.participation import IntVector
from samenspel.insight.queries.network.cooperation import EVERYTHING, Chosen, NamedGroup, groups_of
from samenspel.insight.queries.network.measures import SHARED, Measure, PairValue
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts

EACH = 2
"""Lines of every municipality on the map, unless the reader wants another number."""


@dataclass(frozen=True)
class Question:
    """What the reader wants to see.

    ``each`` strongest lines of every municipality with at least ``least`` shared arrangements are
    on the map; ``area`` is the code of a municipality (its group), the name of a province, or
    empty for the country.
    """

    chosen: Chosen = EVERYTHING
    measure: Measure = SHARED
    each: int = EACH
    least: int = 1
    area: str = ""


@dataclass(frozen=True)
class Area:
    """A part of the country: a group, or a province (then without a group)."""

    key: str
    name: str
    members: tuple[MunicipalityFacts, ...]
    group: NamedGroup | None = None


@dataclass(frozen=True)
class Addresses:
    """Where things lead: a municipality's network, and the matrix of a group by its key."""

    municipality: Callable[[MunicipalityFacts], str]
    group: Callable[[str], str]


def area_of(facts: CountryFacts, question: Question) -> Area | None:
    """The part of the country that is asked for; None for all of it, and for what is unknown."""
    asked = question.area
    for group in groups_of(facts, question.chosen):
        if any(member.code == asked for member in group.members):
            return Area(group.key, group.core.name, group.members, group)
    members = tuple(m for m in facts.municipalities if asked and m.province == asked)
    return Area(asked, asked, members) if members else None


def provinces_of(facts: CountryFacts) -> tuple[str, ...]:
    """Names of the provinces, as people sort them."""
    return tuple(sorted({m.province for m in facts.municipalities} - {""}, key=dutch_sort_key))


def concerned(facts: CountryFacts, network: CooperationNetwork, area: Area | None) -> IntVector:
    """Places of the pairs with at least one end in the area."""
    if area is None:
        return np.arange(len(network.pairs.first))
    is_in = np.zeros(len(facts.municipalities), dtype=bool)
    is_in[[facts.participations.index_of(m.code) for m in area.members]] = True
    return np.flatnonzero(is_in[network.pairs.first] | is_in[network.pairs.second])


def value_of_pair(network: CooperationNetwork, place: int) -> PairValue:
    pairs = network.pairs
    return PairValue(
        int(pairs.shared[place]), int(pairs.either[place]), int(network.weighted[place])
    )


def pair_text(one: MunicipalityFacts, other: MunicipalityFacts, value: PairValue) -> str:
    """A pair in a sentence."""
    return _("%(one)s and %(other)s share %(shared)s of %(either)s arrangements") % {
        "one": one.name,
        "other": other.name,
        "shared": value.shared,
        "either": value.either,
    }
