# SPDX-License-Identifier: EUPL-1.2
"""The figures that a municipality can have in a data package, each with its definition.

A figure is a column ``<key>``, ``<key>_YYYY`` or (for changes) ``<key>_YYYY_YYYY`` of the table
municipalities. The year in the name is the date of the figure; without one the description of
the column in ``datapackage.json`` may name a day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

import dataframely as dy

Group = Literal["people", "space", "households", "housing", "work", "income", "administration"]


@dataclass(frozen=True)
class Indicator:
    """A figure of a municipality.

    ``unit`` is a key: ``count``, ``percent``, ``km2``, ``per_km2``, ``thousand_euro``, ``class``
    or ``persons``. ``decimals`` is what to show; figures with 0 decimals that count things are
    whole numbers. ``minimum`` and ``maximum`` bound what a package may say.
    """

    key: str
    label_nl: str
    label_en: str
    unit: str
    decimals: int
    group: Group
    definition_nl: str
    definition_en: str
    minimum: float | None = 0.0
    maximum: float | None = None

    @property
    def whole(self) -> bool:
        """Whether the figure counts things, so that it has no decimals in any source."""
        return self.unit in {"count", "class", "thousand_euro"}

    def column(self) -> dy.Column:
        """The rule for a column with this figure."""
        if self.whole:
            low = None if self.minimum is None else int(self.minimum)
            high = None if self.maximum is None else int(self.maximum)
            return dy.Int64(nullable=True, min=low, max=high, description=self.definition_en)
        return dy.Float64(
            nullable=True, min=self.minimum, max=self.maximum, description=self.definition_en
        )


def _age(key: str, nl: str, en: str) -> Indicator:
    return Indicator(
        f"pct_{key}",
        f"Inwoners {nl}",
        f"Residents {en}",
        "percent",
        1,
        "people",
        f"Aandeel van de inwoners {nl}, in procenten.",
        f"Percentage of the population {en}.",
        maximum=100.0,
    )


_INDICATORS = (
    Indicator(
        "population",
        "Inwoners",
        "Population",
        "count",
        0,
        "people",
        "Aantal inwoners volgens de bevolkingsregisters.",
        "Number of residents in the population registers.",
    ),
    Indicator(
        "population_change",
        "Verandering van het aantal inwoners",
        "Change in population",
        "count",
        0,
        "people",
        "Inwoners op 1 januari van het laatste jaar min die op 1 januari van het eerste jaar, "
        "op hetzelfde gebied.",
        "Population on 1 January of the last year minus that of the first year, on the same "
        "territory.",
        minimum=None,
    ),
    _age("0_14", "van 0 tot 15 jaar", "aged 0 to 14"),
    _age("15_24", "van 15 tot 25 jaar", "aged 15 to 24"),
    _age("25_44", "van 25 tot 45 jaar", "aged 25 to 44"),
    _age("45_64", "van 45 tot 65 jaar", "aged 45 to 64"),
    _age("65plus", "van 65 jaar en ouder", "aged 65 and over"),
    Indicator(
        "area_km2",
        "Oppervlakte",
        "Area",
        "km2",
        1,
        "space",
        "Oppervlakte van land en binnenwater, in vierkante kilometer.",
        "Area of land and inland water, in square kilometres.",
    ),
    Indicator(
        "land_km2",
        "Oppervlakte land",
        "Land area",
        "km2",
        1,
        "space",
        "Oppervlakte van het land, zonder water, in vierkante kilometer.",
        "Area of land, without water, in square kilometres.",
    ),
    Indicator(
        "density_km2",
        "Inwoners per km²",
        "Residents per km²",
        "per_km2",
        0,
        "space",
        "Aantal inwoners per vierkante kilometer.",
        "Number of residents per square kilometre.",
    ),
    Indicator(
        "address_density",
        "Omgevingsadressendichtheid",
        "Surrounding address density",
        "per_km2",
        0,
        "space",
        "Gemiddeld aantal adressen per vierkante kilometer binnen een kilometer van elk adres.",
        "Mean number of addresses per square kilometre within one kilometre of each address.",
    ),
    Indicator(
        "urbanity_class",
        "Stedelijkheid",
        "Urbanity",
        "class",
        0,
        "space",
        "Klasse van stedelijkheid: 1 zeer sterk stedelijk tot 5 niet stedelijk.",
        "Class of urbanity: 1 very strongly urban to 5 not urban.",
        minimum=1.0,
        maximum=5.0,
    ),
    Indicator(
        "households",
        "Huishoudens",
        "Households",
        "count",
        0,
        "households",
        "Aantal particuliere huishoudens.",
        "Number of private households.",
    ),
    Indicator(
        "pct_single_households",
        "Eenpersoonshuishoudens",
        "One-person households",
        "percent",
        1,
        "households",
        "Aandeel van de huishoudens met één persoon, in procenten.",
        "Percentage of households of one person.",
        maximum=100.0,
    ),
    Indicator(
        "household_size",
        "Grootte van een huishouden",
        "Household size",
        "persons",
        1,
        "households",
        "Gemiddeld aantal personen per huishouden.",
        "Mean number of persons per household.",
        maximum=20.0,
    ),
    Indicator(
        "dwellings",
        "Woningen",
        "Dwellings",
        "count",
        0,
        "housing",
        "Aantal woningen.",
        "Number of dwellings.",
    ),
    Indicator(
        "home_value_keur",
        "Woningwaarde",
        "Home value",
        "thousand_euro",
        0,
        "housing",
        "Gemiddelde WOZ-waarde van een woning, in duizend euro.",
        "Mean taxable value (WOZ) of a dwelling, in thousands of euro.",
    ),
    Indicator(
        "pct_owner_occupied",
        "Koopwoningen",
        "Owner-occupied dwellings",
        "percent",
        1,
        "housing",
        "Aandeel van de woningen dat van de bewoners is, in procenten.",
        "Percentage of dwellings owned by their residents.",
        maximum=100.0,
    ),
    Indicator(
        "employment_rate",
        "Inwoners met werk",
        "Employment rate",
        "percent",
        1,
        "work",
        "Aandeel van de inwoners van 15 tot 75 jaar dat betaald werk heeft, in procenten.",
        "Percentage of residents aged 15 to 74 in paid work.",
        maximum=100.0,
    ),
    Indicator(
        "jobs_resident",
        "Banen van inwoners",
        "Jobs of residents",
        "count",
        0,
        "work",
        "Banen van werknemers die hier wonen (som van gepubliceerde stromen; kleine ontbreken).",
        "Jobs of employees who live here (sum of published flows; small ones are missing).",
    ),
    Indicator(
        "jobs_workplace",
        "Banen in de gemeente",
        "Jobs located here",
        "count",
        0,
        "work",
        "Banen van werknemers die hier werken (som van gepubliceerde stromen; kleine ontbreken).",
        "Jobs of employees who work here (sum of published flows; small ones are missing).",
    ),
    Indicator(
        "jobs_internal",
        "Banen van inwoners in de eigen gemeente",
        "Jobs of residents in their own municipality",
        "count",
        0,
        "work",
        "Banen van werknemers die hier wonen én werken.",
        "Jobs of employees who both live and work here.",
    ),
    Indicator(
        "pct_low_income",
        "Lage inkomens",
        "Low incomes",
        "percent",
        1,
        "income",
        "Aandeel van de personen in de laagste 40 procent van de inkomens in het land.",
        "Percentage of persons in the lowest 40 percent of incomes in the country.",
        maximum=100.0,
    ),
    Indicator(
        "pct_high_income",
        "Hoge inkomens",
        "High incomes",
        "percent",
        1,
        "income",
        "Aandeel van de personen in de hoogste 20 procent van de inkomens in het land.",
        "Percentage of persons in the highest 20 percent of incomes in the country.",
        maximum=100.0,
    ),
    Indicator(
        "pct_higher_education",
        "Hoger opgeleiden",
        "Higher education",
        "percent",
        1,
        "work",
        "Aandeel van de inwoners van 15 tot 75 jaar met hbo of universiteit, in procenten.",
        "Percentage of residents aged 15 to 74 with higher education.",
        maximum=100.0,
    ),
    Indicator(
        "council_seats",
        "Raadszetels",
        "Council seats",
        "count",
        0,
        "administration",
        "Aantal zetels in de gemeenteraad.",
        "Number of seats in the municipal council.",
        maximum=99.0,
    ),
)

INDICATORS: Mapping[str, Indicator] = MappingProxyType({i.key: i for i in _INDICATORS})
"""Every indicator by its key, in the order in which to show them."""

_YEARS = re.compile(
    r"^(?P<key>.+?)(?:_(?P<first>(?:19|20)[0-9]{2}))?(?:_(?P<last>(?:19|20)[0-9]{2}))?$"
)
_MONTHS = (
    ("january", "januari"),
    ("february", "februari"),
    ("march", "maart"),
    ("april",),
    ("may", "mei"),
    ("june", "juni"),
    ("july", "juli"),
    ("august", "augustus"),
    ("september",),
    ("october", "oktober"),
    ("november",),
    ("december",),
)
_MONTH_NUMBERS = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names}
_DAY_IN_WORDS = re.compile(
    rf"\b([0-9]{{1,2}}) ({'|'.join(_MONTH_NUMBERS)}) ([0-9]{{4}})\b", re.IGNORECASE
)
_DAY_IN_FIGURES = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")


@dataclass(frozen=True)
class Figure:
    """A column of figures: which indicator, and the year in its name (the last, if two)."""

    column: str
    indicator: Indicator
    year: int | None


def figure_of(column: str) -> Figure | None:
    """The figure that a column name stands for; None when it is not in the catalogue."""
    match = _YEARS.match(column)
    if match is None or match["key"] not in INDICATORS:
        return None
    year = match["last"] or match["first"]
    return Figure(column, INDICATORS[match["key"]], int(year) if year else None)


def figure_date(figure: Figure, description: str = "") -> date | None:
    """The date a figure is of: 1 January of the year in its name, else a day in words.

    ``description`` is that of the column in ``datapackage.json``; the first full date in it
    counts ("Population on 1 January 2020").
    """
    if figure.year is not None:
        return date(figure.year, 1, 1)
    return day_in_text(description)


def day_in_text(text: str) -> date | None:
    """The first full and possible date in a text, in Dutch or English words or as YYYY-MM-DD."""
    found: list[tuple[int, int, int, int]] = [
        (m.start(), int(m[3]), _MONTH_NUMBERS[m[2].lower()], int(m[1]))
        for m in _DAY_IN_WORDS.finditer(text)
    ]
    found += [(m.start(), int(m[1]), int(m[2]), int(m[3])) for m in _DAY_IN_FIGURES.finditer(text)]
    for _, year, month, day in sorted(found):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None
