# SPDX-License-Identifier: EUPL-1.2
"""Which indicators say whether two municipalities are alike, with how much weight, and why.

Indicators stand in themes. A theme has a weight, divided equally over those of its indicators that
are known for the country, so that a theme with many figures does not count for more. Left out on
purpose, for they would count double: residents per square kilometre (population by area), class of
urbanity (address density in five steps), households, dwellings and council seats (population
again) and the size of a household (one-person households again).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

FloatVector = NDArray[np.float64]
IntVector = NDArray[np.int64]

LARGEST_WEIGHT = 100.0


class WeightsError(ValueError):
    """Weights that cannot be used; the message is a sentence for the one who gave them."""


@dataclass(frozen=True)
class Theme:
    """Indicators about one thing; ``weight`` is what it counts for unless one says otherwise."""

    key: str
    label_nl: str
    label_en: str
    weight: float = 1.0


@dataclass(frozen=True)
class LikenessIndicator:
    """A figure that likeness is measured by; ``key`` is that of the catalogue of indicators.

    ``logarithm``: compared by ratio, for 10,000 more residents mean much to a village and nothing
    to a city. The reason says why it is in the set.
    """

    key: str
    theme: str
    reason_nl: str
    reason_en: str
    logarithm: bool = False


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        theme.key: theme
        for theme in (
            Theme("size", "Omvang", "Size"),
            Theme("density", "Ruimte", "Space"),
            Theme("age", "Leeftijd", "Age"),
            Theme("living", "Wonen", "Living"),
            Theme("income", "Werk en inkomen", "Work and income"),
            Theme("education", "Opleiding", "Education"),
        )
    }
)
"""Every theme by its key, in the order in which to show them."""

_AGE_NL = "Hoe oud inwoners zijn bepaalt de vraag naar scholen, werk en zorg."
_AGE_EN = "The age of residents decides what is needed of schools, work and care."

LIKENESS_INDICATORS = (
    LikenessIndicator(
        "population",
        "size",
        "Het aantal inwoners bepaalt wat een gemeente alleen kan en hoeveel geld zij heeft.",
        "The number of residents decides what a municipality can do alone, and its money.",
        logarithm=True,
    ),
    LikenessIndicator(
        "area_km2",
        "density",
        "In een groot gebied zijn er meer kernen, wegen en natuur om voor te zorgen.",
        "A large territory has more villages, roads and nature to look after.",
        logarithm=True,
    ),
    LikenessIndicator(
        "address_density",
        "density",
        "Hoe dicht mensen bij elkaar wonen, maakt een stad of een dorp.",
        "How close to each other people live makes a city or a village.",
        logarithm=True,
    ),
    *(
        LikenessIndicator(f"pct_{group}", "age", _AGE_NL, _AGE_EN)
        for group in ("0_14", "15_24", "25_44", "45_64", "65plus")
    ),
    LikenessIndicator(
        "pct_single_households",
        "living",
        "Wie alleen woont, vraagt andere woningen en andere hulp dan een gezin.",
        "People who live alone need other homes and other help than families.",
    ),
    LikenessIndicator(
        "pct_owner_occupied",
        "living",
        "Koop of huur zegt veel over de opgaven in het wonen.",
        "Owning or renting says much about the housing tasks.",
    ),
    LikenessIndicator(
        "home_value_keur",
        "living",
        "De waarde van woningen laat zien hoe gewild het wonen er is.",
        "The value of homes shows how sought-after the place is.",
        logarithm=True,
    ),
    LikenessIndicator(
        "employment_rate",
        "income",
        "Hoeveel inwoners werken, bepaalt de opgaven in werk en bijstand.",
        "How many residents work decides the tasks in work and benefits.",
    ),
    LikenessIndicator(
        "pct_low_income",
        "income",
        "Veel lage inkomens vragen veel van het sociaal domein.",
        "Many low incomes ask much of social services.",
    ),
    LikenessIndicator(
        "pct_high_income",
        "income",
        "Hoge inkomens zijn de andere kant: meer draagkracht en andere wensen.",
        "High incomes are the other side: more means and other wishes.",
    ),
    LikenessIndicator(
        "pct_higher_education",
        "education",
        "Opleiding hangt samen met werk, gezondheid en wat inwoners vragen.",
        "Education goes with work, health and what residents ask for.",
    ),
)
"""The set, in the order in which to show it."""

BY_KEY: Mapping[str, LikenessIndicator] = MappingProxyType({i.key: i for i in LIKENESS_INDICATORS})


def theme_weights(chosen: Mapping[str, float] | None = None) -> dict[str, float]:
    """The weight of every theme: as chosen, else its own.

    Raises
    ------
    WeightsError
        An unknown theme, or a weight that is not between 0 and 100.
    """
    weights = {key: theme.weight for key, theme in THEMES.items()}
    for key, weight in (chosen or {}).items():
        if key not in weights:
            raise WeightsError(f"there is no theme {key}; themes are {', '.join(THEMES)}.")
        if not (math.isfinite(weight) and 0 <= weight <= LARGEST_WEIGHT):
            raise WeightsError(f"the weight of {key} must be between 0 and {LARGEST_WEIGHT:g}.")
        weights[key] = float(weight)
    return weights


def themes_of(indicators: Sequence[str]) -> IntVector:
    """Theme of each indicator as a number in the order of ``THEMES``, shape (indicators,)."""
    place = {key: number for number, key in enumerate(THEMES)}
    return np.array([place[BY_KEY[key].theme] for key in indicators], dtype=np.int64)


def indicator_weights(indicators: Sequence[str], themes: Mapping[str, float]) -> FloatVector:
    """Weight of each indicator, adding up to 1: that of its theme, divided over its indicators.

    Shape (indicators,). Themes without an indicator count for nothing.

    Parameters
    ----------
    indicators
        Keys of the indicators that are known for the country.
    themes
        Weight of each theme, as :func:`theme_weights` gives them.

    Raises
    ------
    WeightsError
        No theme with an indicator has a weight.
    """
    groups = np.array([themes[key] for key in THEMES])
    group_of = themes_of(indicators)
    size = np.bincount(group_of, minlength=len(groups))
    present = np.where(size > 0, groups, 0.0)
    whole = math.fsum(present.tolist())
    if not whole:
        raise WeightsError("give at least one theme with figures a weight above 0.")
    share = present / whole / np.maximum(size, 1)
    spread: FloatVector = share[group_of]
    return spread
