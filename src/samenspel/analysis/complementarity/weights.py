# SPDX-License-Identifier: EUPL-1.2
"""How much each theme and each factor of the score counts: whole numbers, so that all is exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from samenspel.analysis.complementarity.indicators import (
    LINK_INDICATORS,
    LINK_THEMES,
    SIDES,
    LinkIndicator,
    Side,
    parts_of,
)

IntVector = NDArray[np.int64]

FACTORS: Mapping[str, int] = MappingProxyType({"alike": 1, "unlike": 1, "reciprocity": 1})
"""The factors of the score with their usual weights, which are exponents."""
LARGEST_THEME = 100
LARGEST_FACTOR = 3

_FACTORS_OF: Mapping[Side, tuple[str, ...]] = MappingProxyType(
    {"problem": ("alike",), "means": ("unlike", "reciprocity")}
)
_WORDS: Mapping[Side, str] = MappingProxyType({"problem": "challenges", "means": "means"})


class WeightsError(ValueError):
    """Weights that cannot be used; the message is a sentence for the one who gave them."""


@dataclass(frozen=True)
class PartnerWeights:
    """What counts for how much. Give what differs from the usual; the rest is filled in.

    Parameters
    ----------
    themes
        Weight of themes by key, whole numbers from 0 to 100.
    factors
        Weight of ``alike``, ``unlike`` and ``reciprocity``, whole numbers from 0 to 3: how many
        times the factor is multiplied.
    without
        Indicators that are left out, by key; by the key of a figure on both sides at once.

    Raises
    ------
    WeightsError
        Something that does not exist, or a weight that is not such a whole number.
    """

    themes: Mapping[str, int] = field(default_factory=dict)
    factors: Mapping[str, int] = field(default_factory=dict)
    without: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        usual = {key: theme.weight for key, theme in LINK_THEMES.items()}
        themes = _filled(self.themes, usual, "theme", LARGEST_THEME)
        factors = _filled(self.factors, FACTORS, "factor", LARGEST_FACTOR)
        if not any(factors.values()):
            raise WeightsError("give at least one factor a weight above 0.")
        known = [key for i in LINK_INDICATORS for key in (i.key, i.figure) if key]
        for key in sorted(self.without):
            if key not in known:
                raise WeightsError(
                    f"there is no indicator {key}; indicators are "
                    f"{', '.join(i.key for i in LINK_INDICATORS)}."
                )
        object.__setattr__(self, "themes", MappingProxyType(themes))
        object.__setattr__(self, "factors", MappingProxyType(factors))
        object.__setattr__(self, "without", frozenset(self.without))

    def __hash__(self) -> int:
        return hash((*self.themes.values(), *self.factors.values(), self.without))

    @property
    def exponents(self) -> tuple[int, int, int]:
        """Of alike, unlike and reciprocity: whole numbers from 0 to 3."""
        return self.factors["alike"], self.factors["unlike"], self.factors["reciprocity"]

    def counts(self, side: Side) -> bool:
        """Whether a factor that is made from this side has a weight."""
        return any(self.factors[factor] for factor in _FACTORS_OF[side])

    def leaving_out(self, *keys: str) -> PartnerWeights:
        """The same weights with these indicators or figures left out too.

        Raises
        ------
        WeightsError
            There is no such indicator or figure.
        """
        return PartnerWeights(self.themes, self.factors, self.without | set(keys))

    @property
    def complete(self) -> PartnerWeights:
        """The same weights with nothing left out."""
        return PartnerWeights(self.themes, self.factors)

    def of(self, indicators: Iterable[LinkIndicator]) -> IntVector:
        """Weight of each indicator in whole parts, shape (indicators,).

        That of its theme, divided equally over the indicators that the theme has on that side; 0
        for what is left out.
        """
        return np.array(
            [
                0
                if indicator.key in self.without or indicator.figure in self.without
                else self.themes[indicator.theme] * parts_of(indicator)
                for indicator in indicators
            ],
            dtype=np.int64,
        )

    def check(self, indicators: Sequence[LinkIndicator]) -> None:
        """Refuse weights that leave nothing of a side that counts.

        Raises
        ------
        WeightsError
            There are indicators on the side, and none of them has a weight.
        """
        for side in SIDES:
            there = [one for one in indicators if one.side == side]
            if there and self.counts(side) and not self.of(there).any():
                themes = dict.fromkeys(one.theme for one in there)
                raise WeightsError(
                    f"nothing is left of the {_WORDS[side]}: give at least one of "
                    f"{', '.join(themes)} a weight above 0."
                )


def _filled(
    given: Mapping[str, int], usual: Mapping[str, int], what: str, largest: int
) -> dict[str, int]:
    filled = dict(usual)
    for key, weight in given.items():
        if key not in filled:
            raise WeightsError(f"there is no {what} {key}; {what}s are {', '.join(usual)}.")
        if type(weight) is not int or not 0 <= weight <= largest:
            raise WeightsError(
                f"the weight of {key} must be a whole number from 0 to {largest}, not {weight}."
            )
        filled[key] = weight
    return filled
