# SPDX-License-Identifier: EUPL-1.2
"""The matrix and the map of a country or a part of it, from the network and a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.analysis.cooperation_network import CooperationNetwork
from samenspel.analysis.participation import IntVector
from samenspel.insight.queries.network.cooperation import NamedGroup, groups_of
from samenspel.insight.queries.network.map import Tie, TiesPicture, ties_picture
from samenspel.insight.queries.network.matrix import (
    MatrixPicture,
    Row,
    country_matrix,
    region_matrix,
)
from samenspel.insight.queries.network.measures import PairValue
from samenspel.insight.queries.network.question import (
    Addresses,
    Area,
    Question,
    concerned,
    pair_text,
    value_of_pair,
)
from samenspel.mobility.queries.region_map import MapRegion, MapTexts
from samenspel.places.notation import written
from samenspel.places.queries.maps import LegendItem, MapGround
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts


def matrix_of(
    facts: CountryFacts,
    network: CooperationNetwork,
    question: Question,
    area: Area | None,
    classes: IntVector,
    addresses: Addresses,
) -> MatrixPicture | None:
    groups = groups_of(facts, question.chosen)
    group_of = {m.code: group.key for group in groups for m in group.members}
    wanted = {m.code for m in area.members} if area else None
    shown = [
        row
        for row in network.order.tolist()
        if (network.partners[row] if wanted is None else network.municipalities[row] in wanted)
    ]
    if len(shown) < 2:
        return None
    rows = [
        Row(m.code, m.name, addresses.municipality(m), group_of.get(m.code, ""))
        for m in (facts.municipalities[row] for row in shown)
    ]
    table = network.table(classes)[np.ix_(shown, shown)]
    texts = _group_texts(groups, addresses)
    legend = question.measure.legend("shade")
    description = _(
        "Each row and each column is a municipality, in the same order. A cell is darker when the"
        " two do more together. Municipalities that work together stand side by side, so that they"
        " form squares along the diagonal. The same figures are in the tables."
    )
    if area is None:
        return country_matrix(
            table, rows, key="network-matrix", title=_("Matrix: who works with whom"),
            description=description, texts=texts, legend=legend,
        )  # fmt: skip
    value_of = _values_of(network, shown)
    title = (
        _("Matrix: who works with whom around %(area)s")
        if area.group
        else _("Matrix: who works with whom in %(area)s")
    ) % {"area": area.name}

    def cell_text(row: int, column: int) -> tuple[str, str]:
        value = value_of[min(row, column), max(row, column)]
        one, other = (facts.municipalities[shown[place]] for place in (row, column))
        return question.measure.short(value), pair_text(one, other, value)

    return region_matrix(
        table, rows, key="network-matrix",
        title=title,
        description=description, texts=texts, legend=legend, cell_text=cell_text,
    )  # fmt: skip


def _values_of(
    network: CooperationNetwork, shown: Sequence[int]
) -> Mapping[tuple[int, int], PairValue]:
    """Values of the pairs among these rows by their two places, the lower place first."""
    place_of = {row: place for place, row in enumerate(shown)}
    found = {}
    ends = zip(network.pairs.first.tolist(), network.pairs.second.tolist(), strict=True)
    for number, (first, second) in enumerate(ends):
        if first in place_of and second in place_of:
            one, other = sorted((place_of[first], place_of[second]))
            found[one, other] = value_of_pair(network, number)
    return found


def _group_texts(
    groups: Sequence[NamedGroup], addresses: Addresses
) -> dict[str, tuple[str, str, str]]:
    return {
        group.key: (group.core.name, group_text(group), addresses.group(group.key))
        for group in groups
    }


def group_text(group: NamedGroup) -> str:
    """A group in a sentence."""
    number = len(group.members)
    return ngettext(
        "Group %(name)s: %(number)d municipality; %(share)s%% of what it shares is inside the"
        " group",
        "Group %(name)s: %(number)d municipalities; %(share)s%% of what they share is inside the"
        " group",
        number,
    ) % {
        "name": group.core.name,
        "number": number,
        "share": written(100 * (group.group.share_inside or 0), 0),
    }


def map_of(
    facts: CountryFacts,
    network: CooperationNetwork,
    question: Question,
    area: Area | None,
    classes: IntVector,
    ground: MapGround,
    addresses: Addresses,
) -> TiesPicture | None:
    members = {m.code for m in (area.members if area else facts.municipalities)}
    groups = groups_of(facts, question.chosen)
    regions = [
        MapRegion(
            group.key, group.core.name, group.core.code, addresses.group(group.key),
            tuple(m.code for m in group.members if m.code in members),
        )
        for group in groups
        if any(m.code in members for m in group.members)
    ]  # fmt: skip
    grouped = {code for region in regions for code in region.members}
    outside = sorted(members - grouped)
    legend = question.measure.legend("tie-swatch")
    if outside:
        legend.append(LegendItem("region-none", _("in no group: shares nothing")))
    of_zone = {
        m.code: f"{m.name}: {_partners_text(int(network.partners[row]))}"
        for row, m in enumerate(facts.municipalities)
    }
    return ties_picture(
        regions,
        shown_ties(facts, network, question, area, classes),
        ground,
        texts=MapTexts(
            title=_("Map: who works with whom most"),
            description=_(
                "Lines join municipalities that do much together: the wider and darker, the more."
                " Colours only keep groups apart. The same figures are in the tables."
            ),
            of_zone=of_zone,
        ),
        outside=outside,
        near=_by_size(area.members) if area else (),
        legend=legend,
        key="network-map",
    )


def _by_size(members: Sequence[MunicipalityFacts]) -> tuple[MunicipalityFacts, ...]:
    return tuple(sorted(members, key=lambda m: (-(m.population or 0), m.code)))


def _partners_text(number: int) -> str:
    return ngettext("%(number)d partner", "%(number)d partners", number) % {"number": number}


def shown_ties(
    facts: CountryFacts,
    network: CooperationNetwork,
    question: Question,
    area: Area | None,
    classes: IntVector,
) -> list[Tie]:
    """The lines of the map: the strongest of every municipality, of equal ones the nearest."""
    kept = network.strongest(
        question.measure.values(network), each=question.each, apart=_apart(facts, network)
    )
    kept = kept[network.pairs.shared[kept] >= question.least]
    if area:
        kept = np.intersect1d(kept, concerned(facts, network, area))
    codes = network.municipalities
    return [
        Tie(codes[network.pairs.first[p]], codes[network.pairs.second[p]], int(classes[p]))
        for p in kept.tolist()
    ]


@lru_cache(maxsize=16)
def _apart(facts: CountryFacts, network: CooperationNetwork) -> IntVector:
    """Squared distance between both of each pair; very far where nobody knows."""
    far = 10**6
    x = np.array([far if m.x is None else m.x for m in facts.municipalities], dtype=np.int64)
    y = np.array([far if m.y is None else m.y for m in facts.municipalities], dtype=np.int64)
    first, second = network.pairs.first, network.pairs.second
    return (x[first] - x[second]) ** 2 + (y[first] - y[second]) ** 2
