# SPDX-License-Identifier: EUPL-1.2
"""What a partner must be, and which conditions a municipality fails.

What is not known does not meet a condition: it fails with a key of its own, so that a page can say
that nobody knows, not that it is too far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from samenspel.places.queries.history import Change, Changes
from samenspel.register.queries.facts import ArrangementFacts, CountryFacts, MunicipalityFacts

BoolMatrix = NDArray[np.bool_]
IntVector = NDArray[np.int64]

UNITS_PER_KM = 100
"""The plane of the maps has units of ten metres."""
USUAL_LARGEST = 50
"""Arrangements with more municipalities say little about knowing each other."""

TOO_NEAR, TOO_FAR, NO_PLACE = "too_near", "too_far", "place_unknown"
OWN_PROVINCE, OTHER_PROVINCE = "own_province", "other_province"
NO_PROVINCE = "province_unknown"
TOO_SMALL, TOO_LARGE, NO_SIZE = "too_small", "too_large", "size_unknown"
OTHER_COUNTRY = "other_country"
TOGETHER, NO_ARRANGEMENTS = "together", "arrangements_unknown"
MERGER = "merger"
REASONS = (
    TOO_NEAR, TOO_FAR, NO_PLACE, OWN_PROVINCE, OTHER_PROVINCE, NO_PROVINCE, TOO_SMALL, TOO_LARGE,
    NO_SIZE, OTHER_COUNTRY, TOGETHER, NO_ARRANGEMENTS, MERGER,
)  # fmt: skip
"""Keys of what can be wrong, in the order in which to say it."""


@dataclass(frozen=True)
class Conditions:
    """What is asked of a partner; an empty one asks nothing.

    Distances in whole kilometres between centres, sizes in residents, both ends included.
    ``country``: "" is the own one. ``is_apart``: shares no arrangement of ``largest_arrangement``
    municipalities or fewer. ``with_mergers``: also who merges, or merged, into one with it.
    """

    least_km: int | None = None
    most_km: int | None = None
    province: Literal["", "own", "other"] = ""
    least_people: int | None = None
    most_people: int | None = None
    country: Literal["", "nl", "be", "both"] = ""
    is_apart: bool = False
    largest_arrangement: int = USUAL_LARGEST
    with_mergers: bool = False

    def countries(self, own: str) -> tuple[str, ...]:
        """Countries to look in for a municipality of ``own``, which is always the first."""
        asked = {"": own, "both": "both"}.get(self.country, self.country)
        others = ("nl", "be") if asked == "both" else (asked,)
        return (own, *(country for country in others if country != own))


@dataclass(frozen=True, eq=False)
class Ground:
    """All municipalities that conditions are about, of one country or more.

    ``places`` are sorted by code, as the rows of every array; ``countries`` is that of each.
    """

    facts: tuple[CountryFacts, ...]
    places: tuple[MunicipalityFacts, ...]
    countries: tuple[str, ...]
    changes: Changes

    @classmethod
    def of(cls, facts: Sequence[CountryFacts], changes: Changes) -> Ground:
        """The ground of some countries on the same day."""
        rows = sorted(
            ((m, f.country) for f in facts for m in f.municipalities), key=lambda row: row[0].code
        )
        return cls(tuple(facts), tuple(m for m, _ in rows), tuple(c for _, c in rows), changes)

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each code."""
        return {place.code: row for row, place in enumerate(self.places)}

    @cached_property
    def spots(self) -> tuple[IntVector, IntVector, NDArray[np.bool_]]:
        """Where each lies, x and y in units of ten metres, and whether that is known."""
        known = np.array([p.x is not None and p.y is not None for p in self.places], dtype=bool)
        x = np.array([p.x or 0 for p in self.places], dtype=np.int64)
        y = np.array([p.y or 0 for p in self.places], dtype=np.int64)
        return x, y, known

    @cached_property
    def people(self) -> IntVector:
        """Residents of each, -1 where unknown."""
        return np.array(
            [-1 if p.population is None else p.population for p in self.places], dtype=np.int64
        )

    @cached_property
    def provinces(self) -> IntVector:
        """A number for each province, -1 where unknown."""
        names = sorted({place.province for place in self.places if place.province})
        number = {name: index for index, name in enumerate(names)}
        return np.array([number.get(p.province, -1) for p in self.places], dtype=np.int64)

    @cached_property
    def ties(self) -> Mapping[str, frozenset[str]]:
        """With whom each merges or merged, now or to come."""
        return merger_ties(self.changes.all, [place.code for place in self.places])

    def shared(self, one: str, other: str) -> tuple[ArrangementFacts, ...]:
        """The arrangements in which both take part, by name."""
        found = []
        for facts in self.facts:
            members = facts.participations
            if one in members.municipalities and other in members.municipalities:
                keys = set(members.arrangements_of(one)) & set(members.arrangements_of(other))
                found += [facts.arrangement(key) for key in keys]
        return tuple(sorted(found, key=lambda arrangement: (arrangement.name, arrangement.key)))

    def together(self, rows: IntVector, *, largest: int) -> BoolMatrix:
        """Whether they share an arrangement of at most ``largest``; shape (rows, all)."""
        found = np.zeros((len(rows), len(self.places)), dtype=bool)
        place_of = {row: index for index, row in enumerate(rows.tolist())}
        for facts in self.facts:
            chosen = facts.participations.select(facts.participations.members <= largest)
            at = np.array([self.rows[code] for code in chosen.municipalities], dtype=np.int64)
            own = [(place_of[row], i) for i, row in enumerate(at.tolist()) if row in place_of]
            if own:
                mine = np.array([i for _, i in own], dtype=np.int64)
                shared = (chosen.matrix[mine] @ chosen.matrix.T).toarray() > 0
                into = np.array([place for place, _ in own], dtype=np.int64)
                found[np.ix_(into, at)] = shared
        return found

    def distance_km(self, one: str, other: str) -> float | None:
        """Between the centres, in kilometres as the crow flies; None where one is unknown."""
        x, y, known = self.spots
        a, b = self.rows[one], self.rows[other]
        if not (known[a] and known[b]):
            return None
        return float(np.hypot(x[a] - x[b], y[a] - y[b])) / UNITS_PER_KM


