# SPDX-License-Identifier: EUPL-1.2
"""Minimal winning coalitions and minimal blocking sets of a board.

A winning coalition is **minimal** when nobody in it can be missed: without any one member it falls
below the quota, so without its smallest one. A **blocking set** keeps the others below the quota;
the minimal ones are the minimal winning coalitions of the dual game.

Members with as many votes can take each other's place, so the coalitions come in **patterns**: how
many members of each number of votes. A board of sixteen members has often hundreds of coalitions in
a handful of patterns.

References
----------
Felsenthal, Machover (1998), The Measurement of Voting Power, Edward Elgar, section 2.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, groupby, islice, product
from math import comb, prod

from samenspel.analysis.voting_power.counting import MOST_BITS, slot_bits, table_bits, window_sum
from samenspel.analysis.voting_power.errors import TooLargeError
from samenspel.analysis.voting_power.game import Game


@dataclass(frozen=True)
class Part:
    """``taken`` of the ``members`` that have each this number of ``votes``; 1 to all of them."""

    votes: int
    taken: int
    members: int


@dataclass(frozen=True)
class Pattern:
    """Coalitions that are alike: ``parts`` from the largest number of votes to the smallest."""

    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Members in each of these coalitions."""
        return sum(part.taken for part in self.parts)

    @property
    def votes(self) -> int:
        """Votes of each of these coalitions."""
        return sum(part.taken * part.votes for part in self.parts)

    @property
    def coalitions(self) -> int:
        """How many coalitions there are of this pattern."""
        return prod(comb(part.members, part.taken) for part in self.parts)


@dataclass(frozen=True)
class Patterns:
    """Patterns found, those with the fewest members first; more exist unless ``is_complete``."""

    patterns: tuple[Pattern, ...]
    is_complete: bool


def minimal_winning_patterns(game: Game, *, most: int) -> Patterns:
    """Patterns of the minimal winning coalitions, at most ``most`` (1 or more) of them.

    Where there are more, those with the most votes in their largest members come first.
    """
    found = list(islice(_patterns(game), most + 1))
    shown = sorted(found[:most], key=lambda pattern: (pattern.size, -pattern.votes))
    return Patterns(tuple(shown), len(found) <= most)


def minimal_blocking_patterns(game: Game, *, most: int) -> Patterns:
    """The same of the minimal blocking sets."""
    return minimal_winning_patterns(game.dual, most=most)


def minimal_winning_coalitions(game: Game, *, most: int) -> tuple[tuple[int, ...], ...]:
    """Minimal winning coalitions as places of members in order, at most ``most`` of them.

    Those of one pattern follow each other, the first members first.
    """
    places: dict[int, list[int]] = {}
    for place, weight in enumerate(game.weights):
        places.setdefault(weight, []).append(place)

    def sets() -> Iterator[tuple[int, ...]]:
        for pattern in _patterns(game):
            chosen = [combinations(places[part.votes], part.taken) for part in pattern.parts]
            for parts in product(*chosen):
                yield tuple(sorted(place for part in parts for place in part))

    return tuple(islice(sets(), most))


def minimal_blocking_sets(game: Game, *, most: int) -> tuple[tuple[int, ...], ...]:
    """The same of the minimal blocking sets."""
    return minimal_winning_coalitions(game.dual, most=most)


def count_minimal_winning(game: Game, *, most_bits: int = MOST_BITS) -> int:
    """How many minimal winning coalitions there are, without listing them.

    Members are taken from the largest to the smallest; each is in turn the last one taken, which
    makes the coalition win: those before it must have quota - its votes up to quota - 1.

    Raises
    ------
    TooLargeError
        The counting would take more than ``most_bits`` of memory.
    """
    reduced = game.reduced
    members = len(reduced.weights)
    bits = table_bits(members, reduced.quota, by_size=False)
    if bits > most_bits:
        raise TooLargeError(len(game.weights), game.total, bits, most_bits)
    slot = slot_bits(members, by_size=False)
    mask = (1 << reduced.quota * slot) - 1
    before, found = 1, 0
    for weight in reduced.weights:
        found += window_sum(before, slot, max(reduced.quota - weight, 0), reduced.quota - 1)
        before += (before << weight * slot) & mask
    return found


def count_minimal_blocking(game: Game, *, most_bits: int = MOST_BITS) -> int:
    """How many minimal blocking sets there are; raises as ``count_minimal_winning``."""
    return count_minimal_winning(game.dual, most_bits=most_bits)


def _patterns(game: Game) -> Iterator[Pattern]:
    """All patterns, most of the largest members first; every branch tried leads to one."""
    weights = sorted((weight for weight in game.weights if weight), reverse=True)
    kinds = [(weight, len(list(same))) for weight, same in groupby(weights)]
    left = [0]
    for weight, members in reversed(kinds):
        left.append(left[-1] + weight * members)
    left.reverse()  # votes of this kind and of all that follow

    def after(kind: int, need: int, parts: tuple[Part, ...]) -> Iterator[Pattern]:
        weight, members = kinds[kind]
        enough = -(-need // weight)
        if enough <= members:
            yield Pattern((*parts, Part(weight, enough, members)))
        for taken in range(min(members, enough - 1), -1, -1):
            if need - taken * weight <= left[kind + 1]:
                part = (Part(weight, taken, members),) if taken else ()
                yield from after(kind + 1, need - taken * weight, parts + part)

    return after(0, game.quota, ())
