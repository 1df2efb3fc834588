# SPDX-License-Identifier: EUPL-1.2
"""How intensive cooperation of a pair is, in the three ways that a reader can choose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.analysis.cooperation_network import (
    WEIGHT_UNIT,
    CooperationNetwork,
    FloatVector,
)
from samenspel.analysis.participation import IntVector
from samenspel.places.notation import written
from samenspel.places.queries.maps import LegendItem

# Where the classes after the first begin; the same at every date, so that pictures compare.
SHARED_CLASSES = (2, 4, 7, 10)
PERCENT_CLASSES = (20, 40, 60, 80)
HUNDREDTH_CLASSES = (10, 25, 50, 100)
CLASSES = 5


@dataclass(frozen=True)
class PairValue:
    """A pair in figures: ``shared`` of ``either`` arrangements; ``weighted`` in 10^-12."""

    shared: int
    either: int
    weighted: int

    @property
    def jaccard(self) -> float:
        """Shared / either, in (0, 1]."""
        return self.shared / self.either

    @property
    def weight(self) -> float:
        """The weighted number of shared arrangements."""
        return self.weighted / WEIGHT_UNIT


@dataclass(frozen=True)
class Measure:
    """A way to say how much two municipalities do together.

    ``key`` stands for it in addresses; ``values`` orders pairs, ``classes`` is the class of each
    (1 to 5), ``short`` what fits in a cell, ``legend`` what the classes are.
    """

    key: str
    label: str | Promise
    values: Callable[[CooperationNetwork], IntVector | FloatVector]
    classes: Callable[[CooperationNetwork], IntVector]
    short: Callable[[PairValue], str]
    legend: Callable[[str], list[LegendItem]]


def _shared_classes(network: CooperationNetwork) -> IntVector:
    return _class_of(network.pairs.shared, SHARED_CLASSES)


def _percent_classes(network: CooperationNetwork) -> IntVector:
    # Compared as whole numbers: no share is just below a border by rounding.
    shared, either = network.pairs.shared, network.pairs.either
    found = np.ones(len(shared), dtype=np.int64)
    for percent in PERCENT_CLASSES:
        found += 100 * shared >= percent * either
    return found


def _weighted_classes(network: CooperationNetwork) -> IntVector:
    hundredths = (2 * network.weighted + WEIGHT_UNIT // 100) // (WEIGHT_UNIT // 50)
    return _class_of(hundredths, HUNDREDTH_CLASSES)


def _class_of(values: IntVector, begins: tuple[int, ...]) -> IntVector:
    return 1 + np.searchsorted(begins, values, side="right").astype(np.int64)


def _shared_legend(css: str) -> list[LegendItem]:
    begins = (1, *SHARED_CLASSES)
    texts = [
        str(begin) if after == begin + 1 else f"{begin}–{after - 1}"
        for begin, after in pairwise(begins)
    ]
    return _items(css, [*texts, _("%(number)s or more") % {"number": begins[-1]}])


def _percent_legend(css: str) -> list[LegendItem]:
    return _items(css, _steps([f"{percent}%" for percent in PERCENT_CLASSES]))


def _weighted_legend(css: str) -> list[LegendItem]:
    return _items(css, _steps([written(h / 100, 2) for h in HUNDREDTH_CLASSES]))


def _steps(borders: list[str]) -> list[str]:
    found = [_("less than %(number)s") % {"number": borders[0]}]
    found += [
        _("%(low)s to %(high)s") % {"low": low, "high": high} for low, high in pairwise(borders)
    ]
    return [*found, _("%(number)s or more") % {"number": borders[-1]}]


def _items(css: str, texts: list[str]) -> list[LegendItem]:
    return [LegendItem(f"{css}-{place}", text) for place, text in enumerate(texts, start=1)]


SHARED = Measure(
    key="aantal",
    label=gettext_lazy("Shared arrangements"),
    values=lambda network: network.pairs.shared,
    classes=_shared_classes,
    short=lambda pair: str(pair.shared),
    legend=_shared_legend,
)
JACCARD = Measure(
    key="deel",
    label=gettext_lazy("Part that is shared"),
    values=lambda network: network.pairs.jaccard,
    classes=_percent_classes,
    short=lambda pair: written(100 * pair.jaccard, 0),
    legend=_percent_legend,
)
WEIGHTED = Measure(
    key="gewogen",
    label=gettext_lazy("Weighted by size"),
    values=lambda network: network.weighted,
    classes=_weighted_classes,
    short=lambda pair: written(pair.weight, 1),
    legend=_weighted_legend,
)
MEASURES = {measure.key: measure for measure in (SHARED, JACCARD, WEIGHTED)}
