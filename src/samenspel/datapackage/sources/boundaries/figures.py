# SPDX-License-Identifier: EUPL-1.2
"""Figures that stand beside the shapes, as far as they are clearly one of our indicators."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from samenspel.datapackage.indicators import INDICATORS, Indicator
from samenspel.datapackage.sources.boundaries.features import Feature, plain_key


@dataclass(frozen=True)
class Property:
    """How the publisher names a figure (in any of these ways), and what to multiply it by."""

    indicator: Indicator
    names: tuple[str, ...]
    factor: float = 1.0


def _property(key: str, *names: str, factor: float = 1.0) -> Property:
    return Property(INDICATORS[key], tuple(map(plain_key, names)), factor)


# Areas are published in hectares. Older files have short names in capitals.
_PROPERTIES = (
    _property("population", "aantalInwoners", "AANT_INW"),
    _property("pct_0_14", "percentagePersonen0Tot15Jaar", "P_00_14_JR"),
    _property("pct_15_24", "percentagePersonen15Tot25Jaar", "P_15_24_JR"),
    _property("pct_25_44", "percentagePersonen25Tot45Jaar", "P_25_44_JR"),
    _property("pct_45_64", "percentagePersonen45Tot65Jaar", "P_45_64_JR"),
    _property("pct_65plus", "percentagePersonen65JaarEnOuder", "P_65_EO_JR"),
    _property("area_km2", "oppervlakteTotaalInHa", "OPP_TOT", factor=0.01),
    _property("land_km2", "oppervlakteLandInHa", "OPP_LAND", factor=0.01),
    _property("density_km2", "bevolkingsdichtheidInwonersPerKm2", "BEV_DICHTH"),
    _property("address_density", "omgevingsadressendichtheid", "OAD"),
    _property("urbanity_class", "stedelijkheidAdressenPerKm2", "STED"),
    _property("households", "aantalHuishoudens", "AANTAL_HH"),
    _property("pct_single_households", "percentageEenpersoonshuishoudens", "P_EENP_HH"),
    _property("household_size", "gemiddeldeHuishoudsgrootte", "GEM_HH_GR"),
)

NATIONAL_POPULATION: Mapping[int, int] = MappingProxyType(
    {
        2013: 16_779_575,
        2014: 16_829_289,
        2015: 16_900_726,
        2016: 16_979_120,
        2017: 17_081_507,
        2018: 17_181_084,
        2019: 17_282_163,
        2020: 17_407_585,
        2021: 17_475_415,
        2022: 17_590_672,
        2023: 17_811_291,
        2024: 17_942_942,
    }
)
"""Residents of the Netherlands on 1 January, as Statistics Netherlands published them."""

# Statistics Netherlands writes -99999999, -99997 and the like for what is unknown or secret.
_UNKNOWN_BELOW = -99_990
_NUMBER = re.compile(r"^-?[0-9]{1,12}([.,][0-9]{1,9})?$")


@dataclass(frozen=True)
class Doubt:
    """A figure that was read otherwise than it is written."""

    column: str
    original: str
    result: str
    cause: str


def present(features: Sequence[Feature]) -> list[tuple[Property, str]]:
    """The properties that features have, with the name that they go by in this file."""
    names = {name for feature in features for name in feature.properties}
    return [
        (item, name)
        for item in _PROPERTIES
        for name in [next((name for name in item.names if name in names), None)]
        if name is not None
    ]


def read_figure(item: Property, name: str, feature: Feature) -> tuple[float | None, Doubt | None]:
    """The figure of a feature in the unit of its indicator; None when there is none."""
    original = feature.properties.get(name)
    if original is None:
        return None, None
    number = _number(original)
    # A list may be nested too deeply to be shown.
    shown = type(original).__name__ if isinstance(original, list | dict) else str(original)
    if number is None:
        return None, Doubt(name, shown, "", "figure is no number")
    if number <= _UNKNOWN_BELOW:
        return None, Doubt(name, shown, "", "negative number for an unknown figure")
    indicator = item.indicator
    value = round(number * item.factor, 6)
    low, high = indicator.minimum, indicator.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        return None, Doubt(name, shown, "", "figure that cannot be")
    if indicator.whole and value != int(value):
        whole = round(value)
        return float(whole), Doubt(name, shown, str(whole), "decimals where things are counted")
    return value, None


def _number(original: object) -> float | None:
    if isinstance(original, bool):
        return None
    if isinstance(original, int | float):
        return float(original) if abs(original) < 1e12 else None
    if isinstance(original, str) and _NUMBER.match(original.strip()):
        return float(original.strip().replace(",", "."))
    return None


def year_of_population(total: float) -> int | None:
    """The year on whose first day the country had exactly so many residents."""
    return next((year for year, known in NATIONAL_POPULATION.items() if known == total), None)


def together(indicator: Indicator, values: Sequence[float | None]) -> float | None:
    """The figure of parts that became one municipality: a sum of what is counted, else unknown."""
    if indicator.unit not in {"count", "km2"} or any(value is None for value in values):
        return None
    return sum(value for value in values if value is not None)
