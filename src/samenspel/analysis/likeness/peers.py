# SPDX-License-Identifier: EUPL-1.2
"""The peers of a municipality: who is most like it, by what, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from samenspel.analysis.likeness.distances import Ranking, ranking
from samenspel.analysis.likeness.indicators import (
    BY_KEY,
    THEMES,
    WeightsError,
    indicator_weights,
    theme_weights,
    themes_of,
)
from samenspel.analysis.likeness.robustness import DRAWS, Robustness, robustness
from samenspel.analysis.likeness.vintages import IndicatorTable

TOP = 10
Reason = Literal["", "no_figures", "none_comparable"]


@dataclass(frozen=True)
class Difference:
    """One indicator in a peer: ``part`` of the squared distance that comes from it.

    ``value`` is as published, ``score`` its z-score; ``part`` is None where one of both is unknown.
    """

    indicator: str
    theme: str
    value: float | None
    score: float | None
    part: float | None


@dataclass(frozen=True)
class Peer:
    """A municipality that is like the one asked for.

    ``squared`` is the sum of the parts of ``differences``; ``distance`` its root: how many
    standard deviations the two differ, over all indicators. ``coverage`` is the part of the weight
    known in both. Of the random weightings it ``stays`` among the first in so many, at ranks
    ``best`` to ``worst``; None where that was not computed.
    """

    rank: int
    code: str
    squared: float
    distance: float
    coverage: float
    differences: tuple[Difference, ...]
    stays: int | None = None
    best: int | None = None
    worst: int | None = None

    @cached_property
    def by_theme(self) -> dict[str, float | None]:
        """Part of the squared distance per theme that has indicators; None where unknown."""
        parts: dict[str, float | None] = {}
        for difference in self.differences:
            sum_so_far = parts.setdefault(difference.theme, None)
            if difference.part is not None:
                parts[difference.theme] = (sum_so_far or 0.0) + difference.part
        return parts


@dataclass(frozen=True, eq=False)
class Peers:
    """The peers of ``code``, the most alike first; ``reason`` says why there are none.

    ``weights`` are those of the themes; ``compared`` counts all municipalities that were compared
    with it, ``not_compared`` are those that are not known well enough. ``tried`` counts the random
    weightings, 0 where none were; with one theme in use there is nothing to try.
    """

    code: str
    table: IndicatorTable
    weights: Mapping[str, float]
    reason: Reason
    places: tuple[Peer, ...] = ()
    own: tuple[Difference, ...] = ()
    compared: int = 0
    not_compared: tuple[str, ...] = ()
    tried: int = 0

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the peers, the most alike first."""
        return tuple(peer.code for peer in self.places)

    @property
    def themes(self) -> tuple[str, ...]:
        """Themes that have indicators in this country, weighted or not."""
        present = {BY_KEY[key].theme for key in self.table.indicators}
        return tuple(key for key in THEMES if key in present)


def peers_in(
    table: IndicatorTable,
    code: str,
    *,
    weights: Mapping[str, float] | None = None,
    top: int = TOP,
    robust: bool = True,
) -> Peers:
    """The ``top`` municipalities most like one; with ``robust`` also how sure they are.

    Parameters
    ----------
    table
        The indicators of all municipalities of the country.
    weights
        Of themes, by key; those that are not given weigh what they do usually.

    Raises
    ------
    KeyError
        ``code`` is not in the table.
    WeightsError
        A weight that cannot be used, or no weight left at all.
    """
    themes = theme_weights(weights)
    if code not in table.codes:
        raise KeyError(code)
    row = table.codes.index(code)
    if not any(themes.values()):
        raise WeightsError("give at least one theme a weight above 0.")
    if not np.isfinite(table.scores[row]).any():
        return Peers(code, table, themes, "no_figures")
    weight = indicator_weights(table.indicators, themes)
    found = ranking(row, table.scores, weight, table.codes)
    sure = None
    if robust and len(found.order):
        group_of = themes_of(table.indicators)
        sure = robustness(found, table.scores, weight, group_of, table.codes, top=top)
    return Peers(
        code=code,
        table=table,
        weights=themes,
        reason="" if len(found.order) else "none_comparable",
        places=tuple(
            _peer(table, found, sure, rank) for rank in range(1, min(top, len(found.order)) + 1)
        ),
        own=_differences(table, found, row),
        compared=len(found.order),
        not_compared=tuple(table.codes[other] for other in found.left_out.tolist()),
        tried=DRAWS if sure is not None and sure.groups > 1 else 0,
    )


def _peer(table: IndicatorTable, found: Ranking, sure: Robustness | None, rank: int) -> Peer:
    row = int(found.order[rank - 1])
    squared = float(found.distances.squared[row])
    tried = sure is not None and sure.groups > 1
    return Peer(
        rank=rank,
        code=table.codes[row],
        squared=squared,
        distance=math.sqrt(squared),
        coverage=float(found.distances.coverage[row]),
        differences=_differences(table, found, row),
        stays=int(sure.stays[rank - 1]) if sure is not None and tried else None,
        best=int(sure.best[rank - 1]) if sure is not None and tried else None,
        worst=int(sure.worst[rank - 1]) if sure is not None and tried else None,
    )


def _differences(table: IndicatorTable, found: Ranking, row: int) -> tuple[Difference, ...]:
    return tuple(
        Difference(
            indicator=key,
            theme=BY_KEY[key].theme,
            value=_known(value),
            score=_known(score),
            part=None if _known(score) is None or _known(own) is None else part,
        )
        for key, value, score, own, part in zip(
            table.indicators,
            table.values[row].tolist(),
            table.scores[row].tolist(),
            table.scores[found.row].tolist(),
            found.distances.parts[row].tolist(),
            strict=True,
        )
    )


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
