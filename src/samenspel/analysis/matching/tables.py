# SPDX-License-Identifier: EUPL-1.2
"""A pairing as a table: the same rows for page, file and command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from samenspel.analysis.matching.compared import Pairings
from samenspel.analysis.matching.edges import Side
from samenspel.analysis.matching.pairings import Pairing

Kind = Literal["optimal", "stable"]
Cell: TypeAlias = "int | str"


def pairing_columns(kind: Kind) -> tuple[str, ...]:
    """Keys of the columns of :func:`pairing_rows`."""
    other = "also_stable" if kind == "optimal" else "also_optimal"
    return ("rank", "code", "name", "partner_code", "partner_name", other, "score")


@dataclass(frozen=True)
class PairRow:
    """A pair of a pairing; ``one`` is the large one where there are two sides.

    ``rank`` counts from the highest score, ``is_in_other``: also a pair of the other kind.
    """

    rank: int
    one: int
    other: int
    score: int
    is_in_other: bool


def pair_rows(both: Pairings, kind: Kind, sides: Sequence[Side]) -> tuple[PairRow, ...]:
    """The pairs of one kind, the one that scores most first; of equals the lowest number."""
    pairing: Pairing = both.optimal if kind == "optimal" else both.stable
    ordered = sorted(zip(pairing.scores, pairing.pairs, strict=True), key=lambda p: (-p[0], p[1]))
    rows = []
    for rank, (score, pair) in enumerate(ordered, start=1):
        one, other = pair if sides[pair[1]] != "large" else pair[::-1]
        rows.append(PairRow(rank, one, other, score, pair in both.shared))
    return tuple(rows)


def pairing_rows(
    both: Pairings,
    kind: Kind,
    codes: Sequence[str],
    names: Mapping[str, str],
    sides: Sequence[Side],
) -> list[tuple[Cell, ...]]:
    """A row for each pair, values in the order of :func:`pairing_columns`.

    ``score`` in the whole parts of the scores; whether the other kind has the pair too is 1 or 0.
    """
    return [
        (
            row.rank,
            codes[row.one],
            names[codes[row.one]],
            codes[row.other],
            names[codes[row.other]],
            int(row.is_in_other),
            row.score,
        )
        for row in pair_rows(both, kind, sides)
    ]
