# SPDX-License-Identifier: EUPL-1.2
"""Everything the measures of a country start from, on one day, in memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from django.db.models import Exists, OuterRef, Q

from samenspel.analysis.participation import Participations
from samenspel.places.models import Municipality, on_date
from samenspel.places.queries.municipalities import nearest_figures
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

    One query when they are at hand, six when not. Never change what it returns.
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
    population = nearest_figures(POPULATION, country=country, on=on)
    rows = (
        Municipality.objects.filter(on_date(on), country=country)
        .annotate(is_known=Exists(named))
        .values_list("pk", "code", "name", "slug", "province__name", "x", "y", "is_known")
    )
    found = []
    for pk, code, name, slug, province, x, y, is_known in rows:
        people = population.get(pk)
        found.append(
            MunicipalityFacts(
                pk=pk,
                code=code,
                name=name,
                slug=slug,
                province=province or "",
                population=round(people.value) if people else None,
                population_on=people.on if people else None,
                x=x,
                y=y,
                is_known=bool(is_known),
            )
        )
    return tuple(sorted(found, key=lambda municipality: municipality.code))


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


def _arrangements(
    on: date, collection: int, numbers: dict[str, int]
) -> tuple[ArrangementFacts, ...]:
    areas: dict[int, list[str]] = defaultdict(list)
    guesses: dict[int, list[str]] = defaultdict(list)
    themes: dict[int, list[str]] = defaultdict(list)
    domains = VersionDomain.objects.filter(
        in_force(on, prefix="version__"), version__collection_id=collection
    ).values_list("version_id", "scheme", "key", "is_guess")
    for version, scheme, key, is_guess in domains:
        if scheme == VersionDomain.Scheme.THEME:
            themes[version].append(key)
        else:
            (guesses if is_guess else areas)[version].append(key)
    rows = ArrangementVersion.objects.filter(in_force(on), collection_id=collection).values_list(
        "pk", "key", "arrangement__slug", "name", "legal_form", "is_compulsory",
        "valid_from", "last_confirmed_on", "source",
    )  # fmt: skip
    found = [
        ArrangementFacts(
            version_id=pk,
            key=key,
            slug=slug,
            name=name,
            legal_form=form,
            is_compulsory=is_compulsory,
            policy_areas=tuple(sorted(areas[pk])),
            guessed_areas=tuple(sorted(guesses[pk])),
            themes=tuple(sorted(themes[pk])),
            valid_from=begin,
            last_confirmed_on=confirmed,
            source=source,
            participants=numbers.get(key, 0),
        )
        for pk, key, slug, name, form, is_compulsory, begin, confirmed, source in rows
    ]
    return tuple(sorted(found, key=lambda arrangement: arrangement.key))
