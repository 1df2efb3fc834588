# SPDX-License-Identifier: EUPL-1.2
"""One municipality with several partners that complement each other, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from samenspel.analysis.complementarity import (
    SCORE_ONE,
    LinkIndicator,
    PartnerTable,
    PartnerWeights,
)
from samenspel.analysis.matching import Group, best_group, gains_for, means_of
from samenspel.citylinks.queries.country_scores import scores_of
from samenspel.citylinks.queries.partners import ground_of
from samenspel.citylinks.queries.partners_conditions import Conditions, failing
from samenspel.citylinks.queries.partners_page import Start
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts

KEPT_GROUPS = 128
USUAL_SIZE, USUAL_WEIGHT = 3, 1


@dataclass(frozen=True)
class MemberRow:
    """A member: ``score`` with the municipality and ``adds``, the gain that only counts through it.

    Both in whole parts of ``SCORE_ONE``. ``brings`` are the keys of the means that it brings most
    of, the most first.
    """

    place: MunicipalityFacts
    score: int
    adds: int
    brings: tuple[str, ...]
    distance_km: float | None


@dataclass(frozen=True)
class MeansRow:
    """One of the means: what each member brings of it, in whole parts, in the order of members.

    ``best`` is the place of the member whose gain counts; -1 where nobody brings any.
    """

    indicator: LinkIndicator
    gains: tuple[int, ...]
    best: int

    @property
    def counted(self) -> int:
        """What counts: the largest."""
        return max(self.gains, default=0)


@dataclass(frozen=True, eq=False)
class GroupPage:
    """Everything on the page. ``first`` is the group of the highest scores, for comparison."""

    start: Start
    size: int
    weight: int
    candidates: int
    group: Group
    members: tuple[MemberRow, ...]
    means: tuple[MeansRow, ...]
    first: Group
    first_places: tuple[MunicipalityFacts, ...]

    @property
    def gain(self) -> float:
        """What the group brings together, as a part of everything there is to gain."""
        return self.group.gain / SCORE_ONE

    @property
    def first_gain(self) -> float:
        """What the first of the list would bring together."""
        return self.first.gain / SCORE_ONE

    @property
    def is_first(self) -> bool:
        """Whether the group is simply the first of the list."""
        return self.group.members == self.first.members


def group_page(
    start: Start,
    table: PartnerTable,
    weights: PartnerWeights,
    conditions: Conditions,
    *,
    size: int,
    weight: int,
) -> GroupPage:
    """The group of a municipality; ``start`` must have no reason against.

    Who fails a condition, cannot be compared or scores 0 is in no group.
    """
    candidates, group, first = _groups(
        start.facts, table, start.place.code, weights, conditions, size, weight
    )
    places = start.ground.places
    return GroupPage(
        start=start,
        size=size,
        weight=weight,
        candidates=candidates,
        group=group,
        members=_members(start, table, weights, group),
        means=_means(table, start.place.code, weights, group.members),
        first=first,
        first_places=tuple(places[member] for member in first.members),
    )


@lru_cache(maxsize=KEPT_GROUPS)
def _groups(
    facts: tuple[CountryFacts, ...],
    table: PartnerTable,
    code: str,
    weights: PartnerWeights,
    conditions: Conditions,
    size: int,
    weight: int,
) -> tuple[int, Group, Group]:
    """How many could be in a group, the best one, and that of the highest scores."""
    fails = failing(ground_of(*facts), code, conditions)
    scores = scores_of(table, weights)[table.row(code)]
    gains = gains_for(table, code, weights)
    rows = [
        row for row, other in enumerate(table.codes) if scores[row] > 0 and not fails.get(other)
    ]
    best = best_group(scores, gains, size=size, weight=weight, candidates=rows)
    first = best_group(scores, gains, size=size, weight=0, candidates=rows)
    return len(rows), best, first


def _members(
    start: Start, table: PartnerTable, weights: PartnerWeights, group: Group
) -> tuple[MemberRow, ...]:
    code, ground = start.place.code, start.ground
    means = means_of(table)
    rows = []
    for member, score in zip(group.members, group.scores, strict=True):
        brought = [b for b in group.brought if b.member == member and b.gain]
        brought.sort(key=lambda b: (-b.gain, b.thing))
        rows.append(
            MemberRow(
                place=ground.places[member],
                score=score,
                adds=_adds(table, code, weights, group.members, member),
                brings=tuple(means[b.thing].key for b in brought),
                distance_km=ground.distance_km(code, table.codes[member]),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.score, row.place.code)))


def _adds(
    table: PartnerTable,
    code: str,
    weights: PartnerWeights,
    members: Sequence[int],
    member: int,
) -> int:
    """How much less the group would bring without this member."""
    gains = gains_for(table, code, weights)
    others = [other for other in members if other != member]
    with_all = gains[list(members)].max(axis=0, initial=0)
    without = gains[others].max(axis=0, initial=0)
    return int((with_all - without).sum())


def _means(
    table: PartnerTable, code: str, weights: PartnerWeights, members: Sequence[int]
) -> tuple[MeansRow, ...]:
    """The means of which somebody brings something, what counts most first.

    Columns in the order of the members of the page: the highest score first.
    """
    gains = gains_for(table, code, weights)
    scores = scores_of(table, weights)[table.row(code)]
    ordered = sorted(members, key=lambda member: (-int(scores[member]), table.codes[member]))
    rows = []
    for thing, indicator in enumerate(means_of(table)):
        of_each = tuple(int(gains[member, thing]) for member in ordered)
        most = max(of_each, default=0)
        if most:
            rows.append(MeansRow(indicator, of_each, of_each.index(most)))
    return tuple(sorted(rows, key=lambda row: -row.counted))
