# SPDX-License-Identifier: EUPL-1.2
"""Divisions of the country, and who is in which region on a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import reverse

from samenspel.datapackage.municipal_history import MunicipalHistory
from samenspel.places.models import (
    Division,
    Figure,
    Municipality,
    MunicipalityChange,
    RegionMembership,
    on_date,
)
from samenspel.places.queries.memberships import (
    Heading,
    Passage,
    Placed,
    history_of,
    placed_on,
)


@dataclass(frozen=True)
class DivisionSummary:
    """A division as a list shows it; ``municipalities`` counts those in a region, each once."""

    pk: int
    key: str
    name: str
    domain: str
    country: str
    year: int
    regions: int
    municipalities: int
    is_exclusive: bool | None
    is_complete: bool | None
    source: str

    @property
    def url(self) -> str:
        return reverse("division", args=[self.key])


@dataclass(frozen=True)
class Member:
    """A municipality on the date of the page."""

    pk: int
    code: str
    name: str
    slug: str

    @property
    def url(self) -> str:
        return reverse("municipality", args=[self.slug])


@dataclass(frozen=True)
class RegionMembers:
    """A region and its municipalities on a date, by name.

    ``population`` is None where no figure is known; it is a sum over ``counted`` of the members.
    """

    slug: str
    name: str
    code: str
    members: tuple[Member, ...]
    population: int | None = None
    counted: int = 0


@dataclass(frozen=True)
class SeveralRegions:
    """A municipality in more than one region; ``by_changes`` when only mergers made it so."""

    member: Member
    regions: tuple[str, ...]
    by_changes: bool


@dataclass(frozen=True)
class DivisionOnDate:
    """A division with its regions on a date; five queries.

    ``recorded_on`` is the day to which the source's memberships belong; ``population_on`` the day
    of the figures.
    """

    division: DivisionSummary
    on: date
    recorded_on: date
    regions: tuple[RegionMembers, ...]
    several: tuple[SeveralRegions, ...]
    outside: tuple[Member, ...]
    passages: tuple[Passage, ...]
    population_on: date | None

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all municipalities of the country on the date, in a region or not."""
        inside = (m.code for region in self.regions for m in region.members)
        return (*inside, *(member.code for member in self.outside))

    @property
    def is_moved(self) -> bool:
        """Whether any membership went by way of a municipal change."""
        return bool(self.passages)

    @property
    def divided(self) -> tuple[Passage, ...]:
        return tuple(p for p in self.passages if p.outcome == "divided")

    @property
    def passed(self) -> tuple[Passage, ...]:
        return tuple(p for p in self.passages if p.outcome == "passed")

    @property
    def absorbed(self) -> tuple[Passage, ...]:
        return tuple(p for p in self.passages if p.outcome == "absorbed")

    @property
    def formed_across(self) -> tuple[SeveralRegions, ...]:
        """Those in several regions because they were formed from municipalities of these."""
        return tuple(item for item in self.several if item.by_changes)

    @property
    def overlapping(self) -> tuple[SeveralRegions, ...]:
        """Those that the source itself puts in several regions."""
        return tuple(item for item in self.several if not item.by_changes)

    @property
    def placed(self) -> int:
        """Number of municipalities in a region, each once."""
        return len({m.pk for region in self.regions for m in region.members})


def all_divisions(
    *, language: str, least_wanted: Collection[str] = ()
) -> tuple[DivisionSummary, ...]:
    """Every division, by country, domain and name; two queries.

    Of several sources of one division the last year counts; sources in ``least_wanted`` (an example
    beside real data) only where there is no other.
    """
    members = dict(
        RegionMembership.objects.values_list("region__division_id").annotate(
            Count("municipality_id", distinct=True)
        )
    )
    rows = Division.objects.annotate(region_count=Count("regions"))
    best: dict[str, DivisionSummary] = {}
    for row in sorted(rows, key=lambda d: (d.source not in least_wanted, d.year, d.source)):
        best[row.key] = _summary(row, row.region_count, members.get(row.pk, 0), language)
    return tuple(sorted(best.values(), key=lambda d: (d.country, d.domain, d.name, d.key)))


def _summary(row: Division, regions: int, municipalities: int, language: str) -> DivisionSummary:
    return DivisionSummary(
        pk=row.pk,
        key=row.key,
        name=row.name_nl if language == "nl" else row.name_en or row.name_nl,
        domain=row.domain,
        country=row.country,
        year=row.year,
        regions=regions,
        municipalities=municipalities,
        is_exclusive=row.is_exclusive,
        is_complete=row.is_complete,
        source=row.source,
    )


