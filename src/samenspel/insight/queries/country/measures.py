# SPDX-License-Identifier: EUPL-1.2
"""What the country can be seen by, one measure at a time, and which arrangements count."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.analysis.burden import FigureName
from samenspel.analysis.congruence import Congruence, congruence
from samenspel.analysis.participation import Participations
from samenspel.insight.queries.burden.measure import burden_of
from samenspel.insight.queries.congruence import congruence_of
from samenspel.register.labels import domain_of
from samenspel.register.queries.facts import ArrangementFacts, CountryFacts

NOT_STATED = "onbekend"
"""Value of a filter: the arrangements of which the source does not say it."""
Value = int | float | None


@dataclass(frozen=True)
class Measure:
    """A figure of every municipality.

    ``key`` stands in the address; ``column`` heads the figure in files. ``decimals`` are those on
    the page; ``method`` is the key of the definition. ``of`` gives a value per municipality, in the
    order of the facts, None where there is none. ``of_members`` is the same from participations
    alone, for measures that can be compared between two dates.
    """

    key: str
    column: str
    title: Promise
    unit: Promise
    question: Promise
    method: str
    decimals: int
    of: Callable[[CountryFacts], tuple[Value, ...]]
    of_members: Callable[[Participations], tuple[Value, ...]] | None = None

    @property
    def is_estimate(self) -> bool:
        """Whether the figures come from assumptions, as far as nothing better is known."""
        return self.method == "burden"

    @property
    def label(self) -> str:
        """The title with the unit, where that says something more."""
        title, unit = str(self.title), str(self.unit)
        return title if title.casefold() == unit.casefold() else f"{title} ({unit})"


def _arrangements(members: Participations) -> tuple[Value, ...]:
    return tuple(map(int, members.number))


def _arrangements_of(facts: CountryFacts) -> tuple[Value, ...]:
    return _arrangements(facts.participations)


def _partners(found: Congruence) -> tuple[Value, ...]:
    return tuple(map(int, found.partners))


def _congruence(found: Congruence) -> tuple[Value, ...]:
    return tuple(None if math.isnan(value) else value for value in map(float, found.value))


def _burden(figure: FigureName) -> Callable[[CountryFacts], tuple[Value, ...]]:
    def of(facts: CountryFacts) -> tuple[Value, ...]:
        return tuple(_plain(amount.total) for amount in burden_of(facts).amounts(figure))

    return of


def _burden_per(figure: FigureName) -> Callable[[CountryFacts], tuple[Value, ...]]:
    def of(facts: CountryFacts) -> tuple[Value, ...]:
        amounts = burden_of(facts).amounts(figure)
        return tuple(
            _plain(amount.per(municipality.population))
            for amount, municipality in zip(amounts, facts.municipalities, strict=True)
        )

    return of


def _plain(ratio: Fraction | None) -> Value:
    if ratio is None:
        return None
    return int(ratio) if ratio.denominator == 1 else float(ratio)


MEASURES: tuple[Measure, ...] = (
    Measure(
        key="samenwerkingen",
        column="arrangements",
        title=_("Arrangements"),
        unit=_("arrangements"),
        question=_("In how many arrangements is each municipality?"),
        method="arrangements",
        decimals=0,
        of=_arrangements_of,
        of_members=_arrangements,
    ),
    Measure(
        key="partners",
        column="partners",
        title=_("Partners"),
        unit=_("municipalities"),
        question=_("With how many other municipalities does each municipality work?"),
        method="partners",
        decimals=0,
        of=lambda facts: _partners(congruence_of(facts)),
        of_members=lambda members: _partners(congruence(members)),
    ),
    Measure(
        key="congruentie",
        column="congruence",
        title=_("Congruence"),
        unit=_("from 0 to 1"),
        question=_("Does each municipality meet the same partners at every table?"),
        method="congruence",
        decimals=2,
        of=lambda facts: _congruence(congruence_of(facts)),
        of_members=lambda members: _congruence(congruence(members)),
    ),
    Measure(
        key="uren",
        column="member_hours",
        title=_("Hours of members"),
        unit=_("hours a year"),
        question=_("How many hours a year do the members of boards put in for each municipality?"),
        method="burden",
        decimals=0,
        of=_burden("member_hours"),
    ),
    Measure(
        key="uren-per-10000",
        column="member_hours_per_10000_inhabitants",
        title=_("Hours per 10,000 inhabitants"),
        unit=_("hours a year"),
        question=_("How many hours a year is that, for every 10,000 inhabitants?"),
        method="burden",
        decimals=1,
        of=_burden_per("member_hours"),
    ),
    Measure(
        key="zetels",
        column="seats",
        title=_("Seats to fill"),
        unit=_("seats"),
        question=_("How many seats in boards does each municipality have to fill?"),
        method="burden",
        decimals=0,
        of=_burden("seats"),
    ),
    Measure(
        key="vergaderingen",
        column="meetings",
        title=_("Meetings of boards"),
        unit=_("meetings a year"),
        question=_("How many meetings a year do the boards of each municipality have?"),
        method="burden",
        decimals=0,
        of=_burden("meetings"),
    ),
)


def measure_of(key: str) -> Measure | None:
    """The measure with this key in the address; None where there is none."""
    return next((measure for measure in MEASURES if measure.key == key), None)


COMPARED = tuple(measure for measure in MEASURES if measure.of_members is not None)
"""Those that can be compared between two dates."""


# Which arrangements count


def domains(arrangement: ArrangementFacts) -> frozenset[str]:
    """Main domains of an arrangement, stated or guessed; :data:`NOT_STATED` where none is."""
    areas = (*arrangement.policy_areas, *arrangement.guessed_areas)
    return frozenset(filter(None, map(domain_of, areas))) or frozenset({NOT_STATED})


def counted_forms(facts: CountryFacts) -> Counter[str]:
    """How many arrangements in force have each legal form."""
    return Counter(arrangement.legal_form or NOT_STATED for arrangement in facts.arrangements)


def counted_domains(facts: CountryFacts) -> Counter[str]:
    """How many arrangements in force are about each main domain; one may be about several."""
    return Counter(key for arrangement in facts.arrangements for key in domains(arrangement))


@lru_cache(maxsize=32)
def selected(facts: CountryFacts, form: str = "", domain: str = "") -> CountryFacts:
    """The facts with only the arrangements of a legal form and a domain; empty is every one.

    The same answer every time, so that measures at hand are found again.
    """
    if not form and not domain:
        return facts
    kept = [
        (not form or form == (arrangement.legal_form or NOT_STATED))
        and (not domain or domain in domains(arrangement))
        for arrangement in facts.arrangements
    ]
    return replace(
        facts,
        arrangements=tuple(one for one, keep in zip(facts.arrangements, kept, strict=True) if keep),
        participations=facts.participations.select(np.asarray(kept, dtype=bool)),
    )


def values_of(measure: Measure, facts: CountryFacts) -> tuple[Value, ...]:
    """The measure of every municipality; None also where the source never names it."""
    return tuple(
        value if municipality.is_known else None
        for value, municipality in zip(measure.of(facts), facts.municipalities, strict=True)
    )


def scaled(values: Sequence[Value], decimals: int) -> list[int | None]:
    """Values as whole numbers of their last decimal, halves up, as the page writes them."""
    return [None if value is None else math.floor(value * 10**decimals + 0.5) for value in values]
