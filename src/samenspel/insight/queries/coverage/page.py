# SPDX-License-Identifier: EUPL-1.2
"""The page of tasks: for all municipalities of a country, or for one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from samenspel.analysis.coverage import Provinces, TaskCoverage
from samenspel.insight.queries.costs.bars import BarChart, Series, Value, in_a_row
from samenspel.insight.queries.coverage.measure import (
    CountryCoverage,
    DoubledTask,
    MunicipalityCoverage,
    NestedTable,
    SharedTable,
    country_coverage,
    coverage_of,
    nested_table,
    shared_table,
)
from samenspel.places.notation import written
from samenspel.register import labels
from samenspel.register.queries.facts import ArrangementFacts, CountryFacts, MunicipalityFacts

Part = Literal["taken", "dubbel", "tafels", "provincie"]
PARTS: tuple[Part, ...] = ("taken", "dubbel", "tafels", "provincie")


@dataclass(frozen=True)
class TaskRow:
    """A task and how many municipalities have how many arrangements for it.

    ``label`` names the policy area, ``subject`` its main theme (empty for a main theme itself);
    ``own`` is the number of the municipality that the page is about.
    """

    key: str
    label: str
    subject: str
    none: int
    one: int
    more: int
    most: int
    arrangements: int
    own: int | None


@dataclass(frozen=True)
class DoubledRow:
    """A task that municipalities have two or more arrangements for, with who they are."""

    task: DoubledTask
    municipalities: tuple[MunicipalityFacts, ...]


@dataclass(frozen=True)
class ProvinceRow:
    """An arrangement of which members lie outside the province that most lie in."""

    arrangement: ArrangementFacts
    home: str
    inside: int
    outside: tuple[MunicipalityFacts, ...]


@dataclass(frozen=True)
class CoveragePage:
    """Everything on the page; ``own`` is set where it is about one municipality.

    ``chart`` is None where the source names no task at all.
    """

    facts: CountryFacts
    country: CountryCoverage
    own: MunicipalityCoverage | None
    chart: BarChart | None
    subjects: tuple[TaskRow, ...]
    tasks: tuple[TaskRow, ...]
    doubled: tuple[DoubledRow, ...]
    shared: tuple[SharedTable, ...]
    nested: tuple[NestedTable, ...]
    outside: tuple[ProvinceRow, ...]

    @property
    def arrangements(self) -> int:
        """Arrangements with at least one municipality: of the one, or of all."""
        if self.own is not None:
            return self.own.arrangements
        return int((self.facts.participations.members > 0).sum())

    @property
    def unnamed(self) -> int:
        """How many of those the source names no task of."""
        if self.own is not None:
            return len(self.own.unnamed)
        members = self.facts.participations
        return sum(members.members[members.column_of(k)] > 0 for k in self._without)

    @property
    def _without(self) -> tuple[str, ...]:
        return self.country.tasks.without_task

    @property
    def municipalities(self) -> int:
        """How many municipalities are counted."""
        return len(self.country.participations.municipalities)


def coverage_page(facts: CountryFacts, code: str = "") -> CoveragePage:
    """The page of a country, or of the municipality of this code; no query.

    A municipality that the source never names is as if none was asked for.
    """
    country = country_coverage(facts)
    own = coverage_of(facts, code) if code else None
    asked = own.municipality.code if own else ""
    subjects = _task_rows(country.subjects, asked, is_subject=True)
    shared, nested = (
        (own.shared, own.nested)
        if own
        else (
            tuple(shared_table(country, table) for table in country.shared),
            tuple(nested_table(country, pair) for pair in country.nested),
        )
    )
    outside = [one for one in country.outside if not asked or asked in one.outside]
    return CoveragePage(
        facts=facts,
        country=country,
        own=own,
        chart=_chart(subjects, own) if subjects else None,
        subjects=subjects,
        tasks=_task_rows(country.tasks, asked, is_subject=False),
        doubled=_doubled_rows(country, own),
        shared=shared,
        nested=nested,
        outside=tuple(_province_row(country, one) for one in outside),
    )


def _task_rows(coverage: TaskCoverage, own: str, *, is_subject: bool) -> tuple[TaskRow, ...]:
    """Rows by how usual the task is, the most usual first."""
    rows = []
    for task in coverage.tasks:
        spread = coverage.spread(task)
        none, one = (*spread, 0)[:2]
        number = coverage.number[coverage.participations.index_of(own)] if own else None
        domain = "" if is_subject else labels.domain_of(task)
        rows.append(
            TaskRow(
                key=task,
                label=labels.domain(task) if is_subject else labels.policy_area(task),
                subject=labels.domain(domain) if domain and domain != task else "",
                none=none,
                one=one,
                more=sum(spread) - none - one,
                most=len(spread) - 1,
                arrangements=len(coverage.arrangements[task]),
                own=None if number is None else int(number[coverage.column_of(task)]),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.none, row.key)))


def _chart(rows: Sequence[TaskRow], own: MunicipalityCoverage | None) -> BarChart:
    series = (
        Series("shade-0", _("no arrangement")),
        Series("shade-2", _("one arrangement")),
        Series("shade-3", _("two or more arrangements")),
    )
    drawn = [
        (
            _marked(row, own),
            tuple(Value(number, written(number)) for number in (row.none, row.one, row.more)),
        )
        for row in rows
    ]
    return in_a_row(
        drawn,
        key="tasks-chart",
        title=_("Main themes: how many municipalities have an arrangement"),
        description=_own_sentence(own)
        + _(
            "A bar for each main theme: municipalities with no arrangement, with one, and with two "
            "or more. The table has the same figures."
        ),
        series=series,
    )


def _marked(row: TaskRow, own: MunicipalityCoverage | None) -> str:
    text = f"{row.label[:1].upper()}{row.label[1:]}"
    return f"{text} ({row.own})" if own else text


def _own_sentence(own: MunicipalityCoverage | None) -> str:
    if own is None:
        return ""
    text = _("Between brackets: the number of arrangements of %(name)s.")
    return text % {"name": own.municipality.name} + " "


def _doubled_rows(
    country: CountryCoverage, own: MunicipalityCoverage | None
) -> tuple[DoubledRow, ...]:
    """Narrow tasks before whole themes; those of most municipalities first."""
    if own is not None:
        return tuple(DoubledRow(task, (own.municipality,)) for task in own.doubled)
    places: dict[str, list[str]] = defaultdict(list)
    keys: dict[str, set[str]] = defaultdict(set)
    for one in country.tasks.doubled:
        places[one.task].append(one.municipality)
        keys[one.task].update(one.arrangements)
    rows = [
        DoubledRow(
            DoubledTask(task, country.arrangements(sorted(keys[task]))),
            country.municipalities(codes),
        )
        for task, codes in places.items()
    ]
    return tuple(sorted(rows, key=lambda r: (r.task.is_broad, -len(r.municipalities), r.task.key)))


def _province_row(country: CountryCoverage, one: Provinces) -> ProvinceRow:
    return ProvinceRow(
        arrangement=country.facts.arrangement(one.arrangement),
        home=one.home,
        inside=len(one.inside),
        outside=country.municipalities(one.outside),
    )