def failing(ground: Ground, code: str, conditions: Conditions) -> dict[str, tuple[str, ...]]:
    """Which conditions each other municipality fails, as seen from ``code``; KeyError without it.

    Keys of :data:`REASONS` in their order; empty for who meets all. The municipality itself is not
    in it.
    """
    found = masks(ground, conditions, [ground.rows[code]])
    return {
        place.code: tuple(key for key in REASONS if key in found and found[key][0, row])
        for row, place in enumerate(ground.places)
        if place.code != code
    }


def allowed_pairs(ground: Ground, conditions: Conditions) -> BoolMatrix:
    """Whether both ends of a pair meet the conditions as seen from the other; symmetric.

    Shape (municipalities, municipalities), in the order of ``ground.places``; nobody with itself.
    """
    every = list(range(len(ground.places)))
    wrong = np.zeros((len(every), len(every)), dtype=bool)
    for mask in masks(ground, conditions, every).values():
        wrong |= mask
    fits = ~(wrong | wrong.T)
    np.fill_diagonal(fits, False)
    return fits


def masks(ground: Ground, conditions: Conditions, rows: Sequence[int]) -> dict[str, BoolMatrix]:
    """For each reason who fails by it, seen from the municipalities at ``rows``.

    Shape (rows, municipalities); reasons that nobody asks for are not there.
    """
    at = np.array(rows, dtype=np.int64)
    found = {
        **_distance(ground, conditions, at),
        **_province(ground, conditions, at),
        **_size(ground, conditions, at),
        **_country(ground, conditions, at),
    }
    if conditions.is_apart:
        found |= _apart(ground, conditions, at)
    if not conditions.with_mergers:
        found[MERGER] = np.array(
            [[p.code in ground.ties[ground.places[row].code] for p in ground.places] for row in at],
            dtype=bool,
        ).reshape(len(at), len(ground.places))
    return found


