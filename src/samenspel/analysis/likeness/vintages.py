# SPDX-License-Identifier: EUPL-1.2
"""Which edition of each figure to compare municipalities by: one for the whole country.

Figures of two years are not compared with each other. For each indicator one vintage (a day and a
source) holds for all municipalities: the nearest one that has nearly all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.likeness.distances import standardised, transformed
from samenspel.analysis.likeness.indicators import BY_KEY, LIKENESS_INDICATORS

FloatMatrix = NDArray[np.float64]

LEAST_KNOWN = 0.9
"""A vintage is used when it has this share of the municipalities, or more."""


@dataclass(frozen=True)
class Vintage:
    """The figures of one indicator, of one day and source; ``values`` by code of municipality."""

    indicator: str
    on: date | None
    source: str
    values: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class IndicatorTable:
    """Municipalities by indicators; ``values`` of shape (codes, vintages), nan is unknown.

    ``left_out`` are indicators of the set for which too few municipalities have a figure.
    """

    codes: tuple[str, ...]
    vintages: tuple[Vintage, ...]
    values: FloatMatrix
    left_out: tuple[str, ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        """Keys of the indicators, in the order of the columns."""
        return tuple(vintage.indicator for vintage in self.vintages)

    @cached_property
    def scores(self) -> FloatMatrix:
        """Z-scores over the country, of logarithms where the set says so; shape of ``values``."""
        logarithm = [BY_KEY[key].logarithm for key in self.indicators]
        return standardised(transformed(self.values, logarithm=logarithm))


def indicator_table(
    vintages: Iterable[Vintage], *, codes: Sequence[str], on: date
) -> IndicatorTable:
    """The table of these municipalities on a day, from all vintages there are, in any order."""
    wanted = tuple(sorted(codes))
    by_indicator: dict[str, list[Vintage]] = {}
    for vintage in vintages:
        known = sum(code in vintage.values for code in wanted)
        if wanted and known >= LEAST_KNOWN * len(wanted):
            by_indicator.setdefault(vintage.indicator, []).append(vintage)
    keys = [indicator.key for indicator in LIKENESS_INDICATORS]
    chosen = tuple(
        min(by_indicator[key], key=lambda v: _farness(v, on)) for key in keys if key in by_indicator
    )
    values = np.full((len(wanted), len(chosen)), np.nan)
    for column, vintage in enumerate(chosen):
        values[:, column] = [vintage.values.get(code, np.nan) for code in wanted]
    return IndicatorTable(
        wanted, chosen, values, tuple(key for key in keys if key not in by_indicator)
    )


def _farness(vintage: Vintage, on: date) -> tuple[int, int, str]:
    """The last one of the day or earlier; else the first one after it; else an undated one."""
    if vintage.on is None:
        return 2, 0, vintage.source
    if vintage.on <= on:
        return 0, (on - vintage.on).days, vintage.source
    return 1, (vintage.on - on).days, vintage.source
