# SPDX-License-Identifier: EUPL-1.2
"""The country at a glance: one measure of every municipality, by province and by size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from samenspel.analysis.distribution import SIZE_CLASSES, SizeClass, Summary, size_class, summary
from samenspel.analysis.name_search import dutch_sort_key
from samenspel.insight.queries.country.measures import Measure, Value, selected, values_of
from samenspel.register.queries.facts import CountryFacts, MunicipalityFacts

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class PlaceRow:
    """A municipality with its figure.

    ``value`` is None where nothing is known or the measure does not exist; ``rank`` counts from 1,
    the highest first, equal ones share it. ``size`` is a place in ``SIZE_CLASSES``.
    """

    facts: MunicipalityFacts
    value: Value
    rank: int | None
    size: int | None
    is_own: bool = False


@dataclass(frozen=True)
class GroupRow:
    """A province or size class; ``name`` is empty, and ``size`` None, where no source says it.

    ``summary`` is of the ``known`` municipalities with a figure, None without any.
    """

    name: str
    size: SizeClass | None
    rows: tuple[PlaceRow, ...]
    summary: Summary | None

    @property
    def municipalities(self) -> int:
        return len(self.rows)

    @property
    def unknown(self) -> int:
        """Municipalities without a figure."""
        return len(self.rows) - (self.summary.number if self.summary else 0)


@dataclass(frozen=True)
class CountryPage:
    """One measure of a country on a day.

    ``facts`` are those of all arrangements, ``counted`` of the ones that the filter lets through.
    ``rows`` are by name; ``own`` is the municipality that the reader chose.
    """

    facts: CountryFacts
    counted: CountryFacts
    measure: Measure
    form: str
    domain: str
    rows: tuple[PlaceRow, ...]
    summary: Summary | None
    provinces: tuple[GroupRow, ...]
    sizes: tuple[GroupRow, ...]
    own: PlaceRow | None

    @property
    def unknown(self) -> int:
        """Municipalities without a figure."""
        return sum(row.value is None for row in self.rows)

    @property
    def median_decimals(self) -> int | None:
        """Decimals of a median: that of whole numbers may lie halfway between two."""
        return self.measure.decimals or None


def country_page(
    facts: CountryFacts, measure: Measure, *, form: str = "", domain: str = "", own: str = ""
) -> CountryPage:
    """The measure of every municipality; no query beyond those of the measure.

    ``form`` and ``domain`` leave out other arrangements; ``own`` is the code of a municipality.
    """
    counted = selected(facts, form, domain)
    values = values_of(measure, counted)
    ranks = _ranks(values)
    rows = sorted(
        (
            PlaceRow(
                facts=municipality,
                value=value,
                rank=ranks.get(value) if value is not None else None,
                size=None
                if municipality.population is None
                else size_class(municipality.population),
                is_own=municipality.code == own,
            )
            for municipality, value in zip(facts.municipalities, values, strict=True)
        ),
        key=lambda row: (dutch_sort_key(row.facts.name), row.facts.code),
    )
    return CountryPage(
        facts=facts,
        counted=counted,
        measure=measure,
        form=form,
        domain=domain,
        rows=tuple(rows),
        summary=summary(_known(rows)),
        provinces=_provinces(rows),
        sizes=_sizes(rows),
        own=next((row for row in rows if row.is_own), None),
    )


def _ranks(values: Iterable[Value]) -> dict[Value, int]:
    """One more than how many values are higher."""
    found: dict[Value, int] = {}
    ordered = sorted((value for value in values if value is not None), reverse=True)
    for place, value in enumerate(ordered, start=1):
        found.setdefault(value, place)
    return found


def _known(rows: Iterable[PlaceRow]) -> list[int | float]:
    return [row.value for row in rows if row.value is not None]


def _group(name: str, size: SizeClass | None, rows: Sequence[PlaceRow]) -> GroupRow:
    return GroupRow(name, size, tuple(rows), summary(_known(rows)))


def _provinces(rows: Sequence[PlaceRow]) -> tuple[GroupRow, ...]:
    names = sorted({row.facts.province for row in rows}, key=lambda name: (not name, name))
    return tuple(
        _group(name, None, [row for row in rows if row.facts.province == name]) for name in names
    )


def _sizes(rows: Sequence[PlaceRow]) -> tuple[GroupRow, ...]:
    """Size classes that occur, the smallest first; those of unknown size last."""
    places: list[int | None] = [*range(len(SIZE_CLASSES)), None]
    groups = (
        _group("", None if at is None else SIZE_CLASSES[at], [r for r in rows if r.size == at])
        for at in places
    )
    return tuple(group for group in groups if group.rows)


# Order of the tables

_PLACE_ORDERS: dict[str, Callable[[PlaceRow], Any]] = {
    "naam": lambda row: "",
    "provincie": lambda row: row.facts.province,
    "inwoners": lambda row: row.facts.population,
    "waarde": lambda row: row.value,
}
_GROUP_ORDERS: dict[str, Callable[[GroupRow], Any]] = {
    "provincienaam": lambda row: "",
    "gemeenten": lambda row: row.municipalities,
    "laagste": lambda row: row.summary and row.summary.least,
    "mediaan": lambda row: row.summary and row.summary.median,
    "hoogste": lambda row: row.summary and row.summary.most,
}
PLACE_ORDERS, GROUP_ORDERS = tuple(_PLACE_ORDERS), tuple(_GROUP_ORDERS)


def ordered_places(rows: Sequence[PlaceRow], order: str) -> tuple[PlaceRow, ...]:
    """Municipalities in an order of :data:`PLACE_ORDERS`, a minus before it for the other way.

    What is not known comes last both ways; equal ones stay by name.
    """
    return _ordered(rows, order, _PLACE_ORDERS)


def ordered_groups(rows: Sequence[GroupRow], order: str) -> tuple[GroupRow, ...]:
    """Provinces in an order of :data:`GROUP_ORDERS`; as :func:`ordered_places`."""
    return _ordered(rows, order, _GROUP_ORDERS)


def _ordered(
    rows: Sequence[_Row], order: str, orders: Mapping[str, Callable[[_Row], Any]]
) -> tuple[_Row, ...]:
    key = orders.get(order.removeprefix("-"))
    if key is None:
        return tuple(rows)
    falls = order.startswith("-")
    unknown = [row for row in rows if key(row) is None]
    known = [row for row in rows if key(row) is not None]
    if order.removeprefix("-") in {"naam", "provincienaam"}:
        return tuple(reversed(rows)) if falls else tuple(rows)
    return (*sorted(known, key=key, reverse=falls), *unknown)