def _distance(ground: Ground, asked: Conditions, at: IntVector) -> dict[str, BoolMatrix]:
    if asked.least_km is None and asked.most_km is None:
        return {}
    x, y, known = ground.spots
    # Squares of whole units: no rounding at the border of a condition.
    square = (x[at, None] - x[None, :]) ** 2 + (y[at, None] - y[None, :]) ** 2
    is_known = known[at, None] & known[None, :]
    found = {NO_PLACE: ~is_known}
    if asked.least_km is not None:
        found[TOO_NEAR] = is_known & (square < (asked.least_km * UNITS_PER_KM) ** 2)
    if asked.most_km is not None:
        found[TOO_FAR] = is_known & (square > (asked.most_km * UNITS_PER_KM) ** 2)
    return found


def _province(ground: Ground, asked: Conditions, at: IntVector) -> dict[str, BoolMatrix]:
    if not asked.province:
        return {}
    own, other = ground.provinces[at, None], ground.provinces[None, :]
    is_known = (own >= 0) & (other >= 0)
    if asked.province == "other":
        return {NO_PROVINCE: ~is_known, OWN_PROVINCE: is_known & (own == other)}
    return {NO_PROVINCE: ~is_known, OTHER_PROVINCE: is_known & (own != other)}


def _size(ground: Ground, asked: Conditions, at: IntVector) -> dict[str, BoolMatrix]:
    if asked.least_people is None and asked.most_people is None:
        return {}
    people = np.broadcast_to(ground.people, (len(at), len(ground.places)))
    is_known = people >= 0
    found = {NO_SIZE: ~is_known}
    if asked.least_people is not None:
        found[TOO_SMALL] = is_known & (people < asked.least_people)
    if asked.most_people is not None:
        found[TOO_LARGE] = is_known & (people > asked.most_people)
    return found


def _country(ground: Ground, asked: Conditions, at: IntVector) -> dict[str, BoolMatrix]:
    countries = np.array(ground.countries)
    if asked.country == "both":
        return {}
    wanted = np.full(len(at), asked.country) if asked.country else countries[at]
    return {OTHER_COUNTRY: countries[None, :] != wanted[:, None]}


def _apart(ground: Ground, asked: Conditions, at: IntVector) -> dict[str, BoolMatrix]:
    named = np.array([place.is_known for place in ground.places], dtype=bool)
    is_known = named[at, None] & named[None, :]
    together = ground.together(at, largest=asked.largest_arrangement)
    return {NO_ARRANGEMENTS: ~is_known, TOGETHER: is_known & together}


def merger_ties(changes: Sequence[Change], codes: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each code the others that it becomes one with, or came from the same municipality as.

    A transfer of a piece of territory ties nobody. Changes to come count as those of the past.
    """
    after: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    for change in changes:
        if not change.is_transfer:
            after.setdefault(change.old.code, []).append(change.new.code)
            before.setdefault(change.new.code, []).append(change.old.code)
    found: dict[str, set[str]] = {code: set() for code in codes}
    for steps in (after, before):
        meeting: dict[str, list[str]] = {}
        for code in codes:
            for reached in _reached(code, steps):
                meeting.setdefault(reached, []).append(code)
        for tied in meeting.values():
            for code in tied:
                found[code].update(other for other in tied if other != code)
    return {code: frozenset(others) for code, others in found.items()}


def _reached(code: str, steps: Mapping[str, Sequence[str]]) -> set[str]:
    seen, waiting = {code}, [code]
    while waiting:
        for following in steps.get(waiting.pop(), ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen
