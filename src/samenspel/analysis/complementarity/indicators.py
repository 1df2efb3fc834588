# SPDX-License-Identifier: EUPL-1.2
"""What a municipality struggles with and what it has: the figures that partners are found by.

Two sides. **Problems** are challenges, each turned so that more is heavier; two municipalities with
the same challenges understand each other. **Means** are what a place has and another may lack. Both
the things of a city and those of the countryside stand among them, so that neither side has
everything. A figure may stand on both sides: the same fact can be a burden and a strength.

Themes group indicators on both sides. The weight of a theme is divided over its indicators on a
side, whether or not a country has them all: leaving one out changes nothing about the others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from samenspel.analysis import policy_areas

Side = Literal["problem", "means"]
SIDES: tuple[Side, ...] = ("problem", "means")

GROWTH = "population_growth"
"""Change in population in per cent: reckoned here, from two figures of the catalogue."""
ENTERED = "entered"
"""The theme of what people entered themselves."""


@dataclass(frozen=True)
class LinkTheme:
    """Indicators about one thing; ``weight`` is what it counts for unless one says otherwise."""

    key: str
    label_nl: str
    label_en: str
    weight: int = 1


@dataclass(frozen=True)
class LinkIndicator:
    """One figure on one side, with the reason why it is there.

    ``figure`` is the key in the catalogue of indicators, or ``population_growth``; empty where it
    is about what people entered, and then ``entry`` is the theme (of ``policy_areas.THEMES``).
    ``is_reversed``: the lower the figure, the more of it: few people in work is a heavy problem.
    """

    key: str
    side: Side
    theme: str
    label_nl: str
    label_en: str
    reason_nl: str
    reason_en: str
    figure: str = ""
    is_reversed: bool = False
    entry: str = ""


LINK_THEMES: Mapping[str, LinkTheme] = MappingProxyType(
    {
        theme.key: theme
        for theme in (
            LinkTheme("people", "Bevolking", "Population"),
            LinkTheme("living", "Wonen", "Living"),
            LinkTheme("work", "Werk en inkomen", "Work and income"),
            LinkTheme("knowledge", "Kennis", "Knowledge"),
            LinkTheme("facilities", "Voorzieningen", "Facilities"),
            LinkTheme("space", "Ruimte", "Space"),
            LinkTheme("administration", "Bestuur", "Administration"),
            LinkTheme(ENTERED, "Wat gemeenten zelf zeggen", "What municipalities say themselves"),
        )
    }
)
"""Every theme by its key, in the order in which to show them."""

_PROBLEMS = (
    LinkIndicator(
        "shrinkage",
        "problem",
        "people",
        "Krimp",
        "Shrinkage",
        "Waar het aantal inwoners daalt of weinig groeit, staan winkels, scholen en clubs onder "
        "druk.",
        "Where the population falls or hardly grows, shops, schools and clubs are under pressure.",
        figure=GROWTH,
        is_reversed=True,
    ),
    LinkIndicator(
        "ageing",
        "problem",
        "people",
        "Vergrijzing",
        "Ageing",
        "Veel ouderen vragen meer zorg, terwijl er minder mensen zijn om die te geven.",
        "Many old people need more care, with fewer people to give it.",
        figure="pct_65plus",
    ),
    LinkIndicator(
        "living_alone",
        "problem",
        "living",
        "Alleen wonen",
        "Living alone",
        "Wie alleen woont, staat er bij ziekte of geldzorgen sneller alleen voor.",
        "Who lives alone, is sooner on their own when ill or short of money.",
        figure="pct_single_households",
    ),
    LinkIndicator(
        "low_home_value",
        "problem",
        "living",
        "Lage woningwaarde",
        "Low value of homes",
        "Zijn woningen weinig waard, dan loont opknappen en verduurzamen minder.",
        "Where homes are worth little, renovating and insulating them pays less.",
        figure="home_value_keur",
        is_reversed=True,
    ),
    LinkIndicator(
        "low_income",
        "problem",
        "work",
        "Lage inkomens",
        "Low incomes",
        "Veel lage inkomens vragen veel van schuldhulp, zorg en onderwijs.",
        "Many low incomes ask much of debt relief, care and education.",
        figure="pct_low_income",
    ),
    LinkIndicator(
        "low_employment",
        "problem",
        "work",
        "Weinig mensen met werk",
        "Few people in work",
        "Staan veel inwoners buiten het werk, dan vraagt dat om begeleiding en andere banen.",
        "Where many residents are out of work, they need guidance and other jobs.",
        figure="employment_rate",
        is_reversed=True,
    ),
)

_MEANS = (
    LinkIndicator(
        "young_people",
        "means",
        "people",
        "Jongeren",
        "Young people",
        "Leerlingen, studenten en starters: zij zoeken stages en een eerste baan, en brengen "
        "nieuwe ideeën.",
        "Pupils, students and starters: they look for placements and a first job, and bring new "
        "ideas.",
        figure="pct_15_24",
    ),
    LinkIndicator(
        "experience",
        "means",
        "people",
        "Ervaring",
        "Experience",
        "Ouderen hebben ervaring en vaak tijd: op hen draaien veel verenigingen.",
        "Older people have experience and often time: many societies run on them.",
        figure="pct_65plus",
    ),
    LinkIndicator(
        "affordable_homes",
        "means",
        "living",
        "Betaalbare woningen",
        "Affordable homes",
        "Waar een huis minder kost, kunnen mensen wonen die elders niets vinden.",
        "Where a home costs less, people can live who find nothing elsewhere.",
        figure="home_value_keur",
        is_reversed=True,
    ),
    LinkIndicator(
        "purchasing_power",
        "means",
        "work",
        "Koopkracht",
        "Purchasing power",
        "Hoge inkomens dragen winkels, cultuur en goede doelen, en zoeken recreatie elders.",
        "High incomes carry shops, culture and charities, and look for recreation elsewhere.",
        figure="pct_high_income",
    ),
    LinkIndicator(
        "higher_education",
        "means",
        "knowledge",
        "Kennis",
        "Knowledge",
        "Hoger opgeleiden en hun werkgevers brengen kennis voor onderzoek, ontwerp en advies.",
        "People with higher education and their employers bring knowledge for research, design "
        "and advice.",
        figure="pct_higher_education",
    ),
    LinkIndicator(
        "facilities",
        "means",
        "facilities",
        "Voorzieningen dichtbij",
        "Facilities nearby",
        "Waar veel adressen bij elkaar staan, zijn er scholen, zorg, cultuur en vervoer in de "
        "buurt.",
        "Where many addresses stand together there are schools, care, culture and transport "
        "nearby.",
        figure="address_density",
    ),
    LinkIndicator(
        "territory",
        "means",
        "space",
        "Groot gebied",
        "Large territory",
        "Een groot gebied heeft plaats voor natuur, water, voedsel en energie.",
        "A large territory has room for nature, water, food and energy.",
        figure="area_km2",
    ),
    LinkIndicator(
        "room_to_grow",
        "means",
        "space",
        "Ruimte om te groeien",
        "Room to grow",
        "Waar weinig mensen per vierkante kilometer wonen, is er rust en plaats om iets nieuws "
        "te proberen.",
        "Where few people live per square kilometre there is quiet, and room to try something new.",
        figure="density_km2",
        is_reversed=True,
    ),
    LinkIndicator(
        "administrative_size",
        "means",
        "administration",
        "Grote organisatie",
        "Large organisation",
        "Een grote gemeente heeft ambtenaren voor onderwerpen die een kleine er bij doet.",
        "A large municipality has officials for subjects that a small one does on the side.",
        figure="population",
    ),
)

_ENTERED_PROBLEMS = tuple(
    LinkIndicator(
        f"challenge_{theme.key}",
        "problem",
        ENTERED,
        f"Opgave: {theme.nl}",
        f"Challenge: {theme.en}",
        "Beide gemeenten noemen het zelf als opgave.",
        "Both municipalities name it as a challenge themselves.",
        entry=theme.key,
    )
    for theme in policy_areas.THEMES.values()
)
_ENTERED_MEANS = tuple(
    LinkIndicator(
        f"exchange_{theme.key}",
        "means",
        ENTERED,
        f"Vraag en aanbod: {theme.nl}",
        f"Need and offer: {theme.en}",
        "De een biedt aan of is sterk in wat de ander vraagt of waarin die zwak is.",
        "The one offers or is strong in what the other needs or is weak in.",
        entry=theme.key,
    )
    for theme in policy_areas.THEMES.values()
)

LINK_INDICATORS: tuple[LinkIndicator, ...] = (
    *_PROBLEMS,
    *_ENTERED_PROBLEMS,
    *_MEANS,
    *_ENTERED_MEANS,
)
"""All of them: problems, then means, in the order in which to show them."""

LINK_INDICATOR: Mapping[str, LinkIndicator] = MappingProxyType({i.key: i for i in LINK_INDICATORS})
"""Each by its key."""

FIGURES: frozenset[str] = frozenset(
    {indicator.figure for indicator in LINK_INDICATORS if indicator.figure} - {GROWTH}
    | {"population", "population_change"}
)
"""Keys in the catalogue of all figures that a table is made from; read these."""

_SIZES = Counter((indicator.side, indicator.theme) for indicator in LINK_INDICATORS)
PARTS = math.lcm(*_SIZES.values())
"""A weight of 1 is cut in so many parts, so that every indicator gets a whole number of them."""


def parts_of(indicator: LinkIndicator) -> int:
    """How many of the whole parts of a weight of 1 an indicator gets, 1 or more.

    The parts of a theme are divided equally over its indicators on that side, so that every share
    is a whole number.
    """
    return PARTS // _SIZES[indicator.side, indicator.theme]
