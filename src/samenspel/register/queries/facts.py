# SPDX-License-Identifier: EUPL-1.2
"""Everything the measures of a country start from, on one day, in memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from samenspel.analysis.participation import Participations
from samenspel.places.models import Municipality, on_date
from samenspel.places.queries.municipalities import distance_in_time
from samenspel.register.leading import Lead
from samenspel.register.models import (
    ArrangementVersion,
    ChangeSet,
    Participation,
    VersionDomain,
    in_force,
)
from samenspel.register.queries.reference import Reference

POPULATION = "population"
KEPT_FACTS = 16
"""Countries on a day that a process keeps at hand; the Netherlands take some two megabytes."""

# What was loaded and changed: as long as this is the same, so are the facts.
_State = tuple[tuple[int, str, object], ...]


@dataclass(frozen=True)
class MunicipalityFacts:
    """A municipality that exists on the day.

    ``population`` is the figure nearest to the day, of ``population_on``; None is unknown. ``x``
    and ``y`` are in the plane of the maps. ``is_known``: the collection names it at some time, so
    that "in no arrangement" is a fact and not a gap.
    """

    pk: int
    code: str
    name: str
    slug: str
    province: str
    population: int | None
    population_on: date | None
    x: int | None
    y: int | None
    is_known: bool


@dataclass(frozen=True)
class ArrangementFacts:
    """A version in force on the day.

    ``key`` is the key of the version, ``slug`` leads to the page of its arrangement;
    ``policy_areas`` are those that the source states (none guessed), ``guessed_areas`` the others.
    ``participants`` counts all of them, municipalities or not.
    """

    version_id: int
    key: str
    slug: str
    name: str
    legal_form: str
    is_compulsory: bool | None
    policy_areas: tuple[str, ...]
    guessed_areas: tuple[str, ...]
    themes: tuple[str, ...]
    valid_from: date | None
    last_confirmed_on: date | None
    source: str
    participants: int


@dataclass(frozen=True, eq=False)
class CountryFacts:
    """A country on a day, as the leading collection has it.

    ``municipalities`` and ``arrangements`` stand in the order of ``participations``, whose keys are
    codes of municipalities and keys of versions.
    """

    country: str
    on: date
    lead: Lead
    municipalities: tuple[MunicipalityFacts, ...]
    arrangements: tuple[ArrangementFacts, ...]
    participations: Participations

    def municipality(self, code: str) -> MunicipalityFacts:
        """By code; KeyError when it does not exist on the day."""
        return self.municipalities[self.participations.index_of(code)]

    def arrangement(self, key: str) -> ArrangementFacts:
        """By key of its version; KeyError when it is not in force on the day."""
        return self.arrangements[self.participations.column_of(key)]

    @cached_property
    def by_slug(self) -> dict[str, ArrangementFacts]:
        """Arrangements in force by the slug of their page."""
        return {arrangement.slug: arrangement for arrangement in self.arrangements}


def country_facts(reference: Reference, country: str) -> CountryFacts | None:
    """The facts of a country on the reference date; None when nothing was loaded for it.

    One query when they are at hand, four when not. Never change what it returns.
    """
    lead = reference.lead(country)
    if lead is None:
        return None
    newest = ChangeSet.objects.order_by("-pk").values_list("pk", flat=True).first()
    state = tuple((c.pk, c.fingerprint, c.loaded_at) for c in reference.collections)
    return _facts(country, reference.on, lead, (*state, (newest or 0, "", None)))


def forget() -> None:
    """Let go of everything at hand: for tests, whose databases begin again."""
    _facts.cache_clear()


@lru_cache(maxsize=KEPT_FACTS)
def _facts(country: str, on: date, lead: Lead, _state: _State) -> CountryFacts:
    collection = lead.collection.pk
    municipalities = _municipalities(country, on, collection)
    members, numbers = _members(country, on, collection)
    arrangements = _arrangements(on, collection, numbers)
    participations = Participations.of(
        members,
        municipalities=[municipality.code for municipality in municipalities],
        arrangements=[arrangement.key for arrangement in arrangements],
    )
    return CountryFacts(country, on, lead, municipalities, arrangements, participations)


def _municipalities(country: str, on: date, collection: int) -> tuple[MunicipalityFacts, ...]:
    named = Participation.objects.filter(
        municipality=OuterRef("pk"), version__collection_id=collection
    )
    # A row for each figure of the population; the nearest to the day stays.
    rows = (
        Municipality.objects.filter(on_date(on), country=country)
        .annotate(
            is_known=Exists(named),
            people=FilteredRelation("figures", condition=Q(figures__indicator=POPULATION)),
        )
        .values_list(
            "pk", "code", "name", "slug", "province__name", "x", "y", "is_known",
            "people__value", "people__on", "people__source",
        )
        .order_by()
    )  # fmt: skip
    nearest: dict[str, tuple[tuple[object, ...], MunicipalityFacts]] = {}
    for pk, code, name, slug, province, x, y, is_known, people, day, source in rows:
        order = (*distance_in_time(day, on), source or "")
        if code in nearest and nearest[code][0] <= order:
            continue
        nearest[code] = (
            order,
            MunicipalityFacts(
                pk=pk,
                code=code,
                name=name,
                slug=slug,
                province=province or "",
                population=None if people is None else round(people),
                population_on=day,
                x=x,
                y=y,
                is_known=bool(is_known),
            ),
        )
    return tuple(nearest[code][1] for code in sorted(nearest))


def _members(
    country: str, on: date, collection: int
) -> tuple[list[tuple[str, str]], dict[str, int]]:
    """Municipal members as (code, key of the version), and how many take part in each version."""
    rows = Participation.objects.filter(_holds(on, collection)).values_list(
        "version__key", "kind", "municipality__code", "municipality__country"
    )
    members: list[tuple[str, str]] = []
    numbers: dict[str, int] = defaultdict(int)
    for key, kind, code, of_country in rows:
        numbers[key] += 1
        if kind == Participation.Kind.MUNICIPALITY and code and of_country == country:
            members.append((code, key))
    return members, dict(numbers)


def _holds(on: date, collection: int) -> Q:
    """Condition: the participation holds on the day, in a version in force."""
    return Q(version__collection_id=collection) & on_date(on) & in_force(on, prefix="version__")


class _Domains(NamedTuple):
    areas: list[str]
    guesses: list[str]
    themes: list[str]


def _arrangements(
    on: date, collection: int, numbers: dict[str, int]
) -> tuple[ArrangementFacts, ...]:
    # A row for each domain of a version, one without for a version that has none.
    rows = (
        ArrangementVersion.objects.filter(in_force(on), collection_id=collection)
        .values_list(
            "pk", "key", "arrangement__slug", "name", "legal_form", "is_compulsory",
            "valid_from", "last_confirmed_on", "source",
            "domains__scheme", "domains__key", "domains__is_guess",
        )
        .order_by()
    )  # fmt: skip
    versions: dict[tuple[Any, ...], _Domains] = {}
    for *version, scheme, domain, is_guess in rows:
        domains = versions.setdefault(tuple(version), _Domains([], [], []))
        if scheme == VersionDomain.Scheme.THEME:
            domains.themes.append(domain)
        elif scheme is not None:
            (domains.guesses if is_guess else domains.areas).append(domain)
    found = [
        ArrangementFacts(
            version_id=pk,
            key=key,
            slug=slug,
            name=name,
            legal_form=form,
            is_compulsory=is_compulsory,
            policy_areas=tuple(sorted(domains.areas)),
            guessed_areas=tuple(sorted(domains.guesses)),
            themes=tuple(sorted(domains.themes)),
            valid_from=begin,
            last_confirmed_on=confirmed,
            source=source,
            participants=numbers.get(key, 0),
        )
        for (
            pk, key, slug, name, form, is_compulsory, begin, confirmed, source,
        ), domains in versions.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda arrangement: arrangement.key))
