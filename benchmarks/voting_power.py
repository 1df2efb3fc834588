# SPDX-License-Identifier: EUPL-1.2
"""Measure voting power beside plain ways to compute the same figures, in one run.

    python benchmarks/voting_power.py [--write]

Two references: trying every set of members, and counting sets in a dictionary by votes and size
with the member left out each time (the textbook way). Both give the same fractions, or the run
fails. ``--write`` puts the table in docs/performance-voting-power.md, between its marks.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from pathlib import Path

from samenspel.analysis.voting_power import Game, bits_needed, power_of
from samenspel.analysis.voting_power.indices import _count

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance-voting-power.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"
Shares = list[tuple[Fraction, Fraction]]


@dataclass(frozen=True)
class Case:
    """A board to measure; ``ways`` are the references that can still do it."""

    name: str
    game: Game
    ways: tuple[str, ...]


def spread_votes(members: int, votes: int) -> tuple[int, ...]:
    """Votes that differ much and add up to ``votes``: the larger a member's place, the more."""
    total = members * (members + 1) // 2
    found = [max(votes * place // total, 1) for place in range(1, members + 1)]
    found[-1] += votes - sum(found)
    return tuple(found)


CASES = (
    Case("six countries in 1958", Game((4, 4, 4, 2, 2, 1), 12), ("every set", "dictionary")),
    Case(
        "Stadsregio, 3-2-1",
        Game((3, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1), 15),
        ("every set", "dictionary"),
    ),
    Case("30 members, 1,000 votes", Game.of(spread_votes(30, 1_000)), ("dictionary",)),
    Case("60 members, 20,000 votes", Game.of(spread_votes(60, 20_000)), ()),
    Case("200 members, 2,000 votes", Game.of(spread_votes(200, 2_000)), ()),
)


def ours(game: Game) -> Shares:
    """Both indices, nothing kept from an earlier time."""
    _count.cache_clear()
    return [(m.banzhaf, m.shapley_shubik) for m in power_of(game).members]


def every_set(game: Game) -> Shares:
    """Try all sets of members."""
    weights, members = game.weights, len(game.weights)
    orders = [factorial(size) * factorial(members - 1 - size) for size in range(members)]
    votes = [0] * (1 << members)
    swings, pivots = [0] * members, [0] * members
    for found in range(1 << members):
        if found:
            lowest = found & -found
            votes[found] = votes[found ^ lowest] + weights[lowest.bit_length() - 1]
        if votes[found] >= game.quota:
            continue
        size = found.bit_count()
        for member, weight in enumerate(weights):
            if not found >> member & 1 and votes[found] + weight >= game.quota:
                swings[member] += 1
                pivots[member] += orders[size]
    return _shares(swings, pivots, members)


def dictionary(game: Game) -> Shares:
    """Count the sets of the others by (size, votes), anew for each member."""
    weights, members = game.weights, len(game.weights)
    orders = [factorial(size) * factorial(members - 1 - size) for size in range(members)]
    swings, pivots = [0] * members, [0] * members
    for member, weight in enumerate(weights):
        counts: Counter[tuple[int, int]] = Counter({(0, 0): 1})
        for other in (*weights[:member], *weights[member + 1 :]):
            for (size, votes), number in list(counts.items()):
                if votes + other < game.quota:
                    counts[size + 1, votes + other] += number
        for (size, votes), number in counts.items():
            if game.quota - weight <= votes < game.quota:
                swings[member] += number
                pivots[member] += number * orders[size]
    return _shares(swings, pivots, members)


def _shares(swings: Sequence[int], pivots: Sequence[int], members: int) -> Shares:
    every, orders = sum(swings), factorial(members)
    return [
        (Fraction(swing, every), Fraction(pivot, orders))
        for swing, pivot in zip(swings, pivots, strict=True)
    ]


WAYS: dict[str, Callable[[Game], Shares]] = {"every set": every_set, "dictionary": dictionary}


def timed(way: Callable[[Game], Shares], game: Game, times: int) -> tuple[float, Shares]:
    """The shortest of some times in seconds, and the answer."""
    best, answer = float("inf"), []
    for _ in range(times):
        begin = time.perf_counter()
        answer = way(game)
        best = min(best, time.perf_counter() - begin)
    return best, answer


def measure() -> list[str]:
    """A row of the table for each case; the references must agree."""
    rows = []
    for case in CASES:
        own, answer = timed(ours, case.game, 3)
        cells = []
        for name, way in WAYS.items():
            if name not in case.ways:
                cells.append("too slow")
                continue
            took, same = timed(way, case.game, 1)
            if same != answer:
                sys.exit(f"{case.name}: {name} gives other figures")
            cells.append(f"{took / own:,.0f} times as long")
        size = bits_needed(case.game) / 8e6
        kinds = len(set(case.game.weights))
        rows.append(
            f"| {case.name} | {kinds} | {size:.1f} MB | {own:.4f} s | {' | '.join(cells)} |"
        )
        print(rows[-1])
    return rows


def main() -> None:
    """Measure, and write the table where asked."""
    rows = measure()
    if "--write" in sys.argv[1:]:
        head = "| Board | Different votes | Table | Both indices | Every set | Dictionary |\n"
        table = head + "| --- | ---: | ---: | ---: | ---: | ---: |\n" + "\n".join(rows) + "\n"
        before, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        DOCUMENT.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
