# SPDX-License-Identifier: EUPL-1.2
"""The network of one municipality: its partners, what is shared, and which groups they are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.insight.queries.network.cooperation import (
    NamedGroup,
    PartnerRow,
    groups_of,
    network_of,
    partner_rows,
)
from samenspel.insight.queries.network.map import StarPicture, star_picture
from samenspel.insight.queries.network.measures import PairValue
from samenspel.insight.queries.network.question import Question, pair_text
from samenspel.places.queries.maps import LegendItem, MapGround, Mark, Picture, draw
from samenspel.register.queries.facts import ArrangementFacts, CountryFacts, MunicipalityFacts

LINES = 15
"""Partners that get a line on the map."""
Address = Callable[[MunicipalityFacts], str]


@dataclass(frozen=True)
class RankedPartner:
    """A partner in the ranking; ``group`` is the name of its group, empty where it has none."""

    row: PartnerRow
    value: PairValue
    level: int
    group: str
    is_own_group: bool


@dataclass(frozen=True)
class GroupShare:
    """What a municipality shares with one group: ``ties`` are shared arrangements, summed over the
    partners in it; ``share`` is their part of all."""

    group: NamedGroup | None
    partners: int
    ties: int
    share: float
    is_own: bool


@dataclass(frozen=True)
class SharedArrangement:
    """An arrangement that both are in, with the number of its municipalities."""

    arrangement: ArrangementFacts
    members: int


@dataclass(frozen=True)
class PairDetail:
    """What two municipalities share, arrangement by arrangement, the smallest first."""

    other: MunicipalityFacts
    value: PairValue
    shared: tuple[SharedArrangement, ...]


@dataclass(frozen=True)
class PlaceNetwork:
    """Everything on the page; ``tables`` are the arrangements that have a partner in them."""

    facts: CountryFacts
    own: MunicipalityFacts
    question: Question
    partners: tuple[RankedPartner, ...]
    tables: int
    group: NamedGroup | None
    groups: tuple[GroupShare, ...]
    pair: PairDetail | None
    picture: StarPicture | None
    base: Picture | None


def place_network(
    facts: CountryFacts,
    own: MunicipalityFacts,
    question: Question,
    ground: MapGround,
    *,
    address: Address,
    other: str = "",
) -> PlaceNetwork:
    """The network of a municipality that exists on the day; no query.

    ``other`` is the code of the partner whose shared arrangements are listed, if any.
    """
    chosen = question.chosen
    groups = groups_of(facts, chosen)
    group_of = {m.code: group for group in groups for m in group.members}
    own_group = group_of.get(own.code)
    ranked = _ranked(facts, own, question, group_of, own_group)
    picture, base = _picture(own, question, ranked, ground, address)
    return PlaceNetwork(
        facts=facts,
        own=own,
        question=question,
        partners=ranked,
        tables=_tables(facts, own, question),
        group=own_group,
        groups=_shares(ranked, group_of, own_group),
        pair=next((_pair(facts, own, p, question) for p in ranked if _code(p) == other), None),
        picture=picture,
        base=base,
    )


def _code(partner: RankedPartner) -> str:
    return partner.row.municipality.code


def _ranked(
    facts: CountryFacts,
    own: MunicipalityFacts,
    question: Question,
    group_of: dict[str, NamedGroup],
    own_group: NamedGroup | None,
) -> tuple[RankedPartner, ...]:
    network = network_of(facts, question.chosen)
    codes, pairs = network.municipalities, network.pairs
    row = facts.participations.index_of(own.code)
    level: dict[str, int] = {}
    strength: dict[str, float] = {}
    classes, values = question.measure.classes(network), question.measure.values(network)
    for place in ((pairs.first == row) | (pairs.second == row)).nonzero()[0].tolist():
        code = codes[int(pairs.first[place] + pairs.second[place]) - row]
        level[code], strength[code] = int(classes[place]), float(values[place])
    found = []
    for partner in partner_rows(facts, own.code, question.chosen):
        code = partner.municipality.code
        group = group_of.get(code)
        found.append(
            RankedPartner(
                row=partner,
                value=PairValue(partner.shared, partner.either, partner.partner.weighted),
                level=level[code],
                group=group.core.name if group else "",
                is_own_group=group is not None and group is own_group,
            )
        )
    # Stable: of equally strong ones the order of the partners stays.
    return tuple(sorted(found, key=lambda partner: -strength[_code(partner)]))


def _tables(facts: CountryFacts, own: MunicipalityFacts, question: Question) -> int:
    return sum(
        1
        for key in facts.participations.arrangements_of(own.code)
        if _counts(facts, key, question) and len(facts.participations.members_of(key)) > 1
    )


def _counts(facts: CountryFacts, key: str, question: Question) -> bool:
    chosen = question.chosen
    members = int(facts.participations.members[facts.participations.column_of(key)])
    return chosen.holds(facts.arrangement(key)) and (chosen.most is None or members <= chosen.most)


def _shares(
    partners: Sequence[RankedPartner],
    group_of: dict[str, NamedGroup],
    own_group: NamedGroup | None,
) -> tuple[GroupShare, ...]:
    """What is shared by group: the own one first, then most first."""
    ties: dict[str, int] = defaultdict(int)
    numbers: dict[str, int] = defaultdict(int)
    groups: dict[str, NamedGroup | None] = {}
    for partner in partners:
        group = group_of.get(_code(partner))
        key = group.key if group else ""
        groups[key] = group
        ties[key] += partner.value.shared
        numbers[key] += 1
    whole = sum(ties.values())
    found = [
        GroupShare(group, numbers[key], ties[key], ties[key] / whole, group is own_group)
        for key, group in groups.items()
    ]
    return tuple(
        sorted(found, key=lambda s: (not s.is_own, -s.ties, s.group.key if s.group else ""))
    )


def _pair(
    facts: CountryFacts, own: MunicipalityFacts, partner: RankedPartner, question: Question
) -> PairDetail:
    other = partner.row.municipality
    theirs = set(facts.participations.arrangements_of(other.code))
    shared = [
        SharedArrangement(facts.arrangement(key), len(facts.participations.members_of(key)))
        for key in facts.participations.arrangements_of(own.code)
        if key in theirs and _counts(facts, key, question)
    ]
    shared.sort(key=lambda s: (s.members, s.arrangement.name.casefold(), s.arrangement.key))
    return PairDetail(other, partner.value, tuple(shared))


def shared_text(number: int) -> str:
    """How many arrangements are shared, in words."""
    return ngettext("%(number)d shared arrangement", "%(number)d shared arrangements", number) % {
        "number": number
    }


def _picture(
    own: MunicipalityFacts,
    question: Question,
    partners: Sequence[RankedPartner],
    ground: MapGround,
    address: Address,
) -> tuple[StarPicture | None, Picture | None]:
    if not partners:
        return None, None
    marks = [Mark(own.code, own.name, "shade-self", value=1.0)]
    marks += [
        Mark(
            _code(p),
            f"{p.row.municipality.name}: {shared_text(p.value.shared)}",
            f"shade-{p.level}",
            address(p.row.municipality),
            float(p.value.shared),
        )
        for p in partners
    ]
    legend = [LegendItem("shade-self", own.name), *question.measure.legend("shade")]
    used = {"shade-self", *(f"shade-{p.level}" for p in partners)}
    picture = draw(
        ground,
        marks,
        key="partners-lines",
        title=_("Map: with whom %(name)s works") % {"name": own.name},
        description=_(
            "Municipalities are darker when they share more with %(name)s; lines lead to those that"
            " share most. The same figures are in the table."
        )
        % {"name": own.name},
        zoom=True,
        legend=[item for item in legend if item.css in used],
    )
    if picture.is_empty:
        return None, None
    ends = [
        (p.row.municipality, p.level, pair_text(own, p.row.municipality, p.value))
        for p in partners[:LINES]
    ]
    return star_picture(picture, own, ends), picture
