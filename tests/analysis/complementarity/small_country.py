# SPDX-License-Identifier: EUPL-1.2
"""Small countries, worked by hand or made by chance, for tests of partners."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

from hypothesis import strategies as st

from samenspel.analysis.complementarity import (
    FACTORS,
    LINK_INDICATORS,
    LINK_THEMES,
    Entries,
    PartnerTable,
    PartnerWeights,
    partner_table,
)
from samenspel.analysis.likeness import Vintage
from samenspel.analysis.policy_areas import THEMES

ON = date(2026, 1, 1)
BEFORE = date(2020, 1, 1)
CODES = ("A", "B", "C", "D", "E")
KEYS = tuple(indicator.key for indicator in LINK_INDICATORS)

# Two problems (old people, low incomes) and three means: old people, higher education, density.
FIGURES_BY_HAND: Mapping[str, Sequence[float]] = {
    "pct_65plus": (10, 20, 30, 40, 50),
    "pct_low_income": (50, 40, 30, 20, 10),
    "pct_higher_education": (50, 10, 20, 30, 40),
    "density_km2": (5_000, 100, 900, 40, 600),
}


def vintage(
    key: str,
    values: Sequence[float],
    on: date | None = ON,
    *,
    codes: Sequence[str] = CODES,
    source: str = "x",
) -> Vintage:
    told = zip(codes, values, strict=True)
    return Vintage(key, on, source, {code: v for code, v in told if math.isfinite(v)})


def by_hand(entries: Entries | None = None, **more: Sequence[float]) -> PartnerTable:
    """Five municipalities with the figures above, and more ones."""
    figures = {**FIGURES_BY_HAND, **more}
    return partner_table(
        [vintage(key, values) for key, values in figures.items()], CODES, ON, entries=entries
    )


_SAID = st.frozensets(st.sampled_from(sorted(THEMES)))
_FIGURES = (
    "pct_65plus", "home_value_keur", "pct_low_income", "pct_15_24", "pct_higher_education",
    "area_km2", "density_km2",
)  # fmt: skip


@st.composite
def entries_of(draw: st.DrawFn, codes: Sequence[str]) -> Entries:
    some = st.dictionaries(st.sampled_from(codes), _SAID, max_size=3)
    return Entries(challenges=draw(some), offers=draw(some), needs=draw(some))


@st.composite
def tables(draw: st.DrawFn, *, with_entries: bool = True, least: int = 2) -> PartnerTable:
    """Countries of a few municipalities, with ties and here and there an unknown figure."""
    number = draw(st.integers(least, 12))
    codes = [f"M{place:02}" for place in range(number)]
    vintages = []
    for key in _FIGURES:
        values = draw(st.lists(st.integers(0, 9), min_size=number, max_size=number))
        gap = draw(st.integers(0, number - 1)) if number >= 10 and draw(st.booleans()) else None
        told = [math.nan if place == gap else float(v) for place, v in enumerate(values)]
        vintages.append(vintage(key, told, codes=codes))
    entries = draw(entries_of(codes)) if with_entries else None
    return partner_table(vintages, codes, ON, entries=entries)


@st.composite
def weightings(draw: st.DrawFn) -> PartnerWeights:
    """Weights that leave something of both sides."""
    themes = {key: draw(st.integers(0, 4)) for key in LINK_THEMES}
    themes["people"] = draw(st.integers(1, 4))
    factors = {key: draw(st.integers(0, 3)) for key in FACTORS}
    factors["alike"] = max(factors["alike"], 1)
    return PartnerWeights(themes, factors)
