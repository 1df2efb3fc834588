# SPDX-License-Identifier: EUPL-1.2
"""A municipality among its peers and in the country, indicator by indicator."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from samenspel.analysis.likeness.distances import FloatVector, standardised
from samenspel.analysis.likeness.indicators import BY_KEY
from samenspel.analysis.likeness.peers import Peers


@dataclass(frozen=True)
class Spread:
    """Where a country lies: a tenth is below ``low``, half below ``middle``, a tenth above
    ``high`` (deciles by linear interpolation)."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Position:
    """A value with its place on the line (z-score); None is unknown."""

    value: float | None
    score: float | None


@dataclass(frozen=True)
class ProfileRow:
    """One line: the municipality (``own``), its peers in their order, and the country.

    ``median`` is that of the peers, ``known`` how many of these have a value. ``spread`` is in
    values, ``line`` the same in scores; None where nobody has a value.
    """

    key: str
    own: Position
    peers: tuple[Position, ...]
    median: float | None
    known: int
    spread: Spread | None
    line: Spread | None


@dataclass(frozen=True)
class IndicatorRow(ProfileRow):
    """The line of an indicator, of which theme, day and source."""

    theme: str
    on: date | None
    source: str


def profile(found: Peers) -> tuple[IndicatorRow, ...]:
    """A line for every indicator of the table, in its order."""
    table = found.table
    places = [table.codes.index(code) for code in (found.code, *found.codes)]
    return tuple(
        IndicatorRow(
            **vars(row), theme=BY_KEY[vintage.indicator].theme, on=vintage.on, source=vintage.source
        )
        for column, vintage in enumerate(table.vintages)
        for row in [
            _row(vintage.indicator, table.values[:, column], table.scores[:, column], places)
        ]
    )


def line_of(
    key: str, values: Sequence[float | None], municipalities: Sequence[str], found: Peers
) -> ProfileRow:
    """The line of another figure of the same municipalities, placed by its own z-scores.

    ``values`` in the order of ``municipalities``, which hold the one asked for and its peers.
    """
    column = np.array([np.nan if value is None else float(value) for value in values])
    place = {code: number for number, code in enumerate(municipalities)}
    rows = [place[code] for code in (found.code, *found.codes)]
    return _row(key, column, standardised(column[:, None])[:, 0], rows)


def _row(key: str, values: FloatVector, scores: FloatVector, places: Sequence[int]) -> ProfileRow:
    own, *peers = (
        Position(*pair) if np.isfinite(pair).all() else Position(None, None)
        for pair in zip(values[places].tolist(), scores[places].tolist(), strict=True)
    )
    known = sorted(peer.value for peer in peers if peer.value is not None)
    return ProfileRow(
        key=key,
        own=own,
        peers=tuple(peers),
        median=statistics.median(known) if known else None,
        known=len(known),
        spread=_spread(values),
        line=_spread(scores),
    )


def _spread(column: FloatVector) -> Spread | None:
    known = sorted(column[np.isfinite(column)].tolist())
    if not known:
        return None
    if len(known) == 1:
        return Spread(known[0], known[0], known[0])
    deciles = statistics.quantiles(known, n=10, method="inclusive")
    return Spread(deciles[0], deciles[4], deciles[8])
