# SPDX-License-Identifier: EUPL-1.2
"""The indicators that municipalities of a country are compared by, from what is loaded."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache

from samenspel.analysis.likeness import BY_KEY, IndicatorTable, Vintage, indicator_table
from samenspel.places.models import Figure
from samenspel.register.queries.facts import KEPT_FACTS, CountryFacts


@lru_cache(maxsize=KEPT_FACTS)
def indicators_of(facts: CountryFacts) -> IndicatorTable:
    """The indicators of all municipalities on the day of the facts; one query, once."""
    rows = Figure.objects.filter(
        indicator__in=list(BY_KEY), municipality__country=facts.country
    ).values_list("indicator", "on", "source", "municipality__code", "value")
    values: dict[tuple[str, date | None, str], dict[str, float]] = defaultdict(dict)
    for key, on, source, code, value in rows:
        values[key, on, source][code] = value
    vintages = [Vintage(*group, found) for group, found in values.items()]
    return indicator_table(vintages, codes=facts.participations.municipalities, on=facts.on)
