# SPDX-License-Identifier: EUPL-1.2
"""Tasks without an arrangement or with several, and tables that could be shared.

``coverage_of`` is what there is to ask about one municipality; ``country_coverage`` what its page
and downloads start from. Both begin with the facts of a country and ask the database nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from samenspel.analysis import coverage as analysis
from samenspel.analysis.coverage import Nested, Provinces, Table, TaskCoverage
from samenspel.analysis.participation import Participations
from samenspel.register import labels
from samenspel.register.queries.facts import ArrangementFacts, CountryFacts, MunicipalityFacts

MOST_EXTRA = 2
"""Members more that a larger table may have, to be named beside a smaller one."""
KEPT = 16


@dataclass(frozen=True, eq=False)
class CountryCoverage:
    """The findings of a country on a day.

    ``subjects`` counts by main theme, ``tasks`` by policy area as stated; municipalities that the
    source never names are left out of both, and are ``not_named``.
    """

    facts: CountryFacts
    participations: Participations
    subjects: TaskCoverage
    tasks: TaskCoverage
    across: tuple[Provinces, ...]
    tables: tuple[Table, ...]
    nested: tuple[Nested, ...]
    not_named: tuple[MunicipalityFacts, ...]

    @property
    def outside(self) -> tuple[Provinces, ...]:
        """Arrangements with members outside the province of most, the most of them first."""
        found = [one for one in self.across if one.outside]
        return tuple(sorted(found, key=lambda one: (-len(one.outside), one.arrangement)))

    @property
    def shared(self) -> tuple[Table, ...]:
        """Sets of members that two or more arrangements have; most arrangements first."""
        found = [table for table in self.tables if table.is_shared]
        return tuple(sorted(found, key=lambda t: (-len(t.arrangements), t.arrangements)))

    def arrangements(self, keys: Iterable[str]) -> tuple[ArrangementFacts, ...]:
        """The arrangements of these keys."""
        return tuple(self.facts.arrangement(key) for key in keys)

    def municipalities(self, codes: Iterable[str]) -> tuple[MunicipalityFacts, ...]:
        """The municipalities of these codes."""
        return tuple(self.facts.municipality(code) for code in codes)


@lru_cache(maxsize=KEPT)
def country_coverage(facts: CountryFacts) -> CountryCoverage:
    """All findings of a country on a day; kept as long as the facts are."""
    participations = _of_named(facts)
    named = {one.key: one.policy_areas for one in facts.arrangements}
    province_of = {one.code: one.province for one in facts.municipalities}
    return CountryCoverage(
        facts=facts,
        participations=participations,
        subjects=analysis.task_coverage(
            participations, {key: _subjects(areas) for key, areas in named.items()}
        ),
        tasks=analysis.task_coverage(participations, named),
        across=analysis.across_provinces(participations, province_of),
        tables=analysis.tables(participations),
        nested=analysis.nested_tables(participations, most_extra=MOST_EXTRA),
        not_named=tuple(one for one in facts.municipalities if not one.is_known),
    )


def _of_named(facts: CountryFacts) -> Participations:
    """Only municipalities that the source names: of the others nothing can be said."""
    every = facts.participations
    named = [one.code for one in facts.municipalities if one.is_known]
    if len(named) == len(facts.municipalities):
        return every
    pairs = [(code, key) for code in named for key in every.arrangements_of(code)]
    return Participations.of(pairs, municipalities=named, arrangements=every.arrangements)


def _subjects(areas: Iterable[str]) -> frozenset[str]:
    """Main themes of policy areas; an area that is in no list is a theme by itself."""
    return frozenset(labels.domain_of(area) or area for area in areas)


@dataclass(frozen=True)
class MissingTask:
    """A main theme without an arrangement; ``having`` of ``among`` municipalities have one."""

    key: str
    having: int
    among: int

    @property
    def label(self) -> str:
        """The theme in words."""
        return labels.domain(self.key)


@dataclass(frozen=True)
class DoubledTask:
    """A policy area that two or more arrangements of the municipality name."""

    key: str
    arrangements: tuple[ArrangementFacts, ...]

    @property
    def label(self) -> str:
        """The policy area in words."""
        return labels.policy_area(self.key)

    @property
    def is_broad(self) -> bool:
        """Whether the area is a whole main theme: then the arrangements may do different parts."""
        return labels.domain_of(self.key) in {self.key, ""}


@dataclass(frozen=True)
class OutsideProvince:
    """An arrangement in which the municipality lies outside the province of most members."""

    arrangement: ArrangementFacts
    home: str
    members: int
    outside: int


@dataclass(frozen=True)
class SharedTable:
    """Arrangements (two or more) of exactly the same municipalities."""

    arrangements: tuple[ArrangementFacts, ...]
    members: tuple[MunicipalityFacts, ...]


@dataclass(frozen=True)
class NestedTable:
    """Arrangements whose members are all in those of ``outer``, which have ``extra`` as well."""

    inner: tuple[ArrangementFacts, ...]
    outer: tuple[ArrangementFacts, ...]
    members: tuple[MunicipalityFacts, ...]
    extra: tuple[MunicipalityFacts, ...]


@dataclass(frozen=True)
class MunicipalityCoverage:
    """What there is to ask about one municipality.

    Attributes
    ----------
    without
        Main themes without an arrangement, as far as the source names themes; that which most
        others have first.
    doubled
        Policy areas of two or more arrangements: narrow ones before whole themes, then the most
        arrangements first.
    outside
        Arrangements that mostly lie in another province.
    shared, nested
        Tables of exactly the same members, and of a few more.
    unnamed
        Its arrangements of which the source names no policy area.
    arrangements
        How many it is in.
    """

    municipality: MunicipalityFacts
    without: tuple[MissingTask, ...]
    doubled: tuple[DoubledTask, ...]
    outside: tuple[OutsideProvince, ...]
    shared: tuple[SharedTable, ...]
    nested: tuple[NestedTable, ...]
    unnamed: tuple[ArrangementFacts, ...]
    arrangements: int

    @cached_property
    def narrow_doubled(self) -> tuple[DoubledTask, ...]:
        """Doubled tasks that are not a whole main theme: the ones worth a question."""
        return tuple(task for task in self.doubled if not task.is_broad)


def coverage_of(facts: CountryFacts, code: str) -> MunicipalityCoverage | None:
    """What there is to ask about a municipality; None when the source never names it.

    No query. KeyError when the municipality does not exist on the day.
    """
    municipality = facts.municipality(code)
    if not municipality.is_known:
        return None
    country = country_coverage(facts)
    found = analysis.coverage_of(
        code,
        country.tasks,
        across=country.across,
        shared=country.tables,
        nested=country.nested,
    )
    return MunicipalityCoverage(
        municipality=municipality,
        without=missing_tasks(country, code),
        doubled=_doubled(country, found),
        outside=tuple(_outside(country, one) for one in found.outside),
        shared=tuple(shared_table(country, table) for table in found.shared),
        nested=tuple(nested_table(country, pair) for pair in found.nested),
        unnamed=country.arrangements(found.unnamed),
        arrangements=int(facts.participations.number[facts.participations.index_of(code)]),
    )


def missing_tasks(country: CountryCoverage, code: str) -> tuple[MissingTask, ...]:
    """Main themes without an arrangement of the municipality, the most usual one first."""
    subjects = country.subjects
    having = (subjects.number > 0).sum(axis=0)
    among = len(country.participations.municipalities)
    found = [
        MissingTask(task, int(having[subjects.column_of(task)]), among)
        for task in subjects.tasks_without(code)
    ]
    return tuple(sorted(found, key=lambda task: (-task.having, task.key)))


def _doubled(country: CountryCoverage, found: analysis.Coverage) -> tuple[DoubledTask, ...]:
    tasks = [DoubledTask(one.task, country.arrangements(one.arrangements)) for one in found.doubled]
    return tuple(sorted(tasks, key=lambda t: (t.is_broad, -len(t.arrangements), t.key)))


def _outside(country: CountryCoverage, one: Provinces) -> OutsideProvince:
    members = sum(len(codes) for _province, codes in one.members)
    arrangement = country.facts.arrangement(one.arrangement)
    return OutsideProvince(arrangement, one.home, members, len(one.outside))


def shared_table(country: CountryCoverage, table: Table) -> SharedTable:
    """A table with what is known of its arrangements and members."""
    return SharedTable(
        country.arrangements(table.arrangements), country.municipalities(table.members)
    )


def nested_table(country: CountryCoverage, pair: Nested) -> NestedTable:
    """A pair of tables with what is known of their arrangements and members."""
    return NestedTable(
        inner=country.arrangements(pair.inner.arrangements),
        outer=country.arrangements(pair.outer.arrangements),
        members=country.municipalities(pair.inner.members),
        extra=country.municipalities(pair.extra),
    )