def division_on(
    *, key: str, on: date, language: str, least_wanted: Collection[str] = ()
) -> DivisionOnDate | None:
    """The division of this key on a date; None when there is none.

    Of several sources the last year that is not after the date counts, else the first; sources in
    ``least_wanted`` (an example beside real data) only where there is no other.
    """
    rows = list(Division.objects.filter(key=key))
    if not rows:
        return None
    row = min(
        rows,
        key=lambda d: (
            d.source in least_wanted, d.year > on.year, abs(d.year - on.year), d.source,
        ),
    )  # fmt: skip
    memberships = list(
        RegionMembership.objects.filter(region__division=row)
        .order_by("region__name", "municipality__code")
        .values_list("region__slug", "region__name", "region__code", "municipality__code")
    )
    alive, history = _municipalities(row.country, on)
    recorded_on = date(row.year, 1, 1)
    placed = placed_on(memberships, history, recorded_on=recorded_on, on=on, alive=alive)
    population, population_on = _population(row.country, on)
    regions = tuple(
        _region(heading, codes, alive, population) for heading, codes in placed.regions.items()
    )
    inside = {code for codes in placed.regions.values() for code in codes}
    summary = _summary(row, len(regions), len(inside), language)
    return DivisionOnDate(
        division=summary,
        on=on,
        recorded_on=recorded_on,
        regions=regions,
        several=_several(placed, alive),
        outside=tuple(sorted((m for c, m in alive.items() if c not in inside), key=_by_name)),
        passages=placed.passages,
        population_on=population_on,
    )


def _several(placed: Placed, alive: Mapping[str, Member]) -> tuple[SeveralRegions, ...]:
    names: dict[str, list[str]] = defaultdict(list)
    for (_, name, _), codes in placed.regions.items():
        for code in codes:
            names[code].append(name)
    found = [
        SeveralRegions(
            alive[code],
            tuple(sorted(regions)),
            by_changes=code not in placed.recorded_twice,
        )
        for code, regions in names.items()
        if len(regions) > 1
    ]
    return tuple(sorted(found, key=lambda s: _by_name(s.member)))


def _region(
    heading: Heading,
    codes: Iterable[str],
    alive: Mapping[str, Member],
    population: Mapping[int, int],
) -> RegionMembers:
    slug, name, code = heading
    members = tuple(sorted((alive[c] for c in codes), key=_by_name))
    known = [population[m.pk] for m in members if m.pk in population]
    return RegionMembers(
        slug=slug,
        name=name,
        code=code,
        members=members,
        population=sum(known) if known else None,
        counted=len(known),
    )


def _by_name(member: Member) -> tuple[str, str]:
    return member.name.lstrip("'’").casefold(), member.code


def _municipalities(country: str, on: date) -> tuple[dict[str, Member], MunicipalHistory]:
    """The municipalities that exist on the date, by code, and the history of all; two queries."""
    rows = tuple(
        Municipality.objects.filter(country=country)
        .order_by("code")
        .values_list("pk", "code", "name", "slug", "valid_from", "valid_to")
    )
    alive = {
        code: Member(pk, code, name, slug)
        for pk, code, name, slug, begin, end in rows
        if (begin is None or begin <= on) and (end is None or end > on)
    }
    changes = tuple(
        MunicipalityChange.objects.filter(old__country=country)
        .order_by("date", "old__code", "new__code")
        .values_list(
            "date", "kind", "old__code", "old__name", "new__code", "new__name", "area_share"
        )
    )
    return alive, history_of(changes, tuple((row[1], row[2], row[4], row[5]) for row in rows))


def _population(country: str, on: date) -> tuple[dict[int, int], date | None]:
    """Inhabitants by municipality on one day: the last for which most of them have a figure."""
    by_day: dict[date, dict[int, int]] = defaultdict(dict)
    rows = (
        Figure.objects.filter(
            on_date(on, prefix="municipality__"),
            indicator="population",
            on__isnull=False,
            municipality__country=country,
        )
        .order_by("source")
        .values_list("municipality_id", "on", "value")
    )
    for municipality, day, value in rows:
        if day is not None:
            by_day[day][municipality] = round(value)
    if not by_day:
        return {}, None
    chosen = max(by_day, key=lambda day: (len(by_day[day]), day))
    return by_day[chosen], chosen
