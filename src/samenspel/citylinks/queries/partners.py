# SPDX-License-Identifier: EUPL-1.2
"""What partners are found in: figures of a country on a day, and what municipalities share.

Figures are read once for a country on a day; what people entered may change at any time, so it is
read for every page, in one query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache

from samenspel.analysis.complementarity import FIGURES, Entries, PartnerTable, partner_table
from samenspel.analysis.likeness import Vintage
from samenspel.citylinks.models import ProfileEntry
from samenspel.citylinks.queries.partners_conditions import Ground
from samenspel.places.models import Country, Figure
from samenspel.places.queries.history import changes
from samenspel.register.queries.facts import KEPT_FACTS, CountryFacts, country_facts
from samenspel.register.queries.reference import Reference

Kind = ProfileEntry.Kind
_CHALLENGES = frozenset({Kind.CHALLENGE.value})
_OFFERS = frozenset({Kind.OFFER.value, Kind.STRENGTH.value})
_NEEDS = frozenset({Kind.NEED.value, Kind.WEAKNESS.value})

# Code, kind and theme of what is shared.
_Said = tuple[tuple[str, str, str], ...]


def facts_of(reference: Reference, countries: Sequence[str]) -> tuple[CountryFacts, ...]:
    """The facts of these countries on the reference date, in their order; what is there of them.

    A query for each country when they are at hand.
    """
    found = (country_facts(reference, country) for country in countries)
    return tuple(facts for facts in found if facts is not None)


@lru_cache(maxsize=KEPT_FACTS)
def ground_of(*facts: CountryFacts) -> Ground:
    """The municipalities of one country or more, for conditions; one query, once."""
    return Ground.of(facts, changes([facts_of_one.country for facts_of_one in facts]))


def table_of(*facts: CountryFacts) -> PartnerTable:
    """The table of one country or more on the day of the facts, with what is shared.

    One query when the figures are at hand, one more for each country when not. Never change what
    it returns.
    """
    return _table(facts, _said([one.country for one in facts]))


def pure_table_of(*facts: CountryFacts) -> PartnerTable:
    """The same from figures alone, without what people entered."""
    return _table(facts, ())


def shared_entries(countries: Collection[str] = tuple(Country.values)) -> Entries:
    """What municipalities of these countries share about themselves; one query."""
    return _entries(_said(countries))


def _said(countries: Collection[str]) -> _Said:
    rows = (
        ProfileEntry.objects.filter(
            municipality__country__in=countries, is_shared=True, removed_at__isnull=True
        )
        .order_by()
        .values_list("municipality__code", "kind", "theme")
        .distinct()
    )
    return tuple(sorted(rows))


def _entries(said: _Said) -> Entries:
    def by_code(kinds: frozenset[str]) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for code, kind, theme in said:
            if kind in kinds:
                found[code].add(theme)
        return {code: frozenset(themes) for code, themes in found.items()}

    return Entries(challenges=by_code(_CHALLENGES), offers=by_code(_OFFERS), needs=by_code(_NEEDS))


@lru_cache(maxsize=KEPT_FACTS)
def _table(facts: tuple[CountryFacts, ...], said: _Said) -> PartnerTable:
    countries = {code: one.country for one in facts for code in one.participations.municipalities}
    return partner_table(
        [vintage for one in facts for vintage in _vintages(one)],
        sorted(countries),
        facts[0].on,
        entries=_entries(said),
        countries=countries,
    )


@lru_cache(maxsize=KEPT_FACTS)
def _vintages(facts: CountryFacts) -> tuple[Vintage, ...]:
    """All figures of a country that partners are found by; one query."""
    rows = Figure.objects.filter(
        indicator__in=sorted(FIGURES), municipality__country=facts.country
    ).values_list("indicator", "on", "source", "municipality__code", "value")
    values: dict[tuple[str, date | None, str], dict[str, float]] = defaultdict(dict)
    for key, on, source, code, value in rows:
        values[key, on, source][code] = value
    return tuple(Vintage(*group, found) for group, found in values.items())
